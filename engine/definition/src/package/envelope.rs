//! `export.json`: everything of an exported package that a folder's attribute files do not hold.
//!
//! It keeps the entries of the package in their order, and of each JSON entry the very text. In that
//! text the value of an attribute that has a file of its own gives way to a marker,
//! `{"file": "CreateAccountJSON.json"}`; empty and encrypted attributes, those of other kinds of
//! connections, the object summary and all outer fields stay where they were. `folders` says which
//! connection's files lie where: `.` for the folder itself.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::{AttributeEntry, find_attribute};

use crate::json::{Node, quote};
use crate::origin::Origin;

use super::archive::leaves;

/// The file's name.
pub(super) const FILE: &str = "export.json";
/// The key of the attribute list of a connection.
pub(super) const ATTRIBUTE_LIST: &str = "EXTERNAL_ATTR";
/// The key of an attribute's value.
pub(super) const VALUE: &str = "encryptedattributevalue";
/// The key of an attribute's name.
pub(super) const NAME: &str = "attributename";
/// The folder of a connection whose files lie beside `export.json`.
pub(super) const HERE: &str = ".";

/// What is read from the file.
pub(super) struct Envelope<'n> {
    /// The folder of each connection that has one, by the key of the connection.
    folders: Vec<(&'n str, &'n str)>,
    /// The entries of the package.
    pub entries: Vec<Carried<'n>>,
}

/// One entry of the package.
pub(super) struct Carried<'n> {
    /// Its path inside the package.
    pub name: &'n str,
    /// What it holds.
    pub content: Content<'n>,
}

/// What an entry holds.
pub(super) enum Content<'n> {
    /// Nothing: it is a folder.
    Folder,
    /// JSON that stands in `export.json`.
    Json(&'n Node),
    /// Any bytes.
    Bytes(Vec<u8>),
}

/// Stands for an attribute's value that lies in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marker {
    /// The value was JSON, not a string of JSON.
    pub is_json: bool,
    /// Bodies that are JSON stay JSON.
    pub keeps_bodies: bool,
    /// The string writes the slash of `</` as `\u002f`, as exporters do.
    pub escapes_tags: bool,
}

impl Marker {
    /// Writes the marker of a file.
    pub fn write(self, file: &str) -> String {
        let mut text = format!("{{\"file\": {}", quote(file));
        if self.is_json {
            text.push_str(", \"value\": \"json\"");
        }
        if self.keeps_bodies {
            text.push_str(", \"bodies\": \"kept\"");
        }
        if self.escapes_tags {
            text.push_str(", \"tags\": \"escaped\"");
        }
        text.push('}');
        text
    }

    /// Reads a marker, if a value is one.
    pub fn read(value: &Node) -> Option<Self> {
        value.get("file")?;
        Some(Self {
            is_json: value.get("value").is_some(),
            keeps_bodies: value.get("bodies").is_some(),
            escapes_tags: value.get("tags").is_some(),
        })
    }

    /// Writes a text as the string that the marker stands for.
    pub fn quote(self, text: &str) -> String {
        let string = quote(text);
        if self.escapes_tags {
            string.replace("</", "<\\u002f")
        } else {
            string
        }
    }
}

/// An attribute in the list of a connection.
pub(super) struct Slot<'n> {
    /// What the catalogue says of it.
    pub attribute: &'static AttributeEntry,
    /// Its value.
    pub value: &'n Node,
}

/// The attributes of a connection that are known and named once; the others are nobody's business.
pub(super) fn slots(connection: &Node) -> Vec<Slot<'_>> {
    let elements = connection.get(ATTRIBUTE_LIST).and_then(Node::elements);
    let elements = elements.unwrap_or_default();
    let name = |element: &Node| {
        let name = element.get(NAME).and_then(Node::as_str)?;
        find_attribute(name.trim())
    };
    let names: Vec<_> = elements
        .iter()
        .filter_map(|e| Some(name(e)?.name))
        .collect();
    let once = |wanted: &str| names.iter().filter(|n| **n == wanted).count() == 1;
    elements
        .iter()
        .filter_map(|element| {
            Some(Slot {
                attribute: name(element).filter(|a| once(a.name))?,
                value: element.get(VALUE)?,
            })
        })
        .collect()
}

