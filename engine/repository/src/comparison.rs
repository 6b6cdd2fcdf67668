//! Comparing what a run staged with what is stored, and applying the difference.
//!
//! 1. *Match*: a staged row is the stored object of its key; else the one of its id; else one without
//!    an id that has its name, which is how the next import adopts what provisioning made.
//! 2. *Judge*: stored objects that count as present and were not matched are missing.
//! 3. *Apply* the difference: see `difference`.
//!
//! Presence lies in working tables, so an unchanged row is not touched (design D6).

use bindery_connector::ports::AccountChanges;
use rusqlite::{Transaction, params};

use crate::failure::Attempt;
use crate::lookups;
use crate::presence::Rows;
use crate::scope::Place;
use crate::shape::Shape;

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
    pub(crate) tx: &'a Transaction<'a>,
    pub(crate) place: Place,
    pub(crate) shape: &'static Shape,
    key: Option<&'static str>,
    key_column: String,
    pub(crate) now: String,
    /// Stored rows that were read as they are, and not staged.
    present: Option<&'a Rows>,
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
        present: Option<&'a Rows>,
    ) -> Attempt<Self> {
        let shape = place.shape();
        let this = Self {
            tx,
            place,
            shape,
            key: shape.sql_column(key_column),
            key_column: key_column.to_owned(),
            now,
            present,
            done: AccountChanges::default(),
        };
        tx.execute_batch("DELETE FROM temp.matched; DELETE FROM temp.missing;")?;
        this.settle_identities()?;
        this.match_by_key(key_column)?;
        this.match_by_identity()?;
        this.release_ids()?;
        Ok(this)
    }

    /// Runs a statement over the shape's table; `:run`, `:scope` and `:type` stand for the place,
    /// `:column` for the key column.
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
        if let Some(i) = statement.parameter_index(":column")? {
            statement.raw_bind_parameter(i, self.key_column.as_str())?;
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
                lookups::empty(self.tx, self.shape)?;
                lookups::fill(self.tx, self.shape, self.place.scope, key_column)?;
                self.run_sql(&format!(
                    "INSERT OR IGNORE INTO temp.matched
                     SELECT s.seq, l.object FROM staged s CROSS JOIN temp.{} l
                     ON l.column = :column AND l.value = s.key
                     WHERE s.run = :run AND s.entitlement_type = :type ORDER BY s.seq",
                    lookups::table(self.shape),
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
        let unidentified: bool = self.tx.query_row(
            &format!(
                "SELECT EXISTS (SELECT 1 FROM {} WHERE {} = ?1 AND {} IS NULL)",
                self.shape.table, self.shape.scope, self.shape.id
            ),
            [self.place.scope],
            |r| r.get(0),
        )?;
        if unidentified {
            self.run_sql(
                "INSERT OR IGNORE INTO temp.matched
                 SELECT s.seq, o.id FROM staged s CROSS JOIN {table} o
                 ON o.{scope} = :scope AND o.{name} = s.name AND o.{id} IS NULL
                 WHERE s.run = :run AND s.entitlement_type = :type
                   AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.seq = s.seq)
                   AND NOT EXISTS (SELECT 1 FROM temp.matched m WHERE m.object = o.id)
                 ORDER BY s.seq, o.status NOT IN {present}, o.id",
            )?;
        }
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
        let (present, missing) = self.find_missing(state)?;
        let staged = self.tx.query_row(
            "SELECT count(*) FROM staged WHERE run = ?1 AND entitlement_type = ?2",
            params![self.place.run.0, self.place.staged_type],
            |r| lookups::size(r, 0),
        )?;
        let staged = staged + self.present.map_or(0, Rows::count);
        self.done.fetched = staged;
        Ok(Facts {
            present,
            staged,
            missing,
        })
    }

    /// Counts the objects that were there, finds those of them that are missing.
    fn find_missing(&self, state: &str) -> Attempt<(usize, usize)> {
        let mut there = self.tx.prepare_cached(&format!(
            "SELECT id, status FROM {} NOT INDEXED WHERE {} = ?1 AND status IN {state}",
            self.shape.table, self.shape.scope
        ))?;
        let mut is_matched = self
            .tx
            .prepare_cached("SELECT 1 FROM temp.matched WHERE object = ?1")?;
        let mut insert = self
            .tx
            .prepare_cached("INSERT INTO temp.missing VALUES (?1, ?2)")?;
        let mut rows = there.query([self.place.scope])?;
        let (mut present, mut missing) = (0, 0);
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            present += 1;
            if !self.present.is_some_and(|rows| rows.has(id)) && !is_matched.exists([id])? {
                insert.execute(params![id, row.get::<_, String>(1)?])?;
                missing += 1;
            }
        }
        Ok((present, missing))
    }
}
