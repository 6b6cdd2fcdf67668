//! What the helpers look up by index: one set of tables per template, shared by its scripts.

use bindery_grammar::ast::Span;

use super::Chain;
use crate::library::Function;
use crate::value::{Signature, Text, Value};

/// The tables of a template.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) constants: Vec<Value>,
    pub(crate) paths: Vec<Path>,
    pub(crate) chains: Vec<Chain>,
    pub(crate) calls: Vec<CallSite>,
    pub(crate) names: Vec<Text>,
    pub(crate) types: Vec<TypeRef>,
    pub(crate) strings: Vec<Vec<Text>>,
    pub(crate) signatures: Vec<Signature>,
    /// Names that scripts of the template assign, which are no roots from then on.
    pub(crate) assigned: Vec<String>,
}

/// A type of a declaration, cast or `new`, resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeRef {
    /// Full class name, or the name of a primitive.
    pub(crate) name: String,
    pub(crate) dimensions: usize,
}

/// A method call: what is called, and what the registry holds under that name.
#[derive(Debug)]
pub(crate) struct CallSite {
    pub(crate) name: Text,
    pub(crate) candidates: &'static [&'static Function],
}

/// A dotted path, from a root of the context or from a value.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    /// The root; empty when it starts at a value.
    pub(crate) root: Text,
    pub(crate) root_span: Span,
    pub(crate) segments: Vec<Segment>,
}

/// One step of a path.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) name: Text,
    pub(crate) step: Step,
    pub(crate) span: Span,
}

/// How a step treats null and lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Plain,
    Safe,
    Spread,
}

macro_rules! interned {
    ($method:ident, $field:ident, $item:ty) => {
        pub(crate) fn $method(&mut self, item: $item) -> usize {
            self.$field.push(item);
            self.$field.len() - 1
        }
    };
}

impl Tables {
    interned!(add_constant, constants, Value);
    interned!(add_path, paths, Path);
    interned!(add_chain, chains, Chain);
    interned!(add_strings, strings, Vec<Text>);
    interned!(add_signature, signatures, Signature);

    pub(crate) fn add_name(&mut self, name: &str) -> usize {
        if let Some(index) = self.names.iter().position(|known| known.as_str() == name) {
            return index;
        }
        self.names.push(Text::from(name));
        self.names.len() - 1
    }

    pub(crate) fn add_type(&mut self, ty: TypeRef) -> usize {
        if let Some(index) = self.types.iter().position(|known| *known == ty) {
            return index;
        }
        self.types.push(ty);
        self.types.len() - 1
    }

    pub(crate) fn add_call(&mut self, name: &str) -> usize {
        if let Some(index) = self
            .calls
            .iter()
            .position(|known| known.name.as_str() == name)
        {
            return index;
        }
        let candidates = crate::library::named(name);
        self.calls.push(CallSite {
            name: Text::from(name),
            candidates,
        });
        self.calls.len() - 1
    }
}
