//! `B3035 fragment-in-url`: a `#` in a URL, behind which nothing is sent.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use super::Subject;

rule!(FRAGMENT_IN_URL, "fragment-in-url");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let Some(template) = url.text.template() else {
            continue;
        };
        for part in &template.parts {
            let Part::Literal { span, .. } = part else {
                continue;
            };
            let text = url.text.raw().get(span.range()).unwrap_or_default();
            let Some(at) = text.find('#').map(|at| span.start + at) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    codes::FRAGMENT_IN_URL,
                    "the URL has a `#`, and what follows is never sent",
                )
                .at(url.text.place_of(at..at + 1), "the request ends here")
                .with_help("write it as %23 where it belongs to a value, else remove it"),
            );
            break;
        }
    }
}
