//! `B4019 compared-with-word-null`: `x == 'null'`, where the word stands and nothing else is asked.
//!
//! Left alone where the same binding also tests for null itself: then the word is one more guard.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{BinaryOperator, Expression, ExpressionKind, Script};
use bindery_grammar::walk_expressions;

use super::Subject;

rule!(COMPARED_WITH_WORD_NULL, "compared-with-word-null");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for binding in parsed.bindings() {
            for (value, word) in comparisons(&binding.script) {
                found.push(
                    Diagnostic::new(
                        codes::COMPARED_WITH_WORD_NULL,
                        "the value is compared with the word null, which null does not equal",
                    )
                    .at(
                        template.text.place_of(word.span.range()),
                        "a text of four letters",
                    )
                    .with_related(template.text.place_of(value.span.range()), "compared")
                    .with_help("write `null` without quotes"),
                );
            }
        }
    }
}

/// Values and the word that they are compared with, where none of them is compared with null too.
fn comparisons(script: &Script) -> Vec<(&Expression, &Expression)> {
    let mut words = Vec::new();
    let mut nulls = Vec::new();
    walk_expressions(script, &mut |it| {
        let ExpressionKind::Binary {
            operator: BinaryOperator::Equal | BinaryOperator::NotEqual,
            left,
            right,
        } = &it.kind
        else {
            return;
        };
        // What was made text may be the word.
        let is_value = matches!(
            left.kind,
            ExpressionKind::Property { .. } | ExpressionKind::Name(_)
        );
        match &right.kind {
            ExpressionKind::String(text) if text == "null" && is_value => {
                words.push((&**left, &**right));
            }
            ExpressionKind::Null => nulls.push(&**left),
            _ => {}
        }
    });
    words.retain(|(value, _)| !nulls.contains(value));
    words
}
