//! `B3088 misplaced-delete`: an operation that is to create, change or disable something deletes it.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::operations::request_text;

use super::Subject;

rule!(MISPLACED_DELETE, "misplaced-delete");

/// Operations after which something is there.
const MAKING: [Operation; 5] = [
    Operation::CreateAccount,
    Operation::UpdateAccount,
    Operation::EnableAccount,
    Operation::ChangePassword,
    Operation::AddAccess,
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let is_delete = |verb: &str| verb == "DELETE" || verb == "DELETEWITHBODY";
    for operation in MAKING {
        let Some(document) = definition.operation(operation) else {
            continue;
        };
        let mut calls = document.calls.iter().peekable();
        if calls.peek().is_none() || !calls.all(|c| is_delete(&request_text(&c.http).0)) {
            continue;
        }
        if let Some(method) = document.calls.first().and_then(|c| c.http.method.as_ref()) {
            found.push(
                Diagnostic::new(
                    codes::MISPLACED_DELETE,
                    format!(
                        "{} deletes at the target and does nothing else",
                        operation.name()
                    ),
                )
                .at(method.place(), "deletes")
                .with_help("use the verb that the target documents for this operation"),
            );
        }
    }
    let (Some(disable), Some(remove)) = (
        definition.operation(Operation::DisableAccount),
        definition.operation(Operation::RemoveAccount),
    ) else {
        return;
    };
    for call in &disable.calls {
        let request = request_text(&call.http);
        let twin = remove
            .calls
            .iter()
            .find(|r| request_text(&r.http) == request);
        if let (true, Some(twin)) = (is_delete(&request.0), twin) {
            found.push(
                Diagnostic::new(
                    codes::MISPLACED_DELETE,
                    "disabling an account deletes it, as removing does",
                )
                .at(call.http.url.place(), "the same request")
                .with_related(twin.http.url.place(), "removes the account")
                .with_help(
                    "use the target's request to disable, or leave DisableAccountJSON empty",
                ),
            );
        }
    }
}
