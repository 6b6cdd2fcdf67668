//! `B3006 contradictory-success`: a list of statuses that the verb's ordinary answer is not in.

use bindery_definition::{SuccessCondition, SuccessRule};
use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;

use super::Subject;

rule!(CONTRADICTORY_SUCCESS, "contradictory-success");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for call in calls(subject.definition) {
        let (Some(rule), Some(verb)) = (call.success, call.verb()) else {
            continue;
        };
        let Some(statuses) = statuses(rule) else {
            continue;
        };
        let (ordinary, words): (&[u16], _) = match verb.as_str() {
            "GET" | "GETWITHBODY" => (&[200, 206], "a GET that returns something answers 200"),
            "DELETE" | "DELETEWITHBODY" => (
                &[200, 202, 204],
                "a DELETE that succeeds answers 200, 202 or 204",
            ),
            _ => (
                &[200, 201, 202, 203, 204, 207],
                "a write that succeeds answers 200, 201, 202 or 204",
            ),
        };
        if statuses.is_empty() || statuses.iter().any(|s| ordinary.contains(s)) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::CONTRADICTORY_SUCCESS,
                format!("the success of this {verb} is not among its statuses"),
            )
            .at(call.http.url.place(), "this call")
            .with_related(rule.place.clone(), "what counts as success")
            .with_note(words)
            .with_help("list the status that the target documents for this call"),
        );
    }
}

/// The statuses of a rule that every alternative restricts.
fn statuses(rule: &SuccessRule) -> Option<Vec<u16>> {
    let mut all = Vec::new();
    for alternative in &rule.alternatives {
        let list = alternative.iter().find_map(|c| match c {
            SuccessCondition::Status(list) => Some(list),
            SuccessCondition::Value { .. } => None,
        })?;
        all.extend_from_slice(list);
    }
    Some(all)
}
