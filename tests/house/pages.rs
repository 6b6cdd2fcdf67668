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
