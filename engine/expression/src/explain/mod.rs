//! What an error says to the author beyond its one clause: which part was null, what was meant,
//! which values stand nearby, and what to do next.
//!
//! Works on the syntax tree after an evaluation has failed, so that a script that catches its
//! errors pays nothing. It changes words only: kind, code and place stay.

mod members;
mod names;
mod nearby;
mod null;
mod steps;

use std::ops::Range;

use bindery_grammar::ast::{Expression, Script, Template};
use bindery_grammar::walk_expressions;

use crate::context::Context;
use crate::error::{EvalError, Kind};

/// The longest piece of source or value that a message repeats, in characters.
const LONGEST: usize = 48;

/// Completes an error of an evaluation of `template`.
pub(crate) fn explain(template: &Template, context: &Context, error: &mut EvalError) {
    let binding = template
        .bindings()
        .find(|binding| within(&error.span, &binding.span.range()));
    if let Some(binding) = binding.filter(|_| !error.span.is_empty()) {
        let site = site(&binding.script, &error.span);
        match error.kind {
            Kind::NullPointer => null::explain(site, context, error),
            Kind::MissingVariable => names::explain(context, error),
            Kind::MissingProperty => members::attribute(site, error),
            Kind::MissingMethod => members::method(error),
            _ => {}
        }
        if error.kind != Kind::Limit {
            nearby::explain(&binding.script, context, error);
        }
    }
    complete(error);
}

/// Gives an error a next step if nothing else did; also for errors of compiling.
pub(crate) fn complete(error: &mut EvalError) {
    if error.help.is_none() {
        error.help = Some(steps::next(error));
    }
}

/// The innermost expression around a place.
fn site<'s>(script: &'s Script, span: &Range<usize>) -> Option<&'s Expression> {
    let mut found: Option<&Expression> = None;
    walk_expressions(script, &mut |expression| {
        let range = expression.span.range();
        let inner = found.is_none_or(|it| range.len() <= it.span.range().len());
        if inner && within(span, &range) {
            found = Some(expression);
        }
    });
    found
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Text of at most [`LONGEST`] characters on one line.
fn cut(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().count() <= LONGEST {
        return text;
    }
    let mut short: String = text.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}
