//! A connection of a package: its attributes as they stand, and the definition read from them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use bindery_diagnostics::{Diagnostic, Place, SourceId};
use bindery_model::catalogue::{AttributeKind, Operation, Scope, find_attribute};
use indexmap::IndexMap;

use crate::json::{JsonString, Node};
use crate::model::Definition;
use crate::origin::Origin;
use crate::parameters::Parameters;
use crate::read::{self, Reader};

use super::{Attribute, AttributeContent, Manifest, NameRule, ReadBackEntry};

/// What kind of connection it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectionKind {
    /// REST: the kind that bindery reads.
    Rest,
    /// Any other, by EIC's name; left alone.
    Other(String),
}

impl ConnectionKind {
    /// Reads `externalconnectiontype`; absent means REST.
    #[must_use]
    pub fn read(text: Option<&str>) -> Self {
        match text.map(str::trim) {
            None | Some("") => Self::Rest,
            Some(kind) if kind.eq_ignore_ascii_case("REST") => Self::Rest,
            Some(kind) => Self::Other(kind.to_owned()),
        }
    }
}

/// One connection.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Its name.
    pub name: String,
    /// Its kind; only REST connections have attributes and a definition.
    pub kind: ConnectionKind,
    /// Where it stands.
    pub place: Place,
    /// `connector.toml`; empty for packages that have none.
    pub manifest: Manifest,
    /// The attributes as they stand, by EIC's name.
    pub attributes: IndexMap<String, Attribute>,
    /// What they say.
    pub definition: Definition,
    diagnostics: Vec<Diagnostic>,
}

impl Connection {
    pub(super) fn new(name: String, kind: ConnectionKind, place: Place) -> Self {
        Self {
            definition: Definition::default(),
            name,
            kind,
            place,
            manifest: Manifest::default(),
            attributes: IndexMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Whether it is a REST connection.
    #[must_use]
    pub fn is_rest(&self) -> bool {
        self.kind == ConnectionKind::Rest
    }

    /// The findings of reading its attributes.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// The parameters of the definition that have no value and that `connector.toml` does not call
    /// optional, each at its first place.
    #[must_use]
    pub fn unfilled(&self) -> Vec<&crate::ParameterUse> {
        let mut unfilled = self.definition.unfilled();
        unfilled.retain(|p| {
            !self
                .manifest
                .parameters
                .get(&p.name)
                .is_some_and(|e| e.optional)
        });
        unfilled
    }

    /// Sets an attribute to the text of a string in an export.
    pub(super) fn set_string(
        &mut self,
        name: &str,
        string: &JsonString,
        token: Range<usize>,
        outer: &Arc<Origin>,
    ) {
        let origin = Origin::attribute_string(outer, string.map(), name);
        let mut place = outer.place(token, "");
        place.attribute = Some(name.to_owned());
        let attribute = Attribute::read(name, &Arc::from(&string.text), origin, place);
        self.attributes.insert(name.to_owned(), attribute);
    }

    /// Sets an attribute to the text of a file.
    pub(super) fn set_file(&mut self, name: &str, source: SourceId, text: &Arc<str>) {
        let origin = Origin::attribute_file(source, name);
        let place = origin.place(0..text.len(), "");
        let attribute = Attribute::read(name, text, origin, place);
        self.attributes.insert(name.to_owned(), attribute);
    }

    /// Sets an attribute to JSON that stands in an export without a string around it.
    pub(super) fn set_node(&mut self, name: &str, node: Node, outer: &Arc<Origin>) {
        let origin = Origin::attribute_file(outer.source(), name);
        self.attributes
            .insert(name.to_owned(), Attribute::node(name, node, origin));
    }

    /// Reads the attributes into the definition.
    pub(super) fn read(&mut self, given: &Parameters) {
        let parameters = self.manifest.with_defaults(given);
        let mut definition = Definition {
            name: self.name.clone(),
            ..Definition::default()
        };
        let mut diagnostics = Vec::new();
        for attribute in self.attributes.values() {
            diagnostics.extend(attribute.problems());
            let Some(entry) = find_attribute(&attribute.name) else {
                continue;
            };
            match &attribute.content {
                AttributeContent::Empty => {}
                AttributeContent::Encrypted => {
                    definition.connection_is_encrypted |= entry.kind == AttributeKind::Connection;
                    diagnostics.push(attribute.encrypted(entry.kind));
                }
                AttributeContent::Json(root) => {
                    let mut reader = Reader {
                        origin: Arc::clone(attribute.origin()),
                        scope: Scope::Connection,
                        parameters: &parameters,
                        definition: &mut definition,
                        diagnostics: &mut diagnostics,
                        idempotent: &self.manifest.idempotent,
                        known: HashMap::new(),
                        counts: HashMap::new(),
                    };
                    read_attribute(&mut reader, entry.kind, root);
                }
            }
        }
        self.read_manifest(&parameters, &mut definition, &mut diagnostics);
        self.definition = definition;
        self.diagnostics = diagnostics;
    }

    /// What `connector.toml` says of calls and names, read like the definition itself.
    fn read_manifest(
        &self,
        parameters: &Parameters,
        definition: &mut Definition,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut reader = Reader {
            origin: Origin::file(self.place.source),
            scope: Scope::Provisioning(Operation::CreateAccount),
            parameters,
            definition,
            diagnostics,
            idempotent: &[],
            known: HashMap::new(),
            counts: HashMap::new(),
        };
        for entry in &self.manifest.in_doubt {
            read::lookup(&mut reader, &entry.of, &entry.place, &entry.node);
        }
        if let Some(ReadBackEntry(node)) = &self.manifest.read_back {
            let read = read::read_back(&mut reader, node);
            reader.definition.read_back = read;
        }
        if let Some(NameRule(node)) = &self.manifest.account_name_rule {
            reader.scope = Scope::Provisioning(Operation::CreateAccount);
            reader.definition.account_name_rule = reader.rule(node);
        }
    }
}

fn read_attribute(reader: &mut Reader<'_>, kind: AttributeKind, root: &Node) {
    match kind {
        AttributeKind::Connection => {
            let read = read::connection(reader, root);
            reader.definition.connection = read;
        }
        AttributeKind::ImportUser => {
            if let Some(users) = read::user_import(reader, root, false) {
                reader.definition.import_user = Some(users);
            }
        }
        AttributeKind::ImportAccountEnt => match read::import(reader, root) {
            Some(read::Imported::Accounts(document)) => reader.definition.import = Some(*document),
            Some(read::Imported::Users(users)) => {
                reader.definition.import_user.get_or_insert(users);
            }
            None => {}
        },
        AttributeKind::StatusThreshold => {
            let read = read::status_attribute(reader, root);
            reader.definition.status_threshold = read;
        }
        AttributeKind::Operation(Operation::UpdateUser) => {
            let read = read::user_actions(reader, root);
            reader.definition.update_user = read;
        }
        AttributeKind::Operation(operation) => {
            if let Some(document) = read::document(reader, root, operation) {
                reader.definition.operations.insert(operation, document);
            }
        }
        AttributeKind::Config => {
            let read = read::config(reader, root);
            reader.definition.config = read;
        }
        AttributeKind::PasswordPolicy => {
            let read = read::password_policy(reader, root);
            reader.definition.password_policy = read;
        }
        AttributeKind::EndpointsFilter => {
            let read = read::endpoints_filter(reader, root);
            reader.definition.endpoints_filter = read;
        }
        AttributeKind::Opaque => {}
    }
}
