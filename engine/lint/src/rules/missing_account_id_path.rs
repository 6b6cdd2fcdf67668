//! `B3086 missing-account-id-path`: accounts are created without taking their identifier from the
//! answer, and other operations ask for it.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::calls::texts;
use crate::keys::key_place;
use crate::mappings::maps;

use super::Subject;

rule!(MISSING_ACCOUNT_ID_PATH, "missing-account-id-path");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let Some(create) = definition.operation(Operation::CreateAccount) else {
        return;
    };
    let has_path = create
        .account_id_path
        .as_ref()
        .is_some_and(|p| !p.as_str().trim().is_empty());
    if has_path || create.calls.is_empty() || maps(&create.response_columns, "accountID") {
        return;
    }
    let others = definition
        .operations
        .values()
        .filter(|d| d.operation != Operation::CreateAccount);
    let asks = others
        .flat_map(|d| &d.calls)
        .flat_map(|c| texts(&c.http))
        .find_map(|text| {
            let at = text.raw().find("account.accountID")?;
            Some(text.place_of(at..at + "account.accountID".len()))
        });
    if let Some(place) = asks {
        found.push(
            Diagnostic::new(
                codes::MISSING_ACCOUNT_ID_PATH,
                "a new account's identifier is not taken from the answer",
            )
            .at(
                key_place(subject, &create.place, &["call"]),
                "without `accountIdPath`",
            )
            .with_related(place, "asked for here")
            .with_help(
                "set `accountIdPath` to where the answer holds it, such as `call1.message.id`",
            ),
        );
    }
}
