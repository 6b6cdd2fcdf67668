//! `B3075 suspends-missing`: `inactivateAccountsNotInFile: false` does not mean that missing
//! accounts are left alone.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;
use super::zero_threshold::all_rules;

rule!(SUSPENDS_MISSING, "suspends-missing");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let all = all_rules(subject);
    if all
        .iter()
        .any(|r| r.accounts_not_in_import_action.is_some())
    {
        return;
    }
    let Some(rules) = all
        .iter()
        .find(|r| r.inactivate_accounts_not_in_file == Some(false))
    else {
        return;
    };
    found.push(
        Diagnostic::new(
            codes::SUSPENDS_MISSING,
            "accounts that are not returned are suspended, not left alone",
        )
        .at(
            key_place(subject, &rules.place, &["inactivateAccountsNotInFile"]),
            "false suspends them from import service",
        )
        .with_help(
            "say what is meant with `accountsNotInImportAction`: `Suspend`, `Inactivate` or `NoAction`",
        ),
    );
}
