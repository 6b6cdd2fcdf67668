//! Comparing what a run staged with what is stored, and applying the difference.
//!
//! 1. *Match*: a staged row is the stored object of its key; else the one of its id; else one without
//!    an id that has its name, which is how the next import adopts what provisioning made.
//! 2. *Judge*: stored objects that count as present and were not matched are missing.
//! 3. *Apply*: in the order of the feed, only rows that differ reach Rust and only changed ones are
//!    written. A column staged as null is emptied, a column not staged stays, an id is never emptied.
//!
//! Presence lies in working tables, so an unchanged row is not touched (design D6).

use bindery_connector::ports::{AccountChanges, Change, ChangeKind};
use bindery_model::Columns;
use rusqlite::{Row, Transaction, params};
use serde_json::Value;

use crate::failure::Attempt;
use crate::scope::Place;
use crate::shape::{Shape, put, read_columns, text_of};
use crate::staging::shape_of;
use crate::{lookups, shape};

/// Changes listed one by one; beyond this many of one kind of object, only the counts tell.
pub const LISTED_CHANGES: usize = 10_000;

/// How many more changes may be listed.
pub(crate) fn room(listed: usize) -> i64 {
    i64::try_from(LISTED_CHANGES.saturating_sub(listed)).unwrap_or(0)
}

/// Sizes of the two sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub present: usize,
    pub staged: usize,
    pub missing: usize,
}

/// A comparison under way.
pub(crate) struct Comparison<'a> {
    tx: &'a Transaction<'a>,
    place: Place,
    shape: &'static Shape,
    key: Option<&'static str>,
    now: String,
    /// What was done so far.
    pub(crate) done: AccountChanges,
}

impl<'a> Comparison<'a> {
    /// Matches staged rows with stored ones by a key column.
    pub(crate) fn start(
        tx: &'a Transaction<'a>,
        place: Place,
        key_column: &str,
        now: String,
    ) -> Attempt<Self> {
        let shape = shape_of(&place);
        let this = Self {
            tx,
            place,
            shape,
            key: shape.sql_column(key_column),
            now,
            done: AccountChanges::default(),
        };
        tx.execute_batch("DELETE FROM temp.matched; DELETE FROM temp.missing;")?;
        this.settle_identities()?;
        this.match_by_key(key_column)?;
        this.match_by_identity()?;
        this.release_ids()?;
        Ok(this)
    }

