//! Another key for everything that is sealed.
//!
//! Every table that keeps sealed secrets is a row of [`TABLES`]: how its secrets are found, where each
//! is bound to, and how it is put back. A rotation opens all of them with the keys at hand and seals
//! them with the new one, in one transaction: all of it, or nothing.

use bindery_connector::Outcome;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use crate::failure::{Attempt, Failure};
use crate::keyring::Keyring;
use crate::repository::Repository;
use crate::seal::{SealKey, Sealed};
use crate::{journal, tasks, vault};

/// A table that keeps sealed secrets.
struct Kept {
    /// What they are, for people.
    what: &'static str,
    /// `key, nonce, content`, then the columns that identify the row.
    select: &'static str,
    /// Puts a secret back: `key, nonce, content`, then the same columns.
    update: &'static str,
    /// What a secret is bound to, from the identifying columns.
    place: fn(&Row<'_>) -> rusqlite::Result<String>,
    /// How many columns identify a row.
    columns: usize,
}

/// Every table that keeps sealed secrets.
const TABLES: &[Kept] = &[
    Kept {
        what: "a refresh token",
        select: "SELECT key, nonce, content, connection, name FROM sealed",
        update: "UPDATE sealed SET key = ?1, nonce = ?2, content = ?3
                 WHERE connection = ?4 AND name = ?5",
        place: |row| {
            Ok(vault::place(
                &row.get::<_, String>(3)?,
                &row.get::<_, String>(4)?,
            ))
        },
        columns: 2,
    },
    Kept {
        what: "the password of a task",
        select: "SELECT key, nonce, content, id FROM tasks WHERE key NOT NULL",
        update: "UPDATE tasks SET key = ?1, nonce = ?2, content = ?3 WHERE id = ?4",
        place: |row| Ok(tasks::password_place(row.get(3)?)),
        columns: 1,
    },
    Kept {
        what: "the random numbers of a task",
        select: "SELECT key, nonce, content, task FROM task_seeds",
        update: "UPDATE task_seeds SET key = ?1, nonce = ?2, content = ?3 WHERE task = ?4",
        place: |row| Ok(tasks::seed_place(row.get(3)?)),
        columns: 1,
    },
    Kept {
        what: "an answer of a task",
        select: "SELECT key, nonce, content, task, step, item FROM journal WHERE key NOT NULL",
        update: "UPDATE journal SET key = ?1, nonce = ?2, content = ?3
                 WHERE task = ?4 AND step = ?5 AND item = ?6",
        place: |row| {
            let (task, step, item): (i64, i64, i64) = (row.get(3)?, row.get(4)?, row.get(5)?);
            Ok(journal::answer_place(task, step, item))
        },
        columns: 3,
    },
];

impl Repository {
    /// Seals every secret with another key; returns how many there were.
    ///
    /// # Errors
    /// `R2005` where one cannot be opened with the keys at hand; nothing is changed then.
    pub fn rotate(&mut self, new: &SealKey) -> Outcome<usize> {
        let mut keys = std::mem::take(&mut self.keys);
        let done = self.transact_durably(|tx| {
            let mut count = 0;
            for kept in TABLES {
                let mut rows = tx.prepare(kept.select)?;
                let rows: Vec<Found> = rows
                    .query_map([], |row| found(kept, row))?
                    .collect::<Result<_, _>>()?;
                for row in rows {
                    let sealed = reseal(&mut keys, new, kept.what, &row)?;
                    let values = [
                        Value::from(sealed.key),
                        Value::from(sealed.nonce),
                        Value::from(sealed.content),
                    ];
                    let values = values.into_iter().chain(row.identity);
                    tx.execute(kept.update, params_from_iter(values))?;
                    count += 1;
                }
            }
            Ok(count)
        });
        self.keys = keys;
        done
    }
}

struct Found {
    sealed: Sealed,
    place: String,
    identity: Vec<Value>,
}

fn found(kept: &Kept, row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        sealed: Sealed::read(row)?,
        place: (kept.place)(row)?,
        identity: (3..3 + kept.columns)
            .map(|column| row.get(column))
            .collect::<Result<_, _>>()?,
    })
}

fn reseal(keys: &mut Keyring, new: &SealKey, what: &str, row: &Found) -> Attempt<Sealed> {
    let sealed = Sealed {
        key: row.sealed.key.clone(),
        nonce: row.sealed.nonce.clone(),
        content: row.sealed.content.clone(),
    };
    // One that an interrupted hand already moved to the new key is sealed anew like the others.
    let secret = match sealed.key == new.id() {
        true => new.open(&row.place, sealed),
        false => Some(keys.open(&row.place, sealed, what)?),
    };
    secret
        .and_then(|secret| new.seal(&row.place, &secret))
        .ok_or_else(|| Failure::from(fault(what)))
}

fn fault(what: &str) -> bindery_diagnostics::Diagnostic {
    use bindery_diagnostics::{Diagnostic, codes};
    Diagnostic::new(codes::SEAL, format!("{what} cannot be sealed anew"))
        .with_help("set BINDERY_KEY to the key that was used then")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::StoreVault;
    use bindery_connector::ports::Vault;

    fn key(byte: &str) -> SealKey {
        SealKey::read(&byte.repeat(32)).unwrap()
    }

    #[test]
    fn every_table_with_sealed_columns_is_rotated() {
        let store = Repository::open_in_memory().unwrap();
        let mut query = store
            .connection
            .prepare(
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND c.name = 'nonce'",
            )
            .unwrap();
        let tables: Vec<String> = query
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(tables.len(), TABLES.len(), "{tables:?}");
        for table in tables {
            let update = format!("UPDATE {table} ");
            assert!(TABLES.iter().any(|kept| kept.update.starts_with(&update)));
        }
    }

    #[test]
    fn secrets_open_with_the_new_key_only_and_a_wrong_old_one_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bindery.db");
        let old = StoreVault::new(&path, Some(key("7a")));
        assert!(old.save("acme", "main", "refresh-one", 0).unwrap());
        assert!(old.save("acme", "other", "refresh-two", 0).unwrap());
        let open = |byte| Repository::open(&path).unwrap().with_key(Some(key(byte)));
        assert!(open("7c").rotate(&key("7b")).is_err());
        assert_eq!(old.load("acme", "main").unwrap().unwrap(), "refresh-one");
        assert_eq!(open("7a").rotate(&key("7b")).unwrap(), 2);
        let new = StoreVault::new(&path, Some(key("7b")));
        assert_eq!(new.load("acme", "other").unwrap().unwrap(), "refresh-two");
        assert!(old.load("acme", "main").is_err());
        // Once more is no harm.
        assert_eq!(open("7b").rotate(&key("7b")).unwrap(), 2);
    }
}
