//! `B3046 token-never-renewed`: a fetched token, and nothing that tells when it has expired.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{authentications, fetches};

use super::Subject;

rule!(TOKEN_NEVER_RENEWED, "token-never-renewed");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for authentication in authentications(subject.definition) {
        let errors = &authentication.errors;
        let statuses = errors
            .retry_failure_status_code
            .as_deref()
            .unwrap_or_default();
        let is_written = |text: &Text| !text.is_blank();
        let values = errors.auth_error.iter().chain(&errors.expiry_error);
        if !fetches(authentication) || !statuses.is_empty() || values.into_iter().any(is_written) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::TOKEN_NEVER_RENEWED,
                format!(
                    "nothing says when the token of `{}` has expired",
                    authentication.name
                ),
            )
            .at(authentication.name.place().clone(), "its token is fetched")
            .with_help(
                "add `\"retryFailureStatusCode\": [401]`, or `errorPath` with `authError` where the \
                 target answers otherwise",
            ),
        );
    }
}
