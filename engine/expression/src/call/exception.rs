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
    let text = match message {
        Some(message) => crate::text::to_text(run, message)?,
        None => Text::default(),
    };
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
            class: if is_of_unknown_class(error) {
                Text::default()
            } else {
                Text::from(error.origin.exception)
            },
            message: error.origin.message.as_deref().map(Value::string),
            cause: Value::Null,
        })
    })
}

/// What an exception says; refused where Java's own words are not known.
pub(crate) fn message(message: Option<&Value>) -> Outcome<Value> {
    match message {
        Some(message) => Ok(message.clone()),
        None => unknown(),
    }
}

/// The class of an exception; refused where it is not known which of Java's it is.
pub(crate) fn class(class: &Text) -> Outcome<Text> {
    if class.is_empty() {
        return unknown();
    }
    Ok(class.clone())
}

/// Whether Java has a class for this error that bindery does not know.
pub(crate) fn is_of_unknown_class(error: &EvalError) -> bool {
    error.kind == Kind::Other
        && error.origin.thrown.is_none()
        && error.origin.exception == "java.lang.RuntimeException"
}

pub(crate) fn unknown<T>() -> Outcome<T> {
    fail(
        Kind::Unsupported,
        "what Java says of this error is not available",
    )
}
