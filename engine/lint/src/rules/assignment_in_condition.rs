//! `B4018 assignment-in-condition`: `=` where `==` was meant.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{Expression, ExpressionKind};

use crate::conditions::conditions;

use super::Subject;

rule!(ASSIGNMENT_IN_CONDITION, "assignment-in-condition");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for binding in parsed.bindings() {
            let mut assigned: Vec<&Expression> = conditions(&binding.script)
                .into_iter()
                .filter(|it| is_assignment(it))
                .collect();
            // `a = b ? c : d` assigns the whole: a binding that only assigns asks nothing.
            if let [only] = binding.script.statements.as_slice()
                && let bindery_grammar::ast::StatementKind::Expression(it) = &only.kind
                && let ExpressionKind::Assign {
                    operator: None,
                    target,
                    value,
                } = &it.kind
                && matches!(target.kind, ExpressionKind::Property { .. })
                && matches!(value.kind, ExpressionKind::Ternary { .. })
            {
                assigned.push(it);
            }
            for it in assigned {
                found.push(
                    Diagnostic::new(
                        codes::ASSIGNMENT_IN_CONDITION,
                        "the condition assigns instead of comparing",
                    )
                    .at(
                        template.text.place_of(it.span.range()),
                        "`=` sets the value",
                    )
                    .with_help("write `==`"),
                );
            }
        }
    }
}

const fn is_assignment(expression: &Expression) -> bool {
    matches!(
        expression.kind,
        ExpressionKind::Assign { operator: None, .. }
    )
}
