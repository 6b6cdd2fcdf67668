//! What the operators of Groovy 2.4 answer. Each is written once, for the direct path, for rhai
//! and for the library.

mod arithmetic;
mod bits;
mod collection;
mod equality;
mod number;
mod order;
mod truth;

pub(crate) use arithmetic::{
    add, divide, multiply, negate, positive, power, remainder, step, subtract,
};
pub(crate) use bits::{
    bit_and, bit_not, bit_or, bit_xor, shift_left, shift_right, shift_right_unsigned,
};
pub(crate) use collection::{add_lists, add_maps, remove_all};
pub(crate) use equality::equal;
pub(crate) use number::{Number, number};
pub(crate) use order::{compare, order_loosely, text_difference};
pub(crate) use truth::truth;

use crate::error::{EvalError, Kind, Outcome};
use crate::value::Value;

/// No such operator on these operands: Groovy looks for a method of that name.
pub(crate) fn no_operator<T>(method: &str, left: &Value, right: &Value) -> Outcome<T> {
    if left.is_null() {
        let message = format!("null has no operator `{method}`");
        let java = match (method, right) {
            ("plus", right) if !matches!(right, Value::List(_) | Value::Map(_)) => {
                format!("Cannot execute null+{}", right.to_text())
            }
            _ => format!("Cannot invoke method {method}() on null object"),
        };
        return Err(Box::new(
            EvalError::new(Kind::NullPointer, message)
                .with_java_message(java)
                .with_help("guard with `?.` or `?:`"),
        ));
    }
    let message = format!(
        "{} has no operator `{method}` for {}",
        crate::class::short_name(left),
        crate::class::short_name(right)
    );
    Err(Box::new(EvalError::new(Kind::MissingMethod, message)))
}

/// Several overloads fit two arguments equally well.
pub(crate) fn undecided<T>(one: &Value, two: &Value) -> Outcome<T> {
    let message = format!(
        "no overload fits {} and {} best",
        crate::class::short_name(one),
        crate::class::short_name(two)
    );
    let error = EvalError::new(Kind::Other, message);
    Err(Box::new(
        error
            .thrown_as("groovy.lang.GroovyRuntimeException")
            .with_help("make both of one type: `1.0` and `2.5`, or `1d` and `2.5d`"),
    ))
}

/// Division by zero, in the words of the Java class that divides.
pub(crate) fn by_zero<T>(java: &str) -> Outcome<T> {
    let error = EvalError::new(Kind::Arithmetic, "division by zero");
    Err(Box::new(error.with_java_message(java)))
}

/// Several overloads fit a null argument equally well.
pub(crate) fn ambiguous<T>(method: &str, left: &Value) -> Outcome<T> {
    let message = format!(
        "`{method}` of {} cannot take null",
        crate::class::short_name(left)
    );
    Err(Box::new(
        EvalError::new(Kind::Other, message)
            .thrown_as("groovy.lang.GroovyRuntimeException")
            .with_help("give a default with `?:`"),
    ))
}
