//! `B3038 unencoded-url-character`: a character in a URL that only its percent form may stand for.
//!
//! Blanks are another rule's; braces and angle brackets are those of placeholders.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use super::Subject;

rule!(UNENCODED_URL_CHARACTER, "unencoded-url-character");

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
            let query = url.text.raw().find('?').unwrap_or(usize::MAX);
            let is_wrong = |at: usize, c: char| match c {
                // Clients leave it alone in a query, and some targets' queries are full of it.
                '^' => span.start + at < query,
                c => is_wrong(c),
            };
            let Some((at, wrong)) = text.char_indices().find(|(at, c)| is_wrong(*at, *c)) else {
                continue;
            };
            let (start, end) = (span.start + at, span.start + at + wrong.len_utf8());
            let mut buffer = [0; 4];
            let encoded: String = wrong
                .encode_utf8(&mut buffer)
                .bytes()
                .map(|b| format!("%{b:02X}"))
                .collect();
            let help = if wrong == '\\' {
                "write `/` where a path goes on, else `%5C`".to_owned()
            } else {
                format!("write it as `{encoded}`, or remove it")
            };
            found.push(
                Diagnostic::new(
                    codes::UNENCODED_URL_CHARACTER,
                    format!("`{wrong}` cannot stand in a URL"),
                )
                .at(url.text.place_of(start..end), "not allowed here")
                .with_help(help),
            );
            break;
        }
    }
}

fn is_wrong(c: char) -> bool {
    matches!(c, '"' | '\\' | '`' | '|') || (!c.is_ascii() && !c.is_whitespace())
}
