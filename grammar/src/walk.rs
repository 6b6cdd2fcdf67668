//! Walking a tree: every expression once, outer before inner; and which root names a script reads.

use std::collections::BTreeSet;

use crate::ast::{
    Argument, Case, Element, Expression, ExpressionKind, MapEntry, MapKey, Member, Parameter,
    Script, Statement, StatementKind, StringPart,
};

/// Calls `visit` for every expression of a script, an outer one before those inside it.
pub fn walk_expressions<'a>(script: &'a Script, visit: &mut dyn FnMut(&'a Expression)) {
    walk_statements(&script.statements, visit);
}

/// The names that a script uses as values without declaring them anywhere: roots of the context,
/// first segments of class names, and targets of a bare `x = 1`. Names of bare calls, `f()`, are not
/// among them. A name is left out when any declaration, parameter or loop variable of the script has
/// it, whatever its scope.
#[must_use]
pub fn free_names(script: &Script) -> BTreeSet<&str> {
    let mut read = BTreeSet::new();
    let mut declared = BTreeSet::from(["this", "super"]);
    collect_declared(&script.statements, &mut declared);
    walk_expressions(script, &mut |expression| match &expression.kind {
        ExpressionKind::Name(name) => {
            read.insert(name.as_str());
        }
        ExpressionKind::Closure { parameters, body } => {
            declare_parameters(parameters.as_deref().unwrap_or_default(), &mut declared);
            if parameters.is_none() {
                declared.insert("it");
            }
            collect_declared(body, &mut declared);
        }
        ExpressionKind::Interpolated(parts) => {
            for part in parts {
                if let StringPart::Script(script) = part {
                    collect_declared(&script.statements, &mut declared);
                }
            }
        }
        _ => {}
    });
    read.retain(|name| !declared.contains(name));
    read
}

fn declare_parameters<'a>(parameters: &'a [Parameter], declared: &mut BTreeSet<&'a str>) {
    declared.extend(
        parameters
            .iter()
            .map(|parameter| parameter.name.text.as_str()),
    );
}

fn collect_declared<'a>(statements: &'a [Statement], declared: &mut BTreeSet<&'a str>) {
    for statement in statements {
        match &statement.kind {
            StatementKind::Declare { names, .. } => {
                declared.extend(names.iter().map(|(name, _)| name.text.as_str()));
            }
            StatementKind::DeclareTuple { names, .. } => {
                declared.extend(names.iter().map(|(_, name)| name.text.as_str()));
            }
            StatementKind::ForIn { name, .. } => {
                declared.insert(&name.text);
            }
            StatementKind::Method {
                parameters, body, ..
            } => {
                declare_parameters(parameters, declared);
                collect_declared(body, declared);
            }
            StatementKind::Try { catches, .. } => {
                declared.extend(catches.iter().map(|catch| catch.name.text.as_str()));
            }
            _ => {}
        }
        each_inner(statement, &mut |inner| collect_declared(inner, declared));
    }
}

/// The lists of statements directly inside a statement.
fn each_inner<'a>(statement: &'a Statement, visit: &mut dyn FnMut(&'a [Statement])) {
    match &statement.kind {
        StatementKind::If {
            then, otherwise, ..
        } => {
            visit(std::slice::from_ref(then));
            if let Some(otherwise) = otherwise {
                visit(std::slice::from_ref(otherwise));
            }
        }
        StatementKind::For { init, body, .. } => {
            visit(init);
            visit(std::slice::from_ref(body));
        }
        StatementKind::ForIn { body, .. }
        | StatementKind::While { body, .. }
        | StatementKind::Labelled { body, .. } => {
            visit(std::slice::from_ref(body));
        }
        StatementKind::Block(body) | StatementKind::Method { body, .. } => visit(body),
        StatementKind::Try {
            body,
            catches,
            finally,
        } => {
            visit(body);
            for catch in catches {
                visit(&catch.body);
            }
            if let Some(finally) = finally {
                visit(finally);
            }
        }
        StatementKind::Switch { cases, .. } => {
            for Case { body, .. } in cases {
                visit(body);
            }
        }
        _ => {}
    }
}

fn walk_statements<'a>(statements: &'a [Statement], visit: &mut dyn FnMut(&'a Expression)) {
    for statement in statements {
        match &statement.kind {
            StatementKind::Expression(value)
            | StatementKind::Throw(value)
            | StatementKind::Return(Some(value))
            | StatementKind::DeclareTuple { value, .. }
            | StatementKind::If {
                condition: value, ..
            }
            | StatementKind::While {
                condition: value, ..
            }
            | StatementKind::ForIn {
                iterable: value, ..
            } => walk(value, visit),
            StatementKind::Declare { names, .. } => {
                for value in names.iter().filter_map(|(_, value)| value.as_ref()) {
                    walk(value, visit);
                }
            }
            StatementKind::For {
                condition, update, ..
            } => {
                for value in condition.iter().chain(update) {
                    walk(value, visit);
                }
            }
            StatementKind::Switch { subject, cases } => {
                walk(subject, visit);
                for label in cases.iter().filter_map(|case| case.label.as_ref()) {
                    walk(label, visit);
                }
            }
            StatementKind::Assert { condition, message } => {
                walk(condition, visit);
                if let Some(message) = message {
                    walk(message, visit);
                }
            }
            StatementKind::Method { parameters, .. } => walk_parameters(parameters, visit),
            _ => {}
        }
        each_inner(statement, &mut |inner| walk_statements(inner, visit));
    }
}

