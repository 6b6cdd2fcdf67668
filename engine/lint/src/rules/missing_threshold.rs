//! `B3025 missing-threshold`: accounts that are not returned are taken out of use, however many.

use bindery_definition::{MissingAccountAction, StatusRules};
use bindery_diagnostics::{Diagnostic, Place, codes};

use super::Subject;

rule!(MISSING_THRESHOLD, "missing-threshold");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let own = definition.import.as_ref().and_then(|i| i.accounts.as_ref());
    let rules: Vec<&StatusRules> = definition
        .status_threshold
        .iter()
        .chain(own.and_then(|a| a.status.as_ref()))
        .collect();
    let is_guarded = rules
        .iter()
        .any(|r| r.account_threshold.is_some() || r.app_account_threshold.is_some());
    let removes = rules.iter().find_map(|r| removal(r));
    if is_guarded {
        return;
    }
    if let Some(place) = removes {
        found.push(
            Diagnostic::new(
                codes::MISSING_THRESHOLD,
                "accounts that are not returned are taken out of use, however many they are",
            )
            .at(place.clone(), "without `accountThresholdValue`")
            .with_help(
                "set `accountThresholdValue` to the number from which nothing is to be changed",
            ),
        );
    }
}

/// Where a rule takes missing accounts out of use.
fn removal(rules: &StatusRules) -> Option<&Place> {
    match &rules.accounts_not_in_import_action {
        Some((MissingAccountAction::Suspend | MissingAccountAction::Inactivate, place)) => {
            Some(place)
        }
        Some(_) => None,
        None => (rules.inactivate_accounts_not_in_file == Some(true)).then_some(&rules.place),
    }
}
