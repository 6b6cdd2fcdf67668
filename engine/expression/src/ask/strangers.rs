//! Which names and attributes does the catalogue not know?

use std::ops::Range;

use bindery_grammar::ast::Template;
use bindery_model::catalogue::{FieldType, Scope, bindings_at, find_binding};

use super::path::SegmentKey;
use super::reads::reads;
use crate::attribute::{attributes, has};
use crate::suggest::closest;

/// A name or attribute that nothing provides at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// As written: `custompropertry6`.
    pub name: String,
    /// The root name whose attribute it should be; `None` when it is a root name itself.
    pub owner: Option<String>,
    /// The closest that is known.
    pub meant: Option<String>,
    /// The bytes of the template.
    pub span: Range<usize>,
}

/// The names and attributes of a template that the catalogue does not know at a place. A definition
/// may bind more names (call names, bound columns): those are the caller's to allow.
#[must_use]
pub fn strangers(template: &Template, place: Scope) -> Vec<Stranger> {
    let mut found = Vec::new();
    for read in reads(template) {
        let path = read.path;
        let Some(entry) = find_binding(place, &path.root) else {
            let names = bindings_at(place).map(|entry| entry.name);
            found.push(Stranger {
                meant: closest(&path.root, names).map(str::to_owned),
                span: path.prefix(0).span,
                name: path.root,
                owner: None,
            });
            continue;
        };
        let Some(segment) = path.segments.first() else {
            continue;
        };
        let SegmentKey::Name(name) = &segment.key else {
            continue;
        };
        if entry.ty != FieldType::Any && !has(entry.ty, name) {
            let names = attributes(entry.ty);
            found.push(Stranger {
                meant: closest(name, names.iter().map(String::as_str)).map(str::to_owned),
                span: segment.span.clone(),
                name: name.clone(),
                owner: Some(path.root),
            });
        }
    }
    found
}
