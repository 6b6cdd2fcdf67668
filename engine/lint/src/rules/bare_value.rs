//! `B3141 bare-value`: a single value where the dialect has a list, or a status where it has an object.

use bindery_definition::json::{Node, Value};
use bindery_definition::shape::Kind;
use bindery_diagnostics::{Diagnostic, Fix, codes};

use crate::shapes::{Site, walk};

use super::Subject;

rule!(BARE_VALUE, "bare-value");

/// The rules of success, whose statuses stand under a key of their own.
const OF_SUCCESS: [&str; 2] = ["successResponses", "unsuccessResponses"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| {
        let node = &site.member.node;
        if OF_SUCCESS.contains(&site.key.name) {
            let elements = node.elements().unwrap_or_default();
            if elements.iter().any(is_scalar) {
                found.push(report(
                    site,
                    "statuses stand without `statusCode`",
                    "write `{\"statusCode\": […]}`",
                ));
            }
            return;
        }
        // `statusConfig` takes either.
        let is_either = site.shape.noun == "statusConfig";
        if site.key.kind == Kind::List && !is_either && is_scalar(node) {
            let message = format!("`{}` is a list in the dialect", site.key.name);
            let fix = bracketed(site)
                .map(|written| Fix::new("put it into brackets", site.value_place(), written));
            found.push(report(site, &message, "put the value into brackets").with_fix_of(fix));
        }
    });
}

/// The value as the file writes it, in brackets.
fn bracketed(site: &Site<'_>) -> Option<String> {
    match &site.member.node.value {
        Value::Number(n) => Some(format!("[{n}]")),
        Value::String(s) => Some(
            site.attribute
                .origin()
                .written(&format!("[{}]", bindery_definition::json::quote(&s.text))),
        ),
        _ => None,
    }
}

const fn is_scalar(node: &Node) -> bool {
    matches!(
        node.value,
        Value::Number(_) | Value::String(_) | Value::Bool(_)
    )
}

fn report(site: &Site<'_>, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(codes::BARE_VALUE, message)
        .at(site.value_place(), "read all the same")
        .with_note("the product may take nothing from it")
        .with_help(help)
}
