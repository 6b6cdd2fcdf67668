//! What a path leads to: nothing, one value, or several because it went through a list.

use serde_json::Value;

/// What a path leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'v> {
    /// The path ends nowhere: a key is absent, an index out of range.
    Nothing,
    /// One value, which may be null or a list.
    One(&'v Value),
    /// The path went through a list; the values in the order of the response. May be empty.
    Many(Vec<&'v Value>),
}

impl<'v> Found<'v> {
    /// Whether nothing is there, or null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::One(value) => value.is_null(),
            Self::Many(values) => values.iter().all(|value| value.is_null()),
        }
    }

    /// Every value that is not null, lists taken apart: what links and ids are made of
    /// (`rest-dialect §2.14`).
    #[must_use]
    pub fn values(&self) -> Vec<&'v Value> {
        let mut stack: Vec<&'v Value> = match self {
            Self::Nothing => Vec::new(),
            Self::One(value) => vec![value],
            Self::Many(values) => values.iter().rev().copied().collect(),
        };
        let mut flat = Vec::new();
        while let Some(value) = stack.pop() {
            match value {
                Value::Null => {}
                Value::Array(elements) => stack.extend(elements.iter().rev()),
                other => flat.push(other),
            }
        }
        flat
    }

    /// The first value that is not null, lists taken apart: what a key column takes.
    #[must_use]
    pub fn first(&self) -> Option<&'v Value> {
        match self {
            Self::One(value) if !value.is_array() => Some(*value).filter(|v| !v.is_null()),
            other => other.values().first().copied(),
        }
    }
}
