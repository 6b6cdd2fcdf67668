//! The string literals of a script, to fill parameters into them.

use bindery_grammar::ast::{
    Argument, Element, Expression, ExpressionKind, MapEntry, MapKey, Member, Script, Span,
    Statement, StatementKind, StringPart,
};

/// Calls `f` with every literal text of a script and the span of the literal it belongs to.
/// The grammar bounds nesting, so recursion is safe.
pub(crate) fn visit(script: &mut Script, f: &mut dyn FnMut(&mut String, Span)) {
    for s in &mut script.statements {
        statement(s, f);
    }
}

fn statements(list: &mut [Statement], f: &mut dyn FnMut(&mut String, Span)) {
    for s in list {
        statement(s, f);
    }
}

fn expressions(list: &mut [Expression], f: &mut dyn FnMut(&mut String, Span)) {
    for e in list {
        expression(e, f);
    }
}

fn statement(s: &mut Statement, f: &mut dyn FnMut(&mut String, Span)) {
    match &mut s.kind {
        StatementKind::Expression(e) | StatementKind::Throw(e) => expression(e, f),
        StatementKind::Declare { names, .. } => {
            for (_, value) in names {
                value.iter_mut().for_each(|e| expression(e, f));
            }
        }
        StatementKind::DeclareTuple { value, .. } => expression(value, f),
        StatementKind::If {
            condition,
            then,
            otherwise,
        } => {
            expression(condition, f);
            statement(then, f);
            if let Some(s) = otherwise {
                statement(s, f);
            }
        }
        StatementKind::ForIn { iterable, body, .. } => {
            expression(iterable, f);
            statement(body, f);
        }
        StatementKind::For {
            init,
            condition,
            update,
            body,
        } => {
            statements(init, f);
            condition.iter_mut().for_each(|e| expression(e, f));
            expressions(update, f);
            statement(body, f);
        }
        StatementKind::Labelled { body, .. } => statement(body, f),
        StatementKind::While { condition, body } => {
            expression(condition, f);
            statement(body, f);
        }
        StatementKind::Return(value) => value.iter_mut().for_each(|e| expression(e, f)),
        StatementKind::Block(body) | StatementKind::Method { body, .. } => statements(body, f),
        StatementKind::Try {
            body,
            catches,
            finally,
        } => {
            statements(body, f);
            for c in catches {
                statements(&mut c.body, f);
            }
            if let Some(body) = finally {
                statements(body, f);
            }
        }
        StatementKind::Switch { subject, cases } => {
            expression(subject, f);
            for case in cases {
                case.label.iter_mut().for_each(|e| expression(e, f));
                statements(&mut case.body, f);
            }
        }
        StatementKind::Assert { condition, message } => {
            expression(condition, f);
            message.iter_mut().for_each(|e| expression(e, f));
        }
        StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Jump { .. }
        | StatementKind::StaticImport { .. }
        | StatementKind::Import { .. }
        | StatementKind::Unsupported { .. } => {}
    }
}

fn elements(list: &mut [Element], f: &mut dyn FnMut(&mut String, Span)) {
    for element in list {
        match element {
            Element::Value(e) | Element::Spread(e) => expression(e, f),
        }
    }
}

fn key(k: &mut MapKey, f: &mut dyn FnMut(&mut String, Span)) {
    match k {
        MapKey::Literal(e) | MapKey::Computed(e) => expression(e, f),
    }
}

fn arguments(list: &mut [Argument], f: &mut dyn FnMut(&mut String, Span)) {
    for argument in list {
        match argument {
            Argument::Value(e) | Argument::Spread(e) => expression(e, f),
            Argument::Named(k, e) => {
                key(k, f);
                expression(e, f);
            }
        }
    }
}

fn member(m: &mut Member, f: &mut dyn FnMut(&mut String, Span)) {
    if let Member::Dynamic(e) = m {
        expression(e, f);
    }
}

fn expression(e: &mut Expression, f: &mut dyn FnMut(&mut String, Span)) {
    let span = e.span;
    match &mut e.kind {
        ExpressionKind::String(text) => f(text, span),
        ExpressionKind::Interpolated(parts) => {
            for part in parts {
                match part {
                    StringPart::Text(text) => f(text, span),
                    StringPart::Script(script) => visit(script, f),
                    StringPart::Path(e) => expression(e, f),
                }
            }
        }
        ExpressionKind::List(list) => elements(list, f),
        ExpressionKind::Map(entries) => {
            for entry in entries {
                match entry {
                    MapEntry::Pair(k, e) => {
                        key(k, f);
                        expression(e, f);
                    }
                    MapEntry::Spread(e) => expression(e, f),
                }
            }
        }
        ExpressionKind::Range { from, to, .. } => {
            expression(from, f);
            expression(to, f);
        }
        ExpressionKind::Property {
            target, member: m, ..
        } => {
            expression(target, f);
            member(m, f);
        }
        ExpressionKind::Index { target, indexes } => {
            expression(target, f);
            elements(indexes, f);
        }
        ExpressionKind::Call {
            target,
            member: m,
            arguments: args,
            ..
        } => {
            if let Some(e) = target {
                expression(e, f);
            }
            member(m, f);
            arguments(args, f);
        }
        ExpressionKind::CallValue {
            callee,
            arguments: args,
        } => {
            expression(callee, f);
            arguments(args, f);
        }
        ExpressionKind::MethodReference { target, .. } => expression(target, f),
        ExpressionKind::New {
            arguments: args, ..
        } => arguments(args, f),
        ExpressionKind::NewArray { sizes, .. } => expressions(sizes, f),
        ExpressionKind::Closure { body, .. } => statements(body, f),
        ExpressionKind::Unary { operand, .. } => expression(operand, f),
        ExpressionKind::Step { target, .. } => expression(target, f),
        ExpressionKind::Binary { left, right, .. } => {
            expression(left, f);
            expression(right, f);
        }
        ExpressionKind::InstanceOf { value, .. }
        | ExpressionKind::As { value, .. }
        | ExpressionKind::Cast { value, .. } => expression(value, f),
        ExpressionKind::Ternary {
            condition,
            then,
            otherwise,
        } => {
            expression(condition, f);
            expression(then, f);
            expression(otherwise, f);
        }
        ExpressionKind::Elvis { value, otherwise } => {
            expression(value, f);
            expression(otherwise, f);
        }
        ExpressionKind::Assign { target, value, .. } => {
            expression(target, f);
            expression(value, f);
        }
        ExpressionKind::AssignTuple { targets, value } => {
            expressions(targets, f);
            expression(value, f);
        }
        ExpressionKind::Null
        | ExpressionKind::Boolean(_)
        | ExpressionKind::Number(_)
        | ExpressionKind::Name(_)
        | ExpressionKind::Unsupported { .. } => {}
    }
}
