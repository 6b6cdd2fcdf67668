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
    body.raw().trim_start().starts_with(['{', '['])
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
//! What calls of an operation say: their requests as text, and the names they ask for.

use std::collections::BTreeSet;

use bindery_definition::{Body, HttpBlock, JsonTemplate, ProvisionCall, Text};
use bindery_grammar::free_names;

use crate::calls::texts;

/// The body as one text, to look into and to compare; JSON written as JSON is put into a string.
pub(crate) fn body_text(http: &HttpBlock) -> String {
    match &http.body {
        Some(Body::Text(text)) => text.raw().trim().to_owned(),
        Some(Body::Json(json)) => {
            let mut out = String::new();
            write(json, &mut out);
            out
        }
        None => String::new(),
    }
}

/// The reader bounds how deep a definition nests.
fn write(json: &JsonTemplate, out: &mut String) {
    match json {
        JsonTemplate::Null => out.push_str("null"),
        JsonTemplate::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        JsonTemplate::Number(n) => out.push_str(n),
        JsonTemplate::Text(text) => {
            out.push('"');
            out.push_str(text.raw());
            out.push('"');
        }
        JsonTemplate::List(list) => {
            out.push('[');
            for element in list {
                write(element, out);
                out.push(',');
            }
            out.push(']');
        }
        JsonTemplate::Object(pairs) => {
            out.push('{');
            for (key, value) in pairs {
                out.push('"');
                out.push_str(key.raw());
                out.push_str("\":");
                write(value, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}

/// Verb, URL and body of a call, to compare with another's.
pub(crate) fn request_text(http: &HttpBlock) -> (String, String, String) {
    let verb = http.method.as_ref().map_or("", Text::raw);
    (
        verb.trim().to_ascii_uppercase(),
        http.url.raw().trim().to_owned(),
        body_text(http),
    )
}

/// The names that URL and body of some calls ask for; `None` where a text could not be read or
/// looks as if it lacked a `$`, which has been told.
pub(crate) fn names_asked<'a>(
    calls: impl IntoIterator<Item = &'a ProvisionCall>,
) -> Option<BTreeSet<&'a str>> {
    let mut names = BTreeSet::new();
    for call in calls {
        let headers: Vec<_> = call.http.headers.iter().map(|h| h.value.place()).collect();
        for text in texts(&call.http) {
            if headers.contains(&text.place()) {
                continue;
            }
            for binding in text.template()?.bindings() {
                names.extend(free_names(&binding.script));
            }
            let raw = text.raw();
            let dollarless = ["{account", "{user", "{entitlement", "{task"];
            let bare = dollarless.iter().any(|d| {
                raw.match_indices(d)
                    .any(|(at, _)| at == 0 || !raw.get(..at).is_some_and(|b| b.ends_with('$')))
            });
            if bare {
                return None;
            }
        }
    }
    Some(names)
}

/// A call's name without the number of a second or third call of the same type.
pub(crate) fn type_of(call: &ProvisionCall) -> &str {
    let name = call.name.as_str().trim();
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.is_empty() { name } else { bare }
}
