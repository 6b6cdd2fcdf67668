//! Recording what provisioning proved to have done to entitlements themselves.
//!
//! | done | the entitlement becomes |
//! |---|---|
//! | created | active; one of its id, or of its value without an id, is that one |
//! | updated | what the answer says of it |
//! | deleted | inactive, and nobody has it any more |

use bindery_model::Columns;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::effects::lay_over;
use crate::failure::Attempt;
use crate::shape::ENTITLEMENTS;

/// Records an entitlement of a type that was made, by its id and value.
pub(crate) fn create(
    tx: &Transaction<'_>,
    scope: i64,
    (id, value): (Option<&str>, &str),
    columns: &Columns,
    now: &str,
) -> Attempt<i64> {
    let mut parts = ENTITLEMENTS.split(columns);
    parts.mapped |= 3;
    parts.real[0] = id.map(ToOwned::to_owned).or(parts.real[0].take());
    parts.real[1] = Some(value.to_owned());
    let known: Option<i64> = tx
        .query_row(
            "SELECT id FROM entitlements WHERE entitlement_type = ?1
             AND (entitlement_id = ?2 OR (value = ?3 AND (?2 IS NULL OR entitlement_id IS NULL)))
             ORDER BY entitlement_id IS NOT ?2, status <> 'active', id LIMIT 1",
            params![scope, parts.real[0], value],
            |r| r.get(0),
        )
        .optional()?;
    let row = match known {
        Some(row) => row,
        None => {
            tx.execute(
                "INSERT INTO entitlements (entitlement_type, status, columns, created, changed)
                 VALUES (?1, 'active', '{}', ?2, ?2)",
                params![scope, now],
            )?;
            tx.last_insert_rowid()
        }
    };
    tx.execute(
        "UPDATE entitlements SET status = 'active' WHERE id = ?1",
        [row],
    )?;
    lay_over(tx, &ENTITLEMENTS, row, &parts, now)
}

/// Records that an entitlement is gone.
pub(crate) fn delete(tx: &Transaction<'_>, row: i64, now: &str) -> Attempt<i64> {
    tx.execute(
        "UPDATE entitlements SET status = 'inactive', changed = ?2 WHERE id = ?1",
        params![row, now],
    )?;
    tx.execute("DELETE FROM links WHERE entitlement = ?1", [row])?;
    Ok(row)
}
