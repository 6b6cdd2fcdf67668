//! What became of an attempt on a task, as data.

use bindery_diagnostics::Diagnostic;
use bindery_model::TaskStatus;
use bindery_model::catalogue::Operation;
use serde::{Serialize, Serializer};

use super::report::{AccountSummary, CallReport, EffectReport, TicketReport, findings};
use crate::ports::Timestamp;

/// What became of an attempt on a task.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaskReport {
    /// The task's number.
    pub task: i64,
    /// The operation.
    pub operation: Operation,
    /// The endpoint.
    pub endpoint: String,
    /// The task's new state.
    #[serde(serialize_with = "eic_name")]
    pub status: TaskStatus,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// What was added to the provisioning comments.
    pub comment: String,
    /// Not to be tried again before, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// Whether a write succeeded at the target, in this attempt or an earlier one, or may have.
    pub target_changed: bool,
    /// The user.
    pub user: Option<String>,
    /// The account.
    pub account: AccountSummary,
    /// The entitlement, as `type value`.
    pub entitlement: Option<String>,
    /// The calls in the order they ran; those that an earlier attempt made say so.
    pub calls: Vec<CallReport>,
    /// What the store recorded.
    pub effects: Vec<EffectReport>,
    /// The ticket of a ticket operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketReport>,
    /// Milliseconds from start to end.
    pub elapsed_ms: u64,
    /// The findings, masked.
    #[serde(serialize_with = "findings")]
    pub diagnostics: Vec<Diagnostic>,
}

fn eic_name<S: Serializer>(status: &TaskStatus, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(status.eic_name())
}
