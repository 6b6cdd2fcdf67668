//! `B4015 collection-as-text`: a list or a map where text is wanted; Groovy prints `[a, b]` and `[k:v]`.
//!
//! A body that is one binding as a whole keeps its type and is left alone, and so are bindings outside
//! quotes whose elements are not known: `[1, 2]` is JSON.

use bindery_definition::{Body, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::ask::yields;
use bindery_grammar::ast::{
    Binding, Expression, ExpressionKind, Member, Part, Statement, StatementKind, Template,
};
use bindery_model::catalogue::{FieldType, Scope};

use crate::bodies::{holes, is_json};
use crate::calls::{calls, texts};

use super::Subject;

rule!(COLLECTION_AS_TEXT, "collection-as-text");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in calls(subject.definition) {
        let scope = call.purpose.scope();
        let body = match &call.http.body {
            Some(Body::Text(text)) => Some(text),
            _ => None,
        };
        for text in texts(call.http) {
            let is_body = body.is_some_and(|b| std::ptr::eq(b, text));
            let is_whole = text
                .template()
                .is_some_and(|t| t.is_single_binding().is_some());
            if is_body && is_whole {
                continue;
            }
            let json = is_body && is_json(call.http.content_type.as_ref(), text);
            for (binding, in_json) in bindings(text, json) {
                found.extend(look(text, binding, scope, in_json));
            }
        }
    }
}

/// The bindings of a text, with whether each stands outside the quotes of a JSON text.
fn bindings(text: &Text, json: bool) -> Vec<(&Binding, bool)> {
    if json {
        let holes = holes(text).into_iter();
        return holes.map(|h| (h.binding, !h.in_string)).collect();
    }
    let all = text.template().into_iter().flat_map(Template::bindings);
    all.map(|b| (b, false)).collect()
}

/// The expression that a script ends with.
fn last(statement: &Statement) -> Option<&Expression> {
    match &statement.kind {
        StatementKind::Expression(e) | StatementKind::Return(Some(e)) => Some(e),
        _ => None,
    }
}

/// A script whose last `toString()` is left out: what it is asked of prints the same.
fn without_to_string(mut binding: Binding) -> Binding {
    let asked = binding
        .script
        .statements
        .last()
        .and_then(last)
        .and_then(|e| match &e.kind {
            ExpressionKind::Call {
                target: Some(target),
                member: Member::Name(name),
                ..
            } if name.text == "toString" => Some((**target).clone()),
            _ => None,
        });
    if let (Some(asked), Some(statement)) = (asked, binding.script.statements.last_mut()) {
        statement.kind = StatementKind::Expression(asked);
    }
    binding
}

/// Whether a script ends with a variable of its own: its elements may be texts.
fn is_variable(binding: &Binding) -> bool {
    let script = without_to_string(binding.clone()).script;
    let is_name = |e: &Expression| matches!(e.kind, ExpressionKind::Name(_));
    script.statements.len() > 1 && script.statements.last().and_then(last).is_some_and(is_name)
}

fn look(text: &Text, binding: &Binding, scope: Scope, in_json: bool) -> Option<Diagnostic> {
    let alone = Template {
        parts: vec![Part::Binding(without_to_string(binding.clone()))],
    };
    let yielded = yields(&alone, scope);
    // An endpoint prints its name, as tickets use it (field-notes §4.5).
    if yielded.object == FieldType::Endpoint {
        return None;
    }
    let (noun, prints, help) = match yielded.class? {
        "List" | "Set" if in_json && !is_variable(binding) => return None,
        "List" | "Set" if in_json => (
            "list",
            "[a, b]",
            "make JSON of it: `groovy.json.JsonOutput.toJson(…)`",
        ),
        "List" | "Set" => ("list", "[a, b]", "join it: `.join(',')`"),
        "Map" if in_json => (
            "map",
            "[k:v]",
            "make JSON of it: `groovy.json.JsonOutput.toJson(…)`",
        ),
        "Map" => ("map", "[k:v]", "take the field that is meant"),
        _ => return None,
    };
    Some(
        Diagnostic::new(
            codes::COLLECTION_AS_TEXT,
            format!("the binding yields a {noun}, which prints `{prints}`"),
        )
        .at(
            text.place_of(binding.span.range()),
            format!("a {noun} here"),
        )
        .with_help(help),
    )
}
