//! What a run did over time, for its page and its metrics: phases, calls, waits, records as they came.
//!
//! It is bounded however long a run is: beyond [`POINTS`] points every other one is dropped, and of
//! waits only the first [`WAITS`] are kept one by one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use bindery_connector::ports::{Clock, Event, Listener, Timestamp};

/// Points of the curve that are kept, at most.
const POINTS: usize = 800;

/// Waits that are kept one by one.
const WAITS: usize = 50;

/// Listens to a run.
pub struct Chronicle {
    clock: Arc<dyn Clock>,
    story: Mutex<Story>,
}

/// What a run did. Times are milliseconds since it began; texts are masked.
#[derive(Debug, Clone, Default)]
pub struct Story {
    /// When it began.
    pub began: Timestamp,
    /// When it ended, as a time since then.
    pub ended: i64,
    /// Its phases in order.
    pub phases: Vec<Phase>,
    /// Records read so far, at a time.
    pub points: Vec<(i64, usize)>,
    /// Requests by what they served.
    pub calls: BTreeMap<String, Calls>,
    /// The first waits.
    pub waits: Vec<Wait>,
    /// Waits in all.
    pub waited: usize,
    records: usize,
    step: usize,
    skipped: usize,
}

/// One phase.
#[derive(Debug, Clone)]
pub struct Phase {
    /// Its name.
    pub name: String,
    /// When it began.
    pub from: i64,
    /// When it ended; `None` where the run ended in it.
    pub to: Option<i64>,
    /// What it did.
    pub summary: String,
}

/// Requests that served one purpose.
#[derive(Debug, Clone, Default)]
pub struct Calls {
    /// How many.
    pub count: u64,
    /// Those that did not go well.
    pub failed: u64,
    /// Bytes of the answers.
    pub bytes: u64,
    /// Milliseconds until the answers were there, together.
    pub total_ms: f64,
    /// The longest of them.
    pub longest_ms: f64,
    /// How many were answered with which status; `none` for no answer.
    pub statuses: BTreeMap<String, u64>,
}

/// A wait for the target's sake.
#[derive(Debug, Clone)]
pub struct Wait {
    /// When it began.
    pub from: i64,
    /// How long, in milliseconds.
    pub for_ms: i64,
    /// Why.
    pub reason: String,
}

impl Chronicle {
    /// Begins to listen.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let story = Story {
            began: clock.now(),
            step: 1,
            ..Story::default()
        };
        Self {
            clock,
            story: Mutex::new(story),
        }
    }

    /// What was heard until now.
    pub fn story(&self) -> Story {
        let story = self.story.lock().unwrap_or_else(PoisonError::into_inner);
        let mut story = story.clone();
        story.ended = self.clock.now() - story.began;
        story.points.push((story.ended, story.records));
        story
    }
}

impl Listener for Chronicle {
    fn hear(&self, event: &Event) {
        let now = self.clock.now();
        let mut story = self.story.lock().unwrap_or_else(PoisonError::into_inner);
        let at = now - story.began;
        story.hear(at, event);
    }
}

impl Story {
    fn hear(&mut self, at: i64, event: &Event) {
        match event {
            Event::PhaseStarted { phase } => self.phases.push(Phase {
                name: phase.clone(),
                from: at,
                to: None,
                summary: String::new(),
            }),
            Event::PhaseEnded { phase, summary } => {
                let mut phases = self.phases.iter_mut().rev();
                if let Some(ended) = phases.find(|p| p.name == *phase && p.to.is_none()) {
                    ended.to = Some(at);
                    ended.summary.clone_from(summary);
                }
            }
            Event::Page { rows, .. } => {
                self.records += rows;
                self.point(at);
            }
            Event::Call {
                purpose,
                status,
                outcome,
                bytes,
                elapsed,
                ..
            } => {
                let calls = self.calls.entry(purpose.clone()).or_default();
                let took = elapsed.as_secs_f64() * 1000.0;
                calls.count += 1;
                calls.failed += u64::from(outcome != "ok");
                calls.bytes += bytes;
                calls.total_ms += took;
                calls.longest_ms = calls.longest_ms.max(took);
                let status = status.map_or_else(|| "none".to_owned(), |s| s.to_string());
                *calls.statuses.entry(status).or_default() += 1;
            }
            Event::Waiting {
                reason, duration, ..
            } => {
                self.waited += 1;
                if self.waits.len() < WAITS {
                    self.waits.push(Wait {
                        from: at,
                        for_ms: i64::try_from(duration.as_millis()).unwrap_or(i64::MAX),
                        reason: reason.clone(),
                    });
                }
            }
            Event::Found(_) | Event::Record { .. } => {}
        }
    }

    fn point(&mut self, at: i64) {
        self.skipped += 1;
        if self.skipped < self.step {
            return;
        }
        self.skipped = 0;
        self.points.push((at, self.records));
        if self.points.len() >= POINTS {
            let mut keep = false;
            self.points.retain(|_| {
                keep = !keep;
                keep
            });
            self.step *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_keeps_a_bounded_curve_with_every_record_in_it() {
        let mut story = Story {
            step: 1,
            ..Story::default()
        };
        for at in 0..100_000 {
            story.hear(
                at,
                &Event::Page {
                    phase: String::new(),
                    rows: 2,
                    total: 0,
                    expected: None,
                },
            );
        }
        assert!(story.points.len() < POINTS && story.points.len() > POINTS / 4);
        assert_eq!(story.records, 200_000);
    }
}
