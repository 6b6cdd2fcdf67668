//! `B3089 identical-opposites`: two operations that undo each other send the same.

use std::collections::BTreeMap;

use bindery_definition::{Body, ProvisionCall};
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_model::catalogue::Operation;

use crate::operations::{request_text, type_of};

use super::Subject;

rule!(IDENTICAL_OPPOSITES, "identical-opposites");

const PAIRS: [(Operation, Operation); 2] = [
    (Operation::EnableAccount, Operation::DisableAccount),
    (Operation::AddAccess, Operation::RemoveAccess),
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    for (one, other) in PAIRS {
        let (Some(a), Some(b)) = (definition.operation(one), definition.operation(other)) else {
            continue;
        };
        let (a, b) = (alone(&a.calls, one), alone(&b.calls, other));
        for (kind, call) in b {
            let twin = a
                .get(&kind)
                .filter(|twin| request_text(&twin.http) == request_text(&call.http));
            let Some(twin) = twin else { continue };
            found.push(
                Diagnostic::new(
                    codes::IDENTICAL_OPPOSITES,
                    format!("{} and {} send the same request", one.name(), other.name()),
                )
                .at(essence(call), "the same verb, URL and body")
                .with_related(essence(twin), "as here")
                .with_help("look up what the target wants for the one and for the other"),
            );
        }
    }
}

/// Where a call says what is to happen: its body, else its URL.
fn essence(call: &ProvisionCall) -> Place {
    match &call.http.body {
        Some(Body::Text(text)) if !text.is_blank() => text.place(),
        _ => call.http.url.place(),
    }
}

/// The calls that are the only one of their type, or of their operation: where there are further
/// calls, those may make the difference.
fn alone(calls: &[ProvisionCall], operation: Operation) -> BTreeMap<String, &ProvisionCall> {
    let mut groups: BTreeMap<String, Vec<&ProvisionCall>> = BTreeMap::new();
    for call in calls {
        let kind = if operation.is_access() {
            type_of(call).to_ascii_lowercase()
        } else {
            String::new()
        };
        groups.entry(kind).or_default().push(call);
    }
    let single = groups.into_iter();
    single
        .filter_map(|(kind, calls)| match calls.as_slice() {
            [call] => Some((kind, *call)),
            _ => None,
        })
        .collect()
}
