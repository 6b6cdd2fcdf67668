//! `B3070 incomplete-status-rule`: a status column without values, or values without a column.

use bindery_definition::StatusRules;
use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;

rule!(INCOMPLETE_STATUS_RULE, "incomplete-status-rule");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let import = definition.import.as_ref();
    let accounts = import.and_then(|i| i.accounts.as_ref());
    let links = import.and_then(|i| i.links.as_ref());
    let all: Vec<&StatusRules> = definition
        .status_threshold
        .iter()
        .chain(accounts.and_then(|a| a.status.as_ref()))
        .chain(links.and_then(|l| l.status.as_ref()))
        .collect();
    let column = all
        .iter()
        .filter_map(|r| r.status_column.as_ref())
        .find(|c| !c.as_str().trim().is_empty());
    let listed = all
        .iter()
        .find(|r| r.active_status.is_some() || r.inactive_status.is_some());
    // Values of a call serve an unmapped `status` too (rest-dialect §2.9.3).
    let of_calls = accounts
        .iter()
        .flat_map(|a| &a.calls)
        .any(|c| c.status.is_some());
    match (column, listed) {
        (Some(column), None) if !of_calls => found.push(
            Diagnostic::new(
                codes::INCOMPLETE_STATUS_RULE,
                format!("`{column}` holds the status, and no value is said to be active"),
            )
            .at(column.place(), "without `activeStatus`")
            .with_help("list the target's words for an active account in `activeStatus`"),
        ),
        (None, Some(rules)) => {
            let key = if rules.active_status.is_some() {
                "activeStatus"
            } else {
                "inactiveStatus"
            };
            found.push(
                Diagnostic::new(
                    codes::INCOMPLETE_STATUS_RULE,
                    format!("`{key}` has values, and no column to compare them with"),
                )
                .at(
                    key_place(subject, &rules.place, &[key]),
                    "without `statusColumn`",
                )
                .with_help(
                    "name the account column that holds the target's status in `statusColumn`",
                ),
            );
        }
        _ => {}
    }
    for rules in all {
        let (Some(active), None) = (&rules.active_status, &rules.inactive_status) else {
            continue;
        };
        if active.is_empty() {
            found.push(
                Diagnostic::new(
                    codes::INCOMPLETE_STATUS_RULE,
                    "no value means active, so every account is inactive",
                )
                .at(
                    key_place(subject, &rules.place, &["activeStatus"]),
                    "an empty list",
                )
                .with_help("list the target's words for an active account"),
            );
        }
    }
}
