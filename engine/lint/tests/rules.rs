//! The conventions of rules and pages, guarded: everything that checking can report has code, name,
//! page and examples; the bad example is found, the good one is free of errors and warnings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bindery_definition::{Loaded, load_from_bytes};
use bindery_diagnostics::codes::{self, BOOK};
use bindery_diagnostics::render::{Style, human};
use bindery_diagnostics::{Code, Severity};
use bindery_lint::{CheckOptions, Page, READING, RULES, Sample, check, page_of};
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page with its code: those of rules, and those of what reading reports.
fn pages() -> impl Iterator<Item = (Code, &'static Page)> {
    let of_rules = RULES.iter().map(|r| (r.code, &r.page));
    of_rules.chain(READING.iter().map(|(code, page)| (*code, page)))
}

/// Pages whose examples are files.
fn examples() -> impl Iterator<Item = Code> {
    pages()
        .filter(|(_, page)| page.has_examples())
        .map(|(code, _)| code)
}

/// An example: attributes by name, read as a connection of that text. Under `samples`, responses by
/// the name of their call.
fn example(code: Code, which: &str) -> (Loaded, CheckOptions) {
    let path: PathBuf = root().join(format!("fixtures/{}/{which}.json", code.name()));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut attributes: Value = serde_json::from_str(&text).unwrap();
    let samples = attributes.as_object_mut().unwrap().remove("samples");
    let list: Vec<Value> = attributes
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| json!({"attributename": name, "encryptedattributevalue": value}))
        .collect();
    let export = json!({"acme": {"externalconnectiontype": "REST", "EXTERNAL_ATTR": list}});
    let mut loaded = load_from_bytes(
        &format!("{which}.json"),
        serde_json::to_string_pretty(&export).unwrap().as_bytes(),
    );
    let mut options = CheckOptions::default();
    for (name, body) in samples.iter().flat_map(|s| s.as_object().unwrap()) {
        let text = serde_json::to_string_pretty(body).unwrap();
        let source = loaded.sources.add(format!("{name}.json"), text.as_str());
        options.samples.push(Sample::read(source, name, &text));
    }
    (loaded, options)
}

#[test]
fn every_rule_has_a_code_of_its_own_and_a_name_like_its_files() {
    let codes: BTreeSet<Code> = RULES.iter().map(|r| r.code).collect();
    assert_eq!(codes.len(), RULES.len());
    for rule in RULES {
        let name = rule.name();
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        let source = root().join(format!("src/rules/{}.rs", name.replace('-', "_")));
        assert!(source.is_file(), "{}", source.display());
    }
}

#[test]
fn every_file_beside_the_rules_belongs_to_one() {
    let names: BTreeSet<String> = pages().map(|(c, _)| c.name().to_owned()).collect();
    for folder in ["src/rules", "src/reading", "fixtures"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let stem = path
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .replace('_', "-");
            assert!(stem == "mod" || names.contains(&stem), "{}", path.display());
        }
    }
}

#[test]
fn every_page_has_all_sections_in_order_and_says_something_in_each() {
    for (code, page) in pages() {
        let page = page.markdown(2);
        let mut from = 0;
        for title in [
            Page::SECTIONS[0],
            Page::SECTIONS[1],
            Page::SECTIONS[2],
            "Bad",
            "Good",
            Page::SECTIONS[3],
        ] {
            let heading = format!("## {title}\n\n");
            let at = page.get(from..).and_then(|rest| rest.find(&heading));
            let at = from + at.unwrap_or_else(|| panic!("{}: no `{title}`", code.name()));
            from = at + heading.len();
            let body = page.get(from..).unwrap();
            assert!(
                body.trim().len() > 10 && !body.starts_with('#'),
                "{} {title}",
                code.name()
            );
        }
    }
}

/// What is found only when a definition is run, rendered or packed.
const AT_RUN: [Code; 13] = [
    codes::UNFILLED_AT_RUN,
    codes::NULL_DEREFERENCED,
    codes::ARITHMETIC,
    codes::INDEX,
    codes::EVALUATION,
    codes::LIMIT,
    codes::FORBIDDEN,
    codes::FOREIGN_ORIGIN,
    codes::UNSAFE_TEXT,
    codes::FOLDER_EXPORT,
    codes::LEFT_OUT_SECRET,
    codes::NOT_EMPTY,
    codes::UNWRITABLE,
];

#[test]
fn everything_that_checking_reports_has_a_page() {
    for entry in BOOK.iter().filter(|e| e.code.as_str().starts_with('B')) {
        let has_page = page_of(entry.code).is_some();
        assert!(
            has_page || AT_RUN.contains(&entry.code),
            "{} {} has no page",
            entry.code,
            entry.name
        );
    }
}

#[test]
fn every_bad_example_is_found_and_shown() {
    for code in examples() {
        let (loaded, options) = example(code, "bad");
        let mut found = check(&loaded, &options);
        let errors: Vec<_> = found
            .iter()
            .filter(|d| d.severity == Severity::Error && d.code != code)
            .map(|d| d.code)
            .collect();
        assert!(
            errors.is_empty(),
            "{} has other errors: {errors:?}",
            code.name()
        );
        found.retain(|d| d.code == code);
        assert!(!found.is_empty(), "{} is not found", code.name());
        for finding in &found {
            assert!(finding.primary.is_some(), "{} has no place", code.name());
            assert!(finding.help.is_some(), "{} has no next step", code.name());
        }
        insta::assert_snapshot!(
            code.name(),
            human(&found, &loaded.sources, Style::default())
        );
    }
}

#[test]
fn every_good_example_is_free_of_errors_and_warnings() {
    for code in examples() {
        let (loaded, options) = example(code, "good");
        let mut found = check(&loaded, &options);
        found.retain(|d| d.severity > Severity::Info || d.code == code);
        assert!(
            found.is_empty(),
            "{}:\n{}",
            code.name(),
            human(&found, &loaded.sources, Style::default())
        );
    }
}

/// The page that says which rule answers to which finding of the field names what checking can report,
/// and all of those findings.
#[test]
fn the_page_of_sources_names_codes_that_exist_and_every_finding_of_the_field() {
    let page = std::fs::read_to_string(root().join("../../docs/src/rule-sources.md")).unwrap();
    let quoted = page.split('`').skip(1).step_by(2);
    let named: Vec<&str> = quoted
        .filter(|t| t.len() == 5 && t.starts_with('B'))
        .collect();
    assert!(named.len() > 90, "{}", named.len());
    for code in named {
        let entry = BOOK.iter().find(|e| e.code.as_str() == code);
        let entry = entry.unwrap_or_else(|| panic!("no code {code}"));
        assert!(
            page_of(entry.code).is_some() || entry.code == codes::UNSUPPORTED,
            "{code} has no page"
        );
    }
    for number in 1..=41 {
        assert!(page.contains(&format!("| L{number:02} | ")), "L{number:02}");
    }
}
