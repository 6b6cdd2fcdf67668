//! `B3142 status-only-success`: a call that writes is judged by its status alone, though the target
//! is known to tell failures in the body: other calls of the same authentication look there.

use std::collections::BTreeSet;

use bindery_definition::{SuccessCondition, SuccessRule};
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::Naming;
use crate::calls::{Call, calls};

use super::Subject;

rule!(STATUS_ONLY_SUCCESS, "status-only-success");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let naming = Naming::of(subject.definition);
    let name = |call: &Call<'_>| naming.named_by(&call.http.url).unwrap_or_default().trim();
    let mut all = calls(subject.definition);
    all.retain(|call| !call.purpose.is_import());
    // A body that means failure may come with a status that does as well.
    let looking = all.iter().filter(|c| looks_at_body(c.success));
    let telling: BTreeSet<&str> = looking.map(name).collect();
    let is_blind = |c: &&Call<'_>| {
        let looks = looks_at_body(c.success) || looks_at_body(c.failure);
        c.success.is_some() && !looks && is_writing(c) && telling.contains(name(c))
    };
    let mut blind = all.iter().filter(is_blind);
    let Some(first) = blind.next() else { return };
    let place = first.success.map_or(&first.http.place, |rule| &rule.place);
    let mut diagnostic = Diagnostic::new(
        codes::STATUS_ONLY_SUCCESS,
        "the status alone decides, and other calls of this target look into the body",
    )
    .at(place.clone(), "an error in the body is not seen")
    .with_help("add the condition on the body that the other calls have, or `unsuccessResponses`");
    diagnostic = match blind.count() {
        0 => diagnostic,
        1 => diagnostic.with_note("another call is judged so"),
        n => diagnostic.with_note(format!("{n} more calls are judged so")),
    };
    found.push(diagnostic);
}

/// Removing what is gone, and reading, leave little in a body.
fn is_writing(call: &Call<'_>) -> bool {
    matches!(call.verb().as_deref(), Some("POST" | "PUT" | "PATCH"))
}

fn looks_at_body(rule: Option<&SuccessRule>) -> bool {
    let mut conditions = rule.iter().flat_map(|r| r.alternatives.iter().flatten());
    conditions.any(|c| matches!(c, SuccessCondition::Value { .. }))
}
