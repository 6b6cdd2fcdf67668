//! Calling methods and closures.

use std::sync::Arc;

use crate::error::Outcome;
use crate::value::{Closure, Code, Signature, Value};

/// `first >> second`
pub(crate) fn compose(first: &Value, second: &Value) -> Outcome<Value> {
    Ok(Value::Closure(Arc::new(Closure {
        code: Code::Composed(first.clone(), second.clone()),
        signature: Signature {
            types: vec![None],
            defaults: 0,
            implicit: true,
        },
        curried: Vec::new(),
        curried_right: Vec::new(),
    })))
}
