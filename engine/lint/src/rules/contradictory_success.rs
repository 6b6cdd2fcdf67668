//! `B3006 contradictory-success`: a list of statuses that the verb's ordinary answer is not in.

use bindery_definition::{SuccessCondition, SuccessRule, Text};
use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;
use crate::keys::status_places;

use super::Subject;

rule!(CONTRADICTORY_SUCCESS, "contradictory-success");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
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
        let first = statuses
            .first()
            .map(|s| status_places(subject, &rule.place, *s));
        let place = first.and_then(|p| p.first().cloned());
        let place = place.unwrap_or_else(|| rule.place.clone());
        found.push(
            Diagnostic::new(
                codes::CONTRADICTORY_SUCCESS,
                format!("the success of this {verb} is not among its statuses"),
            )
            .at(place, "not an answer to this verb")
            .with_related(
                call.http
                    .method
                    .as_ref()
                    .map_or_else(|| call.http.url.place(), Text::place),
                "the verb",
            )
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
