//! Which functions does a template call, and on what?

use std::ops::Range;

use bindery_grammar::ast::{Expression, ExpressionKind, Member, Template};
use bindery_model::catalogue::Scope;

use super::types::Types;
use super::walk::{Known, walk};
use crate::library::Function;

/// A call of a method.
#[derive(Debug, Clone)]
pub struct CallSite {
    /// The method's name.
    pub name: String,
    /// The class it is called on, as the library names receivers; `None` when it is not known.
    pub receiver: Option<&'static str>,
    /// What the library offers under the name there: at most one where the receiver is known.
    /// Empty for methods of the script's own, for getters of bound objects, and for methods that do
    /// not exist.
    pub functions: Vec<&'static Function>,
    /// How many arguments are written.
    pub arguments: usize,
    /// The bytes of the whole call.
    pub span: Range<usize>,
    /// The bytes of the name.
    pub name_span: Range<usize>,
}

/// The calls of methods on values and classes, an outer one before those inside it.
#[must_use]
pub fn calls(template: &Template, place: Scope) -> Vec<CallSite> {
    let mut found = Vec::new();
    for binding in template.bindings() {
        let types = Types::new(&binding.script, place);
        walk(&binding.script, &mut |it: &Expression, known: &Known| {
            if let ExpressionKind::Call {
                target: Some(target),
                member: Member::Name(name),
                arguments,
                ..
            } = &it.kind
            {
                let (owner, functions) = types.functions(target, &name.text, known);
                found.push(CallSite {
                    name: name.text.clone(),
                    receiver: owner.class,
                    functions,
                    arguments: arguments.len(),
                    span: it.span.range(),
                    name_span: name.span.range(),
                });
            }
        });
    }
    found
}
