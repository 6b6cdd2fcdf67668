//! One mistake at a time, planted into a valid definition: it is found, on its line, and little else
//! is said. The kinds are those that people make: slips of the keyboard, and misunderstandings of the
//! dialect.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bindery_definition::{Loaded, load};
use bindery_diagnostics::{Diagnostic, Severity};
use bindery_lint::{CheckOptions, check};
use serde_json::Value;

/// How many findings beside the mistake's own are no drowning.
const NOISE: usize = 2;

/// A mistake, a line of `planted.jsonl`: a text of a file (its first occurrence is replaced), what is
/// put there, and the code it must be found by.
struct Plant {
    connector: String,
    file: String,
    from: String,
    to: String,
    code: String,
    /// The text on whose line it is found, where that is not the changed one: something is missing,
    /// or contradicts what stands elsewhere.
    seen_at: Option<String>,
}

/// Definitions of different shapes, by the names that `planted.jsonl` gives them.
const CONNECTORS: [(&str, &str); 19] = [
    // Forms, pages, groups in a list.
    ("portal", "../../connectors/bynder"),
    // JSON bodies, offsets, members below their team.
    ("directory", "../../tests/run/inputs/directory"),
    // Every attribute, most keys: tickets, users, owners, a token that is fetched and renewed.
    ("suite", "tests/survey/suite"),
    // SCIM 2.0: members on the group, PATCH operations.
    ("scim", "tests/shapes/scim"),
    // A static token, pages by a Link header, links in both directions.
    ("idp", "tests/shapes/idp"),
    // Tables: Basic, offsets with the total in a header, links from pairs, tickets.
    ("desk", "tests/shapes/desk"),
    // Stages, dependent calls, two authentications, several calls to create.
    ("cloud", "tests/shapes/cloud"),
    // Users by several calls, and written back.
    ("people", "tests/shapes/people"),
    // XML, a session cookie, forms.
    ("legacy", "tests/shapes/legacy"),
    // A signed assertion, two kinds of accounts, memberships as plain texts.
    ("forge", "tests/shapes/forge"),
    // A key of the connection's own, lists that are read, changed and written back.
    ("wiki", "tests/shapes/wiki"),
    // Three authentications: a rotated token, a login, an assertion that a call of its own renews.
    ("bank", "tests/shapes/bank"),
    // Lists in lists, constants, relations, owners, members on the row; roles that are read and put back.
    ("crm", "tests/shapes/crm"),
    // XML both ways, forms, a session cookie, SCIM's start index.
    ("registry", "tests/shapes/registry"),
    // A JWT in a form of parts, HMAC, signed headers, a token from a header; JSON Patch.
    ("vault", "tests/shapes/vault"),
    // Firefighter accounts, one-time passwords, logical endpoints, a password policy; laid out densely.
    ("firefight", "tests/shapes/firefight"),
    // Tickets, with keys of the connection's own.
    ("queue", "tests/shapes/queue"),
    // Users by two calls, and actions on them.
    ("hr", "tests/shapes/hr"),
    // Relative URLs, ids that are URLs, attributes of links, line ends of Windows.
    ("ops", "tests/shapes/ops"),
];

