//! `B3085 unknown-removal-action`: what becomes of missing accounts is a word that nobody knows.

use bindery_definition::{MissingAccountAction, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;
use super::zero_threshold::all_rules;

rule!(UNKNOWN_REMOVAL_ACTION, "unknown-removal-action");

const ACTIONS: [&str; 3] = ["Suspend", "Inactivate", "NoAction"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for rules in all_rules(subject) {
        let Some((MissingAccountAction::Other(text), place)) = &rules.accounts_not_in_import_action
        else {
            continue;
        };
        let help = nearest(text, ACTIONS).map_or_else(
            || format!("one of {}", ACTIONS.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        found.push(
            Diagnostic::new(
                codes::UNKNOWN_REMOVAL_ACTION,
                format!("no source knows the action `{text}`"),
            )
            .at(place.clone(), "missing accounts are left alone")
            .with_help(help),
        );
    }
}
