//! Why a file could not be read or written, in words for people.

use std::io::{Error, ErrorKind};

/// The reason in a few words.
pub fn reason(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "there is no such file",
        ErrorKind::PermissionDenied => "permission is denied",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "part of its path is not a folder",
        ErrorKind::InvalidData => "it is not UTF-8 text",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "its file system is read-only",
        ErrorKind::FileTooLarge => "it would grow too large",
        other => return other.to_string(),
    };
    words.to_owned()
}
