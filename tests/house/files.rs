//! Files: their sizes, their names, and what must not stand in them.

use std::fs;
use std::path::{Path, PathBuf};

/// No source file is longer (tests excluded); a longer one is listed here with its reason.
const CEILING: usize = 800;

/// Names that say nothing.
const VAGUE: &[&str] = &[
    "utils", "util", "misc", "common", "helpers", "helper", "magic", "stuff",
];

/// Every file under version control, or in a tree without git every file outside `target`.
fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![super::root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let hidden = name.starts_with('.') && name != ".ci";
                if !hidden && !matches!(name.as_str(), "target" | "book") {
                    folders.push(path);
                }
            } else if name != ".git" {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() > 50, "the files of the project were not found");
    found
}

fn sources() -> impl Iterator<Item = (PathBuf, String)> {
    files()
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .map(|p| (p.clone(), fs::read_to_string(p).unwrap()))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(super::root())
        .unwrap()
        .display()
        .to_string()
}

/// The part of a source that is not its unit tests.
fn before_tests(text: &str) -> &str {
    text.find("\n#[cfg(test)]\nmod ")
        .map_or(text, |end| &text[..end])
}

fn is_test(path: &Path) -> bool {
    let shown = shown(path);
    shown.starts_with("tests/") || shown.contains("/tests/") || shown.ends_with("tests.rs")
}

#[test]
fn no_source_file_passes_the_ceiling() {
    for (path, text) in sources().filter(|(p, _)| !is_test(p)) {
        let lines = before_tests(&text).lines().count();
        assert!(lines <= CEILING, "{} has {lines} lines", shown(&path));
    }
}

#[test]
fn the_median_source_file_is_small() {
    let mut lines: Vec<usize> = sources()
        .filter(|(p, _)| !is_test(p))
        .map(|(_, text)| before_tests(&text).lines().count())
        .collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median <= 170, "the median source file has {median} lines");
}

#[test]
fn no_module_has_a_vague_name() {
    for path in files() {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = path
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        assert!(
            !VAGUE.contains(&stem.as_str()) && !VAGUE.contains(&folder.as_str()),
            "{} has a vague name",
            shown(&path)
        );
    }
}

#[test]
fn every_source_file_says_what_it_is_before_its_code() {
    for (path, text) in sources().filter(|(p, _)| !is_test(p)) {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//!"), "{} has no head", shown(&path));
    }
}

#[test]
fn no_file_names_the_machine_it_was_made_on() {
    let homes = [
        "/home/",
        "/root/",
        "/Users/",
        concat!("/wo", "rk/"),
        concat!("/tm", "p/"),
    ];
    for path in files() {
        if path.ends_with("Cargo.lock") || path.ends_with("tests/house/files.rs") {
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for home in homes {
                assert!(
                    !line.contains(home),
                    "{}:{} names `{home}`",
                    shown(&path),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn no_engine_source_knows_a_connector_by_name() {
    let connectors: Vec<String> = fs::read_dir(super::root().join("connectors"))
        .map(|entries| {
            entries
                .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
                .collect()
        })
        .unwrap_or_default();
    for (path, text) in sources() {
        let shown = shown(&path);
        if is_test(&path) || !(shown.starts_with("engine/") || shown.starts_with("grammar/")) {
            continue;
        }
        let code = before_tests(&text).lines().enumerate();
        let code = code.filter(|(_, line)| !line.trim_start().starts_with("//"));
        for (number, line) in code {
            for name in &connectors {
                let known = shown.starts_with("engine/cli/") && in_help(line);
                assert!(
                    known || !line.to_lowercase().contains(name.as_str()),
                    "{shown}:{} knows `{name}`",
                    number + 1
                );
            }
        }
    }
}

/// The command line may name the connector that ships with it in the examples of its help texts and
/// as the default of `demo`.
fn in_help(line: &str) -> bool {
    line.trim_start().starts_with("bindery ") || line.contains("connectors/bynder")
}
