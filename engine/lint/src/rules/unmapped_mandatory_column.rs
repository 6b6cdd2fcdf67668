//! `B3013 unmapped-mandatory-column`: `name`, `accountID`, `entitlement_value` or `entitlementID` is
//! mapped by no call. The calls of accounts, or of one entitlement type, count together.

use bindery_definition::{Column, ImportCall};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::keys::key_place;
use crate::mappings::maps;

use super::Subject;

rule!(UNMAPPED_MANDATORY_COLUMN, "unmapped-mandatory-column");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    if let Some(accounts) = &import.accounts {
        let columns = ["accountID", "name"];
        report(subject, &accounts.calls, ("an account", &columns), found);
    }
    for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
        let columns = ["entitlementID", "entitlement_value"];
        report(subject, &kind.calls, ("an entitlement", &columns), found);
    }
}

fn report(
    subject: &Subject<'_>,
    calls: &[ImportCall],
    (noun, mandatory): (&str, &[&str]),
    found: &mut super::Findings,
) {
    let Some(first) = calls.iter().find(|c| !c.columns.is_empty()) else {
        return;
    };
    let key = "colsToPropsMap";
    let place = key_place(subject, &first.place, &[key]);
    let place = Place {
        span: place.span.start..(place.span.start + key.len() + 2).min(place.span.end),
        ..place
    };
    let all: Vec<&Column> = calls.iter().flat_map(|c| &c.columns).collect();
    for column in mandatory {
        let is_mapped = calls.iter().any(|c| maps(&c.columns, column));
        // The key that is not mapped is told where it is named.
        let is_key = |c: &ImportCall| {
            let key = c.key_field.as_ref().filter(|_| !c.columns.is_empty());
            key.is_some_and(|k| k.as_str().trim().eq_ignore_ascii_case(column))
        };
        if is_mapped || calls.iter().any(is_key) {
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
            .at(place.clone(), "other columns are mapped here")
            .with_help(help),
        );
    }
}
