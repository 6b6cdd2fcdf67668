//! `B3024 unknown-response-call`: `accountIdPath`, a response column or a binding that reads the
//! response of no call.

use std::collections::BTreeSet;

use bindery_definition::{OperationDocument, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::names::quoted;

use super::Subject;
use super::later_response::{documents, responses};

rule!(UNKNOWN_RESPONSE_CALL, "unknown-response-call");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let operations = subject.definition.operations.values();
    for document in operations.filter(|d| !d.operation.is_access()) {
        let path = document.account_id_path.iter();
        let mut paths: Vec<(&str, Place)> = path.map(|p| (p.as_str(), p.place().clone())).collect();
        for column in &document.response_columns {
            paths.push((column.source.raw(), column.source.place()));
        }
        let known = Known::of(document);
        let tickets = document.calls.iter();
        let tickets = tickets.flat_map(|c| [&c.ticket_id_path, &c.ticket_status_path]);
        paths.extend(tickets.flatten().map(|p| (p.as_str(), p.place())));
        for (path, place) in paths {
            judge(&known, path, place, found);
        }
    }
    for document in documents(subject) {
        let known = Known::of(document);
        for call in &document.calls {
            for (text, path, name) in responses(call) {
                if !known.has(&name) && !PARTS_OF_ALL.contains(&name.as_str()) {
                    found.offer(|| report(&known, &name, text.place_of(path.span)));
                }
            }
        }
    }
}

/// What the map of responses answers itself.
const PARTS_OF_ALL: [&str; 5] = ["message", "headers", "statusCode", "class", "empty"];

/// Parts of a call's response; a path through one of them names a call.
const PARTS: [&str; 3] = [".message", ".headers.", ".statusCode"];

fn judge(known: &Known<'_>, path: &str, place: Place, found: &mut super::Findings) {
    let path = path.trim().trim_start_matches("response.");
    // What calls there were to be is told where they are missing.
    if known.document.calls.is_empty() {
        return;
    }
    let is_bare = ["message.", "headers."]
        .iter()
        .any(|part| path.starts_with(part));
    if is_bare && known.document.calls.len() > 1 && !known.has("message") {
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_RESPONSE_CALL,
            "the path does not say which call's response is read",
        );
        found.offer(|| {
            diagnostic
                .at(place, "several calls answer")
                .with_help(format!(
                    "begin it with the name of a call: {}",
                    known.list()
                ))
        });
        return;
    }
    // Without a part it is a bare path, which the only call answers.
    let end = PARTS.iter().filter_map(|part| path.find(part)).min();
    let Some(name) = end.and_then(|end| path.get(..end)) else {
        return;
    };
    let name = name.trim_matches(['\'', '"', ' ']);
    if !name.contains(['$', '#', '{']) && !known.has(name) {
        found.offer(|| report(known, name, place));
    }
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

    /// The names of the calls, quoted.
    fn list(&self) -> String {
        quoted(self.document.calls.iter().map(|c| c.name.as_str().trim()))
    }

    /// The call that `call<n>` counts to.
    fn counted(&self, name: &str) -> Option<&str> {
        let number: usize = name.strip_prefix("call")?.parse().ok()?;
        let call = self.document.calls.get(number.checked_sub(1)?)?;
        (name == format!("call{number}")).then(|| call.name.as_str().trim())
    }

    /// Whether a name is that of a call, or in access documents a type with a number. A call without
    /// a name goes by its number.
    fn has(&self, name: &str) -> bool {
        self.counted(name).is_some_and(str::is_empty)
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

fn report(known: &Known<'_>, name: &str, place: Place) -> Diagnostic {
    let names = known.document.calls.iter().map(|c| c.name.as_str().trim());
    let counted = known.counted(name);
    let help = counted.or_else(|| nearest(name, names)).map_or_else(
        || format!("the calls are {}", known.list()),
        |near| format!("did you mean `{near}`?"),
    );
    let diagnostic = Diagnostic::new(
        codes::UNKNOWN_RESPONSE_CALL,
        format!("no call is named `{name}`"),
    )
    .at(place, "no such call in this document")
    .with_help(help);
    match counted {
        Some(_) => diagnostic.with_note("bindery counts the calls; the product may not"),
        None => diagnostic,
    }
}
