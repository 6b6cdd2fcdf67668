//! `B4020 text-outside-quotes`: a name or address in a JSON body without quotes around it.
//!
//! Only fields that are text for certain, or nearly so, which is a warning; an identifier or custom
//! property may be a number or JSON.

use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_expression::ask::{Path, SegmentKey};
use bindery_grammar::ast::{Script, StatementKind};

use crate::bodies::{holes, json_bodies};

use super::Subject;

rule!(TEXT_OUTSIDE_QUOTES, "text-outside-quotes");

/// Objects that have the fields.
const OWNERS: [&str; 6] = [
    "user",
    "requestor",
    "userManager",
    "manager",
    "owner",
    "account",
];

/// Fields whose values are words, in lower case.
const FIELDS: [&str; 12] = [
    "firstname",
    "middlename",
    "lastname",
    "displayname",
    "email",
    "title",
    "city",
    "country",
    "state",
    "departmentname",
    "companyname",
    "systemusername",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (text, _) in json_bodies(subject.definition) {
        for hole in holes(text).into_iter().filter(|h| !h.in_string) {
            let Some((path, is_certain)) = path_of(&hole.binding.script) else {
                continue;
            };
            let severity = if is_certain {
                Severity::Error
            } else {
                Severity::Warning
            };
            found.push(
                Diagnostic::new(
                    codes::TEXT_OUTSIDE_QUOTES,
                    format!("`{path}` is text and stands outside quotes"),
                )
                .at(text.place_of(hole.binding.span.range()), "no JSON value")
                .with_help("put it between quotes")
                .with_severity(severity),
            );
        }
    }
}

/// Names that are text and now and then look like a number.
const NEARLY: [&str; 3] = ["accountname", "password", "randompassword"];

/// Fields of an object that are so.
const NEARLY_FIELDS: [(&str, &str); 4] = [
    ("account", "name"),
    ("user", "username"),
    ("task", "password"),
    ("arstasks", "password"),
];

/// The path, where a script is nothing else and the path is a field of text; and whether that is
/// certain, whatever the value.
fn path_of(script: &Script) -> Option<(Path, bool)> {
    let [only] = script.statements.as_slice() else {
        return None;
    };
    let StatementKind::Expression(expression) = &only.kind else {
        return None;
    };
    let path = Path::of(expression)?;
    let root = path.root.to_ascii_lowercase();
    if path.segments.is_empty() {
        return NEARLY.contains(&root.as_str()).then_some((path, false));
    }
    let [segment] = path.segments.as_slice() else {
        return None;
    };
    let SegmentKey::Name(field) = &segment.key else {
        return None;
    };
    let field = field.to_ascii_lowercase();
    let is_nearly = NEARLY_FIELDS.contains(&(root.as_str(), field.as_str()));
    let is_text = FIELDS.contains(&field.as_str()) && OWNERS.contains(&path.root.as_str());
    (is_text || is_nearly).then_some((path, is_text))
}
