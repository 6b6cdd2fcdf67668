//! `B3129 malformed-form`: a form whose pairs are not divided as a form's must be.

use bindery_definition::{Body, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use crate::requests::requests;

use super::Subject;

rule!(MALFORMED_FORM, "malformed-form");

/// What a binding is in the text that is looked at.
const HOLE: char = '\u{1}';

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let Some(Body::Text(text)) = request.body else {
            continue;
        };
        let is_form = request
            .media_type()
            .is_some_and(|m| m.contains("x-www-form-urlencoded"));
        if is_form {
            found.extend(look(text));
        }
    }
}

fn look(text: &Text) -> Option<Diagnostic> {
    // Each byte of the flat text with its place in the raw one.
    let mut flat = String::new();
    let mut places = Vec::new();
    for part in &text.template()?.parts {
        match part {
            Part::Literal { span, .. } => {
                let raw = text.raw().get(span.range())?;
                flat.push_str(raw);
                places.extend(span.range());
            }
            Part::Binding(binding) => {
                flat.push(HOLE);
                places.push(binding.span.start);
            }
        }
    }
    // A body that a binding begins may hold pairs in it; one that is JSON or XML has been told.
    let begins = flat.trim_start();
    if begins.starts_with([HOLE, '{', '[', '<']) || begins.trim().is_empty() {
        return None;
    }
    let mut at = 0;
    for piece in flat.split('&') {
        let start = at;
        at += piece.len() + 1;
        if piece.trim().is_empty() {
            continue;
        }
        let (message, offset) = match (piece.matches('=').count(), piece.find(HOLE)) {
            // A binding alone may yield pairs.
            (0, Some(0)) => continue,
            (2.., Some(_)) if let Some(at) = semicolon(piece) => {
                ("two parameters are divided by `;`, not by `&`", at)
            }
            (0, Some(hole)) => ("a name and its value are not divided by `=`", hole),
            (0, None) => ("a part of the form has no `=`", 0),
            (1, _) => continue,
            (_, Some(hole)) if is_run_on(piece, hole) => (
                "two parameters are not divided by `&`",
                hole + HOLE.len_utf8(),
            ),
            _ => continue,
        };
        let place = *places.get(start + offset).unwrap_or(&0);
        return Some(
            Diagnostic::new(codes::MALFORMED_FORM, message)
                .at(text.place_of(place..place + 1), "here")
                .with_help("write `name=value`, and `&` between two of them"),
        );
    }
    None
}

/// Where a `;` stands before a further name and `=`.
fn semicolon(piece: &str) -> Option<usize> {
    piece.match_indices(';').map(|(at, _)| at).find(|at| {
        let rest = piece.get(at + 1..).unwrap_or_default();
        let name = rest.split_once('=').map_or("", |(name, _)| name.trim());
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
    })
}

/// Whether a name and `=` follow a binding at once.
fn is_run_on(piece: &str, hole: usize) -> bool {
    let rest = piece.get(hole + HOLE.len_utf8()..).unwrap_or_default();
    let Some((name, _)) = rest.split_once('=') else {
        return false;
    };
    let first = piece.find('=').unwrap_or(usize::MAX);
    first < hole && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
