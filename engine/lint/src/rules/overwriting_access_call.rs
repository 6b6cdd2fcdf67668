//! `B3087 overwriting-access-call`: access is given or taken by a PUT of a whole list that nobody
//! read before.

use bindery_definition::Body;
use bindery_diagnostics::{Diagnostic, codes};

use crate::operations::{request_text, type_of};

use super::Subject;

rule!(OVERWRITING_ACCESS_CALL, "overwriting-access-call");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let documents = subject.definition.operations.values();
    let documents = documents.filter(|d| d.operation.is_access());
    for (document, call) in documents.flat_map(|d| d.calls.iter().map(move |c| (d, c))) {
        let (verb, url, body) = request_text(&call.http);
        let knows = |text: &str| text.contains("response") || text.contains("Map");
        if verb != "PUT" || knows(&body) || knows(&url) || !sends_list(&body) {
            continue;
        }
        // What was read before is not used, or nothing was and the verb takes too much.
        let is_read = document
            .calls
            .iter()
            .any(|c| type_of(c) == type_of(call) && request_text(&c.http).0 == "GET");
        let method = call.http.method.as_ref().filter(|_| !is_read);
        let place = match (&call.http.body, method) {
            (_, Some(method)) => method.place(),
            (Some(Body::Text(text)), None) => text.place(),
            _ => call.http.url.place(),
        };
        found.push(
            Diagnostic::new(
                codes::OVERWRITING_ACCESS_CALL,
                "the whole list is replaced, and what was in it is not known",
            )
            .at(place, "a PUT of a list")
            .with_help(
                "GET the list in a call before, change it and send it back, or use the target's \
                 call for one member",
            ),
        );
    }
}

/// Whether a list of the body holds a binding, or is empty.
fn sends_list(body: &str) -> bool {
    body.match_indices('[').any(|(at, _)| {
        let rest = body.get(at + 1..).unwrap_or_default();
        let end = rest.find(']').unwrap_or(rest.len());
        let inside = rest.get(..end).unwrap_or_default().trim();
        inside.is_empty() || inside.contains("${") || inside.contains("$<")
    })
}
