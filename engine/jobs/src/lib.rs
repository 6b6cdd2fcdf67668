//! Jobs: what runs on a schedule, or when somebody asks.
//!
//! | module | what it knows |
//! |---|---|
//! | `schedule` | cron: when a job is due |
//! | `definition` | what a job is |
//! | `site` | what the crate needs from outside: connectors, stores, a clock |
//! | `stop` | being asked to stop |
//! | `import`, `provisioning`, `tickets` | what each kind of job does |
//! | `workers` | several tasks at a time, each claimed by one worker |
//! | `running` | one run of a job, with its history |
//! | `scheduler` | every job when it is due, until stopped |
//! | `report` | what a run did |
//!
//! Nothing here is spawned: the futures of one call share its task, so that dropping the call drops
//! what it began, and no work of a job outlives it.

mod definition;
mod import;
mod provisioning;
mod report;
mod running;
mod schedule;
mod scheduler;
mod site;
mod stop;
mod tickets;
mod workers;

#[cfg(test)]
mod tests;

pub use definition::{JobDefinition, Part};
pub use import::{access_before_accounts, accounts_before_users};
pub use report::{JobReport, TaskTally};
pub use running::{Ran, run};
pub use schedule::{Schedule, ScheduleProblem};
pub use scheduler::{MOST_MISSED, Scheduler};
pub use site::{Importer, JobEvent, JobListener, JobStore, Site, Target, Work};
pub use stop::{Stop, Stopper};
pub use workers::{Worked, Workers, carry_out_all};
