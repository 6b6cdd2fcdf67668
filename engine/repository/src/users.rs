//! Users of a feed: staged, compared with the store, applied (`rest-dialect §2.13`).
//!
//! A user is known by its username in the whole store. A staged row is the stored user of its key
//! column, else the one of its username; a row without a username that matches nobody is skipped.
//! Each user remembers the endpoint whose feed brought it last, and only users of this endpoint can
//! go missing. What is inactive is told by `statuskey`: `0`. A column staged as null is emptied, a
//! column not staged stays.

use bindery_connector::ports::{
    Change, ChangeKind, RunId, UserChanges, UserFacts, UserRule, UserVerdict,
};
use bindery_model::{Columns, UserRecord};
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::comparison::{LISTED_CHANGES, room};
use crate::failure::Attempt;
use crate::shape::{find, put, read_columns, text_of};
use crate::{lease, lookups};

/// The column that is the store's own key.
const USERNAME: &str = "username";
const STATUS: &str = "statuskey";
/// A stored user that is not inactive.
const PRESENT: &str = "(u.columns ->> '$.statuskey') IS NOT '0'";

/// Stages users; a key staged before in this run is merged, later values that are not null win.
pub(crate) fn stage(tx: &Transaction<'_>, run: RunId, rows: &[UserRecord]) -> Attempt<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO staged_users (run, key, username, columns) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
    )?;
    for row in rows {
        let (username, rest) = split(&row.columns);
        if insert.execute(params![
            run.0,
            row.key,
            username,
            serde_json::to_string(&rest)?
        ])? == 1
        {
            continue;
        }
        let (earlier, text): (Option<String>, String) = tx
            .prepare_cached(
                "SELECT username, columns FROM staged_users WHERE run = ?1 AND key = ?2",
            )?
            .query_row(params![run.0, row.key], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut merged = read_columns(&text)?;
        for (column, value) in &rest {
            put(&mut merged, column, value, false);
        }
        tx.prepare_cached(
            "UPDATE staged_users SET username = ?3, columns = ?4 WHERE run = ?1 AND key = ?2",
        )?
        .execute(params![
            run.0,
            row.key,
            username.or(earlier),
            serde_json::to_string(&merged)?
        ])?;
    }
    Ok(())
}

/// The users of a run in the order of the feed.
pub(crate) fn staged(tx: &Transaction<'_>, run: RunId) -> Attempt<Vec<UserRecord>> {
    lookups::read_all(
        tx,
        "SELECT key, username, columns FROM staged_users WHERE run = ?1 ORDER BY seq",
        [run.0],
        |row| {
            let mut columns = Columns::new();
            if let Some(username) = row.get::<_, Option<String>>(1)? {
                columns.insert(USERNAME.to_owned(), Value::String(username));
            }
            columns.extend(read_columns(&row.get::<_, String>(2)?)?);
            Ok(UserRecord {
                key: row.get(0)?,
                columns,
            })
        },
    )
}

/// Compares and applies.
pub(crate) fn reconcile(
    tx: &Transaction<'_>,
    run: RunId,
    rule: &UserRule,
    verdict: &mut dyn FnMut(&UserFacts) -> UserVerdict,
) -> Attempt<UserChanges> {
    let mut work = Work {
        tx,
        run,
        source: lease::endpoint_of(tx, run)?,
        done: UserChanges::default(),
    };
    tx.execute_batch("DELETE FROM temp.matched; DELETE FROM temp.missing;")?;
    work.fill_usernames(&rule.key_column)?;
    work.match_rows(&rule.key_column)?;
    let facts = work.facts()?;
    let verdict = verdict(&facts);
    work.apply_feed()?;
    if verdict == UserVerdict::Inactivate {
        work.inactivate_missing()?;
    }
    Ok(work.done)
}

struct Work<'a> {
    tx: &'a Transaction<'a>,
    run: RunId,
    source: i64,
    done: UserChanges,
}

/// A stored user next to what the feed says of it.
struct Pair {
    seq: i64,
    key: String,
    username: Option<String>,
    columns: String,
    stored: Option<(i64, String, String)>,
}

