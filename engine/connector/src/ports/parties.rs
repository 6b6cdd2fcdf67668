//! Who has part in a request, and what is known of it.

use serde::{Deserialize, Serialize};

/// Who has part in a request besides the one who asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parties {
    /// Who approved: the step and the username, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub approvers: Vec<(String, String)>,
    /// The roles it came from, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Who owns its tasks, by username; the endpoint's owner where nobody is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_owner: Option<String>,
    /// Whom the account belongs to that is no person's own: rank and username, the first owner first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub account_owners: Vec<(u32, String)>,
}

/// What is known of the request that made a task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestFacts {
    /// Who asked, by username.
    pub requestor: Option<String>,
    /// Who else has part in it.
    pub parties: Parties,
    /// Its tasks.
    pub tasks: Vec<i64>,
    /// The entitlements it asks for: type and value; the id of one that has no value.
    pub entitlements: Vec<(String, String)>,
}
