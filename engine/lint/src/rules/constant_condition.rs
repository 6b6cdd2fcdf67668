//! `B4017 constant-condition`: a condition whose outcome is the same every time.
//!
//! Three kinds: it reads nothing; both sides of a comparison are the same; `x != 'a' || x != 'b'`,
//! which always holds, with its reverse `x == 'a' && x == 'b'`, which never does.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{BinaryOperator, Expression, ExpressionKind};
use bindery_grammar::walk::walk;

use crate::conditions::{conditions, operands};

use super::Subject;

rule!(CONSTANT_CONDITION, "constant-condition");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let bindings = template
            .text
            .template()
            .into_iter()
            .flat_map(|t| t.bindings());
        for condition in bindings.flat_map(|b| conditions(&b.script)) {
            let Some((message, help)) = judge(condition) else {
                continue;
            };
            found.push(
                Diagnostic::new(codes::CONSTANT_CONDITION, message)
                    .at(
                        template.text.place_of(condition.span.range()),
                        "the same every time",
                    )
                    .with_help(help),
            );
        }
    }
}

fn judge(condition: &Expression) -> Option<(&'static str, &'static str)> {
    // A text alone is what `x = 'a' ? …` leaves, which is told as an assignment.
    let is_text = matches!(condition.kind, ExpressionKind::String(_));
    if !is_text && reads_nothing(condition) {
        return Some((
            "the condition reads nothing, so it never changes",
            "write what is to be tested, or leave one branch",
        ));
    }
    if let ExpressionKind::Binary {
        operator: BinaryOperator::Equal | BinaryOperator::NotEqual,
        left,
        right,
    } = &condition.kind
        && left == right
    {
        return Some((
            "both sides of the comparison are the same",
            "compare with what is meant",
        ));
    }
    if is_split(condition, BinaryOperator::Or, BinaryOperator::NotEqual) {
        return Some((
            "the condition always holds: nothing equals two values at once",
            "write `&&` between the two",
        ));
    }
    if is_split(condition, BinaryOperator::And, BinaryOperator::Equal) {
        return Some((
            "the condition never holds: nothing equals two values at once",
            "write `||` between the two",
        ));
    }
    None
}

/// Whether an expression has neither names nor calls.
fn reads_nothing(expression: &Expression) -> bool {
    let mut reads = false;
    walk(expression, &mut |it| {
        reads |= matches!(
            it.kind,
            ExpressionKind::Name(_)
                | ExpressionKind::Call { .. }
                | ExpressionKind::CallValue { .. }
                | ExpressionKind::New { .. }
                | ExpressionKind::Interpolated(_)
                | ExpressionKind::Assign { .. }
        );
    });
    !reads
}

/// Whether a chain compares one value with two different literals.
fn is_split(condition: &Expression, chain: BinaryOperator, comparison: BinaryOperator) -> bool {
    let sides: Vec<(&Expression, &Expression)> = operands(condition, chain)
        .into_iter()
        .filter_map(|it| match &it.kind {
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } if *operator == comparison && is_literal(right) => Some((&**left, &**right)),
            _ => None,
        })
        .collect();
    sides.iter().enumerate().any(|(index, (left, right))| {
        let rest = sides.get(index + 1..).unwrap_or_default();
        rest.iter().any(|(l, r)| l == left && r != right)
    })
}

const fn is_literal(expression: &Expression) -> bool {
    matches!(
        expression.kind,
        ExpressionKind::String(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Null
    )
}
