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

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    of_pair(subject, found);
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

/// An operation without a body where its opposite sends one to the same address.
fn of_pair(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let pair = [Operation::EnableAccount, Operation::DisableAccount];
    let documents = pair.map(|o| definition.operation(o).map(|d| d.calls.as_slice()));
    let [Some([a]), Some([b])] = documents else {
        return;
    };
    let is_same = a.http.url.raw().trim() == b.http.url.raw().trim()
        && a.http.method.as_ref().map(|m| m.raw().trim())
            == b.http.method.as_ref().map(|m| m.raw().trim());
    let has_body = |call: &ProvisionCall| call.http.body.as_ref().is_some_and(|b| !b.is_empty());
    let (bare, other) = match (has_body(a), has_body(b)) {
        (false, true) => (a, b),
        (true, false) => (b, a),
        _ => return,
    };
    if is_same && !has_unread_key(subject, &bare.http.url) {
        found.push(
            Diagnostic::new(
                codes::NOTHING_SENT,
                "the call sends no body, and its opposite does",
            )
            .at(bare.http.url.place(), "the same verb and URL")
            .with_related(other.http.url.place(), "as here")
            .with_help("send in `httpParams` what tells the one from the other"),
        );
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
