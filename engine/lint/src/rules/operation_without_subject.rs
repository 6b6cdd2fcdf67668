//! `B3096 operation-without-subject`: an operation sends the same for every account.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::operations::names_asked;

use super::Subject;

rule!(OPERATION_WITHOUT_SUBJECT, "operation-without-subject");

const OPERATIONS: [Operation; 5] = [
    Operation::UpdateAccount,
    Operation::EnableAccount,
    Operation::DisableAccount,
    Operation::RemoveAccount,
    Operation::ChangePassword,
];

/// Names that say nothing about whom an operation is for.
const OF_NOBODY: [&str; 4] = ["access_token", "connection", "password", "randomPassword"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let documents = OPERATIONS
        .iter()
        .filter_map(|o| subject.definition.operation(*o));
    for document in documents {
        let Some(first) = document.calls.first() else {
            continue;
        };
        let Some(names) = names_asked(&document.calls) else {
            continue;
        };
        if names.iter().all(|n| OF_NOBODY.contains(n)) {
            found.push(
                Diagnostic::new(
                    codes::OPERATION_WITHOUT_SUBJECT,
                    format!(
                        "{} sends the same for every account",
                        document.operation.name()
                    ),
                )
                .at(
                    first.http.url.place(),
                    "nothing of the account, here or in the body",
                )
                .with_help("put `${account.accountID}` where the target expects the identifier"),
            );
        }
    }
}
