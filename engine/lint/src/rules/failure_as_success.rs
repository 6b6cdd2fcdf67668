//! `B3005 failure-as-success`: statuses of refused or failed requests among those of success.
//!
//! 404 and 409 are left alone: removing what is gone and adding what is there are done.

use std::collections::HashSet;

use bindery_definition::SuccessCondition;
use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;

use super::Subject;

rule!(FAILURE_AS_SUCCESS, "failure-as-success");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for call in calls(subject.definition) {
        let Some(rule) = call.success else { continue };
        // A section's rule serves many calls.
        if !seen.insert(&rule.place) {
            continue;
        }
        for alternative in &rule.alternatives {
            // A condition on the body tells success from failure, whatever the status.
            let looks_at_body = alternative
                .iter()
                .any(|c| matches!(c, SuccessCondition::Value { .. }));
            let statuses = alternative.iter().find_map(|c| match c {
                SuccessCondition::Status(statuses) if !looks_at_body => Some(statuses),
                _ => None,
            });
            let failures: Vec<String> = statuses
                .into_iter()
                .flatten()
                .filter(|s| is_failure(**s, call.purpose.is_import()))
                .map(ToString::to_string)
                .collect();
            if failures.is_empty() {
                continue;
            }
            let list = failures.join(", ");
            found.push(
                Diagnostic::new(
                    codes::FAILURE_AS_SUCCESS,
                    format!("a refused or failed request counts as success: {list}"),
                )
                .at(rule.place.clone(), format!("holds {list}"))
                .with_help(format!("remove {list} from the list")),
            );
        }
    }
}

fn is_failure(status: u16, is_import: bool) -> bool {
    match status {
        404 | 409 | 410 => is_import,
        400..=599 => true,
        _ => false,
    }
}
