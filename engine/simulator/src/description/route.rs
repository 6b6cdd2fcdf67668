//! Routes: what answers to which method and path.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

/// One method on one path.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Route {
    /// The method, in upper case.
    pub method: String,
    /// The path, with parameters in braces: `/users/{id}`.
    pub path: String,
    /// What it does.
    pub operation: Operation,
    /// The table it works on.
    #[serde(default)]
    pub resource: Option<String>,
    /// The fields that a path's `{id}` may hold; the id alone unless given.
    #[serde(default)]
    pub keys: Vec<String>,
    /// For routes below another row: whose members these are.
    #[serde(default)]
    pub within: Option<Within>,
    /// The scope or right a caller needs.
    #[serde(default)]
    pub scope: Option<String>,
    /// Whether anybody may call.
    #[serde(default)]
    pub open: bool,
    /// How a body is read.
    #[serde(default)]
    pub body: Body,
    /// The status of success; the operation's usual one unless given.
    #[serde(default)]
    pub status: Option<u16>,
    /// The shape of each row in the answer; none: the answer has no body.
    #[serde(default)]
    pub shape: Option<String>,
    /// What surrounds the answer. In it, the whole values `@items` and `@item`, and for lists
    /// `@total`, `@page`, `@pages`, `@limit`, `@offset`, `@count`, `@next` (an absolute URL or
    /// null) are filled in. Absent: the bare array or object.
    #[serde(default)]
    pub envelope: Option<Value>,
    /// Further headers, with the same words.
    #[serde(default)]
    pub headers: IndexMap<String, String>,
    /// Whether and how a list comes in pages.
    #[serde(default)]
    pub paging: Option<Paging>,
    /// Query parameters that narrow or order a list.
    #[serde(default)]
    pub filters: IndexMap<String, Filter>,
    /// For `modify`: fields that fall back to their default when the body leaves them out.
    #[serde(default)]
    pub resets: Vec<String>,
    /// For writes: milliseconds until the change can be read.
    #[serde(default)]
    pub applies_after_ms: u64,
}

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    /// Many rows.
    List,
    /// One row by its key.
    Read,
    /// The row of the token's owner.
    #[serde(rename = "self")]
    Own,
    /// A new row.
    Create,
    /// Changed fields of a row; what the body leaves out stays.
    Modify,
    /// A row less.
    Delete,
    /// A member more in the row that `within` names.
    Link,
    /// A member less in the row that `within` names.
    Unlink,
    /// A token for a client.
    Token,
}

impl Operation {
    /// The status of success unless the route says otherwise.
    pub fn usual_status(self) -> u16 {
        match self {
            Self::Create => 201,
            Self::Delete | Self::Link | Self::Unlink => 204,
            _ => 200,
        }
    }
}

/// The row above a nested route, and the field of the members that points at it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Within {
    /// The path parameter that holds the upper row's id.
    pub parameter: String,
    /// The upper row's table.
    pub resource: String,
    /// The members' field that refers to it.
    pub field: String,
    /// For `link`: the key of the body that holds the member's id.
    #[serde(default)]
    pub member: Option<String>,
}

/// How a body is read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Body {
    /// The encodings that are read; form alone unless given.
    pub encodings: Option<Vec<Encoding>>,
    /// What happens to a body in another encoding.
    pub other: OnOther,
    /// Body key (dotted for JSON) to field; every field under its own name unless given.
    pub fields: Option<IndexMap<String, String>>,
    /// Whether a key that names no field is refused, and not ignored.
    pub refuse_unknown: bool,
    /// Whether a body without any known field is refused.
    pub refuse_empty: bool,
}

/// An encoding of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Encoding {
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `application/json` and every `+json`.
    Json,
}

/// What happens to a body in an encoding that isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnOther {
    /// It is taken for a body without fields.
    #[default]
    Ignore,
    /// 415.
    Refuse,
}

/// How a list comes in pages.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Paging {
    /// Page numbers or offsets.
    pub style: PagingStyle,
    /// The query parameter of the page number or offset.
    pub position: String,
    /// The number of the first page, or the offset of the first row.
    #[serde(default)]
    pub first: u64,
    /// The query parameter of the page size.
    pub size: String,
    /// The size when none is asked for; absent: everything.
    #[serde(default)]
    pub default_size: Option<u64>,
    /// The largest size.
    #[serde(default)]
    pub max_size: Option<u64>,
    /// What asking for more than the largest size does.
    #[serde(default)]
    pub too_large: TooLarge,
}

/// Page numbers or offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PagingStyle {
    /// The parameter counts pages.
    Page,
    /// The parameter counts rows.
    Offset,
}

/// What asking for too large a page does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TooLarge {
    /// The largest size is served.
    #[default]
    Cap,
    /// 400.
    Refuse,
}

/// A query parameter that narrows or orders a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Filter {
    /// What it does.
    pub kind: FilterKind,
    /// The field it looks at.
    pub field: String,
    /// For `include`: the value of the rows that stay hidden unless asked for.
    #[serde(default)]
    pub hidden: Option<Value>,
}

/// What a filter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FilterKind {
    /// A boolean (true, false, 1, 0; false unless given) that brings in rows otherwise hidden.
    Include,
    /// Rows whose field equals the value, without case.
    Equals,
    /// Rows whose field contains the value, without case.
    Contains,
    /// `asc` or `desc` by the field.
    Sort,
}
