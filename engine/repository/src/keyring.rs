//! The keys at hand: the operator's, and the store's own file of one.
//!
//! What a task keeps sealed (its password, the answers of its calls) must not depend on an operator
//! having set a key: where there is none, a key file is made beside the store at the first need,
//! readable for its owner only. It protects a store that is copied without it, and no more; whoever
//! wants better sets `BINDERY_KEY`. A secret names the key it was sealed with, so that both may be in
//! use at once.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::Outcome;
use bindery_diagnostics::{Diagnostic, codes};

use crate::failure::{Attempt, Failure, io};
use crate::seal::{SealKey, Sealed};

/// Larger files are no keys.
const LARGEST: u64 = 4096;

/// The keys of one opened store.
#[derive(Debug, Default)]
pub(crate) struct Keyring {
    given: Option<Arc<SealKey>>,
    file: Option<PathBuf>,
    is_copy: bool,
    own: Option<Arc<SealKey>>,
}

impl Keyring {
    /// The keyring of the store at a path.
    pub fn beside(store: &Path) -> Self {
        Self {
            file: Some(key_file(store)),
            ..Self::default()
        }
    }

    /// The keyring of a throw-away copy of a store: it opens what the store sealed, and makes no file.
    pub fn of_copy(store: &Path) -> Self {
        Self {
            is_copy: true,
            ..Self::beside(store)
        }
    }

    /// Seals with this key from now on.
    pub fn give(&mut self, key: Arc<SealKey>) {
        self.given = Some(key);
    }

    /// Whether the store is a file that outlives its process.
    pub const fn is_of_file(&self) -> bool {
        self.file.is_some() && !self.is_copy
    }

    /// Seals a secret for its place.
    pub fn seal(&mut self, place: &str, secret: &str) -> Attempt<Sealed> {
        let key = self.sealing()?;
        key.seal(place, secret)
            .ok_or_else(|| Diagnostic::new(codes::FAULT, "a secret could not be sealed").into())
    }

    /// Opens what was sealed for a place. `what` names it to people.
    pub fn open(&mut self, place: &str, sealed: Sealed, what: &str) -> Attempt<String> {
        let sealed_with = sealed.key.clone();
        let key = match &self.given {
            Some(key) if key.id() == sealed_with => Some(Arc::clone(key)),
            _ => self.own()?,
        };
        match key.filter(|key| key.id() == sealed_with) {
            Some(key) => key
                .open(place, sealed)
                .ok_or_else(|| locked(what, "it was changed since it was sealed")),
            None => Err(locked(what, "the key it was sealed with is not at hand")),
        }
    }

    fn sealing(&mut self) -> Attempt<Arc<SealKey>> {
        if let Some(key) = &self.given {
            return Ok(Arc::clone(key));
        }
        if let Some(key) = self.own()? {
            return Ok(key);
        }
        let key = Arc::new(self.make()?);
        self.own = Some(Arc::clone(&key));
        Ok(key)
    }

    /// The store's own key, if there is one.
    fn own(&mut self) -> Attempt<Option<Arc<SealKey>>> {
        if self.own.is_none()
            && let Some(path) = &self.file
        {
            self.own = read(path)?.map(Arc::new);
        }
        Ok(self.own.clone())
    }

    /// Makes the key file; of two processes that do so at once, one is first and both use its key.
    fn make(&self) -> Attempt<SealKey> {
        let fault = || Diagnostic::new(codes::FAULT, "no key could be made");
        let Some(path) = self.file.as_ref().filter(|_| !self.is_copy) else {
            return Ok(SealKey::generate().ok_or_else(fault)?.0);
        };
        let (key, text) = SealKey::generate().ok_or_else(fault)?;
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        // Made for the owner only, and complete before it has its name.
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| io(path, &e))?;
        writeln!(file, "{text}").map_err(|e| io(path, &e))?;
        file.as_file().sync_all().map_err(|e| io(path, &e))?;
        match file.persist_noclobber(path) {
            Ok(_) => Ok(key),
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {
                read(path)?.ok_or_else(|| locked("the key file", "it went away"))
            }
            Err(refused) => Err(io(path, &refused.error)),
        }
    }
}

/// Where the store's own key is.
fn key_file(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

fn read(path: &Path) -> Attempt<Option<SealKey>> {
    let size = match fs::metadata(path) {
        Ok(found) => found.len(),
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(io(path, &e)),
    };
    let text = if size > LARGEST {
        String::new()
    } else {
        fs::read_to_string(path).map_err(|e| io(path, &e))?
    };
    let key: Outcome<SealKey> = SealKey::read(&text);
    key.map(Some).map_err(|found| {
        let found = *found;
        let place = path.display();
        found
            .with_note(format!("it was read from `{place}`"))
            .with_help(
                "put the key back that was there; what it sealed can be opened with no other",
            )
            .into()
    })
}

fn locked(what: &str, why: &str) -> Failure {
    Diagnostic::new(codes::SEAL, format!("{what} cannot be opened: {why}"))
        .with_help(
            "set BINDERY_KEY to the key that was used then, or put the store's key file back",
        )
        .into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_first_secret_makes_a_key_file_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("bindery.db");
        let sealed = Keyring::beside(&store).seal("here", "s3cret").unwrap();
        let file = folder.path().join("bindery.db.key");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let mut other = Keyring::of_copy(&store);
        other.give(Arc::new(SealKey::read(&"7a".repeat(32)).unwrap()));
        assert_eq!(other.open("here", sealed, "it").unwrap(), "s3cret");
        let sealed = other.seal("here", "s3cret").unwrap();
        let refused = Keyring::beside(&store).open("here", sealed, "it");
        let refused: Box<Diagnostic> = refused.unwrap_err().into();
        assert_eq!(refused.code, codes::SEAL);
        fs::write(&file, "no key").unwrap();
        assert!(Keyring::beside(&store).seal("here", "s3cret").is_err());
    }

    #[test]
    fn a_copy_without_a_key_makes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("bindery.db");
        let mut keys = Keyring::of_copy(&store);
        let sealed = keys.seal("here", "s3cret").unwrap();
        assert_eq!(keys.open("here", sealed, "it").unwrap(), "s3cret");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
