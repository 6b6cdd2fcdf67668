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
