//! The journal: each call of a task, before it is sent and after it answers.
//!
//! Answers may hold secrets and are needed only while the task goes on: they are sealed, each for its
//! place, and dropped with the task's password when it ends.

use bindery_connector::ports::{
    JournalAnswer, JournalEntry, JournalPlace, JournalState, Timestamp,
};
use rusqlite::{Connection, Row, params};

use crate::audit::{self, Entry};
use crate::failure::{Attempt, Failure};
use crate::keyring::Keyring;
use crate::seal::Sealed;
use crate::{lookups, time};

const ENTRY: &str = "SELECT step, item, attempt, name, method, url, state, status, note, written, \
     changed, key, nonce, content FROM journal";

/// The word of a state in the store and in outputs.
pub(crate) const fn state_name(state: JournalState) -> &'static str {
    match state {
        JournalState::Sent => "sent",
        JournalState::Done => "done",
        JournalState::Skipped => "skipped",
        JournalState::Failed => "failed",
        JournalState::InDoubt => "in-doubt",
    }
}

fn state_of(name: &str) -> Option<JournalState> {
    [
        JournalState::Sent,
        JournalState::Done,
        JournalState::Skipped,
        JournalState::Failed,
        JournalState::InDoubt,
    ]
    .into_iter()
    .find(|state| state_name(*state) == name)
}

/// Whether a request follows, so that the entry has to survive whatever comes.
pub(crate) fn precedes_sending(entry: &JournalEntry) -> bool {
    entry.state == JournalState::Sent
}

/// What an answer is bound to.
fn place_of(task: i64, place: JournalPlace) -> String {
    format!("task\0{task}\0answer\0{}\0{}", place.step, place.item)
}

/// The same, from the columns of a row.
pub(crate) fn answer_place(task: i64, step: i64, item: i64) -> String {
    format!("task\0{task}\0answer\0{step}\0{item}")
}

/// Seals the answer of an entry.
pub(crate) fn seal(keys: &mut Keyring, task: i64, entry: &JournalEntry) -> Attempt<Option<Sealed>> {
    let Some(answer) = &entry.answer else {
        return Ok(None);
    };
    let text = serde_json::to_string(answer)?;
    keys.seal(&place_of(task, entry.place), &text).map(Some)
}

/// Writes an entry in place of an earlier one of its place.
pub(crate) fn write(
    tx: &Connection,
    task: i64,
    entry: &JournalEntry,
    sealed: Option<&Sealed>,
) -> Attempt<()> {
    tx.prepare_cached(
        "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
         ON CONFLICT (task, step, item) DO UPDATE SET attempt = excluded.attempt,
             name = excluded.name, method = excluded.method, url = excluded.url,
             state = excluded.state, status = excluded.status, note = excluded.note,
             changed = excluded.changed, key = excluded.key, nonce = excluded.nonce,
             content = excluded.content",
    )?
    .execute(params![
        task,
        entry.place.step,
        entry.place.item,
        entry.attempt,
        entry.name,
        entry.method,
        entry.url,
        state_name(entry.state),
        entry.status,
        entry.note,
        time::text(entry.written.0),
        time::text(entry.written.1),
        sealed.map(|s| &s.key),
        sealed.map(|s| &s.nonce),
        sealed.map(|s| &s.content),
    ])?;
    Ok(())
}

/// Adds an entry to the audit trail.
pub(crate) fn audit(
    tx: &Connection,
    task: i64,
    worker: &str,
    entry: &JournalEntry,
    now: Timestamp,
) -> Attempt<()> {
    let call = format!("{} {} {}", entry.name, entry.method, entry.url);
    let outcome = match entry.status {
        Some(status) => format!("{} {status}", state_name(entry.state)),
        None => state_name(entry.state).to_owned(),
    };
    audit::append(
        tx,
        &Entry {
            task: Some(task),
            call: Some(call.trim_end()),
            outcome: Some(&outcome),
            note: entry.note.as_deref(),
            ..Entry::new("call", worker, now)
        },
    )
}

/// The journal of a task with its answers.
pub(crate) fn read(
    connection: &Connection,
    keys: &mut Keyring,
    task: i64,
) -> Attempt<Vec<JournalEntry>> {
    let sql = format!("{ENTRY} WHERE task = ?1 ORDER BY step, item");
    let rows = lookups::read_all(connection, &sql, [task], |row| {
        Ok((entry(row)?, sealed(row)?))
    })?;
    let mut entries = Vec::with_capacity(rows.len());
    for (mut entry, sealed) in rows {
        if let Some(sealed) = sealed {
            let what = format!("the answer of call {} of task {task}", entry.name);
            let text = keys.open(&place_of(task, entry.place), sealed, &what)?;
            let answer: JournalAnswer = serde_json::from_str(&text)?;
            entry.answer = Some(answer);
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The journal of a task without its answers: what people may see.
pub(crate) fn outline(connection: &Connection, task: i64) -> Attempt<Vec<JournalEntry>> {
    let sql = format!("{ENTRY} WHERE task = ?1 ORDER BY step, item");
    lookups::read_all(connection, &sql, [task], entry)
}

/// Drops the answers of a task.
pub(crate) fn forget_answers(tx: &Connection, task: i64) -> Attempt<()> {
    tx.prepare_cached(
        "UPDATE journal SET key = NULL, nonce = NULL, content = NULL
         WHERE task = ?1 AND key IS NOT NULL",
    )?
    .execute([task])?;
    Ok(())
}

fn entry(row: &Row<'_>) -> Attempt<JournalEntry> {
    let state: String = row.get(6)?;
    let moment = |column: usize| -> rusqlite::Result<Timestamp> {
        let text: String = row.get(column)?;
        Ok(time::parse(&text).unwrap_or_default())
    };
    Ok(JournalEntry {
        place: JournalPlace {
            step: row.get(0)?,
            item: row.get(1)?,
        },
        attempt: row.get(2)?,
        name: row.get(3)?,
        method: row.get(4)?,
        url: row.get(5)?,
        state: state_of(&state).ok_or(Failure::Json)?,
        status: row.get(7)?,
        note: row.get(8)?,
        written: (moment(9)?, moment(10)?),
        answer: None,
    })
}

fn sealed(row: &Row<'_>) -> Attempt<Option<Sealed>> {
    let key: Option<String> = row.get(11)?;
    let Some(key) = key else { return Ok(None) };
    Ok(Some(Sealed {
        key,
        nonce: row.get(12)?,
        content: row.get(13)?,
    }))
}
