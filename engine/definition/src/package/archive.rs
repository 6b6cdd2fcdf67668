//! T2P zips.
//!
//! A package comes from a stranger. Sizes are counted while reading, never taken from headers, and
//! the whole archive is refused when an entry would leave it. macOS leftovers are passed over.

use std::io::{Cursor, Read};

use bindery_diagnostics::{Diagnostic, codes};

use super::{Loaded, bytes, export, summary};

/// The largest archive that is opened.
pub const MAX_ARCHIVE: u64 = bytes::MAX_FILE;
/// The most entries: an export has two, a hand-made package some dozens.
pub const MAX_ENTRIES: usize = 1000;
/// The most bytes all read entries may expand to; with trees and texts this stays far below 512 MiB.
pub const MAX_EXPANDED: u64 = 64 * 1024 * 1024;
/// The most an entry above one MiB may expand: JSON compresses ten- to fortyfold, bombs a
/// thousandfold.
pub const MAX_RATIO: u64 = 200;

/// Below this size a high ratio is harmless.
const RATIO_COUNTS_FROM: u64 = 1024 * 1024;

/// Whether bytes begin like a zip, an empty one included.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|magic| bytes.starts_with(*magic))
}

/// An entry of an archive.
pub(super) struct Entry {
    /// Its path inside the archive, a folder's with a slash at its end.
    pub path: String,
    /// Its bytes; nothing for a folder.
    pub content: Vec<u8>,
}

impl Entry {
    pub(super) fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }

    /// Whether it should hold JSON.
    pub(super) fn is_json(&self) -> bool {
        self.path.to_ascii_lowercase().ends_with(".json")
    }
}

/// Reads every JSON entry of an archive.
pub(super) fn read(loaded: &mut Loaded, name: &str, bytes: &[u8]) {
    match entries(name, bytes, |path| {
        path.to_ascii_lowercase().ends_with(".json")
    }) {
        Ok(entries) => {
            let mut summary = None;
            for entry in entries.into_iter().filter(Entry::is_json) {
                let shown = format!("{name}!{}", entry.path);
                match bytes::decode(&shown, entry.content) {
                    // The summary lists what was exported; it holds nothing that runs.
                    Ok(text) if is_summary(&entry.path) => summary = Some((shown, text)),
                    Ok(text) => export::read(loaded, &shown, text),
                    Err(diagnostic) => loaded.refuse(&shown, *diagnostic),
                }
            }
            if let Some((shown, text)) = summary {
                summary::compare(loaded, &shown, &text);
            }
        }
        Err(diagnostic) => loaded.refuse(name, *diagnostic),
    }
}

/// Whether a path is that of the list of what was exported.
pub(super) fn is_summary(path: &str) -> bool {
    let base = path.rsplit('/').next().unwrap_or(path);
    base.to_ascii_lowercase().starts_with("objectsummary")
}

fn refused(message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(codes::REFUSED_PACKAGE, message).with_help(help))
}

fn broken(name: &str, what: &str) -> Box<Diagnostic> {
    let message = format!("`{name}` is a damaged zip: {what}");
    Box::new(
        Diagnostic::new(codes::UNREADABLE, message)
            .with_help("download or export the package again"),
    )
}

/// Reads the entries of an archive whose paths are wanted, in its order, without leftovers.
pub(super) fn entries(
    name: &str,
    bytes: &[u8],
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Entry>, Box<Diagnostic>> {
    if bytes.len() as u64 > MAX_ARCHIVE {
        return Err(bytes::too_large(name));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| broken(name, "its directory cannot be read"))?;
    if archive.len() > MAX_ENTRIES {
        return Err(refused(
            format!(
                "`{name}` has {} entries, more than {MAX_ENTRIES}",
                archive.len()
            ),
            "a connector package has a handful; give the package itself",
        ));
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut expanded = 0u64;
    for index in 0..archive.len() {
        let nth = format!("entry {}", index + 1);
        let mut entry = archive
            .by_index(index)
            .map_err(|_| broken(name, &format!("{nth} cannot be opened")))?;
        let path = entry
            .name()
            .map_err(|_| broken(name, &format!("{nth} has no readable name")))?
            .into_owned();
        if leaves(&path) {
            return Err(refused(
                format!(
                    "`{name}` names a path outside itself: `{}`",
                    path.escape_debug()
                ),
                "do not unpack it elsewhere either; ask its sender for a clean package",
            ));
        }
        if is_leftover(&path) || !is_wanted(&path) {
            continue;
        }
        if entry.is_dir() {
            entries.push(Entry {
                path,
                content: Vec::new(),
            });
            continue;
        }
        let compressed = entry.compressed_size().max(1);
        let mut content = Vec::new();
        let room = MAX_EXPANDED.saturating_sub(expanded);
        entry
            .by_ref()
            .take(room + 1)
            .read_to_end(&mut content)
            .map_err(|_| {
                broken(
                    name,
                    &format!("`{}` cannot be unpacked", path.escape_debug()),
                )
            })?;
        let size = content.len() as u64;
        expanded += size;
        if expanded > MAX_EXPANDED {
            return Err(refused(
                format!(
                    "`{name}` expands to more than {} MiB",
                    MAX_EXPANDED / 1024 / 1024
                ),
                "no connector package is that large; this may be a zip bomb",
            ));
        }
        if size > RATIO_COUNTS_FROM && size / compressed > MAX_RATIO {
            return Err(refused(
                format!(
                    "`{}` in `{name}` expands more than {MAX_RATIO} times",
                    path.escape_debug()
                ),
                "no connector package compresses that well; this may be a zip bomb",
            ));
        }
        entries.push(Entry { path, content });
    }
    Ok(entries)
}

/// Whether a path climbs out or is absolute, in the spelling of any system.
pub(super) fn leaves(path: &str) -> bool {
    let unified = path.replace('\\', "/");
    unified.starts_with('/')
        || unified.split('/').any(|s| s == "..")
        || unified.as_bytes().get(1) == Some(&b':')
        || unified.contains('\0')
}

/// Whether a path is what macOS leaves in zips.
fn is_leftover(path: &str) -> bool {
    path.split('/')
        .any(|s| s == "__MACOSX" || s.starts_with("._"))
}
