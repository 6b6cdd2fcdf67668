//! Bodies that are JSON text, and where in them a binding stands.

use bindery_definition::{Body, Definition, Text};
use bindery_grammar::ast::{Binding, Part};
use bindery_model::catalogue::Scope;

use crate::calls::calls;

/// A binding of a JSON body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hole<'a> {
    pub(crate) binding: &'a Binding,
    /// Whether it stands inside a string of the JSON.
    pub(crate) in_string: bool,
}

/// Bodies written as JSON text, with the names that are bound there.
pub(crate) fn json_bodies(definition: &Definition) -> Vec<(&Text, Scope)> {
    let mut all = Vec::new();
    for call in calls(definition) {
        if let Some(Body::Text(text)) = &call.http.body
            && is_json(call.http.content_type.as_ref(), text)
        {
            all.push((text, call.purpose.scope()));
        }
    }
    all
}

/// Whether a body is meant as JSON: by its content type, or by how it begins where there is none.
pub(crate) fn is_json(content_type: Option<&Text>, body: &Text) -> bool {
    let written = content_type.map(|t| t.raw().to_ascii_lowercase());
    let is_said = written
        .as_ref()
        .is_some_and(|t| t.trim() == "application/json");
    let begins = body.raw().trim_start();
    // A body that lost its first brace still begins with a quote.
    (begins.starts_with(['{', '[']) || is_said && begins.starts_with('"'))
        && written.is_none_or(|t| t.trim().is_empty() || t.contains("json") || t.contains("html"))
}

/// The bindings of a JSON text, with whether each stands inside a string.
pub(crate) fn holes(text: &Text) -> Vec<Hole<'_>> {
    let mut found = Vec::new();
    let mut in_string = false;
    let parts = text.template().map(|t| t.parts.as_slice());
    for part in parts.unwrap_or_default() {
        match part {
            Part::Literal { text, .. } => in_string = ends_in_string(text, in_string),
            Part::Binding(binding) => found.push(Hole { binding, in_string }),
        }
    }
    found
}

/// Whether a string is open behind a text that begins inside or outside one.
pub(crate) fn ends_in_string(text: &str, mut in_string: bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if in_string => {
                bytes.next();
            }
            b'"' => in_string = !in_string,
            _ => {}
        }
    }
    in_string
}
