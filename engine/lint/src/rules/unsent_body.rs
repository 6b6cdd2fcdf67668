//! `B3007 unsent-body`: `httpParams` with a verb that sends no body.
//!
//! An object on a GET is appended to the query (rest-dialect §0.3), so only a text is lost there.

use bindery_definition::Body;
use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;

use super::Subject;

rule!(UNSENT_BODY, "unsent-body");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
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
        found.push(
            Diagnostic::new(
                codes::UNSENT_BODY,
                format!("a {verb} is sent without its body"),
            )
            .at(place, "never sent")
            .with_related(call.http.url.place(), format!("the {verb}"))
            .with_help(format!(
                "write `{verb}WITHBODY` if the target wants it, else remove `httpParams`"
            )),
        );
    }
}
