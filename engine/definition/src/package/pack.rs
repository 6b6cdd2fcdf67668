//! From a folder to a package (design D10): the entries to write, as data.
//!
//! Where the folder has an `export.json`, the package it came from is put together again: every
//! entry, in its order, with the text of the attribute files in the places of their markers. A file
//! wins over what `export.json` holds; a file that is gone leaves its attribute empty; a file without
//! a place is added behind the other attributes. A folder that never was a package gets the outer
//! fields that an export has. What is ours alone (`connector.toml`, `simulator.json`, `tests/`,
//! `README.md`) and credentials written into ConnectionJSON stay behind.

use std::io::{Cursor, Write};
use std::path::Path;

use bindery_diagnostics::{Diagnostic, Sources, codes};
use bindery_model::catalogue::{ATTRIBUTES, AttributeEntry, AttributeKind};

use crate::json::{Node, parse, quote};
use crate::origin::Origin;

use super::body::{collapsed, edited};
use super::envelope::{self, Content, Envelope, HERE, Marker};
use super::unpack::Refusal;
use super::{Loaded, bytes, credentials, folder, load};

/// A package to write.
#[derive(Debug)]
pub struct Packed {
    /// Paths inside the package with their bytes; a folder, whose path ends with `/`, has none.
    pub entries: Vec<(String, Vec<u8>)>,
    /// What was left out.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that findings point into.
    pub sources: Sources,
    /// How many attributes were packed from files.
    pub attributes: usize,
}

/// Puts a folder together again. `keep_secrets` packs credentials that stand in ConnectionJSON.
///
/// # Errors
/// The path is no connector folder, or its `export.json` is damaged.
pub fn pack(path: &Path, keep_secrets: bool) -> Result<Packed, Box<Refusal>> {
    let shown = path.display().to_string();
    if !path.is_dir() {
        return Err(Refusal::about(
            &shown,
            Diagnostic::new(codes::UNREADABLE, format!("`{shown}` is not a folder"))
                .with_help("give a connector folder, as `bindery unpack` makes one"),
        ));
    }
    let mut packer = Packer {
        root: path,
        keep_secrets,
        packed: Packed {
            entries: Vec::new(),
            diagnostics: Vec::new(),
            sources: Sources::default(),
            attributes: 0,
        },
    };
    match packer.read(&path.join(envelope::FILE))? {
        Some(text)
            if parse(&text)
                .root
                .as_ref()
                .is_some_and(envelope::is_envelope) =>
        {
            packer.again(&text)?;
        }
        Some(text) if !parse(&text).is_structured() => packer.again(&text)?,
        _ => packer.first(path)?,
    }
    Ok(packer.packed)
}

impl Packed {
    /// The package as a zip, the same bytes for the same folder on every day and machine.
    ///
    /// # Errors
    /// An entry's name cannot stand in a zip, or stands there twice.
    pub fn zip(&self) -> std::io::Result<Vec<u8>> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        for (name, content) in &self.entries {
            if name.ends_with('/') {
                writer.add_directory(name.as_str(), options)?;
            } else {
                writer.start_file(name.as_str(), options)?;
                writer.write_all(content)?;
            }
        }
        Ok(writer.finish()?.into_inner())
    }

    /// The exported file alone, where the package has just one.
    #[must_use]
    pub fn export(&self) -> Option<&[u8]> {
        let mut exports = self.entries.iter().filter(|(name, content)| {
            let root = std::str::from_utf8(content)
                .ok()
                .and_then(|t| parse(t).root);
            !super::archive::is_summary(name)
                && root.is_some_and(|r| envelope::connections(&r).next().is_some())
        });
        match (exports.next(), exports.next()) {
            (Some((_, content)), None) => Some(content),
            _ => None,
        }
    }
}

struct Packer<'p> {
    root: &'p Path,
    keep_secrets: bool,
    packed: Packed,
}

