//! The page of keys, written from the tables of the definition; a key that has the effect the dialect
//! gives it must be seen in a test that runs something.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bindery_definition::shape::{Effect, Kind, SHAPES, effect};

use super::generated::fresh;
use super::root;

const fn holds(kind: Kind) -> &'static str {
    match kind {
        Kind::Template => "text with bindings",
        Kind::Word => "text",
        Kind::Bool => "true or false",
        Kind::Integer => "a number",
        Kind::List => "a list",
        Kind::Object => "an object",
        Kind::Calls => "calls",
        Kind::Any => "text, an object or a list",
        Kind::Ignored => "anything",
    }
}

#[test]
fn the_page_of_keys_is_fresh() {
    let mut text = String::from(
        "# Keys of the dialect\n\n<!-- written by tests/docs from engine/definition/src/shape -->\n\n\
         What each object of a definition may hold, and what bindery makes of it. A key does what the\n\
         dialect says unless its row says otherwise. One without effect is told by `bindery check` with\n\
         `B1010`, one that nobody knows with `B1002`. Case does not matter, other names are in brackets.\n",
    );
    for shape in SHAPES {
        let _ = write!(
            text,
            "\n## {}\n\n| key | holds | what it does |\n|---|---|---|\n",
            shape.noun
        );
        for key in shape.keys {
            let aliases: Vec<String> = key.aliases.iter().map(|a| format!("`{a}`")).collect();
            let aliases = match aliases.is_empty() {
                true => String::new(),
                false => format!(" ({})", aliases.join(", ")),
            };
            let does = match effect(shape, key) {
                Effect::Dialect => key.about.to_owned(),
                Effect::Differs(how) => format!("{}; *{how}*", key.about),
                Effect::None(why) => format!("*nothing, and `check` says so: {why}*"),
            };
            let must = if key.required { " must be there;" } else { "" };
            let does = format!("{must} {does}").replace('|', "\\|");
            let _ = writeln!(
                text,
                "| `{}`{aliases} | {} |{does} |",
                key.name,
                holds(key.kind)
            );
        }
    }
    fresh("dialect.md", &text);
}

/// Tables inside a key without effect, and one whose tests say it in the model's names.
const ELSEWHERE: [&str; 3] = [
    "privilegeEntitlement",
    "provisioningLimit",
    "PasswdPolicyJSON",
];

#[test]
fn every_key_with_an_effect_is_in_a_test_that_runs_something() {
    let mut tests = String::new();
    for folder in [
        "tests/run",
        "engine/connector/tests",
        "engine/connector/src/provision",
    ] {
        read(&root().join(folder), &mut tests);
    }
    let mut unseen = Vec::new();
    for shape in SHAPES.iter().filter(|s| !ELSEWHERE.contains(&s.noun)) {
        for key in shape.keys {
            let seen = ["\"", "\\\""]
                .iter()
                .any(|end| tests.contains(&format!("\"{}{end}", key.name)));
            if !seen && !matches!(effect(shape, key), Effect::None(_)) {
                unseen.push(format!("{} of {}", key.name, shape.noun));
            }
        }
    }
    assert!(unseen.is_empty(), "no test runs {unseen:#?}");
}

fn read(folder: &Path, into: &mut String) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(&path, into);
        } else if let Ok(text) = fs::read_to_string(&path) {
            into.push_str(&text);
        }
    }
}
