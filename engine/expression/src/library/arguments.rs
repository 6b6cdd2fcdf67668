//! The arguments of a call, read by position and type.

use std::sync::Arc;

use crate::call::mismatch;
use crate::error::Outcome;
use crate::operator::{Number, number};
use crate::run::Run;
use crate::value::{Closure, Map, Text, Value};

/// Arguments with the evaluation that made them. An argument of the wrong type is a missing
/// method, as in Groovy.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'a> {
    values: &'a [Value],
}

impl<'a> Arguments<'a> {
    /// Takes between `least` and `most` arguments.
    pub(crate) fn new(values: &'a [Value], least: usize, most: usize) -> Outcome<Self> {
        if (least..=most).contains(&values.len()) {
            Ok(Self { values })
        } else {
            mismatch()
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn all(&self) -> &'a [Value] {
        self.values
    }

    pub(crate) fn get(&self, index: usize) -> Option<&'a Value> {
        self.values.get(index)
    }

    pub(crate) fn value(&self, index: usize) -> &'a Value {
        static NULL: Value = Value::Null;
        self.values.get(index).unwrap_or(&NULL)
    }

    /// The characters of a String or GString.
    pub(crate) fn text(&self, index: usize) -> Outcome<&'a str> {
        self.value(index).as_str().map_or_else(mismatch, Ok)
    }

    /// A String, a GString or a Character as text.
    pub(crate) fn letters(&self, run: &Run<'_>, index: usize) -> Outcome<Text> {
        match self.value(index) {
            value @ (Value::String(_) | Value::GString(_) | Value::Character(_)) => {
                crate::text::to_text(run, value)
            }
            _ => mismatch(),
        }
    }

    pub(crate) fn number(&self, index: usize) -> Outcome<Number> {
        match self.value(index) {
            Value::Character(_) => mismatch(),
            value => number(value).map_or_else(mismatch, Ok),
        }
    }

    /// An Integer.
    pub(crate) fn int(&self, index: usize) -> Outcome<i32> {
        match self.value(index) {
            Value::Integer(value) => Ok(*value),
            Value::Byte(value) => Ok(i32::from(*value)),
            Value::Character(value) => Ok(*value as i32),
            _ => mismatch(),
        }
    }

    /// An Integer or a Long.
    pub(crate) fn long(&self, index: usize) -> Outcome<i64> {
        self.value(index).as_i64().map_or_else(mismatch, Ok)
    }

    pub(crate) fn closure(&self, index: usize) -> Outcome<&'a Arc<Closure>> {
        match self.value(index) {
            Value::Closure(closure) => Ok(closure),
            _ => mismatch(),
        }
    }

    pub(crate) fn map(&self, index: usize) -> Outcome<&'a Map> {
        match self.value(index) {
            Value::Map(map) => Ok(map),
            _ => mismatch(),
        }
    }
}
