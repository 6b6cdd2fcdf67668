//! `B3030 unknown-verb`: an `httpMethod` that is no verb.

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, codes};

use crate::cure::replace;
use crate::requests::requests;

use super::Subject;

rule!(UNKNOWN_VERB, "unknown-verb");

/// The verbs of HTTP and the two of the dialect that send a body where the verb sends none.
const VERBS: [&str; 9] = [
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "GETWITHBODY",
    "DELETEWITHBODY",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let Some((text, written)) = request.method.and_then(|m| Some((m, m.literal()?))) else {
            continue;
        };
        let verb = written.trim();
        if verb.is_empty() || VERBS.iter().any(|v| v.eq_ignore_ascii_case(verb)) {
            continue;
        }
        let near = nearest(verb, VERBS);
        let help = near.map_or_else(
            || format!("write one of {}", VERBS.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        let mut diagnostic = Diagnostic::new(
            codes::UNKNOWN_VERB,
            format!("`{verb}` is not a verb of HTTP"),
        )
        .at(text.place(), "no such verb")
        .with_help(help);
        if let Some(near) = near {
            diagnostic = replace(diagnostic, text.place_of(0..text.raw().len()), near);
        }
        found.push(diagnostic);
    }
}
