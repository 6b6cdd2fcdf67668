//! `B6001 repeated-status`: a status that stands twice in one list.

use std::collections::{BTreeSet, HashSet};

use bindery_definition::SuccessCondition;
use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;
use crate::keys::status_places;

use super::Subject;

rule!(REPEATED_STATUS, "repeated-status");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for call in calls(subject.definition) {
        for rule in [call.success, call.failure].into_iter().flatten() {
            if !seen.insert(&rule.place) {
                continue;
            }
            for condition in rule.alternatives.iter().flatten() {
                let SuccessCondition::Status(statuses) = condition else {
                    continue;
                };
                let mut once = BTreeSet::new();
                let twice: BTreeSet<u16> = statuses
                    .iter()
                    .copied()
                    .filter(|s| !once.insert(*s))
                    .collect();
                for status in twice {
                    let places = status_places(subject, &rule.place, status);
                    found.push(
                        Diagnostic::new(
                            codes::REPEATED_STATUS,
                            format!("the status {status} is listed twice"),
                        )
                        .at(
                            places.get(1).unwrap_or(&rule.place).clone(),
                            "for the second time",
                        )
                        .with_help(format!(
                            "keep one, and check that none of them was to be another than {status}"
                        )),
                    );
                }
            }
        }
    }
}