fn folder_of(connector: &str) -> PathBuf {
    let known = CONNECTORS.iter().find(|(name, _)| *name == connector);
    let (_, folder) = known.unwrap_or_else(|| panic!("no connector {connector}"));
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

impl Plant {
    fn read(line: &str) -> Self {
        let value: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| value[key].as_str().map(ToOwned::to_owned);
        Self {
            connector: text("in").unwrap(),
            file: text("file").unwrap(),
            from: text("from").unwrap(),
            to: text("to").unwrap(),
            code: text("code").unwrap(),
            seen_at: text("at"),
        }
    }

    /// What tells it from the others.
    fn name(&self) -> String {
        format!(
            "{} {}: `{}` -> `{}`",
            self.code, self.file, self.from, self.to
        )
    }
}

fn plants() -> Vec<Plant> {
    include_str!("planted.jsonl")
        .lines()
        .map(Plant::read)
        .collect()
}

/// Findings by code and message, counted.
fn tally(found: &[Diagnostic]) -> BTreeMap<(String, String), usize> {
    let mut tally = BTreeMap::new();
    for d in found {
        let key = (d.code.to_string(), d.message.clone());
        *tally.entry(key).or_default() += 1;
    }
    tally
}

fn examine(folder: &Path) -> (Loaded, Vec<Diagnostic>) {
    let loaded = load(folder);
    let found = check(&loaded, &CheckOptions::default());
    (loaded, found)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.path().is_file() && entry.file_name() != "simulator.json" {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn line(text: &str, at: usize) -> usize {
    text.as_bytes()[..at]
        .iter()
        .filter(|b| **b == b'\n')
        .count()
        + 1
}

/// The text with the mistake, and the lines where it may be found.
fn planted(plant: &Plant, text: &str) -> (String, std::ops::RangeInclusive<usize>) {
    let at = text.find(&plant.from);
    let at = at.unwrap_or_else(|| panic!("{}: not in the file", plant.name()));
    let same = plant.from.bytes().zip(plant.to.bytes());
    let same = same.take_while(|(a, b)| a == b).count();
    let after = text.get(at + plant.from.len()..).unwrap();
    let text = format!("{}{}{after}", &text[..at], plant.to);
    let lines = match plant.seen_at.as_deref() {
        // The nearest one above, else the first below.
        Some(mark) => {
            let above = text.get(..at).unwrap().rfind(mark);
            let seen = above.or_else(|| text.find(mark)).unwrap();
            line(&text, seen)..=line(&text, seen)
        }
        None => line(&text, at + same)..=line(&text, at + plant.to.len()),
    };
    (text, lines)
}

/// What is wrong with how a mistake is reported; nothing where all is well.
fn judge(
    plant: &Plant,
    before: &BTreeMap<(String, String), usize>,
    folder: &Path,
) -> Option<String> {
    let path = folder.join(format!("{}.json", plant.file));
    let original = fs::read_to_string(&path).unwrap();
    let (text, lines) = planted(plant, &original);
    fs::write(&path, &text).unwrap();
    let (loaded, found) = examine(folder);
    fs::write(&path, original).unwrap();
    let mut left = before.clone();
    let mut fresh = Vec::new();
    for d in &found {
        match left.get_mut(&(d.code.to_string(), d.message.clone())) {
            Some(count) if *count > 0 => *count -= 1,
            _ => fresh.push(d),
        }
    }
    let at = |d: &Diagnostic| -> Option<(bool, usize)> {
        let place = &d.primary.as_ref()?.place;
        let file = loaded.sources.get(place.source)?;
        Some((
            Path::new(&file.name) == path,
            line(&file.text, place.span.start),
        ))
    };
    let shown: Vec<String> = fresh
        .iter()
        .map(|d| format!("{} line {:?}: {}", d.code, at(d).map(|a| a.1), d.message))
        .collect();
    let own = fresh.iter().filter(|d| {
        d.code.as_str() == plant.code
            && at(d).is_some_and(|(here, line)| here && lines.contains(&line))
    });
    let told = own.count();
    if told == 0 {
        return Some(format!(
            "{}\n  wanted on {lines:?}, found {shown:#?}",
            plant.name()
        ));
    }
    (fresh.len() > told.min(1) + NOISE).then(|| format!("{}\n  drowns in {shown:#?}", plant.name()))
}

/// Whether nothing is said of a shape but what has to be filled in, what has no effect here, that a
/// connection has no test, and what is right.
fn is_quiet(connector: &str, found: &[Diagnostic]) -> bool {
    let said = ["B1010", "B3001", "B3047"];
    // Its `acctEntParams` is empty: bindery makes links of memberships then, EIC may not.
    let right = |d: &Diagnostic| connector == "crm" && d.code.as_str() == "B3016";
    ["portal", "directory", "suite"].contains(&connector)
        || found
            .iter()
            .all(|d| said.contains(&d.code.as_str()) || right(d))
}

#[test]
fn every_planted_mistake_is_found_on_its_line_without_drowning() {
    let plants = plants();
    let mut failures = Vec::new();
    for (connector, _) in CONNECTORS {
        let folder = tempfile::tempdir().unwrap();
        copy(&folder_of(connector), folder.path());
        let (_, found) = examine(folder.path());
        assert!(
            found.iter().all(|d| d.severity < Severity::Error),
            "{found:#?}"
        );
        assert!(is_quiet(connector, &found), "{connector}: {found:#?}");
        let before = tally(&found);
        let mine = plants.iter().filter(|p| p.connector == connector);
        failures.extend(mine.filter_map(|p| judge(p, &before, folder.path())));
    }
    let all = plants.len();
    assert!(
        failures.is_empty(),
        "{} of {all}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn the_planted_mistakes_are_of_many_kinds() {
    let plants = plants();
    let codes: BTreeSet<_> = plants.iter().map(|p| p.code.as_str()).collect();
    assert!(plants.len() >= 540, "{}", plants.len());
    assert!(codes.len() >= 100, "{}", codes.len());
}
