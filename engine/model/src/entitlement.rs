//! Entitlements and the links between accounts and entitlements.

use serde::{Deserialize, Serialize};

use crate::{Columns, EntitlementStatus};

/// An entitlement as an import call mapped it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntitlementRecord {
    /// The text of the call's `keyField` column; never empty.
    pub key: String,
    /// Every mapped column under its EIC name (`entitlementID`, `entitlement_value`, …).
    pub columns: Columns,
    /// The status that the definition's rules give; `None` means active.
    pub status: Option<EntitlementStatus>,
}

/// An entitlement in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entitlement {
    /// Its row in the store.
    pub row: i64,
    /// The endpoint it belongs to.
    pub endpoint: String,
    /// Its entitlement type.
    pub entitlement_type: String,
    /// The id at the target.
    pub entitlement_id: String,
    /// The value people see.
    pub value: Option<String>,
    /// The display name.
    pub display_name: Option<String>,
    /// Its state.
    pub status: EntitlementStatus,
    /// All other columns under their EIC names.
    pub columns: Columns,
}

/// A link read on its own, as `httpEntToAcct` yields it: both ends named by a column and a value
/// (`rest-dialect §2.14`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRecord {
    /// The account column compared, usually `accountID`.
    pub account_column: String,
    /// Its value.
    pub account_value: String,
    /// The entitlement column compared, usually `entitlementID`.
    pub entitlement_column: String,
    /// Its value.
    pub entitlement_value: String,
    /// Attributes of the link by name, as text (`privilegeParams`).
    pub attributes: Columns,
}

/// Who made a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkOrigin {
    /// An import found it.
    Import,
    /// A provisioning task made it.
    Task,
}

/// A link in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The endpoint it belongs to.
    pub endpoint: String,
    /// The account's name, or its id where it has none.
    pub account: String,
    /// The account's id at the target.
    pub account_id: Option<String>,
    /// The entitlement type.
    pub entitlement_type: String,
    /// The entitlement's id at the target.
    pub entitlement_id: String,
    /// The entitlement's value.
    pub entitlement_value: Option<String>,
    /// Who made it.
    pub origin: LinkOrigin,
    /// Its attributes by name (`privilegeParams`).
    #[serde(default, skip_serializing_if = "Columns::is_empty")]
    pub attributes: Columns,
}
