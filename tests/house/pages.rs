//! Pages: the ones that must exist, and that they stay within their size.

use std::fs;

fn lines(name: &str) -> usize {
    let path = super::root().join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{name} is missing"));
    text.lines().count()
}

#[test]
fn the_first_pages_are_short() {
    assert!(lines("README.md") <= 180);
    assert!(lines("CONTRIBUTING.md") <= 60);
    assert!(lines("CHANGELOG.md") > 0);
}

#[test]
fn every_page_of_the_book_is_in_its_summary_and_exists() {
    let folder = super::root().join("docs/src");
    let summary = fs::read_to_string(folder.join("SUMMARY.md")).unwrap();
    let listed: Vec<&str> = summary
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    for page in &listed {
        assert!(folder.join(page).is_file(), "docs/src/{page} is missing");
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && name != "SUMMARY.md" {
            assert!(
                listed.contains(&name.as_str()),
                "docs/src/{name} is in no summary"
            );
        }
    }
}

#[test]
fn the_workflow_and_the_hooks_of_the_manual_name_what_exists() {
    let page = fs::read_to_string(super::root().join("docs/src/checking.md")).unwrap();
    let hooks = fs::read_to_string(super::root().join(".pre-commit-hooks.yaml")).unwrap();
    let ids = |text: &str| -> Vec<String> {
        let lines = text
            .lines()
            .map(|line| line.trim().trim_start_matches("- "));
        lines
            .filter_map(|line| line.strip_prefix("id: "))
            .map(ToOwned::to_owned)
            .collect()
    };
    assert_eq!(ids(&page), ids(&hooks));
    let commands = page.lines().filter_map(|line| line.split_once("- run: "));
    let mut checked = 0;
    for (_, command) in commands.filter(|(_, c)| c.starts_with("bindery ")) {
        // A shell would spread the star and write the file.
        let command = command.split(" > ").next().unwrap();
        let command = command.replace("connectors/*", "docs/examples/broken");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(command.split(' ').skip(1))
            .current_dir(super::root())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(
            !output.stdout.is_empty() && output.stderr.is_empty(),
            "{command}"
        );
        checked += 1;
    }
    assert_eq!(checked, 2);
    for line in hooks
        .lines()
        .filter_map(|l| l.trim().strip_prefix("entry: "))
    {
        assert_eq!(line, "bindery check");
    }
}
