//! `B4011 binding-without-dollar`: `{account.accountID}`, a binding whose `$` is missing.
//!
//! A dotted name whose root is bound at this place is taken for one; outside JSON also a bound name
//! alone, and an expression that begins with one. Other uses of braces are left alone.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;
use bindery_grammar::parse_script;
use bindery_model::catalogue::{Scope, find_binding};

use crate::bodies::ends_in_string;
use crate::calls::{calls, texts};
use crate::requests::requests;

use super::Subject;

rule!(BINDING_WITHOUT_DOLLAR, "binding-without-dollar");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for request in requests(subject.definition) {
        let values = request.headers.iter().map(|h| &h.value);
        for text in values
            .filter(|_| !request.is_token_request)
            .filter(|t| is_whole(t.raw()))
        {
            look(text, Scope::AccountImport, found);
        }
    }
    for call in calls(subject.definition) {
        for text in texts(call.http) {
            // A header that is nothing but braces has been looked at.
            let is_header = call.http.headers.iter().any(|h| h.value.id() == text.id());
            if !is_header || !is_whole(text.raw()) {
                look(text, call.purpose.scope(), found);
            }
        }
    }
}

fn look(text: &Text, scope: Scope, found: &mut super::Findings) {
    let Some(template) = text.template() else {
        return;
    };
    for part in &template.parts {
        let Part::Literal { span, .. } = part else {
            continue;
        };
        let Some(literal) = text.raw().get(span.range()) else {
            continue;
        };
        let is_json = text.raw().trim_start().starts_with(['{', '[']) && !is_whole(text.raw());
        for (open, _) in literal.match_indices('{') {
            let Some((name, _)) = literal
                .get(open + 1..)
                .and_then(|rest| rest.split_once('}'))
            else {
                continue;
            };
            let before = literal.get(..open).unwrap_or_default();
            let is_text = !is_json || in_string(text, span.start + open);
            let is_meant = is_bound_path(name, scope) || is_text && is_expression(name, scope);
            if before.ends_with(['$', '{']) || !is_meant {
                continue;
            }
            let at = span.start + open;
            found.push(
                Diagnostic::new(
                    codes::BINDING_WITHOUT_DOLLAR,
                    format!("`{{{name}}}` is sent as it stands"),
                )
                .at(text.place_of(at..at + name.len() + 2), "the `$` is missing")
                .with_help(format!("write `${{{name}}}`"))
                .with_fix_of(text.fix("put `$` before the braces", at..at, "$")),
            );
        }
    }
}

/// Whether a place of a JSON text lies inside one of its strings.
fn in_string(text: &Text, at: usize) -> bool {
    let mut open = false;
    for part in text.template().map_or(&[][..], |t| t.parts.as_slice()) {
        if let Part::Literal { span, .. } = part
            && span.start <= at
        {
            let raw = text.raw().get(span.start..span.end.min(at));
            open = ends_in_string(raw.unwrap_or_default(), open);
        }
    }
    open
}

/// Whether a text is one pair of braces, as a header with a token is.
fn is_whole(raw: &str) -> bool {
    let raw = raw.trim();
    raw.starts_with('{') && raw.find('}') == Some(raw.len() - 1) && !raw.contains(['"', '\n'])
}

/// Whether a text is a bound name, or an expression that begins with one.
fn is_expression(text: &str, scope: Scope) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let text = text.trim_start_matches(['(', ' ']);
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (root, rest) = text.split_at(end);
    let continues = rest.is_empty() || rest.starts_with(['.', '?', ' ', '[', ')']);
    continues && find_binding(scope, root).is_some() && parse_script(text).is_ok()
}

/// Whether a text is a dotted path of plain names whose root is bound.
fn is_bound_path(path: &str, scope: Scope) -> bool {
    let mut names = path.split('.').map(|name| name.trim_end_matches('?'));
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    names
        .next()
        .is_some_and(|root| find_binding(scope, root).is_some())
        && names.all(is_name)
        && path.contains('.')
}
