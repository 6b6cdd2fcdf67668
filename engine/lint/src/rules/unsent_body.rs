//! `B3007 unsent-body`: `httpParams` with a verb that sends no body.
//!
//! An object on a GET is appended to the query (rest-dialect §0.3), so only a text is lost there.

use bindery_definition::Body;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;

use crate::calls::{Call, Purpose, calls};

use super::Subject;

rule!(UNSENT_BODY, "unsent-body");

/// Whether a call belongs to an operation that is to write, and no other call of it does.
fn is_only_write(subject: &Subject<'_>, call: &Call<'_>) -> bool {
    let Purpose::Operation(operation) = call.purpose else {
        return false;
    };
    let removes = matches!(
        operation,
        Operation::RemoveAccount | Operation::RemoveAccess | Operation::TicketStatus
    );
    let writes = |c: &Call<'_>| {
        let verb = c.verb();
        c.purpose == call.purpose && verb.is_none_or(|v| v != "GET" && v != "DELETE")
    };
    !removes && !calls(subject.definition).iter().any(writes)
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in calls(subject.definition) {
        let (Some(verb), Some(body)) = (call.verb(), &call.http.body) else {
            continue;
        };
        let is_lost = match verb.as_str() {
            "DELETE" => true,
            "GET" => matches!(body, Body::Text(_)),
            _ => false,
        };
        let written_empty = matches!(body, Body::Text(t) if t.raw().trim() == "{}");
        if !is_lost || written_empty || body.is_empty() {
            continue;
        }
        let place = match body {
            Body::Text(text) => text.place(),
            Body::Json(_) => call.http.place.clone(),
        };
        let diagnostic = Diagnostic::new(
            codes::UNSENT_BODY,
            format!("a {verb} is sent without its body"),
        );
        // Where nothing else of the operation writes, the verb is the likelier slip.
        let diagnostic = match &call.http.method {
            Some(method) if is_only_write(subject, &call) => diagnostic
                .at(method.place(), format!("a {verb} sends no body"))
                .with_related(place, "never sent"),
            _ => diagnostic
                .at(place, "never sent")
                .with_related(call.http.url.place(), format!("the {verb}")),
        };
        found.push(diagnostic.with_help(format!(
            "write `{verb}WITHBODY` if the target wants it, else remove `httpParams`"
        )));
    }
}
