//! `B3074 superseded-removal-key`: the old key of a call beside the new ones that replace it.

use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::readings;
use crate::keys::key_place;

use super::Subject;
use super::zero_threshold::all_rules;

rule!(SUPERSEDED_REMOVAL_KEY, "superseded-removal-key");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let all = all_rules(subject);
    let accounts = all.iter().any(|r| {
        r.inactivate_accounts_not_in_file.is_some() || r.accounts_not_in_import_action.is_some()
    });
    let entitlements = all
        .iter()
        .any(|r| r.inactivate_entitlements_not_in_feed.is_some());
    for reading in readings(subject.definition) {
        let (old, new, is_replaced) = match reading.kind {
            None => (
                "disableDeletedAccounts",
                "inactivateAccountsNotInFile",
                accounts,
            ),
            Some(_) => (
                "disableDeletedEntitlements",
                "inactivateEntsNotInFeed",
                entitlements,
            ),
        };
        if reading.call.disable_deleted == Some(true) && is_replaced {
            found.push(
                Diagnostic::new(
                    codes::SUPERSEDED_REMOVAL_KEY,
                    format!("`{old}` stands beside the keys that replace it"),
                )
                .at(
                    key_place(subject, &reading.call.place, &[old]),
                    "has no effect",
                )
                .with_help(format!("remove it; `{new}` and its thresholds decide")),
            );
        }
    }
}
