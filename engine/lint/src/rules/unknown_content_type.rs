//! `B3031 unknown-content-type`: an `httpContentType` that the dialect does not know.
//!
//! Any JSON or XML type counts as known (`application/scim+json`).

use bindery_definition::{Header, Text, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use crate::cure::replace;
use crate::requests::requests;

use super::Subject;

rule!(UNKNOWN_CONTENT_TYPE, "unknown-content-type");

/// What the dialect has (rest-dialect §0.4) and what bodies in the field are.
const KNOWN: [&str; 9] = [
    "application/json",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded-pws",
    "multipart/form-data",
    "application/xml",
    "text/xml",
    "text/html",
    "text/plain",
    "application/octet-stream",
];

/// A slip in what an answer is to be written in.
fn look(text: &Text) -> Option<Diagnostic> {
    let written = text.literal()?;
    let media = written.trim().to_ascii_lowercase();
    let is_family = media.contains('/') && (media.ends_with("json") || media.ends_with("xml"));
    let is_open = media.contains(['@', '<', ',', ';', '*']);
    if KNOWN.contains(&media.as_str()) || is_family && media.starts_with("text/") || is_open {
        return None;
    }
    let near = nearest(&media, KNOWN).filter(|near| near.len().abs_diff(media.len()) <= 1)?;
    Some(
        Diagnostic::new(
            codes::UNKNOWN_CONTENT_TYPE,
            format!("`{media}` is no type that an answer is written in"),
        )
        .at(text.place(), "unknown")
        .with_help(format!("did you mean `{near}`?")),
    )
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let is_accept = |h: &&Header| h.name.as_str().trim().eq_ignore_ascii_case("accept");
        if let Some(header) = request.headers.iter().find(is_accept) {
            found.extend(look(&header.value));
        }
        let Some(text) = request.content_type else {
            continue;
        };
        let Some(media) = request.media_type() else {
            continue;
        };
        let is_tree = media.starts_with("application/") || media.starts_with("text/");
        let is_family = is_tree && (media.ends_with("json") || media.ends_with("xml"));
        // A placeholder is told as that.
        let is_open = text.raw().contains(['@', '<']);
        if KNOWN.contains(&media.as_str()) || is_family || is_open {
            continue;
        }
        let near = nearest(&media, KNOWN);
        let help = near.map_or_else(
            || "write `application/json` or `application/x-www-form-urlencoded`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let mut diagnostic = Diagnostic::new(
            codes::UNKNOWN_CONTENT_TYPE,
            format!("`{media}` is no content type that bodies are written in"),
        )
        .at(text.place(), "unknown")
        .with_help(help);
        if let Some(near) = near {
            diagnostic = replace(diagnostic, text.place_of(0..text.raw().len()), near);
        }
        found.push(diagnostic);
    }
}
