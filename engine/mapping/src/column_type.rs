//! Column types: what the word behind `~#~` makes of a value (`rest-dialect §2.7`,
//! `field-notes §3.5`).
//!
//! | type | result |
//! |---|---|
//! | `char` | text; several values, or a list of scalars, joined with `,` without repeats |
//! | `listAsString` | the same |
//! | `number` | a number with the target's digits |
//! | `int` | a whole number, `1.0` read as `1` |
//! | `bool` | true or false |
//! | `date` | RFC 3339 in UTC, read by the definition's pattern, else as ISO 8601 |
//! | `epochdate` | RFC 3339 in UTC, read from seconds or milliseconds by magnitude |
//!
//! Null and absent are null. A value that its type cannot read keeps its text, and says so.

use serde_json::{Number, Value};

use crate::date::DateRule;
use crate::path::Found;
use crate::text::{number_text, scalar_text, text_of};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// `char`, also where the suffix is missing or unknown.
    Char,
    /// `number`.
    Number,
    /// `int`.
    Int,
    /// `bool`.
    Bool,
    /// `date`.
    Date,
    /// `epochdate`.
    EpochDate,
    /// `listAsString`.
    ListAsString,
}

impl ColumnType {
    /// Every type.
    pub const ALL: [Self; 7] = [
        Self::Char,
        Self::Number,
        Self::Int,
        Self::Bool,
        Self::Date,
        Self::EpochDate,
        Self::ListAsString,
    ];

    /// The word in a definition.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Char => "char",
            Self::Number => "number",
            Self::Int => "int",
            Self::Bool => "bool",
            Self::Date => "date",
            Self::EpochDate => "epochdate",
            Self::ListAsString => "listAsString",
        }
    }

    /// Reads the word behind `~#~`, in any case and with blanks around it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word))
    }

    /// Converts what a path found. With `single`, several values count as their first: the rule for
    /// key and name columns.
    #[must_use]
    pub fn convert(self, found: &Found<'_>, single: bool, dates: &DateRule) -> Converted {
        let joins = matches!(self, Self::Char | Self::ListAsString);
        if joins && !single {
            return joined(found).map_or_else(Converted::null, Converted::text);
        }
        match found.first() {
            None => Converted::null(),
            Some(value) => self.convert_one(value, dates),
        }
    }

    fn convert_one(self, value: &Value, dates: &DateRule) -> Converted {
        let read = match self {
            Self::Char | Self::ListAsString => None,
            Self::Number => number(value),
            Self::Int => integer(value),
            Self::Bool => boolean(value).map(Value::Bool),
            Self::Date => scalar_text(value)
                .and_then(|text| dates.read(&text))
                .map(Value::String),
            Self::EpochDate => scalar_text(value)
                .and_then(|text| DateRule::read_epoch(&text))
                .map(Value::String),
        };
        if let Some(value) = read {
            return Converted { value, raw: false };
        }
        let text = text_of(value);
        // An empty text is how many targets write "none"; only char keeps it.
        let blank = text.as_deref().is_none_or(|t| t.trim().is_empty());
        let is_text = matches!(self, Self::Char | Self::ListAsString);
        match text {
            Some(text) if is_text => Converted::text(text),
            Some(text) if !blank => Converted {
                value: Value::String(text),
                raw: true,
            },
            _ => Converted::null(),
        }
    }
}

/// A converted value.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// A scalar or null.
    pub value: Value,
    /// The type could not read the value, which is kept as its text.
    pub raw: bool,
}

impl Converted {
    fn null() -> Self {
        Self {
            value: Value::Null,
            raw: false,
        }
    }

    fn text(text: String) -> Self {
        Self {
            value: Value::String(text),
            raw: false,
        }
    }
}

