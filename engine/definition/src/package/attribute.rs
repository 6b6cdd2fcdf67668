//! An attribute as it stands in a package: empty, encrypted, or JSON.

use std::fmt;
use std::sync::Arc;

use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_model::catalogue::AttributeKind;

use crate::json::{Node, Problem, parse_shared};
use crate::origin::Origin;

/// An attribute as it stands.
#[derive(Clone)]
pub struct Attribute {
    /// EIC's name.
    pub name: String,
    /// What it holds.
    pub content: AttributeContent,
    origin: Arc<Origin>,
    place: Place,
    problems: Vec<Problem>,
}

/// What an attribute holds.
#[derive(Clone, PartialEq, Eq)]
pub enum AttributeContent {
    /// Nothing.
    Empty,
    /// JSON, read as far as it could be.
    Json(Node),
    /// Text that EIC encrypted on export (design D8).
    Encrypted,
}

/// What EIC writes for an empty encrypted value (field-notes §1).
const EMPTY_ENCRYPTED: &str = "W0BQwICJgA4QnMUdMobNxg==";

/// The shortest encrypted text: one cipher block in base64.
const LEAST_ENCRYPTED: usize = 24;

impl Attribute {
    /// Reads an attribute's text.
    pub(super) fn read(name: &str, text: &Arc<str>, origin: Arc<Origin>, place: Place) -> Self {
        let (content, problems) = content(text);
        Self {
            name: name.to_owned(),
            content,
            origin,
            place,
            problems,
        }
    }

    /// An attribute that stands as JSON.
    pub(super) fn node(name: &str, node: Node, origin: Arc<Origin>) -> Self {
        Self {
            name: name.to_owned(),
            place: origin.place(node.span(), ""),
            content: AttributeContent::Json(node),
            origin,
            problems: Vec::new(),
        }
    }

    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Where its text came from, to place ranges of its nodes.
    #[must_use]
    pub const fn origin(&self) -> &Arc<Origin> {
        &self.origin
    }

    /// What is wrong with its JSON.
    pub(super) fn problems(&self) -> impl Iterator<Item = Diagnostic> {
        self.problems
            .iter()
            .map(|p| p.clone().into_diagnostic(&self.origin))
    }

    /// The finding for an encrypted attribute.
    pub(super) fn encrypted(&self, kind: AttributeKind) -> Diagnostic {
        let help = if kind == AttributeKind::Connection {
            "give your own with --connection-json FILE"
        } else {
            "paste the attribute's text from the connection's page in EIC"
        };
        Diagnostic::new(
            codes::ENCRYPTED_ATTRIBUTE,
            format!("`{}` is encrypted and cannot be read", self.name),
        )
        .at(self.place.clone(), "encrypted by EIC on export")
        .with_help(help)
    }
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content = match self.content {
            AttributeContent::Empty => "empty",
            AttributeContent::Json(_) => "json",
            AttributeContent::Encrypted => "encrypted",
        };
        write!(f, "Attribute({}, {content})", self.name)
    }
}

/// What a text holds, and what is wrong with it.
pub(super) fn content(text: &Arc<str>) -> (AttributeContent, Vec<Problem>) {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed == EMPTY_ENCRYPTED || trimmed == "null" {
        return (AttributeContent::Empty, Vec::new());
    }
    let is_base64 = trimmed.len() >= LEAST_ENCRYPTED
        && trimmed
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'\r' | b'\n'));
    if is_base64 {
        return (AttributeContent::Encrypted, Vec::new());
    }
    let parsed = parse_shared(text);
    let content = parsed
        .root
        .map_or(AttributeContent::Empty, AttributeContent::Json);
    (content, parsed.problems)
}
