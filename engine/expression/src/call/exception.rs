//! Throwing, and what a `catch` sees.

use crate::class::short_name;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{Object, Text, Value};

/// `throw value`
pub(crate) fn raise(run: &Run<'_>, value: &Value) -> Outcome<Value> {
    let Value::Object(object) = value else {
        return fail(
            Kind::Other,
            format!("{} cannot be thrown", short_name(value)),
        );
    };
    let Object::Throwable { class, message, .. } = &**object else {
        return fail(
            Kind::Other,
            format!("{} cannot be thrown", short_name(value)),
        );
    };
    let text = crate::text::to_text(run, message)?;
    let kind = match class.as_str() {
        "java.lang.NullPointerException" => Kind::NullPointer,
        "java.lang.ArithmeticException" => Kind::Arithmetic,
        name if crate::class::is_exception(name, "java.lang.IndexOutOfBoundsException") => {
            Kind::Index
        }
        _ => Kind::Other,
    };
    let mut error = EvalError::new(kind, format!("the script threw: {text}"));
    error.origin.exception = crate::class::static_class(class);
    error.origin.thrown = Some(value.clone());
    Err(Box::new(error))
}

/// A failed `assert`.
pub(crate) fn assertion(run: &Run<'_>, message: &Value) -> Outcome<Value> {
    let text = match message {
        Value::Null => "an assertion does not hold".to_owned(),
        other => format!(
            "an assertion does not hold: {}",
            crate::text::to_text(run, other)?
        ),
    };
    Err(Box::new(
        EvalError::new(Kind::Other, text).thrown_as("java.lang.AssertionError"),
    ))
}

/// What a `catch` clause sees of an error.
pub(crate) fn exception_value(error: &EvalError) -> Value {
    error.origin.thrown.clone().unwrap_or_else(|| {
        Value::object(Object::Throwable {
            class: Text::from(error.origin.exception),
            message: Value::string(
                error
                    .origin
                    .message
                    .clone()
                    .unwrap_or_else(|| error.message.clone()),
            ),
            cause: Value::Null,
        })
    })
}
