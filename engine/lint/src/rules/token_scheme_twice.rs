//! `B3042 token-scheme-twice`: `Bearer ${access_token}` where the token brings its own `Bearer`.

use bindery_definition::{AuthType, Authentication, Header};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;
use bindery_grammar::free_names;

use crate::authentications::{Naming, fetches};
use crate::requests::requests;

use super::Subject;

rule!(TOKEN_SCHEME_TWICE, "token-scheme-twice");

/// Words that nothing but a token follows.
const SCHEMES: [&str; 3] = ["Bearer", "Basic", "Token"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let naming = Naming::of(subject.definition);
    for request in requests(subject.definition) {
        let Some(authentication) = request.url.and_then(|url| naming.used_by(url)) else {
            continue;
        };
        for header in request.headers {
            let Some((scheme, end)) = scheme_before_token(header) else {
                continue;
            };
            let Some(own) = scheme_of_token(authentication) else {
                continue;
            };
            let is_same = own.eq_ignore_ascii_case(&scheme);
            if !is_same && !SCHEMES.iter().any(|s| s.eq_ignore_ascii_case(&scheme)) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::TOKEN_SCHEME_TWICE,
                    format!("the header is sent with `{scheme} {own}`"),
                )
                .at(header.value.place_of(0..end), "the token brings its own")
                .with_related(
                    authentication.name.place().clone(),
                    if fetches(authentication) {
                        "its `tokenType` is put before the token"
                    } else if own == "Basic" {
                        "its token is `Basic` and the credentials"
                    } else {
                        "its `accessToken` holds the word"
                    },
                )
                .with_help("write `${access_token}` alone"),
            );
        }
    }
}

/// The word before `${access_token}`, and where the binding begins.
fn scheme_before_token(header: &Header) -> Option<(String, usize)> {
    let template = header.value.template()?;
    let [Part::Literal { text, .. }, Part::Binding(binding), ..] = template.parts.as_slice() else {
        return None;
    };
    let scheme = text.trim();
    let is_word = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric());
    let reads = free_names(&binding.script).contains("access_token");
    (is_word && reads).then(|| (scheme.to_owned(), binding.span.start))
}

/// The word that the token brings: a fetched one its `tokenType`, a static one what it begins with.
fn scheme_of_token(authentication: &Authentication) -> Option<String> {
    if matches!(authentication.auth_type, Some(AuthType::Basic))
        && !authentication.properties.is_empty()
    {
        return Some("Basic".to_owned());
    }
    let written = if fetches(authentication) {
        authentication.token_type.as_ref()?.literal()?
    } else {
        let token = authentication.access_token.as_ref()?.literal()?;
        let (scheme, _) = token.trim().split_once(' ')?;
        scheme.to_owned()
    };
    let word = written.trim();
    let is_word = !word.is_empty() && word.len() < 16;
    (is_word && word.chars().all(|c| c.is_ascii_alphanumeric())).then(|| word.to_owned())
}
