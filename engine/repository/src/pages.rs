//! Pages kept whole: the rows of a first import.
//!
//! Where a scope has no rows yet and its objects are told by their id, no row that is staged can be a
//! stored one. Such a page is kept as one value, and its rows are written straight to their table when
//! everything has been read: see `creation`. Whoever needs its rows one by one before has them
//! unpacked into staging, where they are what they would have been.
//!
//! A row is its fields one after the other, each its length in four bytes and its text; a length of all
//! ones is null.

use rusqlite::{Transaction, params};

use crate::failure::{Attempt, Failure};
use crate::presence::Candidate;
use crate::scope::Place;
use crate::shape::{Parts, read_columns};

/// The length of what is not there.
const NULL: u32 = u32::MAX;

/// A row of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PageRow<'p> {
    pub key: &'p str,
    pub name: Option<&'p str>,
    pub display_name: Option<&'p str>,
    /// Which real columns were mapped: a bit each.
    pub mapped: i64,
    pub status: Option<&'p str>,
    pub columns: &'p str,
    pub memberships: Option<&'p str>,
}

impl PageRow<'_> {
    /// What a row has, apart from its page.
    pub(crate) fn parts(&self) -> Attempt<Parts> {
        let own = |text: Option<&str>| text.map(str::to_owned);
        Ok(Parts {
            real: [
                Some(self.key.to_owned()),
                own(self.name),
                own(self.display_name),
            ],
            mapped: self.mapped | 1,
            rest: read_columns(self.columns)?,
        })
    }
}

/// Rows on their way into a page.
#[derive(Debug, Default)]
pub(crate) struct Page(Vec<u8>);

impl Page {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: &Candidate<'_>) {
        let [_, name, display_name] = &row.parts.real;
        self.put(Some(row.key));
        self.put(name.as_deref());
        self.put(display_name.as_deref());
        self.0.push(row.parts.mapped as u8);
        self.put(row.status);
        self.put(Some(row.columns));
        self.put(row.memberships);
    }

    fn put(&mut self, field: Option<&str>) {
        let length = field.map_or(NULL, |text| u32::try_from(text.len()).unwrap_or(NULL));
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0
            .extend_from_slice(field.unwrap_or_default().as_bytes());
    }

    /// Keeps the page for its run.
    pub(crate) fn keep(&self, tx: &Transaction<'_>, place: &Place) -> Attempt<()> {
        if !self.0.is_empty() {
            tx.prepare_cached(
                "INSERT INTO staged_pages (run, staged_type, rows) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![place.run.0, place.staged_type, self.0])?;
        }
        Ok(())
    }
}

/// Hands every row of the pages of a place to `take`, in the order of the feed.
pub(crate) fn each(
    tx: &Transaction<'_>,
    place: &Place,
    take: &mut dyn FnMut(&PageRow<'_>) -> Attempt<()>,
) -> Attempt<()> {
    let mut query = tx.prepare_cached(
        "SELECT rows FROM staged_pages WHERE run = ?1 AND staged_type = ?2 ORDER BY seq",
    )?;
    let mut pages = query.query(params![place.run.0, place.staged_type])?;
    while let Some(page) = pages.next()? {
        let mut rest = page.get_ref(0)?.as_blob().map_err(|_| Failure::Json)?;
        while !rest.is_empty() {
            take(&read(&mut rest).ok_or(Failure::Json)?)?;
        }
    }
    Ok(())
}

/// Whether pages of a place are kept whole.
pub(crate) fn exist(tx: &Transaction<'_>, place: &Place) -> Attempt<bool> {
    let mut query = tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM staged_pages WHERE run = ?1 AND staged_type = ?2)",
    )?;
    Ok(query.query_row(params![place.run.0, place.staged_type], |r| r.get(0))?)
}

/// Drops the pages of a place: their rows are elsewhere.
pub(crate) fn drop_all(tx: &Transaction<'_>, place: &Place) -> Attempt<()> {
    tx.prepare_cached("DELETE FROM staged_pages WHERE run = ?1 AND staged_type = ?2")?
        .execute(params![place.run.0, place.staged_type])?;
    Ok(())
}

fn read<'p>(rest: &mut &'p [u8]) -> Option<PageRow<'p>> {
    let key = field(rest)??;
    let name = field(rest)?;
    let display_name = field(rest)?;
    let (mapped, behind) = rest.split_first()?;
    *rest = behind;
    Some(PageRow {
        key,
        name,
        display_name,
        mapped: i64::from(*mapped),
        status: field(rest)?,
        columns: field(rest)??,
        memberships: field(rest)?,
    })
}

fn field<'p>(rest: &mut &'p [u8]) -> Option<Option<&'p str>> {
    let (length, behind) = rest.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length);
    if length == NULL {
        *rest = behind;
        return Some(None);
    }
    let (text, behind) = behind.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = behind;
    Some(Some(std::str::from_utf8(text).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Fields = (String, [Option<String>; 4], i64, String);

    fn fields() -> impl Strategy<Value = Fields> {
        let text = proptest::option::of("\\PC{0,9}");
        let optional = [text.clone(), text.clone(), text.clone(), text];
        ("\\PC{0,9}", optional, 0_i64..8, "\\PC{0,30}")
    }

    proptest! {
        #[test]
        fn rows_are_read_as_they_were_put(rows in proptest::collection::vec(fields(), 0..20)) {
            let mut page = Page::default();
            for (key, [name, display_name, status, memberships], mapped, columns) in &rows {
                let parts = Parts {
                    real: [None, name.clone(), display_name.clone()],
                    mapped: *mapped,
                    ..Parts::default()
                };
                page.push(&Candidate {
                    key,
                    parts: &parts.sorted(),
                    columns,
                    status: status.as_deref(),
                    memberships: memberships.as_deref(),
                });
            }
            let mut rest = page.0.as_slice();
            for (key, [name, display_name, status, memberships], mapped, columns) in &rows {
                let row = PageRow {
                    key,
                    name: name.as_deref(),
                    display_name: display_name.as_deref(),
                    mapped: *mapped,
                    status: status.as_deref(),
                    columns,
                    memberships: memberships.as_deref(),
                };
                prop_assert_eq!(read(&mut rest), Some(row));
            }
            prop_assert!(rest.is_empty());
        }
    }
}
