//! What the store is asked about users, and about the accounts that belong to them.

use serde::Serialize;

use super::Change;

/// How staged users are compared with stored ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRule {
    /// The column that identifies a user, usually `username`.
    pub key_column: String,
}

/// What the comparison of users found. Only users that this connection's feed brought can go missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserFacts {
    /// Active users of this feed in the store.
    pub present: usize,
    /// Users staged in this run.
    pub staged: usize,
    /// Present users that were not staged.
    pub missing: usize,
}

/// The decision on missing users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserVerdict {
    /// Left as they are.
    Keep,
    /// Inactive: `statuskey` 0.
    Inactivate,
}

/// What reconciling users did. A row counts under exactly one of created, updated, unchanged,
/// inactivated, reactivated, skipped.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct UserChanges {
    /// Distinct users staged.
    pub fetched: usize,
    /// New users.
    pub created: usize,
    /// Changed users.
    pub updated: usize,
    /// Users as before.
    pub unchanged: usize,
    /// Users that became inactive, by the feed or by going missing.
    pub inactivated: usize,
    /// Users that became active again.
    pub reactivated: usize,
    /// New users without a username, or with one that another row of the feed has.
    pub skipped: usize,
    /// The changes.
    #[serde(skip)]
    pub changes: Vec<Change>,
}

/// How accounts find their users (`issue 5`: the endpoint's rule).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrelationRule {
    /// User column and account column; all pairs must be equal, and none empty.
    pub pairs: Vec<(String, String)>,
    /// Letters that differ only by case are equal.
    pub ignore_case: bool,
    /// Inactive accounts are correlated too (`correlateInactiveAccounts`).
    pub inactive: bool,
    /// A user is made for an account that finds none (`createUsers`).
    pub create_users: Option<UserTemplate>,
}

/// What a user that is made for an account gets besides the account's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserTemplate {
    /// Its manager (`adminName`).
    pub manager: String,
}

/// What correlating accounts did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CorrelationChanges {
    /// Accounts that have a user now and had none before.
    pub correlated: usize,
    /// Accounts that have no user; inactive ones only where the rule asks for them.
    pub uncorrelated: usize,
    /// Of these, accounts that several users match.
    pub ambiguous: usize,
    /// The first few of the ambiguous, by name.
    pub ambiguous_samples: Vec<String>,
    /// Users that were made for accounts.
    pub users_created: usize,
    /// The changes.
    #[serde(skip)]
    pub changes: Vec<Change>,
}
