//! `B5006 secret-in-url`: a credential written into the query or before the host of a URL.
//!
//! The value is neither quoted nor pointed at, only the parameter's name is.

use bindery_diagnostics::{Diagnostic, codes, is_secret_name};
use bindery_grammar::ast::Part;

use crate::secrets::is_literal_secret;

use super::Subject;

rule!(SECRET_IN_URL, "secret-in-url");

const HELP: &str =
    "keep it in ConnectionJSON, send it in a header, and replace it, since it has been shown";

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let Some(template) = url.text.template() else {
            continue;
        };
        for (index, part) in template.parts.iter().enumerate() {
            let Part::Literal { span, .. } = part else {
                continue;
            };
            let text = url.text.raw().get(span.range()).unwrap_or_default();
            let ends_the_url = index + 1 == template.parts.len();
            let place = |at: usize, length: usize| {
                url.text.place_of(span.start + at..span.start + at + length)
            };
            if index == 0
                && let Some((at, length)) = user_before_host(text)
            {
                found.push(
                    Diagnostic::new(
                        codes::SECRET_IN_URL,
                        "the URL holds a user name and password",
                    )
                    .at(place(at, length), "a password follows")
                    .with_help(HELP),
                );
            }
            for (at, name) in parameters(text, ends_the_url) {
                found.push(
                    Diagnostic::new(
                        codes::SECRET_IN_URL,
                        format!("the parameter `{name}` holds a credential in clear text"),
                    )
                    .at(place(at, name.len()), "URLs are written to logs")
                    .with_help(HELP),
                );
            }
        }
    }
}

/// The user's name before a password and `@`, with its length.
fn user_before_host(url: &str) -> Option<(usize, usize)> {
    let start = url.find("://")? + 3;
    let rest = url.get(start..)?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    // `https://@HOST@:443/` is a parameter.
    let is_meant = !name.is_empty() && !password.is_empty() && !user.contains(['@', '<']);
    is_meant.then_some((start, name.len()))
}

/// The parameters of a query that hold a literal credential, with their places.
fn parameters(text: &str, ends_the_url: bool) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let pieces: Vec<&str> = text.split(['?', '&']).collect();
    for (index, piece) in pieces.iter().enumerate() {
        let is_whole = ends_the_url || index + 1 < pieces.len();
        if let Some((name, value)) = piece.split_once('=')
            && index > 0
            && is_whole
            && is_secret_name(name)
            && is_literal_secret(value)
        {
            found.push((start, name));
        }
        start += piece.len() + 1;
    }
    found
}
