//! Every mistake of some kinds, planted one at a time into whole connectors: which of them say nothing?
//!
//! [`mutations`] makes them without looking: each key left out, misspelt, doubled, moved; each value of
//! another type; each character of a binding left out. A mistake that adds no finding is *silent*.
//! Those that are known, with the reason why nothing can be said, stand in `silent.txt`; any other
//! fails. Every thirty-first is tried; with
//! `BINDERY_SURVEY=FILE` all are, and those that are silent are written there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod mutations;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bindery_definition::load;
use bindery_diagnostics::Diagnostic;
use bindery_lint::{CheckOptions, check};

/// The connectors by the name that `silent.txt` gives them.
const CONNECTORS: [(&str, &str); 2] = [
    ("portal", "../../connectors/bynder"),
    ("suite", "tests/survey/suite"),
];

/// Without `BINDERY_SURVEY` every so many-th mistake is tried: all of them take minutes.
const EVERY: usize = 31;

/// How many are tried at a time.
const WORKERS: usize = 2;

/// Findings by code and message.
type Tally = BTreeMap<(String, String), usize>;

/// Findings by code and message, counted.
fn tally(found: &[Diagnostic]) -> Tally {
    let mut tally = BTreeMap::new();
    for d in found {
        *tally
            .entry((d.code.to_string(), d.message.clone()))
            .or_default() += 1;
    }
    tally
}

fn examine(folder: &Path) -> Tally {
    tally(&check(&load(folder), &CheckOptions::default()))
}

/// Whether something is said that was not said before.
fn says_more(before: &Tally, after: &Tally) -> bool {
    after
        .iter()
        .any(|(key, count)| before.get(key).is_none_or(|b| count > b))
}

fn attributes(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .filter(|p| p.file_name().is_some_and(|n| n != "simulator.json"))
        .collect();
    files.sort();
    files
}

/// The silent mistakes of a connector, and how many there are at all.
fn silent(connector: &str, folder: &Path) -> (usize, Vec<String>) {
    let copies: Vec<_> = (0..WORKERS).map(|_| copied(folder)).collect();
    let before = examine(copies[0].path());
    let mut jobs = Vec::new();
    let mut seen = BTreeSet::new();
    for file in attributes(folder) {
        let name = file.file_name().unwrap().to_owned();
        let attribute = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let original = fs::read_to_string(&file).unwrap();
        for mutation in mutations::of(&original, &mut seen) {
            let label = format!("{connector} {attribute} {}", mutation.name);
            jobs.push((name.clone(), label, mutation));
        }
    }
    if std::env::var_os("BINDERY_SURVEY").is_none() {
        let mut number = 0;
        jobs.retain(|_| {
            number += 1;
            number % EVERY == 0
        });
    }
    let all = jobs.len();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let found = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for copy in &copies {
            let (jobs, next, found, before) = (&jobs, &next, &found, &before);
            scope.spawn(move || {
                while let Some((name, label, mutation)) =
                    jobs.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                {
                    let file = copy.path().join(name);
                    fs::write(&file, &mutation.text).unwrap();
                    if !says_more(before, &examine(copy.path())) {
                        found.lock().unwrap().push(label.clone());
                    }
                    fs::copy(folder.join(name), &file).unwrap();
                }
            });
        }
    });
    (all, found.into_inner().unwrap())
}

fn copied(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_file() && entry.file_name() != "simulator.json" {
            fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    copy
}

/// The patterns of `silent.txt`; below a comment that gives the reason.
fn known() -> Vec<&'static str> {
    include_str!("silent.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// Whether a pattern, in which `*` stands for anything, is a text as a whole.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap()) else {
        return false;
    };
    let mut open = false;
    for part in parts {
        open = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    open || rest.is_empty() || pattern.ends_with('*') || {
        // The last part may occur earlier as well.
        pattern
            .rsplit('*')
            .next()
            .is_some_and(|last| pattern.contains('*') && text.ends_with(last))
    }
}

#[test]
fn a_mistake_of_these_kinds_is_found_or_known_to_be_silent() {
    let mut seen = BTreeSet::new();
    let mut all = 0;
    for (connector, folder) in CONNECTORS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let (count, silent) = silent(connector, &folder);
        all += count;
        seen.extend(silent);
    }
    let whole = std::env::var("BINDERY_SURVEY");
    if let Ok(path) = &whole {
        let lines: Vec<&str> = seen.iter().map(String::as_str).collect();
        fs::write(path, lines.join("\n")).unwrap();
    }
    let known = known();
    let fresh: Vec<_> = seen
        .iter()
        .filter(|text| !known.iter().any(|pattern| fits(pattern, text)))
        .collect();
    let stale: Vec<_> = known
        .iter()
        .filter(|pattern| !seen.iter().any(|text| fits(pattern, text)))
        .collect();
    println!("{} of {all} mistakes are silent", seen.len());
    assert!(fresh.is_empty(), "{} say nothing: {fresh:#?}", fresh.len());
    // A part of the mistakes cannot show that none of a pattern is left.
    assert!(
        whole.is_err() || stale.is_empty(),
        "these are found by now: {stale:#?}"
    );
}
