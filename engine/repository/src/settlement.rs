//! Settling: how an attempt on a task ended, in one transaction with what it proved.
//!
//! | the task becomes | its secrets | tasks that waited for it |
//! |---|---|---|
//! | complete, no action required | gone | become `NEW`, with the account that was made |
//! | discontinued | gone | are discontinued |
//! | provisioning failed, error | kept, so that a retry goes on where it stopped | fail, naming it |
//! | new, pending provisioning | kept | wait on |

use bindery_connector::ports::{Settlement, Timestamp};
use bindery_model::TaskStatus;
use bindery_model::catalogue::Operation;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::audit::{self, Entry};
use crate::claims::{self, Who};
use crate::failure::Attempt;
use crate::{effects, lanes, subjects, tasks, time};

/// Whether nobody will take a task up again, so that its secrets can go.
pub(crate) const fn is_ended(status: TaskStatus) -> bool {
    matches!(
        status,
        TaskStatus::Complete | TaskStatus::Discontinued | TaskStatus::NoActionRequired
    )
}

/// A task as settling needs it.
struct Held {
    endpoint: i64,
    endpoint_name: String,
    operation: String,
    lane: String,
    user: Option<String>,
    request: Option<i64>,
}

/// Settles a task; returns the account's row of an effect.
pub(crate) fn settle(
    tx: &Transaction<'_>,
    task: i64,
    who: Who<'_>,
    settlement: &Settlement,
    now: Timestamp,
) -> Attempt<Option<i64>> {
    let held = tx
        .prepare_cached(
            "SELECT t.endpoint, p.name, t.operation, t.lane, t.user, t.request FROM tasks t
             JOIN endpoints p ON p.id = t.endpoint
             WHERE t.id = ?1 AND t.status = 2 AND t.worker = ?2 AND t.holder = ?3",
        )?
        .query_row(params![task, who.0, who.1], |r| {
            Ok(Held {
                endpoint: r.get(0)?,
                endpoint_name: r.get(1)?,
                operation: r.get(2)?,
                lane: r.get(3)?,
                user: r.get(4)?,
                request: r.get(5)?,
            })
        })
        .optional()?
        .ok_or_else(|| claims::lost(task))?;
    let mut row = None;
    for effect in &settlement.effects {
        let recorded = effects::record(tx, &held.endpoint_name, effect, now)?;
        if !effect.is_about_entitlements() {
            row = Some(recorded);
        }
    }
    // A task cannot be settled as being worked on.
    let status = match settlement.status {
        TaskStatus::InProgress => TaskStatus::New,
        other => other,
    };
    let not_before = settlement.not_before.map(time::text);
    tx.prepare_cached(
        "UPDATE tasks SET status = ?2, provisioning_comments = CASE WHEN ?3 = '' THEN
                 provisioning_comments ELSE coalesce(provisioning_comments || char(10), '') || ?3 END,
             not_before = ?4, ready = max(due, coalesce(?4, '')), ticket = coalesce(?5, ticket),
             worker = NULL, holder = NULL, claimed = NULL, changed = ?6 WHERE id = ?1",
    )?
    .execute(params![
        task,
        status.code(),
        settlement.comment,
        not_before,
        settlement.ticket,
        time::text(now)
    ])?;
    if status == TaskStatus::Complete
        && let (Some(request), Some(account)) = (held.request, row)
    {
        keep_owners(tx, request, account)?;
    }
    if held.operation == Operation::CreateAccount.name()
        && let Some(account) = made(tx, &held, status, row)?
    {
        give_account(tx, task, &held, account)?;
    }
    follow(tx, task, status, now)?;
    lanes::renew(tx, held.endpoint, &held.lane)?;
    audit::append(
        tx,
        &Entry {
            task: Some(task),
            outcome: Some(status.eic_name()),
            note: settlement.comment.lines().next(),
            ..Entry::new("settle", who.0, now)
        },
    )?;
    Ok(row)
}