impl Work<'_> {
    /// The key is the text of its column.
    fn fill_usernames(&self, key_column: &str) -> Attempt<()> {
        if key_column.eq_ignore_ascii_case(USERNAME) {
            self.tx.execute(
                "UPDATE staged_users SET username = key WHERE run = ?1 AND username IS NOT key",
                [self.run.0],
            )?;
        }
        Ok(())
    }

    fn match_rows(&self, key_column: &str) -> Attempt<()> {
        if !key_column.eq_ignore_ascii_case(USERNAME) {
            self.tx.execute(
                "INSERT OR IGNORE INTO temp.matched
                 SELECT s.seq, k.id FROM staged_users s JOIN (
                     SELECT u.id, u.source, j.value AS value FROM users u, json_each(u.columns) j
                     WHERE lower(j.key) = lower(?2) AND j.value IS NOT NULL) k ON k.value = s.key
                 WHERE s.run = ?1 ORDER BY s.seq, k.source IS NOT ?3, k.id",
                params![self.run.0, key_column.trim(), self.source],
            )?;
        }
        self.tx.execute(
            "INSERT OR IGNORE INTO temp.matched
             SELECT s.seq, u.id FROM staged_users s CROSS JOIN users u ON u.username = s.username
             WHERE s.run = ?1 ORDER BY s.seq",
            [self.run.0],
        )?;
        Ok(())
    }

    fn facts(&mut self) -> Attempt<UserFacts> {
        let missing = self.tx.execute(
            &format!(
                "INSERT INTO temp.missing SELECT u.id, '1' FROM users u
                 WHERE u.source = ?1 AND {PRESENT}
                   AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.object = u.id)"
            ),
            [self.source],
        )?;
        let count = |sql: &str, of: i64| self.tx.query_row(sql, [of], |r| lookups::size(r, 0));
        let present = count(
            &format!("SELECT count(*) FROM users u WHERE u.source = ?1 AND {PRESENT}"),
            self.source,
        )?;
        let staged = count(
            "SELECT count(*) FROM staged_users WHERE run = ?1",
            self.run.0,
        )?;
        self.done.fetched = staged;
        self.done.unchanged = staged;
        Ok(UserFacts {
            present,
            staged,
            missing,
        })
    }

    fn apply_feed(&mut self) -> Attempt<()> {
        let tx = self.tx;
        let mut differing = tx.prepare_cached(
            "SELECT s.seq, s.key, s.username, s.columns, u.id, u.username, u.columns
             FROM staged_users s LEFT JOIN temp.matched m ON m.seq = s.seq
             LEFT JOIN users u ON u.id = m.object
             WHERE s.run = ?1 AND (u.id IS NULL OR s.columns <> u.columns
                   OR coalesce(s.username, u.username) <> u.username)
             ORDER BY s.seq",
        )?;
        let mut rows = differing.query([self.run.0])?;
        while let Some(row) = rows.next()? {
            let stored = match row.get::<_, Option<i64>>(4)? {
                Some(id) => Some((id, row.get(5)?, row.get(6)?)),
                None => None,
            };
            let pair = Pair {
                seq: row.get(0)?,
                key: row.get(1)?,
                username: row.get(2)?,
                columns: row.get(3)?,
                stored,
            };
            if self.apply(pair)? {
                self.done.unchanged = self.done.unchanged.saturating_sub(1);
            }
        }
        tx.execute(
            "UPDATE users SET source = ?1 WHERE source IS NOT ?1
             AND id IN (SELECT object FROM temp.matched)",
            [self.source],
        )?;
        Ok(())
    }

    /// Applies one row; `false` if it turns out to be as before.
    fn apply(&mut self, pair: Pair) -> Attempt<bool> {
        let new = read_columns(&pair.columns)?;
        let Some((id, username, text)) = pair.stored else {
            self.insert(pair.seq, pair.username.as_deref(), &pair.key, &new)?;
            return Ok(true);
        };
        let mut columns = read_columns(&text)?;
        let was_active = is_active(&columns);
        let mut listed = Vec::new();
        for (column, value) in &new {
            let before = find(&columns, column)
                .and_then(|i| columns.get_index(i))
                .map_or(Value::Null, |(_, v)| v.clone());
            if before != *value {
                listed.push((column.clone(), text_of(&before), text_of(value)));
                put(&mut columns, column, value, true);
            }
        }
        let renamed = pair.username.filter(|new| *new != username);
        if let Some(new_name) = &renamed
            && self.rename(id, &username, new_name)?
        {
            let change = (
                USERNAME.to_owned(),
                Some(username.clone()),
                Some(new_name.clone()),
            );
            listed.push(change);
        }
        if listed.is_empty() {
            return Ok(false);
        }
        self.tx
            .prepare_cached("UPDATE users SET columns = ?2 WHERE id = ?1")?
            .execute(params![id, serde_json::to_string(&columns)?])?;
        let kind = match (was_active, is_active(&columns)) {
            (true, false) => {
                self.done.inactivated += 1;
                ChangeKind::Inactivated
            }
            (false, true) => {
                self.done.reactivated += 1;
                ChangeKind::Reactivated
            }
            _ => {
                self.done.updated += 1;
                ChangeKind::Updated
            }
        };
        self.list(kind, username, listed);
        Ok(true)
    }

    fn insert(
        &mut self,
        seq: i64,
        username: Option<&str>,
        key: &str,
        columns: &Columns,
    ) -> Attempt<()> {
        let Some(username) = username.filter(|name| !name.trim().is_empty()) else {
            self.done.skipped += 1;
            return Ok(());
        };
        let id: Option<i64> = self
            .tx
            .prepare_cached(
                "INSERT INTO users (username, columns, source) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING RETURNING id",
            )?
            .query_row(
                params![username, serde_json::to_string(columns)?, self.source],
                |r| r.get(0),
            )
            .optional()?;
        let Some(id) = id else {
            self.done.skipped += 1;
            return Ok(());
        };
        self.tx
            .prepare_cached("INSERT INTO temp.matched VALUES (?1, ?2)")?
            .execute(params![seq, id])?;
        self.done.created += 1;
        let listed = columns
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(column, value)| (column.clone(), None, text_of(value)))
            .collect();
        let subject = if username.is_empty() { key } else { username };
        self.list(ChangeKind::Created, subject.to_owned(), listed);
        Ok(())
    }

    /// Gives a user another name, its accounts with it; not one that somebody has.
    fn rename(&self, id: i64, old: &str, new: &str) -> Attempt<bool> {
        let renamed = self
            .tx
            .prepare_cached("UPDATE OR IGNORE users SET username = ?2 WHERE id = ?1")?
            .execute(params![id, new])?;
        if renamed == 1 {
            self.tx
                .prepare_cached("UPDATE accounts SET user = ?2 WHERE user = ?1")?
                .execute(params![old, new])?;
            self.tx
                .prepare_cached(
                    "UPDATE OR IGNORE entitlement_owners SET user = ?2 WHERE user = ?1",
                )?
                .execute(params![old, new])?;
        }
        Ok(renamed == 1)
    }

    fn inactivate_missing(&mut self) -> Attempt<()> {
        let gone = lookups::read_all(
            self.tx,
            "SELECT u.id, u.username, u.columns FROM temp.missing m JOIN users u ON u.id = m.object
             ORDER BY u.username",
            [],
            |r| {
                Ok((
                    r.get::<_, i64>(0)?,
                    r.get::<_, String>(1)?,
                    r.get::<_, String>(2)?,
                ))
            },
        )?;
        for (id, username, text) in gone {
            let mut columns = read_columns(&text)?;
            let before = find(&columns, STATUS)
                .and_then(|i| columns.get_index(i))
                .and_then(|(_, value)| text_of(value));
            put(&mut columns, STATUS, &Value::from("0"), true);
            self.tx
                .prepare_cached("UPDATE users SET columns = ?2 WHERE id = ?1")?
                .execute(params![id, serde_json::to_string(&columns)?])?;
            self.done.inactivated += 1;
            let listed = vec![(STATUS.to_owned(), before, Some("0".to_owned()))];
            self.list(ChangeKind::Inactivated, username, listed);
        }
        Ok(())
    }

    fn list(
        &mut self,
        kind: ChangeKind,
        subject: String,
        columns: Vec<(String, Option<String>, Option<String>)>,
    ) {
        if room(self.done.changes.len()) > 0 && self.done.changes.len() < LISTED_CHANGES {
            self.done.changes.push(Change {
                kind,
                subject,
                columns,
            });
        }
    }
}

fn is_active(columns: &Columns) -> bool {
    find(columns, STATUS)
        .and_then(|i| columns.get_index(i))
        .and_then(|(_, value)| text_of(value))
        .as_deref()
        != Some("0")
}

/// The username, and everything else.
fn split(columns: &Columns) -> (Option<String>, Columns) {
    let mut rest = columns.clone();
    let username = find(&rest, USERNAME).and_then(|i| rest.shift_remove_index(i));
    (username.and_then(|(_, value)| text_of(&value)), rest)
}
