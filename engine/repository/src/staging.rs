//! Staging: pages as they arrive, each committed with its cursor (design D6).
//!
//! Rows of one key are merged within a run: later values win, null never erases. Memberships are
//! replaced per entitlement type, because calls of one record may each carry other types.

use bindery_connector::ports::{RunId, StagedPage, StagedRows, Timestamp};
use bindery_model::{AccountStatus, Columns, EntitlementStatus, LinkRecord, Membership};
use rusqlite::{Row, Transaction, params};

use crate::failure::{Attempt, Failure};
use crate::pages::{self, Page};
use crate::presence::{Candidate, Met, Presence, Walk};
use crate::scope::{Place, entitlement_type};
use crate::shape::{Order, Parts, read_columns};
use crate::{lease, relations, users};

/// A row on its way into the staging table.
struct Staged<'a> {
    key: &'a str,
    columns: &'a Columns,
    status: Option<&'static str>,
    memberships: Option<&'a [Membership]>,
}

/// Stages a page, renews the lease.
pub(crate) fn stage(
    tx: &Transaction<'_>,
    presence: &mut Presence,
    run: RunId,
    page: &StagedPage,
    now: Timestamp,
) -> Attempt<()> {
    let endpoint = lease::renew(tx, run, now)?;
    put_rows(tx, presence, (run, endpoint), &page.rows)?;
    if !page.cursor.is_empty() {
        tx.prepare_cached("INSERT INTO staged_cursors (run, cursor) VALUES (?1, ?2)")?
            .execute(params![run.0, page.cursor])?;
    }
    Ok(())
}

fn put_rows(
    tx: &Transaction<'_>,
    presence: &mut Presence,
    (run, endpoint): (RunId, i64),
    rows: &StagedRows,
) -> Attempt<()> {
    match rows {
        StagedRows::Several(all) => {
            for rows in all {
                put_rows(tx, presence, (run, endpoint), rows)?;
            }
        }
        StagedRows::Users(rows) => users::stage(tx, run, rows)?,
        StagedRows::Accounts(rows) => {
            let rows = rows.iter().map(|row| Staged {
                key: &row.key,
                columns: &row.columns,
                status: row.status.map(AccountStatus::as_str),
                memberships: row.memberships.as_deref(),
            });
            put_all(tx, presence, &Place::accounts(run, endpoint), rows)?;
        }
        StagedRows::Entitlements {
            entitlement_type: name,
            rows,
        } => {
            let rows = rows.iter().map(|row| Staged {
                key: &row.key,
                columns: &row.columns,
                status: row.status.map(EntitlementStatus::as_str),
                memberships: None,
            });
            let of = entitlement_type(tx, endpoint, name)?;
            put_all(tx, presence, &Place::entitlements(run, of), rows)?;
        }
        StagedRows::Relations {
            relation,
            entitlement_type: name,
            rows,
            observed,
        } => {
            let of = entitlement_type(tx, endpoint, name)?;
            relations::stage(tx, run, *relation, of, rows, observed)?;
        }
        StagedRows::Links {
            entitlement_type: name,
            rows,
            observed,
        } => put_links(
            tx,
            run,
            entitlement_type(tx, endpoint, name)?,
            rows,
            observed,
        )?,
    }
    Ok(())
}

fn put_all<'a>(
    tx: &Transaction<'_>,
    presence: &mut Presence,
    place: &Place,
    rows: impl Iterator<Item = Staged<'a>>,
) -> Attempt<()> {
    let shape = place.shape();
    let mut stored = tx.prepare_cached(shape.in_order)?;
    let mut walk = Walk::start(&mut stored, place, presence.last(place))?;
    let mut page = presence.is_first(place).then(Page::default);
    let mut text = Vec::new();
    let mut order = Order::default();
    for row in rows {
        let parts = shape.sort_like(&mut order, row.columns);
        text.clear();
        parts.rest.write(&mut text);
        let memberships = memberships_text(row.memberships)?;
        let candidate = Candidate {
            key: row.key,
            parts: &parts,
            columns: std::str::from_utf8(&text).map_err(|_| Failure::Json)?,
            status: row.status,
            memberships: memberships.as_deref(),
        };
        if let Some(page) = &mut page {
            page.push(&candidate);
            continue;
        }
        match presence.meet(tx, place, &mut walk, &candidate)? {
            Met::Same => {}
            Met::Unknown => put(tx, place, &candidate)?,
            Met::Again(parts, status, memberships) => {
                let earlier = Candidate {
                    key: row.key,
                    parts: &parts.sorted(),
                    columns: &serde_json::to_string(&parts.rest)?,
                    status: status.as_deref(),
                    memberships: memberships.as_deref(),
                };
                insert(tx, place, &earlier)?;
                put(tx, place, &candidate)?;
            }
        }
    }
    if let Some(page) = page {
        page.keep(tx, place)?;
    }
    presence.keep(tx, place)
}

/// Unpacks pages that were kept whole.
pub(crate) fn unpack(tx: &Transaction<'_>, place: &Place) -> Attempt<()> {
    if !pages::exist(tx, place)? {
        return Ok(());
    }
    pages::each(tx, place, &mut |row| {
        let parts = row.parts()?;
        let candidate = Candidate {
            key: row.key,
            parts: &parts.sorted(),
            columns: row.columns,
            status: row.status,
            memberships: row.memberships,
        };
        put(tx, place, &candidate)
    })?;
    pages::drop_all(tx, place)
}

