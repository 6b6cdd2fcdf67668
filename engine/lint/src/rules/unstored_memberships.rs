//! `B3014 unstored-memberships`: `acctEntMappings` on accounts, and no column keeps what they find.

use bindery_diagnostics::{Diagnostic, codes};

use crate::mappings::membership_marker;

use super::Subject;

rule!(UNSTORED_MEMBERSHIPS, "unstored-memberships");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let accounts = subject
        .definition
        .import
        .as_ref()
        .and_then(|i| i.accounts.as_ref());
    let Some(accounts) = accounts else { return };
    let Some(first) = accounts.memberships.values().next() else {
        return;
    };
    let mut columns = accounts.calls.iter().flat_map(|c| &c.columns).peekable();
    if columns.peek().is_none() || membership_marker(columns).is_some() {
        return;
    }
    found.push(
        Diagnostic::new(
            codes::UNSTORED_MEMBERSHIPS,
            "memberships are read from accounts and not kept",
        )
        .at(first.place.clone(), "nothing stores what this finds")
        .with_help(
            "map `\"customproperty31\": \"STORE#ACC#ENT#MAPPINGINFO~#~char\"` in the account call",
        ),
    );
}
