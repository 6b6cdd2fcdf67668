//! `B3024 unknown-response-call`: `accountIdPath`, a response column or a binding that reads the
//! response of no call.

use bindery_definition::{OperationDocument, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};

use super::Subject;
use super::later_response::{documents, responses};

rule!(UNKNOWN_RESPONSE_CALL, "unknown-response-call");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let operations = subject.definition.operations.values();
    for document in operations.filter(|d| !d.operation.is_access()) {
        let path = document.account_id_path.iter();
        let mut paths: Vec<(&str, Place)> = path.map(|p| (p.as_str(), p.place().clone())).collect();
        for column in &document.response_columns {
            paths.push((column.source.raw(), column.source.place()));
        }
        for (path, place) in paths {
            found.extend(judge(document, path, place));
        }
    }
    for document in documents(subject) {
        for call in &document.calls {
            for (text, path, name) in responses(call) {
                if !is_known(document, &name) && !PARTS_OF_ALL.contains(&name.as_str()) {
                    found.push(report(document, &name, text.place_of(path.span)));
                }
            }
        }
    }
}

/// What the map of responses answers itself.
const PARTS_OF_ALL: [&str; 5] = ["message", "headers", "statusCode", "class", "empty"];

/// Parts of a call's response; a path through one of them names a call.
const PARTS: [&str; 3] = [".message", ".headers.", ".statusCode"];

fn judge(document: &OperationDocument, path: &str, place: Place) -> Option<Diagnostic> {
    let path = path.trim().trim_start_matches("response.");
    // Without a part it is a bare path, which the only call answers.
    let end = PARTS.iter().filter_map(|part| path.find(part)).min()?;
    let name = path.get(..end)?.trim_matches(['\'', '"', ' ']);
    if name.contains(['$', '#', '{']) || is_known(document, name) {
        return None;
    }
    Some(report(document, name, place))
}

/// Whether a call has this name; calls of access operations are numbered where several have it.
fn is_known(document: &OperationDocument, name: &str) -> bool {
    let number = |rest: &str| rest.is_empty() || rest.parse::<usize>().is_ok();
    let is_numbered = (1..=document.calls.len()).any(|n| name == format!("call{n}"));
    is_numbered
        || document.calls.iter().any(|call| {
            let known = call.name.as_str().trim();
            known.eq_ignore_ascii_case(name)
                || document.operation.is_access() && name.strip_prefix(known).is_some_and(number)
        })
}

fn report(document: &OperationDocument, name: &str, place: Place) -> Diagnostic {
    let known = || document.calls.iter().map(|c| c.name.as_str().trim());
    let help = nearest(name, known()).map_or_else(
        || {
            let quoted: Vec<String> = known().map(|k| format!("`{k}`")).collect();
            format!("the calls are {}", quoted.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(
        codes::UNKNOWN_RESPONSE_CALL,
        format!("no call is named `{name}`"),
    )
    .at(place, "no such call in this document")
    .with_help(help)
}
