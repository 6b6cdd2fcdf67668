//! The states of accounts and entitlements.

use serde::{Deserialize, Serialize};

/// The state of an account (design D14; `field-notes §3.7`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountStatus {
    /// Active at the target, as an import saw it.
    Active,
    /// Inactive at the target, or missing from a feed that inactivates.
    Inactive,
    /// Made by a provisioning task and not yet seen by an import.
    ManuallyProvisioned,
    /// Taken away by a provisioning task.
    ManuallySuspended,
    /// Missing from a full import (design D7).
    SuspendedFromImport,
}

impl AccountStatus {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Active,
        Self::Inactive,
        Self::ManuallyProvisioned,
        Self::ManuallySuspended,
        Self::SuspendedFromImport,
    ];

    /// EIC's name, as it shows in its pages and reports.
    #[must_use]
    pub const fn eic_name(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
            Self::ManuallyProvisioned => "Manually Provisioned",
            Self::ManuallySuspended => "Manually Suspended",
            Self::SuspendedFromImport => "SUSPENDED FROM IMPORT SERVICE",
        }
    }

    /// What `${account.status}` prints: EIC keeps `1` and `2` for the two ordinary states and the
    /// name for the others.
    #[must_use]
    pub const fn printed(self) -> &'static str {
        match self {
            Self::Active => "1",
            Self::Inactive => "2",
            other => other.eic_name(),
        }
    }

    /// The name in bindery's store and outputs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::ManuallyProvisioned => "manually-provisioned",
            Self::ManuallySuspended => "manually-suspended",
            Self::SuspendedFromImport => "suspended-from-import",
        }
    }

    /// Reads [`AccountStatus::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// Whether the account counts as present at the target: such an account can go missing.
    #[must_use]
    pub const fn is_present(self) -> bool {
        matches!(self, Self::Active | Self::ManuallyProvisioned)
    }
}

/// The state of an entitlement (`rest-dialect §2.4`: 1 active, 6 in process).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntitlementStatus {
    /// Active.
    Active,
    /// Missing from a complete feed, or inactive at the target.
    Inactive,
    /// Stored by the first of several calls, waiting for a later one.
    InProcess,
}

impl EntitlementStatus {
    /// The name in bindery's store and outputs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::InProcess => "in-process",
        }
    }

    /// Reads [`EntitlementStatus::as_str`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Active, Self::Inactive, Self::InProcess]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
}
