//! What the store is asked about relations of entitlements: maps to other entitlements, and owners
//! (`rest-dialect §2.11`, §2.12).

use serde::Serialize;

use super::{Change, is_zero};

/// Which relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// To other entitlements.
    Maps,
    /// To the users that own it.
    Owners,
}

impl Relation {
    /// The word in the store and in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maps => "maps",
            Self::Owners => "owners",
        }
    }
}

/// What a relation leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RelationEnd {
    /// An entitlement of a type.
    Entitlement(String),
    /// A user.
    User,
    /// The user of an account.
    Account,
}

/// A relation as read: both ends named by a column and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelationRecord {
    /// The entitlement's column.
    pub from_column: String,
    /// Its value.
    pub from_value: String,
    /// What the other end is.
    pub to: RelationEnd,
    /// The other end's column.
    pub to_column: String,
    /// Its value.
    pub to_value: String,
    /// `ENTMAP`, `ENT2`; empty for owners.
    pub kind: String,
}

/// How the relations of one entitlement type are reconciled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRule {
    /// Which relation.
    pub relation: Relation,
    /// The type of the entitlements that have it.
    pub entitlement_type: String,
    /// The parent may be of another type: one that is not known is nothing to tell.
    pub one_of_many: bool,
    /// The most relations of one entitlement; the first that were read stay (`maxNumberOfOwner`).
    pub most: Option<usize>,
}

/// What reconciling relations did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RelationChanges {
    /// New relations.
    pub added: usize,
    /// Relations removed.
    pub removed: usize,
    /// Relations as before.
    pub unchanged: usize,
    /// Relations of which an end is not known; left out.
    pub unresolved: usize,
    /// Relations beyond the most that one entitlement may have.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
    /// The first few of these.
    #[serde(skip)]
    pub unresolved_samples: Vec<String>,
    /// The changes.
    #[serde(skip)]
    pub changes: Vec<Change>,
}
