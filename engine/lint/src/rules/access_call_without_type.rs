//! `B3018 access-call-without-type`: a call that adds or removes access is named after no
//! entitlement type. Silent where the definition imports no entitlements.

use std::collections::BTreeSet;

use bindery_definition::{OperationDocument, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use crate::names::quoted;

use super::Subject;

rule!(ACCESS_CALL_WITHOUT_TYPE, "access-call-without-type");

/// The names of the entitlement types that are imported.
fn types<'a>(subject: &Subject<'a>) -> Vec<&'a str> {
    let Some(import) = &subject.definition.import else {
        return Vec::new();
    };
    let mut types: Vec<&str> = import
        .entitlements
        .iter()
        .flat_map(|s| s.types.keys())
        .map(String::as_str)
        .collect();
    let memberships = import.accounts.iter().flat_map(|s| s.memberships.values());
    types.extend(
        memberships
            .filter(|m| m.import_as_entitlement == Some(true))
            .map(|m| m.entitlement_type.as_str()),
    );
    types
}

/// Whether a document has a call that is named after no type, which is told.
pub(super) fn has_stranger(subject: &Subject<'_>, document: &OperationDocument) -> bool {
    let types = types(subject);
    let names: BTreeSet<String> = types.iter().map(|t| t.to_ascii_lowercase()).collect();
    let mut calls = document.calls.iter().map(|c| c.name.as_str().trim());
    !names.is_empty() && document.operation.is_access() && calls.any(|c| !is_call_of(c, &names))
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let types = types(subject);
    if types.is_empty() {
        return;
    }
    let names: BTreeSet<String> = types.iter().map(|t| t.to_ascii_lowercase()).collect();
    let written: BTreeSet<&str> = types.iter().copied().collect();
    let documents = subject.definition.operations.values();
    for call in documents
        .filter(|d| d.operation.is_access())
        .flat_map(|d| &d.calls)
    {
        let name = call.name.as_str().trim();
        if is_call_of(name, &names) {
            let bare = name
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .trim_end();
            let exact = written.contains(name) || written.contains(bare);
            let spelt = || {
                types
                    .iter()
                    .find(|k| k.eq_ignore_ascii_case(name) || k.eq_ignore_ascii_case(bare))
            };
            if let Some(kind) = (!exact).then(spelt).flatten() {
                found.push(
                    Diagnostic::new(
                        codes::ACCESS_CALL_WITHOUT_TYPE,
                        format!("the entitlement type is called `{kind}`, not `{name}`"),
                    )
                    .at(call.name.place(), "written in another case")
                    .with_help(format!(
                        "write `{kind}`; the product compares the case as well"
                    ))
                    .with_fix_of(call.name.fix(format!("write `{kind}`"), kind)),
                );
            }
            continue;
        }
        let all = || quoted(types.iter().copied());
        found.offer(|| {
            let help = nearest(name, types.iter().copied()).map_or_else(
                || format!("name it after its entitlement type: {}", all()),
                |near| format!("did you mean `{near}`?"),
            );
            Diagnostic::new(
                codes::ACCESS_CALL_WITHOUT_TYPE,
                format!("no entitlement type is called `{name}`"),
            )
            .at(call.name.place().clone(), "so this call is never chosen")
            .with_help(help)
        });
    }
}

/// Whether a call of this name serves a type: the type itself, or the type with a number behind it.
fn is_call_of(name: &str, types: &BTreeSet<String>) -> bool {
    let name = name.to_ascii_lowercase();
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    // A blank may stand before the number, and digits may belong to the type.
    (0..=digits).any(|n| {
        let kind = name.get(..name.len() - n).unwrap_or_default();
        types.contains(kind) || types.contains(kind.trim_end())
    })
}
