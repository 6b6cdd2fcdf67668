//! Reconciliation: how staged objects are compared with stored ones, the facts of a comparison, the
//! verdict on what is missing, and what changed.

use bindery_mapping::MissingAction;
use serde::{Deserialize, Serialize};

/// How staged accounts are compared with stored ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRule {
    /// The column that identifies an account: the `keyField`, usually `accountID`.
    pub key_column: String,
    /// Stored inactive accounts can go missing too (`includeExistingInActiveAccounts`).
    pub include_inactive: bool,
}

/// What the comparison of accounts found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountFacts {
    /// Accounts stored for the endpoint that count as present.
    pub present: usize,
    /// Accounts staged in this run.
    pub staged: usize,
    /// Present accounts that were not staged.
    pub missing: usize,
}

/// The decision on missing accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountVerdict {
    /// What they become.
    pub action: MissingAction,
    /// Whether their links go (`deleteLinks`).
    pub delete_links: bool,
}

/// What kind of change a row went through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// New.
    Created,
    /// Some column changed.
    Updated,
    /// Was active, is inactive.
    Inactivated,
    /// Was present, is suspended from import.
    Suspended,
    /// Was inactive or suspended, is active.
    Reactivated,
    /// Was made by provisioning and is read for the first time: `Manually Provisioned` becomes active,
    /// and columns that were not known are; none that was known is otherwise.
    Adopted,
    /// A link was made.
    LinkAdded,
    /// A link was removed.
    LinkRemoved,
}

/// One change, for `--plan` and reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The account's name or id, the entitlement's value or id, or both for a link.
    pub subject: String,
    /// The columns that changed, each with its old and new value; empty for links.
    pub columns: Vec<(String, Option<String>, Option<String>)>,
}

/// What reconciling accounts did. A row counts under exactly one of created, updated, unchanged,
/// inactivated (by the feed or by going missing), suspended, reactivated, adopted.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AccountChanges {
    /// Distinct accounts staged.
    pub fetched: usize,
    /// New accounts.
    pub created: usize,
    /// Changed accounts.
    pub updated: usize,
    /// Accounts as before.
    pub unchanged: usize,
    /// Accounts that became inactive.
    pub inactivated: usize,
    /// Accounts that became suspended from import.
    pub suspended: usize,
    /// Accounts that became active again.
    pub reactivated: usize,
    /// Accounts that provisioning had made and that were read for the first time, as they were known.
    /// Where no more than an id is learnt that is no change of theirs: they are not listed.
    pub adopted: usize,
    /// Links that went with missing accounts.
    pub links_removed: usize,
    /// The changes, in the order of the feed, then of the rows.
    #[serde(skip)]
    pub changes: Vec<Change>,
}

/// How staged entitlements of one type are compared with stored ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntitlementRule {
    /// The type.
    pub entitlement_type: String,
    /// The column that identifies one, usually `entitlementID`.
    pub key_column: String,
}

/// What the comparison of entitlements found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntitlementFacts {
    /// Active entitlements stored for the type.
    pub present: usize,
    /// Entitlements staged in this run.
    pub staged: usize,
    /// Active ones that were not staged.
    pub missing: usize,
}

/// The decision on missing entitlements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntitlementVerdict {
    /// Left as they are.
    Keep,
    /// Inactive.
    Inactivate,
}

/// What reconciling the entitlements of one type did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct EntitlementChanges {
    /// Distinct entitlements staged.
    pub fetched: usize,
    /// New ones.
    pub created: usize,
    /// Changed ones, reactivated ones included.
    pub updated: usize,
    /// As before.
    pub unchanged: usize,
    /// Those that became inactive.
    pub inactivated: usize,
    /// Those that wait for a later call, which has not come.
    #[serde(skip)]
    pub in_process: usize,
    /// The changes.
    #[serde(skip)]
    pub changes: Vec<Change>,
}

/// Where the links of a type come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkSource {
    /// The raw memberships stored with the accounts; every account that has them is observed.
    Memberships,
    /// The staged links; the staged observed entitlements are observed.
    Staged,
}

/// How the links of one type are reconciled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRule {
    /// The type.
    pub entitlement_type: String,
    /// Where they come from.
    pub source: LinkSource,
    /// Remove stored links of observed ends that were not read (`deleteAccEntForActiveAccounts`).
    pub remove_stale: bool,
    /// As many stale links or more keep all of them (`accountEntThresholdValue`).
    pub most_removed: Option<u64>,
}

/// What reconciling links did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LinkChanges {
    /// New links.
    pub added: usize,
    /// Links removed.
    pub removed: usize,
    /// Links whose attributes changed.
    #[serde(skip_serializing_if = "is_zero")]
    pub updated: usize,
    /// Links as before.
    pub unchanged: usize,
    /// Memberships whose other end is not known; kept and resolved later (design D15).
    pub unresolved: usize,
    /// The first few unresolved, as `account -> type id`.
    pub unresolved_samples: Vec<String>,
    /// Stale links that the threshold kept.
    #[serde(skip)]
    pub held_back: usize,
    /// The changes.
    #[serde(skip)]
    pub changes: Vec<Change>,
}

/// Whether there is nothing to tell of a count that most runs do not have.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
pub(crate) const fn is_zero(count: &usize) -> bool {
    *count == 0
}
