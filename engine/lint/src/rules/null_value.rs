//! `B1016 null-value`: a key that is given null, which counts as absent (rest-dialect §0.2).

use bindery_definition::json::Value;
use bindery_diagnostics::{Diagnostic, codes};

use crate::shapes::{Site, walk};

use super::Subject;

rule!(NULL_VALUE, "null-value");

/// Objects whose keys are their author's; a null in them is left out as well.
const MAPS: [&str; 4] = [
    "httpHeaders",
    "colsToPropsMap",
    "responseColsToPropsMap",
    "properties",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| look(site, found));
}

fn look(site: &Site<'_>, found: &mut super::Findings) {
    let (key, node) = (site.key.name, &site.member.node);
    if node.value == Value::Null {
        let place = site.value_place();
        found.push(report(key).at(place, "counts as absent"));
    }
    let written = site.member.key.text.as_str();
    let is_map = MAPS.contains(&key);
    for member in node.members().unwrap_or_default() {
        if member.node.value == Value::Null && (is_map || key == "call" || key == "entTypes") {
            let inner = member.key.text.as_str();
            let place = site.place_of(&member.node, &[written, inner]);
            found.push(report(inner).at(place, "counts as absent"));
        }
    }
    if key == "call" {
        for (index, element) in node.elements().unwrap_or_default().iter().enumerate() {
            if element.value == Value::Null {
                let place = site.place_of(element, &[written, &index.to_string()]);
                found.push(report("call").at(place, "no call"));
            }
        }
    }
}

fn report(key: &str) -> Diagnostic {
    Diagnostic::new(
        codes::NULL_VALUE,
        format!("`{key}` is null, which counts as absent"),
    )
    .with_help("give it a value, or remove the key")
}
