//! Which bindings are constant, and what is their value?

use std::ops::Range;

use bindery_grammar::ast::{Binding, Expression, ExpressionKind, Member, Part, Template};
use bindery_grammar::walk_expressions;

use super::path::Path;
use super::reads::{class_in, reads};
use crate::context::Context;
use crate::engine::Engine;
use crate::sink::Sink;
use crate::value::Value;

/// A binding that reads nothing.
#[derive(Debug, Clone)]
pub struct Constant {
    /// Its value.
    pub value: Value,
    /// The bytes of the template.
    pub span: Range<usize>,
}

/// Classes whose objects come from the clock, the zone or the random source.
const VARYING: [&str; 14] = [
    "Date",
    "SimpleDateFormat",
    "DateFormat",
    "Calendar",
    "GregorianCalendar",
    "Instant",
    "LocalDate",
    "LocalDateTime",
    "ZonedDateTime",
    "TimeZone",
    "UUID",
    "Random",
    "SecureRandom",
    "System",
];

/// Methods whose result varies whatever they are called on.
const VARYING_METHODS: [&str; 4] = ["random", "shuffle", "randomUUID", "format"];

/// The bindings of a template that read neither the context nor clock nor random source, folded.
/// A binding whose evaluation fails is not among them.
#[must_use]
pub fn constants(engine: &Engine, template: &Template) -> Vec<Constant> {
    template
        .bindings()
        .filter_map(|binding| fold(engine, binding))
        .collect()
}

fn fold(engine: &Engine, binding: &Binding) -> Option<Constant> {
    let alone = Template {
        parts: vec![Part::Binding(binding.clone())],
    };
    let mut varies = !reads(&alone).is_empty();
    walk_expressions(&binding.script, &mut |it| varies |= is_varying(it));
    if varies {
        return None;
    }
    let program = engine.compile(&alone, Sink::Text).ok()?;
    Some(Constant {
        value: program.evaluate(&Context::new()).ok()?,
        span: binding.span.range(),
    })
}

fn is_varying(it: &Expression) -> bool {
    let varies = |class: &str| VARYING.contains(&crate::class::simple_name(class));
    match &it.kind {
        ExpressionKind::New { class, .. } => varies(&class.name),
        ExpressionKind::Call {
            member: Member::Name(name),
            ..
        } if VARYING_METHODS.contains(&name.text.as_str()) => true,
        ExpressionKind::Name(name) if name == "binding" => true,
        ExpressionKind::Name(_) | ExpressionKind::Property { .. } => Path::of(it)
            .and_then(|path| class_in(&path))
            .is_some_and(|class| varies(&class)),
        _ => false,
    }
}
