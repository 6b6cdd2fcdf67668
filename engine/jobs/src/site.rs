//! What jobs need from outside: connectors, stores, a clock, and somebody who listens.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bindery_connector::ports::{Clock, JobOutcome, JobRunId, JobRuns, TaskStore, Timestamp};
use bindery_connector::provision::TaskReport;
use bindery_connector::{Connector, ImportOptions, Outcome};
use bindery_diagnostics::Diagnostic;
use bindery_model::{JobKind, Task};

/// A future of a job's work; it stays on the thread that polls it.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The repository, as jobs need it.
pub trait JobStore: TaskStore + JobRuns {}

impl<T: TaskStore + JobRuns + ?Sized> JobStore for T {}

/// What carries tasks out: a connector.
pub trait Target {
    /// Carries a claimed task out and settles it.
    ///
    /// # Errors
    /// What kept it from being settled: a store that fails, a claim that was lost.
    fn carry_out<'a>(
        &'a self,
        task: &'a Task,
        worker: &'a str,
        store: &'a mut dyn JobStore,
    ) -> Work<'a, Outcome<TaskReport>>;
}

impl Target for Connector {
    fn carry_out<'a>(
        &'a self,
        task: &'a Task,
        worker: &'a str,
        store: &'a mut dyn JobStore,
    ) -> Work<'a, Outcome<TaskReport>> {
        Box::pin(async move { Self::carry_out(self, task, worker, store).await })
    }
}

/// What imports an endpoint.
pub struct Importer {
    /// The connector.
    pub connector: Connector,
    /// How.
    pub options: ImportOptions,
}

/// The place that jobs run at.
pub trait Site {
    /// What imports an endpoint.
    ///
    /// # Errors
    /// What is wrong with the connection.
    fn importer(&self, endpoint: &str) -> Result<Importer, Vec<Diagnostic>>;

    /// What provisions an endpoint.
    ///
    /// # Errors
    /// What is wrong with the connection.
    fn target(&self, endpoint: &str) -> Result<Arc<dyn Target>, Vec<Diagnostic>>;

    /// A handle on the store; each worker has its own.
    ///
    /// # Errors
    /// `R5001` when it cannot be opened.
    fn store(&self) -> Outcome<Box<dyn JobStore>>;

    /// The clock.
    fn clock(&self) -> &dyn Clock;

    /// Who hears of what happens.
    fn listener(&self) -> &dyn JobListener;
}

/// What happens to jobs.
#[derive(Debug, Clone, PartialEq)]
pub enum JobEvent {
    /// A job is due at this moment, next.
    Scheduled {
        /// Its name.
        job: String,
        /// The moment.
        next: Timestamp,
    },
    /// A run began.
    Started {
        /// Its name.
        job: String,
        /// What it does.
        kind: JobKind,
        /// The endpoint.
        endpoint: String,
        /// The run.
        run: JobRunId,
    },
    /// A run ended.
    Ended {
        /// Its name.
        job: String,
        /// The run.
        run: JobRunId,
        /// How.
        outcome: JobOutcome,
        /// In words.
        summary: String,
        /// What it found.
        found: Vec<Diagnostic>,
    },
    /// A run could not begin.
    NotStarted {
        /// Its name.
        job: String,
        /// Why.
        found: Vec<Diagnostic>,
    },
    /// Moments of a schedule passed without a run.
    Missed {
        /// Its name.
        job: String,
        /// How many; a lower bound where it is [`MOST_MISSED`](crate::MOST_MISSED).
        times: u64,
        /// The last of them.
        last: Timestamp,
        /// Why.
        why: String,
    },
    /// A task was carried out.
    Task(Box<TaskReport>),
}

/// Hears of jobs.
pub trait JobListener {
    /// Something happened.
    fn hear(&self, event: &JobEvent);
}
