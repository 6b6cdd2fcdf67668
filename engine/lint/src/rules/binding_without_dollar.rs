//! `B4011 binding-without-dollar`: `{account.accountID}`, a binding whose `$` is missing.
//!
//! Only a dotted name whose root is bound at this place is taken for one, so that JSON and other
//! uses of braces are left alone.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;
use bindery_model::catalogue::{Scope, find_binding};

use crate::calls::{calls, texts};

use super::Subject;

rule!(BINDING_WITHOUT_DOLLAR, "binding-without-dollar");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for call in calls(subject.definition) {
        for text in texts(call.http) {
            look(text, call.purpose.scope(), found);
        }
    }
}

fn look(text: &Text, scope: Scope, found: &mut Vec<Diagnostic>) {
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
        for (open, _) in literal.match_indices('{') {
            let Some((name, _)) = literal
                .get(open + 1..)
                .and_then(|rest| rest.split_once('}'))
            else {
                continue;
            };
            let before = literal.get(..open).unwrap_or_default();
            if before.ends_with(['$', '{']) || !is_bound_path(name, scope) {
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
