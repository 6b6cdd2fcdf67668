//! `B4020 text-outside-quotes`: a name or address in a JSON body without quotes around it.
//!
//! Only fields that are text for certain; an identifier or custom property may be a number or JSON.

use bindery_diagnostics::{Diagnostic, codes};
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
            let Some(path) = path_of(&hole.binding.script) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    codes::TEXT_OUTSIDE_QUOTES,
                    format!("`{path}` is text and stands outside quotes"),
                )
                .at(text.place_of(hole.binding.span.range()), "no JSON value")
                .with_help("put it between quotes"),
            );
        }
    }
}

/// The path, where a script is nothing else and the path is a field of text.
fn path_of(script: &Script) -> Option<Path> {
    let [only] = script.statements.as_slice() else {
        return None;
    };
    let StatementKind::Expression(expression) = &only.kind else {
        return None;
    };
    let path = Path::of(expression)?;
    let [segment] = path.segments.as_slice() else {
        return None;
    };
    let SegmentKey::Name(field) = &segment.key else {
        return None;
    };
    let is_text = FIELDS.contains(&field.to_ascii_lowercase().as_str());
    (is_text && OWNERS.contains(&path.root.as_str())).then_some(path)
}
