//! `B3068 endless-paging`: a `nextUrlPath` that is never empty, so that no page is the last.

use bindery_definition::{Pagination, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::{
    BinaryOperator, Expression, ExpressionKind, Part, Script, StatementKind, StringPart,
};
use bindery_grammar::free_names;

use crate::imports::pagings;

use super::Subject;

rule!(ENDLESS_PAGING, "endless-paging");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (rule, _) in pagings(subject.definition) {
        let Pagination::NextUrl { next_url_path } = &rule.kind else {
            continue;
        };
        let Some(why) = endless(next_url_path) else {
            continue;
        };
        found.push(
            Diagnostic::new(codes::ENDLESS_PAGING, "no page is the last")
                .at(next_url_path.place(), why)
                .with_note(
                    "paging ends where this is null; bindery stops at a page that comes again",
                )
                .with_help(
                    "test the part of the response that names the next page: \
                     `${response?.completeResponseMap?.next == null ? null : …}`",
                ),
        );
    }
}

/// What of a next URL the answer decides.
const ANSWER: [&str; 2] = ["response", "headers"];

fn endless(path: &Text) -> Option<&'static str> {
    let template = path.template()?;
    if template.is_literal() {
        let text = path.raw().trim();
        // Anything else is a path into the answer.
        let is_url = text.contains("://") || text.starts_with('/');
        return is_url.then_some("the same URL after every page");
    }
    let mut bindings = template.bindings();
    if !bindings.any(|b| {
        let names = free_names(&b.script);
        ANSWER.iter().any(|a| names.contains(a))
    }) {
        return Some("the same URL after every page");
    }
    let Some(binding) = template.is_single_binding() else {
        let has_text = template
            .parts
            .iter()
            .any(|p| matches!(p, Part::Literal { text, .. } if !text.trim().is_empty()));
        return has_text.then_some("text outside the binding is never null");
    };
    is_text(&binding.script).then_some("a text, never null")
}

/// Whether a script is one expression that always makes a text.
fn is_text(script: &Script) -> bool {
    let [statement] = script.statements.as_slice() else {
        return false;
    };
    match &statement.kind {
        StatementKind::Expression(e) | StatementKind::Return(Some(e)) => concatenates(e),
        _ => false,
    }
}

/// The grammar bounds nesting.
fn concatenates(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::String(text) => !text.is_empty(),
        ExpressionKind::Interpolated(parts) => parts
            .iter()
            .any(|p| matches!(p, StringPart::Text(text) if !text.trim().is_empty())),
        ExpressionKind::Binary {
            operator: BinaryOperator::Add,
            left,
            right,
        } => concatenates(left) || concatenates(right),
        ExpressionKind::Ternary {
            then, otherwise, ..
        } => concatenates(then) && concatenates(otherwise),
        _ => false,
    }
}
