//! What a job is.

use bindery_connector::ports::{JobStart, JobTrigger, Timestamp};
use bindery_model::JobKind;

use crate::Schedule;

/// A job: what it does, where, and when.
#[derive(Debug, Clone)]
pub struct JobDefinition {
    /// Its name.
    pub name: String,
    /// What it does.
    pub kind: JobKind,
    /// The endpoint it works on.
    pub endpoint: String,
    /// What part of an application data import.
    pub part: Part,
    /// When; only when somebody asks where `None`.
    pub schedule: Option<Schedule>,
    /// How many tasks are carried out at a time.
    pub workers: usize,
}

/// What part of an application data import runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// Accounts, then access.
    #[default]
    Everything,
    /// Accounts.
    Accounts,
    /// Access.
    Access,
}

impl JobDefinition {
    /// A run of it that is to begin.
    #[must_use]
    pub fn start(&self, trigger: JobTrigger, due: Option<Timestamp>) -> JobStart {
        JobStart {
            job: self.name.clone(),
            kind: self.kind,
            endpoint: self.endpoint.clone(),
            trigger,
            due,
        }
    }
}
