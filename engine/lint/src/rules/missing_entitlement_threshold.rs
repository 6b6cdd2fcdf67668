//! `B3077 missing-entitlement-threshold`: entitlements that are not returned are taken out of use,
//! however many.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;
use super::zero_threshold::all_rules;

rule!(
    MISSING_ENTITLEMENT_THRESHOLD,
    "missing-entitlement-threshold"
);

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let all = all_rules(subject);
    if all.iter().any(|r| r.entitlement_threshold.is_some()) {
        return;
    }
    let removing = all
        .iter()
        .find(|r| r.inactivate_entitlements_not_in_feed == Some(true));
    if let Some(rules) = removing {
        found.push(
            Diagnostic::new(
                codes::MISSING_ENTITLEMENT_THRESHOLD,
                "entitlements that are not returned become inactive, however many they are",
            )
            .at(
                key_place(subject, &rules.place, &["inactivateEntsNotInFeed"]),
                "without `entThresholdValue`",
            )
            .with_help("set `entThresholdValue` to the number from which nothing is to be changed"),
        );
    }
}
