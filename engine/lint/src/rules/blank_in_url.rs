//! `B6003 blank-in-url`: blanks at the ends of a URL, which are dropped, or inside it.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, Fix, Severity, codes};
use bindery_grammar::ast::Part;

use super::Subject;

rule!(BLANK_IN_URL, "blank-in-url");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for url in &subject.definition.urls {
        let raw = url.text.raw();
        let start = raw.len() - raw.trim_start().len();
        let end = raw.trim_end().len();
        if raw.trim().is_empty() {
            continue;
        }
        let edge = match (start > 0, end < raw.len()) {
            (true, _) => Some(0..start),
            (false, true) => Some(end..raw.len()),
            (false, false) => None,
        };
        if let Some(edge) = edge {
            found.push(
                Diagnostic::new(codes::BLANK_IN_URL, "the URL begins or ends with a blank")
                    .at(url.text.place_of(edge.clone()), "dropped here")
                    .with_help("remove it")
                    .with_fix_of(url.text.fix("remove it", edge, "")),
            );
        }
        let Some(template) = url.text.template() else {
            continue;
        };
        // Placeholders may hold blanks: `<tenant name>` is another rule's business.
        let placeholders = raw.rfind(['>', '@']).map_or(0, |at| at + 1);
        for part in &template.parts {
            let Part::Literal { span, .. } = part else {
                continue;
            };
            let from = span.start.max(start).max(placeholders);
            let Some(text) = raw.get(from..span.end.min(end)) else {
                continue;
            };
            if let Some(offset) = text.find(char::is_whitespace) {
                let at = from + offset;
                found.push(
                    Diagnostic::new(codes::BLANK_IN_URL, "a blank stands inside the URL")
                        .with_severity(Severity::Warning)
                        .at(url.text.place_of(at..at + 1), "no URL has a blank")
                        .with_help("remove it, or write it as %20")
                        .with_fix_of(fix(&url.text, at, text)),
                );
            }
        }
    }
}

/// Between a slash, an ampersand or an equals sign and what follows nobody wants a blank; between two
/// words it may belong to the name, which only the author knows.
fn fix(url: &Text, at: usize, literal: &str) -> Option<Fix> {
    let raw = url.raw();
    let after = raw.get(at..)?;
    let length = after.len() - after.trim_start().len();
    let end = at + length;
    let is_mark = |c: char| "/?&=".contains(c);
    let before = raw.get(..at)?.chars().next_back().is_some_and(is_mark);
    let behind = raw.get(end..)?.chars().next().is_some_and(is_mark);
    // Further blanks of this part would stay, and the finding with them.
    let is_only = literal.split_whitespace().count() <= 2;
    ((before || behind) && is_only).then(|| url.fix("remove it", at..end, ""))?
}
