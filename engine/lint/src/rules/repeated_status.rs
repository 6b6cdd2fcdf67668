//! `B6001 repeated-status`: a status that stands twice in one list.

use std::collections::{BTreeSet, HashSet};

use bindery_definition::SuccessCondition;
use bindery_diagnostics::{Diagnostic, Fix, Place, codes};

use crate::calls::calls;
use crate::keys::{status_places, with_comma_before};

use super::Subject;

rule!(REPEATED_STATUS, "repeated-status");

/// A fix that takes an element out of a list, with the comma before it.
fn removal(subject: &Subject<'_>, place: &Place) -> Option<Fix> {
    let whole = with_comma_before(subject, place)?;
    Some(Fix::new("remove the second", whole, ""))
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
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
                    let fix = places.get(1).and_then(|place| removal(subject, place));
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
                        ))
                        .with_fix_of(fix),
                    );
                }
            }
        }
    }
}
