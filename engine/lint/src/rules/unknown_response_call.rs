//! `B3024 unknown-response-call`: `accountIdPath`, a response column or a binding that reads the
//! response of no call.

use std::collections::BTreeSet;

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
        let known = Known::of(document);
        for (path, place) in paths {
            found.extend(judge(&known, path, place));
        }
    }
    for document in documents(subject) {
        let known = Known::of(document);
        for call in &document.calls {
            for (text, path, name) in responses(call) {
                if !known.has(&name) && !PARTS_OF_ALL.contains(&name.as_str()) {
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

fn judge(known: &Known<'_>, path: &str, place: Place) -> Option<Diagnostic> {
    let path = path.trim().trim_start_matches("response.");
    // Without a part it is a bare path, which the only call answers.
    let end = PARTS.iter().filter_map(|part| path.find(part)).min()?;
    let name = path.get(..end)?.trim_matches(['\'', '"', ' ']);
    if name.contains(['$', '#', '{']) || known.has(name) {
        return None;
    }
    Some(report(known.document, name, place))
}

/// The names by which responses of a document can be asked for.
struct Known<'a> {
    document: &'a OperationDocument,
    written: BTreeSet<&'a str>,
    in_lower_case: BTreeSet<String>,
}

impl<'a> Known<'a> {
    fn of(document: &'a OperationDocument) -> Self {
        let names = || document.calls.iter().map(|c| c.name.as_str().trim());
        Self {
            document,
            written: names().collect(),
            in_lower_case: names().map(str::to_ascii_lowercase).collect(),
        }
    }

    /// Whether a name is that of a call, `call<n>`, or in access documents a type with a number.
    fn has(&self, name: &str) -> bool {
        let number = name.strip_prefix("call").and_then(|n| n.parse().ok());
        let is_numbered = number.is_some_and(|n: usize| {
            (1..=self.document.calls.len()).contains(&n) && name == format!("call{n}")
        });
        is_numbered
            || self.in_lower_case.contains(&name.to_ascii_lowercase())
            || self.document.operation.is_access() && self.is_type_with_number(name)
    }

    /// The number may follow any of the digits that belong to the type's own name.
    fn is_type_with_number(&self, name: &str) -> bool {
        let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
        // A number that is read at all has at most twenty digits.
        (1..=digits.min(20)).any(|n| {
            name.get(..name.len() - n)
                .is_some_and(|kind| self.written.contains(kind))
        })
    }
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
