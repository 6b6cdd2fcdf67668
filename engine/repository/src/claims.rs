//! Claims: which worker has a task, and for how long.
//!
//! A claim is one conditional update, so that of any number of workers in any number of processes one
//! gets the task. It ends when the task is settled; when it was not renewed for [`CLAIM`]; or when the
//! process that holds it is provably gone, so that the tasks of a killed worker go on at once.

use bindery_connector::ports::{CLAIM, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::Task;
use rusqlite::{Connection, OptionalExtension, params};

use crate::audit::{self, Entry};
use crate::failure::{Attempt, Failure};
use crate::holder::Holder;
use crate::tasks::{TASK, task};
use crate::{lookups, scope, time};

/// A worker, and the process it belongs to.
pub(crate) type Who<'a> = (&'a str, &'a str);

/// What is due: the head of a lane that may be begun.
const DUE: &str = "status = 1 AND head = 1 AND ready <= ?2";

/// Whether anything of an endpoint can be claimed.
pub(crate) fn is_any_due(
    connection: &Connection,
    endpoint: &str,
    holder: &str,
    now: Timestamp,
) -> Attempt<bool> {
    let Some(endpoint) = scope::find_endpoint(connection, endpoint)? else {
        return Ok(false);
    };
    let sql = format!("SELECT EXISTS (SELECT 1 FROM tasks WHERE endpoint = ?1 AND {DUE})");
    let mut query = connection.prepare_cached(&sql)?;
    let is_due: bool = query.query_row(params![endpoint, time::text(now)], |r| r.get(0))?;
    Ok(is_due || abandoned(connection, endpoint, holder, now)?.is_some())
}

/// Claims the task that is due next. What a worker that is gone left comes first.
pub(crate) fn next(
    tx: &Connection,
    endpoint: &str,
    who: Who<'_>,
    now: Timestamp,
) -> Attempt<Option<Task>> {
    let endpoint = scope::endpoint(tx, endpoint)?;
    if let Some(left) = abandoned(tx, endpoint, who.1, now)? {
        return take_over(tx, left, who, now);
    }
    let sql = format!(
        "UPDATE tasks SET status = 2, worker = ?3, holder = ?4, claimed = ?2, tries = tries + 1,
             changed = ?2
         WHERE id = (SELECT id FROM tasks WHERE endpoint = ?1 AND {DUE} ORDER BY ready, id LIMIT 1)
         RETURNING {TASK}"
    );
    let parameters = params![endpoint, time::text(now), who.0, who.1];
    Ok(lookups::read_all(tx, &sql, parameters, task)?.pop())
}

/// Claims one task, if it is due.
pub(crate) fn one(
    tx: &Connection,
    number: i64,
    who: Who<'_>,
    now: Timestamp,
) -> Attempt<Option<Task>> {
    let sql = format!(
        "UPDATE tasks SET status = 2, worker = ?3, holder = ?4, claimed = ?2, tries = tries + 1,
             changed = ?2
         WHERE id = ?1 AND {DUE} RETURNING {TASK}"
    );
    let parameters = params![number, time::text(now), who.0, who.1];
    if let Some(claimed) = lookups::read_all(tx, &sql, parameters, task)?.pop() {
        return Ok(Some(claimed));
    }
    let held: Option<(String, String)> = tx
        .prepare_cached("SELECT claimed, holder FROM tasks WHERE id = ?1 AND status = 2")?
        .query_row([number], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    match held {
        Some((claimed, holder)) if is_gone(&claimed, &holder, who.1, now) => {
            take_over(tx, number, who, now)
        }
        _ => Ok(None),
    }
}

/// Shows that a claim is alive.
pub(crate) fn renew(tx: &Connection, task: i64, who: Who<'_>, now: Timestamp) -> Attempt<()> {
    let renewed = tx
        .prepare_cached(
            "UPDATE tasks SET claimed = ?2
             WHERE id = ?1 AND status = 2 AND worker = ?3 AND holder = ?4",
        )?
        .execute(params![task, time::text(now), who.0, who.1])?;
    if renewed == 1 {
        Ok(())
    } else {
        Err(lost(task))
    }
}

/// Whether a claim has run out, as whoever decides about its task has to know.
pub(crate) fn has_run_out(
    tx: &Connection,
    task: i64,
    holder: &str,
    now: Timestamp,
) -> Attempt<bool> {
    let held: Option<(Option<String>, Option<String>)> = tx
        .prepare_cached("SELECT claimed, holder FROM tasks WHERE id = ?1 AND status = 2")?
        .query_row([task], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    Ok(held.is_some_and(|(claimed, by)| {
        is_gone(
            &claimed.unwrap_or_default(),
            &by.unwrap_or_default(),
            holder,
            now,
        )
    }))
}

/// A claimed task of an endpoint whose worker is gone.
fn abandoned(tx: &Connection, endpoint: i64, holder: &str, now: Timestamp) -> Attempt<Option<i64>> {
    let expired = tx
        .prepare_cached(
            "SELECT id FROM tasks WHERE endpoint = ?1 AND status = 2 AND claimed < ?2
             ORDER BY claimed LIMIT 1",
        )?
        .query_row(
            params![endpoint, time::text(now.saturating_sub(CLAIM))],
            |r| r.get(0),
        )
        .optional()?;
    if expired.is_some() {
        return Ok(expired);
    }
    let others = lookups::read_all(
        tx,
        "SELECT holder, min(id) FROM tasks WHERE endpoint = ?1 AND status = 2 AND holder <> ?2
         GROUP BY holder ORDER BY 2",
        params![endpoint, holder],
        |r| Ok((r.get::<_, String>(0)?, r.get::<_, i64>(1)?)),
    )?;
    let gone = |name: &str| Holder::parse(name).is_some_and(|holder| holder.is_gone());
    Ok(others
        .into_iter()
        .find(|(name, _)| gone(name))
        .map(|(_, task)| task))
}

fn is_gone(claimed: &str, holder: &str, own: &str, now: Timestamp) -> bool {
    let renewed = time::parse(claimed).is_some_and(|at| now.saturating_sub(at) <= CLAIM);
    !renewed || (holder != own && Holder::parse(holder).is_some_and(|holder| holder.is_gone()))
}

fn take_over(tx: &Connection, number: i64, who: Who<'_>, now: Timestamp) -> Attempt<Option<Task>> {
    let before: Option<String> = tx
        .prepare_cached("SELECT worker FROM tasks WHERE id = ?1")?
        .query_row([number], |r| r.get(0))?;
    let sql = format!(
        "UPDATE tasks SET worker = ?3, holder = ?4, claimed = ?2, tries = tries + 1, changed = ?2
         WHERE id = ?1 AND status = 2 RETURNING {TASK}"
    );
    let parameters = params![number, time::text(now), who.0, who.1];
    let taken = lookups::read_all(tx, &sql, parameters, task)?.pop();
    if taken.is_some() {
        let note = format!(
            "from {}, which is gone",
            before.as_deref().unwrap_or("a worker")
        );
        audit::append(
            tx,
            &Entry {
                task: Some(number),
                note: Some(&note),
                ..Entry::new("take-over", who.0, now)
            },
        )?;
    }
    Ok(taken)
}

/// Somebody else has the task.
pub(crate) fn lost(task: i64) -> Failure {
    Diagnostic::new(
        codes::STORE_BUSY,
        format!("task {task} is no longer held by this worker"),
    )
    .with_note("it showed no life for a minute and another worker took over, or it was settled")
    .with_help("see `bindery task show`; nothing was sent after that")
    .into()
}
