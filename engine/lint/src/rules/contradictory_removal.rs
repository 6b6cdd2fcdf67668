//! `B3073 contradictory-removal`: two keys say different things about accounts that are not
//! returned.

use bindery_definition::MissingAccountAction;
use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;
use super::zero_threshold::all_rules;

rule!(CONTRADICTORY_REMOVAL, "contradictory-removal");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let all = all_rules(subject);
    let action = all
        .iter()
        .find_map(|r| r.accounts_not_in_import_action.as_ref());
    let flag = all
        .iter()
        .find_map(|r| Some((r, r.inactivate_accounts_not_in_file?)));
    let (Some((action, place)), Some((rules, flag))) = (action, flag) else {
        return;
    };
    let agree = match action {
        MissingAccountAction::Suspend => !flag,
        MissingAccountAction::Inactivate => flag,
        MissingAccountAction::NoAction => !flag,
        MissingAccountAction::Other(_) => true,
    };
    if agree {
        return;
    }
    found.push(
        Diagnostic::new(
            codes::CONTRADICTORY_REMOVAL,
            "two keys say different things about accounts that are not returned",
        )
        .at(
            key_place(subject, &rules.place, &["inactivateAccountsNotInFile"]),
            "has no effect",
        )
        .with_related(place.clone(), "wins")
        .with_help("keep `accountsNotInImportAction` and remove the older key"),
    );
}
