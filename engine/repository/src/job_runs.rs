//! The history of jobs, and one run of a job at a time.
//!
//! A run that is `running` holds its job, as a run of an import holds its endpoint: it shows life, and
//! is taken over when it has not for a minute, or when its process is provably gone. A moment of the
//! schedule belongs to the run that begins first.

use bindery_connector::Outcome;
use bindery_connector::ports::{JobOutcome, JobRunId, JobRuns, JobStart, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde_json::Value;

use crate::failure::Attempt;
use crate::holder::Holder;
use crate::listing::{Filter, INTERRUPTED, state_of, told_apart};
use crate::{Repository, lease, lookups, scope, time};

/// How many runs of a job are kept.
const KEPT: i64 = 1_000;

/// A run of a job, as the store keeps it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JobRunRecord {
    /// Its number.
    pub run: i64,
    /// The job's name.
    pub job: String,
    /// What it does: `application-data-import`, ….
    pub kind: String,
    /// Its endpoint.
    pub endpoint: String,
    /// Why it ran: `schedule`, `manual`.
    pub cause: String,
    /// The moment of the schedule that it was for, RFC 3339.
    pub due: Option<String>,
    /// `running`, `interrupted`, `completed`, `incomplete`, `failed`, `stopped` or `missed`.
    pub outcome: String,
    /// How many moments of the schedule passed, of one that was missed; else 1.
    pub times: i64,
    /// When it began, RFC 3339.
    pub started: String,
    /// When it ended, or showed life last; `None` while it goes on.
    pub ended: Option<String>,
    /// What it did.
    pub report: Option<Value>,
}

impl JobRuns for Repository {
    fn begin_job(&mut self, start: &JobStart, now: Timestamp) -> Outcome<Option<JobRunId>> {
        self.transact(|tx| begin(tx, start, now))
    }

    fn renew_job(&mut self, run: JobRunId, now: Timestamp) -> Outcome<()> {
        self.transact(|tx| {
            tx.prepare_cached(
                "UPDATE job_runs SET heartbeat = ?2 WHERE id = ?1 AND outcome = 'running'",
            )?
            .execute(params![run.0, time::text(now)])?;
            Ok(())
        })
    }

    fn finish_job(
        &mut self,
        run: JobRunId,
        outcome: JobOutcome,
        report: &Value,
        now: Timestamp,
    ) -> Outcome<()> {
        self.transact(|tx| {
            let job: Option<String> = tx
                .prepare_cached(
                    "UPDATE job_runs SET outcome = ?2, report = ?3, ended = ?4
                     WHERE id = ?1 AND outcome = 'running' RETURNING job",
                )?
                .query_row(
                    params![
                        run.0,
                        outcome.as_str(),
                        serde_json::to_string(report)?,
                        time::text(now)
                    ],
                    |r| r.get(0),
                )
                .optional()?;
            match job {
                Some(job) => forget(tx, &job),
                None => Ok(()),
            }
        })
    }

    fn note_missed(
        &mut self,
        start: &JobStart,
        times: u64,
        why: &str,
        now: Timestamp,
    ) -> Outcome<()> {
        self.transact(|tx| {
            let report = serde_json::json!({ "why": why }).to_string();
            let times = i64::try_from(times).unwrap_or(i64::MAX);
            insert(tx, start, JobOutcome::Missed, times, Some(&report), now)?;
            forget(tx, &start.job)
        })
    }

    fn last_due(&mut self, job: &str) -> Outcome<Option<Timestamp>> {
        self.transact(|tx| {
            let last: Option<String> = tx
                .prepare_cached("SELECT max(due) FROM job_runs WHERE job = ?1")?
                .query_row([job], |r| r.get(0))?;
            Ok(last.and_then(|text| time::parse(&text)))
        })
    }

    fn open_tickets(&mut self, endpoint: &str) -> Outcome<Vec<i64>> {
        self.transact(|tx| {
            let place = scope::place_of_tasks(tx, endpoint)?.map(|(row, _)| row);
            let Some(endpoint) = place.or(scope::find_endpoint(tx, endpoint)?) else {
                return Ok(Vec::new());
            };
            let mut open = lookups::read_all(
                tx,
                "UPDATE tasks SET not_before = NULL, ready = due
                 WHERE endpoint = ?1 AND ticket IS NOT NULL AND status = 1 RETURNING id",
                [endpoint],
                |r| Ok(r.get(0)?),
            )?;
            open.sort_unstable();
            Ok(open)
        })
    }

