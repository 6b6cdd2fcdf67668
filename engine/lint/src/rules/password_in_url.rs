//! `B5008 password-in-url`: a URL that a password is put into.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{ExpressionKind, Member};
use bindery_grammar::walk_expressions;

use super::Subject;

rule!(PASSWORD_IN_URL, "password-in-url");

/// Names and fields that are passwords, in lower case.
const PASSWORDS: [&str; 4] = ["password", "randompassword", "newpassword", "passwd"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let Some(template) = url.text.template() else {
            continue;
        };
        for binding in template.bindings() {
            let mut span = None;
            walk_expressions(&binding.script, &mut |it| {
                let name = match &it.kind {
                    ExpressionKind::Name(name) => name.as_str(),
                    ExpressionKind::Property {
                        member: Member::Name(name),
                        ..
                    } => name.text.as_str(),
                    _ => return,
                };
                if PASSWORDS.contains(&name.to_ascii_lowercase().as_str()) {
                    span.get_or_insert(it.span.range());
                }
            });
            let Some(span) = span else { continue };
            found.push(
                Diagnostic::new(codes::PASSWORD_IN_URL, "a password is put into the URL")
                    .at(url.text.place_of(span), "URLs are written to logs")
                    .with_help("send it in the body"),
            );
        }
    }
}
