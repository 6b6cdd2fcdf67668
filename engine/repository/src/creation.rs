//! The first import of a scope: every row is new.
//!
//! Pages that were kept whole are written to their table row by row, in the order of the feed. A key that
//! comes again finds its row there and is merged into it, as staging merges: later values win, null never
//! erases. Nothing can be missing. What was created is then as present as what was read as it is.
//!
//! Where the whole table is empty, its indexes are made behind the rows (`late_indexes`). Whether a key
//! came again shows when the index of ids is made: then the rows are taken back and put one by one.

use bindery_connector::ports::{AccountChanges, Change, ChangeKind};
use bindery_model::Membership;
use rusqlite::{Row, Statement, Transaction, params};

use crate::comparison::room;
use crate::difference::{Known, all_of};
use crate::failure::Attempt;
use crate::late_indexes::LateIndexes;
use crate::pages::{self, PageRow};
use crate::presence::Presence;
use crate::scope::Place;
use crate::shape::{Parts, Shape, read_columns};
use crate::staging::{merge_memberships, unpack};

/// A row as its table keeps it.
pub(crate) struct NewRow<'r> {
    pub id: Option<&'r str>,
    pub name: Option<&'r str>,
    pub display_name: Option<&'r str>,
    pub status: &'r str,
    pub columns: &'r str,
    pub memberships: Option<&'r str>,
}

/// The statement that puts a new row into the table of a shape.
pub(crate) fn insertion(shape: &Shape) -> String {
    let Shape {
        table,
        scope,
        id,
        name,
        ..
    } = shape;
    let (column, value) = match shape.memberships {
        "NULL" => ("", ""),
        _ => (", memberships", ", ?8"),
    };
    format!(
        "INSERT INTO {table} ({scope}, {id}, {name}, display_name, status, columns, created, changed{column})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7{value})"
    )
}

impl NewRow<'_> {
    /// Puts the row by a statement made of [`insertion`]; `false` if that left it out.
    pub(crate) fn put(&self, insert: &mut Statement<'_>, scope: i64, now: &str) -> Attempt<bool> {
        insert.raw_bind_parameter(1, scope)?;
        insert.raw_bind_parameter(2, self.id)?;
        insert.raw_bind_parameter(3, self.name)?;
        insert.raw_bind_parameter(4, self.display_name)?;
        insert.raw_bind_parameter(5, self.status)?;
        insert.raw_bind_parameter(6, self.columns)?;
        insert.raw_bind_parameter(7, now)?;
        if insert.parameter_count() > 7 {
            insert.raw_bind_parameter(8, self.memberships)?;
        }
        Ok(insert.raw_execute()? == 1)
    }
}

/// Creates the rows of a place whose pages were kept whole; `None` where staged rows have to be compared
/// with stored ones.
pub(crate) fn create(
    tx: &Transaction<'_>,
    place: &Place,
    presence: &mut Presence,
    now: &str,
) -> Attempt<Option<AccountChanges>> {
    if !pages::exist(tx, place)? {
        return Ok(None);
    }
    let shape = place.shape();
    let is_first: bool = tx.query_row(
        &format!(
            "SELECT NOT EXISTS (SELECT 1 FROM {} WHERE {} = ?1)
                AND NOT EXISTS (SELECT 1 FROM staged WHERE run = ?2 AND entitlement_type = ?3)",
            shape.table, shape.scope
        ),
        params![place.scope, place.run.0, place.staged_type],
        |r| r.get(0),
    )?;
    if !is_first {
        unpack(tx, place)?;
        return Ok(None);
    }
    let filled = match fill_at_once(tx, place, now)? {
        Some(filled) => filled,
        None => fill(tx, place, now)?,
    };
    let Filled {
        first,
        last,
        created,
    } = filled;
    let first = first.unwrap_or(last + 1);
    presence.note_created(place, first..=last);
    Ok(Some(AccountChanges {
        fetched: created,
        created,
        changes: listed(tx, shape, first)?,
        ..AccountChanges::default()
    }))
}

/// The rows that were created: the first, the last, how many.
#[derive(Default)]
struct Filled {
    first: Option<i64>,
    last: i64,
    created: usize,
}

