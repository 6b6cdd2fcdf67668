//! What became of an operation, as data.

use bindery_diagnostics::Diagnostic;
use bindery_model::Columns;
use bindery_model::catalogue::Operation;
use serde::{Serialize, Serializer};

/// How an operation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProvisionStatus {
    /// Every call succeeded and the store knows.
    Completed,
    /// A call failed, or the store could not record what the target did.
    Failed,
    /// A write got no answer: nobody knows whether it took effect (design D13).
    InDoubt,
}

/// What became of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallOutcome {
    /// It succeeded by its rules.
    Ok,
    /// An earlier attempt of the task made it succeed; it was not sent again.
    Earlier,
    /// It failed.
    Failed,
    /// It may have taken effect.
    InDoubt,
    /// Its condition does not hold.
    Skipped,
    /// It could not be rendered or must not be sent, so it never left.
    NotSent,
}

impl CallOutcome {
    /// The word in outputs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Earlier => "done earlier",
            Self::Failed => "failed",
            Self::InDoubt => "in doubt",
            Self::Skipped => "skipped",
            Self::NotSent => "not sent",
        }
    }

    /// Whether the call has succeeded, now or earlier.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Ok | Self::Earlier)
    }
}

/// One call of the chain. The URL is masked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CallReport {
    /// The call's name.
    pub name: String,
    /// Its place in the chain, from 1.
    pub place: usize,
    /// The verb; empty for a call that was skipped or could not be rendered.
    pub method: String,
    /// The masked URL.
    pub url: String,
    /// The status; `None` without an answer.
    pub status: Option<u16>,
    /// What became of it.
    pub outcome: CallOutcome,
    /// It was in doubt, and a look-up found that it had happened.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub found: bool,
    /// What the target says of a failure, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The beginning of its answer, masked, where the call says `showResponse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Milliseconds from sending to answer, repeats included.
    pub elapsed_ms: u64,
}

/// The account an operation was about.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AccountSummary {
    /// Its row; `None` where the store has none.
    pub row: Option<i64>,
    /// Its id at the target.
    pub account_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// What the store recorded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EffectReport {
    /// `account-created`, `account-updated`, `account-status`, `access-added`, `access-removed`,
    /// `entitlement-created`, `entitlement-updated`, `entitlement-deleted`.
    pub kind: &'static str,
    /// The account's row; `None` where it is about an entitlement itself.
    pub account: Option<i64>,
    /// The entitlement, as `type value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitlement: Option<String>,
    /// The account's new state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// Columns taken from the responses.
    #[serde(skip_serializing_if = "Columns::is_empty")]
    pub columns: Columns,
}

/// What a ticket call said.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TicketReport {
    /// The number of a new ticket.
    pub id: Option<String>,
    /// The status of a ticket.
    pub status: Option<String>,
    /// What the status means for the task: `complete`, `discontinue`, `pending`.
    pub verdict: Option<&'static str>,
}

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProvisionReport {
    /// The run's number in the store.
    pub run: i64,
    /// The operation.
    pub operation: Operation,
    /// The endpoint.
    pub endpoint: String,
    /// How it ended.
    pub status: ProvisionStatus,
    /// Whether a write succeeded at the target, or may have: true beside a failure means that
    /// target and store differ until the next import.
    pub target_changed: bool,
    /// The user.
    pub user: Option<String>,
    /// The account.
    pub account: AccountSummary,
    /// The entitlement, as `type value`.
    pub entitlement: Option<String>,
    /// The calls in the order they ran.
    pub calls: Vec<CallReport>,
    /// What the store recorded.
    pub effects: Vec<EffectReport>,
    /// The ticket of a ticket operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketReport>,
    /// Requests sent, repeats and token requests included.
    pub requests: u64,
    /// Requests that were repeats.
    pub retries: u64,
    /// Bytes of bodies received.
    pub bytes: u64,
    /// Milliseconds of waiting for the target's sake: before repeats, and between paced requests.
    pub waited_ms: u64,
    /// Milliseconds from start to end.
    pub elapsed_ms: u64,
    /// The findings, masked.
    #[serde(serialize_with = "findings")]
    pub diagnostics: Vec<Diagnostic>,
}

/// Findings without their places: a stored report outlives the files it points into.
pub(crate) fn findings<S: Serializer>(found: &[Diagnostic], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(found.iter().map(crate::finding))
}
