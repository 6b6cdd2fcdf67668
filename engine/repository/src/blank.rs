//! A store that a command made and put nothing into is taken away again.
//!
//! A command that fails in an empty folder leaves the folder as it was. A store is blank where it holds
//! no more than what a workspace declares and the runs that failed. Another process may be about to use
//! it: it goes only while this one has it alone, and one that opened it in that moment notices
//! ([`Repository::open`]) and begins its own.

use std::fs;
use std::path::Path;

use bindery_connector::Outcome;
use rusqlite::Connection;

use crate::failure::{Attempt, io};
use crate::repository::{connect, is_store};
use crate::{Repository, lookups};

/// What a store holds before anything is put into it.
const DECLARED: [&str; 5] = [
    "security_systems",
    "endpoints",
    "endpoint_filters",
    "entitlement_types",
    "runs",
];

impl Repository {
    /// Removes the store at a path where it is blank and nobody else has it open; says whether it did.
    ///
    /// # Errors
    /// `R5001` where the file cannot be read or removed.
    pub fn remove_if_blank(path: impl AsRef<Path>) -> Outcome<bool> {
        Ok(attempt(path.as_ref())?)
    }
}

fn attempt(path: &Path) -> Attempt<bool> {
    if !is_store(path)? {
        return Ok(false);
    }
    let connection = connect(path)?;
    connection.busy_timeout(std::time::Duration::ZERO)?;
    // Leaving the log behind takes a lock that nobody gets while another has the store open.
    let mode = connection.query_row("PRAGMA journal_mode = delete", [], |r| r.get(0));
    let is_alone = mode.is_ok_and(|mode: String| mode == "delete");
    if !is_alone || connection.execute_batch("BEGIN EXCLUSIVE").is_err() {
        return Ok(false);
    }
    let is_blank = is_blank(&connection)?;
    if is_blank {
        fs::remove_file(path).map_err(|e| io(path, &e))?;
    }
    Ok(is_blank)
}

fn is_blank(connection: &Connection) -> Attempt<bool> {
    let tables = lookups::read_all(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        [],
        |r| Ok(r.get::<_, String>(0)?),
    )?;
    for table in tables.iter().filter(|t| !DECLARED.contains(&t.as_str())) {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{table}\")");
        if connection.query_row(&sql, [], |r| r.get(0))? {
            return Ok(false);
        }
    }
    // What may have changed the target is not to be forgotten.
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM runs WHERE status <> 'failed'
               OR coalesce(json_extract(report, '$.target_changed'), 0))";
    Ok(connection.query_row(sql, [], |r| r.get(0))?)
}