/// Whether a document is an envelope.
pub(super) fn is_envelope(root: &Node) -> bool {
    root.get("entries").is_some_and(|e| e.elements().is_some())
}

impl<'n> Envelope<'n> {
    /// Reads the file's tree.
    ///
    /// # Errors
    /// The finding that makes it unusable.
    pub fn read(root: &'n Node, origin: &Origin) -> Result<Self, Box<Diagnostic>> {
        let wrong = |node: &Node, what: &str| {
            Box::new(
                Diagnostic::new(codes::FOLDER_EXPORT, format!("`{FILE}` {what}"))
                    .at(origin.place(node.head(), ""), "written by `bindery unpack`")
                    .with_help("take it back from version control, or unpack the package again"),
            )
        };
        let mut envelope = Self {
            folders: Vec::new(),
            entries: Vec::new(),
        };
        let folders = root.get("folders").and_then(Node::members);
        for member in folders.unwrap_or_default() {
            match member.node.as_str() {
                Some(folder) if folder == HERE || is_folder_name(folder) => {
                    envelope.folders.push((&member.key.text, folder));
                }
                _ => return Err(wrong(&member.node, "names a folder outside its own")),
            }
        }
        for entry in root
            .get("entries")
            .and_then(Node::elements)
            .unwrap_or_default()
        {
            let Some(name) = entry.get("name").and_then(Node::as_str) else {
                return Err(wrong(entry, "has an entry without a name"));
            };
            if leaves(name) {
                return Err(wrong(entry, "names a path outside the package"));
            }
            let text = |key: &str| entry.get(key).and_then(Node::as_str);
            let content = if let Some(json) = entry.get("json") {
                Content::Json(json)
            } else if let Some(text) = text("text") {
                Content::Bytes(text.as_bytes().to_vec())
            } else if let Some(Ok(bytes)) = text("base64").map(|t| STANDARD.decode(t)) {
                Content::Bytes(bytes)
            } else if entry.get("folder").is_some() {
                Content::Folder
            } else {
                return Err(wrong(entry, "has an entry that holds nothing"));
            };
            envelope.entries.push(Carried { name, content });
        }
        Ok(envelope)
    }

    /// The folder of a connection.
    pub fn folder_of(&self, key: &str) -> Option<&'n str> {
        self.folders
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, f)| *f)
    }

    /// Whether any connection has a folder.
    pub const fn has_folders(&self) -> bool {
        !self.folders.is_empty()
    }
}

/// The connections of a document, by their keys.
pub(super) fn connections(root: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let members = root.members().unwrap_or_default().iter();
    members
        .filter(|m| m.node.get(ATTRIBUTE_LIST).is_some())
        .map(|m| (m.key.text.as_str(), &m.node))
}

/// Whether a name is that of one folder, on any system.
pub(super) fn is_folder_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !leaves(name)
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        && !name.chars().any(char::is_control)
        && Path::new(name).components().count() == 1
}

/// Writes the file: the folders, and the entries as `name` and what follows it.
pub(super) fn write(folders: &[(String, String)], entries: &[(String, String)]) -> String {
    let lines = |pairs: &[(String, String)], line: fn(&(String, String)) -> String| {
        pairs.iter().map(line).collect::<Vec<_>>().join(",\n")
    };
    let folders = lines(folders, |(key, folder)| {
        format!("    {}: {}", quote(key), quote(folder))
    });
    let entries = lines(entries, |(name, content)| {
        format!(
            "    {{\n      \"name\": {},\n      {content}\n    }}",
            quote(name)
        )
    });
    format!("{{\n  \"folders\": {{\n{folders}\n  }},\n  \"entries\": [\n{entries}\n  ]\n}}\n")
}

/// The member that holds any bytes.
pub(super) fn bytes_member(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => format!("\"text\": {}", quote(text)),
        Err(_) => format!("\"base64\": {}", quote(&STANDARD.encode(bytes))),
    }
}
