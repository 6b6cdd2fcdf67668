//! `B3015 marker-without-mappings`: a column keeps memberships, and nothing says where they are.

use bindery_definition::Column;
use bindery_diagnostics::{Diagnostic, Severity, codes};

use crate::mappings::membership_marker;

use super::Subject;

rule!(MARKER_WITHOUT_MAPPINGS, "marker-without-mappings");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    // Links that have calls of their own do not miss what is not kept here.
    let linked = import
        .links
        .iter()
        .any(|links| links.types.values().any(|t| !t.calls.is_empty()) || !links.calls.is_empty());
    let severity = if linked {
        Severity::Info
    } else {
        Severity::Warning
    };
    let accounts = import.accounts.iter().filter(|s| s.memberships.is_empty());
    for call in accounts.flat_map(|s| &s.calls) {
        if let Some(entry) = membership_marker(&call.columns) {
            found.push(report(entry, "accountParams", severity));
        }
    }
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    for kind in types.filter(|t| t.memberships.is_none()) {
        for call in &kind.calls {
            if let Some(entry) = membership_marker(&call.columns) {
                found.push(report(
                    entry,
                    &format!("entitlement type `{}`", kind.name),
                    severity,
                ));
            }
        }
    }
}

fn report(entry: &Column, section: &str, severity: Severity) -> Diagnostic {
    Diagnostic::new(
        codes::MARKER_WITHOUT_MAPPINGS,
        format!("`{}` is to keep memberships, and there are none", entry.name),
    )
    .with_severity(severity)
    .at(entry.source.place(), "keeps nothing")
    .with_help(format!(
        "add `acctEntMappings` to {section}, or remove this column where links come from calls of their own"
    ))
}
