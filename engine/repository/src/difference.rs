//! Applying a comparison: new rows, changed rows, missing rows.
//!
//! Only rows that differ come to Rust, in the order of the feed, and only changed ones are written. A
//! column staged as null is emptied, a column not staged stays, an id is never emptied. Raw
//! memberships are no columns: a row in which only they changed counts as unchanged. An account that
//! provisioning made is *adopted* when it is read for the first time and nothing that was known of it
//! turns out otherwise: it is counted apart, and is listed where the feed tells more of it.

use bindery_connector::ports::{Change, ChangeKind};
use bindery_model::Columns;
use rusqlite::{Row, params};
use serde_json::Value;

use crate::comparison::{Comparison, LISTED_CHANGES, room};
use crate::creation::{NewRow, insertion};
use crate::failure::Attempt;
use crate::shape::{self, Shape, put, read_columns, text_of};

impl Comparison<'_> {
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
                let columns = all_of(self.shape, &pair.new)?;
                self.list(ChangeKind::Created, &pair.new, &Known::default(), columns);
            }
            return Ok(true);
        };
        let (mut changes, merged) = difference(self.shape, &old, &pair.new)?;
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
        if kind == ChangeKind::Updated && is_adopted(&old, &changes) {
            self.count(ChangeKind::Adopted);
            let id = self.shape.eic[0];
            changes.retain(|(column, ..)| column != "status" && column != id);
            if !changes.is_empty() {
                self.list(ChangeKind::Adopted, &merged, &old, changes);
            }
            return Ok(true);
        }
        self.count(kind);
        self.list(kind, &merged, &old, changes);
        Ok(true)
    }

    fn insert(&self, new: &Known) -> Attempt<i64> {
        let [id, name, display_name] = &new.real;
        let row = NewRow {
            id: id.as_deref(),
            name: name.as_deref(),
            display_name: display_name.as_deref(),
            status: &new.status,
            columns: &new.columns,
            memberships: new.memberships.as_deref(),
        };
        let mut insert = self.tx.prepare_cached(&insertion(self.shape))?;
        row.put(&mut insert, self.place.scope, &self.now)?;
        Ok(self.tx.last_insert_rowid())
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
            ChangeKind::Adopted => &mut self.done.adopted,
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
pub(crate) struct Known {
    row: i64,
    key: String,
    pub real: [Option<String>; 3],
    mapped: i64,
    status: String,
    columns: String,
    memberships: Option<String>,
}

impl Known {
    /// A row that says something of every real column.
    pub(crate) fn of(real: [Option<String>; 3], columns: String) -> Self {
        Self {
            real,
            mapped: 7,
            columns,
            ..Self::default()
        }
    }
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

/// What a new row has: each column that is not null, as a change from nothing.
pub(crate) fn all_of(shape: &Shape, new: &Known) -> Attempt<Listed> {
    let mut listed = Listed::new();
    for ((i, value), column) in new.real.iter().enumerate().zip(shape.eic) {
        if new.mapped & (1 << i) != 0 && value.is_some() {
            listed.push((column.to_owned(), None, value.clone()));
        }
    }
    for (column, value) in read_columns(&new.columns)? {
        if let Some(text) = shape::into_text(value) {
            listed.push((column, None, Some(text)));
        }
    }
    Ok(listed)
}

/// What changes between a stored row and the feed's, and the row that comes of it.
fn difference(shape: &Shape, old: &Known, new: &Known) -> Attempt<(Listed, Known)> {
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
    for ((i, (slot, value)), column) in slots.zip(shape.eic) {
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

/// Whether the feed shows that a row which provisioning made is there, active, and otherwise only tells
/// what was not known of it: its id, say (design D15).
fn is_adopted(old: &Known, changes: &Listed) -> bool {
    let is_news = |(column, before, after): &(String, Option<String>, Option<String>)| {
        let has_become_active = column == "status" && after.as_deref() == Some("active");
        has_become_active || before.is_none()
    };
    old.status == "manually-provisioned" && changes.iter().all(is_news)
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