fn walk_parameters<'a>(parameters: &'a [Parameter], visit: &mut dyn FnMut(&'a Expression)) {
    for value in parameters
        .iter()
        .filter_map(|parameter| parameter.default.as_ref())
    {
        walk(value, visit);
    }
}

fn walk_member<'a>(member: &'a Member, visit: &mut dyn FnMut(&'a Expression)) {
    if let Member::Dynamic(value) = member {
        walk(value, visit);
    }
}

fn walk_key<'a>(key: &'a MapKey, visit: &mut dyn FnMut(&'a Expression)) {
    let (MapKey::Literal(key) | MapKey::Computed(key)) = key;
    walk(key, visit);
}

fn walk_elements<'a>(elements: &'a [Element], visit: &mut dyn FnMut(&'a Expression)) {
    for Element::Value(value) | Element::Spread(value) in elements {
        walk(value, visit);
    }
}

fn walk_arguments<'a>(arguments: &'a [Argument], visit: &mut dyn FnMut(&'a Expression)) {
    for argument in arguments {
        match argument {
            Argument::Value(value) | Argument::Spread(value) => walk(value, visit),
            Argument::Named(key, value) => {
                walk_key(key, visit);
                walk(value, visit);
            }
        }
    }
}

/// Calls `visit` for `expression` and every expression inside it.
pub fn walk<'a>(expression: &'a Expression, visit: &mut dyn FnMut(&'a Expression)) {
    use ExpressionKind as E;
    visit(expression);
    match &expression.kind {
        E::Null
        | E::Boolean(_)
        | E::Number(_)
        | E::String(_)
        | E::Name(_)
        | E::Unsupported { .. } => {}
        E::Interpolated(parts) => {
            for part in parts {
                match part {
                    StringPart::Text(_) => {}
                    StringPart::Script(script) => walk_expressions(script, visit),
                    StringPart::Path(path) => walk(path, visit),
                }
            }
        }
        E::List(elements) => walk_elements(elements, visit),
        E::Map(entries) => {
            for entry in entries {
                match entry {
                    MapEntry::Pair(key, value) => {
                        walk_key(key, visit);
                        walk(value, visit);
                    }
                    MapEntry::Spread(value) => walk(value, visit),
                }
            }
        }
        E::Property { target, member, .. } => {
            walk(target, visit);
            walk_member(member, visit);
        }
        E::Index { target, indexes } => {
            walk(target, visit);
            walk_elements(indexes, visit);
        }
        E::Call {
            target,
            member,
            arguments,
            ..
        } => {
            if let Some(target) = target {
                walk(target, visit);
            }
            walk_member(member, visit);
            walk_arguments(arguments, visit);
        }
        E::CallValue { callee, arguments } => {
            walk(callee, visit);
            walk_arguments(arguments, visit);
        }
        E::New { arguments, .. } => walk_arguments(arguments, visit),
        E::NewArray { sizes, .. } => sizes.iter().for_each(|size| walk(size, visit)),
        E::Closure { parameters, body } => {
            walk_parameters(parameters.as_deref().unwrap_or_default(), visit);
            walk_statements(body, visit);
        }
        E::MethodReference { target: value, .. }
        | E::Unary { operand: value, .. }
        | E::Step { target: value, .. }
        | E::InstanceOf { value, .. }
        | E::As { value, .. }
        | E::Cast { value, .. } => walk(value, visit),
        E::Range {
            from: left,
            to: right,
            ..
        }
        | E::Binary { left, right, .. }
        | E::Elvis {
            value: left,
            otherwise: right,
        }
        | E::Assign {
            target: left,
            value: right,
            ..
        } => {
            walk(left, visit);
            walk(right, visit);
        }
        E::Ternary {
            condition,
            then,
            otherwise,
        } => {
            walk(condition, visit);
            walk(then, visit);
            walk(otherwise, visit);
        }
        E::AssignTuple { targets, value } => {
            targets.iter().for_each(|target| walk(target, visit));
            walk(value, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::parse_script;

    #[test]
    fn free_names_are_the_roots_that_no_declaration_hides() {
        let script = parse_script(
            "def a = user.name; xs.each { x -> x + it2 }; ys.find { it == \"$b.c ${d}\" }; [k: a]",
        )
        .unwrap();
        let names: Vec<&str> = free_names(&script).into_iter().collect();
        assert_eq!(names, ["b", "d", "it2", "user", "xs", "ys"]);
    }
}
