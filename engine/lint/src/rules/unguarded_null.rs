//! `B4013 unguarded-null`: a part that may be null is used as if it never were.
//!
//! Left alone: identifiers, roots that an operation always has in practice, such as `user` and
//! `account`, what paging binds for every page, and the response of an earlier call. The attributes
//! of a request are told: birthright access has none; so is the manager: not everybody has one.

use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_expression::ask::{Risk, risks};
use bindery_model::catalogue::Scope;

use super::Subject;

rule!(UNGUARDED_NULL, "unguarded-null");

/// Roots that are null for a task without a request, or for a user without a manager.
const OF_A_REQUEST: [&str; 4] = [
    "requestAccessAttributes",
    "reqAttrs",
    "userManager",
    "managerAccount",
];

/// What every page has.
const OF_A_PAGE: [&str; 2] = ["response.completeResponseMap", "response.objectList"];

/// Attributes without which the object would not have been imported.
const IDENTIFIERS: [&str; 2] = [".accountID", ".entitlementID"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for risk in risks(parsed, template.scope) {
            if is_told(&risk, template.scope) {
                let place = template.text.place_of(risk.span.clone());
                found.push(report(&risk).at(place, "may be null"));
            }
        }
    }
}

fn is_told(risk: &Risk, scope: Scope) -> bool {
    let part = risk.part.as_str();
    let is_answer = match scope {
        Scope::Provisioning(_) => part
            .strip_prefix("response.")
            .is_some_and(|call| !call.contains('.')),
        _ => OF_A_PAGE.contains(&part),
    };
    let is_identifier = IDENTIFIERS.iter().any(|id| part.ends_with(id));
    let is_attribute = part.contains('.') && !is_answer && !is_identifier;
    risk.certain || is_attribute || OF_A_REQUEST.contains(&part)
}

fn report(risk: &Risk) -> Diagnostic {
    let (part, asked) = (&risk.part, &risk.asked);
    let (message, help) = if asked.is_empty() {
        (
            format!("an element is taken of `{part}`, which may be null"),
            format!("test it first: `{part} ? … : ''`"),
        )
    } else {
        (
            format!("`{asked}` is asked of `{part}`, which may be null"),
            format!("write `{part}?.{asked}`"),
        )
    };
    let diagnostic = Diagnostic::new(codes::UNGUARDED_NULL, message).with_help(help);
    if risk.certain {
        diagnostic.with_severity(Severity::Error)
    } else {
        diagnostic
    }
}
