//! Presence: the stored rows that a run has read as they are.
//!
//! Most rows of a repeated import are unchanged. Where a run has said how its objects are compared
//! ([`Store::expect`](bindery_connector::ports::Store::expect)) and each comes from one call, a row
//! that equals the stored one is not staged: a bit says that it was there (design D6). The bits live
//! in memory with the run; each page keeps those that it has set, for a run that is taken up again.

use std::collections::BTreeMap;

use bindery_connector::ports::RunId;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Row, Statement, Transaction, params};

use crate::failure::Attempt;
use crate::scope::Place;
use crate::shape::{Parts, Sorted, read_columns};

/// A set of row ids.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    words: Vec<u64>,
    count: usize,
}

impl Rows {
    /// Adds a row; `false` if it was there. Ids of SQLite count up from 1, so the set stays dense.
    fn insert(&mut self, row: i64) -> bool {
        let (word, bit) = place(row);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let Some(slot) = self.words.get_mut(word) else {
            return false;
        };
        let is_new = *slot & bit == 0;
        *slot |= bit;
        self.count += usize::from(is_new);
        is_new
    }

    fn remove(&mut self, row: i64) -> bool {
        let (word, bit) = place(row);
        let Some(slot) = self.words.get_mut(word).filter(|slot| **slot & bit != 0) else {
            return false;
        };
        *slot &= !bit;
        self.count -= 1;
        true
    }

    /// Whether a row is in it.
    pub(crate) fn has(&self, row: i64) -> bool {
        let (word, bit) = place(row);
        self.words.get(word).is_some_and(|slot| slot & bit != 0)
    }

    /// How many rows are in it.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// The rows, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = i64> {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            (0..64).filter_map(move |bit| {
                let row = i64::try_from(at * 64 + bit).unwrap_or(i64::MAX);
                (word >> bit & 1 == 1).then_some(row)
            })
        })
    }
}

fn place(row: i64) -> (usize, u64) {
    let row = usize::try_from(row).unwrap_or(0);
    (row / 64, 1 << (row % 64))
}

/// What one kind of object of a run has shown so far.
#[derive(Debug, Default)]
struct Objects {
    /// Rows read as they are.
    pub present: Rows,
    /// Stored rows of which something else was staged.
    staged: Rows,
    /// The stored row that was met last.
    last: i64,
    /// Rows read as they are since the last page was kept.
    unkept: Vec<i64>,
    /// The scope has no rows yet: pages are kept whole.
    is_first: bool,
}

/// The presence of the run under way, by the type its rows are staged under.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    run: Option<RunId>,
    /// The run is one that was interrupted.
    is_taken_up: bool,
    objects: BTreeMap<i64, Objects>,
}

/// What a row on its way to staging turns out to be.
pub(crate) enum Met {
    /// New, or to be compared later.
    Unknown,
    /// Stored as it is; nothing to stage.
    Same,
    /// It was read as it is before, and is different now: what was stored counts as staged first.
    Again(Parts, Option<String>, Option<String>),
}

/// A row, as it would be staged.
pub(crate) struct Candidate<'a> {
    pub key: &'a str,
    pub parts: &'a Sorted<'a>,
    pub columns: &'a str,
    pub status: Option<&'a str>,
    pub memberships: Option<&'a str>,
}

