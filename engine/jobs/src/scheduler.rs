//! Every job when it is due, until somebody asks to stop.
//!
//! A job runs once at a time: a moment that comes while its last run goes on is missed, and said to be.
//! So are moments that passed while nobody served the store, or while the machine slept; they are not
//! made up for, since the next run does the work of all of them. Jobs of one endpoint wait for each
//! other.

use std::collections::BTreeMap;
use std::time::Duration;

use bindery_connector::Outcome;
use bindery_connector::ports::{JobTrigger, Timestamp};
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::sync::Mutex;

use crate::site::{JobEvent, Site};
use crate::{JobDefinition, Stop, run};

/// Missed moments are counted so far.
pub const MOST_MISSED: u64 = 10_000;

/// The clock is looked at this often, should it be set or the machine sleep.
const LOOK: Duration = Duration::from_secs(30);

/// Runs jobs by their schedules.
pub struct Scheduler<'a> {
    site: &'a dyn Site,
    jobs: Vec<JobDefinition>,
}

impl<'a> Scheduler<'a> {
    /// One for these jobs; those without a schedule are left out.
    #[must_use]
    pub fn new(site: &'a dyn Site, jobs: Vec<JobDefinition>) -> Self {
        let scheduled = jobs.into_iter().filter(|job| job.schedule.is_some());
        Self {
            site,
            jobs: scheduled.collect(),
        }
    }

    /// The jobs that it runs.
    #[must_use]
    pub fn jobs(&self) -> &[JobDefinition] {
        &self.jobs
    }

    /// Runs each job when it is due, until somebody asks to stop and what is under way has ended.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read at the start.
    pub async fn serve(&self, stop: &Stop) -> Outcome<()> {
        let began = self.site.clock().now();
        let mut due = Vec::new();
        for job in &self.jobs {
            self.tell_missed(job, began)?;
            due.push(self.next(job, began));
        }
        let gates: BTreeMap<&str, Mutex<()>> = self
            .jobs
            .iter()
            .map(|job| (job.endpoint.as_str(), Mutex::new(())))
            .collect();
        let mut busy = vec![false; self.jobs.len()];
        let mut under_way = FuturesUnordered::new();
        while !stop.is_asked() {
            let now = self.site.clock().now();
            for (index, job) in self.jobs.iter().enumerate() {
                let Some((first, last, passed)) = due
                    .get(index)
                    .copied()
                    .flatten()
                    .and_then(|first| passed(job, first, now))
                else {
                    continue;
                };
                let is_busy = busy.get(index).copied().unwrap_or(false);
                if is_busy {
                    let why = "the run before it was still going on";
                    self.note(job, passed, last, why, now);
                } else {
                    if passed > 1 {
                        let before = job
                            .schedule
                            .as_ref()
                            .map(|s| s.moments(first - 1, last - 1, MOST_MISSED));
                        let before = before.and_then(|(_, last)| last).unwrap_or(first);
                        self.note(job, passed - 1, before, "the machine was not awake", now);
                    }
                    if let Some(busy) = busy.get_mut(index) {
                        *busy = true;
                    }
                    under_way.push(self.one(
                        index,
                        job,
                        last,
                        gates.get(job.endpoint.as_str()),
                        stop,
                    ));
                }
                if let Some(due) = due.get_mut(index) {
                    *due = self.next(job, now);
                }
            }
            let wake = due.iter().flatten().min().map_or(LOOK, |next| {
                let wait = u64::try_from(next.saturating_sub(now)).unwrap_or(0);
                Duration::from_millis(wait).min(LOOK)
            });
            tokio::select! {
                biased;
                () = stop.asked() => {}
                Some(index) = under_way.next(), if !under_way.is_empty() => {
                    if let Some(busy) = busy.get_mut(index) {
                        *busy = false;
                    }
                }
                () = self.site.clock().sleep(wake) => {}
            }
        }
        while under_way.next().await.is_some() {}
        Ok(())
    }

    /// One run; returns the job's place.
    async fn one(
        &self,
        index: usize,
        job: &JobDefinition,
        due: Timestamp,
        gate: Option<&Mutex<()>>,
        stop: &Stop,
    ) -> usize {
        let _turn = match gate {
            Some(gate) => Some(gate.lock().await),
            None => None,
        };
        if stop.is_asked() {
            return index;
        }
        if let Err(finding) = run(self.site, job, JobTrigger::Schedule, Some(due), stop).await {
            self.site.listener().hear(&JobEvent::NotStarted {
                job: job.name.clone(),
                found: vec![*finding],
            });
        }
        index
    }

    fn next(&self, job: &JobDefinition, now: Timestamp) -> Option<Timestamp> {
        let next = job.schedule.as_ref()?.next_after(now)?;
        self.site.listener().hear(&JobEvent::Scheduled {
            job: job.name.clone(),
            next,
        });
        Some(next)
    }

    /// Says what passed since the job was last taken care of.
    fn tell_missed(&self, job: &JobDefinition, now: Timestamp) -> Outcome<()> {
        let last = self.site.store()?.last_due(&job.name)?;
        if let (Some(since), Some(schedule)) = (last, &job.schedule)
            && let (times @ 1.., Some(last)) = schedule.moments(since, now, MOST_MISSED)
        {
            self.note(job, times, last, "nobody served the store", now);
        }
        Ok(())
    }

    fn note(&self, job: &JobDefinition, times: u64, last: Timestamp, why: &str, now: Timestamp) {
        let start = job.start(JobTrigger::Schedule, Some(last));
        // What cannot be written down is said all the same.
        if let Ok(mut store) = self.site.store() {
            let _ = store.note_missed(&start, times, why, now);
        }
        self.site.listener().hear(&JobEvent::Missed {
            job: job.name.clone(),
            times,
            last,
            why: why.to_owned(),
        });
    }
}

/// The first and the last of a job's moments from one on that have come, and how many they are.
fn passed(
    job: &JobDefinition,
    first: Timestamp,
    now: Timestamp,
) -> Option<(Timestamp, Timestamp, u64)> {
    if first > now {
        return None;
    }
    let schedule = job.schedule.as_ref()?;
    let (more, last) = schedule.moments(first, now, MOST_MISSED);
    Some((first, last.unwrap_or(first), more + 1))
}
