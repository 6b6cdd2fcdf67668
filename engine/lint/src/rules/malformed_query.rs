//! `B3034 malformed-query`: a URL with a second `?`, or with `&` where no `?` went before.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use crate::cure::replace;

use super::Subject;

rule!(MALFORMED_QUERY, "malformed-query");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let Some(template) = url.text.template() else {
            continue;
        };
        let raw = url.text.raw();
        let mut asked = false;
        for part in &template.parts {
            let span = match part {
                // What a binding yields may hold the `?`.
                Part::Binding(_) if !asked => break,
                Part::Binding(_) => continue,
                Part::Literal { span, .. } => span.range(),
            };
            let text = raw.get(span.clone()).unwrap_or_default();
            let Some((at, mark)) = first_wrong(text, &mut asked) else {
                continue;
            };
            let place = url.text.place_of(span.start + at..span.start + at + 1);
            let (message, label, right) = if mark == '?' {
                ("the URL has a second `?`", "belongs to a value now", "&")
            } else {
                (
                    "the URL has a `&` and no `?` before it",
                    "part of the path",
                    "?",
                )
            };
            found.push(replace(
                Diagnostic::new(codes::MALFORMED_QUERY, message)
                    .at(place.clone(), label)
                    .with_help(format!("write `{right}` here")),
                place,
                right,
            ));
            break;
        }
    }
}

/// The first mark out of its order; `asked` says whether a `?` went before, and is kept up to date.
fn first_wrong(text: &str, asked: &mut bool) -> Option<(usize, char)> {
    for (at, mark) in text.char_indices() {
        match mark {
            '#' => return None,
            '?' if *asked => return Some((at, mark)),
            '&' if !*asked => return Some((at, mark)),
            '?' => *asked = true,
            _ => {}
        }
    }
    None
}
