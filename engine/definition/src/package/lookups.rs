//! `[in_doubt]` of `connector.toml`: how to find out what became of a call whose answer never came.
//!
//! ```toml
//! [in_doubt.create-account]               # or "create-account/call1", a call's name alone, or, of
//!                                         # UpdateUserJSON, "update-user/ACTION" and "…/ACTION/CALL"
//! url = "https://@PORTAL@/users?name=${user.username}"
//! method = "GET"                          # the default
//! headers = { Authorization = "${access_token}" }
//! found = { totalResults = 1 }            # as successResponses; or a path; any 2xx where left out
//! answer = "Resources[0]"                 # what stands for the call's answer; all of it otherwise
//! ```
//!
//! `[read_back]`: how one account is read after a task has made or changed it, so that the repository
//! shows what the target has.
//!
//! ```toml
//! [read_back]
//! url = "https://@PORTAL@/users/${account.accountID}"
//! headers = { Authorization = "${access_token}" }
//! answer = "data"                         # where the record is; all of the answer where left out
//! columns = { displayName = "label~#~char" }   # what it has otherwise than a record of the import
//! after = ["create-account", "add-access/Role"]  # create, update, enable, disable where left out
//! ```
//!
//! The table becomes the JSON of a call, so that it is read, checked and filled like any other; its
//! places are those of the file.

use std::ops::Range;

use bindery_diagnostics::Place;
use toml::de::{DeTable, DeValue};

use crate::json::{JsonString, Member, Node, SpanMap, Value};
use crate::tables::{self, Tables};

/// One look-up as it stands, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupEntry {
    /// The operation, `operation/call`, or the call.
    pub of: String,
    /// Where that stands.
    pub place: Place,
    /// The call that looks, under the names that a definition uses.
    pub(super) node: Node,
}

/// `account_name_rule` as it stands, not yet parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRule(pub(super) Node);

/// Reads `account_name_rule`.
pub(super) fn rule(
    tables: &mut Tables<'_>,
    text: &str,
    value: &tables::Value<'_>,
) -> Option<NameRule> {
    tables.string(value, "account_name_rule")?;
    Some(NameRule(node(text, value)))
}

/// The keys of a call here, and what a definition calls them.
const KEYS: [(&str, &str); 10] = [
    ("url", "url"),
    ("method", "httpMethod"),
    ("headers", "httpHeaders"),
    ("params", "httpParams"),
    ("content_type", "httpContentType"),
    ("connection", "connection"),
    ("found", "found"),
    ("answer", "answer"),
    ("columns", "colsToPropsMap"),
    ("after", "after"),
];
const NAMES: &[&str] = &[
    "url",
    "method",
    "headers",
    "params",
    "content_type",
    "connection",
    "found",
    "answer",
];

/// Reads `[in_doubt]`; `text` is the file's.
pub(super) fn read(tables: &mut Tables<'_>, text: &str, root: &DeTable<'_>) -> Vec<LookupEntry> {
    let Some(value) = root.get("in_doubt") else {
        return Vec::new();
    };
    let Some(table) = tables.table(value, "in_doubt") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in table {
        let of = name.get_ref().to_string();
        let Some(keys) = tables.table(value, &of) else {
            continue;
        };
        tables.unknown(keys, NAMES, "an in-doubt look-up");
        found.push(LookupEntry {
            place: Place::new(tables.source, name.span()),
            node: call(text, keys, value.span()),
            of,
        });
    }
    found
}

const READ_BACK: &[&str] = &[
    "url",
    "method",
    "headers",
    "params",
    "content_type",
    "connection",
    "answer",
    "columns",
    "after",
];

/// How one account is read after a task has made or changed it, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBackEntry(pub(super) Node);

/// Reads `[read_back]`.
pub(super) fn read_back(
    tables: &mut Tables<'_>,
    text: &str,
    root: &DeTable<'_>,
) -> Option<ReadBackEntry> {
    let value = root.get("read_back")?;
    let keys = tables.table(value, "read_back")?;
    tables.unknown(keys, READ_BACK, "a read-back");
    Some(ReadBackEntry(call(text, keys, value.span())))
}

/// A table as a call, under the names that a definition uses.
fn call(text: &str, keys: &DeTable<'_>, span: Range<usize>) -> Node {
    let members = keys.iter().filter_map(|(key, value)| {
        let mut names = KEYS.iter();
        let (_, name) = names.find(|(ours, _)| *ours == key.get_ref().as_ref())?;
        Some(member(text, name, key.span(), value))
    });
    Node::new(Value::Object(members.collect()), span)
}

fn member(text: &str, name: &str, span: Range<usize>, value: &tables::Value<'_>) -> Member {
    let key = JsonString::decoded(name, SpanMap::starting_at(span.start));
    Member::new(key, span, node(text, value))
}

/// A TOML value as JSON.
fn node(text: &str, value: &tables::Value<'_>) -> Node {
    let span = value.span();
    let value = match value.get_ref() {
        DeValue::String(string) => Value::String(string_at(text, string, &span)),
        DeValue::Integer(number) => {
            let digits = number.to_string();
            Value::Number(digits.into())
        }
        DeValue::Float(number) => Value::Number(number.to_string().into()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(moment) => {
            let written = moment.to_string();
            Value::String(string_at(text, &written, &span))
        }
        DeValue::Array(items) => Value::Array(items.iter().map(|item| node(text, item)).collect()),
        DeValue::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| member(text, key.get_ref(), key.span(), value))
                .collect(),
        ),
    };
    Node::new(value, span)
}

/// A string with the way back to its bytes; one with escapes leads back to its beginning.
fn string_at(text: &str, string: &str, span: &Range<usize>) -> JsonString {
    let written = text.get(span.clone()).unwrap_or_default();
    let map = match written.find(string) {
        Some(at) if !string.is_empty() => SpanMap::verbatim(span.start + at, string.len()),
        _ => SpanMap::starting_at(span.start),
    };
    JsonString::decoded(string, map)
}
