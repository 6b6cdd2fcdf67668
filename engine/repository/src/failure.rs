//! What can go wrong in the store, and how it is told.
//!
//! Inside the crate errors travel as [`Failure`]; at the edge they become a diagnostic. SQLite's own
//! words stay inside: a person gets what it means for them, and the result code as a fact.

use std::path::Path;

use bindery_diagnostics::{Diagnostic, codes};
use rusqlite::ErrorCode;

/// An error on its way to the edge of the crate.
#[derive(Debug)]
pub(crate) enum Failure {
    /// From the database.
    Sql(rusqlite::Error),
    /// JSON in the store that does not parse, or would not print.
    Json,
    /// Already told.
    Finding(Box<Diagnostic>),
}

/// The result of work inside the crate.
pub(crate) type Attempt<T> = Result<T, Failure>;

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(_: serde_json::Error) -> Self {
        Self::Json
    }
}

impl From<Diagnostic> for Failure {
    fn from(finding: Diagnostic) -> Self {
        Self::Finding(Box::new(finding))
    }
}

impl From<Failure> for Box<Diagnostic> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Finding(finding) => finding,
            Failure::Json => Box::new(
                Diagnostic::new(
                    codes::STORE,
                    "the store holds a value that cannot be read back",
                )
                .with_help("restore the store from a backup, or start a new one and import again"),
            ),
            Failure::Sql(error) => Box::new(tell(&error)),
        }
    }
}

/// A failure to get at the file itself, before the database is asked.
pub(crate) fn unusable(path: &Path, what: &str, help: &str) -> Failure {
    Diagnostic::new(codes::STORE, format!("{what}: {}", path.display()))
        .with_help(help)
        .into()
}

/// An operating system's refusal, in words of ours.
pub(crate) fn io(path: &Path, error: &std::io::Error) -> Failure {
    use std::io::ErrorKind;
    let (what, help) = match error.kind() {
        ErrorKind::NotFound => (
            "the folder of the store does not exist",
            "create the folder, or name another place with --store",
        ),
        ErrorKind::PermissionDenied => (
            "the store may not be opened",
            "check who owns the file and its folder, or name another place with --store",
        ),
        ErrorKind::StorageFull => {
            return Diagnostic::new(codes::STORE_FULL, "the disk is full")
                .with_help("free some space and run the command again")
                .into();
        }
        _ => (
            "the store cannot be opened",
            "check the path, or name another place with --store",
        ),
    };
    unusable(path, what, help)
}

fn tell(error: &rusqlite::Error) -> Diagnostic {
    let told = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Diagnostic::new(
            codes::STORE_FULL,
            "the disk is full; the store is as it was before",
        )
        .with_help("free some space and run the command again"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Diagnostic::new(
            codes::STORE_BUSY,
            "another process is writing to the store and did not finish in time",
        )
        .with_help("wait for the other command to finish, then run this one again"),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            Diagnostic::new(codes::STORE, "the store is damaged").with_help(
                "restore it from a backup, or move it away and import again into a new one",
            )
        }
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Diagnostic::new(codes::STORE, "the store cannot be opened")
                .with_help("check the path and who owns the file and its folder")
        }
        Some(ErrorCode::ReadOnly) => Diagnostic::new(codes::STORE, "the store may only be read")
            .with_help("check who owns the file and its folder, or name another with --store"),
        Some(ErrorCode::SystemIoFailure) => Diagnostic::new(
            codes::STORE,
            "the disk failed while the store was read or written",
        )
        .with_help("check the disk and its free space, then run the command again"),
        Some(ErrorCode::OutOfMemory) => {
            Diagnostic::new(codes::STORE, "there was not enough memory for the store")
                .with_help("free some memory and run the command again")
        }
        _ => Diagnostic::new(codes::STORE, "the store could not be read or written")
            .with_help("run the command again; if it stays, report it with the command"),
    };
    match error {
        rusqlite::Error::SqliteFailure(code, _) => told.with_note(format!(
            "the database's result code is {}",
            code.extended_code
        )),
        _ => told,
    }
}
