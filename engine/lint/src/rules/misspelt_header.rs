//! `B3112 misspelt-header`: a header whose name is nearly that of a common one.

use bindery_definition::{Word, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::authentications;
use crate::requests::requests;

use super::Subject;

rule!(MISSPELT_HEADER, "misspelt-header");

/// Headers that every target knows; names of others are the target's own.
const COMMON: [&str; 14] = [
    "Authorization",
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Cache-Control",
    "Content-Type",
    "Content-Length",
    "Cookie",
    "If-Match",
    "If-None-Match",
    "Origin",
    "Referer",
    "User-Agent",
];

/// Names that are near to one of those and right.
const OTHERS: [&str; 5] = [
    "contentType",
    "Authentication",
    "Proxy-Authorization",
    "Cookies",
    "ApiKey",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        found.extend(authentication.auth_header_name.iter().filter_map(look));
    }
    for request in requests(subject.definition) {
        for header in request.headers {
            found.extend(look(&header.name));
        }
    }
}

fn look(name: &Word) -> Option<Diagnostic> {
    let written = name.as_str().trim();
    let is = |known: &&str| known.eq_ignore_ascii_case(written);
    // What begins with `X-` is the target's own.
    let is_own = written
        .get(..2)
        .is_some_and(|x| x.eq_ignore_ascii_case("x-"));
    if is_own || written.len() < 5 || COMMON.iter().any(&is) || OTHERS.iter().any(is) {
        return None;
    }
    let near = nearest(written, COMMON)?;
    if written.len().abs_diff(near.len()) > 1 {
        return None;
    }
    Some(
        Diagnostic::new(
            codes::MISSPELT_HEADER,
            format!("`{written}` is nearly `{near}`, and targets do not know it"),
        )
        .at(name.place(), "no common header")
        .with_help(format!("did you mean `{near}`?"))
        .with_fix_of(name.fix(format!("write `{near}`"), near)),
    )
}
