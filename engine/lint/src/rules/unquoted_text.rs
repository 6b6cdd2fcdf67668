//! `B1018 unquoted-text`: a number or a boolean where a text belongs.
//!
//! Left alone: keys that take numbers as well, and credentials, which may consist of digits.

use bindery_definition::json::Value;
use bindery_definition::shape::Kind;
use bindery_diagnostics::{Diagnostic, codes};

use crate::shapes::{Site, walk};

use super::Subject;

rule!(UNQUOTED_TEXT, "unquoted-text");

/// Texts that may be a number or a boolean.
const EITHER: [&str; 13] = [
    "pageRecordCount",
    "totalCountPath",
    "username",
    "password",
    "client_id",
    "client_secret",
    "key",
    "keyFilePassword",
    "expiryError",
    "callCondition",
    "statusFilter",
    "refreshType",
    "scope",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| look(site, found));
}

fn look(site: &Site<'_>, found: &mut super::Findings) {
    let (key, node) = (site.key, &site.member.node);
    let is_scalar = |v: &Value| matches!(v, Value::Number(_) | Value::Bool(_));
    let is_text = matches!(key.kind, Kind::Template | Kind::Word) && !EITHER.contains(&key.name);
    if is_text && is_scalar(&node.value) {
        found.push(report(key.name, node.noun()).at(site.value_place(), "not a text"));
    }
    let is_map = matches!(key.name, "colsToPropsMap" | "responseColsToPropsMap");
    for member in node.members().unwrap_or_default() {
        let is_word = key.name == "httpHeaders" && is_worded(&member.key.text);
        if (is_map || is_word) && is_scalar(&member.node.value) {
            let below = [site.member.key.text.as_str(), member.key.text.as_str()];
            let place = site.place_of(&member.node, &below);
            found.push(report(&member.key.text, member.node.noun()).at(place, "not a text"));
        }
    }
}

/// Whether a header holds words.
fn is_worded(name: &str) -> bool {
    let words = ["authorization", "accept", "content-type", "cookie"];
    words.iter().any(|w| w.eq_ignore_ascii_case(name.trim()))
}

fn report(key: &str, noun: &str) -> Diagnostic {
    Diagnostic::new(
        codes::UNQUOTED_TEXT,
        format!("`{key}` holds a text, and {noun} is given"),
    )
    .with_help("write the text that is meant, in quotes")
}
