//! Keeps the reports of tasks, for who tells of them when all have ended.

use std::cell::RefCell;

use bindery_connector::provision::TaskReport;
use bindery_jobs::{JobEvent, JobListener};

/// The reports of tasks, in the order in which they ended.
#[derive(Default)]
pub struct Reports(RefCell<Vec<TaskReport>>);

impl Reports {
    /// Those since the last time it was asked.
    pub fn take(&self) -> Vec<TaskReport> {
        self.0.take()
    }
}

impl JobListener for Reports {
    fn hear(&self, event: &JobEvent) {
        if let JobEvent::Task(report) = event {
            self.0.borrow_mut().push((**report).clone());
        }
    }
}
