//! Expressions.

use std::fmt::{Result, Write};

use super::statement::{is_written_like_a_type, parameters, statements, type_name};
use super::string::{interpolated, plain};
use crate::ast::{
    Access, Argument, BinaryOperator, Element, Expression, ExpressionKind, MapEntry, MapKey,
    Member, Number, TypeName, UnaryOperator,
};
use crate::words::{is_name, is_primitive};

/// An expression as it stands alone.
pub(super) fn expression(f: &mut dyn Write, value: &Expression) -> Result {
    use ExpressionKind as E;
    match &value.kind {
        E::Null => f.write_str("null"),
        E::Boolean(value) => write!(f, "{value}"),
        E::Number(value) => number(f, value),
        E::String(text) => plain(f, text),
        E::Interpolated(parts) => interpolated(f, parts),
        E::List(elements) => {
            f.write_char('[')?;
            separated(f, elements, element)?;
            f.write_char(']')
        }
        E::Map(entries) if entries.is_empty() => f.write_str("[:]"),
        E::Map(entries) => {
            f.write_char('[')?;
            separated(f, entries, map_entry)?;
            f.write_char(']')
        }
        E::Range {
            from,
            to,
            inclusive,
        } => infix(f, from, if *inclusive { ".." } else { "..<" }, to),
        E::Name(name) => f.write_str(name),
        E::Property {
            target,
            member: name,
            access,
        } => {
            operand(f, target)?;
            f.write_str(dot(*access))?;
            member(f, name)
        }
        E::Index { target, indexes } => {
            operand(f, target)?;
            f.write_char('[')?;
            separated(f, indexes, element)?;
            f.write_char(']')
        }
        E::Call {
            target,
            member: name,
            access,
            arguments: list,
        } => {
            if let Some(target) = target {
                operand(f, target)?;
                f.write_str(dot(*access))?;
                member(f, name)?;
            } else if let Member::Name(name) = name {
                f.write_str(&name.text)?;
            }
            arguments(f, list)
        }
        E::CallValue {
            callee,
            arguments: list,
        } => {
            match &callee.kind {
                // A primitive type in parentheses would be a cast.
                E::Name(name) if is_primitive(name) => f.write_str(name)?,
                // `(a.B)(c)` would be a cast.
                E::Property {
                    target,
                    member: Member::Name(name),
                    access: Access::Plain,
                } if name.text.starts_with(|c: char| c.is_ascii_uppercase()) => {
                    f.write_char('(')?;
                    operand(f, target)?;
                    f.write_char('.')?;
                    plain(f, &name.text)?;
                    f.write_char(')')?;
                }
                E::Name(_) | E::Property { .. } => parenthesised(f, callee)?,
                _ => operand(f, callee)?,
            }
            arguments(f, list)
        }
        E::MethodReference { target, name } => {
            operand(f, target)?;
            f.write_str(".&")?;
            member(f, &Member::Name(name.clone()))
        }
        E::New {
            class,
            arguments: list,
        } => {
            f.write_str("new ")?;
            type_name(f, class)?;
            arguments(f, list)
        }
        E::NewArray { class, sizes } => {
            write!(f, "new {}", class.name)?;
            for size in sizes {
                f.write_char('[')?;
                expression(f, size)?;
                f.write_char(']')?;
            }
            (sizes.len()..class.dimensions).try_for_each(|_| f.write_str("[]"))
        }
        E::Closure {
            parameters: list,
            body,
        } => {
            f.write_str("{ ")?;
            if let Some(list) = list {
                parameters(f, list)?;
                f.write_str(" -> ")?;
            }
            statements(f, body)?;
            f.write_str(" }")
        }
        E::Unary {
            operator,
            operand: value,
        } => {
            f.write_char(match operator {
                UnaryOperator::Not => '!',
                UnaryOperator::Minus => '-',
                UnaryOperator::Plus => '+',
                UnaryOperator::BitNot => '~',
            })?;
            // `-2147483648` is one literal; the same digits in parentheses are negated.
            if matches!(value.kind, E::Number(_)) {
                parenthesised(f, value)
            } else {
                operand(f, value)
            }
        }
        E::Step {
            target,
            delta,
            postfix,
        } => {
            let sign = if *delta < 0 { "--" } else { "++" };
            if !postfix {
                f.write_str(sign)?;
            }
            operand(f, target)?;
            f.write_str(if *postfix { sign } else { "" })
        }
        E::Binary {
            operator,
            left,
            right,
        } => infix(f, left, symbol(*operator), right),
        E::InstanceOf { value, ty } => {
            operand(f, value)?;
            f.write_str(" instanceof ")?;
            type_name(f, ty)
        }
        E::As { value, ty } => {
            operand(f, value)?;
            f.write_str(" as ")?;
            type_name(f, ty)
        }
        E::Cast { ty, value } => {
            f.write_char('(')?;
            type_name(f, ty)?;
            f.write_str(") ")?;
            cast_operand(f, ty, value)
        }
        E::Ternary {
            condition,
            then,
            otherwise,
        } => {
            operand(f, condition)?;
            f.write_str(" ? ")?;
            operand(f, then)?;
            f.write_str(" : ")?;
            operand(f, otherwise)
        }
        E::Elvis { value, otherwise } => infix(f, value, "?:", otherwise),
        E::Assign {
            operator,
            target,
            value,
        } => {
            operand(f, target)?;
            write!(f, " {}= ", operator.map_or("", symbol))?;
            operand(f, value)
        }
        E::AssignTuple { targets, value } => {
            f.write_char('(')?;
            separated(f, targets, expression)?;
            f.write_str(") = ")?;
            expression(f, value)
        }
        E::Unsupported { text, .. } => f.write_str(text),
    }
}

