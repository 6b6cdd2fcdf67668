//! `B6005 unpaired-operation`: an operation without the one that undoes it. The reverse is
//! left alone: a target may well disable and never enable again.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use super::Subject;

rule!(UNPAIRED_OPERATION, "unpaired-operation");

/// Operations and what undoes them.
const PAIRS: [(Operation, Operation); 3] = [
    (Operation::EnableAccount, Operation::DisableAccount),
    (Operation::AddAccess, Operation::RemoveAccess),
    (
        Operation::AddFirefighterAccess,
        Operation::RemoveFirefighterAccess,
    ),
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (has, lacks) in PAIRS {
        let document = subject.definition.operation(has);
        let attribute = lacks.attribute();
        // An attribute that is there and cannot be read has been reported.
        let is_there = subject
            .connection
            .attributes
            .get(attribute)
            .is_some_and(|a| a.content != bindery_definition::AttributeContent::Empty);
        let Some(document) = document.filter(|d| !d.calls.is_empty() && !is_there) else {
            continue;
        };
        found.push(
            Diagnostic::new(
                codes::UNPAIRED_OPERATION,
                format!("there is {} and no {}", has.name(), lacks.name()),
            )
            .at(document.place.clone(), "without its opposite")
            .with_help(format!(
                "define {attribute}, or say why the target has none"
            )),
        );
    }
}
