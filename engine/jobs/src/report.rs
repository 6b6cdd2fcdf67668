//! What a run of a job did.

use bindery_connector::finding;
use bindery_connector::ports::JobOutcome;
use bindery_diagnostics::{Diagnostic, Severity};
use bindery_model::TaskStatus;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What a run of a job did.
#[derive(Debug, Clone)]
pub struct JobReport {
    /// How it ended.
    pub outcome: JobOutcome,
    /// In words: `12 tasks completed`.
    pub summary: String,
    /// Counts, and the reports of its parts.
    pub facts: Map<String, Value>,
    /// Findings, secrets masked.
    pub diagnostics: Vec<Diagnostic>,
}

impl JobReport {
    /// A report of something that ended so.
    pub(crate) fn new(outcome: JobOutcome, summary: impl Into<String>) -> Self {
        Self {
            outcome,
            summary: summary.into(),
            facts: Map::new(),
            diagnostics: Vec::new(),
        }
    }

    /// A report of something that could not be done.
    pub(crate) fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        let first = diagnostics.iter().find(|d| d.severity == Severity::Error);
        let summary = first.map_or_else(|| "failed".to_owned(), |d| d.message.clone());
        Self {
            diagnostics,
            ..Self::new(JobOutcome::Failed, summary)
        }
    }

    /// As JSON, findings included.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut all = self.facts.clone();
        all.insert("summary".to_owned(), self.summary.clone().into());
        let found: Vec<Value> = self.diagnostics.iter().map(finding).collect();
        all.insert("diagnostics".to_owned(), json!(found));
        Value::Object(all)
    }
}

/// What became of tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TaskTally {
    /// Attempts.
    pub attempts: usize,
    /// The target has done it.
    pub completed: usize,
    /// There was nothing to do.
    pub no_action: usize,
    /// They will be tried again, or wait for an answer.
    pub again: usize,
    /// An operator has to say what became of them, by number.
    pub in_doubt: Vec<i64>,
    /// The target refused for good, or every try is used up, by number.
    pub failed: Vec<i64>,
    /// They are not to be done any more.
    pub discontinued: usize,
}

impl TaskTally {
    /// Counts a task that is in this state after an attempt.
    pub fn count(&mut self, task: i64, status: TaskStatus) {
        self.attempts += 1;
        match status {
            TaskStatus::Complete => self.completed += 1,
            TaskStatus::NoActionRequired => self.no_action += 1,
            TaskStatus::New | TaskStatus::InProgress | TaskStatus::PendingCreate => self.again += 1,
            TaskStatus::Discontinued => self.discontinued += 1,
            TaskStatus::PendingProvisioning => self.in_doubt.push(task),
            TaskStatus::ProvisioningFailed | TaskStatus::Error => self.failed.push(task),
        }
    }

    /// In words.
    #[must_use]
    pub fn words(&self) -> String {
        let counts = [
            (self.completed, "completed"),
            (self.no_action, "with nothing to do"),
            (self.again, "to be tried again"),
            (self.in_doubt.len(), "in doubt"),
            (self.failed.len(), "failed"),
            (self.discontinued, "discontinued"),
        ];
        let words: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        match words.is_empty() {
            true => "no task was due".to_owned(),
            false => words.join(", "),
        }
    }

    /// How a run with this tally ended.
    pub(crate) fn outcome(&self) -> JobOutcome {
        if self.in_doubt.is_empty() && self.failed.is_empty() {
            JobOutcome::Completed
        } else {
            JobOutcome::Incomplete
        }
    }
}
