//! `B3013 unmapped-mandatory-column`: `name`, `accountID`, `entitlement_value` or `entitlementID` is
//! mapped by no call. The calls of accounts, or of one entitlement type, count together.

use bindery_definition::{Column, ImportCall};
use bindery_diagnostics::{Diagnostic, codes};

use crate::mappings::maps;

use super::Subject;

rule!(UNMAPPED_MANDATORY_COLUMN, "unmapped-mandatory-column");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    if let Some(accounts) = &import.accounts {
        report(&accounts.calls, &["accountID", "name"], "an account", found);
    }
    for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
        let columns = ["entitlementID", "entitlement_value"];
        report(&kind.calls, &columns, "an entitlement", found);
    }
}

fn report(calls: &[ImportCall], mandatory: &[&str], noun: &str, found: &mut Vec<Diagnostic>) {
    let Some(first) = calls.iter().find(|c| !c.columns.is_empty()) else {
        return;
    };
    let all: Vec<&Column> = calls.iter().flat_map(|c| &c.columns).collect();
    for column in mandatory {
        if calls.iter().any(|c| maps(&c.columns, column)) {
            continue;
        }
        let names = all.iter().map(|c| c.name.as_str());
        let help = bindery_definition::nearest(column, names).map_or_else(
            || format!("map `{column}`, if need be from the same field as the key"),
            |near| format!("is `{near}` meant to be `{column}`?"),
        );
        found.push(
            Diagnostic::new(
                codes::UNMAPPED_MANDATORY_COLUMN,
                format!("{noun} needs `{column}`, which is not mapped"),
            )
            .at(first.place.clone(), "this call maps other columns")
            .with_help(help),
        );
    }
}
