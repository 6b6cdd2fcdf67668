//! `B4012 header-as-subtraction`: `headers.X-Next-Page`, which is `headers.X` minus `Next` minus `Page`.

use std::ops::Range;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{BinaryOperator, Expression, ExpressionKind, Member, Template};
use bindery_grammar::walk::walk_expressions;

use super::Subject;

rule!(HEADER_AS_SUBTRACTION, "header-as-subtraction");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for (span, name) in headers(parsed) {
            let fix = quoted(template.text.raw().get(span.clone()), &name)
                .and_then(|text| template.text.fix("quote the name", span.clone(), &text));
            found.push(
                Diagnostic::new(
                    codes::HEADER_AS_SUBTRACTION,
                    format!("`{name}` behind a dot is a subtraction"),
                )
                .at(template.text.place_of(span), "minus, not a dash")
                .with_help(format!("quote the name: `headers['{name}']`"))
                .with_fix_of(fix),
            );
        }
    }
}

/// The expression with its last name in brackets, where that is the same: not behind `?.`, and without
/// blanks around the dashes.
fn quoted(written: Option<&str>, name: &str) -> Option<String> {
    let target = written?.strip_suffix(name)?.strip_suffix('.')?;
    (!target.ends_with('?')).then(|| format!("{target}['{name}']"))
}

/// Headers that are read behind a dot and have a dash: their places and names.
pub(super) fn headers(template: &Template) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for binding in template.bindings() {
        walk_expressions(&binding.script, &mut |expression| {
            let span = expression.span.range();
            // Outer before inner: the longest name is told, its beginnings are not.
            let is_inner = found
                .iter()
                .any(|(outer, _)| outer.start <= span.start && span.end <= outer.end);
            if !is_inner && let Some((name, end)) = header(expression) {
                found.push((span.start..end, name));
            }
        });
    }
    found
}

/// The header's name and its end, where an expression is `headers.A-B-…` with bare names alone; the
/// last may be asked for something.
fn header(expression: &Expression) -> Option<(String, usize)> {
    match &expression.kind {
        ExpressionKind::Binary {
            operator: BinaryOperator::Subtract,
            left,
            right,
        } => {
            let (last, end) = bare(right)?;
            let first = header(left).map(|(name, _)| name).or_else(|| field(left))?;
            Some((format!("{first}-{last}"), end))
        }
        _ => None,
    }
}

/// The name that an expression is, or is asked of first, and its end.
fn bare(expression: &Expression) -> Option<(&str, usize)> {
    let mut it = expression;
    loop {
        it = match &it.kind {
            ExpressionKind::Name(name) => return Some((name, it.span.range().end)),
            ExpressionKind::Property { target, .. }
            | ExpressionKind::Index { target, .. }
            | ExpressionKind::Call {
                target: Some(target),
                ..
            } => target,
            _ => return None,
        };
    }
}

fn field(expression: &Expression) -> Option<String> {
    let ExpressionKind::Property {
        target,
        member: Member::Name(name),
        ..
    } = &expression.kind
    else {
        return None;
    };
    let is_headers = match &target.kind {
        ExpressionKind::Name(root) => root == "headers",
        ExpressionKind::Property {
            member: Member::Name(n),
            ..
        } => n.text == "headers",
        _ => false,
    };
    is_headers.then(|| name.text.clone())
}
