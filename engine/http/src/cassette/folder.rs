//! The folder of a recording: making one, and opening one.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::Outcome;
use bindery_connector::mask::Masker;
use bindery_connector::ports::{Timestamp, Transport};
use bindery_diagnostics::{Code, Diagnostic, codes};
use serde_json::{Value, json};

use super::clock::SteppedClock;
use super::exchange::{Asked, Came};
use super::record::Recorder;

/// The file that makes a folder a recording.
const HEAD: &str = "cassette.json";

/// The only layout there is so far.
const LAYOUT: u64 = 1;

/// How a recording began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The connection that was run.
    pub connection: String,
    /// When.
    pub started: Timestamp,
    /// The seed of the run's randomness.
    pub seed: u64,
}

/// A folder that waits for exchanges.
#[derive(Debug)]
pub struct Recording {
    pub(super) folder: PathBuf,
    pub(super) started: Timestamp,
}

impl Recording {
    /// Makes a folder for a recording.
    ///
    /// # Errors
    /// `R6001` when it cannot be made, or holds something already.
    pub fn create(folder: &Path, beginning: &Beginning) -> Outcome<Self> {
        let wrong = |error: &Error| unwritten(folder, &words(error));
        fs::create_dir_all(folder).map_err(|e| wrong(&e))?;
        if fs::read_dir(folder)
            .map_err(|e| wrong(&e))?
            .next()
            .is_some()
        {
            return Err(unwritten(folder, "the folder holds something already"));
        }
        let head = json!({
            "layout": LAYOUT,
            "connection": beginning.connection,
            "started": beginning.started,
            "seed": beginning.seed,
        });
        let text = serde_json::to_string_pretty(&head).unwrap_or_default() + "\n";
        fs::write(folder.join(HEAD), text).map_err(|e| wrong(&e))?;
        Ok(Self {
            folder: folder.to_owned(),
            started: beginning.started,
        })
    }

    /// Records what goes over a transport; the clock moves with its answers.
    #[must_use]
    pub fn over(
        self,
        inner: Arc<dyn Transport>,
        masker: Arc<Masker>,
        clock: Arc<SteppedClock>,
    ) -> Recorder {
        Recorder::new(self, inner, masker, clock)
    }
}

/// A recording, opened.
#[derive(Debug)]
pub struct Cassette {
    /// How it began.
    pub beginning: Beginning,
    pub(super) folder: PathBuf,
    pub(super) entries: Vec<Entry>,
}

/// One recorded exchange; its body stays in its file.
#[derive(Debug)]
pub(super) struct Entry {
    /// The file's name.
    pub name: String,
    pub asked: Asked,
    pub came: Came,
    /// When it ended, in milliseconds since the recording began.
    pub at: i64,
}

impl Cassette {
    /// Reads a folder.
    ///
    /// # Errors
    /// `R6002` when it is no recording, or a file of it is broken.
    pub fn open(folder: &Path) -> Outcome<Self> {
        let head = read(&folder.join(HEAD))?;
        let beginning = head
            .get("layout")
            .and_then(Value::as_u64)
            .filter(|layout| *layout == LAYOUT)
            .and_then(|_| {
                Some(Beginning {
                    connection: head.get("connection")?.as_str()?.to_owned(),
                    started: head.get("started")?.as_i64()?,
                    seed: head.get("seed")?.as_u64()?,
                })
            })
            .ok_or_else(|| unreadable(&folder.join(HEAD), "it is of another layout"))?;
        let files = fs::read_dir(folder).map_err(|e| unreadable(folder, &words(&e)))?;
        let mut names: Vec<(u64, String)> = files
            .filter_map(|file| {
                let name = file.ok()?.file_name().into_string().ok()?;
                let (number, rest) = name.split_once('-')?;
                let is_head = rest.ends_with(".json") && !rest.ends_with(".body.json");
                is_head.then_some(())?;
                Some((number.parse().ok()?, name))
            })
            .collect();
        names.sort();
        let mut entries = Vec::new();
        for (_, name) in names {
            let path = folder.join(&name);
            let json = read(&path)?;
            let entry = json
                .get("request")
                .and_then(Asked::from_json)
                .zip(Came::from_json(&json))
                .zip(json.get("at_ms").and_then(Value::as_i64));
            let ((asked, came), at) =
                entry.ok_or_else(|| unreadable(&path, "it is no recorded exchange"))?;
            entries.push(Entry {
                name,
                asked,
                came,
                at,
            });
        }
        Ok(Self {
            beginning,
            folder: folder.to_owned(),
            entries,
        })
    }

