//! Walking a script with what is known at each expression: the paths that a test around it, or
//! before it, has shown not to be null.

use bindery_grammar::ast::{
    Argument, BinaryOperator, Element, Expression, ExpressionKind, MapEntry, MapKey, Member,
    Script, Statement, StatementKind, StringPart,
};

use super::facts::facts;

/// The paths known not to be null.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(Vec<String>);

impl Known {
    /// Whether a path, written with plain dots, is known not to be null.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.iter().any(|known| known == path)
    }

    /// Whether nothing is known.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn when(&self, condition: &Expression, holds: bool) -> Self {
        let mut more = self.clone();
        more.0.extend(facts(condition, holds));
        more
    }

    /// A name was assigned: what was known of it is known no more.
    fn forget(&mut self, name: &str) {
        self.0.retain(|path| {
            path.strip_prefix(name)
                .is_none_or(|rest| !(rest.is_empty() || rest.starts_with(['.', '['])))
        });
    }
}

/// Sees every expression, an outer one before those inside it, with what is known there.
pub(super) trait Visitor<'a> {
    fn expression(&mut self, expression: &'a Expression, known: &Known);
}

impl<'a, F: FnMut(&'a Expression, &Known)> Visitor<'a> for F {
    fn expression(&mut self, expression: &'a Expression, known: &Known) {
        self(expression, known);
    }
}

/// Walks a script.
pub(super) fn walk<'a>(script: &'a Script, visitor: &mut dyn Visitor<'a>) {
    statements(&script.statements, &mut Known::default(), visitor);
}

fn statements<'a>(list: &'a [Statement], known: &mut Known, visitor: &mut dyn Visitor<'a>) {
    for it in list {
        statement(it, known, visitor);
    }
}

/// Walks in a scope of its own: what is learnt inside stays inside.
fn inside<'a>(list: &'a [Statement], known: &Known, visitor: &mut dyn Visitor<'a>) {
    statements(list, &mut known.clone(), visitor);
}

fn statement<'a>(it: &'a Statement, known: &mut Known, visitor: &mut dyn Visitor<'a>) {
    match &it.kind {
        StatementKind::Expression(value) | StatementKind::Throw(value) => {
            expression(value, known, visitor);
            if let ExpressionKind::Assign { target, .. } = &value.kind
                && let ExpressionKind::Name(name) = &target.kind
            {
                known.forget(name);
            }
        }
        StatementKind::Return(value) => each(value, known, visitor),
        StatementKind::DeclareTuple { value, .. } => expression(value, known, visitor),
        StatementKind::Declare { names, .. } => {
            for (name, value) in names {
                each(value, known, visitor);
                known.forget(&name.text);
            }
        }
        StatementKind::If {
            condition,
            then,
            otherwise,
        } => {
            expression(condition, known, visitor);
            statement(then, &mut known.when(condition, true), visitor);
            if let Some(otherwise) = otherwise {
                statement(otherwise, &mut known.when(condition, false), visitor);
            }
            match otherwise {
                None if leaves(then) => *known = known.when(condition, false),
                Some(otherwise) if leaves(otherwise) => *known = known.when(condition, true),
                _ => {}
            }
        }
        StatementKind::ForIn { iterable, body, .. } => {
            expression(iterable, known, visitor);
            statement(body, &mut known.clone(), visitor);
        }
        StatementKind::For {
            init,
            condition,
            update,
            body,
        } => {
            let mut scope = known.clone();
            statements(init, &mut scope, visitor);
            each(condition, &scope, visitor);
            each(update, &scope, visitor);
            statement(body, &mut scope, visitor);
        }
        StatementKind::Labelled { body, .. } => statement(body, known, visitor),
        StatementKind::While { condition, body } => {
            expression(condition, known, visitor);
            statement(body, &mut known.when(condition, true), visitor);
        }
        StatementKind::Block(body) | StatementKind::Method { body, .. } => {
            inside(body, known, visitor);
        }
        StatementKind::Try {
            body,
            catches,
            finally,
        } => {
            inside(body, known, visitor);
            for catch in catches {
                inside(&catch.body, known, visitor);
            }
            if let Some(finally) = finally {
                inside(finally, known, visitor);
            }
        }
        StatementKind::Switch { subject, cases } => {
            expression(subject, known, visitor);
            for case in cases {
                each(&case.label, known, visitor);
                inside(&case.body, known, visitor);
            }
        }
        StatementKind::Assert { condition, message } => {
            expression(condition, known, visitor);
            each(message, known, visitor);
            *known = known.when(condition, true);
        }
        StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Jump { .. }
        | StatementKind::StaticImport { .. }
        | StatementKind::Import { .. }
        | StatementKind::Unsupported { .. } => {}
    }
}

