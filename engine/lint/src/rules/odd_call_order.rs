//! `B3120 odd-call-order`: calls with one number, or a number below 0.

use std::collections::HashMap;

use bindery_definition::json::{Node, Value};
use bindery_diagnostics::{Diagnostic, Place, Severity, codes};

use crate::shapes::{Site, walk};

use super::Subject;

rule!(ODD_CALL_ORDER, "odd-call-order");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| match site.key.name {
        "callOrder" | "stageNumber" | "entTypeOrder" => found.extend(negative(site)),
        "call" => repeated(site, found),
        _ => {}
    });
}

fn negative(site: &Site<'_>) -> Option<Diagnostic> {
    let number = number(&site.member.node)?;
    (number < 0).then(|| {
        Diagnostic::new(
            codes::ODD_CALL_ORDER,
            format!("`{}` is below 0", site.key.name),
        )
        .with_severity(Severity::Warning)
        .at(site.value_place(), "runs before the first")
        .with_help("number the calls from 0")
    })
}

fn repeated(site: &Site<'_>, found: &mut super::Findings) {
    let node = &site.member.node;
    let written = site.member.key.text.as_str();
    let members = node.members().unwrap_or_default().iter();
    let named = members.map(|m| (m.key.text.to_string(), &m.node));
    let elements = node.elements().unwrap_or_default().iter().enumerate();
    let listed = elements.map(|(index, call)| (index.to_string(), call));
    let mut seen: HashMap<(i64, i64), Place> = HashMap::new();
    for (name, call) in named.chain(listed) {
        let Some(order) = call.get("callOrder") else {
            continue;
        };
        let Some(at) = number(order) else { continue };
        let stage = call.get("stageNumber").and_then(number).unwrap_or(0);
        let place = site.place_of(order, &[written, &name, "callOrder"]);
        let Some(first) = seen.get(&(at, stage)) else {
            seen.insert((at, stage), place);
            continue;
        };
        found.push(
            Diagnostic::new(
                codes::ODD_CALL_ORDER,
                format!("two calls have `callOrder` {at}"),
            )
            .at(place, "which runs first is not said")
            .with_related(first.clone(), "the other")
            .with_help("give each call a number of its own"),
        );
    }
}

fn number(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Number(number) => number.parse().ok(),
        Value::String(text) => text.text.trim().parse().ok(),
        _ => None,
    }
}