    /// The bytes of a body. Its name comes from a file that anyone may have written, so it has to be
    /// that of a file in the folder.
    pub(super) fn body(&self, name: Option<&str>) -> Result<Vec<u8>, String> {
        let Some(name) = name else {
            return Ok(Vec::new());
        };
        let path = self.folder.join(name);
        if name.contains(['/', '\\']) || !name.contains(".body.") {
            return Err(format!("`{name}` is not the body of a recorded answer"));
        }
        fs::read(&path).map_err(|e| format!("`{}`: {}", path.display(), words(&e)))
    }
}

fn read(path: &Path) -> Outcome<Value> {
    let bytes = fs::read(path).map_err(|e| unreadable(path, &words(&e)))?;
    serde_json::from_slice(&bytes).map_err(|_| unreadable(path, "it is no JSON"))
}

fn unreadable(path: &Path, why: &str) -> Box<Diagnostic> {
    let message = format!("the recording cannot be read: `{}`: {why}", path.display());
    let help = "name a folder that `bindery import --record` wrote";
    told(codes::CASSETTE_UNREADABLE, message, help)
}

pub(super) fn unwritten(path: &Path, why: &str) -> Box<Diagnostic> {
    let message = format!(
        "the recording `{}` cannot be written: {why}",
        path.display()
    );
    let help = "name a new or an empty folder on a disk with room";
    told(codes::CASSETTE_UNWRITTEN, message, help)
}

fn told(code: Code, message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code, message).with_help(help))
}

/// Why a file could not be read or written.
pub(super) fn words(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "there is no such file",
        ErrorKind::PermissionDenied => "permission is denied",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "it is no folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "its file system is read-only",
        other => return other.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn recording(exchange: &str) -> (tempfile::TempDir, Outcome<Cassette>) {
        let folder = tempfile::tempdir().unwrap();
        let beginning = Beginning {
            connection: "A".into(),
            started: 1,
            seed: u64::MAX,
        };
        Recording::create(folder.path(), &beginning).unwrap();
        fs::write(folder.path().join("0001-get-a.json"), exchange).unwrap();
        let opened = Cassette::open(folder.path());
        (folder, opened)
    }

    #[test]
    fn a_body_is_read_from_the_folder_and_from_nowhere_else() {
        let (folder, opened) = recording(
            r#"{"request":{"method":"GET","url":"http://h/a","headers":[],"body":null},
                "answer":{"status":200,"headers":[],"body":"0001-get-a.body.json"},"at_ms":5}"#,
        );
        let cassette = opened.unwrap();
        assert_eq!(cassette.beginning.seed, u64::MAX);
        assert_eq!(cassette.entries.len(), 1);
        let name = "0001-get-a.body.json";
        assert!(
            cassette
                .body(Some(name))
                .unwrap_err()
                .contains("no such file")
        );
        fs::write(folder.path().join(name), b"[]").unwrap();
        assert_eq!(cassette.body(Some(name)).unwrap(), b"[]");
        assert!(cassette.body(None).unwrap().is_empty());
        for outside in [
            "../x.body.json",
            "/etc/x.body.json",
            "cassette.json",
            "..\\x.body.",
        ] {
            let refused = cassette.body(Some(outside)).unwrap_err();
            assert!(refused.contains("is not the body"), "{refused}");
        }
    }

    #[test]
    fn a_broken_exchange_is_named() {
        for broken in ["", "{}", "[[[", r#"{"request":{},"answer":{"status":-1}}"#] {
            let found = recording(broken).1.unwrap_err();
            assert_eq!(found.code, codes::CASSETTE_UNREADABLE);
            assert!(
                found.message.contains("0001-get-a.json"),
                "{}",
                found.message
            );
        }
    }
}