impl Packer<'_> {
    fn read(&self, path: &Path) -> Result<Option<String>, Box<Refusal>> {
        if !path.is_file() {
            return Ok(None);
        }
        let shown = path.display().to_string();
        bytes::read_file(path)
            .and_then(|b| bytes::decode(&shown, &b))
            .map(Some)
            .map_err(|found| Refusal::about(&shown, *found))
    }

    /// Puts the package of `export.json` together again.
    fn again(&mut self, text: &str) -> Result<(), Box<Refusal>> {
        let shown = self.root.join(envelope::FILE).display().to_string();
        let source = self.packed.sources.add(shown, text);
        let origin = Origin::file(source);
        let parsed = parse(text);
        let refuse = |packer: &Self, diagnostics: Vec<Diagnostic>| {
            Box::new(Refusal {
                diagnostics,
                sources: packer.packed.sources.clone(),
            })
        };
        let root = match &parsed.root {
            Some(root) if parsed.is_structured() => root,
            _ => {
                let problems = parsed.problems.into_iter();
                let found = problems.map(|p| p.into_diagnostic(&origin)).collect();
                return Err(refuse(self, found));
            }
        };
        let envelope = Envelope::read(root, &origin).map_err(|found| refuse(self, vec![*found]))?;
        for entry in &envelope.entries {
            let content = match &entry.content {
                Content::Folder => Vec::new(),
                Content::Bytes(bytes) => bytes.clone(),
                Content::Json(node) => self.document(text, node, &envelope)?.into_bytes(),
            };
            self.packed.entries.push((entry.name.to_owned(), content));
        }
        Ok(())
    }

    fn document(
        &mut self,
        text: &str,
        root: &Node,
        envelope: &Envelope<'_>,
    ) -> Result<String, Box<Refusal>> {
        let mut edits = Vec::new();
        for (key, connection) in envelope::connections(root) {
            let Some(folder) = envelope.folder_of(key) else {
                continue;
            };
            let folder = if folder == HERE {
                self.root.to_path_buf()
            } else {
                self.root.join(folder)
            };
            let slots = envelope::slots(connection);
            for slot in &slots {
                let marker = Marker::read(slot.value);
                let file = self.attribute(&folder, slot.attribute)?;
                let value = match (file, marker) {
                    (None, None) => continue,
                    (None, Some(_)) => quote(""),
                    (Some(file), marker) => value_of(&file, slot.attribute, marker),
                };
                edits.push((slot.value.span(), value));
            }
            if let Some(list) = connection.get(envelope::ATTRIBUTE_LIST)
                && let Some(elements) = list.elements()
            {
                let mut added = Vec::new();
                for attribute in ATTRIBUTES {
                    if slots.iter().all(|s| s.attribute.name != attribute.name)
                        && let Some(file) = self.attribute(&folder, attribute)?
                    {
                        let value = value_of(&file, attribute, None);
                        added.push(element(attribute.name, &value, "      "));
                    }
                }
                if !added.is_empty() {
                    let before = if elements.is_empty() { "" } else { "," };
                    let at = elements
                        .last()
                        .map_or(list.span().start + 1, |e| e.span().end);
                    edits.push((at..at, format!("{before}\n{}", added.join(",\n"))));
                }
            }
        }
        edits.sort_by_key(|(span, _)| span.start);
        // Cut the root out last, so that its own blanks stay.
        let start = root.span().start;
        let slice = text.get(root.span()).unwrap_or_default();
        let edits = edits
            .into_iter()
            .map(|(span, value)| (span.start - start..span.end - start, value))
            .collect();
        Ok(edited(slice, edits))
    }

    /// The text of an attribute's file, as a package may hold it.
    fn attribute(
        &mut self,
        folder: &Path,
        attribute: &AttributeEntry,
    ) -> Result<Option<String>, Box<Refusal>> {
        let path = folder.join(format!("{}.json", attribute.name));
        let Some(text) = self.read(&path)? else {
            return Ok(None);
        };
        self.packed.attributes += 1;
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        if self.keep_secrets || attribute.kind != AttributeKind::Connection {
            return Ok(Some(text));
        }
        let (packed, left_out) = credentials::left_out(&text);
        if !left_out.is_empty() {
            let source = self.packed.sources.add(path.display().to_string(), text);
            let origin = Origin::attribute_file(source, attribute.name);
            for found in left_out {
                self.packed.diagnostics.push(
                    Diagnostic::new(
                        codes::LEFT_OUT_SECRET,
                        format!(
                            "a credential was left out; `@{}@` stands in its place",
                            found.parameter
                        ),
                    )
                    .at(origin.place(found.span, &found.path), "not packed")
                    .with_help(
                        "write a parameter here, or pack it all the same with --keep-secrets",
                    ),
                );
            }
        }
        Ok(Some(packed))
    }

    /// Makes a package of a folder that never was one.
    fn first(&mut self, path: &Path) -> Result<(), Box<Refusal>> {
        let loaded = load(path);
        if loaded.connections.is_empty() || !folder::is_connector(path) {
            return Err(no_connector(path, loaded));
        }
        let connection = loaded
            .select(None)
            .map_err(|found| Refusal::about(&path.display().to_string(), *found))?;
        let mut elements = Vec::new();
        for attribute in ATTRIBUTES {
            let file = self.attribute(path, attribute)?;
            let value = file.map_or_else(|| "null".to_owned(), |f| value_of(&f, attribute, None));
            elements.push(element(attribute.name, &value, "      "));
        }
        let name = &connection.name;
        let manifest = &connection.manifest;
        let template = manifest.display_name.as_ref().unwrap_or(name);
        let export = format!(
            "{{\n  {}: {{\n    \"sslCertificateId\": null,\n    \"connectionname\": {},\n    \
             \"msconnectorversion\": null,\n    \"connectorms\": false,\n    \
             \"externalconnectiontype\": \"REST\",\n    \"statusForEnableDisable\": 1,\n    \
             \"vaultCredentialConnection\": null,\n    \"sslCertificate\": null,\n    \
             \"vaultConfig\": null,\n    \"credentialChangeConfig\": null,\n    \
             \"templateName\": {},\n    \"templateMandatoryData\": null,\n    \
             \"connectorType\": null,\n    \"connectiondescription\": {},\n    \"status\": 1,\n    \
             \"{}\": [\n{}\n    ]\n  }}\n}}",
            quote(name),
            quote(name),
            quote(template),
            quote(manifest.description.as_deref().unwrap_or_default()),
            envelope::ATTRIBUTE_LIST,
            elements.join(",\n"),
        );
        let summary = format!(
            "{{\n  \"Objects\": {{\n    \"connection\": [\n      {}\n    ]\n  }},\n  \
             \"Information\": {{\n    \"Exported By\": \"bindery\",\n    \
             \"TransferOwners\": \"0\",\n    \"TransferUsers\": \"0\"\n  }}\n}}",
            quote(name)
        );
        let plain: String = name
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || c == '-' {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        self.packed.entries = vec![
            (format!("Connection_{plain}.json"), export.into_bytes()),
            (format!("ObjectSummary_{plain}.json"), summary.into_bytes()),
        ];
        Ok(())
    }
}

