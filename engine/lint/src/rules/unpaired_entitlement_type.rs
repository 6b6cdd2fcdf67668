//! `B3092 unpaired-entitlement-type`: access of a type can be given and not taken, or the reverse.

use std::collections::HashSet;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::operations::type_of;

use super::Subject;
use super::access_call_without_type::has_stranger;

rule!(UNPAIRED_ENTITLEMENT_TYPE, "unpaired-entitlement-type");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let (Some(add), Some(remove)) = (
        definition.operation(Operation::AddAccess),
        definition.operation(Operation::RemoveAccess),
    ) else {
        return;
    };
    // A call that is named after no type is told; so is what follows from it.
    let is_told = has_stranger(subject, add) || has_stranger(subject, remove);
    if add.calls.is_empty() || remove.calls.is_empty() || is_told {
        return;
    }
    for (has, lacks, what) in [
        (add, remove, "given and never taken"),
        (remove, add, "taken and never given"),
    ] {
        let there: HashSet<String> = lacks
            .calls
            .iter()
            .map(|c| type_of(c).to_ascii_lowercase())
            .collect();
        let mut told: HashSet<&str> = HashSet::new();
        for call in &has.calls {
            let kind = type_of(call);
            if there.contains(&kind.to_ascii_lowercase()) || !told.insert(kind) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::UNPAIRED_ENTITLEMENT_TYPE,
                    format!("access of type `{kind}` can be {what}"),
                )
                .at(
                    call.name.place(),
                    format!("no such call in {}", lacks.operation.attribute()),
                )
                .with_help(format!(
                    "add a call named `{kind}` to {}, or say why the target has none",
                    lacks.operation.attribute()
                )),
            );
        }
    }
}
