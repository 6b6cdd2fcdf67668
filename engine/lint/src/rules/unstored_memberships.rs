//! `B3014 unstored-memberships`: `acctEntMappings`, and no column keeps what they find.

use bindery_definition::ImportCall;
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::mappings::membership_marker;

use super::Subject;

rule!(UNSTORED_MEMBERSHIPS, "unstored-memberships");

/// Where memberships of accounts, and those of entitlements, are kept.
const OF_ACCOUNTS: &str = "customproperty31";
const OF_ENTITLEMENTS: &str = "acctEntMappingInfoColumnFromEnt";

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    if let Some(accounts) = &import.accounts
        && let Some(first) = accounts.memberships.values().next()
    {
        found.extend(look(&first.place, &accounts.calls, OF_ACCOUNTS, "account"));
    }
    for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
        if let Some(memberships) = &kind.memberships {
            let column = OF_ENTITLEMENTS;
            found.extend(look(&memberships.place, &kind.calls, column, "entitlement"));
        }
    }
}

fn look(mappings: &Place, calls: &[ImportCall], column: &str, noun: &str) -> Option<Diagnostic> {
    let columns = || calls.iter().flat_map(|c| &c.columns);
    columns().next()?;
    if membership_marker(columns()).is_some() {
        return None;
    }
    let diagnostic = Diagnostic::new(
        codes::UNSTORED_MEMBERSHIPS,
        format!("memberships are read from {noun}s and not kept"),
    );
    let mut used = columns().filter(|e| e.name.as_str().trim().eq_ignore_ascii_case(column));
    let diagnostic = match used.next() {
        Some(entry) => diagnostic
            .at(entry.source.place(), "something else is kept here")
            .with_related(mappings.clone(), "nothing stores what this finds"),
        None => diagnostic.at(mappings.clone(), "nothing stores what this finds"),
    };
    Some(diagnostic.with_help(format!(
        "map `\"{column}\": \"STORE#ACC#ENT#MAPPINGINFO~#~char\"` in the {noun} call"
    )))
}