/// Keeps the owners that a request gives an account, in place of earlier ones.
fn keep_owners(tx: &Connection, request: i64, account: i64) -> Attempt<()> {
    let owners = tasks::parties(tx, request)?.account_owners;
    if owners.is_empty() {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM account_owners WHERE account = ?1")?
        .execute([account])?;
    let mut insert =
        tx.prepare_cached("INSERT OR REPLACE INTO account_owners VALUES (?1, ?2, ?3)")?;
    for (rank, user) in owners {
        insert.execute(params![account, rank, user])?;
    }
    Ok(())
}

/// What follows from a task's new state: its secrets go, its children are woken or end with it.
pub(crate) fn follow(
    tx: &Connection,
    task: i64,
    status: TaskStatus,
    now: Timestamp,
) -> Attempt<()> {
    if is_ended(status) {
        tasks::forget_secrets(tx, task)?;
    }
    match status {
        TaskStatus::Complete | TaskStatus::NoActionRequired => {
            tx.prepare_cached(
                "UPDATE tasks SET status = 1, changed = ?2 WHERE parent = ?1 AND status = 5",
            )?
            .execute(params![task, time::text(now)])?;
        }
        TaskStatus::Discontinued => {
            end_children(tx, task, TaskStatus::Discontinued, "was discontinued", now)?
        }
        TaskStatus::ProvisioningFailed | TaskStatus::Error => {
            end_children(tx, task, TaskStatus::ProvisioningFailed, "failed", now)?;
        }
        _ => {}
    }
    Ok(())
}

/// The account that a create made, or found to be there.
fn made(
    tx: &Connection,
    held: &Held,
    status: TaskStatus,
    row: Option<i64>,
) -> Attempt<Option<i64>> {
    match (status, &held.user) {
        (TaskStatus::Complete, _) => Ok(row),
        (TaskStatus::NoActionRequired, Some(user)) => {
            subjects::row_of_user(tx, held.endpoint, user)
        }
        _ => Ok(None),
    }
}

/// The account that a create made belongs to its task, and to all that wait in the lane.
fn give_account(tx: &Connection, task: i64, held: &Held, account: i64) -> Attempt<()> {
    let lane = lanes::of_account(account);
    tx.prepare_cached(&format!(
        "UPDATE tasks SET (account, account_name) =
             (SELECT coalesce(a.account_id, a.name), a.name FROM accounts a WHERE a.id = ?1)
         WHERE id = ?2 OR (endpoint = ?3 AND lane = ?4 AND {} AND operation <> 'create-account')",
        tasks::OPEN
    ))?
    .execute(params![account, task, held.endpoint, held.lane])?;
    lanes::join(tx, held.endpoint, &held.lane, &lane)
}

/// Ends the tasks that waited for one, and those that waited for them.
fn end_children(
    tx: &Connection,
    parent: i64,
    status: TaskStatus,
    why: &str,
    now: Timestamp,
) -> Attempt<()> {
    let mut parents = vec![parent];
    while let Some(parent) = parents.pop() {
        let mut query = tx.prepare_cached(
            "SELECT id, endpoint, lane FROM tasks WHERE parent = ?1 AND status = 5 ORDER BY id",
        )?;
        let children = query
            .query_map([parent], |r| {
                Ok((
                    r.get::<_, i64>(0)?,
                    r.get::<_, i64>(1)?,
                    r.get::<_, String>(2)?,
                ))
            })?
            .collect::<Result<Vec<_>, _>>()?;
        for (child, endpoint, lane) in children {
            let at = time::text(now);
            let comment = format!("{at} not done: task {parent}, which it waits for, {why}");
            tx.prepare_cached(
                "UPDATE tasks SET status = ?2, changed = ?3, provisioning_comments =
                     coalesce(provisioning_comments || char(10), '') || ?4 WHERE id = ?1",
            )?
            .execute(params![child, status.code(), at, comment])?;
            lanes::renew(tx, endpoint, &lane)?;
            audit::append(
                tx,
                &Entry {
                    task: Some(child),
                    outcome: Some(status.eic_name()),
                    note: Some(&comment),
                    ..Entry::new("settle", "bindery", now)
                },
            )?;
            if is_ended(status) {
                tasks::forget_secrets(tx, child)?;
            }
            parents.push(child);
        }
    }
    Ok(())
}
