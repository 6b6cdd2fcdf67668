//! Provisioning: one operation on one account, from the request to the store.
//!
//! ```text
//! OperationRequest ─ look up ─► subjects ─ bind ─► names
//!                                                   │ chain: render, send, judge, bind the answer
//!                                                   ▼
//!            store ◄─ record ─ effects ◄─ accountIdPath, responseColsToPropsMap
//! ```
//!
//! Effects are recorded only after the whole chain has succeeded. A write without an answer is *in
//! doubt*: nothing is recorded for it, and the report says how to find out (design D13).
//! [`Connector::dry_run`](crate::Connector::dry_run) renders the same requests without sending or storing anything.

mod bindings;
mod chain;
mod comment;
mod effect;
mod end;
mod gaps;
mod heartbeat;
mod ledger;
mod lookup;
mod object;
mod pace;
mod password;
mod policy;
mod prepare;
mod preview;
mod read_back;
mod report;
mod response;
mod run;
mod standing;
mod step;
mod subject;
mod task;
mod task_object;
mod task_report;
#[cfg(test)]
mod tests;
mod ticket;

pub use gaps::Gaps;
pub use policy::{Resume, TaskPolicy};
pub use preview::{Condition, Planned, Preview};
pub use report::{
    AccountSummary, CallOutcome, CallReport, EffectReport, ProvisionReport, ProvisionStatus,
    TicketReport,
};
pub use subject::{EntitlementSubject, OperationRequest, Subject};
pub use task_report::TaskReport;

pub(crate) use pace::Pace;
pub(crate) use report::findings;
pub(crate) use step::Workshop;
