//! `B3039 status-both-ways`: a status that counts as success and as failure.
//!
//! A rule that also looks at the body tells the two apart and is left alone.

use std::collections::{BTreeSet, HashSet};

use bindery_definition::{SuccessCondition, SuccessRule};
use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;

use super::Subject;

rule!(STATUS_BOTH_WAYS, "status-both-ways");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let mut seen = HashSet::new();
    for call in calls(subject.definition) {
        let (Some(success), Some(failure)) = (call.success, call.failure) else {
            continue;
        };
        // A section's rules serve many calls.
        if !seen.insert((&success.place, &failure.place)) {
            continue;
        }
        let shared: Vec<String> = statuses(success)
            .intersection(&statuses(failure))
            .map(ToString::to_string)
            .collect();
        if shared.is_empty() {
            continue;
        }
        let list = shared.join(", ");
        found.push(
            Diagnostic::new(
                codes::STATUS_BOTH_WAYS,
                format!("a status counts as success and as failure: {list}"),
            )
            .at(failure.place.clone(), format!("holds {list}"))
            .with_related(success.place.clone(), "holds it too")
            .with_help("keep it on one side; failure wins"),
        );
    }
}

/// The statuses that decide alone.
fn statuses(rule: &SuccessRule) -> BTreeSet<u16> {
    let alone = rule.alternatives.iter().filter_map(|a| match a.as_slice() {
        [SuccessCondition::Status(statuses)] => Some(statuses),
        _ => None,
    });
    alone.flatten().copied().collect()
}
