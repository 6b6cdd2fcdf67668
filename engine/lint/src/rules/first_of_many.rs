//! `B3053 first-of-many`: an index in a path to ids, so that one of several is taken.

use bindery_definition::Word;
use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::linkings;

use super::Subject;

rule!(FIRST_OF_MANY, "first-of-many");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let mut paths: Vec<&Word> = Vec::new();
    for linking in linkings(definition) {
        let call = linking.call;
        paths.extend(call.acct_id_path.iter().chain(&call.ent_id_path));
    }
    if let Some(import) = &definition.import {
        for m in import.accounts.iter().flat_map(|s| s.memberships.values()) {
            paths.extend(m.list_path.iter().chain(&m.id_path));
        }
        let types = import.entitlements.iter().flat_map(|s| s.types.values());
        for m in types.filter_map(|t| t.memberships.as_ref()) {
            paths.extend(m.list_field.iter().chain(&m.id_path));
        }
    }
    for path in paths {
        let Some(without) = without_index(path.as_str()) else {
            continue;
        };
        found.push(
            Diagnostic::new(
                codes::FIRST_OF_MANY,
                "of several memberships only one is taken",
            )
            .at(path.place(), "the index picks one element")
            .with_help(format!("write \"{without}\" to take all")),
        );
    }
}

/// The path without its numbered index.
fn without_index(path: &str) -> Option<String> {
    let (head, tail) = path.split_once('[')?;
    let (index, rest) = tail.split_once(']')?;
    let is_number = !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| format!("{head}{rest}"))
}
