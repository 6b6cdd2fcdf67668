//! `B3064 dependent-call-without-binding`: a call runs once per row and asks the same each time.

use bindery_definition::{Body, HttpBlock, JsonTemplate};
use bindery_diagnostics::{Diagnostic, codes};

use crate::imports::readings;

use super::Subject;

rule!(
    DEPENDENT_CALL_WITHOUT_BINDING,
    "dependent-call-without-binding"
);

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for reading in readings(subject.definition) {
        let call = reading.call;
        let (noun, name) = match reading.kind {
            Some(_) => ("entitlement", "entitlementID"),
            None => ("account", "accountName"),
        };
        let per_row =
            call.input.dependent_call == Some(true) || call.input.entitlement_name.is_some();
        let Some(http) = call.http.as_ref().filter(|h| per_row && !binds(h)) else {
            continue;
        };
        found.push(
            Diagnostic::new(
                codes::DEPENDENT_CALL_WITHOUT_BINDING,
                format!("the same request is made for every {noun}"),
            )
            .at(http.url.place(), format!("no `${{{name}}}`"))
            .with_help(format!(
                "put `${{{name}}}` where the target expects it, or remove `inputParams`"
            )),
        );
    }
}

/// Whether URL or body hold a binding.
fn binds(http: &HttpBlock) -> bool {
    http.url.has_bindings()
        || match &http.body {
            Some(Body::Text(text)) => text.has_bindings(),
            Some(Body::Json(json)) => in_json(json),
            None => false,
        }
}

/// The reader bounds how deep a definition nests.
fn in_json(json: &JsonTemplate) -> bool {
    match json {
        JsonTemplate::Text(text) => text.has_bindings(),
        JsonTemplate::List(list) => list.iter().any(in_json),
        JsonTemplate::Object(pairs) => pairs
            .iter()
            .any(|(key, value)| key.has_bindings() || in_json(value)),
        _ => false,
    }
}
