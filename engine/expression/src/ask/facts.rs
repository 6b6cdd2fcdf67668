//! What a condition tells: the paths that are not null when it holds, or when it fails.

use bindery_grammar::ast::{BinaryOperator, Expression, ExpressionKind, Number, UnaryOperator};

use super::Path;

/// The paths, as text, that are not null when `condition` has the truth `holds`.
pub(super) fn facts(condition: &Expression, holds: bool) -> Vec<String> {
    let mut found = Vec::new();
    gather(condition, holds, &mut found);
    found
}

fn gather(condition: &Expression, holds: bool, found: &mut Vec<String>) {
    match &condition.kind {
        ExpressionKind::Unary {
            operator: UnaryOperator::Not,
            operand,
        } => gather(operand, !holds, found),
        ExpressionKind::Binary {
            operator,
            left,
            right,
        } => match operator {
            BinaryOperator::And if holds => {
                gather(left, true, found);
                gather(right, true, found);
            }
            BinaryOperator::Or if !holds => {
                gather(left, false, found);
                gather(right, false, found);
            }
            BinaryOperator::NotEqual if is_null(right) && holds => present(left, found),
            BinaryOperator::NotEqual if is_null(left) && holds => present(right, found),
            BinaryOperator::Equal if is_null(right) && !holds => present(left, found),
            BinaryOperator::Equal if is_null(left) && !holds => present(right, found),
            BinaryOperator::Equal if is_literal(right) && holds => present(left, found),
            BinaryOperator::Equal if is_literal(left) && holds => present(right, found),
            // Null is less than every number.
            BinaryOperator::Greater | BinaryOperator::GreaterOrEqual
                if holds && is_number(right) =>
            {
                present(left, found);
            }
            BinaryOperator::Match if holds => present(left, found),
            _ => {}
        },
        ExpressionKind::InstanceOf { value, .. } if holds => present(value, found),
        _ if holds => present(condition, found),
        _ => {}
    }
}

/// An expression that is not null: so is each part that its dots go through.
fn present(expression: &Expression, found: &mut Vec<String>) {
    let mut current = expression;
    loop {
        if let Some(path) = Path::of(current) {
            found.extend((0..=path.segments.len()).map(|steps| path.prefix(steps).to_string()));
            return;
        }
        match &current.kind {
            ExpressionKind::Call {
                target: Some(target),
                ..
            }
            | ExpressionKind::Property { target, .. }
            | ExpressionKind::Index { target, .. } => current = target,
            _ => return,
        }
    }
}

const fn is_null(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::Null)
}

const fn is_literal(expression: &Expression) -> bool {
    matches!(
        expression.kind,
        ExpressionKind::String(_) | ExpressionKind::Number(_) | ExpressionKind::Interpolated(_)
    ) || matches!(expression.kind, ExpressionKind::Boolean(true))
}

const fn is_number(expression: &Expression) -> bool {
    matches!(
        expression.kind,
        ExpressionKind::Number(Number::Integer(_) | Number::Long(_))
    )
}
