//! From a package to a folder (design D10): the files to write, as data.
//!
//! An attribute that holds something readable becomes a file with the very text of its string, in
//! which JSON bodies stand as JSON ([`super::body`]). Whatever would not come back the same stays in
//! `export.json` ([`super::envelope`]): text that is encrypted or empty, half surrogate pairs,
//! attributes named twice, other kinds of connections. Nothing is written here.

use std::ops::Range;

use bindery_diagnostics::{Diagnostic, Place, Sources, codes};
use bindery_model::catalogue::AttributeKind;

use crate::json::{Node, Parsed, parse};
use crate::origin::Origin;
use crate::parameters::ParameterUse;

use super::attribute::{self, AttributeContent};
use super::body::{collapsed, edited, expanded};
use super::credentials;
use super::envelope::{self, HERE, Marker};
use super::{ConnectionKind, archive, bytes, load_from_bytes};

/// A folder to write.
#[derive(Debug)]
pub struct Unpacked {
    /// Paths inside the folder, with their texts.
    pub files: Vec<(String, String)>,
    /// The connections that have files, in the order of the package.
    pub connections: Vec<UnpackedConnection>,
    /// Names of connections that are carried along in `export.json` only.
    pub carried: Vec<String>,
}

/// A connection that has files.
#[derive(Debug)]
pub struct UnpackedConnection {
    /// Its name.
    pub name: String,
    /// Where its files lie: `.` for the folder itself.
    pub folder: String,
    /// How many attributes have a file.
    pub attributes: usize,
    /// The attributes that EIC encrypted.
    pub encrypted: Vec<String>,
    /// Where in ConnectionJSON credentials stand in clear text, as JSON pointers. They are in the folder
    /// now, and packing leaves them out.
    pub clear: Vec<String>,
}

/// Why a package cannot be unpacked, or a folder not packed.
#[derive(Debug)]
pub struct Refusal {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The files it points into.
    pub sources: Sources,
}

impl Refusal {
    /// A finding about a file as a whole.
    pub(super) fn about(name: &str, diagnostic: Diagnostic) -> Box<Self> {
        let mut sources = Sources::default();
        let diagnostic = if diagnostic.primary.is_none() {
            diagnostic.at(Place::new(sources.add(name, ""), 0..0), "")
        } else {
            diagnostic
        };
        Box::new(Self {
            diagnostics: vec![diagnostic],
            sources,
        })
    }
}

struct Document {
    name: String,
    text: String,
    parsed: Parsed,
}

/// Takes a T2P zip or an exported file apart. `picked` names the only connection that gets files.
///
/// # Errors
/// The package cannot be read, is refused, or holds no connection of that name.
pub fn unpack(name: &str, bytes: &[u8], picked: Option<&str>) -> Result<Unpacked, Box<Refusal>> {
    let mut plan = Plan::default();
    for entry in entries(name, bytes)? {
        if entry.is_folder() {
            plan.carry(entry.path, "\"folder\": true".to_owned());
            continue;
        }
        let document = entry
            .is_json()
            .then(|| bytes::decode(&entry.path, &entry.content))
            .and_then(Result::ok)
            .map(|text| Document {
                parsed: parse(&text),
                name: entry.path.clone(),
                text,
            });
        match document {
            Some(document) => plan.document(name, document, picked)?,
            None => plan.carry(entry.path, envelope::bytes_member(&entry.content)),
        }
    }
    plan.finish(name, bytes, picked)
}

fn entries(name: &str, bytes: &[u8]) -> Result<Vec<archive::Entry>, Box<Refusal>> {
    let refusal = |diagnostic: Box<Diagnostic>| Refusal::about(name, *diagnostic);
    if archive::is_zip(bytes) {
        return archive::entries(name, bytes, |_| true).map_err(refusal);
    }
    if bytes.len() as u64 > bytes::MAX_FILE {
        return Err(refusal(bytes::too_large(name)));
    }
    bytes::decode(name, bytes).map_err(refusal)?;
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let extension = if base.to_ascii_lowercase().ends_with(".json") {
        ""
    } else {
        ".json"
    };
    Ok(vec![archive::Entry {
        path: format!("{base}{extension}"),
        content: bytes.to_vec(),
    }])
}

#[derive(Default)]
struct Plan {
    folders: Vec<(String, String)>,
    entries: Vec<(String, String)>,
    files: Vec<(String, String)>,
    connections: Vec<UnpackedConnection>,
    carried: Vec<String>,
}

