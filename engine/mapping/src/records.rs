//! Records: what a `listField` makes of a body (`rest-dialect §2.5`).
//!
//! A list gives its elements, an object is one record, nothing gives none. On the way to the
//! records lists are concatenated, so that `a.b` over several `a` gives all their `b`. Elements may
//! be scalars; null elements are no records.

use serde_json::Value;

use crate::path::{Found, Path, PathError};
use crate::selection::Selection;

/// A compiled `listField`.
#[derive(Debug, Clone)]
pub struct ListField(Path);

/// The records of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Records<'v> {
    /// The records, in the order of the body.
    pub rows: Vec<&'v Value>,
    /// The list field led nowhere, which is worth a warning on the first page of an import.
    pub missing: bool,
}

impl ListField {
    /// Compiles a list field; `""` is the top level.
    ///
    /// # Errors
    /// Where it is not a path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        Path::parse(text).map(Self)
    }

    /// The top level.
    #[must_use]
    pub fn top_level() -> Self {
        Self(Path::record())
    }

    /// The list field as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The selection of the records of a body, to add to what is read of each.
    pub fn select<'s>(&self, body: &'s mut Selection) -> &'s mut Selection {
        body.at(&self.0)
    }

    /// The records of a body.
    #[must_use]
    pub fn records<'v>(&self, body: &'v Value) -> Records<'v> {
        let found = self.0.get(body);
        let scalar_body = self.0.is_record() && !body.is_object() && !body.is_array();
        let missing = scalar_body
            || match &found {
                Found::Nothing => true,
                Found::One(value) => value.is_null(),
                Found::Many(_) => false,
            };
        let rows = if missing { Vec::new() } else { rows(found) };
        Records { rows, missing }
    }
}

fn rows(found: Found<'_>) -> Vec<&Value> {
    let holders = match found {
        Found::Nothing => Vec::new(),
        Found::One(value) => vec![value],
        Found::Many(values) => values,
    };
    holders
        .into_iter()
        .flat_map(|holder| match holder {
            Value::Array(elements) => elements.as_slice(),
            other => std::slice::from_ref(other),
        })
        .filter(|record| !record.is_null())
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn count(field: &str, body: &Value) -> (usize, bool) {
        let records = ListField::parse(field).unwrap();
        let records = records.records(body);
        (records.rows.len(), records.missing)
    }

    #[test]
    fn bodies_give_the_records_of_the_vectors() {
        for (field, body, expected) in [
            ("", json!([{}, {}]), (2, false)),
            ("", json!({}), (1, false)),
            ("", json!([]), (0, false)),
            ("", json!("plain"), (0, true)),
            ("", json!(null), (0, true)),
            ("result", json!({"result": {}}), (1, false)),
            ("result", json!({"result": null}), (0, true)),
            ("x", json!({}), (0, true)),
            ("a.b", json!({"a": [{"b": [1]}, {"b": [2, 3]}]}), (3, false)),
            ("a", json!({"a": ["u", null, "v"]}), (2, false)),
            (
                "data.relationships[1]",
                json!({"data": {"relationships": [[], [1, 2]]}}),
                (2, false),
            ),
            (
                "$.a[*].b",
                json!({"a": [{"b": [1]}, {"b": [2, 3]}]}),
                (3, false),
            ),
        ] {
            assert_eq!(count(field, &body), expected, "{field} {body}");
        }
        assert_eq!(ListField::top_level().as_str(), "");
    }
}
