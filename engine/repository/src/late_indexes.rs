//! Indexes made behind the rows of an empty table.
//!
//! The keys of a feed come in no order, and each would have to find its place in every index. Sorted once
//! they are written one after the other, which takes less time, and no more memory for more rows: what
//! outgrows the page cache is sorted in a nameless file. It all happens in the transaction of the rows, so
//! that nobody ever sees the table without its indexes.

use rusqlite::{ErrorCode, Transaction};

use crate::failure::Attempt;

/// The indexes of a table, dropped until its rows are there.
pub(crate) struct LateIndexes {
    /// The statements that make them.
    statements: Vec<String>,
}

impl LateIndexes {
    /// Drops the indexes of a table without rows; `None` where it has some.
    pub(crate) fn set_aside(tx: &Transaction<'_>, table: &str) -> Attempt<Option<Self>> {
        let has_rows = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if tx.query_row(&has_rows, [], |r| r.get(0))? {
            return Ok(None);
        }
        let mut query = tx.prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY rowid",
        )?;
        let found = query.query_map([table], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let found: Vec<(String, String)> = found.collect::<Result<_, _>>()?;
        drop(query);
        tx.execute_batch("SAVEPOINT late_indexes")?;
        let mut statements = Vec::with_capacity(found.len());
        for (name, sql) in found {
            tx.execute_batch(&format!("DROP INDEX {name}"))?;
            statements.push(sql);
        }
        Ok(Some(Self { statements }))
    }

    /// Makes the indexes; where two rows have one key, `false`, and the table is as it was when they were
    /// dropped.
    pub(crate) fn make(self, tx: &Transaction<'_>) -> Attempt<bool> {
        for statement in &self.statements {
            match tx.execute_batch(statement) {
                Ok(()) => {}
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    tx.execute_batch("ROLLBACK TO late_indexes; RELEASE late_indexes")?;
                    return Ok(false);
                }
                Err(error) => return Err(error.into()),
            }
        }
        tx.execute_batch("RELEASE late_indexes")?;
        Ok(true)
    }
}
