//! `B3087 overwriting-access-call`: access is given or taken by a PUT of a whole list that nobody
//! read before.

use bindery_diagnostics::{Diagnostic, codes};

use crate::operations::request_text;

use super::Subject;

rule!(OVERWRITING_ACCESS_CALL, "overwriting-access-call");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let documents = subject.definition.operations.values();
    for call in documents
        .filter(|d| d.operation.is_access())
        .flat_map(|d| &d.calls)
    {
        let (verb, url, body) = request_text(&call.http);
        let knows = |text: &str| text.contains("response") || text.contains("Map");
        if verb != "PUT" || knows(&body) || knows(&url) || !sends_list(&body) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::OVERWRITING_ACCESS_CALL,
                "the whole list is replaced, and what was in it is not known",
            )
            .at(call.http.url.place(), "a PUT of a list")
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
