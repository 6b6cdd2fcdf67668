//! Connector folders: `connector.toml` and one file per attribute (design D10).
//!
//! A folder that was unpacked has an `export.json`, which holds the attributes without a file; its
//! connections are read from both, and a file wins.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_diagnostics::{Diagnostic, Place, SourceId, codes};
use bindery_model::catalogue::{ATTRIBUTES, find_attribute};

use crate::json::parse;
use crate::origin::Origin;
use crate::suggest::nearest;

use super::envelope::{self, ATTRIBUTE_LIST, Content, Envelope, HERE, is_envelope};
use super::{Connection, ConnectionKind, Loaded, bytes, export, manifest};

/// The file of what a folder says beyond EIC's attributes.
const MANIFEST: &str = "connector.toml";

/// JSON files of a folder that are no attributes.
const OTHER_FILES: &[&str] = &["simulator", "export", "package"];

/// Reads a folder; subfolders are the author's own business.
pub(super) fn read(loaded: &mut Loaded, folder: &Path) {
    let shown = folder.display().to_string();
    let files = match files(folder) {
        Ok(files) => files,
        Err(diagnostic) => {
            loaded.refuse(&shown, *diagnostic);
            return;
        }
    };
    if envelope(loaded, folder) {
        return;
    }
    let has_manifest = folder.join(MANIFEST).is_file();
    let attributes: Vec<_> = files
        .iter()
        .filter(|(stem, _)| find_attribute(stem).is_some())
        .collect();
    if attributes.is_empty() && !has_manifest {
        exports(loaded, &files);
        return;
    }
    let source = loaded.sources.add(shown, "");
    let mut connection =
        Connection::new(name(folder), ConnectionKind::Rest, Place::new(source, 0..0));
    fill(loaded, &mut connection, folder, &files);
    loaded.connections.push(connection);
}

/// Whether a folder has what makes it a connector.
pub(super) fn is_connector(folder: &Path) -> bool {
    let has_attribute = |files: Vec<(String, PathBuf)>| {
        let mut stems = files.iter();
        stems.any(|(stem, _)| find_attribute(stem).is_some())
    };
    folder.join(MANIFEST).is_file() || files(folder).is_ok_and(has_attribute)
}

/// Reads the manifest and the attribute files of a folder into a connection.
fn fill(
    loaded: &mut Loaded,
    connection: &mut Connection,
    folder: &Path,
    files: &[(String, PathBuf)],
) {
    let toml = folder.join(MANIFEST);
    if toml.is_file()
        && let Some((text, source)) = text(loaded, &toml)
    {
        connection.place = Place::new(source, 0..0);
        connection.manifest = manifest::read(&text, source, &mut loaded.diagnostics);
        if let Some(name) = &connection.manifest.name {
            connection.name.clone_from(name);
        }
    }
    // The catalogue's order, so that findings come in the same order everywhere.
    for entry in ATTRIBUTES {
        let file = files
            .iter()
            .find(|(s, _)| s.eq_ignore_ascii_case(entry.name));
        if let Some((_, path)) = file
            && let Some((text, source)) = text(loaded, path)
        {
            connection.set_file(entry.name, source, &text);
        }
    }
    for (stem, path) in files {
        report_odd(loaded, stem, path);
    }
}

/// Reads the connections of `export.json`, if the folder has one that `bindery unpack` wrote.
fn envelope(loaded: &mut Loaded, folder: &Path) -> bool {
    let path = folder.join(envelope::FILE);
    if !path.is_file() {
        return false;
    }
    let Some((text, source)) = text(loaded, &path) else {
        return false;
    };
    let origin = Origin::file(source);
    let parsed = parse(&text);
    let Some(root) = parsed.root.as_ref().filter(|r| is_envelope(r)) else {
        return false;
    };
    let problems = parsed.problems.into_iter();
    loaded
        .diagnostics
        .extend(problems.map(|p| p.into_diagnostic(&origin)));
    let envelope = match Envelope::read(root, &origin) {
        Ok(envelope) => envelope,
        Err(found) => {
            loaded.diagnostics.push(*found);
            return true;
        }
    };
    for entry in &envelope.entries {
        let Content::Json(root) = entry.content else {
            continue;
        };
        for member in root.members().unwrap_or_default() {
            let home = envelope.folder_of(&member.key.text);
            let is_connection = member.node.get(ATTRIBUTE_LIST).is_some();
            // The others are carried along where some have a folder.
            if !is_connection || (home.is_none() && envelope.has_folders()) {
                continue;
            }
            let mut connection = export::connection(loaded, member, &origin);
            if let Some(home) = home {
                let home = if home == HERE {
                    folder.to_path_buf()
                } else {
                    folder.join(home)
                };
                if let Ok(files) = files(&home) {
                    fill(loaded, &mut connection, &home, &files);
                }
            }
            loaded.connections.push(connection);
        }
    }
    true
}

fn name(folder: &Path) -> String {
    let absolute = folder.canonicalize().ok();
    absolute
        .as_deref()
        .unwrap_or(folder)
        .file_name()
        .map_or_else(
            || "connector".to_owned(),
            |n| n.to_string_lossy().into_owned(),
        )
}

/// A folder of exports: an unpacked T2P zip.
fn exports(loaded: &mut Loaded, files: &[(String, PathBuf)]) {
    for (stem, path) in files {
        if !stem.to_ascii_lowercase().starts_with("connection") {
            continue;
        }
        let shown = path.display().to_string();
        match bytes::read_file(path).and_then(|b| bytes::decode(&shown, &b)) {
            Ok(text) if export::is_export(&text) => export::read(loaded, &shown, text),
            Ok(_) => {}
            Err(diagnostic) => loaded.refuse(&shown, *diagnostic),
        }
    }
}

/// A JSON file that is named almost like an attribute is probably meant as one.
fn report_odd(loaded: &mut Loaded, stem: &str, path: &Path) {
    if find_attribute(stem).is_some() || OTHER_FILES.iter().any(|f| f.eq_ignore_ascii_case(stem)) {
        return;
    }
    if nearest(stem, ATTRIBUTES.iter().map(|a| a.name)).is_some() {
        let source = loaded.sources.add(path.display().to_string(), "");
        let finding = export::unknown(stem, Place::new(source, 0..0));
        loaded.diagnostics.push(finding);
    }
}

fn text(loaded: &mut Loaded, path: &Path) -> Option<(Arc<str>, SourceId)> {
    let name = path.display().to_string();
    match bytes::read_file(path).and_then(|b| bytes::decode(&name, b)) {
        Ok(text) => {
            let text = Arc::<str>::from(text);
            let source = loaded.sources.add(name, Arc::clone(&text));
            Some((text, source))
        }
        Err(diagnostic) => {
            loaded.refuse(&name, *diagnostic);
            None
        }
    }
}

/// The JSON files of a folder with their stems, in order of name.
fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>, Box<Diagnostic>> {
    let entries = std::fs::read_dir(folder).map_err(|_| {
        let message = format!("`{}` cannot be listed", folder.display());
        Box::new(Diagnostic::new(codes::UNREADABLE, message).with_help("check its permissions"))
    })?;
    let mut files: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| {
            p.is_file()
                && p.extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("json"))
        })
        .filter_map(|p| Some((p.file_stem()?.to_str()?.to_owned(), p)))
        .filter(|(stem, _)| !stem.starts_with("._"))
        .collect();
    files.sort();
    Ok(files)
}
