//! `B3072 zero-threshold`: a threshold that is always reached, so that nothing is ever removed.

use bindery_definition::{StatusRules, Threshold};
use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;

rule!(ZERO_THRESHOLD, "zero-threshold");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for rules in all_rules(subject) {
        let entitlements = match &rules.entitlement_threshold {
            Some(Threshold::All(n)) => Some(*n),
            Some(Threshold::PerType(map)) => map.values().copied().find(|n| *n == 0),
            None => None,
        };
        for (key, value, what) in [
            ("accountThresholdValue", rules.account_threshold, "account"),
            (
                "appAccountThresholdValue",
                rules.app_account_threshold,
                "account",
            ),
            (
                "accountEntThresholdValue",
                rules.account_entitlement_threshold,
                "link",
            ),
            ("entThresholdValue", entitlements, "entitlement"),
        ] {
            if value != Some(0) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::ZERO_THRESHOLD,
                    format!("a threshold of 0 is always reached, so no {what} is ever removed"),
                )
                .at(
                    key_place(subject, &rules.place, &[key]),
                    "0 stops everything",
                )
                .with_help(
                    "set the number from which nothing is to be changed, such as a tenth of all",
                ),
            );
        }
    }
}

/// Every status rule of the definition.
pub(super) fn all_rules<'a>(subject: &Subject<'a>) -> Vec<&'a StatusRules> {
    let definition = subject.definition;
    let import = definition.import.as_ref();
    let accounts = import.and_then(|i| i.accounts.as_ref()?.status.as_ref());
    let links = import.and_then(|i| i.links.as_ref()?.status.as_ref());
    definition
        .status_threshold
        .iter()
        .chain(accounts)
        .chain(links)
        .collect()
}
