//! `B3020 unmapped-status-column`: `statusColumn` is not among the mapped columns.

use bindery_diagnostics::{Diagnostic, codes};

use crate::mappings::maps;

use super::Subject;

rule!(UNMAPPED_STATUS_COLUMN, "unmapped-status-column");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let accounts = definition.import.as_ref().and_then(|i| i.accounts.as_ref());
    let Some(accounts) = accounts else { return };
    let rules = definition
        .status_threshold
        .as_ref()
        .or(accounts.status.as_ref());
    // The attribute wins key by key; what it does not say, the import's own rules do.
    let locked = definition.status_threshold.iter().chain(&accounts.status);
    let locked = locked
        .filter_map(|r| r.locked_status_column.as_ref())
        .take(1);
    let status = rules.into_iter().filter_map(|r| r.status_column.as_ref());
    let columns = status.chain(locked);
    for column in columns.filter(|c| !c.as_str().trim().is_empty()) {
        if accounts.calls.iter().all(|c| c.columns.is_empty())
            || accounts
                .calls
                .iter()
                .any(|c| maps(&c.columns, column.as_str()))
        {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::UNMAPPED_STATUS_COLUMN,
                format!("the status column `{column}` is not mapped"),
            )
            .at(column.place().clone(), "no column of the account calls")
            .with_help(format!(
                "map `{column}` from the target's field that says who is active"
            )),
        );
    }
}
