//! Where secrets come from that do not stand in a definition: the key that seals what the store
//! keeps, and the folder of key files.

use std::fs;
use std::path::{Path, PathBuf};

use bindery_connector::Outcome;
use bindery_connector::ports::KeyFiles;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_repository::SealKey;

use crate::exit::Failure;
use crate::reason::reason;

/// The key from `BINDERY_KEY`, or from the file that `BINDERY_KEY_FILE` names; `None` where neither is
/// set.
pub fn seal_key() -> Result<Option<SealKey>, Failure> {
    key_of("BINDERY_KEY", "BINDERY_KEY_FILE")
}

/// The key from an environment variable, or from the file that another one names.
pub fn key_of(variable: &str, file: &str) -> Result<Option<SealKey>, Failure> {
    let given = |name: &str| std::env::var(name).ok().filter(|v| !v.trim().is_empty());
    let text = match (given(variable), given(file)) {
        (Some(text), _) => text,
        (None, Some(path)) => fs::read_to_string(&path).map_err(|error| {
            Failure::usage(
                format!("the key file `{path}` cannot be read: {}", reason(&error)),
                format!("name a readable file in {file}"),
            )
        })?,
        (None, None) => return Ok(None),
    };
    match SealKey::read(&text) {
        Ok(key) => Ok(Some(key)),
        Err(found) => Err(Failure::start(*found)),
    }
}

/// Key files in one folder.
pub struct KeyFolder(pub PathBuf);

/// Larger files are no keys.
const LARGEST: u64 = 1024 * 1024;

impl KeyFiles for KeyFolder {
    fn read(&self, name: &str) -> Outcome<Vec<u8>> {
        // A definition comes from anywhere; it picks a file, never a folder.
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let problem = |why: String| {
            let folder = self.0.display();
            let message = format!("the key file `{last}` cannot be read from `{folder}`: {why}");
            Box::new(
                Diagnostic::new(codes::TLS_FILE, message)
                    .with_help("put it there, or name its folder with --key-files"),
            )
        };
        if matches!(last, "" | "." | "..") {
            return Err(problem("it has no name".to_owned()));
        }
        let path = self.0.join(last);
        let size = fs::metadata(&path).map_err(|error| problem(reason(&error)))?;
        if size.len() > LARGEST {
            return Err(problem("it is too large for a key".to_owned()));
        }
        fs::read(&path).map_err(|error| problem(reason(&error)))
    }
}

/// Where key files are looked for unless the operator says: in a connector folder, else beside the
/// file that the definition comes from.
pub fn beside(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
