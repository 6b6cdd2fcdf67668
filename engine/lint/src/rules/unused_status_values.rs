//! `B3071 unused-status-values`: a `statusConfig` whose call fills no status.

use bindery_definition::{ImportCall, StatusConfig};
use bindery_diagnostics::{Diagnostic, codes};

use crate::mappings::maps;

use super::Subject;

rule!(UNUSED_STATUS_VALUES, "unused-status-values");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    if let Some(import) = &definition.import {
        let accounts = import.accounts.as_ref();
        let own = accounts.and_then(|a| a.status.as_ref());
        let has_column = definition
            .status_threshold
            .iter()
            .chain(own)
            .any(|r| r.status_column.is_some());
        if let Some(accounts) = accounts.filter(|_| !has_column) {
            of_calls(&accounts.calls, "status", found);
        }
        for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
            of_calls(&kind.calls, "status", found);
        }
    }
    for call in definition.import_user.iter().flat_map(|u| &u.calls) {
        if let Some(config) = call
            .status
            .as_ref()
            .filter(|_| !call.columns.is_empty() && !maps(&call.columns, "statuskey"))
        {
            found.push(report(config, "statuskey"));
        }
    }
}

fn of_calls(calls: &[ImportCall], column: &str, found: &mut super::Findings) {
    if calls.iter().any(|c| maps(&c.columns, column)) {
        return;
    }
    for call in calls.iter().filter(|c| !c.columns.is_empty()) {
        if let Some(config) = &call.status {
            found.push(report(config, column));
        }
    }
}

fn report(config: &StatusConfig, column: &str) -> Diagnostic {
    Diagnostic::new(
        codes::UNUSED_STATUS_VALUES,
        format!("the values say what `{column}` means, which is not mapped"),
    )
    .at(config.place.clone(), "has no effect")
    .with_help(format!(
        "map `{column}` from the target's status, or remove `statusConfig`"
    ))
}
