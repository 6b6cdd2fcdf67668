//! Walking an attribute's JSON along the tables of its keys: every key that the dialect knows, with
//! where it stands. The reader takes null, empty texts and numbers for texts without a word; rules on
//! them look here.

use std::borrow::Cow;
use std::ops::Range;

use bindery_definition::json::{Member, Node, pointer};
use bindery_definition::shape::{self, Inside, Key, Kind, Shape};
use bindery_definition::{Attribute, AttributeContent};
use bindery_diagnostics::Place;
use bindery_model::catalogue::{AttributeKind, Operation, find_attribute};

use crate::rules::Subject;

/// A member of an object whose key the dialect knows.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    pub(crate) attribute: &'a Attribute,
    pub(crate) shape: &'static Shape,
    pub(crate) key: &'static Key,
    pub(crate) member: &'a Member,
    /// The object that it is a member of.
    pub(crate) object: &'a Node,
    /// The keys above it.
    above: &'a [Cow<'a, str>],
}

impl Site<'_> {
    /// The place of the value.
    pub(crate) fn value_place(&self) -> Place {
        self.place_of(&self.member.node, &[&self.member.key.text])
    }

    /// The place of a key inside the value, with its own name as the last of the keys below.
    pub(crate) fn key_place(&self, member: &Member, below: &[&str]) -> Place {
        self.at(&member.key_span(), below)
    }

    /// The place of a node inside the value, below some more keys.
    pub(crate) fn place_of(&self, node: &Node, below: &[&str]) -> Place {
        self.at(&node.span(), below)
    }

    fn at(&self, span: &Range<usize>, below: &[&str]) -> Place {
        let above = self.above.iter().map(AsRef::as_ref);
        let keys = above.chain(below.iter().copied());
        let path = keys.fold(String::new(), |at, key| pointer(&at, key));
        self.attribute.origin().place(span.clone(), &path)
    }
}

/// Calls a function with every known key of every attribute.
pub(crate) fn walk<'a>(subject: &Subject<'a>, visit: &mut dyn FnMut(&Site<'_>)) {
    for attribute in subject.connection.attributes.values() {
        let AttributeContent::Json(root) = &attribute.content else {
            continue;
        };
        if let Some(shape) = root_of(attribute, root) {
            let mut walk = Walk {
                attribute,
                visit,
                above: Vec::new(),
            };
            walk.object(root, shape);
        }
    }
}

fn root_of(attribute: &Attribute, root: &Node) -> Option<&'static Shape> {
    let has = |key: &str| {
        let mut members = root.members().unwrap_or_default().iter();
        members.any(|m| m.key.text.eq_ignore_ascii_case(key))
    };
    match find_attribute(&attribute.name)?.kind {
        AttributeKind::Connection => Some(&shape::CONNECTION),
        AttributeKind::ImportUser => Some(&shape::USER_IMPORT),
        // A user import that was stored here has been told.
        AttributeKind::ImportAccountEnt => (!has("colsToPropsMap")).then_some(&shape::IMPORT),
        AttributeKind::StatusThreshold if has("statusAndThresholdConfig") => {
            Some(&shape::STATUS_ATTRIBUTE)
        }
        AttributeKind::StatusThreshold => Some(&shape::STATUS_RULES),
        AttributeKind::Operation(Operation::UpdateUser) => Some(&shape::USER_ACTIONS),
        AttributeKind::Operation(_) => Some(&shape::DOCUMENT),
        AttributeKind::Config => Some(&shape::CONFIG),
        AttributeKind::PasswordPolicy => Some(&shape::PASSWORD_POLICY),
        AttributeKind::EndpointsFilter | AttributeKind::Opaque => None,
    }
}

struct Walk<'a, 'v> {
    attribute: &'a Attribute,
    visit: &'v mut dyn FnMut(&Site<'_>),
    above: Vec<Cow<'a, str>>,
}

impl<'a> Walk<'a, '_> {
    /// The tables nest no deeper than calls do, so this ends whatever the text holds.
    fn object(&mut self, node: &'a Node, shape: &'static Shape) {
        for member in node.members().unwrap_or_default() {
            let Some((key, _)) = shape.find(&member.key.text) else {
                continue;
            };
            if key.kind == Kind::Ignored {
                continue;
            }
            (self.visit)(&Site {
                attribute: self.attribute,
                shape,
                key,
                member,
                object: node,
                above: &self.above,
            });
            self.above.push(Cow::Borrowed(&member.key.text));
            match key.inside {
                Inside::Free => {}
                Inside::One(inside) => self.object(&member.node, inside),
                Inside::Each(inside) => self.each(&member.node, inside),
                Inside::Many(inside) => self.many(&member.node, inside),
            }
            self.above.pop();
        }
    }

    fn each(&mut self, node: &'a Node, shape: &'static Shape) {
        for member in node.members().unwrap_or_default() {
            self.above.push(Cow::Borrowed(&member.key.text));
            self.object(&member.node, shape);
            self.above.pop();
        }
    }

    /// Calls: in a list, by name, or a single one.
    fn many(&mut self, node: &'a Node, shape: &'static Shape) {
        if let Some(elements) = node.elements() {
            for (index, element) in elements.iter().enumerate() {
                self.above.push(Cow::Owned(index.to_string()));
                self.object(element, shape);
                self.above.pop();
            }
            return;
        }
        let members = node.members().unwrap_or_default();
        let known = members.iter().filter(|m| shape.find(&m.key.text).is_some());
        let is_request = |m: &Member| m.key.text == "http" || m.key.text == "url";
        if known.count() >= 2 && members.iter().any(is_request) {
            self.object(node, shape);
        } else {
            self.each(node, shape);
        }
    }
}
