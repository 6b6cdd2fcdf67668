//! Tasks: what a request asks of a target, one operation on one account each (`field-notes §4.6`).
//!
//! A request makes tasks; the provisioning job, or instant provisioning, carries them out. A task is
//! claimed, its calls are sent, and it is settled together with what they proved. One that waits for
//! another (access for an account that is yet to be made) names it as its parent.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::catalogue::Operation;

/// The state of a task, with EIC's numbers (`field-notes §4.6`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskStatus {
    /// Waits for the provisioning job, also after an attempt that may be repeated.
    New,
    /// A worker has claimed it; the job skips it until the claim expires.
    InProgress,
    /// The target has done it and the repository says so.
    Complete,
    /// Somebody decided that it is not to be done.
    Discontinued,
    /// Waits until its parent has made the account.
    PendingCreate,
    /// In doubt: a write got no answer, and an operator has to say what became of it (design D13).
    PendingProvisioning,
    /// The target refused for good: an answer that no repetition changes.
    ProvisioningFailed,
    /// Every try is used up.
    Error,
    /// There was nothing to do: the target, or the repository, already is as asked.
    NoActionRequired,
}

impl TaskStatus {
    /// Every state, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::New,
        Self::InProgress,
        Self::Complete,
        Self::Discontinued,
        Self::PendingCreate,
        Self::PendingProvisioning,
        Self::ProvisioningFailed,
        Self::Error,
        Self::NoActionRequired,
    ];

    /// EIC's number, 1 to 9.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::New => 1,
            Self::InProgress => 2,
            Self::Complete => 3,
            Self::Discontinued => 4,
            Self::PendingCreate => 5,
            Self::PendingProvisioning => 6,
            Self::ProvisioningFailed => 7,
            Self::Error => 8,
            Self::NoActionRequired => 9,
        }
    }

    /// EIC's name.
    #[must_use]
    pub const fn eic_name(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::InProgress => "INPROGRESS",
            Self::Complete => "COMPLETE",
            Self::Discontinued => "DISCONTINUE",
            Self::PendingCreate => "PENDINGCREATE",
            Self::PendingProvisioning => "PENDINGPROV",
            Self::ProvisioningFailed => "PROVFAILED",
            Self::Error => "ERROR",
            Self::NoActionRequired => "NO_ACTION_REQUIRED",
        }
    }

    /// Finds a state by its number or its name.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| {
            status.eic_name().eq_ignore_ascii_case(text) || status.code().to_string() == text
        })
    }

    /// Whether nothing will happen to the task any more unless somebody asks for it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        !matches!(
            self,
            Self::New | Self::InProgress | Self::PendingCreate | Self::PendingProvisioning
        )
    }
}

/// The entitlement of an access task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskEntitlement {
    /// Its type.
    pub entitlement_type: String,
    /// Its id at the target; its value where it has none.
    pub id: String,
}

/// A task, as the repository holds it. Its password, if it has one, and the seed of its random numbers are
/// sealed and not among this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its number.
    pub id: i64,
    /// The request that made it.
    pub request: Option<i64>,
    /// The task that has to be complete first.
    pub parent: Option<i64>,
    /// The endpoint whose target it is carried out at.
    pub endpoint: String,
    /// The logical endpoint that it was asked for at (`ENDPOINTS_FILTER`).
    pub logical: Option<String>,
    /// What is to be done.
    pub operation: Operation,
    /// The action of an update-user task.
    pub action: Option<String>,
    /// Its state.
    pub status: TaskStatus,
    /// The user it is for, by username.
    pub user: Option<String>,
    /// The account: its id, or its name where it has none yet.
    pub account: Option<String>,
    /// The name of the account; of a new one, the name that it gets.
    pub account_name: Option<String>,
    /// The entitlement of an access task.
    pub entitlement: Option<TaskEntitlement>,
    /// Who or what asked: `REQUEST`, `PROVRULE`, ….
    pub source: String,
    /// The attributes of the request; `None` for birthright access.
    pub attributes: Option<Map<String, Value>>,
    /// Why it is wanted.
    pub justification: Option<String>,
    /// What people wrote.
    pub comments: Option<String>,
    /// What happened, a line per attempt, masked.
    pub provisioning_comments: Option<String>,
    /// Attempts so far.
    pub tries: u32,
    /// Not to be started before, in milliseconds since 1970.
    pub start: Option<i64>,
    /// When the access ends, in milliseconds since 1970.
    pub end: Option<i64>,
    /// Not to be tried again before, in milliseconds since 1970.
    pub not_before: Option<i64>,
    /// The number of its ticket.
    pub ticket: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub created: i64,
    /// When it changed last, in milliseconds since 1970.
    pub changed: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_found_by_number_and_name() {
        for (index, status) in TaskStatus::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(status.code()), index + 1);
            assert_eq!(TaskStatus::find(status.eic_name()), Some(status));
            assert_eq!(TaskStatus::find(&status.code().to_string()), Some(status));
        }
        assert_eq!(TaskStatus::find("done"), None);
    }
}
