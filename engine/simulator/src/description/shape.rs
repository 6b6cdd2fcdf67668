//! Shapes: the form in which a row is shown by one operation.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::Part;

/// Output names in order, each with where its value comes from.
pub type Shape = IndexMap<String, Output>;

/// Where an output value comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Output {
    /// A field, as it is stored.
    Field(String),
    /// Anything else.
    Detailed(Box<Detailed>),
}

/// An output value that is more than a field as it is. One of `field`, `constant`, `object`,
/// `concat` and `referrers` says where it comes from.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Detailed {
    /// A field.
    pub field: Option<String>,
    /// The form the value takes.
    #[serde(rename = "as")]
    pub form: Option<Form>,
    /// For references: the shape of each row referred to.
    pub each: Option<String>,
    /// Always this.
    pub constant: Option<Value>,
    /// An object of further outputs.
    pub object: Option<Shape>,
    /// Parts put together; blanks at the ends and doubled ones are dropped.
    pub concat: Option<Vec<Part>>,
    /// The rows of another table that refer to this one, in the shape `each`.
    pub referrers: Option<Referrers>,
    /// Leave the output away when it is null or an empty string.
    pub drop_empty: bool,
}

/// The rows of another table that refer to this one.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Referrers {
    /// The other table.
    pub resource: String,
    /// Its reference field.
    pub field: String,
}

/// The form a value takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Form {
    /// True and false as 1 and 0; text of digits as a number.
    Integer,
    /// 1 and 0 as true and false.
    Boolean,
    /// Any scalar as text.
    String,
    /// An id of 32 hexadecimal digits in RFC 4122's grouping, lower case.
    Uuid,
}
