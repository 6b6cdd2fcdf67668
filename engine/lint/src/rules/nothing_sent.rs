//! `B3115 nothing-sent`: an operation without what it is for: the user of a new account, the values of
//! a change, the password.

use bindery_definition::{OperationDocument, ProvisionCall};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::keys::has_unread_key;
use crate::operations::names_asked;

use super::Subject;

rule!(NOTHING_SENT, "nothing-sent");

/// Names that say nothing about the person.
const OF_NOBODY: [&str; 4] = ["access_token", "connection", "password", "randomPassword"];

/// Names that a password comes by.
const PASSWORDS: [&str; 6] = [
    "password",
    "randomPassword",
    "PASSWORD",
    "task",
    "arsTasks",
    "response",
];

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for document in subject.definition.operations.values() {
        let Some(first) = document.calls.first() else {
            continue;
        };
        if document
            .calls
            .iter()
            .any(|c| has_unread_key(subject, &c.http.url))
        {
            continue;
        }
        if let Some((message, help)) = lacks(document) {
            found.push(
                Diagnostic::new(codes::NOTHING_SENT, message)
                    .at(first.http.url.place(), "here or in the body")
                    .with_help(help),
            );
        }
    }
}

fn lacks(document: &OperationDocument) -> Option<(&'static str, &'static str)> {
    let names = names_asked(&document.calls)?;
    match document.operation {
        Operation::CreateAccount if names.iter().all(|n| OF_NOBODY.contains(n)) => Some((
            "the new account gets nothing of the user",
            "send what the target needs, such as `${user.username}`",
        )),
        Operation::UpdateAccount if document.calls.iter().all(sends_no_values) => Some((
            "the change sends no values",
            "send what is to change in `httpParams`",
        )),
        Operation::ChangePassword if !names.iter().any(|n| PASSWORDS.contains(n)) => Some((
            "the new password is not sent",
            "put `${password}` where the target expects it",
        )),
        _ => None,
    }
}

fn sends_no_values(call: &ProvisionCall) -> bool {
    let has_body = call.http.body.as_ref().is_some_and(|b| !b.is_empty());
    let has_query = call.http.url.raw().contains('?');
    let removes = call
        .http
        .method
        .as_ref()
        .is_some_and(|m| m.raw().trim().starts_with("DELETE"));
    !has_body && !has_query && !removes
}
