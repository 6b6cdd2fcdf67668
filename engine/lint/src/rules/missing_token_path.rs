//! `B3049 missing-token-path`: a token request whose answer nobody looks into, and no static token.

use bindery_definition::Authentication;
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{authentications, has_request, is_blank, is_token_type};

use super::Subject;

rule!(MISSING_TOKEN_PATH, "missing-token-path");

/// Shorter than this, an initial token is a dummy (rest-dialect §5.2).
const SHORTEST: usize = 8;

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        let has_path = authentication
            .token_response_path
            .as_ref()
            .is_some_and(|p| !p.as_str().trim().is_empty());
        if has_path
            || !is_token_type(authentication)
            || is_blank(authentication.url.as_ref())
            || !has_request(authentication)
            || has_static_token(authentication)
        {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::MISSING_TOKEN_PATH,
                format!(
                    "nothing says where the token of `{}` is in the answer",
                    authentication.name
                ),
            )
            .at(authentication.name.place().clone(), "asks for a token")
            .with_help(
                "add `tokenResponsePath`, such as `access_token`, or `#HEADERS#Name` for a header",
            ),
        );
    }
}

fn has_static_token(authentication: &Authentication) -> bool {
    let Some(token) = &authentication.access_token else {
        return false;
    };
    let raw = token.raw().trim();
    let (_, word) = raw.rsplit_once(' ').unwrap_or(("", raw));
    token.has_bindings() || raw.contains('@') || word.len() >= SHORTEST
}
