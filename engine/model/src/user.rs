//! Users: the identities that accounts belong to.

use serde::{Deserialize, Serialize};

use crate::Columns;

/// A user in the store, or one read from a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// The user name, the key of the users table.
    pub username: String,
    /// All other columns under their EIC names (`firstname`, `email`, `customproperty1`, …).
    pub columns: Columns,
}

/// A user as an import call mapped it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserRecord {
    /// The text of the key column, usually `username`; never empty.
    pub key: String,
    /// Every mapped column under its EIC name, `username` among them. `statuskey` is `1` or `0`
    /// where the definition's rules or the value itself say so.
    pub columns: Columns,
}
