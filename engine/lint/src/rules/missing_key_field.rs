//! `B3110 missing-key-field`: nothing says which column tells one row from another.

use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::mappings::maps;

use super::Subject;

rule!(MISSING_KEY_FIELD, "missing-key-field");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in subject.definition.import_user.iter().flat_map(|u| &u.calls) {
        let key = call.key_field.as_ref().map(|k| k.as_str().trim());
        let url = call.http.as_ref().map(|http| &http.url);
        let is_bare = !call.columns.is_empty() && key.is_none_or(str::is_empty);
        // `username` tells users apart where nothing says otherwise (field-notes §3.9).
        let has_usual = maps(&call.columns, "username");
        if let Some(url) = url.filter(|_| is_bare && !has_usual) {
            found.push(report("the call", "username", url.place()));
        }
    }
    let Some(import) = &subject.definition.import else {
        return;
    };
    let accounts = import.accounts.iter().flat_map(|s| &s.calls);
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    let accounts = accounts.map(|call| (call, "accountID"));
    let entitlements = types.flat_map(|t| t.calls.iter().map(|call| (call, "entitlementID")));
    for (call, usual) in accounts.chain(entitlements) {
        let key = call.key_field.as_ref().map(|k| k.as_str().trim());
        if call.columns.is_empty() || key.is_some_and(|k| !k.is_empty()) {
            continue;
        }
        let name = format!("`{}`", call.name);
        found.push(report(&name, usual, call.name.place()));
    }
}

fn report(name: &str, usual: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        codes::MISSING_KEY_FIELD,
        format!("`keyField` is missing: nothing tells the rows of {name} apart"),
    )
    .at(place, "this call")
    .with_help(format!(
        "add `\"keyField\": \"{usual}\"`, or the column that identifies a row"
    ))
}
