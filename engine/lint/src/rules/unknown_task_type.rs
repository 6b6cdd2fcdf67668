//! `B3116 unknown-task-type`: a limit for a kind of task that does not exist.

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, codes};

use crate::shapes::walk;

use super::Subject;

rule!(UNKNOWN_TASK_TYPE, "unknown-task-type");

/// The kinds of tasks (field-notes §1).
const TYPES: [&str; 9] = [
    "NEWACCOUNT",
    "UPDATEACCOUNT",
    "ENABLEACCOUNT",
    "DISABLEACCOUNT",
    "REMOVEACCOUNT",
    "ADDACCESS",
    "REMOVEACCESS",
    "UPDATEUSER",
    "CHANGEPASSWORD",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| {
        if site.key.name != "types" {
            return;
        }
        for member in site.member.node.members().unwrap_or_default() {
            let name = member.key.text.as_str();
            if TYPES.contains(&name.trim()) {
                continue;
            }
            let help = nearest(name, TYPES).map_or_else(
                || format!("one of {}", TYPES.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let below = [site.member.key.text.as_str(), name];
            let place = site.key_place(member, &below);
            found.push(
                Diagnostic::new(
                    codes::UNKNOWN_TASK_TYPE,
                    format!("`{name}` is no kind of task"),
                )
                .at(place, "limits nothing")
                .with_help(help),
            );
        }
    });
}
