//! `B4024 condition-without-binding`: a `callCondition` that is plain text.

use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;
use super::later_response::documents;

rule!(CONDITION_WITHOUT_BINDING, "condition-without-binding");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in documents(subject).flat_map(|d| &d.calls) {
        let Some(condition) = &call.condition else {
            continue;
        };
        let Some(written) = condition.literal() else {
            continue;
        };
        let written = written.trim();
        let is_boolean = ["true", "false"]
            .iter()
            .any(|b| written.eq_ignore_ascii_case(b));
        if written.is_empty() || is_boolean || written.contains('@') {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::CONDITION_WITHOUT_BINDING,
                "the condition is text and asks nothing",
            )
            .at(condition.place(), "never evaluated")
            .with_help("write it as a binding: `${…}`"),
        );
    }
}
