//! `B1019 nothing-inside`: an empty object or list where the dialect expects something.
//!
//! Left alone: keys that authors leave empty without harm, such as labels, headers and bodies, and a
//! rule of success that holds one empty object, which means "always" (field-notes §4.3).

use bindery_definition::json::{Node, Value};
use bindery_diagnostics::{Diagnostic, codes};

use crate::shapes::{Site, walk};

use super::Subject;

rule!(NOTHING_INSIDE, "nothing-inside");

/// Keys that say something by what is inside.
const TELLING: [&str; 18] = [
    "authentications",
    "call",
    "entTypes",
    "colsToPropsMap",
    "pagination",
    "nextUrl",
    "page",
    "offset",
    "inputParams",
    "statusConfig",
    "statusAndThresholdConfig",
    "lockedStatusMapping",
    "entThresholdValue",
    "actions",
    "connectionTimeoutConfig",
    "provisioningLimit",
    "types",
    "globalSettings",
];

/// The same where inside are entries of their author's names.
const ENTRIES: [&str; 2] = ["acctEntMappings", "entMappings"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| look(site, found));
}

fn look(site: &Site<'_>, found: &mut super::Findings) {
    let (key, node) = (site.key.name, &site.member.node);
    let written = site.member.key.text.as_str();
    // Columns of memberships matter only where entitlements are made of them, and then a type needs
    // no call.
    let is_free = match key {
        "colsToPropsMap" => site.shape.noun == "membership of an account",
        "call" => site.shape.noun == "entitlement type",
        _ => false,
    };
    let is_telling = TELLING.contains(&key) && !is_free;
    let is_rule = matches!(key, "successResponses" | "unsuccessResponses");
    if is_empty(node) && (is_telling || is_rule) {
        found.push(report(key).at(site.value_place(), "empty"));
        return;
    }
    if is_rule {
        for member in node.members().unwrap_or_default() {
            let list = member.node.elements();
            let is_nothing = |e: &Node| {
                e.value == Value::Null || e.as_str().is_some_and(|t| t.trim().is_empty())
            };
            let says_nothing = list.is_some_and(|l| l.iter().all(is_nothing))
                || is_empty(&member.node)
                || member.node.value == Value::Null;
            if says_nothing {
                let below = [written, member.key.text.as_str()];
                let place = site.place_of(&member.node, &below);
                found.push(report(&member.key.text).at(place, "accepts nothing"));
            }
        }
    }
    if ENTRIES.contains(&key) && site.shape.noun != "entitlement type" || key == "entMappings" {
        for member in node.members().unwrap_or_default() {
            if is_empty(&member.node) {
                let below = [written, member.key.text.as_str()];
                let place = site.place_of(&member.node, &below);
                found.push(report(&member.key.text).at(place, "empty"));
            }
        }
    }
}

fn is_empty(node: &Node) -> bool {
    node.members().is_some_and(<[_]>::is_empty) || node.elements().is_some_and(<[_]>::is_empty)
}

fn report(key: &str) -> Diagnostic {
    Diagnostic::new(codes::NOTHING_INSIDE, format!("`{key}` has nothing in it"))
        .with_help("put in what it is for, or remove the key")
}
