//! `B6007 literal-binding`: a binding that holds a literal and nothing else.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{ExpressionKind, Script, StatementKind};

use super::Subject;

rule!(LITERAL_BINDING, "literal-binding");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for binding in parsed.bindings().filter(|b| is_literal(&b.script)) {
            found.push(
                Diagnostic::new(codes::LITERAL_BINDING, "the binding holds a literal")
                    .at(
                        template.text.place_of(binding.span.range()),
                        "the same every time",
                    )
                    .with_help("write the text itself"),
            );
        }
    }
}

/// Null is left alone: nothing else says it.
fn is_literal(script: &Script) -> bool {
    let [only] = script.statements.as_slice() else {
        return false;
    };
    let StatementKind::Expression(expression) = &only.kind else {
        return false;
    };
    matches!(
        expression.kind,
        ExpressionKind::String(_) | ExpressionKind::Number(_) | ExpressionKind::Boolean(_)
    )
}
