//! Workers: several tasks at a time. Each worker has a handle on the store of its own, claims the task
//! that is due next and carries it out; one more handle renews every claim in the background. A worker
//! that finds nothing due waits while others are at work, because what they finish may free the next
//! task, and ends when nobody is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use bindery_connector::Outcome;
use bindery_connector::ports::CLAIM;
use bindery_diagnostics::Diagnostic;
use bindery_model::Task;
use futures_util::future::join_all;
use tokio::sync::Notify;

use crate::site::{JobStore, Site, Target};
use crate::{JobEvent, Stop, TaskTally};

/// A claim is renewed three times in its life.
const RENEWAL: Duration = Duration::from_millis(CLAIM.unsigned_abs() / 3);

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

/// The name that a worker of this process claims under.
pub(crate) fn worker_name(number: usize) -> String {
    format!("{}/{number}", std::process::id())
}

struct Pool<'a> {
    site: &'a dyn Site,
    target: &'a dyn Target,
    workers: &'a Workers<'a>,
    stop: &'a Stop,
    tally: RefCell<TaskTally>,
    found: RefCell<Vec<Diagnostic>>,
    /// The task that each worker is at.
    at_work: RefCell<BTreeMap<i64, String>>,
    /// The next of the named tasks.
    next: Cell<usize>,
    finished: Notify,
}

/// Carries tasks out until nothing is due any more, or somebody asks to stop: then what is under way is
/// finished. Returns what became of them, and what went wrong besides.
pub async fn carry_out_all(
    site: &dyn Site,
    target: &dyn Target,
    workers: &Workers<'_>,
    stop: &Stop,
) -> (TaskTally, Vec<Diagnostic>) {
    let pool = Pool {
        site,
        target,
        workers,
        stop,
        tally: RefCell::default(),
        found: RefCell::default(),
        at_work: RefCell::default(),
        next: Cell::new(0),
        finished: Notify::new(),
    };
    let count = workers.count.max(1);
    let all = join_all((1..=count).map(|number| pool.worker(worker_name(number))));
    tokio::select! {
        biased;
        _ = all => {}
        () = pool.renew() => {}
    }
    (pool.tally.into_inner(), pool.found.into_inner())
}

impl Pool<'_> {
    async fn worker(&self, name: String) {
        if let Err(finding) = self.work(&name).await {
            self.found.borrow_mut().push(*finding);
        }
        self.finished.notify_waiters();
    }

    async fn work(&self, name: &str) -> Outcome<()> {
        let mut store = self.site.store()?;
        while !self.stop.is_asked() {
            let finished = self.finished.notified();
            let Some(task) = self.claim(store.as_mut(), name)? else {
                if self.at_work.borrow().is_empty() {
                    break;
                }
                tokio::select! {
                    () = finished => {}
                    () = self.stop.asked() => {}
                }
                continue;
            };
            self.at_work.borrow_mut().insert(task.id, name.to_owned());
            let done = self.target.carry_out(&task, name, store.as_mut()).await;
            self.at_work.borrow_mut().remove(&task.id);
            self.finished.notify_waiters();
            match done {
                Ok(status) => {
                    self.tally.borrow_mut().count(task.id, status);
                    let task = task.id;
                    self.site.listener().hear(&JobEvent::Task { task, status });
                }
                Err(finding) => self.found.borrow_mut().push(*finding),
            }
        }
        Ok(())
    }

    /// The next task that is due, claimed.
    fn claim(&self, store: &mut dyn JobStore, name: &str) -> Outcome<Option<Task>> {
        let now = || self.site.clock().now();
        let Some(only) = self.workers.only else {
            return store.claim_next(self.workers.endpoint, name, now());
        };
        while let Some(task) = only.get(self.next.get()) {
            self.next.set(self.next.get() + 1);
            if let Some(task) = store.claim(*task, name, now())? {
                return Ok(Some(task));
            }
        }
        Ok(None)
    }

    /// Renews the claims of what is under way. A claim that is lost stops nothing here: the journal
    /// refuses what would be sent under it.
    async fn renew(&self) {
        let mut store = None;
        loop {
            tokio::time::sleep(RENEWAL).await;
            if store.is_none() {
                store = self.site.store().ok();
            }
            let under_way = self.at_work.borrow().clone();
            if let Some(store) = &mut store {
                for (task, worker) in under_way {
                    let _ = store.renew(task, &worker, self.site.clock().now());
                }
            }
        }
    }
}
