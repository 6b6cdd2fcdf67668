//! Operators and conditions, and long chains of them.

use bindery_grammar::ast::{
    BinaryOperator, Expression, ExpressionKind, Member, Number, Span, UnaryOperator,
};

use super::Lowering;
use super::chain::Wanted;

/// Left-nested chains longer than this are written as a sequence of steps instead of nested calls.
pub(super) const SPINE: usize = 10;

impl Lowering<'_> {
    pub(super) fn unary(&mut self, operator: UnaryOperator, operand: &Expression, span: Span) {
        let helper = match operator {
            UnaryOperator::Not => {
                self.push("!");
                return self.condition(operand);
            }
            UnaryOperator::Minus => {
                if let ExpressionKind::Number(Number::Integer(value)) = &operand.kind {
                    return self.push(&format!("({})", -i64::from(*value)));
                }
                "neg"
            }
            UnaryOperator::Plus => "pos",
            UnaryOperator::BitNot => "bit_not",
        };
        self.helper(helper, span);

        self.expression(operand);
        self.push(")");
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        span: Span,
    ) {
        if let BinaryOperator::And | BinaryOperator::Or = operator {
            self.push("(");
            self.condition(left);
            self.push(if operator == BinaryOperator::And {
                " && "
            } else {
                " || "
            });
            self.condition(right);
            return self.push(")");
        }
        self.helper(operator_helper(operator), span);

        self.expression(left);
        self.push(",");
        self.expression(right);
        self.push(")");
    }

    /// Writes an expression as a rhai boolean.
    pub(super) fn condition(&mut self, expression: &Expression) {
        if yields_boolean(expression) {
            self.push("(");
            self.expression(expression);
            self.push(")");
        } else if !self.chain(expression, Wanted::Truth) {
            self.helper("truthy", expression.span);

            self.expression(expression);
            self.push(")");
        }
    }

    /// Writes a long left-nested chain as steps: `{ let t1 = a; let t2 = f(t1, b); … t9 }`.
    pub(super) fn spine(&mut self, expression: &Expression) {
        let mut nodes = vec![expression];
        while let Some(inner) = nodes.last().and_then(|node| spine_inner(node)) {
            nodes.push(inner);
        }
        self.scoped(|this| {
            this.push("{ ");
            let mut previous: Option<String> = None;
            while let Some(node) = nodes.pop() {
                let temporary = this.temporary();
                this.push(&format!("let {temporary} = "));
                match previous.take() {
                    None => this.expression(node),
                    Some(name) => {
                        let holder = format!("\u{0}{name}");
                        this.scopes.last_mut().map(|scope| {
                            scope.insert(holder.clone(), super::Local { name, ty: None })
                        });
                        let replaced = with_inner(node, &holder);
                        this.deeper(node.span, |this| this.expression_kind(&replaced));
                    }
                }
                this.push("; ");
                previous = Some(temporary);
            }
            this.push(&previous.unwrap_or_default());
            this.push(" }");
        });
    }
}

/// The expression that a node evaluates first, where that makes it a link of a chain.
fn spine_inner(expression: &Expression) -> Option<&Expression> {
    match &expression.kind {
        ExpressionKind::Binary { operator, left, .. }
            if !matches!(operator, BinaryOperator::And | BinaryOperator::Or) =>
        {
            Some(left)
        }
        ExpressionKind::Call {
            target: Some(target),
            ..
        }
        | ExpressionKind::Property { target, .. }
        | ExpressionKind::Index { target, .. } => Some(target),
        _ => None,
    }
}

pub(super) fn spine_length(expression: &Expression) -> usize {
    let mut length = 0;
    let mut current = expression;
    while let Some(inner) = spine_inner(current) {
        length += 1;
        current = inner;
    }
    // A plain path is one helper however long it is.
    if length > SPINE && is_path(expression) {
        0
    } else {
        length
    }
}

fn is_path(expression: &Expression) -> bool {
    let mut current = expression;
    loop {
        match &current.kind {
            ExpressionKind::Property {
                target,
                member: Member::Name(_),
                ..
            } => current = target,
            ExpressionKind::Name(_) => return true,
            _ => return false,
        }
    }
}

/// The node with a variable in place of what it evaluates first.
fn with_inner(expression: &Expression, name: &str) -> Expression {
    let inner = |old: &Expression| {
        Box::new(Expression {
            kind: ExpressionKind::Name(name.to_owned()),
            span: old.span,
        })
    };
    let kind = match &expression.kind {
        ExpressionKind::Binary {
            operator,
            left,
            right,
        } => ExpressionKind::Binary {
            operator: *operator,
            left: inner(left),
            right: right.clone(),
        },
        ExpressionKind::Call {
            target,
            member,
            access,
            arguments,
        } => ExpressionKind::Call {
            target: target.as_deref().map(inner),
            member: member.clone(),
            access: *access,
            arguments: arguments.clone(),
        },
        ExpressionKind::Property {
            target,
            member,
            access,
        } => ExpressionKind::Property {
            target: inner(target),
            member: member.clone(),
            access: *access,
        },
        ExpressionKind::Index { target, indexes } => ExpressionKind::Index {
            target: inner(target),
            indexes: indexes.clone(),
        },
        other => other.clone(),
    };
    Expression {
        kind,
        span: expression.span,
    }
}

pub(super) const fn operator_helper(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Or | BinaryOperator::BitOr => "bit_or",
        BinaryOperator::BitXor => "bit_xor",
        BinaryOperator::And | BinaryOperator::BitAnd => "bit_and",
        BinaryOperator::Equal => "eq",
        BinaryOperator::NotEqual => "ne",
        BinaryOperator::Compare => "compare",
        BinaryOperator::Find => "find",
        BinaryOperator::Match => "matches",
        BinaryOperator::Less => "lt",
        BinaryOperator::LessOrEqual => "le",
        BinaryOperator::Greater => "gt",
        BinaryOperator::GreaterOrEqual => "ge",
        BinaryOperator::In => "contained",
        BinaryOperator::ShiftLeft => "shift_left",
        BinaryOperator::ShiftRight => "shift_right",
        BinaryOperator::ShiftRightUnsigned => "shift_right_unsigned",
        BinaryOperator::Add => "add",
        BinaryOperator::Subtract => "subtract",
        BinaryOperator::Multiply => "multiply",
        BinaryOperator::Divide => "divide",
        BinaryOperator::Remainder => "remainder",
        BinaryOperator::Power => "power",
    }
}

/// Whether the rhai text of the expression is a boolean already.
fn yields_boolean(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Boolean(_) | ExpressionKind::InstanceOf { .. } => true,
        ExpressionKind::Unary {
            operator: UnaryOperator::Not,
            ..
        } => true,
        ExpressionKind::Binary { operator, .. } => {
            matches!(
                operator,
                BinaryOperator::Or
                    | BinaryOperator::And
                    | BinaryOperator::Equal
                    | BinaryOperator::NotEqual
                    | BinaryOperator::Match
                    | BinaryOperator::Less
                    | BinaryOperator::LessOrEqual
                    | BinaryOperator::Greater
                    | BinaryOperator::GreaterOrEqual
                    | BinaryOperator::In
            ) && spine_length(expression) <= SPINE
        }
        _ => false,
    }
}
