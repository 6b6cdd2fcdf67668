//! Which parts can be null and are dereferenced without a guard?

use std::ops::Range;

use bindery_grammar::ast::{Access, Expression, ExpressionKind, Member, Template};
use bindery_model::catalogue::Scope;

use super::path::Path;
use super::types::{Nullability, Types};
use super::walk::{Known, walk};
use crate::library::named;

/// A part that can be null and is used as if it were not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// The part: `user.email`.
    pub part: String,
    /// What is asked of it: the attribute or method, empty for an element.
    pub asked: String,
    /// Whether it is null whatever the context.
    pub certain: bool,
    /// The bytes of the part.
    pub span: Range<usize>,
}

/// The parts that the catalogue or the function library calls nullable and that are dereferenced
/// with no `?.` and no test around. A part of unknown nullability is not among them. Inside a `try`
/// a risk is one all the same.
#[must_use]
pub fn risks(template: &Template, place: Scope) -> Vec<Risk> {
    let mut found = Vec::new();
    for binding in template.bindings() {
        let types = Types::new(&binding.script, place);
        walk(&binding.script, &mut |it: &Expression, known: &Known| {
            let Some((part, asked)) = dereferenced(it) else {
                return;
            };
            let null = types.of(part, known).null;
            if matches!(null, Nullability::Maybe | Nullability::Always) {
                found.push(Risk {
                    part: Path::of(part).map_or_else(|| part.to_string(), |path| path.to_string()),
                    asked: asked.to_owned(),
                    certain: null == Nullability::Always,
                    span: part.span.range(),
                });
            }
        });
    }
    found.sort_by_key(|risk| (risk.span.start, risk.span.end));
    found
}

/// The part that an expression needs not to be null, and what it asks of it.
fn dereferenced(it: &Expression) -> Option<(&Expression, &str)> {
    match &it.kind {
        ExpressionKind::Property {
            target,
            member: Member::Name(name),
            access: Access::Plain,
        } => Some((target, &name.text)),
        // Null answers some methods itself: `null.toString()`.
        ExpressionKind::Call {
            target: Some(target),
            member: Member::Name(name),
            access: Access::Plain,
            ..
        } if !named(&name.text).iter().any(|it| it.receiver == "null") => {
            Some((target, &name.text))
        }
        ExpressionKind::Index { target, .. } => Some((target, "")),
        _ => None,
    }
}
