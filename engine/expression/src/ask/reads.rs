//! Which names and paths does a template read?

use std::collections::BTreeSet;

use bindery_grammar::ast::{Access, Expression, ExpressionKind, Member, Script, Template};
use bindery_grammar::{free_names, walk_expressions};
use bindery_model::catalogue::FieldType;

use super::path::{Path, Segment, SegmentKey};
use super::walk::{Known, walk};
use crate::attribute::type_of_root;
use crate::class::{ClassName, resolve};

/// A path that a template reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The longest path from a root, with its place; `user.getEmail()` reads `user.email`.
    pub path: Path,
    /// Whether null along the path, after its first step, fails nothing: each later step is `?.`
    /// or `*.`, or a test around it has shown that what stands before is not null.
    pub guarded: bool,
}

/// The paths that a template reads, in the order of its text; a path read twice is there twice.
#[must_use]
pub fn reads(template: &Template) -> Vec<Read> {
    let mut found: Vec<Read> = Vec::new();
    for binding in template.bindings() {
        let roots = roots(&binding.script);
        let mut end = 0;
        walk(&binding.script, &mut |it: &Expression, known: &Known| {
            // Outer before inner: what lies inside the last path is a part of it.
            if it.span.start < end {
                return;
            }
            let Some(path) = getter(it).or_else(|| Path::of(it)) else {
                return;
            };
            end = it.span.end;
            if is_read(&path, &roots) {
                let guarded = is_guarded(&path, known);
                found.push(Read { path, guarded });
            }
        });
    }
    found.sort_by_key(|read| read.path.span.start);
    found
}

/// The names of a script that come from the context: neither declared nor assigned in it.
pub(super) fn roots(script: &Script) -> BTreeSet<&str> {
    let mut roots = free_names(script);
    roots.remove("binding");
    walk_expressions(script, &mut |it| {
        if let ExpressionKind::Assign { target, .. } = &it.kind
            && let ExpressionKind::Name(name) = &target.kind
        {
            roots.remove(name.as_str());
        }
    });
    roots
}

/// Whether a path starts at the context and not at a class.
pub(super) fn is_read(path: &Path, roots: &BTreeSet<&str>) -> bool {
    roots.contains(path.root.as_str()) && class_in(path).is_none()
}

/// The class that a path spells or starts with, as written.
pub(super) fn class_in(path: &Path) -> Option<String> {
    let mut name = path.root.clone();
    for steps in 0..=path.segments.len() {
        if let Some(segment) = steps.checked_sub(1).and_then(|at| path.segments.get(at)) {
            let SegmentKey::Name(next) = &segment.key else {
                return None;
            };
            name = format!("{name}.{next}");
        }
        let last = name.rsplit('.').next().unwrap_or_default();
        if last.starts_with(|first: char| first.is_ascii_uppercase())
            && resolve(&name) != ClassName::Unknown
        {
            return Some(name);
        }
    }
    None
}

/// `user.getEmail()` as `user.email`, for objects of the engine.
fn getter(it: &Expression) -> Option<Path> {
    let ExpressionKind::Call {
        target: Some(target),
        member: Member::Name(name),
        access,
        arguments,
    } = &it.kind
    else {
        return None;
    };
    let property = crate::call::getter_property(&name.text)?;
    let mut path = Path::of(target)?;
    if !arguments.is_empty()
        || !path.segments.is_empty()
        || type_of_root(&path.root) == FieldType::Any
    {
        return None;
    }
    path.segments.push(Segment {
        key: SegmentKey::Name(property),
        access: *access,
        span: name.span.range(),
    });
    path.span = it.span.range();
    Some(path)
}

fn is_guarded(path: &Path, known: &Known) -> bool {
    path.segments
        .iter()
        .enumerate()
        .skip(1)
        .all(|(at, segment)| {
            segment.access != Access::Plain || known.has(&path.prefix(at).to_string())
        })
}
