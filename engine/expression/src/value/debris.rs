//! Dropping without recursion.
//!
//! A value inside a value inside a value, some thousands deep, is quickly made by a loop. What holds
//! values gives them up here when it is dropped: the outermost of them drops what comes in, one after
//! the other, so that the stack stays as deep as one value.

use std::cell::RefCell;
use std::sync::Arc;

use super::Value;

/// What a dropped value held.
pub(super) enum Debris {
    Values {
        _values: Vec<Value>,
    },
    /// A function of the script, with what it captured.
    Code {
        _function: Arc<rhai::FnPtr>,
    },
}

thread_local! {
    /// What waits while something is being dropped; `None` while nothing is.
    static WAITING: RefCell<Option<Vec<Debris>>> = const { RefCell::new(None) };
}

/// Drops what a value held, now or when what is being dropped is through.
pub(super) fn clear(debris: Debris) {
    let first = WAITING.try_with(|waiting| match &mut *waiting.borrow_mut() {
        Some(waiting) => {
            waiting.push(debris);
            None
        }
        idle => {
            *idle = Some(Vec::new());
            Some(debris)
        }
    });
    let mut next = first.ok().flatten();
    while let Some(debris) = next {
        drop(debris);
        next = WAITING.with(|waiting| {
            let mut waiting = waiting.borrow_mut();
            let last = waiting.as_mut().and_then(Vec::pop);
            if last.is_none() {
                *waiting = None;
            }
            last
        });
    }
}

/// Drops values.
pub(super) fn clear_values(values: Vec<Value>) {
    if values.iter().any(Value::holds_values) {
        clear(Debris::Values { _values: values });
    }
}
