//! Rows at the start: written out, or made up from lists, the same for the same seed.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The rows of a table at the start: the explicit ones first.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Seed {
    /// Rows as they are.
    pub rows: Vec<Map<String, Value>>,
    /// How many rows to make up.
    pub count: usize,
    /// How each field of a made-up row gets its value, in this order.
    pub fields: IndexMap<String, Generate>,
}

/// How a made-up field gets its value. Exactly one of the keys is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Generate {
    /// One of these, by chance.
    OneOf(Vec<Value>),
    /// These in turn, from the start again when they end.
    InTurn(Vec<Value>),
    /// True, but for this many rows.
    FalseFor(usize),
    /// Parts put together.
    Concat(Vec<Part>),
    /// The id of one row of a table.
    Reference(String),
    /// Ids of rows of a table.
    References {
        /// The table.
        to: String,
        /// Fewest.
        min: usize,
        /// Most.
        max: usize,
    },
}

/// A part of a text that is put together, in a made-up row or in an answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// This text.
    Text(String),
    /// The value of another field.
    Field(FieldPart),
}

/// The value of another field as a part of a text.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldPart {
    /// The field.
    pub field: String,
    /// Lower case, plain letters, digits, dots and hyphens only: fit for an address.
    #[serde(default)]
    pub plain: bool,
}
