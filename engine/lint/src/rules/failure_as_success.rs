//! `B3005 failure-as-success`: statuses of refused or failed requests among those of success.
//!
//! 404 and 409 are left alone: removing what is gone and adding what is there are done.

use std::collections::HashSet;

use bindery_definition::SuccessCondition;
use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;
use crate::keys::status_places;

use super::Subject;

rule!(FAILURE_AS_SUCCESS, "failure-as-success");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
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
            let is_bad = |s: &&u16| is_failure(**s, call.purpose.is_import());
            let failures: Vec<u16> = statuses
                .into_iter()
                .flatten()
                .filter(is_bad)
                .copied()
                .collect();
            let Some(first) = failures.first() else {
                continue;
            };
            let list: Vec<String> = failures.iter().map(ToString::to_string).collect();
            let list = list.join(", ");
            let places = |status: &u16| status_places(subject, &rule.place, *status).into_iter();
            let place = places(first).next().unwrap_or_else(|| rule.place.clone());
            let mut diagnostic = Diagnostic::new(
                codes::FAILURE_AS_SUCCESS,
                format!("a refused or failed request counts as success: {list}"),
            )
            .at(place, "no success")
            .with_help(format!("remove {list} from the list"));
            for other in failures.iter().skip(1).flat_map(|s| places(s).next()) {
                diagnostic = diagnostic.with_related(other, "nor is this");
            }
            found.push(diagnostic);
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
