//! `B3089 identical-opposites`: two operations that undo each other send the same.

use bindery_definition::ProvisionCall;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::operations::{request_text, type_of};

use super::Subject;

rule!(IDENTICAL_OPPOSITES, "identical-opposites");

const PAIRS: [(Operation, Operation); 2] = [
    (Operation::EnableAccount, Operation::DisableAccount),
    (Operation::AddAccess, Operation::RemoveAccess),
];

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    for (one, other) in PAIRS {
        let (Some(a), Some(b)) = (definition.operation(one), definition.operation(other)) else {
            continue;
        };
        for call in &b.calls {
            let of_call = |c: &ProvisionCall| {
                !other.is_access() || type_of(c).eq_ignore_ascii_case(type_of(call))
            };
            let request = request_text(&call.http);
            // Where the operation has further calls, those may make the difference.
            let alone = |calls: &[ProvisionCall]| calls.iter().filter(|c| of_call(c)).count() == 1;
            let twin = a
                .calls
                .iter()
                .find(|c| of_call(c) && request_text(&c.http) == request);
            let Some(twin) = twin.filter(|_| alone(&a.calls) && alone(&b.calls)) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    codes::IDENTICAL_OPPOSITES,
                    format!("{} and {} send the same request", one.name(), other.name()),
                )
                .at(call.http.url.place(), "the same verb, URL and body")
                .with_related(twin.http.url.place(), "as here")
                .with_help("look up what the target wants for the one and for the other"),
            );
        }
    }
}
