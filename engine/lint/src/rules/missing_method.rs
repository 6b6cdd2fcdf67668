//! `B4004 missing-method`: a method that the value it is called on does not have.
//!
//! Told where the class is known, and where it is not but no class has such a method and a known one
//! is near. Maps and bound objects are left alone: a map may hold a closure under any key.

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_expression::ask::{CallSite, calls};
use bindery_expression::functions;
use bindery_grammar::ast::{StatementKind, Template};

use crate::cure::replace;

use super::Subject;

rule!(MISSING_METHOD, "missing-method");

/// Receivers whose methods every value has, or every collection.
const GENERAL: [&str; 2] = ["Object", "Iterable"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for call in calls(parsed, template.scope) {
            if !call.functions.is_empty() || declares_methods(parsed) {
                continue;
            }
            if let Some((diagnostic, near)) = judge(&call) {
                let place = template.text.place_of(call.name_span.clone());
                let diagnostic = diagnostic.at(place.clone(), "no such method");
                found.push(match near {
                    Some(near) => replace(diagnostic, place, near),
                    None => diagnostic,
                });
            }
        }
    }
}

fn judge(call: &CallSite) -> Option<(Diagnostic, Option<&'static str>)> {
    let name = call.name.as_str();
    let fits = |receiver: &str| match call.receiver {
        Some(class) => receiver == class || GENERAL.contains(&receiver),
        None => !receiver.starts_with("static "),
    };
    let known = functions()
        .iter()
        .filter(|f| fits(f.receiver))
        .map(|f| f.name);
    let near = nearest(name, known);
    let diagnostic = match (call.receiver, near) {
        (Some("Map"), _) | (None, None) => return None,
        // A getter of an object whose class is not known.
        (None, Some(_)) if name.starts_with("get") || name.starts_with("is") => return None,
        (Some(class), Some(near)) => Diagnostic::new(
            codes::MISSING_METHOD,
            format!("a {class} has no method `{name}`"),
        )
        .with_help(format!("did you mean `{near}`?")),
        (None, Some(near)) => Diagnostic::new(
            codes::MISSING_METHOD,
            format!("nothing has a method `{name}`"),
        )
        .with_severity(Severity::Warning)
        .with_help(format!("did you mean `{near}`?")),
        (Some(class), None) => Diagnostic::new(
            codes::MISSING_METHOD,
            format!("bindery knows no method `{name}` of a {class}"),
        )
        .with_severity(Severity::Warning)
        .with_help("the function reference lists what can be called"),
    };
    Some((diagnostic, near))
}

/// Whether a script has methods of its own, which may be called on anything.
fn declares_methods(template: &Template) -> bool {
    let is_method =
        |s: &bindery_grammar::ast::Statement| matches!(s.kind, StatementKind::Method { .. });
    template
        .bindings()
        .any(|b| b.script.statements.iter().any(is_method))
}
