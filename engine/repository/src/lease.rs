//! Runs and their leases: one run at a time per endpoint (design D15). Runs of tasks share an
//! endpoint among themselves: what keeps them apart is that each claims its tasks.
//!
//! A run that is `running` holds the lease. It renews it with every page. A lease is taken over when
//! it was not renewed for a minute, or when its holder is a process of this machine that is provably
//! gone, so that a killed import can be repeated at once. Every step of a run checks that the run
//! still holds its lease: one that was taken over can do no more harm.

use bindery_connector::ports::{RunId, RunKind, RunOutcome, RunStatus, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::{Attempt, Failure};
use crate::holder::Holder;
use crate::listing::INTERRUPTED;
use crate::{scope, time};

/// How long a lease lives without being renewed, in milliseconds.
pub(crate) const LEASE: Timestamp = 60_000;

const TASKS: &str = "tasks";

const fn kind_name(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Import => "import",
        RunKind::Provision => "provision",
        RunKind::Tasks => TASKS,
    }
}

/// Starts a run, taking over what an abandoned one left.
pub(crate) fn begin(
    tx: &Connection,
    endpoint: &str,
    kind: RunKind,
    now: Timestamp,
) -> Attempt<RunId> {
    let endpoint_row = scope::endpoint(tx, endpoint)?;
    let mut query = tx.prepare_cached(
        "SELECT id, kind, started, heartbeat, holder FROM runs
         WHERE endpoint = ?1 AND status = 'running' ORDER BY id",
    )?;
    let running = query
        .query_map([endpoint_row], Running::read)?
        .collect::<Result<Vec<_>, _>>()?;
    for other in running {
        if other.is_live(now) {
            if kind == RunKind::Tasks && other.kind == TASKS {
                continue;
            }
            return Err(other.refuse(endpoint));
        }
        tx.execute(
            "UPDATE runs SET status = ?3, ended = ?2 WHERE id = ?1",
            params![other.run.0, other.heartbeat, INTERRUPTED],
        )?;
        drop_staging(tx, other.run)?;
    }
    let now = time::text(now);
    tx.execute(
        "INSERT INTO runs (endpoint, kind, status, started, heartbeat, holder)
         VALUES (?1, ?2, 'running', ?3, ?3, ?4)",
        params![
            endpoint_row,
            kind_name(kind),
            now,
            Holder::current().to_string()
        ],
    )?;
    Ok(RunId(tx.last_insert_rowid()))
}

/// Takes up the last run of an endpoint, if it is an import of this fingerprint that was interrupted;
/// gives the cursors of its pages.
pub(crate) fn adopt(
    tx: &Connection,
    endpoint: &str,
    fingerprint: &str,
    now: Timestamp,
) -> Attempt<Option<(RunId, Vec<String>)>> {
    let endpoint_row = scope::endpoint(tx, endpoint)?;
    let last = tx
        .prepare_cached(
            "SELECT id, kind, started, heartbeat, holder, status = 'running' AND fingerprint IS ?2
             FROM runs WHERE endpoint = ?1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![endpoint_row, fingerprint], |r| {
            Ok((Running::read(r)?, r.get::<_, Option<bool>>(5)?))
        })
        .optional()?;
    let Some((run, Some(true))) = last else {
        return Ok(None);
    };
    if run.is_live(now) {
        return Ok(None);
    }
    let run = run.run;
    tx.execute(
        "UPDATE runs SET heartbeat = ?2, holder = ?3 WHERE id = ?1",
        params![run.0, time::text(now), Holder::current().to_string()],
    )?;
    let mut query =
        tx.prepare_cached("SELECT cursor FROM staged_cursors WHERE run = ?1 ORDER BY seq")?;
    let cursors = query
        .query_map([run.0], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(Some((run, cursors)))
}

/// Marks a run with what it is made from.
pub(crate) fn mark(tx: &Connection, run: RunId, fingerprint: &str) -> Attempt<()> {
    tx.execute(
        "UPDATE runs SET fingerprint = ?2 WHERE id = ?1",
        params![run.0, fingerprint],
    )?;
    Ok(())
}

/// Whether a run goes on, by its last sign of life and the process that holds it.
pub(crate) fn is_live(heartbeat: &str, holder: &str, now: Timestamp) -> bool {
    let renewed = time::parse(heartbeat).is_some_and(|at| now.saturating_sub(at) <= LEASE);
    renewed && !Holder::parse(holder).is_some_and(|holder| holder.is_gone())
}

/// A run that says it is going on.
struct Running {
    run: RunId,
    kind: String,
    started: String,
    heartbeat: String,
    holder: String,
}

impl Running {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            run: RunId(row.get(0)?),
            kind: row.get(1)?,
            started: row.get(2)?,
            heartbeat: row.get(3)?,
            holder: row.get(4)?,
        })
    }

    fn is_live(&self, now: Timestamp) -> bool {
        is_live(&self.heartbeat, &self.holder, now)
    }

    fn refuse(&self, endpoint: &str) -> Failure {
        let who = Holder::parse(&self.holder).map_or_else(
            || "another process".to_owned(),
            |h| format!("process {}", h.pid),
        );
        Diagnostic::new(
            codes::STORE_BUSY,
            format!("another run holds endpoint `{endpoint}`"),
        )
        .with_note(format!(
            "run {} ({}) of {who} started at {} and last showed life at {}",
            self.run.0, self.kind, self.started, self.heartbeat
        ))
        .with_help("wait until it ends; a run that died is taken over after a minute")
        .into()
    }
}

