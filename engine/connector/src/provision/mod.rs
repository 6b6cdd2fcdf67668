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
mod effect;
mod heartbeat;
mod object;
mod password;
mod prepare;
mod preview;
mod report;
mod response;
mod run;
mod step;
mod subject;
#[cfg(test)]
mod tests;

pub use preview::{Condition, Planned, Preview};
pub use report::{
    AccountSummary, CallOutcome, CallReport, EffectReport, ProvisionReport, ProvisionStatus,
    TicketReport,
};
pub use subject::{EntitlementSubject, OperationRequest, Subject};

pub(crate) use report::findings;
pub(crate) use step::Workshop;
