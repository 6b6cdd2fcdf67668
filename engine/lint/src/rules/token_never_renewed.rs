//! `B3046 token-never-renewed`: a fetched token, and nothing that tells when it has expired.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{authentications, fetches};
use crate::keys::key_place;

use super::Subject;

rule!(TOKEN_NEVER_RENEWED, "token-never-renewed");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        let errors = &authentication.errors;
        let statuses = errors
            .retry_failure_status_code
            .as_deref()
            .unwrap_or_default();
        // Statuses of a busy or broken target say nothing of the token.
        let is_refusal = |status: &u16| (400..500).contains(status) && *status != 429;
        let is_written = |text: &Text| !text.is_blank();
        let values = errors.auth_error.iter().chain(&errors.expiry_error);
        if !fetches(authentication)
            || statuses.iter().any(is_refusal)
            || values.into_iter().any(is_written)
        {
            continue;
        }
        let place = if statuses.is_empty() {
            authentication.name.place()
        } else {
            key_place(subject, &authentication.place, &["retryFailureStatusCode"])
        };
        found.push(
            Diagnostic::new(
                codes::TOKEN_NEVER_RENEWED,
                format!(
                    "nothing says when the token of `{}` has expired",
                    authentication.name
                ),
            )
            .at(place, "its token is fetched")
            .with_help(
                "add `\"retryFailureStatusCode\": [401]`, or `errorPath` with `authError` where the \
                 target answers otherwise",
            ),
        );
    }
}
