//! `B3123 token-without-url`: an authentication that is to fetch a token and does not say where.

use bindery_definition::Authentication;
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{authentications, is_blank, is_to_fetch};

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
    is_to_fetch(authentication) && is_blank(authentication.url.as_ref())
}
