//! The vault: secrets that outlive a run, sealed in the store.
//!
//! A target that replaces the refresh token makes the old one worthless at that moment, so the new one
//! is written at once and on its own, whatever becomes of the run; also by a run that writes nothing
//! else. A store is made only when there is something to keep.

use std::path::PathBuf;

use bindery_connector::Outcome;
use bindery_connector::ports::{Timestamp, Vault};
use bindery_diagnostics::{Diagnostic, codes};
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::Attempt;
use crate::repository::{Options, Repository};
use crate::seal::{SealKey, Sealed};
use crate::time;

/// The vault in the store at a path.
#[derive(Debug)]
pub struct StoreVault {
    path: PathBuf,
    key: Option<SealKey>,
}

impl StoreVault {
    /// The vault of a store; without a key nothing can be kept.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, key: Option<SealKey>) -> Self {
        Self {
            path: path.into(),
            key,
        }
    }

    fn sealed(&self, connection: &str, name: &str) -> Outcome<Option<Sealed>> {
        if !self.path.exists() {
            return Ok(None);
        }
        let options = Options {
            must_exist: true,
            ..Options::default()
        };
        let store = Repository::open_with(&self.path, &options)?;
        Ok(find(&store, connection, name)?)
    }
}

impl Vault for StoreVault {
    fn load(&self, connection: &str, authentication: &str) -> Outcome<Option<String>> {
        let Some(sealed) = self.sealed(connection, authentication)? else {
            return Ok(None);
        };
        let Some(key) = &self.key else {
            return Err(locked(
                authentication,
                "there is no key to open it with",
                "set BINDERY_KEY, or name a file that holds it in BINDERY_KEY_FILE",
            ));
        };
        let another = sealed.key != key.id();
        match key.open(&place(connection, authentication), sealed) {
            Some(secret) => Ok(Some(secret)),
            None if another => Err(locked(
                authentication,
                "it was sealed with another key",
                "set BINDERY_KEY to the key that was used then",
            )),
            None => Err(locked(
                authentication,
                "it was changed since it was sealed",
                "put a new refreshToken into ConnectionJSON, and use a fresh store",
            )),
        }
    }

    fn save(
        &self,
        connection: &str,
        authentication: &str,
        secret: &str,
        now: Timestamp,
    ) -> Outcome<bool> {
        let Some(key) = &self.key else {
            return Ok(false);
        };
        let place = place(connection, authentication);
        let Some(sealed) = key.seal(&place, secret) else {
            return Err(Box::new(Diagnostic::new(
                codes::FAULT,
                "a secret could not be sealed",
            )));
        };
        let mut store = Repository::open(&self.path)?;
        store.transact(|tx| keep(tx, (connection, authentication), &sealed, now))?;
        Ok(true)
    }
}

/// Keeps a sealed secret of a connection under a name, in place of an earlier one.
pub(crate) fn keep(
    tx: &Connection,
    (connection, name): (&str, &str),
    sealed: &Sealed,
    now: Timestamp,
) -> Attempt<()> {
    tx.execute(
        "INSERT INTO sealed (connection, name, key, nonce, content, written)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (connection, name) DO UPDATE SET key = excluded.key,
             nonce = excluded.nonce, content = excluded.content, written = excluded.written",
        params![
            connection,
            name,
            sealed.key,
            sealed.nonce,
            sealed.content,
            time::text(now)
        ],
    )?;
    Ok(())
}

/// The sealed secret of a connection under a name.
pub(crate) fn find(store: &Repository, connection: &str, name: &str) -> Attempt<Option<Sealed>> {
    let found = store
        .connection
        .query_row(
            "SELECT key, nonce, content FROM sealed WHERE connection = ?1 AND name = ?2",
            [connection, name],
            Sealed::read,
        )
        .optional()?;
    Ok(found)
}

/// What a secret is bound to.
pub(crate) fn place(connection: &str, name: &str) -> String {
    format!("{connection}\0{name}")
}

fn locked(authentication: &str, why: &str, help: &str) -> Box<Diagnostic> {
    let message =
        format!("the refresh token that is kept for {authentication} cannot be opened: {why}");
    Box::new(Diagnostic::new(codes::SEAL, message).with_help(help))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn key(byte: &str) -> SealKey {
        SealKey::read(&byte.repeat(32)).unwrap()
    }

    #[test]
    fn a_secret_is_kept_sealed_and_only_its_key_opens_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bindery.db");
        let vault = StoreVault::new(&path, Some(key("7a")));
        assert_eq!(vault.load("acme", "main").unwrap(), None);
        assert!(!path.exists(), "looking made a store");
        assert!(vault.save("acme", "main", "refresh-one", 0).unwrap());
        assert!(vault.save("acme", "main", "refresh-two", 1).unwrap());
        assert_eq!(vault.load("acme", "main").unwrap().unwrap(), "refresh-two");
        assert_eq!(vault.load("acme", "other").unwrap(), None);
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(8).any(|w| w == b"refresh-"));
        }
        for (other, why) in [(Some(key("7b")), "another key"), (None, "no key")] {
            let problem = StoreVault::new(&path, other).load("acme", "main");
            let problem = problem.unwrap_err();
            assert_eq!(problem.code, codes::SEAL);
            assert!(problem.message.contains(why), "{}", problem.message);
        }
    }

    #[test]
    fn a_secret_opens_only_where_it_was_put() {
        let key = key("7a");
        let sealed = key.seal(&place("acme", "main"), "refresh").unwrap();
        assert_eq!(key.open(&place("acme", "other"), sealed), None);
    }

    #[test]
    fn without_a_key_nothing_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bindery.db");
        assert!(!StoreVault::new(&path, None).save("a", "b", "c", 0).unwrap());
        assert!(!path.exists());
    }

    #[test]
    fn keys_are_32_bytes_in_base64_or_hexadecimal() {
        assert!(SealKey::read(&STANDARD_KEY.replace('=', "")).is_ok());
        assert!(SealKey::read(STANDARD_KEY).is_ok());
        for bad in ["", "passphrase", "7a7a"] {
            assert_eq!(SealKey::read(bad).unwrap_err().code, codes::SEAL);
        }
    }

    const STANDARD_KEY: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
}
