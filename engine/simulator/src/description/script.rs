//! What happens around the target: switches, drift, and the demonstration.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value};

/// An undecided fact of the target with its choices.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Switch {
    /// What is undecided, in one sentence.
    pub about: String,
    /// The choice in force unless the operator picks another: the strictest that is plausible.
    pub default: String,
    /// The choices.
    pub choices: IndexMap<String, Choice>,
}

/// One choice of a switch.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choice {
    /// What it means.
    pub about: String,
    /// A merge patch (RFC 7396) of the description; absent: the description as it stands.
    #[serde(default)]
    pub patch: Option<Value>,
}

/// Something that happens at the target behind the connector's back.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Drift {
    /// What happens, as a person would say it.
    pub about: String,
    /// The changes, in order.
    pub actions: Vec<Action>,
}

/// One change to a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Action {
    /// Insert, change or remove.
    #[serde(rename = "do")]
    pub verb: Verb,
    /// The table.
    pub resource: String,
    /// Values that the rows meant have; all rows unless given.
    #[serde(default, rename = "where")]
    pub matching: Map<String, Value>,
    /// Rows to pass over among those that match.
    #[serde(default)]
    pub skip: usize,
    /// Rows to take; one unless given.
    #[serde(default)]
    pub take: Option<usize>,
    /// For `change`: new values. For `insert`: the row.
    #[serde(default)]
    pub set: Map<String, Value>,
    /// References to add, found by a value of the row referred to.
    #[serde(default)]
    pub link: Vec<Link>,
    /// References to take away, found likewise.
    #[serde(default)]
    pub unlink: Vec<Link>,
}

/// What an action does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verb {
    /// A new row.
    Insert,
    /// Changed fields.
    Change,
    /// A row less.
    Remove,
}

/// A reference found by a value of the row referred to.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Link {
    /// The reference field of the row that changes.
    pub field: String,
    /// A value of the row referred to.
    #[serde(rename = "where")]
    pub matching: Map<String, Value>,
}

/// The identity and the steps of a demonstration, in EIC's names.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Demo {
    /// The identity that gets an account (`user` in a definition).
    pub user: Map<String, Value>,
    /// What changes about it before the account is updated.
    #[serde(default)]
    pub update: Map<String, Value>,
    /// The entitlement it is given and stripped of.
    pub entitlement: DemoEntitlement,
    /// `requestAccessAttributes` of the request.
    #[serde(default)]
    pub request_access_attributes: Map<String, Value>,
    /// Names of the drifts that happen before the last import.
    #[serde(default)]
    pub drift: Vec<String>,
}

/// An entitlement by its type and its `entitlement_value`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DemoEntitlement {
    /// The entitlement type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its `entitlement_value`.
    pub value: String,
}