impl Plan {
    fn carry(&mut self, name: String, content: String) {
        self.entries.push((name, content));
    }

    fn document(
        &mut self,
        package: &str,
        document: Document,
        picked: Option<&str>,
    ) -> Result<(), Box<Refusal>> {
        let Document { name, text, parsed } = document;
        let root = parsed.root.as_ref();
        let holds_connections = root.is_some_and(|r| envelope::connections(r).next().is_some());
        match root {
            Some(root) if parsed.is_structured() => {
                let edits = if archive::is_summary(&name) {
                    Vec::new()
                } else {
                    self.edits(&text, root, &parsed, picked)
                };
                let json = edited(&text, within(edits, root));
                // Blanks around the root are not kept.
                self.carry(name, format!("\"json\": {}", json.trim_matches(BLANKS)));
            }
            _ if holds_connections => {
                let mut sources = Sources::default();
                let origin = Origin::file(sources.add(format!("{package}!{name}"), text.as_str()));
                let problems = parsed.problems.into_iter();
                return Err(Box::new(Refusal {
                    diagnostics: problems.map(|p| p.into_diagnostic(&origin)).collect(),
                    sources,
                }));
            }
            _ => self.carry(name, envelope::bytes_member(text.as_bytes())),
        }
        Ok(())
    }

    /// Gives the connections of a document their files and returns what becomes of the document.
    fn edits(
        &mut self,
        text: &str,
        root: &Node,
        parsed: &Parsed,
        picked: Option<&str>,
    ) -> Vec<(Range<usize>, String)> {
        let all: Vec<(&str, &Node)> = envelope::connections(root).collect();
        let name_of = |(key, node): &(&str, &Node)| {
            let name = node.get("connectionname").and_then(Node::as_str);
            name.unwrap_or(key).to_owned()
        };
        let kind = |node: &Node| {
            ConnectionKind::read(node.get("externalconnectiontype").and_then(Node::as_str))
        };
        let mut edits = Vec::new();
        for connection in &all {
            let (key, node) = *connection;
            let name = name_of(connection);
            let is_wanted = kind(node) == ConnectionKind::Rest
                && picked.is_none_or(|p| p.eq_ignore_ascii_case(&name))
                && all.iter().filter(|(k, _)| *k == key).count() == 1
                && !self.folders.iter().any(|(k, _)| k == key);
            if is_wanted {
                let folder = self.folder_name(&name);
                edits.extend(self.connection(text, parsed, node, name, folder.clone()));
                self.folders.push((key.to_owned(), folder));
            } else {
                self.carried.push(name);
            }
        }
        edits
    }

    /// A name for a connection's folder that no other has.
    fn folder_name(&self, name: &str) -> String {
        let plain: String = name
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || "-_ .".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        let plain = plain.trim_matches([' ', '.']);
        let base = if plain.is_empty() {
            "connection"
        } else {
            plain
        };
        let is_taken = |name: &str| {
            let mut taken = self.folders.iter();
            taken.any(|(_, f)| f.to_lowercase() == name.to_lowercase())
        };
        let mut name = base.to_owned();
        let mut number = 2;
        while is_taken(&name) {
            name = format!("{base}-{number}");
            number += 1;
        }
        name
    }

