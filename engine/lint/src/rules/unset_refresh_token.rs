//! `B4022 unset-refresh-token`: `${refresh_token}` where no refresh token is given.

use bindery_definition::Body;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::ExpressionKind;
use bindery_grammar::walk_expressions;

use crate::authentications::{authentications, is_blank};
use crate::calls::texts_of_body;

use super::Subject;

rule!(UNSET_REFRESH_TOKEN, "unset-refresh-token");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        if !is_blank(authentication.refresh_token.as_ref()) {
            continue;
        }
        let bodies: Vec<&Body> = authentication
            .body
            .iter()
            .chain(
                authentication
                    .refresh_token_call
                    .iter()
                    .filter_map(|c| c.http.body.as_ref()),
            )
            .collect();
        for text in bodies.into_iter().flat_map(texts_of_body) {
            let Some(template) = text.template() else {
                continue;
            };
            let mut span = None;
            for binding in template.bindings() {
                walk_expressions(&binding.script, &mut |it| {
                    if matches!(&it.kind, ExpressionKind::Name(n) if n == "refresh_token") {
                        span.get_or_insert(it.span.range());
                    }
                });
            }
            let Some(span) = span else { continue };
            found.push(
                Diagnostic::new(
                    codes::UNSET_REFRESH_TOKEN,
                    "the token request sends a refresh token, and none is given",
                )
                .at(text.place_of(span), "null at the first request")
                .with_related(authentication.name.place().clone(), "has no `refreshToken`")
                .with_help("add `refreshToken` with the first one"),
            );
        }
    }
}
