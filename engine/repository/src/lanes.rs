//! Lanes: the order of tasks on one account (create before access before disable).
//!
//! Every task is in the lane of its account: its row where the store has one, else the user that it is
//! made for, else its name. When a create has made the account, whatever waited in the user's lane moves
//! to the account's. Only the *head* of a lane may be claimed: the first of its open tasks by when they
//! are due, so that one which starts next year holds nobody up today. Heads are kept as a mark on the
//! row, renewed whenever a lane changes.

use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::Attempt;
use crate::tasks::OPEN;

/// The lane of an account.
pub(crate) fn of_account(row: i64) -> String {
    format!("account:{row}")
}

/// The lane of a user without an account.
pub(crate) fn of_user(username: &str) -> String {
    format!("user:{username}")
}

/// The lane of an account that has only a name.
pub(crate) fn of_name(name: &str) -> String {
    format!("name:{name}")
}

/// The lane of an entitlement that itself is changed.
pub(crate) fn of_entitlement(entitlement_type: &str, id: &str) -> String {
    format!("entitlement:{entitlement_type}:{id}")
}

/// The lane of a task without any subject.
pub(crate) fn of_request(request: i64) -> String {
    format!("request:{request}")
}

/// When a task is due that is made now: not before its start, nor before one of its lane that has been
/// begun.
pub(crate) fn due(tx: &Connection, endpoint: i64, lane: &str, wanted: &str) -> Attempt<String> {
    let begun: Option<String> = tx
        .prepare_cached(&format!(
            "SELECT max(due) FROM tasks WHERE endpoint = ?1 AND lane = ?2 AND {OPEN} AND tries > 0"
        ))?
        .query_row(params![endpoint, lane], |r| r.get(0))?;
    Ok(match begun {
        Some(begun) if begun.as_str() > wanted => begun,
        _ => wanted.to_owned(),
    })
}

/// Marks the first open task of a lane, and no other.
pub(crate) fn renew(tx: &Connection, endpoint: i64, lane: &str) -> Attempt<()> {
    let first: Option<i64> = tx
        .prepare_cached(&format!(
            "SELECT id FROM tasks WHERE endpoint = ?1 AND lane = ?2 AND {OPEN}
             ORDER BY due, id LIMIT 1"
        ))?
        .query_row(params![endpoint, lane], |r| r.get(0))
        .optional()?;
    tx.prepare_cached(&format!(
        "UPDATE tasks SET head = (id = ?3) WHERE endpoint = ?1 AND lane = ?2 AND {OPEN}
         AND head <> (id = ?3)"
    ))?
    .execute(params![endpoint, lane, first.unwrap_or(0)])?;
    Ok(())
}

/// Moves the open tasks of one lane to another.
pub(crate) fn join(tx: &Connection, endpoint: i64, from: &str, to: &str) -> Attempt<()> {
    if from == to {
        return Ok(());
    }
    let moved = tx
        .prepare_cached(&format!(
            "UPDATE tasks SET lane = ?3 WHERE endpoint = ?1 AND lane = ?2 AND {OPEN}"
        ))?
        .execute(params![endpoint, from, to])?;
    if moved > 0 {
        renew(tx, endpoint, to)?;
    }
    Ok(())
}
