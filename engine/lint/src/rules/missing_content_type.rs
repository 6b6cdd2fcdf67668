//! `B3114 missing-content-type`: a body without a word on what it is written in.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::has_unread_key;
use crate::requests::{Request, requests};

use super::Subject;

rule!(MISSING_CONTENT_TYPE, "missing-content-type");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let (Some(url), Some(body)) = (request.url, request.body) else {
            continue;
        };
        let says = request.content_type.is_some_and(|t| !t.is_blank()) || names_type(&request);
        let is_empty = body.is_empty() || is_nothing(body);
        if is_empty || says || is_read(&request) || has_unread_key(subject, url) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::MISSING_CONTENT_TYPE,
                "the call sends a body and does not say what it is written in",
            )
            .at(url.place(), "without `httpContentType`")
            .with_help("add `httpContentType`, such as `application/json`"),
        );
    }
}

/// `{}` is what authors write for "no body".
fn is_nothing(body: &bindery_definition::Body) -> bool {
    matches!(body, bindery_definition::Body::Text(text) if text.raw().trim() == "{}")
}

fn names_type(request: &Request<'_>) -> bool {
    let mut headers = request.headers.iter();
    headers.any(|h| h.name.as_str().eq_ignore_ascii_case("content-type"))
}

/// The parameters of a GET are its query; so are those of a call whose verb is missing.
fn is_read(request: &Request<'_>) -> bool {
    let verb = request.method.map(|m| m.raw().trim().to_ascii_uppercase());
    match verb.as_deref() {
        None => !request.is_token_request,
        Some(verb) => matches!(verb, "GET" | "HEAD" | "DELETE" | ""),
    }
}
