//! `B3124 missing-token-type`: a fetched token without the word that belongs before it, or with a
//! misspelt one.

use std::collections::BTreeSet;

use bindery_definition::{Authentication, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{Naming, authentications, fetches, is_blank};
use crate::requests::requests;

use super::Subject;

rule!(MISSING_TOKEN_TYPE, "missing-token-type");

/// Words that stand before a token.
const WORDS: [&str; 6] = ["Bearer", "Basic", "Token", "Digest", "OAuth", "SSWS"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let bare = sent_bare(subject);
    for authentication in authentications(subject.definition) {
        found.extend(misspelt(authentication));
        if fetches(authentication)
            && authentication.token_type.is_none()
            && is_in_usual_header(authentication)
            && bare.contains(authentication.name.as_str())
        {
            found.push(
                Diagnostic::new(
                    codes::MISSING_TOKEN_TYPE,
                    format!(
                        "the token of `{}` is sent without a word before it",
                        authentication.name
                    ),
                )
                .at(authentication.name.place(), "has no `tokenType`")
                .with_help("add `\"tokenType\": \"Bearer\"`, or \"\" where the target wants the bare token"),
            );
        }
    }
}

fn misspelt(authentication: &Authentication) -> Option<Diagnostic> {
    let text = authentication.token_type.as_ref()?;
    let written = text.literal()?;
    let written = written.trim();
    let is_known = WORDS.iter().any(|w| w.eq_ignore_ascii_case(written));
    let near = nearest(written, WORDS).filter(|_| !is_known && written.len() > 3)?;
    Some(
        Diagnostic::new(
            codes::MISSING_TOKEN_TYPE,
            format!("`{written}` is no word that stands before a token"),
        )
        .at(text.place(), "no scheme")
        .with_help(format!("did you mean `{near}`?")),
    )
}

fn is_usual(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("authorization")
}

fn is_in_usual_header(authentication: &Authentication) -> bool {
    let header = authentication.auth_header_name.as_ref();
    header.is_none_or(|h| is_usual(h.as_str())) && is_blank(authentication.cookies.as_ref())
}

/// The authentications whose token a call puts alone into its header Authorization.
fn sent_bare<'a>(subject: &Subject<'a>) -> BTreeSet<&'a str> {
    let naming = Naming::of(subject.definition);
    let mut bare = BTreeSet::new();
    for request in requests(subject.definition) {
        let is_bare = request
            .headers
            .iter()
            .any(|h| is_usual(h.name.as_str()) && h.value.raw().trim() == "${access_token}");
        if let Some(url) = request.url.filter(|_| is_bare && !request.is_token_request) {
            bare.extend(naming.used_by(url).map(|used| used.name.as_str()));
        }
    }
    bare
}
