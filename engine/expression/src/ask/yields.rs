//! What type does a template yield, and can it be null?

use bindery_grammar::ast::{Part, Statement, StatementKind, Template};
use bindery_model::catalogue::Scope;

use super::types::{Type, Types};
use super::walk::{Known, leaves};

/// The type of a template's value at a place: that of its binding where it is exactly one, text
/// otherwise.
#[must_use]
pub fn yields(template: &Template, place: Scope) -> Type {
    let [Part::Binding(binding)] = template.parts.as_slice() else {
        return Type::TEXT;
    };
    let types = Types::new(&binding.script, place);
    let mut returned = None;
    let last = block(
        &types,
        &binding.script.statements,
        &Known::default(),
        &mut returned,
    );
    match (returned, last) {
        (Some(returned), Some(last)) => last.or(returned),
        (Some(ty), None) | (None, Some(ty)) => ty,
        (None, None) => Type::NULL,
    }
}

/// The value of the last statement, `None` where it is never reached; returned ones are gathered.
fn block(
    types: &Types<'_>,
    statements: &[Statement],
    known: &Known,
    returned: &mut Option<Type>,
) -> Option<Type> {
    let mut known = known.clone();
    let mut last = Some(Type::NULL);
    for it in statements {
        last = statement(types, it, &known, returned);
        if let StatementKind::If {
            condition,
            then,
            otherwise: None,
        } = &it.kind
            && leaves(then)
        {
            known = known.when(condition, false);
        }
        last?;
    }
    last
}

fn statement(
    types: &Types<'_>,
    it: &Statement,
    known: &Known,
    returned: &mut Option<Type>,
) -> Option<Type> {
    match &it.kind {
        StatementKind::Expression(value) => Some(types.of(value, known)),
        StatementKind::Return(value) => {
            let ty = value
                .as_ref()
                .map_or(Type::NULL, |value| types.of(value, known));
            *returned = Some(returned.map_or(ty, |before| before.or(ty)));
            None
        }
        StatementKind::Throw(_) => None,
        StatementKind::If {
            condition,
            then,
            otherwise,
        } => {
            let one = statement(types, then, &known.when(condition, true), returned);
            let two = match otherwise {
                Some(otherwise) => {
                    statement(types, otherwise, &known.when(condition, false), returned)
                }
                None => Some(Type::NULL),
            };
            match (one, two) {
                (Some(one), Some(two)) => Some(one.or(two)),
                (one, two) => one.or(two),
            }
        }
        StatementKind::Block(body) => block(types, body, known, returned),
        StatementKind::Labelled { body, .. } => statement(types, body, known, returned),
        StatementKind::Declare { names, .. } => Some(
            names
                .last()
                .and_then(|(_, value)| value.as_ref())
                .map_or(Type::NULL, |value| types.of(value, known)),
        ),
        // Loops, `try` and `switch` leave what is not worth following; their returns count.
        _ => {
            *returned = Some(Type::UNKNOWN);
            Some(Type::UNKNOWN)
        }
    }
}
