//! Accounts: what an import read of one, and what the store holds of it.

use serde::{Deserialize, Serialize};

use crate::{AccountStatus, Columns};

/// An account as an import call mapped it, before it is compared with the store.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountRecord {
    /// The text of the call's `keyField` column; never empty.
    pub key: String,
    /// Every mapped column under its EIC name (`accountID`, `name`, `displayName`,
    /// `customproperty1`, …). Null means the target had no value; it never erases one that an
    /// earlier call of the same run set.
    pub columns: Columns,
    /// The status that the definition's rules give; `None` when this call says nothing of it.
    pub status: Option<AccountStatus>,
    /// The memberships carried by the record; `None` when this call carries none
    /// (`rest-dialect §2.8.1`).
    pub memberships: Option<Vec<Membership>>,
}

/// The raw memberships of one account in one entitlement type: what EIC keeps in
/// `customproperty31` (design D15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The entitlement type.
    pub entitlement_type: String,
    /// The entitlement column that the ids are compared with, usually `entitlementID`.
    pub key_field: String,
    /// The ids, in the order of the feed, without repeats.
    pub ids: Vec<String>,
}

/// An account in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Its row in the store.
    pub row: i64,
    /// The endpoint it belongs to.
    pub endpoint: String,
    /// The id at the target; `None` for one that provisioning made and no import has seen.
    pub account_id: Option<String>,
    /// The account name.
    pub name: Option<String>,
    /// The display name.
    pub display_name: Option<String>,
    /// Its state.
    pub status: AccountStatus,
    /// The user it is correlated with, by username.
    pub user: Option<String>,
    /// All other columns under their EIC names.
    pub columns: Columns,
}
