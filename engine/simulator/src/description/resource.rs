//! Resources: tables of rows with typed fields.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::Seed;

/// A table.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// What one row is called in messages, such as `user`.
    pub noun: String,
    /// The field that holds a row's id, and what ids look like.
    pub id: Identifier,
    /// The fields besides the id.
    #[serde(default)]
    pub fields: IndexMap<String, Field>,
    /// The rows at the start.
    #[serde(default)]
    pub seed: Seed,
}

/// What ids look like.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identifier {
    /// The field's name.
    #[serde(default = "id")]
    pub field: String,
    /// `coldfusion` (8-4-4-16, upper case), `uuid` (RFC 4122, lower case), `integer`, `hex`.
    pub format: IdFormat,
}

fn id() -> String {
    "id".to_owned()
}

/// The look of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IdFormat {
    /// ColdFusion's UUID: 8-4-4-16, upper case.
    Coldfusion,
    /// RFC 4122, version 4, lower case.
    Uuid,
    /// 1, 2, 3 …
    Integer,
    /// 24 hexadecimal digits.
    Hex,
}

/// One field.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Field {
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// The table that a reference points into.
    #[serde(default)]
    pub to: Option<String>,
    /// Whether a create must bring it.
    #[serde(default)]
    pub required: bool,
    /// Whether two rows may not share it (compared without case).
    #[serde(default)]
    pub unique: bool,
    /// The value of a row that was created without it.
    #[serde(default)]
    pub default: Option<Value>,
    /// The field whose value stands in when this one is missing.
    #[serde(default)]
    pub default_from: Option<String>,
    /// Fewest characters accepted.
    #[serde(default)]
    pub min_length: Option<usize>,
    /// Most entries of a list of references accepted in one write.
    #[serde(default)]
    pub max_items: Option<usize>,
    /// What parts the entries of a list that arrives as one string; a comma unless given.
    #[serde(default)]
    pub separator: Option<String>,
    /// What a write of a list does.
    #[serde(default)]
    pub write: WriteMode,
    /// What writing an empty list does.
    #[serde(default)]
    pub empty: EmptyList,
    /// For a boolean: seconds after turning false during which it can't turn true again.
    #[serde(default)]
    pub stays_false_seconds: Option<u64>,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FieldType {
    /// Text.
    String,
    /// True or false; written as true, false, 1 or 0.
    Boolean,
    /// A whole number.
    Integer,
    /// The id of one row of another table.
    Reference,
    /// The ids of rows of another table.
    References,
    /// Text that is never shown; what is kept is how often it was written.
    Secret,
    /// Any JSON.
    Json,
}

/// What a write of a list does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WriteMode {
    /// The new list takes the old one's place.
    #[default]
    Replace,
    /// The new entries join the old ones.
    Append,
}

/// What writing an empty list does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EmptyList {
    /// The list becomes empty.
    #[default]
    Clear,
    /// The list stays as it was.
    Ignore,
    /// The write is refused.
    Refuse,
}
