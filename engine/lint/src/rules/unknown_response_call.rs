//! `B3024 unknown-response-call`: `accountIdPath` or a response column that begins with the name of
//! no call.

use bindery_definition::{OperationDocument, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};

use super::Subject;

rule!(UNKNOWN_RESPONSE_CALL, "unknown-response-call");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let documents = subject.definition.operations.values();
    for document in documents.filter(|d| !d.operation.is_access()) {
        let path = document.account_id_path.iter();
        let mut paths: Vec<(&str, Place)> = path.map(|p| (p.as_str(), p.place().clone())).collect();
        for column in &document.response_columns {
            paths.push((column.source.raw(), column.source.place()));
        }
        for (path, place) in paths {
            found.extend(judge(document, path, place));
        }
    }
}

/// Parts of a call's response; a path through one of them names a call.
const PARTS: [&str; 3] = [".message", ".headers.", ".statusCode"];

fn judge(document: &OperationDocument, path: &str, place: Place) -> Option<Diagnostic> {
    let path = path.trim().trim_start_matches("response.");
    // Without a part it is a bare path, which the only call answers.
    let end = PARTS.iter().filter_map(|part| path.find(part)).min()?;
    let name = path.get(..end)?.trim_matches(['\'', '"', ' ']);
    let known = || document.calls.iter().map(|c| c.name.as_str().trim());
    let is_numbered = (1..=document.calls.len()).any(|n| name == format!("call{n}"));
    if name.contains(['$', '#', '{'])
        || is_numbered
        || known().any(|k| k.eq_ignore_ascii_case(name))
    {
        return None;
    }
    let help = nearest(name, known()).map_or_else(
        || {
            let quoted: Vec<String> = known().map(|k| format!("`{k}`")).collect();
            format!("the calls are {}", quoted.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    );
    Some(
        Diagnostic::new(
            codes::UNKNOWN_RESPONSE_CALL,
            format!("no call is named `{name}`"),
        )
        .at(place, "no such call in this document")
        .with_help(help),
    )
}
