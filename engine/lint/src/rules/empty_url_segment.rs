//! `B3009 empty-url-segment`: `//` inside the path of a URL.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use super::Subject;

rule!(EMPTY_URL_SEGMENT, "empty-url-segment");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let Some(template) = url.text.template() else {
            continue;
        };
        let raw = url.text.raw();
        let scheme_end = raw.find("://").map_or(0, |at| at + 3);
        let query = raw.find(['?', '#']).unwrap_or(raw.len());
        for part in &template.parts {
            let Part::Literal { span, .. } = part else {
                continue;
            };
            // `https:///api` has an empty host, which is told as that.
            let from = span.start.max(scheme_end);
            let Some(text) = raw.get(from..span.end.min(query)) else {
                continue;
            };
            let Some(at) = text.find("//").map(|at| from + at) else {
                continue;
            };
            found.push(
                Diagnostic::new(codes::EMPTY_URL_SEGMENT, "the URL has an empty segment")
                    .at(url.text.place_of(at..at + 2), "nothing between the slashes")
                    .with_help("fill in what is missing here, or remove one slash"),
            );
        }
    }
}
