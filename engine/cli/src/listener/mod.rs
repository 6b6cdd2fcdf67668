//! Who hears what a run tells: a person at a terminal, a log, a trace file, or several of them.

mod chronicle;
mod jobs;
mod log;
#[cfg(feature = "otel")]
mod otel;
mod progress;
mod reports;
mod trace;

pub use chronicle::{Calls, Chronicle, Phase, Story};
pub use jobs::{JobLog, Unheard, style, task_line};
pub use log::{Log, LogForm};
#[cfg(feature = "otel")]
pub use otel::Spans;
pub use progress::{Progress, call_text, mark, path_of};
pub use reports::Reports;
pub use trace::Trace;

use std::sync::Arc;

use bindery_connector::ports::{Event, Listener, Wants};

/// Passes every event on to all of its members, in order.
pub struct Several(pub Vec<Arc<dyn Listener>>);

impl Listener for Several {
    fn wants(&self) -> Wants {
        let wanted = self.0.iter().map(|listener| listener.wants());
        wanted.max().unwrap_or_default()
    }

    fn hear(&self, event: &Event) {
        for listener in &self.0 {
            listener.hear(event);
        }
    }
}
