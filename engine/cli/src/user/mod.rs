//! Users from files, in the product's column names.

mod load;

use bindery_model::{Columns, User};
use serde_json::{Map, Value};

use crate::exit::Failure;

pub use load::{csv, json};

/// Reads one user, or an array of them.
pub fn read_all(text: &str, name: &str) -> Result<Vec<User>, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Failure::usage(
            format!(
                "the file `{name}` is not valid JSON at line {}, column {}",
                error.line(),
                error.column()
            ),
            "write one user as an object, or several as an array of objects",
        )
    })?;
    match value {
        Value::Object(member) => Ok(vec![from_columns(member, name)?]),
        Value::Array(members) => members
            .into_iter()
            .map(|member| match member {
                Value::Object(member) => from_columns(member, name),
                _ => Err(shapeless(name)),
            })
            .collect(),
        _ => Err(shapeless(name)),
    }
}

/// A user of these columns, one of which is the username.
pub fn from_columns(members: Map<String, Value>, name: &str) -> Result<User, Failure> {
    let mut username = None;
    let mut columns = Columns::new();
    for (column, value) in members {
        if column.eq_ignore_ascii_case("username") {
            username = value.as_str().map(ToOwned::to_owned);
        } else if value.is_object() || value.is_array() {
            return Err(Failure::usage(
                format!("the column `{column}` of a user in `{name}` is not a plain value"),
                "give each column a text, a number, true, false or null",
            ));
        } else {
            columns.insert(column, value);
        }
    }
    let username = username
        .filter(|u| !u.trim().is_empty())
        .ok_or_else(|| shapeless(name))?;
    Ok(User { username, columns })
}

fn shapeless(name: &str) -> Failure {
    Failure::usage(
        format!("a user in `{name}` has no `username`"),
        "write one user as an object with a `username`, or several as an array of objects",
    )
}