impl Presence {
    /// Begins to look for a kind of object in a run. Only objects that are told by their id can be
    /// looked up as they come.
    pub(crate) fn expect(
        &mut self,
        tx: &Transaction<'_>,
        place: &Place,
        key_column: &str,
    ) -> Attempt<()> {
        let shape = place.shape();
        if shape.real(key_column) != Some(0) {
            return Ok(());
        }
        if self.run != Some(place.run) {
            self.run = Some(place.run);
            self.is_taken_up = false;
            self.objects.clear();
        }
        let (has_rows, has_staged): (bool, bool) = tx.query_row(
            &format!(
                "SELECT EXISTS (SELECT 1 FROM {} WHERE {} = ?1),
                        EXISTS (SELECT 1 FROM staged WHERE run = ?2 AND entitlement_type = ?3)",
                shape.table, shape.scope
            ),
            params![place.scope, place.run.0, place.staged_type],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        // Rows staged before would have to be found too.
        if has_staged && !(has_rows && self.is_taken_up) {
            return Ok(());
        }
        let mut objects = match self.is_taken_up {
            true => Objects::of_interrupted(tx, place)?,
            false => Objects::default(),
        };
        objects.is_first = !has_rows;
        self.objects.insert(place.staged_type, objects);
        Ok(())
    }

    /// Whether there was nothing stored when the run began to look.
    pub(crate) fn is_first(&self, place: &Place) -> bool {
        let objects = self.objects.get(&place.staged_type);
        self.run == Some(place.run) && objects.is_some_and(|objects| objects.is_first)
    }

    /// Rows that were made of pages kept whole are there.
    pub(crate) fn note_created(&mut self, place: &Place, rows: impl Iterator<Item = i64>) {
        let objects = self.objects.get_mut(&place.staged_type);
        if let Some(objects) = objects.filter(|_| self.run == Some(place.run)) {
            objects.is_first = false;
            for row in rows {
                objects.present.insert(row);
            }
        }
    }

    /// What follows belongs to a run that was interrupted.
    pub(crate) fn take_up(&mut self, run: RunId) {
        *self = Self {
            run: Some(run),
            is_taken_up: true,
            objects: BTreeMap::new(),
        };
    }

    /// Keeps what a page has shown, together with the page.
    pub(crate) fn keep(&mut self, tx: &Transaction<'_>, place: &Place) -> Attempt<()> {
        let objects = self.objects.get_mut(&place.staged_type);
        let Some(objects) = objects.filter(|objects| !objects.unkept.is_empty()) else {
            return Ok(());
        };
        tx.prepare_cached(
            "INSERT INTO staged_presence (run, staged_type, rows) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![
            place.run.0,
            place.staged_type,
            written(&objects.unkept)
        ])?;
        objects.unkept.clear();
        Ok(())
    }

    /// What a kind of object has shown, if the run looks for it.
    pub(crate) fn of(&self, place: &Place) -> Option<&Rows> {
        let objects = self.objects.get(&place.staged_type);
        objects
            .filter(|_| self.run == Some(place.run))
            .map(|objects| &objects.present)
    }

    /// Where the walk along the stored rows goes on; `None` where the run does not look for them.
    pub(crate) fn last(&self, place: &Place) -> Option<i64> {
        let objects = self.objects.get(&place.staged_type);
        objects
            .filter(|objects| self.run == Some(place.run) && !objects.is_first)
            .map(|objects| objects.last)
    }

    /// Looks a row up among the stored ones: most feeds come in the order in which the rows were
    /// stored, so the next stored row is looked at first.
    pub(crate) fn meet(
        &mut self,
        tx: &Transaction<'_>,
        place: &Place,
        walk: &mut Walk<'_>,
        row: &Candidate<'_>,
    ) -> Attempt<Met> {
        let is_run = self.run == Some(place.run);
        let objects = self.objects.get_mut(&place.staged_type);
        let Some(objects) = objects.filter(|objects| is_run && !objects.is_first) else {
            return Ok(Met::Unknown);
        };
        if let Some(stored) = walk.here()
            && is(stored, 1, Some(row.key))?
        {
            let met = objects.note(stored, row)?;
            walk.step()?;
            return Ok(met);
        }
        let mut query = tx.prepare_cached(place.shape().by_id)?;
        let mut found = query.query(params![place.scope, row.key])?;
        match found.next()? {
            None => Ok(Met::Unknown),
            Some(stored) => {
                walk.pass(stored.get(0)?)?;
                objects.note(stored, row)
            }
        }
    }
}

impl Objects {
    /// What the pages of an interrupted run have kept: rows of which something was staged later were
    /// not the same after all.
    fn of_interrupted(tx: &Transaction<'_>, place: &Place) -> Attempt<Self> {
        let mut objects = Self::default();
        let shape = place.shape();
        let mut staged = tx.prepare(&format!(
            "SELECT o.id FROM staged s JOIN {} o ON o.{} = ?3 AND o.{} = s.key
             WHERE s.run = ?1 AND s.entitlement_type = ?2",
            shape.table, shape.scope, shape.id
        ))?;
        let ids = staged.query_map(params![place.run.0, place.staged_type, place.scope], |r| {
            r.get(0)
        })?;
        for id in ids {
            objects.staged.insert(id?);
        }
        let mut kept = tx.prepare(
            "SELECT rows FROM staged_presence WHERE run = ?1 AND staged_type = ?2 ORDER BY seq",
        )?;
        let pages = kept.query_map(params![place.run.0, place.staged_type], |r| {
            r.get::<_, Vec<u8>>(0)
        })?;
        for page in pages {
            for id in read(&page?) {
                objects.last = id;
                if !objects.staged.has(id) {
                    objects.present.insert(id);
                }
            }
        }
        Ok(objects)
    }

