//! JSONPath, for the paths that begin with `$.` or `$[`.
//!
//! The library's parser tries alternatives at every nesting level and its `..` visits every node, so
//! both are bounded before it runs.

use jsonpath_rust::parser::{model::JpQuery, parse_json_path};
use jsonpath_rust::query::js_path_process;
use serde_json::Value;

use super::{Found, PathError};

/// The longest JSONPath that is compiled.
const MAX_LENGTH: usize = 512;
/// The deepest nesting of brackets: the parser's work can double with each level.
const MAX_NESTING: usize = 6;
/// The most `..`: each multiplies the nodes visited.
const MAX_DESCENDANTS: usize = 2;

#[derive(Debug, Clone)]
pub(super) struct Query(Box<JpQuery>);

impl Query {
    pub(super) fn parse(text: &str) -> Result<Self, PathError> {
        if text.len() > MAX_LENGTH
            || nesting(text) > MAX_NESTING
            || text.matches("..").count() > MAX_DESCENDANTS
        {
            return Err(PathError::Query);
        }
        parse_json_path(text)
            .map(|query| Self(Box::new(query)))
            .map_err(|_| PathError::Query)
    }

    pub(super) fn run<'v>(&self, value: &'v Value) -> Found<'v> {
        let values: Vec<&Value> = js_path_process(&self.0, value)
            .map(|found| found.into_iter().map(|one| one.val()).collect())
            .unwrap_or_default();
        match values.as_slice() {
            [] => Found::Nothing,
            [one] => Found::One(one),
            _ => Found::Many(values),
        }
    }
}

/// The deepest nesting of brackets, quotes not regarded: a bracket in a quoted name counts, which
/// only makes the bound stricter.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
