//! Statements, on one line.

use std::fmt::{Result, Write};

use super::expression::{expression, separated};
use crate::ast::{
    BinaryOperator, Catch, Expression, ExpressionKind, Parameter, Statement, StatementKind,
    TypeName,
};
use crate::words::is_primitive;

/// Statements with `; ` between them.
pub(super) fn statements(f: &mut dyn Write, list: &[Statement]) -> Result {
    for (position, item) in list.iter().enumerate() {
        if position > 0 {
            f.write_str("; ")?;
        }
        statement(f, item)?;
    }
    Ok(())
}

pub(super) fn statement(f: &mut dyn Write, statement: &Statement) -> Result {
    use StatementKind as S;
    match &statement.kind {
        S::Expression(value) => {
            let block = matches!(
                &value.kind,
                ExpressionKind::Closure {
                    parameters: None,
                    ..
                }
            );
            if block {
                f.write_char('(')?;
                expression(f, value)?;
                f.write_char(')')
            } else {
                top(f, value)
            }
        }
        S::Declare { ty, names } => {
            declared_type(f, ty.as_ref())?;
            separated(f, names, |f, (name, value)| {
                f.write_str(&name.text)?;
                assigned(f, value.as_ref())
            })
        }
        S::DeclareTuple { names, value } => {
            f.write_str("def (")?;
            separated(f, names, |f, (ty, name)| {
                optional_type(f, ty.as_ref())?;
                f.write_str(&name.text)
            })?;
            f.write_char(')')?;
            assigned(f, Some(value))
        }
        S::If {
            condition,
            then,
            otherwise,
        } => {
            head(f, "if", condition)?;
            self::statement(f, then)?;
            if let Some(otherwise) = otherwise {
                f.write_str(" else ")?;
                self::statement(f, otherwise)?;
            }
            Ok(())
        }
        S::ForIn {
            ty,
            name,
            iterable,
            body,
        } => {
            f.write_str("for (")?;
            optional_type(f, ty.as_ref())?;
            write!(f, "{} in ", name.text)?;
            expression(f, iterable)?;
            f.write_str(") ")?;
            self::statement(f, body)
        }
        S::For {
            init,
            condition,
            update,
            body,
        } => {
            f.write_str("for (")?;
            init.iter().try_for_each(|init| self::statement(f, init))?;
            f.write_str("; ")?;
            condition
                .iter()
                .try_for_each(|value| expression(f, value))?;
            f.write_str("; ")?;
            update.iter().try_for_each(|value| expression(f, value))?;
            f.write_str(") ")?;
            self::statement(f, body)
        }
        S::While { condition, body } => {
            head(f, "while", condition)?;
            self::statement(f, body)
        }
        S::Return(None) => f.write_str("return"),
        S::Return(Some(value)) => {
            f.write_str("return ")?;
            top(f, value)
        }
        S::Labelled { label, body } => {
            write!(f, "{}: ", label.text)?;
            self::statement(f, body)
        }
        S::Jump { label, resume } => {
            let word = if *resume { "continue" } else { "break" };
            write!(f, "{word} {}", label.text)
        }
        S::Break => f.write_str("break"),
        S::Continue => f.write_str("continue"),
        S::Block(body) => block(f, body),
        S::Try {
            body,
            catches,
            finally,
        } => {
            f.write_str("try ")?;
            block(f, body)?;
            catches.iter().try_for_each(|handler| catch(f, handler))?;
            if let Some(finally) = finally {
                f.write_str(" finally ")?;
                block(f, finally)?;
            }
            Ok(())
        }
        S::Throw(value) => {
            f.write_str("throw ")?;
            top(f, value)
        }
        S::Switch { subject, cases } => {
            head(f, "switch", subject)?;
            f.write_str("{ ")?;
            for case in cases {
                match &case.label {
                    Some(label) => {
                        f.write_str("case ")?;
                        expression(f, label)?;
                    }
                    None => f.write_str("default")?,
                }
                f.write_str(": ")?;
                statements(f, &case.body)?;
                f.write_str(if case.body.is_empty() { "" } else { "; " })?;
            }
            f.write_char('}')
        }
        S::Assert { condition, message } => {
            f.write_str("assert ")?;
            top(f, condition)?;
            if let Some(message) = message {
                f.write_str(" : ")?;
                top(f, message)?;
            }
            Ok(())
        }
        S::Import { path, alias } => {
            write!(f, "import {path}")?;
            alias.iter().try_for_each(|alias| write!(f, " as {alias}"))
        }
        S::StaticImport { path, alias } => {
            write!(f, "import static {path}")?;
            alias.iter().try_for_each(|alias| write!(f, " as {alias}"))
        }
        S::Method {
            ty,
            name,
            parameters: list,
            body,
        } => {
            declared_type(f, ty.as_ref())?;
            write!(f, "{}(", name.text)?;
            parameters(f, list)?;
            f.write_str(") ")?;
            block(f, body)
        }
        S::Unsupported { text, .. } => f.write_str(text),
    }
}

