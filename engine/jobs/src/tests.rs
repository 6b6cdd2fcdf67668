//! The scheduler by a clock that the test moves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bindery_connector::Outcome;
use bindery_connector::ports::{BoxFuture, Clock, JobOutcome, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::JobKind;
use bindery_repository::{Filter, JobRunRecord, Repository};
use tempfile::TempDir;

use crate::{
    Importer, JobDefinition, JobEvent, JobListener, JobStore, Part, Schedule, Scheduler, Site,
    Stop, Stopper, Target,
};

/// 2024-06-15T12:34:56Z.
const NOW: Timestamp = 1_718_454_896_000;
const MINUTE: Timestamp = 60_000;

/// A clock that goes as fast as somebody sleeps, and once leaps.
struct Leaping {
    now: AtomicI64,
    leap: AtomicI64,
}

impl Clock for Leaping {
    fn now(&self) -> Timestamp {
        self.now.load(Ordering::Relaxed)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let slept = i64::try_from(duration.as_millis()).unwrap();
            let leap = self.leap.swap(0, Ordering::Relaxed);
            self.now.fetch_add(slept + leap, Ordering::Relaxed);
            tokio::task::yield_now().await;
        })
    }
}

/// A place where every import fails, until so many have.
struct Place {
    folder: TempDir,
    clock: Leaping,
    events: RefCell<Vec<JobEvent>>,
    stopper: Stopper,
    most: usize,
}

impl Place {
    fn new(most: usize) -> (Self, Stop) {
        let (stopper, stop) = Stopper::new();
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Leaping {
                now: AtomicI64::new(NOW),
                leap: AtomicI64::new(0),
            },
            events: RefCell::default(),
            stopper,
            most,
        };
        (place, stop)
    }

    fn open(&self) -> Repository {
        Repository::open(self.folder.path().join("store.db")).unwrap()
    }

    fn serve(&self, stop: &Stop) {
        let job = JobDefinition {
            name: "hourly".into(),
            kind: JobKind::UserImport,
            endpoint: "HR".into(),
            part: Part::Everything,
            schedule: Some(Schedule::parse("*/5 * * * *", None).unwrap()),
            workers: 1,
        };
        let built = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let scheduler = Scheduler::new(self, vec![job]);
        built.unwrap().block_on(scheduler.serve(stop)).unwrap();
    }

    fn runs(&self) -> Vec<JobRunRecord> {
        let mut runs = self.open().list_job_runs(None, &Filter::default()).unwrap();
        runs.reverse();
        runs
    }
}

impl JobListener for Place {
    fn hear(&self, event: &JobEvent) {
        self.events.borrow_mut().push(event.clone());
        let events = self.events.borrow();
        let ended = events
            .iter()
            .filter(|e| matches!(e, JobEvent::Ended { .. }));
        if ended.count() >= self.most {
            self.stopper.stop();
        }
    }
}

impl Site for Place {
    fn importer(&self, _endpoint: &str) -> Result<Importer, Vec<Diagnostic>> {
        Err(vec![Diagnostic::new(
            codes::NO_OPERATION,
            "there is nothing to import",
        )])
    }

    fn target(&self, _endpoint: &str) -> Result<Arc<dyn Target>, Vec<Diagnostic>> {
        Err(Vec::new())
    }

    fn store(&self) -> Outcome<Box<dyn JobStore>> {
        Ok(Box::new(self.open()))
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }

    fn listener(&self) -> &dyn JobListener {
        self
    }
}

fn due(runs: &[JobRunRecord]) -> Vec<&str> {
    runs.iter().filter_map(|run| run.due.as_deref()).collect()
}

#[test]
fn a_job_runs_at_each_moment_of_its_schedule_until_it_is_stopped() {
    let (place, stop) = Place::new(3);
    place.serve(&stop);
    let runs = place.runs();
    let moments = [
        "2024-06-15T12:35:00.000Z",
        "2024-06-15T12:40:00.000Z",
        "2024-06-15T12:45:00.000Z",
    ];
    assert_eq!(due(&runs), moments);
    assert!(
        runs.iter()
            .all(|run| run.outcome == JobOutcome::Failed.as_str())
    );
}

#[test]
fn moments_that_a_sleeping_machine_left_out_are_told_once_and_not_made_up_for() {
    let (place, stop) = Place::new(1);
    place.clock.leap.store(31 * MINUTE, Ordering::Relaxed);
    place.serve(&stop);
    let runs = place.runs();
    let told: Vec<(&str, i64)> = runs.iter().map(|r| (&*r.outcome, r.times)).collect();
    assert_eq!(told, [("missed", 6), ("failed", 1)]);
    assert_eq!(
        due(&runs),
        ["2024-06-15T13:00:00.000Z", "2024-06-15T13:05:00.000Z"]
    );
}

#[test]
fn moments_without_a_server_are_told_when_one_begins() {
    let (place, stop) = Place::new(1);
    place.serve(&stop);
    place.clock.now.fetch_add(12 * MINUTE, Ordering::Relaxed);
    let (stopper, stop) = Stopper::new();
    let again = Place {
        stopper,
        events: RefCell::default(),
        ..place
    };
    again.serve(&stop);
    let missed = again.events.borrow().iter().find_map(|event| match event {
        JobEvent::Missed { times, why, .. } => Some((*times, why.clone())),
        _ => None,
    });
    assert_eq!(missed, Some((2, "nobody served the store".to_owned())));
}
