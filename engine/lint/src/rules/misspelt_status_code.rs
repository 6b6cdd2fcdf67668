//! `B3094 misspelt-status-code`: a rule of success compares statuses with a field of the body.

use bindery_definition::{SuccessCondition, SuccessRule, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::authentications;
use crate::calls::calls;

use super::Subject;

rule!(MISSPELT_STATUS_CODE, "misspelt-status-code");

/// Other names for it.
const NAMES: [&str; 3] = ["httpStatus", "httpStatusCode", "httpCode"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let tests = authentications(subject.definition).flat_map(|a| &a.test);
    for rule in tests.flat_map(|t| &t.success) {
        judge(rule, found);
    }
    for call in calls(subject.definition) {
        for rule in call.success.into_iter().chain(call.failure) {
            judge(rule, found);
        }
    }
}

fn judge(rule: &SuccessRule, found: &mut super::Findings) {
    for condition in rule.alternatives.iter().flatten() {
        let SuccessCondition::Value { path, allowed } = condition else {
            continue;
        };
        let name = path.as_str().trim();
        let is_named = nearest(name, ["statusCode"]).is_some()
            || NAMES.iter().any(|n| n.eq_ignore_ascii_case(name));
        let is_status = |text: String| {
            let number = text.trim().parse::<u16>();
            number.is_ok_and(|n| (100..600).contains(&n))
        };
        if is_named && allowed.iter().all(|v| v.literal().is_some_and(is_status)) {
            found.push(
                Diagnostic::new(
                    codes::MISSPELT_STATUS_CODE,
                    format!("`{name}` is read as a field of the body, not as the status"),
                )
                .at(path.place(), "a path into the answer")
                .with_help("write `statusCode`")
                .with_fix_of(path.fix("write `statusCode`", "statusCode")),
            );
        }
    }
}
