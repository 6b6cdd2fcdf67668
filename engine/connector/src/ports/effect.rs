//! Effects: what provisioning proved to have done at the target.

use bindery_model::{AccountStatus, Columns, Membership};

/// The proven effect of a provisioning operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// An account was made, or is adopted if one of this id or name exists.
    AccountCreated {
        /// The id the target gave, where it gave one.
        account_id: Option<String>,
        /// The account name.
        name: String,
        /// Further columns from `responseColsToPropsMap`.
        columns: Columns,
        /// The user it belongs to.
        user: Option<String>,
        /// What it holds, by type, as its record says; `None` where that was not read.
        memberships: Option<Vec<Membership>>,
    },
    /// Columns of an account changed.
    AccountUpdated {
        /// The account's row.
        account: i64,
        /// The new values.
        columns: Columns,
        /// What it holds, by type, as its record says; `None` where that was not read.
        memberships: Option<Vec<Membership>>,
    },
    /// An account's state changed: enabled, disabled, removed.
    AccountStatusChanged {
        /// The account's row.
        account: i64,
        /// The new state. [`AccountStatus::ManuallySuspended`] also removes its links.
        status: AccountStatus,
    },
    /// An account was given an entitlement.
    AccessAdded {
        /// The account's row.
        account: i64,
        /// The entitlement's row.
        entitlement: i64,
    },
    /// An account lost an entitlement.
    AccessRemoved {
        /// The account's row.
        account: i64,
        /// The entitlement's row.
        entitlement: i64,
    },
    /// An entitlement was made, or is adopted if one of this id or value exists.
    EntitlementCreated {
        /// Its type.
        entitlement_type: String,
        /// The id the target gave, where it gave one.
        entitlement_id: Option<String>,
        /// Its value.
        value: String,
        /// Further columns from `responseColsToPropsMap`.
        columns: Columns,
    },
    /// Columns of an entitlement changed.
    EntitlementUpdated {
        /// The entitlement's row.
        entitlement: i64,
        /// The new values.
        columns: Columns,
    },
    /// An entitlement was deleted: it is inactive, and nobody has it any more.
    EntitlementDeleted {
        /// The entitlement's row.
        entitlement: i64,
    },
}

impl Effect {
    /// Whether it is about an entitlement itself, and so about no account.
    #[must_use]
    pub const fn is_about_entitlements(&self) -> bool {
        matches!(
            self,
            Self::EntitlementCreated { .. }
                | Self::EntitlementUpdated { .. }
                | Self::EntitlementDeleted { .. }
        )
    }
}