    fn has_users(&mut self) -> Outcome<bool> {
        self.transact(|tx| {
            let sql = "SELECT EXISTS (SELECT 1 FROM users)";
            Ok(tx.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
        })
    }

    fn has_accounts(&mut self, endpoint: &str) -> Outcome<bool> {
        self.transact(|tx| {
            let place = scope::place_of_tasks(tx, endpoint)?;
            let endpoint = place.as_ref().map_or(endpoint, |(_, name)| name);
            Ok(tx
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM accounts a JOIN endpoints p ON p.id = a.endpoint
                     WHERE p.name = ?1)
                     OR EXISTS (SELECT 1 FROM runs r JOIN endpoints p ON p.id = r.endpoint
                     WHERE p.name = ?1 AND r.kind = 'import' AND r.status = 'completed')",
                )?
                .query_row([endpoint], |r| r.get(0))?)
        })
    }
}

fn begin(tx: &Connection, start: &JobStart, now: Timestamp) -> Attempt<Option<JobRunId>> {
    if let Some(due) = start.due {
        let is_taken: bool = tx
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM job_runs WHERE job = ?1 AND due >= ?2)")?
            .query_row(params![start.job, time::text(due)], |r| r.get(0))?;
        if is_taken {
            return Ok(None);
        }
    }
    let running = lookups::read_all(
        tx,
        "SELECT id, started, heartbeat, holder FROM job_runs WHERE job = ?1 AND outcome = 'running'
         ORDER BY id",
        [&start.job],
        |r| {
            Ok((
                r.get::<_, i64>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, String>(2)?,
                r.get::<_, String>(3)?,
            ))
        },
    )?;
    for (run, started, heartbeat, holder) in running {
        if lease::is_live(&heartbeat, &holder, now) {
            let who = Holder::parse(&holder).map_or_else(
                || "another process".to_owned(),
                |h| format!("process {}", h.pid),
            );
            return Err(Diagnostic::new(
                codes::JOB_BUSY,
                format!("another run of the job `{}` goes on", start.job),
            )
            .with_note(format!("job run {run} of {who} started at {started}"))
            .with_help("wait until it ends; a run that died is taken over after a minute")
            .into());
        }
        tx.execute(
            "UPDATE job_runs SET outcome = ?3, ended = ?2 WHERE id = ?1",
            params![run, heartbeat, INTERRUPTED],
        )?;
    }
    insert(tx, start, JobOutcome::Running, 1, None, now).map(|run| Some(JobRunId(run)))
}

fn insert(
    tx: &Connection,
    start: &JobStart,
    outcome: JobOutcome,
    times: i64,
    report: Option<&str>,
    now: Timestamp,
) -> Attempt<i64> {
    let is_over = outcome != JobOutcome::Running;
    tx.prepare_cached(
        "INSERT INTO job_runs
             (job, kind, endpoint, cause, due, outcome, times, started, heartbeat, ended, holder, report)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        start.job,
        start.kind.as_str(),
        start.endpoint,
        start.trigger.as_str(),
        start.due.map(time::text),
        outcome.as_str(),
        times,
        time::text(now),
        is_over.then(|| time::text(now)),
        Holder::current().to_string(),
        report
    ])?;
    Ok(tx.last_insert_rowid())
}

/// Drops the oldest runs of a job.
fn forget(tx: &Connection, job: &str) -> Attempt<()> {
    tx.prepare_cached(
        "DELETE FROM job_runs WHERE job = ?1 AND outcome <> 'running' AND id <=
         (SELECT id FROM job_runs WHERE job = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
    )?
    .execute(params![job, KEPT])?;
    Ok(())
}

fn record(row: &Row<'_>, now: Option<Timestamp>) -> Attempt<JobRunRecord> {
    let report: Option<String> = row.get(10)?;
    let holder: String = row.get(12)?;
    let (outcome, ended) = state_of((row.get(6)?, row.get(9)?), row.get(11)?, &holder, now);
    Ok(JobRunRecord {
        run: row.get(0)?,
        job: row.get(1)?,
        kind: row.get(2)?,
        endpoint: row.get(3)?,
        cause: row.get(4)?,
        due: row.get(5)?,
        outcome,
        times: row.get(7)?,
        started: row.get(8)?,
        ended,
        report: report.map(|text| serde_json::from_str(&text)).transpose()?,
    })
}

impl Repository {
    /// Runs of a job, or of all where none is named, the newest first; the filter's limit counts.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_job_runs(&self, job: Option<&str>, filter: &Filter) -> Outcome<Vec<JobRunRecord>> {
        let read = |filter: &Filter| {
            let limit = filter.limit.and_then(|n| i64::try_from(n).ok());
            lookups::read_all(
                &self.connection,
                "SELECT id, job, kind, endpoint, cause, due, outcome, times, started, ended, report,
                     heartbeat, holder
                 FROM job_runs WHERE (?1 IS NULL OR job = ?1) AND (?2 IS NULL OR endpoint = ?2)
                 AND (?3 IS NULL OR outcome = ?3) ORDER BY id DESC LIMIT ?4",
                params![job, filter.endpoint, filter.status, limit.unwrap_or(-1)],
                |row| record(row, filter.now),
            )
        };
        Ok(told_apart(filter, read, |run: &JobRunRecord| &run.outcome)?)
    }
}
