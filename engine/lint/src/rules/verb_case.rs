//! `B6006 verb-case`: a verb that is not in capitals.

use bindery_diagnostics::{Diagnostic, codes};

use crate::cure::replace;
use crate::requests::requests;

use super::Subject;

rule!(VERB_CASE, "verb-case");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let Some((text, written)) = request.method.and_then(|m| Some((m, m.literal()?))) else {
            continue;
        };
        let verb = written.trim();
        let right = verb.to_ascii_uppercase();
        if verb == right || !verb.chars().all(|c| c.is_ascii_alphabetic()) {
            continue;
        }
        found.push(replace(
            Diagnostic::new(
                codes::VERB_CASE,
                format!("the verb `{verb}` is not in capitals"),
            )
            .at(text.place(), "read without regard to case here")
            .with_help(format!("write `{right}`")),
            text.place_of(0..text.raw().len()),
            &right,
        ));
    }
}