impl Filled {
    fn note(&mut self, row: i64) {
        self.first.get_or_insert(row);
        self.last = row;
        self.created += 1;
    }
}

/// A row of a page, as its table keeps it.
fn new_row<'r>(row: &PageRow<'r>) -> NewRow<'r> {
    NewRow {
        id: Some(row.key),
        name: row.name,
        display_name: row.display_name,
        status: row.status.unwrap_or("active"),
        columns: row.columns,
        memberships: row.memberships,
    }
}

/// Puts every row, and makes the indexes of the table behind them; `None`, and nothing done, where the
/// table had rows or a key came again.
fn fill_at_once(tx: &Transaction<'_>, place: &Place, now: &str) -> Attempt<Option<Filled>> {
    let shape = place.shape();
    let Some(indexes) = LateIndexes::set_aside(tx, shape.table)? else {
        return Ok(None);
    };
    let mut insert = tx.prepare(&insertion(shape))?;
    let mut filled = Filled::default();
    pages::each(tx, place, &mut |row| {
        new_row(row).put(&mut insert, place.scope, now)?;
        filled.note(tx.last_insert_rowid());
        Ok(())
    })?;
    drop(insert);
    Ok(indexes.make(tx)?.then_some(filled))
}

/// Puts every row, or lays it over the one of its key.
fn fill(tx: &Transaction<'_>, place: &Place, now: &str) -> Attempt<Filled> {
    let insert = format!("{} ON CONFLICT DO NOTHING", insertion(place.shape()));
    let mut insert = tx.prepare(&insert)?;
    let mut filled = Filled::default();
    pages::each(tx, place, &mut |row| {
        if !new_row(row).put(&mut insert, place.scope, now)? {
            return merge(tx, place, row);
        }
        filled.note(tx.last_insert_rowid());
        Ok(())
    })?;
    Ok(filled)
}

/// Lays a row over the one of its key.
fn merge(tx: &Transaction<'_>, place: &Place, row: &PageRow<'_>) -> Attempt<()> {
    let shape = place.shape();
    let read = |r: &Row<'_>| {
        Ok((
            r.get::<_, i64>(0)?,
            [r.get(1)?, r.get(2)?, r.get(3)?],
            r.get(5)?,
            r.get(6)?,
        ))
    };
    let (id, real, columns, memberships): (_, _, String, Option<String>) = tx
        .prepare_cached(shape.by_id)?
        .query_row(params![place.scope, row.key], read)?;
    let mut parts = Parts {
        real,
        mapped: 7,
        rest: read_columns(&columns)?,
    };
    parts.merge(&row.parts()?.sorted());
    let [_, name, display_name] = &parts.real;
    tx.prepare_cached(&format!(
        "UPDATE {} SET {} = ?2, display_name = ?3, status = coalesce(?4, status), columns = ?5
         WHERE id = ?1",
        shape.table, shape.name
    ))?
    .execute(params![
        id,
        name,
        display_name,
        row.status,
        serde_json::to_string(&parts.rest)?
    ])?;
    if shape.memberships != "NULL" {
        let earlier: Option<Vec<Membership>> = memberships
            .map(|text| serde_json::from_str(&text))
            .transpose()?;
        tx.prepare_cached("UPDATE accounts SET memberships = ?2 WHERE id = ?1")?
            .execute(params![id, merge_memberships(earlier, row.memberships)?])?;
    }
    Ok(())
}

/// The first of the rows that were created, as changes.
fn listed(tx: &Transaction<'_>, shape: &Shape, first: i64) -> Attempt<Vec<Change>> {
    let mut query = tx.prepare_cached(&format!(
        "SELECT {}, {}, display_name, columns FROM {} WHERE id >= ?1 ORDER BY id LIMIT ?2",
        shape.id, shape.name, shape.table
    ))?;
    let mut rows = query.query(params![first, room(0)])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let new = Known::of([row.get(0)?, row.get(1)?, row.get(2)?], row.get(3)?);
        let columns = all_of(shape, &new)?;
        let [id, name, _] = new.real;
        changes.push(Change {
            kind: ChangeKind::Created,
            subject: name.or(id).unwrap_or_default(),
            columns,
        });
    }
    Ok(changes)
}
