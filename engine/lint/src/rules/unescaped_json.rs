//! `B4016 unescaped-json`: JSON put together by hand around a value.
//!
//! A binding with a literal that holds `"` is taken to write JSON itself and is not escaped (design
//! D4). That is fine for literals; a value between them breaks the body when it holds a quote.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{BinaryOperator, Expression, ExpressionKind};
use bindery_grammar::walk_expressions;

use crate::bodies::{holes, json_bodies};

use super::Subject;

rule!(UNESCAPED_JSON, "unescaped-json");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (text, _) in json_bodies(subject.definition) {
        for hole in holes(text) {
            let mut span = None;
            walk_expressions(&hole.binding.script, &mut |it| {
                if span.is_none() {
                    span = unescaped(it);
                }
            });
            let Some(span) = span else { continue };
            found.push(
                Diagnostic::new(
                    codes::UNESCAPED_JSON,
                    "a value is put between quotes written by hand",
                )
                .at(text.place_of(span), "not escaped")
                .with_help(
                    "write the quotes outside the binding, or use `JsonOutput.toJson(value)`",
                ),
            );
        }
    }
}

/// The value that a chain of `+` puts right behind a literal ending in `"`.
fn unescaped(expression: &Expression) -> Option<std::ops::Range<usize>> {
    let mut chain = Vec::new();
    flatten(expression, &mut chain);
    chain.windows(2).find_map(|pair| {
        let [ExpressionKind::String(before), _] = [&pair.first()?.kind, &pair.last()?.kind] else {
            return None;
        };
        let value = pair.last()?;
        let is_plain = matches!(
            value.kind,
            ExpressionKind::Property { .. } | ExpressionKind::Name(_)
        );
        (before.ends_with('"') && is_plain).then(|| value.span.range())
    })
}

fn flatten<'a>(expression: &'a Expression, chain: &mut Vec<&'a Expression>) {
    match &expression.kind {
        ExpressionKind::Binary {
            operator: BinaryOperator::Add,
            left,
            right,
        } => {
            flatten(left, chain);
            flatten(right, chain);
        }
        _ => chain.push(expression),
    }
}
