//! Packages: a T2P zip, an exported JSON file, or a connector folder (design D10).
//!
//! This module holds the crate's only input and output: [`load`] reads files and never writes. What
//! it returns is complete: sources for excerpts, connections with their definitions, and every
//! finding of reading.

mod archive;
mod attribute;
mod body;
mod bytes;
mod connection;
mod correlation;
mod credentials;
mod envelope;
mod export;
mod folder;
mod loaded;
mod lookups;
mod manifest;
mod pack;
mod rewrite;
mod summary;
mod unpack;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use bindery_diagnostics::{Diagnostic, Place, Severity, codes};

pub use archive::{MAX_ARCHIVE, MAX_ENTRIES, MAX_EXPANDED, MAX_RATIO};
pub use attribute::{Attribute, AttributeContent};
pub use bytes::{MAX_FILE, decode, read_file};
pub use connection::{Connection, ConnectionKind};
pub use correlation::{Correlation, UserPolicy};
pub(crate) use correlation::{correlation, users};
pub use loaded::Loaded;
pub use lookups::{LookupEntry, NameRule, ReadBackEntry};
pub use manifest::{Escape, LimitProfile, Manifest, ParameterEntry};
pub use pack::{Packed, pack};
pub use rewrite::{Rewrite, rewrite_archive};
pub use unpack::{Refusal, Unpacked, UnpackedConnection, unpack};

/// The text of a settings file, decoded; its findings carry the name it is shown under.
pub(crate) fn read_text(path: &Path, shown: &str) -> Result<String, Box<Diagnostic>> {
    bytes::read_file(path).and_then(|bytes| bytes::decode(shown, bytes))
}

/// Reads a path. Nothing fails: what cannot be read is a finding.
#[must_use]
pub fn load(path: &Path) -> Loaded {
    let mut loaded = Loaded::default();
    let name = path.display().to_string();
    if path.is_dir() {
        folder::read(&mut loaded, path);
    } else {
        match bytes::read_file(path) {
            Ok(bytes) => open(&mut loaded, &name, Cow::Owned(bytes)),
            Err(diagnostic) => loaded.refuse(&name, *diagnostic),
        }
    }
    finish(&mut loaded, &name);
    loaded
}

/// Reads a zip or an exported JSON file from memory.
#[must_use]
pub fn load_from_bytes(name: &str, bytes: &[u8]) -> Loaded {
    let mut loaded = Loaded::default();
    open(&mut loaded, name, Cow::Borrowed(bytes));
    finish(&mut loaded, name);
    loaded
}

fn open(loaded: &mut Loaded, name: &str, bytes: Cow<'_, [u8]>) {
    if archive::is_zip(&bytes) {
        archive::read(loaded, name, &bytes);
        return;
    }
    if bytes.len() as u64 > MAX_FILE {
        loaded.refuse(name, *bytes::too_large(name));
        return;
    }
    match bytes::decode(name, bytes) {
        Ok(text) => export::read(loaded, name, text),
        Err(diagnostic) => loaded.refuse(name, *diagnostic),
    }
}

fn finish(loaded: &mut Loaded, name: &str) {
    let failed = loaded
        .diagnostics
        .iter()
        .any(|d| d.severity == Severity::Error);
    if loaded.connections.is_empty() && !failed {
        loaded.refuse(
            name,
            Diagnostic::new(
                codes::NO_CONNECTION,
                format!("`{name}` holds no connection"),
            )
            .with_help("give a connector folder, a T2P zip, or an exported Connection_*.json"),
        );
    }
    repeated(loaded);
    loaded.read();
}

/// Reports connections of one name; only the first is found by it.
fn repeated(loaded: &mut Loaded) {
    let mut first: HashMap<String, &Connection> = HashMap::new();
    let mut found = Vec::new();
    for connection in &loaded.connections {
        let name = connection.name.to_ascii_lowercase();
        if let Some(first) = first.get(&name) {
            found.push(
                Diagnostic::new(
                    codes::REPEATED_CONNECTION,
                    format!("two connections are named `{}`", connection.name),
                )
                .at(connection.place.clone(), "the second")
                .with_related(first.place.clone(), "the first")
                .with_help("rename one of them, or remove it"),
            );
        } else {
            first.insert(name, connection);
        }
    }
    loaded.diagnostics.append(&mut found);
}

impl Loaded {
    /// Records a finding about a file as a whole, under the file's name and without text.
    fn refuse(&mut self, name: &str, mut diagnostic: Diagnostic) {
        if diagnostic.primary.is_none() {
            let source = self.sources.add(name, "");
            diagnostic = diagnostic.at(Place::new(source, 0..0), "");
        }
        self.diagnostics.push(diagnostic);
    }
}