/// Puts a row; what was staged under its key before stays where this one says nothing.
fn put(tx: &Transaction<'_>, place: &Place, row: &Candidate<'_>) -> Attempt<()> {
    if insert(tx, place, row)? {
        return Ok(());
    }
    let mut before = tx.prepare_cached(
        "SELECT key, object_id, name, display_name, mapped, status, columns, memberships, seq
         FROM staged WHERE run = ?1 AND entitlement_type = ?2 AND key = ?3",
    )?;
    let (earlier, seq) = before
        .query_row(params![place.run.0, place.staged_type, row.key], |r| {
            Ok((RawStaged::read(r)?, r.get::<_, i64>(8)?))
        })?;
    let (mut parts, memberships) = earlier.parse()?;
    parts.merge(row.parts);
    let memberships = merge_memberships(memberships, row.memberships)?;
    tx.prepare_cached(
        "UPDATE staged SET object_id = ?1, name = ?2, display_name = ?3, mapped = ?4,
                status = coalesce(?5, status), columns = ?6, memberships = ?7
         WHERE seq = ?8",
    )?
    .execute(params![
        parts.real[0],
        parts.real[1],
        parts.real[2],
        parts.mapped,
        row.status,
        serde_json::to_string(&parts.rest)?,
        memberships,
        seq,
    ])?;
    Ok(())
}

/// Inserts a row; `false` if its key was staged before.
fn insert(tx: &Transaction<'_>, place: &Place, row: &Candidate<'_>) -> Attempt<bool> {
    let inserted = tx
        .prepare_cached(
            "INSERT INTO staged (run, entitlement_type, key, object_id, name, display_name, mapped,
                                 status, columns, memberships)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            place.run.0,
            place.staged_type,
            row.key,
            row.parts.real[0],
            row.parts.real[1],
            row.parts.real[2],
            row.parts.mapped,
            row.status,
            row.columns,
            row.memberships,
        ])?;
    Ok(inserted == 1)
}

fn put_links(
    tx: &Transaction<'_>,
    run: RunId,
    entitlement_type: i64,
    rows: &[LinkRecord],
    observed: &[(String, String)],
) -> Attempt<()> {
    let mut insert = tx.prepare_cached(
        "INSERT INTO staged_links (run, entitlement_type, account_column, account_value,
                                   entitlement_column, entitlement_value, attributes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for row in rows {
        let attributes = match row.attributes.is_empty() {
            true => None,
            false => Some(serde_json::to_string(&row.attributes)?),
        };
        insert.execute(params![
            run.0,
            entitlement_type,
            row.account_column,
            row.account_value,
            row.entitlement_column,
            row.entitlement_value,
            attributes,
        ])?;
    }
    let mut observe =
        tx.prepare_cached("INSERT OR IGNORE INTO staged_observed VALUES (?1, ?2, ?3, ?4)")?;
    for (column, value) in observed {
        observe.execute(params![run.0, entitlement_type, column, value])?;
    }
    Ok(())
}

/// Raw memberships with later ones laid over them: each type is replaced whole.
pub(crate) fn merge_memberships(
    earlier: Option<Vec<Membership>>,
    later: Option<&str>,
) -> Attempt<Option<String>> {
    let Some(later) = later else {
        return memberships_text(earlier.as_deref());
    };
    let Some(mut all) = earlier else {
        return Ok(Some(later.to_owned()));
    };
    let later: Vec<Membership> = serde_json::from_str(later)?;
    all.retain(|old| {
        !later
            .iter()
            .any(|new| new.entitlement_type == old.entitlement_type)
    });
    all.extend(later);
    memberships_text(Some(&all))
}

pub(crate) fn memberships_text(memberships: Option<&[Membership]>) -> Attempt<Option<String>> {
    Ok(memberships.map(serde_json::to_string).transpose()?)
}

/// A staged row as the database gives it, JSON unread.
pub(crate) struct RawStaged {
    pub key: String,
    pub real: [Option<String>; 3],
    mapped: i64,
    pub status: Option<String>,
    columns: String,
    memberships: Option<String>,
}

impl RawStaged {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            key: row.get(0)?,
            real: [row.get(1)?, row.get(2)?, row.get(3)?],
            mapped: row.get(4)?,
            status: row.get(5)?,
            columns: row.get(6)?,
            memberships: row.get(7)?,
        })
    }

    pub(crate) fn parse(self) -> Attempt<(Parts, Option<Vec<Membership>>)> {
        let parts = Parts {
            real: self.real,
            mapped: self.mapped,
            rest: read_columns(&self.columns)?,
        };
        let memberships = self
            .memberships
            .map(|text| serde_json::from_str(&text))
            .transpose()?;
        Ok((parts, memberships))
    }
}

/// The staged rows of a place, in the order of the feed.
pub(crate) fn staged_rows(tx: &Transaction<'_>, place: &Place) -> Attempt<Vec<RawStaged>> {
    unpack(tx, place)?;
    let mut query = tx.prepare_cached(
        "SELECT key, object_id, name, display_name, mapped, status, columns, memberships
         FROM staged NOT INDEXED WHERE run = ?1 AND entitlement_type = ?2 ORDER BY seq",
    )?;
    let rows = query.query_map(params![place.run.0, place.staged_type], RawStaged::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