/// Whether what follows a statement is not reached after it.
pub(super) fn leaves(it: &Statement) -> bool {
    match &it.kind {
        StatementKind::Return(_)
        | StatementKind::Throw(_)
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Jump { .. } => true,
        StatementKind::Block(body) => body.last().is_some_and(leaves),
        _ => false,
    }
}

fn each<'a>(
    list: impl IntoIterator<Item = &'a Expression>,
    known: &Known,
    visitor: &mut dyn Visitor<'a>,
) {
    for it in list {
        expression(it, known, visitor);
    }
}

fn expression<'a>(it: &'a Expression, known: &Known, visitor: &mut dyn Visitor<'a>) {
    visitor.expression(it, known);
    match &it.kind {
        ExpressionKind::Ternary {
            condition,
            then,
            otherwise,
        } => {
            expression(condition, known, visitor);
            expression(then, &known.when(condition, true), visitor);
            expression(otherwise, &known.when(condition, false), visitor);
        }
        ExpressionKind::Elvis { value, otherwise } => {
            expression(value, known, visitor);
            expression(otherwise, &known.when(value, false), visitor);
        }
        ExpressionKind::Binary {
            operator: operator @ (BinaryOperator::And | BinaryOperator::Or),
            left,
            right,
        } => {
            expression(left, known, visitor);
            let holds = *operator == BinaryOperator::And;
            expression(right, &known.when(left, holds), visitor);
        }
        ExpressionKind::Closure { body, .. } => inside(body, known, visitor),
        ExpressionKind::Interpolated(parts) => {
            for part in parts {
                match part {
                    StringPart::Text(_) => {}
                    StringPart::Script(script) => inside(&script.statements, known, visitor),
                    StringPart::Path(path) => expression(path, known, visitor),
                }
            }
        }
        _ => each(children(it), known, visitor),
    }
}

/// The expressions directly inside one that has no scope or branch of its own.
fn children(it: &Expression) -> Vec<&Expression> {
    let mut found = Vec::new();
    match &it.kind {
        ExpressionKind::List(items) => elements(items, &mut found),
        ExpressionKind::Map(entries) => {
            for entry in entries {
                match entry {
                    MapEntry::Pair(key, value) => {
                        found.extend(computed(key));
                        found.push(value);
                    }
                    MapEntry::Spread(value) => found.push(value),
                }
            }
        }
        ExpressionKind::Property { target, member, .. } => {
            found.push(target);
            found.extend(dynamic(member));
        }
        ExpressionKind::Index { target, indexes } => {
            found.push(target);
            elements(indexes, &mut found);
        }
        ExpressionKind::Call {
            target,
            member,
            arguments: list,
            ..
        } => {
            found.extend(target.as_deref());
            found.extend(dynamic(member));
            arguments(list, &mut found);
        }
        ExpressionKind::CallValue {
            callee,
            arguments: list,
        } => {
            found.push(callee);
            arguments(list, &mut found);
        }
        ExpressionKind::New {
            arguments: list, ..
        } => arguments(list, &mut found),
        ExpressionKind::NewArray { sizes, .. } => found.extend(sizes),
        ExpressionKind::MethodReference { target, .. } | ExpressionKind::Step { target, .. } => {
            found.push(target);
        }
        ExpressionKind::Unary { operand: value, .. }
        | ExpressionKind::InstanceOf { value, .. }
        | ExpressionKind::As { value, .. }
        | ExpressionKind::Cast { value, .. } => found.push(value),
        ExpressionKind::Range { from, to, .. } => found.extend([from.as_ref(), to.as_ref()]),
        ExpressionKind::Binary { left, right, .. } => {
            found.extend([left.as_ref(), right.as_ref()]);
        }
        ExpressionKind::Assign { target, value, .. } => {
            found.extend([target.as_ref(), value.as_ref()]);
        }
        ExpressionKind::AssignTuple { targets, value } => {
            found.extend(targets);
            found.push(value);
        }
        _ => {}
    }
    found
}

fn computed(key: &MapKey) -> Option<&Expression> {
    match key {
        MapKey::Computed(key) => Some(key),
        MapKey::Literal(_) => None,
    }
}

fn dynamic(member: &Member) -> Option<&Expression> {
    match member {
        Member::Dynamic(name) => Some(name),
        Member::Name(_) => None,
    }
}

fn elements<'a>(list: &'a [Element], found: &mut Vec<&'a Expression>) {
    for Element::Value(value) | Element::Spread(value) in list {
        found.push(value);
    }
}

fn arguments<'a>(list: &'a [Argument], found: &mut Vec<&'a Expression>) {
    for argument in list {
        match argument {
            Argument::Value(value) | Argument::Spread(value) => found.push(value),
            Argument::Named(key, value) => {
                found.extend(computed(key));
                found.push(value);
            }
        }
    }
}