    /// Runs a statement over the shape's table; `:run`, `:scope` and `:type` stand for the place.
    fn run_sql(&self, sql: &str) -> Attempt<usize> {
        let Place {
            run,
            scope,
            staged_type,
        } = self.place;
        let sql = sql
            .replace("{table}", self.shape.table)
            .replace("{scope}", self.shape.scope)
            .replace("{id}", self.shape.id)
            .replace("{name}", self.shape.name)
            .replace("{present}", self.shape.present)
            .replace("{memberships}", self.shape.memberships);
        let mut statement = self.tx.prepare_cached(&sql)?;
        for (name, value) in [(":run", run.0), (":scope", scope), (":type", staged_type)] {
            if let Some(i) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(i, value)?;
            }
        }
        Ok(statement.raw_execute()?)
    }

    /// The key is the text of its column; of rows that claim one id, the first has it.
    fn settle_identities(&self) -> Attempt<()> {
        const HERE: &str = "run = :run AND entitlement_type = :type";
        match self.key {
            Some(column) if column == self.shape.id => {
                self.run_sql(&format!(
                    "UPDATE staged SET object_id = key, mapped = mapped | 1
                     WHERE {HERE} AND object_id IS NOT key"
                ))?;
            }
            key => {
                if key == Some(self.shape.name) {
                    self.run_sql(&format!(
                        "UPDATE staged SET name = key, mapped = mapped | 2
                         WHERE {HERE} AND name IS NOT key"
                    ))?;
                }
                self.run_sql(&format!(
                    "UPDATE staged SET object_id = NULL WHERE {HERE} AND object_id IS NOT NULL
                     AND seq NOT IN (SELECT min(seq) FROM staged WHERE {HERE} GROUP BY object_id)"
                ))?;
            }
        }
        Ok(())
    }

    fn match_by_key(&self, key_column: &str) -> Attempt<()> {
        match self.key {
            Some(column) => self.run_sql(&format!(
                "INSERT OR IGNORE INTO temp.matched
                 SELECT s.seq, o.id FROM staged s CROSS JOIN {{table}} o
                 ON o.{{scope}} = :scope AND o.{column} = s.key
                 WHERE s.run = :run AND s.entitlement_type = :type
                 ORDER BY s.seq, o.status NOT IN {{present}}, o.id"
            ))?,
            None => {
                lookups::fill(self.tx, self.shape, self.place.scope, key_column)?;
                self.run_sql(&format!(
                    "INSERT OR IGNORE INTO temp.matched
                     SELECT s.seq, l.object FROM staged s CROSS JOIN temp.{} l
                     ON l.column = '{}' AND l.value = s.key
                     WHERE s.run = :run AND s.entitlement_type = :type
                     ORDER BY s.seq",
                    lookups::table(self.shape),
                    lookups::quoted(key_column),
                ))?
            }
        };
        Ok(())
    }

    fn match_by_identity(&self) -> Attempt<()> {
        if self.key != Some(self.shape.id) {
            self.run_sql(
                "INSERT OR IGNORE INTO temp.matched
                 SELECT s.seq, o.id FROM staged s CROSS JOIN {table} o
                 ON o.{scope} = :scope AND o.{id} = s.object_id
                 WHERE s.run = :run AND s.entitlement_type = :type
                   AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.seq = s.seq)
                   AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.object = o.id)
                 ORDER BY s.seq",
            )?;
        }
        // The few without an id are the outer side: a store has none after a quiet import.
        self.run_sql(
            "INSERT OR IGNORE INTO temp.matched
             SELECT s.seq, o.id FROM {table} o CROSS JOIN staged s
             ON s.run = :run AND s.entitlement_type = :type AND s.name = o.{name}
             WHERE o.{scope} = :scope AND o.{id} IS NULL AND o.{name} IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.seq = s.seq)
               AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.object = o.id)
             ORDER BY s.seq, o.status NOT IN {present}, o.id",
        )?;
        Ok(())
    }

    /// An id that a staged row brings is taken from the stored object that has it now, where that is
    /// another one: identities by another key may swap ids.
    fn release_ids(&self) -> Attempt<()> {
        if self.key != Some(self.shape.id) {
            self.run_sql(
                "UPDATE {table} SET {id} = NULL WHERE id IN (
                     SELECT o.id FROM staged s CROSS JOIN {table} o
                     ON o.{scope} = :scope AND o.{id} = s.object_id
                     LEFT JOIN temp.matched m ON m.seq = s.seq
                     WHERE s.run = :run AND s.entitlement_type = :type AND m.object IS NOT o.id)",
            )?;
        }
        Ok(())
    }

    /// Finds what is missing and how much is on each side.
    pub(crate) fn facts(&mut self, include_inactive: bool) -> Attempt<Facts> {
        let state = if include_inactive {
            "('active', 'manually-provisioned', 'inactive')"
        } else {
            self.shape.present
        };
        let missing = self.run_sql(&format!(
            "INSERT INTO temp.missing SELECT o.id, o.status FROM {{table}} o
             WHERE o.{{scope}} = :scope AND o.status IN {state}
               AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.object = o.id)"
        ))?;
        let present = self.tx.query_row(
            &format!(
                "SELECT count(*) FROM {} WHERE {} = ?1 AND status IN {state}",
                self.shape.table, self.shape.scope
            ),
            [self.place.scope],
            |r| lookups::size(r, 0),
        )?;
        let staged = self.tx.query_row(
            "SELECT count(*) FROM staged WHERE run = ?1 AND entitlement_type = ?2",
            params![self.place.run.0, self.place.staged_type],
            |r| lookups::size(r, 0),
        )?;
        self.done.fetched = staged;
        Ok(Facts {
            present,
            staged,
            missing,
        })
    }

    /// Writes new and changed rows, in the order of the feed.
    pub(crate) fn apply_feed(&mut self) -> Attempt<()> {
        let tx = self.tx;
        let Shape {
            table,
            id,
            name,
            memberships,
            ..
        } = self.shape;
        let mut differing = tx.prepare_cached(&format!(
            "SELECT s.seq, s.key, s.object_id, s.name, s.display_name, s.mapped,
                    coalesce(s.status, 'active'), s.columns, s.memberships,
                    o.id, o.{id}, o.{name}, o.display_name, o.status, o.columns, {memberships}
             FROM staged s NOT INDEXED
             LEFT JOIN temp.matched m ON m.seq = s.seq
             LEFT JOIN {table} o ON o.id = m.object
             WHERE s.run = ?1 AND s.entitlement_type = ?2 AND (
                 o.id IS NULL
                 OR s.columns <> o.columns
                 OR (s.object_id IS NOT NULL AND s.object_id IS NOT o.{id})
                 OR (s.mapped & 2 AND s.name IS NOT o.{name})
                 OR (s.mapped & 4 AND s.display_name IS NOT o.display_name)
                 OR coalesce(s.status, 'active') <> o.status
                 OR (s.memberships IS NOT NULL AND s.memberships IS NOT {memberships}))
             ORDER BY s.seq"
        ))?;
        let mut rows = differing.query(params![self.place.run.0, self.place.staged_type])?;
        let mut same = self.done.fetched;
        while let Some(row) = rows.next()? {
            let pair = Pair::read(row)?;
            if self.apply(pair)? {
                same = same.saturating_sub(1);
            }
        }
        self.done.unchanged = same;
        Ok(())
    }

    /// Applies one row; `false` if it turns out to be as before.
    fn apply(&mut self, pair: Pair) -> Attempt<bool> {
        let Some(old) = pair.stored else {
            let object = self.insert(&pair.new)?;
            self.tx
                .prepare_cached("INSERT INTO temp.matched VALUES (?1, ?2)")?
                .execute(params![pair.seq, object])?;
            self.done.created += 1;
            if self.lists() {
                let empty = Known::default();
                let (columns, _) = self.difference(&empty, &pair.new)?;
                self.list(ChangeKind::Created, &pair.new, &empty, columns);
            }
            return Ok(true);
        };
        let (mut changes, merged) = self.difference(&old, &pair.new)?;
        if old.real[0] != merged.real[0] || old.real[1] != merged.real[1] {
            self.tx
                .prepare_cached(&format!(
                    "UPDATE {} SET {} = ?2, {} = ?3 WHERE id = ?1",
                    self.shape.table, self.shape.id, self.shape.name
                ))?
                .execute(params![old.row, merged.real[0], merged.real[1]])?;
        }
        let kind = kind_of(&old.status, &merged.status);
        if kind.is_none() && changes.is_empty() {
            if merged.memberships != old.memberships {
                self.tx
                    .prepare_cached("UPDATE accounts SET memberships = ?2 WHERE id = ?1")?
                    .execute(params![old.row, merged.memberships])?;
            }
            return Ok(false);
        }
        let memberships = if self.shape.memberships == "NULL" {
            ""
        } else {
            ", memberships = ?6"
        };
        let mut update = self.tx.prepare_cached(&format!(
            "UPDATE {} SET display_name = ?2, status = ?3, columns = ?4, changed = ?5{memberships}
             WHERE id = ?1",
            self.shape.table
        ))?;
        let fixed = params![
            old.row,
            merged.real[2],
            merged.status,
            merged.columns,
            self.now
        ];
        if memberships.is_empty() {
            update.execute(fixed)?;
        } else {
            update.execute(params![
                old.row,
                merged.real[2],
                merged.status,
                merged.columns,
                self.now,
                merged.memberships
            ])?;
        }
        if kind.is_some() {
            changes.retain(|(column, _, _)| !column.eq_ignore_ascii_case("status"));
            changes.push((
                "status".to_owned(),
                Some(old.status.clone()),
                Some(merged.status.clone()),
            ));
        }
        let kind = kind.unwrap_or(ChangeKind::Updated);
        self.count(kind);
        self.list(kind, &merged, &old, changes);
        Ok(true)
    }

    fn insert(&self, new: &Known) -> Attempt<i64> {
        let Shape {
            table,
            scope,
            id,
            name,
            ..
        } = self.shape;
        let keeps_memberships = self.shape.memberships != "NULL";
        let (column, value) = if keeps_memberships {
            (", memberships", ", ?8")
        } else {
            ("", "")
        };
        let mut insert = self.tx.prepare_cached(&format!(
            "INSERT INTO {table} ({scope}, {id}, {name}, display_name, status, columns, created,
                                  changed{column})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7{value})"
        ))?;
        let [object_id, object_name, display_name] = &new.real;
        let scope = self.place.scope;
        if keeps_memberships {
            insert.execute(params![
                scope,
                object_id,
                object_name,
                display_name,
                new.status,
                new.columns,
                self.now,
                new.memberships
            ])?;
        } else {
            insert.execute(params![
                scope,
                object_id,
                object_name,
                display_name,
                new.status,
                new.columns,
                self.now
            ])?;
        }
        Ok(self.tx.last_insert_rowid())
    }

    /// What changes between a stored row and the feed's, and the row that comes of it.
    fn difference(&self, old: &Known, new: &Known) -> Attempt<(Listed, Known)> {
        let mut listed = Listed::new();
        let mut merged = Known {
            row: old.row,
            real: old.real.clone(),
            mapped: old.mapped,
            status: new.status.clone(),
            columns: old.columns.clone(),
            memberships: new.memberships.clone().or_else(|| old.memberships.clone()),
            key: new.key.clone(),
        };
        let slots = merged.real.iter_mut().zip(&new.real).enumerate();
        for ((i, (slot, value)), column) in slots.zip(self.shape.eic) {
            let says = new.mapped & (1 << i) != 0 && (value.is_some() || i != 0);
            if says && slot != value {
                listed.push((column.to_owned(), slot.clone(), value.clone()));
                slot.clone_from(value);
            }
        }
        if old.columns != new.columns {
            let mut columns = if old.columns.is_empty() {
                Columns::new()
            } else {
                read_columns(&old.columns)?
            };
            let mut changed = false;
            for (column, value) in &read_columns(&new.columns)? {
                let before = shape::find(&columns, column)
                    .and_then(|i| columns.get_index(i))
                    .map_or(Value::Null, |(_, v)| v.clone());
                if before != *value {
                    listed.push((column.clone(), text_of(&before), text_of(value)));
                    put(&mut columns, column, value, true);
                    changed = true;
                }
            }
            if changed {
                merged.columns = serde_json::to_string(&columns)?;
            }
        }
        Ok((listed, merged))
    }

    /// Gives missing objects a new state.
    pub(crate) fn apply_missing(&mut self, kind: ChangeKind, status: &str) -> Attempt<()> {
        let Shape {
            table, name, id, ..
        } = self.shape;
        if self.lists() {
            let mut query = self.tx.prepare_cached(&format!(
                "SELECT coalesce(o.{name}, o.{id}, ''), m.status
                 FROM temp.missing m JOIN {table} o ON o.id = m.object
                 WHERE m.status <> ?1 ORDER BY o.id LIMIT ?2"
            ))?;
            let room = room(self.done.changes.len());
            let rows = query.query_map(params![status, room], |r| {
                Ok(Change {
                    kind,
                    subject: r.get(0)?,
                    columns: vec![("status".into(), Some(r.get(1)?), Some(status.to_owned()))],
                })
            })?;
            for change in rows {
                self.done.changes.push(change?);
            }
        }
        let changed = self
            .tx
            .prepare_cached(&format!(
                "UPDATE {table} SET status = ?1, changed = ?2
                 WHERE status <> ?1 AND id IN (SELECT object FROM temp.missing)"
            ))?
            .execute(params![status, self.now])?;
        match kind {
            ChangeKind::Suspended => self.done.suspended += changed,
            _ => self.done.inactivated += changed,
        }
        Ok(())
    }

    fn count(&mut self, kind: ChangeKind) {
        let counter = match kind {
            ChangeKind::Created => &mut self.done.created,
            ChangeKind::Inactivated => &mut self.done.inactivated,
            ChangeKind::Suspended => &mut self.done.suspended,
            ChangeKind::Reactivated => &mut self.done.reactivated,
            _ => &mut self.done.updated,
        };
        *counter += 1;
    }

    fn lists(&self) -> bool {
        self.done.changes.len() < LISTED_CHANGES
    }

    fn list(&mut self, kind: ChangeKind, new: &Known, old: &Known, columns: Listed) {
        if self.lists() {
            let name = [&new.real[1], &old.real[1], &new.real[0]];
            let subject = name.into_iter().find_map(Clone::clone);
            self.done.changes.push(Change {
                kind,
                subject: subject.unwrap_or_else(|| new.key.clone()),
                columns,
            });
        }
    }
}

