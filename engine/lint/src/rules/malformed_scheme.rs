//! `B3036 malformed-scheme`: a URL that was meant to be absolute and does not begin with `https://`.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use crate::cure::replace;

use super::Subject;

rule!(MALFORMED_SCHEME, "malformed-scheme");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let first = url.text.template().and_then(|t| t.parts.first());
        let Some(Part::Literal { span, .. }) = first else {
            continue;
        };
        let raw = url.text.raw().get(span.range()).unwrap_or_default();
        let start = raw.len() - raw.trim_start().len();
        let Some(length) = wrong_scheme(raw.trim_start()) else {
            continue;
        };
        let written = raw.get(start..start + length).unwrap_or_default();
        let right = if written.starts_with("http:") {
            "http://"
        } else {
            "https://"
        };
        let place = url.text.place_of(start..start + length);
        found.push(replace(
            Diagnostic::new(
                codes::MALFORMED_SCHEME,
                format!("`{written}` is not how a URL begins"),
            )
            .at(place.clone(), "no such scheme")
            .with_help(format!("write `{right}`")),
            place,
            right,
        ));
    }
}

/// The length of a beginning that looks like a scheme and is none that can be requested.
fn wrong_scheme(url: &str) -> Option<usize> {
    let letters = url.len()
        - url
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let (scheme, rest) = url.split_at(letters);
    let marks = rest.len() - rest.trim_start_matches([':', '/', '\\']).len();
    let separator = rest.get(..marks)?;
    let scheme = scheme.to_ascii_lowercase();
    let is_http = matches!(scheme.as_str(), "http" | "https");
    let looks_meant = match separator {
        // `https:///api` has an emptied host, which is told as that.
        "://" | ":///" => !is_http && !scheme.is_empty(),
        ":/" | "//" | ":\\\\" | ":" | ":////" => is_http,
        "" | "/" => false,
        // `/https://…` and the like begin with a mark; a path may.
        _ => is_http,
    };
    looks_meant.then_some(letters + marks)
}