fn no_connector(path: &Path, loaded: Loaded) -> Box<Refusal> {
    let diagnostics = loaded.all_diagnostics();
    if !diagnostics.is_empty() && loaded.connections.is_empty() {
        return Box::new(Refusal {
            diagnostics,
            sources: loaded.sources,
        });
    }
    let shown = path.display().to_string();
    Refusal::about(
        &shown,
        Diagnostic::new(
            codes::NO_CONNECTION,
            format!("`{shown}` is no connector folder"),
        )
        .with_help("it needs connector.toml, an attribute's file, or export.json"),
    )
}

/// The value of an attribute, as a document writes it.
fn value_of(file: &str, attribute: &AttributeEntry, marker: Option<Marker>) -> String {
    let marker = marker.unwrap_or(Marker {
        is_json: false,
        keeps_bodies: attribute.kind == AttributeKind::Connection,
        escapes_tags: false,
    });
    if marker.is_json && parse(file).is_structured() {
        return file.trim().to_owned();
    }
    if marker.keeps_bodies {
        marker.quote(file)
    } else {
        marker.quote(&collapsed(file))
    }
}

/// An element of the attribute list.
fn element(name: &str, value: &str, indent: &str) -> String {
    format!(
        "{indent}{{\n{indent}  \"formdata\": null,\n{indent}  \"{}\": {value},\n{indent}  \
         \"credentialSaveStatus\": false,\n{indent}  \"{}\": {}\n{indent}}}",
        envelope::VALUE,
        envelope::NAME,
        quote(name),
    )
}