/// Distinct texts joined with `,`; one value alone keeps its form, so that an object is JSON.
fn joined(found: &Found<'_>) -> Option<String> {
    match found {
        Found::Nothing => None,
        Found::One(Value::Array(elements)) => {
            if elements.iter().any(|e| e.is_object() || e.is_array()) {
                text_of(&Value::Array(elements.clone()))
            } else {
                join(elements.iter())
            }
        }
        Found::One(value) => text_of(value),
        Found::Many(_) => join(found.values().into_iter()),
    }
}

fn join<'v>(values: impl Iterator<Item = &'v Value>) -> Option<String> {
    let texts: indexmap::IndexSet<String> = values.filter_map(text_of).collect();
    if texts.is_empty() {
        return None;
    }
    let texts: Vec<String> = texts.into_iter().collect();
    Some(texts.join(","))
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => text.trim().parse::<Number>().ok().map(Value::Number),
        _ => None,
    }
}

fn integer(value: &Value) -> Option<Value> {
    let text = match number(value)? {
        Value::Number(number) => number_text(&number),
        _ => return None,
    };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        text.parse::<Number>().ok().map(Value::Number)
    } else {
        None
    }
}

/// The words that targets use for yes and no.
fn boolean(value: &Value) -> Option<bool> {
    let text = scalar_text(value)?;
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "y" | "on" => Some(true),
        "false" | "0" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn convert(kind: ColumnType, value: &Value) -> (String, bool) {
        let converted = kind.convert(&Found::One(value), false, &DateRule::default());
        (converted.value.to_string(), converted.raw)
    }

    #[test]
    fn types_read_what_targets_send() {
        use ColumnType::{Bool, Char, Date, EpochDate, Int, ListAsString, Number};
        for (kind, value, expected) in [
            (Char, json!(12_345_678_901_u64), "\"12345678901\""),
            (Char, json!(true), "\"true\""),
            (Char, json!({"id": "r"}), "\"{\\\"id\\\":\\\"r\\\"}\""),
            (Char, json!(["a", "b", "a", null]), "\"a,b\""),
            (Char, json!([{"a": 1}]), "\"[{\\\"a\\\":1}]\""),
            (Char, json!([]), "null"),
            (Char, json!(""), "\"\""),
            (ListAsString, json!(["a", 1]), "\"a,1\""),
            (Number, json!(2.5), "2.5"),
            (Number, json!("17"), "17"),
            (Int, json!("17.0"), "17"),
            (Bool, json!(true), "true"),
            (Bool, json!("False"), "false"),
            (Bool, json!(1), "true"),
            (Bool, json!(null), "null"),
            (
                Date,
                json!("2024-02-29T12:00:00+02:00"),
                "\"2024-02-29T10:00:00Z\"",
            ),
            (Date, json!(""), "null"),
            (EpochDate, json!(1_700_000_000), "\"2023-11-14T22:13:20Z\""),
            (
                EpochDate,
                json!("1700000000000"),
                "\"2023-11-14T22:13:20Z\"",
            ),
        ] {
            assert_eq!(
                convert(kind, &value),
                (expected.to_owned(), false),
                "{kind:?} {value}"
            );
        }
    }

    #[test]
    fn what_a_type_cannot_read_keeps_its_text() {
        for kind in [
            ColumnType::Number,
            ColumnType::Int,
            ColumnType::Bool,
            ColumnType::Date,
            ColumnType::EpochDate,
        ] {
            assert_eq!(convert(kind, &json!("soon")), ("\"soon\"".to_owned(), true));
        }
        assert_eq!(
            convert(ColumnType::Int, &json!(2.5)),
            ("\"2.5\"".to_owned(), true)
        );
    }

    #[test]
    fn type_words_are_read_leniently() {
        for kind in ColumnType::ALL {
            assert_eq!(
                ColumnType::parse(&format!(" {} ", kind.as_str())),
                Some(kind)
            );
            assert_eq!(ColumnType::parse(&kind.as_str().to_uppercase()), Some(kind));
        }
        assert_eq!(ColumnType::parse("varchar"), None);
    }
}
