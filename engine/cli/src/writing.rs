//! Writing files and folders so that a reader sees the old or the new, never half of it: everything
//! is written beside its target under another name and renamed at the end.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bindery_diagnostics::{Diagnostic, codes};

use crate::exit::Failure;
use crate::reason::reason;

/// The finding for a target that cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let message = format!("`{}` cannot be written: {}", path.display(), reason(error));
    Failure::start(
        Diagnostic::new(codes::UNWRITABLE, message)
            .with_help("check that its folder exists and that you may write there"),
    )
}

/// The finding for a target that is there already.
pub fn occupied(path: &Path, what: &str) -> Failure {
    Failure::start(
        Diagnostic::new(codes::NOT_EMPTY, format!("`{}` {what}", path.display()))
            .with_help("name another target, or replace it with --force"),
    )
}

/// Writes a file in place of what was there; its permissions stay.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let draft = Draft::beside(&target)?;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&draft.path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    if let Ok(metadata) = fs::metadata(&target) {
        fs::set_permissions(&draft.path, metadata.permissions())?;
    }
    drop(file);
    fs::rename(&draft.path, &target)
}

/// Whether a path is a folder with something in it, or no folder at all.
pub fn is_occupied(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => path.exists(),
    }
}

/// Writes a folder. What was in it stays where `is_replaced` says no of its file name; a kept file
/// wins over a new one of its name.
pub fn write_folder(
    path: &Path,
    files: &[(String, String)],
    is_replaced: fn(&str) -> bool,
) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if let Some(parent) = target.parent().filter(|p| !p.as_os_str().is_empty()) {
        fs::create_dir_all(parent)?;
    }
    let draft = Draft::beside(&target)?;
    fs::create_dir(&draft.path)?;
    for (name, text) in files {
        let file = draft.path.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, text)?;
    }
    if !target.exists() {
        return fs::rename(&draft.path, &target);
    }
    let old = Draft::beside(&target)?;
    fs::rename(&target, &old.path)?;
    let put =
        keep(&old.path, &draft.path, is_replaced).and_then(|()| fs::rename(&draft.path, &target));
    if let Err(error) = put {
        // The old folder comes back; what was copied from it is still there.
        fs::rename(&old.path, &target)?;
        return Err(error);
    }
    Ok(())
}

/// Copies what a folder keeps into the one that takes its place.
fn keep(old: &Path, new: &Path, is_replaced: fn(&str) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let (from, to) = (entry.path(), new.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&to)?;
            keep(&from, &to, is_replaced)?;
        } else if !is_replaced(&entry.file_name().to_string_lossy()) {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

/// A name beside a target; what is there under it goes away with this value.
struct Draft {
    path: PathBuf,
}

impl Draft {
    fn beside(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let name = name.to_string_lossy();
        let process = std::process::id();
        (0..100)
            .map(|n| target.with_file_name(format!(".{name}.{process}-{n}")))
            .find(|path| !path.exists())
            .map(|path| Self { path })
            .ok_or_else(|| io::ErrorKind::AlreadyExists.into())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.path.is_dir() {
            let _ = fs::remove_dir_all(&self.path);
        } else {
            let _ = fs::remove_file(&self.path);
        }
    }
}
