//! `B3095 identity-disabled`: an operation on an account sets the status of a user.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::operations::body_text;

use super::Subject;

rule!(IDENTITY_DISABLED, "identity-disabled");

const OPERATIONS: [Operation; 3] = [
    Operation::DisableAccount,
    Operation::RemoveAccount,
    Operation::RemoveAccess,
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let documents = OPERATIONS
        .iter()
        .filter_map(|o| subject.definition.operation(*o));
    for document in documents {
        for call in &document.calls {
            let body = body_text(&call.http).to_ascii_lowercase();
            if body.contains("\"statuskey\"") {
                found.push(
                    Diagnostic::new(
                        codes::IDENTITY_DISABLED,
                        format!(
                            "{} changes the status of the person, not of the account",
                            document.operation.name()
                        ),
                    )
                    .at(call.http.url.place(), "sends `statuskey`, which users have")
                    .with_help("call the target's API for accounts"),
                );
            }
        }
    }
}