/// A value outside brackets. Its `>` would end a `$<…>`, so it gets brackets.
fn top(f: &mut dyn Write, value: &Expression) -> Result {
    let closes = matches!(
        value.kind,
        ExpressionKind::Binary {
            operator: BinaryOperator::Greater | BinaryOperator::Compare,
            ..
        }
    );
    if closes {
        f.write_char('(')?;
        expression(f, value)?;
        f.write_char(')')
    } else {
        expression(f, value)
    }
}

fn head(f: &mut dyn Write, keyword: &str, value: &Expression) -> Result {
    write!(f, "{keyword} (")?;
    expression(f, value)?;
    f.write_str(") ")
}

fn block(f: &mut dyn Write, body: &[Statement]) -> Result {
    f.write_str("{ ")?;
    statements(f, body)?;
    f.write_str(" }")
}

fn catch(f: &mut dyn Write, handler: &Catch) -> Result {
    f.write_str(" catch (")?;
    for (position, ty) in handler.types.iter().enumerate() {
        f.write_str(if position > 0 { " | " } else { "" })?;
        type_name(f, ty)?;
    }
    f.write_str(if handler.types.is_empty() { "" } else { " " })?;
    write!(f, "{}) ", handler.name.text)?;
    block(f, &handler.body)
}

fn assigned(f: &mut dyn Write, value: Option<&Expression>) -> Result {
    value.map_or(Ok(()), |value| {
        f.write_str(" = ")?;
        top(f, value)
    })
}

pub(super) fn parameters(f: &mut dyn Write, list: &[Parameter]) -> Result {
    separated(f, list, |f, parameter| {
        optional_type(f, parameter.ty.as_ref())?;
        f.write_str(&parameter.name.text)?;
        assigned(f, parameter.default.as_ref())
    })
}

pub(super) fn type_name(f: &mut dyn Write, ty: &TypeName) -> Result {
    f.write_str(&ty.name)?;
    (0..ty.dimensions).try_for_each(|_| f.write_str("[]"))
}

fn optional_type(f: &mut dyn Write, ty: Option<&TypeName>) -> Result {
    ty.map_or(Ok(()), |ty| {
        type_name(f, ty)?;
        f.write_char(' ')
    })
}

/// Without a modifier only a capital or a built-in name starts a declaration.
fn declared_type(f: &mut dyn Write, ty: Option<&TypeName>) -> Result {
    let Some(ty) = ty else {
        return f.write_str("def ");
    };
    if !is_written_like_a_type(ty) {
        f.write_str("final ")?;
    }
    optional_type(f, Some(ty))
}

/// Whether a type is told by its name alone: a primitive one, or one in upper case.
pub(super) fn is_written_like_a_type(ty: &TypeName) -> bool {
    let last = ty.name.rsplit('.').next().unwrap_or_default();
    is_primitive(&ty.name) || last.starts_with(|c: char| c.is_ascii_uppercase())
}
