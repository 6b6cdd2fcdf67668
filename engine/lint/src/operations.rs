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
        let headers: Vec<_> = call.http.headers.iter().map(|h| h.value.id()).collect();
        for text in texts(&call.http) {
            if headers.contains(&text.id()) {
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
