//! Jobs: what runs on a schedule, or when somebody asks (the guide's job scheduler).

use serde::{Deserialize, Serialize};

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobKind {
    /// Accounts, then access, single threaded.
    ApplicationDataImport,
    /// Users of a connection.
    UserImport,
    /// Carries tasks out (`WSRETRY`).
    Provisioning,
    /// Asks the target what became of tickets.
    TicketStatus,
}

impl JobKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::ApplicationDataImport,
        Self::UserImport,
        Self::Provisioning,
        Self::TicketStatus,
    ];

    /// The word in settings, on the command line and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApplicationDataImport => "application-data-import",
            Self::UserImport => "user-import",
            Self::Provisioning => "provisioning",
            Self::TicketStatus => "ticket-status",
        }
    }

    /// EIC's name.
    #[must_use]
    pub const fn eic_name(self) -> &'static str {
        match self {
            Self::ApplicationDataImport => "Application Data Import (Single Threaded)",
            Self::UserImport => "User Import",
            Self::Provisioning => "Provisioning (WSRETRY)",
            Self::TicketStatus => "Ticket Status",
        }
    }

    /// Finds a kind by its word.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_word() {
        for kind in JobKind::ALL {
            assert_eq!(JobKind::find(kind.as_str()), Some(kind));
        }
        assert_eq!(JobKind::find("backup"), None);
    }
}
