//! `B1017 empty-value`: an empty text where the dialect needs a value.
//!
//! Left alone: keys for which an empty text means something (a path to the record itself, no body),
//! keys that other rules tell when they are empty, and parameters of requests.

use bindery_definition::json::{Node, Value};
use bindery_diagnostics::{Diagnostic, codes};

use crate::shapes::{Site, walk};

use super::Subject;

rule!(EMPTY_VALUE, "empty-value");

/// Keys that say something with a text.
const NEEDED: [&str; 26] = [
    "callCondition",
    "dateFormat",
    "idColumn",
    "nextUrlPath",
    "httpMethod",
    "connection",
    "processingType",
    "authHeaderName",
    "statusColumn",
    "lockedStatusColumn",
    "callOrder",
    "stageNumber",
    "entTypeOrder",
    "pageSizeParam",
    "pageSize",
    "batchParam",
    "firstPageNumber",
    "maxRefreshTryCount",
    "retryAfterCalls",
    "retryWaitSeconds",
    "acctKeyField",
    "entKeyField",
    "ownerKeyField",
    "privEntType",
    "privAttrName",
    "signedAlgorithm",
];

/// Keys of lists in which an empty text fits nothing.
const LISTS: [&str; 4] = [
    "retryFailureStatusCode",
    "maskInLogs",
    "ticketStatusValue",
    "disContinueStatusValue",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    walk(subject, &mut |site| look(site, found));
}

fn look(site: &Site<'_>, found: &mut super::Findings) {
    let (key, node) = (site.key.name, &site.member.node);
    let written = site.member.key.text.as_str();
    let is_number = matches!(
        site.shape.noun,
        "connectionTimeoutConfig" | "PasswdPolicyJSON" | "provisioningLimit"
    );
    // The URL of an authentication may be left empty, and `keyField` of calls is told elsewhere.
    let is_needed = match key {
        "url" => site.shape.noun != "authentication",
        "httpMethod" => site.shape.noun != "authentication" || !is_static(site.object),
        "name" => matches!(site.shape.noun, "provisioning call" | "user call"),
        "keyField" => site.shape.noun.starts_with("membership") && has_paths(site.object),
        _ => NEEDED.contains(&key) || is_number,
    };
    if is_blank(node) && is_needed {
        found.push(report(key).at(site.value_place(), "counts as absent"));
    }
    if key == "httpHeaders" {
        for member in node.members().unwrap_or_default() {
            if is_blank(&member.node) {
                let name = member.key.text.as_str();
                let place = site.place_of(&member.node, &[written, name]);
                found.push(report(name).at(place, "sent without a value"));
            }
        }
    }
    if matches!(key, "colsToPropsMap" | "responseColsToPropsMap") {
        for member in node.members().unwrap_or_default() {
            if is_blank(&member.node) {
                let name = member.key.text.as_str();
                let place = site.place_of(&member.node, &[written, name]);
                found.push(report(name).at(place, "maps nothing"));
            }
        }
    }
    if LISTS.contains(&key) {
        elements(site, node, &[written], key, found);
    }
    if matches!(key, "successResponses" | "unsuccessResponses") {
        for member in node.members().unwrap_or_default() {
            if member.key.text.eq_ignore_ascii_case("statusCode") {
                let below = [written, member.key.text.as_str()];
                elements(site, &member.node, &below, "statusCode", found);
            }
        }
    }
}

fn elements(site: &Site<'_>, list: &Node, below: &[&str], key: &str, found: &mut super::Findings) {
    for (index, element) in list.elements().unwrap_or_default().iter().enumerate() {
        if is_blank(element) || element.value == Value::Null {
            let index = index.to_string();
            let mut path = below.to_vec();
            path.push(&index);
            let place = site.place_of(element, &path);
            found.push(report(key).at(place, "fits nothing"));
        }
    }
}

/// Whether a membership says where its identifiers are: documentation advises to leave all of it empty,
/// which means what stands under the type's name (rest-dialect §2.8.1).
fn has_paths(membership: &Node) -> bool {
    let mut members = membership.members().unwrap_or_default().iter();
    members.any(|m| {
        let is_path = ["listPath", "listField", "idPath"]
            .iter()
            .any(|k| m.key.text == *k);
        is_path && !is_blank(&m.node)
    })
}

/// Whether an authentication asks for no token, so that its request is but a dummy (rest-dialect §1.8).
fn is_static(authentication: &Node) -> bool {
    let has = |key: &str| {
        let mut members = authentication.members().unwrap_or_default().iter();
        members.any(|m| m.key.text.eq_ignore_ascii_case(key) && !is_blank(&m.node))
    };
    !has("url") || !has("tokenResponsePath")
}

fn is_blank(node: &Node) -> bool {
    node.as_str().is_some_and(|text| text.trim().is_empty())
}

fn report(key: &str) -> Diagnostic {
    Diagnostic::new(codes::EMPTY_VALUE, format!("`{key}` is empty"))
        .with_help("give it a value, or remove it")
}
