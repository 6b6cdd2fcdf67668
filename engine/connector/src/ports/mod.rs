//! The outside world, one small trait each: wire, store, tasks, jobs, clock, randomness, secrets, listener.

mod clock;
mod effect;
mod endpoints;
mod event;
mod jobs;
mod parties;
mod random;
mod reconciliation;
mod relations;
mod secrets;
mod store;
mod tasks;
mod transport;
mod users;

pub use bindery_mapping::MissingAction;
pub use clock::{Clock, Timestamp};
pub use effect::Effect;
pub use endpoints::{AssociationChanges, EndpointFacts, EndpointFilter};
pub use event::{CallDetail, Event, Listener, Silent, Wants};
pub use jobs::{JobOutcome, JobRunId, JobRuns, JobStart, JobTrigger};
pub use parties::{Parties, RequestFacts};
pub use random::Random;
pub use reconciliation::{
    AccountChanges, AccountFacts, AccountRule, AccountVerdict, Change, ChangeKind,
    EntitlementChanges, EntitlementFacts, EntitlementRule, EntitlementVerdict, LinkChanges,
    LinkRule, LinkSource,
};
pub use relations::{Relation, RelationChanges, RelationEnd, RelationRecord, RelationRule};
pub use secrets::{KeyFiles, Vault};
pub use store::{Objects, RunId, RunKind, RunOutcome, RunStatus, StagedPage, StagedRows, Store};
pub use tasks::{
    CLAIM, JournalAnswer, JournalEntry, JournalPlace, JournalState, Settlement, TaskStore, Tasks,
};
pub use transport::{
    RequestSpec, ResponseData, TlsProfile, Transport, TransportError, TransportFault,
};
pub use users::{
    CorrelationChanges, CorrelationRule, UserChanges, UserFacts, UserRule, UserTemplate,
    UserVerdict,
};

pub(crate) use reconciliation::is_zero;

use std::future::Future;
use std::pin::Pin;

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