type Listed = Vec<(String, Option<String>, Option<String>)>;

/// A row of either side.
#[derive(Debug, Default)]
struct Known {
    row: i64,
    key: String,
    real: [Option<String>; 3],
    mapped: i64,
    status: String,
    columns: String,
    memberships: Option<String>,
}

/// A staged row and the stored one that it is.
struct Pair {
    seq: i64,
    new: Known,
    stored: Option<Known>,
}

impl Pair {
    fn read(row: &Row<'_>) -> Attempt<Self> {
        let new = Known {
            row: 0,
            key: row.get(1)?,
            real: [row.get(2)?, row.get(3)?, row.get(4)?],
            mapped: row.get(5)?,
            status: row.get(6)?,
            columns: row.get(7)?,
            memberships: row.get(8)?,
        };
        let stored = match row.get::<_, Option<i64>>(9)? {
            None => None,
            Some(id) => Some(Known {
                row: id,
                key: String::new(),
                real: [row.get(10)?, row.get(11)?, row.get(12)?],
                mapped: 7,
                status: row.get(13)?,
                columns: row.get(14)?,
                memberships: row.get(15)?,
            }),
        };
        Ok(Self {
            seq: row.get(0)?,
            new,
            stored,
        })
    }
}

/// The change of state, if it is one that is counted apart.
fn kind_of(old: &str, new: &str) -> Option<ChangeKind> {
    let present = |status| matches!(status, "active" | "manually-provisioned");
    if old == new {
        None
    } else if present(old) && new == "inactive" {
        Some(ChangeKind::Inactivated)
    } else if present(old) && !present(new) && new != "in-process" {
        Some(ChangeKind::Suspended)
    } else if !present(old) && new == "active" && old != "in-process" {
        Some(ChangeKind::Reactivated)
    } else {
        Some(ChangeKind::Updated)
    }
}