/// `(foo) (x)` is a call unless the type is written like one, so no parentheses follow it.
fn cast_operand(f: &mut dyn Write, ty: &TypeName, value: &Expression) -> Result {
    use ExpressionKind as E;
    let bare = matches!(
        value.kind,
        E::Unary { .. }
            | E::Step { .. }
            | E::New { .. }
            | E::NewArray { .. }
            | E::MethodReference { .. }
            | E::Unsupported { .. }
    );
    if bare && !is_written_like_a_type(ty) {
        expression(f, value)
    } else {
        operand(f, value)
    }
}

/// An expression as part of another: in parentheses unless nothing can tear it apart.
fn operand(f: &mut dyn Write, value: &Expression) -> Result {
    use ExpressionKind as E;
    match &value.kind {
        E::Number(Number::Integer(value)) if *value < 0 => {}
        E::Number(Number::Long(value)) if *value < 0 => {}
        E::Null
        | E::Boolean(_)
        | E::Number(_)
        | E::String(_)
        | E::Interpolated(_)
        | E::List(_)
        | E::Map(_)
        | E::Name(_)
        | E::Property { .. }
        | E::Index { .. }
        | E::Call { .. }
        | E::New { .. }
        | E::CallValue { .. }
        | E::Step { postfix: true, .. } => return expression(f, value),
        _ => {}
    }
    parenthesised(f, value)
}

fn parenthesised(f: &mut dyn Write, value: &Expression) -> Result {
    f.write_char('(')?;
    expression(f, value)?;
    f.write_char(')')
}

fn infix(f: &mut dyn Write, left: &Expression, operator: &str, right: &Expression) -> Result {
    operand(f, left)?;
    write!(f, " {operator} ")?;
    operand(f, right)
}

fn number(f: &mut dyn Write, value: &Number) -> Result {
    match value {
        Number::Integer(value) => write!(f, "{value}"),
        Number::Long(i64::MIN) => write!(f, "{}", i64::MIN),
        Number::Long(value) => write!(f, "{value}L"),
        Number::BigInteger(digits) => write!(f, "{digits}G"),
        Number::BigDecimal(digits) => f.write_str(digits),
        Number::Double(digits) => write!(f, "{digits}d"),
        Number::Float(digits) => write!(f, "{digits}f"),
    }
}

const fn dot(access: Access) -> &'static str {
    match access {
        Access::Plain => ".",
        Access::Safe => "?.",
        Access::Spread => "*.",
    }
}

fn member(f: &mut dyn Write, member: &Member) -> Result {
    match member {
        Member::Name(name) if is_name(&name.text) => f.write_str(&name.text),
        Member::Name(name) => plain(f, &name.text),
        Member::Dynamic(value) => match &value.kind {
            ExpressionKind::Interpolated(parts) => interpolated(f, parts),
            _ => parenthesised(f, value),
        },
    }
}

fn element(f: &mut dyn Write, element: &Element) -> Result {
    match element {
        Element::Value(value) => expression(f, value),
        Element::Spread(value) => {
            f.write_char('*')?;
            operand(f, value)
        }
    }
}

fn map_entry(f: &mut dyn Write, entry: &MapEntry) -> Result {
    match entry {
        MapEntry::Pair(key, value) => pair(f, key, value),
        MapEntry::Spread(value) => {
            f.write_str("*:")?;
            operand(f, value)
        }
    }
}

fn pair(f: &mut dyn Write, key: &MapKey, value: &Expression) -> Result {
    match key {
        MapKey::Literal(Expression {
            kind: ExpressionKind::String(text),
            ..
        }) if is_name(text) => f.write_str(text)?,
        MapKey::Literal(key) => expression(f, key)?,
        MapKey::Computed(key) => parenthesised(f, key)?,
    }
    f.write_str(": ")?;
    expression(f, value)
}

fn arguments(f: &mut dyn Write, arguments: &[Argument]) -> Result {
    f.write_char('(')?;
    separated(f, arguments, |f, argument| match argument {
        // `f(*: m)` passes the map; a map literal there would be a second one.
        Argument::Value(value) => expression(f, value),
        Argument::Spread(value) => {
            f.write_char('*')?;
            operand(f, value)
        }
        Argument::Named(key, value) => pair(f, key, value),
    })?;
    f.write_char(')')
}

/// Writes items with `, ` between them.
pub(super) fn separated<T>(
    f: &mut dyn Write,
    items: &[T],
    write: impl Fn(&mut dyn Write, &T) -> Result,
) -> Result {
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            f.write_str(", ")?;
        }
        write(f, item)?;
    }
    Ok(())
}

const fn symbol(operator: BinaryOperator) -> &'static str {
    use BinaryOperator as B;
    match operator {
        B::Or => "||",
        B::And => "&&",
        B::BitOr => "|",
        B::BitXor => "^",
        B::BitAnd => "&",
        B::Equal => "==",
        B::NotEqual => "!=",
        B::Compare => "<=>",
        B::Find => "=~",
        B::Match => "==~",
        B::Less => "<",
        B::LessOrEqual => "<=",
        B::Greater => ">",
        B::GreaterOrEqual => ">=",
        B::In => "in",
        B::ShiftLeft => "<<",
        B::ShiftRight => ">>",
        B::ShiftRightUnsigned => ">>>",
        B::Add => "+",
        B::Subtract => "-",
        B::Multiply => "*",
        B::Divide => "/",
        B::Remainder => "%",
        B::Power => "**",
    }
}
