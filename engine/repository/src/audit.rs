//! The audit trail: who did what when, append-only.
//!
//! Triggers of the database refuse to change, delete or replace a row, whoever asks. Whoever has the
//! file can still take the triggers away; that shows in the chain: each row carries SHA-256 over the
//! hash of the row before and its own values, so that a row which is changed, left out or put in
//! between breaks it, and a shortened end shows by the count of rows ever written. Only one who writes
//! the whole chain anew is not found out by the store itself; the last hash, kept elsewhere, finds that.

use std::fmt::Write as _;

use bindery_connector::Outcome;
use bindery_connector::ports::Timestamp;
use bindery_diagnostics::{Diagnostic, codes};
use ring::digest;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use crate::failure::Attempt;
use crate::{Repository, lookups, time};

/// The hash that the first row follows.
const ORIGIN: [u8; 32] = [0; 32];

/// What is to be noted.
pub(crate) struct Entry<'a> {
    pub event: &'a str,
    pub who: &'a str,
    pub now: Timestamp,
    pub request: Option<i64>,
    pub task: Option<i64>,
    pub call: Option<&'a str>,
    pub outcome: Option<&'a str>,
    pub note: Option<&'a str>,
}

impl<'a> Entry<'a> {
    /// Somebody did something.
    pub const fn new(event: &'a str, who: &'a str, now: Timestamp) -> Self {
        Self {
            event,
            who,
            now,
            request: None,
            task: None,
            call: None,
            outcome: None,
            note: None,
        }
    }
}

/// A row of the audit trail. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditRecord {
    /// Its number, counted from 1 without gaps.
    pub id: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who: a worker, or a user of the operating system.
    pub who: String,
    /// What: `request`, `call`, `settle`, `take-over`, `retry`, `discontinue`, `complete`, ….
    pub event: String,
    /// The request.
    pub request: Option<i64>,
    /// The task.
    pub task: Option<i64>,
    /// The call: its name, verb and URL, masked.
    pub call: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// What else there is to say.
    pub note: Option<String>,
    /// The hash, hexadecimal.
    pub hash: String,
}

/// Which rows to list.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only of this task.
    pub task: Option<i64>,
    /// Only of this request, and of its tasks.
    pub request: Option<i64>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// The last so many.
    pub limit: Option<usize>,
}

/// A chain that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditSummary {
    /// How many rows.
    pub rows: i64,
    /// The hash of the last row, hexadecimal; empty where there is none.
    pub last: String,
}

/// Adds a row.
pub(crate) fn append(tx: &Connection, entry: &Entry<'_>) -> Attempt<()> {
    let last: Option<(i64, Vec<u8>)> = tx
        .prepare_cached("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")?
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let (before, hash) = last.unwrap_or((0, ORIGIN.to_vec()));
    let row = AuditRecord {
        id: before + 1,
        at: time::text(entry.now),
        who: entry.who.to_owned(),
        event: entry.event.to_owned(),
        request: entry.request,
        task: entry.task,
        call: entry.call.map(ToOwned::to_owned),
        outcome: entry.outcome.map(ToOwned::to_owned),
        note: entry.note.map(ToOwned::to_owned),
        hash: String::new(),
    };
    let hash = link(&hash, &row)?;
    tx.prepare_cached("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
        .execute(params![
            row.id,
            row.at,
            row.who,
            row.event,
            row.request,
            row.task,
            row.call,
            row.outcome,
            row.note,
            hash
        ])?;
    Ok(())
}

/// The hash of a row that follows another.
fn link(before: &[u8], row: &AuditRecord) -> Attempt<Vec<u8>> {
    let values = serde_json::to_vec(&(
        row.id,
        &row.at,
        &row.who,
        &row.event,
        row.request,
        row.task,
        &row.call,
        &row.outcome,
        &row.note,
    ))?;
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(before);
    context.update(&values);
    Ok(context.finish().as_ref().to_vec())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn record(row: &Row<'_>) -> Attempt<(AuditRecord, Vec<u8>)> {
    let hash: Vec<u8> = row.get(9)?;
    let record = AuditRecord {
        id: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        event: row.get(3)?,
        request: row.get(4)?,
        task: row.get(5)?,
        call: row.get(6)?,
        outcome: row.get(7)?,
        note: row.get(8)?,
        hash: hexadecimal(&hash),
    };
    Ok((record, hash))
}

impl Repository {
    /// The audit trail in its order.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_audit(&self, filter: &AuditFilter) -> Outcome<Vec<AuditRecord>> {
        let limit = filter.limit.and_then(|n| i64::try_from(n).ok());
        let mut rows = lookups::read_all(
            &self.connection,
            "SELECT * FROM audit WHERE (?1 IS NULL OR task = ?1) AND (?2 IS NULL OR at >= ?2)
             AND (?3 IS NULL OR request = ?3 OR task IN (SELECT id FROM tasks WHERE request = ?3))
             ORDER BY id DESC LIMIT ?4",
            params![
                filter.task,
                filter.since.map(time::text),
                filter.request,
                limit.unwrap_or(-1)
            ],
            |r| Ok(record(r)?.0),
        )?;
        rows.reverse();
        Ok(rows)
    }

    /// Follows the chain from its first row to its last; where a hash is given, it has to be one of
    /// the chain's.
    ///
    /// # Errors
    /// `R5007` naming the first row that does not follow, `R5001`.
    pub fn verify_audit(&self, known: Option<&str>) -> Outcome<AuditSummary> {
        Ok(verify(&self.connection, known)?)
    }
}

fn verify(connection: &Connection, known: Option<&str>) -> Attempt<AuditSummary> {
    let mut before = ORIGIN.to_vec();
    let mut rows = 0;
    let mut is_known = known.is_none();
    let mut query = connection.prepare("SELECT * FROM audit ORDER BY id")?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let (row, hash) = record(row)?;
        rows += 1;
        if row.id != rows {
            return Err(broken(format!("row {rows} is missing")).into());
        }
        if link(&before, &row)? != hash {
            let (id, at) = (row.id, &row.at);
            let what = format!("row {id} of {at} does not follow the one before");
            return Err(broken(what).into());
        }
        is_known |= known.is_some_and(|known| known.eq_ignore_ascii_case(&row.hash));
        before = hash;
    }
    let ever: Option<i64> = connection
        .query_row(
            "SELECT seq FROM sqlite_sequence WHERE name = 'audit'",
            [],
            |r| r.get(0),
        )
        .optional()?;
    if ever.unwrap_or(0) != rows {
        let what = format!(
            "{} rows were written, and {rows} are there",
            ever.unwrap_or(0)
        );
        return Err(broken(what).into());
    }
    if !is_known {
        return Err(broken("no row has the hash that was given".to_owned()).into());
    }
    Ok(AuditSummary {
        rows,
        last: if rows == 0 {
            String::new()
        } else {
            hexadecimal(&before)
        },
    })
}

fn broken(what: String) -> Diagnostic {
    Diagnostic::new(codes::AUDIT_BROKEN, "the audit trail was tampered with")
        .with_note(what)
        .with_help("compare it with a backup; what the trail says from there on proves nothing")
}
