//! `B3027 password-in-update`: an update that sends a password.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::free_names;
use bindery_model::catalogue::Operation;

use crate::calls::{Purpose, calls, texts};

use super::Subject;

rule!(PASSWORD_IN_UPDATE, "password-in-update");

/// Names that bind a password.
const NAMES: [&str; 2] = ["password", "randomPassword"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let all = calls(subject.definition);
    let updates = all
        .iter()
        .filter(|c| c.purpose == Purpose::Operation(Operation::UpdateAccount));
    for text in updates.flat_map(|call| texts(call.http)) {
        let Some(template) = text.template() else {
            continue;
        };
        for binding in template.bindings() {
            let names = free_names(&binding.script);
            let Some(name) = NAMES.iter().find(|name| names.contains(**name)) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    codes::PASSWORD_IN_UPDATE,
                    format!("every update of an account sends `{name}`"),
                )
                .at(text.place_of(binding.span.range()), "a password")
                .with_help("leave it out; ChangePassJSON is for passwords"),
            );
        }
    }
}
