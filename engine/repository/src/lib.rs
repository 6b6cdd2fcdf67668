//! The repository: accounts, entitlements and links in an embedded SQLite store.
//!
//! | module | what it knows |
//! |---|---|
//! | `repository`, `migrations`, `blank` | opening, copying, versions, transactions; a store with nothing in it |
//! | `store` | the port of the connector, answered |
//! | `lease`, `holder` | runs, one at a time per endpoint |
//! | `staging`, `presence` | pages as they arrive, and rows that need no staging |
//! | `visits` | what further calls of a run are made for |
//! | `pages`, `creation` | the first import of a scope |
//! | `shape`, `comparison`, `difference`, `reconciliation` | staged rows against stored ones |
//! | `links` | who has what |
//! | `relations` | maps between entitlements, and their owners |
//! | `associations` | accounts of logical endpoints |
//! | `endpoints` | what a workspace declares |
//! | `job_runs` | the history of jobs, one run of a job at a time |
//! | `users`, `correlation` | the people, and which accounts are theirs |
//! | `effects`, `entitlement_effects` | what provisioning proved |
//! | `lookups`, `listing`, `task_listing`, `scope` | finding and listing |
//! | `tasks`, `lanes`, `claims`, `journal`, `settlement` | tasks, their order, who works on them, what came of it |
//! | `requests`, `subjects`, `standing`, `making` | what is asked for becomes tasks |
//! | `decisions` | what a person decides about a task |
//! | `audit` | who did what when, append-only |
//! | `seal`, `keyring`, `vault`, `secrets`, `rotation` | secrets that outlive a run |
//! | `failure`, `time` | errors and times at the edge |

mod associations;
mod audit;
mod blank;
mod claims;
mod comparison;
mod correlation;
mod creation;
mod decisions;
mod difference;
mod effects;
mod endpoints;
mod entitlement_effects;
mod failure;
mod holder;
mod job_runs;
mod journal;
mod keyring;
mod lanes;
mod late_indexes;
mod lease;
mod links;
mod listing;
mod lookups;
mod making;
mod migrations;
mod pages;
mod presence;
mod reconciliation;
mod relations;
mod repository;
mod requests;
mod rotation;
mod scope;
mod seal;
mod secrets;
mod settlement;
mod shape;
mod staging;
mod standing;
mod store;
mod subjects;
mod task_listing;
mod tasks;
mod time;
mod users;
mod vault;
mod visits;

#[cfg(test)]
mod tests;

pub use audit::{AuditFilter, AuditRecord, AuditSummary};
pub use comparison::LISTED_CHANGES;
pub use decisions::{Decision, Doubt, Retry};
pub use endpoints::SecuritySystemRecord;
pub use job_runs::JobRunRecord;
pub use listing::{Count, EndpointRecord, Filter, MapRecord, RunRecord};
pub use repository::{Options, Repository};
pub use requests::{NewRequest, RequestMade, TaskMade};
pub use seal::SealKey;
pub use secrets::SecretRecord;
pub use task_listing::{ClaimRecord, TaskCount, TaskFilter};
pub use vault::StoreVault;
