//! `B4021 dollar-without-braces`: `$user.email`, which is sent as it stands.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;
use bindery_model::catalogue::{Scope, find_binding};

use crate::authentications::authentications;
use crate::calls::{calls, texts};

use super::Subject;

rule!(DOLLAR_WITHOUT_BRACES, "dollar-without-braces");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in calls(subject.definition) {
        for text in texts(call.http) {
            found.extend(look(text, call.purpose.scope()));
        }
    }
    let tests = authentications(subject.definition).flat_map(|a| &a.test);
    for header in tests.flat_map(|t| &t.http.headers) {
        found.extend(look(&header.value, Scope::AccountImport));
    }
}

/// Whether a closing brace follows before any that opens.
fn has_closing_brace(rest: &str) -> bool {
    rest.find(['{', '}', '"'])
        .is_some_and(|at| rest.get(at..).is_some_and(|r| r.starts_with('}')))
}

fn look(text: &Text, scope: Scope) -> Option<Diagnostic> {
    for part in &text.template()?.parts {
        let Part::Literal { span, .. } = part else {
            continue;
        };
        let raw = text.raw().get(span.range()).unwrap_or_default();
        for (at, _) in raw.match_indices('$') {
            let is_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
            let rest = raw.get(at + 1..).unwrap_or_default();
            // `$(user.email)`, as shells and other templates have it.
            let in_brackets = rest.starts_with('(') && rest.contains(')');
            let skipped = usize::from(in_brackets);
            let rest = rest.get(skipped..).unwrap_or_default();
            let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
            let path = rest.get(..end).unwrap_or_default().trim_end_matches('.');
            let is_escaped = raw.get(..at).is_some_and(|before| before.ends_with('\\'));
            let root = path.split('.').next().unwrap_or_default();
            // A name alone is a binding only where its closing brace was left behind.
            let is_meant = in_brackets
                || path.contains('.')
                || has_closing_brace(rest.get(end..).unwrap_or_default());
            if is_escaped || !is_meant || find_binding(scope, root).is_none() {
                continue;
            }
            let from = span.start + at;
            return Some(
                Diagnostic::new(
                    codes::DOLLAR_WITHOUT_BRACES,
                    format!("`${path}` has no braces and is sent as it stands"),
                )
                .at(
                    text.place_of(from..from + 1 + skipped + path.len()),
                    "no binding",
                )
                .with_help(format!("write `${{{path}}}`")),
            );
        }
    }
    None
}