    fn note(&mut self, stored: &Row<'_>, row: &Candidate<'_>) -> Attempt<Met> {
        let id: i64 = stored.get(0)?;
        self.last = id;
        if self.staged.has(id) {
            return Ok(Met::Unknown);
        }
        if is_same(stored, row)? {
            if self.present.insert(id) {
                self.unkept.push(id);
            }
            return Ok(Met::Same);
        }
        self.staged.insert(id);
        if self.present.remove(id) {
            let parts = Parts {
                real: [stored.get(1)?, stored.get(2)?, stored.get(3)?],
                mapped: 7,
                rest: read_columns(&stored.get::<_, String>(5)?)?,
            };
            return Ok(Met::Again(parts, stored.get(4)?, stored.get(6)?));
        }
        Ok(Met::Unknown)
    }
}

/// Rows as differences from the one before, seven bits a byte.
fn written(rows: &[i64]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rows.len());
    let mut before = 0_i64;
    for row in rows {
        let difference = row.wrapping_sub(before);
        let mut rest = ((difference << 1) ^ (difference >> 63)).cast_unsigned();
        while rest >= 0x80 {
            bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        bytes.push(rest as u8);
        before = *row;
    }
    bytes
}

/// The rows that were [`written`].
fn read(bytes: &[u8]) -> Vec<i64> {
    let mut rows = Vec::new();
    let (mut before, mut number, mut shift) = (0_i64, 0_u64, 0_u32);
    for byte in bytes {
        number |= u64::from(byte & 0x7f) << shift.min(63);
        shift += 7;
        if byte & 0x80 == 0 {
            let difference = (number >> 1).cast_signed() ^ -(number & 1).cast_signed();
            before = before.wrapping_add(difference);
            rows.push(before);
            (number, shift) = (0, 0);
        }
    }
    rows
}

/// A walk along the stored rows of a scope.
pub(crate) struct Walk<'s>(Option<rusqlite::Rows<'s>>);

/// How many rows that a feed leaves out are walked over before the walk waits for the feed.
const STRIDE: usize = 64;

impl<'s> Walk<'s> {
    /// Sets out behind a row.
    pub(crate) fn start(
        statement: &'s mut Statement<'_>,
        place: &Place,
        last: Option<i64>,
    ) -> Attempt<Self> {
        let Some(last) = last else {
            return Ok(Self(None));
        };
        let mut walk = Self(Some(statement.query(params![place.scope, last])?));
        walk.step()?;
        Ok(walk)
    }

    fn here(&self) -> Option<&Row<'s>> {
        self.0.as_ref().and_then(FallibleStreamingIterator::get)
    }

    fn step(&mut self) -> Attempt<()> {
        if let Some(rows) = &mut self.0 {
            rows.advance()?;
        }
        Ok(())
    }

    /// Walks past a row that was found elsewhere, if it is near.
    fn pass(&mut self, id: i64) -> Attempt<()> {
        for _ in 0..STRIDE {
            match self.here() {
                Some(row) if row.get::<_, i64>(0)? <= id => self.step()?,
                _ => break,
            }
        }
        Ok(())
    }
}

/// Whether applying the row would change nothing: the opposite of what `difference` looks for.
fn is_same(stored: &Row<'_>, row: &Candidate<'_>) -> Attempt<bool> {
    let [_, name, display_name] = &row.parts.real;
    Ok(is(stored, 5, Some(row.columns))?
        && is(stored, 1, Some(row.key))?
        && (row.parts.mapped & 2 == 0 || is(stored, 2, name.as_deref())?)
        && (row.parts.mapped & 4 == 0 || is(stored, 3, display_name.as_deref())?)
        && is(stored, 4, Some(row.status.unwrap_or("active")))?
        && (row.memberships.is_none() || is(stored, 6, row.memberships)?))
}

fn is(stored: &Row<'_>, at: usize, text: Option<&str>) -> Attempt<bool> {
    Ok(match (stored.get_ref(at)?, text) {
        (ValueRef::Text(bytes), Some(text)) => bytes == text.as_bytes(),
        (ValueRef::Null, None) => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_read_as_they_were_written(rows in proptest::collection::vec(any::<i64>(), 0..50)) {
            prop_assert_eq!(read(&written(&rows)), rows);
        }
    }
}
