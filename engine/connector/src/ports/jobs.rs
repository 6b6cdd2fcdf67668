//! The history of jobs, and one run of a job at a time.
//!
//! A run that goes on holds its job: another one of the same job is refused until it ends, or shows no
//! life for a minute. A run of the schedule is also the only one of its moment: of several processes
//! that serve one store, one gets it.

use bindery_model::JobKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Timestamp;
use crate::Outcome;

/// A job run's row in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobRunId(pub i64);

/// Why a job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobTrigger {
    /// Its schedule.
    Schedule,
    /// Somebody asked.
    Manual,
}

impl JobTrigger {
    /// The word in the store and in outputs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Manual => "manual",
        }
    }
}

/// How a job run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobOutcome {
    /// Still going, or killed.
    Running,
    /// All of it was done.
    Completed,
    /// It ran to its end, and something of it failed, was refused by a guard or is in doubt.
    Incomplete,
    /// It could not be done.
    Failed,
    /// It was asked to stop, and ended what was under way.
    Stopped,
    /// It was due, and nobody was there to run it.
    Missed,
}

impl JobOutcome {
    /// The word in the store and in outputs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
            Self::Missed => "missed",
        }
    }
}

/// A run that is to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobStart {
    /// The job's name.
    pub job: String,
    /// What it does.
    pub kind: JobKind,
    /// The endpoint it works on.
    pub endpoint: String,
    /// Why it runs.
    pub trigger: JobTrigger,
    /// The moment of the schedule that it is for.
    pub due: Option<Timestamp>,
}

/// The history of jobs. Every method is one transaction.
pub trait JobRuns: Send {
    /// Begins a run. `None` where the moment of the schedule has been taken care of already.
    ///
    /// # Errors
    /// `R5005` while another run of the job goes on.
    fn begin_job(&mut self, start: &JobStart, now: Timestamp) -> Outcome<Option<JobRunId>>;

    /// Shows that a run is alive.
    fn renew_job(&mut self, run: JobRunId, now: Timestamp) -> Outcome<()>;

    /// Ends a run: its outcome and report are kept.
    fn finish_job(
        &mut self,
        run: JobRunId,
        outcome: JobOutcome,
        report: &Value,
        now: Timestamp,
    ) -> Outcome<()>;

    /// Notes that a job was due and did not run: how often, and when last.
    fn note_missed(
        &mut self,
        start: &JobStart,
        times: u64,
        why: &str,
        now: Timestamp,
    ) -> Outcome<()>;

    /// The last moment of a job's schedule that was taken care of.
    fn last_due(&mut self, job: &str) -> Outcome<Option<Timestamp>>;

    /// Whether an endpoint has accounts, or had none when they were imported.
    fn has_accounts(&mut self, endpoint: &str) -> Outcome<bool>;

    /// Whether there are users.
    fn has_users(&mut self) -> Outcome<bool> {
        Ok(true)
    }

    /// The tasks of an endpoint that wait for their ticket, by number; they are due now.
    fn open_tickets(&mut self, _endpoint: &str) -> Outcome<Vec<i64>> {
        Ok(Vec::new())
    }
}
