//! `B3123 token-without-url`: an authentication that is to fetch a token and does not say where.

use bindery_definition::Authentication;
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{authentications, has_request, is_blank, is_token_type};

use super::Subject;

rule!(TOKEN_WITHOUT_URL, "token-without-url");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition).filter(|a| asks_nobody(a)) {
        found.push(
            Diagnostic::new(
                codes::TOKEN_WITHOUT_URL,
                format!(
                    "`{}` is to fetch a token and does not say where",
                    authentication.name
                ),
            )
            .at(authentication.name.place(), "has no `url`")
            .with_help("add the `url` of the token endpoint"),
        );
    }
}

fn asks_nobody(authentication: &Authentication) -> bool {
    let has_path = authentication
        .token_response_path
        .as_ref()
        .is_some_and(|p| !p.as_str().trim().is_empty());
    is_token_type(authentication)
        && has_path
        && has_request(authentication)
        && is_blank(authentication.url.as_ref())
}
