//! `B4018 assignment-in-condition`: `=` where `==` was meant.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{Argument, Expression, ExpressionKind, Member, StatementKind};
use bindery_grammar::walk_expressions;

use crate::conditions::conditions;

use super::Subject;

rule!(ASSIGNMENT_IN_CONDITION, "assignment-in-condition");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
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
            walk_expressions(&binding.script, &mut |it| assigned.extend(of_closure(it)));
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

/// Methods whose closure answers yes or no.
const ASKING: [&str; 8] = [
    "find",
    "findAll",
    "any",
    "every",
    "count",
    "removeAll",
    "retainAll",
    "findIndexOf",
];

/// The assignment that a closure of an asking method ends with.
fn of_closure(expression: &Expression) -> Option<&Expression> {
    let ExpressionKind::Call {
        member, arguments, ..
    } = &expression.kind
    else {
        return None;
    };
    let Member::Name(name) = member else {
        return None;
    };
    let Some(Argument::Value(closure)) = arguments.last() else {
        return None;
    };
    let ExpressionKind::Closure { body, .. } = &closure.kind else {
        return None;
    };
    let StatementKind::Expression(last) = &body.last()?.kind else {
        return None;
    };
    (ASKING.contains(&name.text.as_str()) && is_assignment(last)).then_some(last)
}

const fn is_assignment(expression: &Expression) -> bool {
    matches!(
        expression.kind,
        ExpressionKind::Assign { operator: None, .. }
    )
}