    fn connection(
        &mut self,
        text: &str,
        parsed: &Parsed,
        node: &Node,
        name: String,
        folder: String,
    ) -> Vec<(Range<usize>, String)> {
        let mut edits = Vec::new();
        let mut unpacked = UnpackedConnection {
            name,
            folder: folder.clone(),
            attributes: 0,
            encrypted: Vec::new(),
            clear: Vec::new(),
        };
        for slot in envelope::slots(node) {
            let span = slot.value.span();
            let is_damaged = parsed
                .problems
                .iter()
                .any(|p| span.start <= p.span.start && p.span.end <= span.end);
            let readable = match slot.value.as_str() {
                Some(string) => match attribute::content(&string.into()).0 {
                    AttributeContent::Encrypted => {
                        unpacked.encrypted.push(slot.attribute.name.to_owned());
                        None
                    }
                    AttributeContent::Empty => None,
                    AttributeContent::Json(_) => Some(file_of(string, slot.attribute.kind)),
                },
                None if slot.value.members().is_some() || slot.value.elements().is_some() => {
                    let marker = Marker {
                        is_json: true,
                        keeps_bodies: true,
                        ..Marker::default()
                    };
                    let text = text.get(span.clone()).unwrap_or_default();
                    Some((marker, text.to_owned()))
                }
                None => None,
            };
            // A value that is no plain text, or that reading a file would change, stays.
            let readable = readable.filter(|(marker, text)| {
                (marker.is_json || !is_damaged) && !text.starts_with('\u{feff}')
            });
            if let Some((mut marker, file)) = readable {
                let tagged = Marker {
                    escapes_tags: true,
                    ..marker
                };
                if let (Some(string), false) = (slot.value.as_str(), marker.is_json)
                    && let Some(written) = text.get(span.clone())
                    && marker.quote(string) != written
                    && tagged.quote(string) == written
                {
                    marker = tagged;
                }
                if slot.attribute.kind == AttributeKind::Connection {
                    let (_, found) = credentials::left_out(&file);
                    unpacked.clear = found.into_iter().map(|f| f.path).collect();
                }
                let path = format!("{}.json", slot.attribute.name);
                edits.push((span, marker.write(&path)));
                // A text file ends with a line break; packing takes it away again.
                self.files
                    .push((format!("{folder}/{path}"), format!("{file}\n")));
                unpacked.attributes += 1;
            }
        }
        self.connections.push(unpacked);
        edits
    }

    fn finish(
        mut self,
        name: &str,
        bytes: &[u8],
        picked: Option<&str>,
    ) -> Result<Unpacked, Box<Refusal>> {
        let loaded = load_from_bytes(name, bytes);
        if self.connections.is_empty() && (picked.is_some() || self.carried.is_empty()) {
            let found = match loaded.select(picked) {
                Ok(connection) => Diagnostic::new(
                    codes::NOT_REST,
                    format!("`{}` is not a REST connection", connection.name),
                )
                .with_help("without --connection it is carried along in export.json"),
                Err(found) => *found,
            };
            return Err(Refusal::about(name, found));
        }
        if let ([only], [(_, folder)]) = (&mut *self.connections, &mut *self.folders) {
            let prefix = format!("{folder}/");
            HERE.clone_into(folder);
            HERE.clone_into(&mut only.folder);
            for (path, _) in &mut self.files {
                *path = path.strip_prefix(&prefix).unwrap_or(path).to_owned();
            }
        }
        for unpacked in &self.connections {
            let unfilled = loaded
                .select(Some(&unpacked.name))
                .map(|c| c.unfilled())
                .unwrap_or_default();
            let path = if unpacked.folder == HERE {
                "connector.toml".to_owned()
            } else {
                format!("{}/connector.toml", unpacked.folder)
            };
            self.files.push((path, manifest(&unpacked.name, &unfilled)));
        }
        let envelope = envelope::write(&self.folders, &self.entries);
        self.files.push((envelope::FILE.to_owned(), envelope));
        Ok(Unpacked {
            files: self.files,
            connections: self.connections,
            carried: self.carried,
        })
    }
}

const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{feff}'];

/// Adds the removal of what stands around the root.
fn within(mut edits: Vec<(Range<usize>, String)>, root: &Node) -> Vec<(Range<usize>, String)> {
    edits.insert(0, (0..root.span().start, String::new()));
    edits
}

/// What the file of an attribute holds, and how its marker says so.
fn file_of(text: &str, kind: AttributeKind) -> (Marker, String) {
    let keep = Marker {
        keeps_bodies: true,
        ..Marker::default()
    };
    if kind == AttributeKind::Connection {
        return (keep, text.to_owned());
    }
    let file = expanded(text);
    if collapsed(&file) == text {
        (Marker::default(), file)
    } else {
        (keep, text.to_owned())
    }
}

/// A first `connector.toml`.
fn manifest(name: &str, parameters: &[&ParameterUse]) -> String {
    let string = |text: &str| toml::Value::from(text).to_string();
    let mut text = format!("name = {}\n", string(name));
    let mut seen: Vec<&str> = Vec::new();
    for parameter in parameters {
        if !seen.contains(&parameter.name.as_str()) {
            seen.push(&parameter.name);
            text.push_str(&format!(
                "\n[parameters.{}]\ndescription = \"\"\n",
                string(&parameter.name)
            ));
        }
    }
    text
}