/// Ends a run: keeps its report, drops its staging, gives the lease back.
pub(crate) fn finish(
    tx: &Connection,
    run: RunId,
    outcome: &RunOutcome,
    now: Timestamp,
) -> Attempt<()> {
    renew(tx, run, now)?;
    // A run that ends as `running` would hold its lease for ever.
    let status = match outcome.status {
        RunStatus::Running => RunStatus::Failed,
        other => other,
    };
    tx.execute(
        "UPDATE runs SET status = ?2, ended = ?3, report = ?4 WHERE id = ?1",
        params![
            run.0,
            status.as_str(),
            time::text(now),
            serde_json::to_string(&outcome.report)?
        ],
    )?;
    drop_staging(tx, run)
}

/// Renews the lease; returns the endpoint's row.
pub(crate) fn renew(tx: &Connection, run: RunId, now: Timestamp) -> Attempt<i64> {
    tx.prepare_cached(
        "UPDATE runs SET heartbeat = ?2 WHERE id = ?1 AND status = 'running' RETURNING endpoint",
    )?
    .query_row(params![run.0, time::text(now)], |r| r.get(0))
    .optional()?
    .ok_or_else(|| lost(run))
}

/// The endpoint's row of a run that still holds its lease.
pub(crate) fn endpoint_of(tx: &Connection, run: RunId) -> Attempt<i64> {
    tx.prepare_cached("SELECT endpoint FROM runs WHERE id = ?1 AND status = 'running'")?
        .query_row([run.0], |r| r.get(0))
        .optional()?
        .ok_or_else(|| lost(run))
}

/// When a run last showed life: the time that its changes are dated with.
pub(crate) fn heartbeat(tx: &Connection, run: RunId) -> Attempt<String> {
    Ok(
        tx.query_row("SELECT heartbeat FROM runs WHERE id = ?1", [run.0], |r| {
            r.get(0)
        })?,
    )
}

fn lost(run: RunId) -> Failure {
    Diagnostic::new(
        codes::STORE_BUSY,
        format!("run {} no longer holds its endpoint", run.0),
    )
    .with_note("it showed no life for a minute and another run took over, or it has ended")
    .with_help("run the command again; nothing of this run was applied after that")
    .into()
}

fn drop_staging(tx: &Connection, run: RunId) -> Attempt<()> {
    for table in [
        "staged",
        "staged_pages",
        "staged_users",
        "staged_relations",
        "staged_relation_ends",
        "staged_links",
        "staged_observed",
        "staged_cursors",
        "staged_presence",
    ] {
        // Without a condition a table is emptied at once and not row by row.
        let is_shared: bool = tx
            .prepare_cached(&format!(
                "SELECT EXISTS (SELECT 1 FROM {table} WHERE run < ?1)
                     OR EXISTS (SELECT 1 FROM {table} WHERE run > ?1)"
            ))?
            .query_row([run.0], |r| r.get(0))?;
        if is_shared {
            tx.execute(&format!("DELETE FROM {table} WHERE run = ?1"), [run.0])?;
        } else {
            tx.execute(&format!("DELETE FROM {table}"), [])?;
        }
    }
    Ok(())
}
