//! Workers: several tasks at a time. Each worker has a handle on the store of its own, claims the task
//! that is due next and carries it out. A worker that finds nothing due waits while others are at work,
//! because what they finish may free the next task, and ends when nobody is.
//!
//! Together they hold the endpoint, so that no import reads what they are about to change; other
//! workers may hold it too.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use bindery_connector::Outcome;
use bindery_connector::ports::{RunId, RunKind, RunOutcome, RunStatus};
use bindery_connector::provision::TaskReport;
use bindery_diagnostics::Diagnostic;
use bindery_model::Task;
use futures_util::future::join_all;
use serde_json::json;
use tokio::sync::Notify;

use crate::site::{JobStore, Site, Target};
use crate::{JobEvent, Stop, TaskTally};

/// How often the pool shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Which tasks are carried out, and how many at a time.
#[derive(Debug, Clone, Copy)]
pub struct Workers<'a> {
    /// The endpoint.
    pub endpoint: &'a str,
    /// How many.
    pub count: usize,
    /// Only these tasks, in this order; every one that is due where `None`.
    pub only: Option<&'a [i64]>,
}

/// What workers did.
#[derive(Debug, Default)]
pub struct Worked {
    /// What became of the tasks.
    pub tally: TaskTally,
    /// What went wrong besides: a store that fails, a claim that was lost.
    pub found: Vec<Diagnostic>,
}

/// The name that a worker of this process claims under.
fn worker_name(number: usize) -> String {
    format!("{}/{number}", std::process::id())
}

struct Pool<'a> {
    site: &'a dyn Site,
    target: &'a dyn Target,
    workers: &'a Workers<'a>,
    stop: &'a Stop,
    worked: RefCell<Worked>,
    /// How many workers are at a task.
    at_work: Cell<usize>,
    /// Those of the named tasks that nobody has claimed yet.
    left: RefCell<Vec<i64>>,
    finished: Notify,
}

/// Carries tasks out until nothing is due any more, or somebody asks to stop: then what is under way is
/// finished.
///
/// # Errors
/// `R5002` while an import holds the endpoint, `R5001` when the store fails: nothing was begun.
pub async fn carry_out_all(
    site: &dyn Site,
    target: &dyn Target,
    workers: &Workers<'_>,
    stop: &Stop,
) -> Outcome<Worked> {
    let mut holder = site.store()?;
    let endpoint = holder.open_endpoint(workers.endpoint)?;
    let endpoint = holder.place_of_tasks(&endpoint)?;
    let workers = &Workers {
        endpoint: &endpoint,
        ..*workers
    };
    let run = holder.begin_run(&endpoint, RunKind::Tasks, site.clock().now())?;
    let pool = Pool {
        site,
        target,
        workers,
        stop,
        worked: RefCell::default(),
        at_work: Cell::new(0),
        left: RefCell::new(workers.only.unwrap_or_default().to_vec()),
        finished: Notify::new(),
    };
    let all = join_all((1..=workers.count.max(1)).map(|number| pool.worker(worker_name(number))));
    let mut all = Box::pin(all);
    while tokio::time::timeout(HEARTBEAT, &mut all).await.is_err() {
        // One that cannot show life stops nothing; the journal refuses what may not be sent.
        let _ = holder.renew_run(run, site.clock().now());
    }
    drop(all);
    let mut worked = pool.worked.into_inner();
    if let Err(finding) = finish(site, holder.as_mut(), run, &worked) {
        worked.found.push(*finding);
    }
    Ok(worked)
}

fn finish(site: &dyn Site, store: &mut dyn JobStore, run: RunId, worked: &Worked) -> Outcome<()> {
    let status = match worked.found.is_empty() {
        true => RunStatus::Completed,
        false => RunStatus::Failed,
    };
    let outcome = RunOutcome {
        status,
        report: json!({ "tasks": worked.tally }),
    };
    store.finish_run(run, &outcome, site.clock().now())
}

impl Pool<'_> {
    async fn worker(&self, name: String) {
        if let Err(finding) = self.work(&name).await {
            self.worked.borrow_mut().found.push(*finding);
        }
        self.finished.notify_waiters();
    }

    async fn work(&self, name: &str) -> Outcome<()> {
        let mut store = self.site.store()?;
        while !self.stop.is_asked() {
            let finished = self.finished.notified();
            let Some(task) = self.claim(store.as_mut(), name)? else {
                if self.at_work.get() == 0 {
                    break;
                }
                tokio::select! {
                    () = finished => {}
                    () = self.stop.asked() => {}
                }
                continue;
            };
            self.at_work.set(self.at_work.get() + 1);
            let done = self.target.carry_out(&task, name, store.as_mut()).await;
            self.at_work.set(self.at_work.get() - 1);
            self.finished.notify_waiters();
            match done {
                Ok(report) => self.tell(report),
                Err(finding) => self.worked.borrow_mut().found.push(*finding),
            }
        }
        Ok(())
    }

    fn tell(&self, report: TaskReport) {
        let mut worked = self.worked.borrow_mut();
        worked.tally.count(report.task, report.status);
        drop(worked);
        self.site.listener().hear(&JobEvent::Task(Box::new(report)));
    }

    /// The next task that is due, claimed.
    fn claim(&self, store: &mut dyn JobStore, name: &str) -> Outcome<Option<Task>> {
        let now = || self.site.clock().now();
        if self.workers.only.is_none() {
            return store.claim_next(self.workers.endpoint, name, now());
        }
        // One that is not due may be when another is done.
        let left = self.left.borrow().clone();
        for (place, number) in left.into_iter().enumerate() {
            if let Some(task) = store.claim(number, name, now())? {
                self.left.borrow_mut().remove(place);
                return Ok(Some(task));
            }
        }
        Ok(None)
    }
}
