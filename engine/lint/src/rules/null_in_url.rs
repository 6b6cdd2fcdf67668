//! `B3010 null-in-url`: a parameter whose literal value is the word `null`.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use super::Subject;

rule!(NULL_IN_URL, "null-in-url");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let Some(template) = url.text.template() else {
            continue;
        };
        let raw = url.text.raw();
        for part in &template.parts {
            let Part::Literal { span, .. } = part else {
                continue;
            };
            let Some(text) = raw.get(span.range()) else {
                continue;
            };
            for (at, word) in text.match_indices("=null") {
                let end = span.start + at + word.len();
                // `=null${…}` and `=nullable` are other words.
                let closed = raw
                    .get(end..)
                    .is_some_and(|r| r.trim_start().is_empty() || r.starts_with(['&', '#', ';']));
                if !closed {
                    continue;
                }
                found.push(
                    Diagnostic::new(
                        codes::NULL_IN_URL,
                        "a parameter of the URL is the word null",
                    )
                    .at(
                        url.text.place_of(span.start + at + 1..end),
                        "sent as it stands",
                    )
                    .with_help("give the value, or remove the parameter"),
                );
            }
        }
    }
}
