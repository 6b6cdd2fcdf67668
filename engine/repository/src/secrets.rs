//! Secrets that an operator gives the store to keep: sealed like rotated tokens, under a name of their
//! own, and belonging to no connection.

use bindery_connector::Outcome;
use bindery_connector::ports::Timestamp;
use serde::Serialize;

use crate::{Repository, lookups, vault};

/// The connection of secrets that belong to none.
const NONE: &str = "";

/// A kept secret, without what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecretRecord {
    /// Its name.
    pub name: String,
    /// When it was written, RFC 3339.
    pub written: String,
}

impl Repository {
    /// Keeps a secret under a name, in place of an earlier one.
    ///
    /// # Errors
    /// `R5001` when the store or its key cannot be written.
    pub fn keep_secret(&mut self, name: &str, secret: &str, now: Timestamp) -> Outcome<()> {
        let sealed = self.keys.seal(&vault::place(NONE, name), secret)?;
        self.transact(|tx| vault::keep(tx, (NONE, name), &sealed, now))
    }

    /// A kept secret; `None` where there is none of this name.
    ///
    /// # Errors
    /// `R2005` when it cannot be opened with the keys at hand.
    pub fn open_secret(&mut self, name: &str) -> Outcome<Option<String>> {
        let found = vault::find(self, NONE, name)?;
        let Some(sealed) = found else {
            return Ok(None);
        };
        let what = format!("the secret `{name}`");
        Ok(Some(self.keys.open(
            &vault::place(NONE, name),
            sealed,
            &what,
        )?))
    }

    /// The kept secrets, by name.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_secrets(&self) -> Outcome<Vec<SecretRecord>> {
        let sql = "SELECT name, written FROM sealed WHERE connection = ?1 ORDER BY name";
        Ok(lookups::read_all(&self.connection, sql, [NONE], |r| {
            Ok(SecretRecord {
                name: r.get(0)?,
                written: r.get(1)?,
            })
        })?)
    }

    /// Forgets a secret; `false` where there is none of this name.
    ///
    /// # Errors
    /// `R5001` when the store cannot be written.
    pub fn forget_secret(&mut self, name: &str) -> Outcome<bool> {
        self.transact(|tx| {
            let gone = tx.execute(
                "DELETE FROM sealed WHERE connection = ?1 AND name = ?2",
                [NONE, name],
            )?;
            Ok(gone == 1)
        })
    }
}
