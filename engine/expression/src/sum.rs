//! Sums of what needs no script: `response.first + ' ' + response.last.trim()`.
//!
//! Terms are evaluated and added from left to right by the operator that scripts use, so that a sum
//! means what it means there. Strings that can be read where they lie are joined at once.

use bindery_grammar::ast::Span;

use crate::access::{chain, read_path};
use crate::context::Context;
use crate::direct::peek;
use crate::error::Outcome;
use crate::operator::add;
use crate::program::Simple;
use crate::run::Run;
use crate::value::Value;

/// `a + b + c`, left to right.
#[derive(Debug)]
pub(crate) struct Sum {
    pub(crate) first: Term,
    /// What is added, each with the place of its sum.
    pub(crate) added: Vec<(Span, Term)>,
}

/// A term of a sum: what needs no script.
#[derive(Debug)]
pub(crate) enum Term {
    Simple(Simple),
    /// A chain of the tables that starts at a path.
    Chain(i64),
}

impl Sum {
    /// The text of a sum of strings that can be peeked at; `None` for another, or one that is longer
    /// than so many bytes.
    pub(crate) fn join(&self, context: &Context, most: usize) -> Option<String> {
        let terms = self.added.iter().map(|(_, term)| term);
        let texts = std::iter::once(&self.first)
            .chain(terms)
            .map(|term| match term {
                Term::Simple(Simple::Constant(Value::String(text))) => Some(text),
                Term::Simple(Simple::Path(path)) => match peek(context, path)? {
                    Value::String(text) => Some(text),
                    _ => None,
                },
                _ => None,
            });
        let length = texts
            .clone()
            .try_fold(0_usize, |sum, text| sum.checked_add(text?.len()))?;
        if length > most {
            return None;
        }
        let mut joined = String::with_capacity(length);
        texts.flatten().for_each(|text| joined.push_str(text));
        Some(joined)
    }

    /// The value of the sum.
    pub(crate) fn value(&self, run: &Run<'_>) -> Outcome<Value> {
        let mut value = self.first.value(run)?;
        for (span, added) in &self.added {
            let added = added.value(run)?;
            value = add(run, &value, &added).map_err(|error| Box::new(error.at(span.range())))?;
        }
        Ok(value)
    }
}

impl Term {
    fn value(&self, run: &Run<'_>) -> Outcome<Value> {
        match self {
            Self::Simple(Simple::Constant(value)) => Ok(value.clone()),
            Self::Simple(Simple::Path(path)) => read_path(run, path),
            Self::Chain(index) => chain(run, *index),
        }
    }
}
