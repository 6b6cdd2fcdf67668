//! `B3140 marker-elsewhere`: memberships are kept in another column than the one they are looked for in.

use bindery_definition::Column as Entry;
use bindery_diagnostics::{Diagnostic, codes};

use crate::mappings::membership_marker;

use super::Subject;

rule!(MARKER_ELSEWHERE, "marker-elsewhere");

/// Where memberships of accounts, and those of entitlements, are kept (rest-dialect §2.7).
const OF_ACCOUNTS: &str = "customproperty31";
const OF_ENTITLEMENTS: &str = "acctEntMappingInfoColumnFromEnt";

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let accounts = import.accounts.iter().flat_map(|s| &s.calls);
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    let entitlements = types.flat_map(|t| &t.calls);
    let all = accounts.map(|call| (call, OF_ACCOUNTS, "account"));
    let all = all.chain(entitlements.map(|call| (call, OF_ENTITLEMENTS, "entitlement")));
    for (call, column, noun) in all {
        if let Some(entry) = membership_marker(&call.columns)
            && !entry.name.as_str().trim().eq_ignore_ascii_case(column)
        {
            found.push(report(entry, &call.columns, column, noun));
        }
    }
}

fn report(entry: &Entry, columns: &[Entry], column: &str, noun: &str) -> Diagnostic {
    let mut others = columns.iter().map(|e| e.name.as_str().trim());
    let is_taken = others.any(|name| name.eq_ignore_ascii_case(column));
    let fix = entry.name.fix(format!("write `{column}`"), column);
    Diagnostic::new(
        codes::MARKER_ELSEWHERE,
        format!("memberships of an {noun} are kept in `{}`", entry.name),
    )
    .at(
        entry.name.place(),
        format!("the product looks into `{column}`"),
    )
    .with_help(format!("map the marker on `{column}`"))
    .with_fix_of(fix.filter(|_| !is_taken))
}
