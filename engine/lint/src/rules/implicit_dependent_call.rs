//! `B3127 implicit-dependent-call`: a call that asks for a row and does not say that it runs per row.

use bindery_definition::{ImportCall, Text};
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_grammar::free_names;

use crate::calls::texts;
use crate::imports::readings;
use crate::keys::key_place;

use super::Subject;

rule!(IMPLICIT_DEPENDENT_CALL, "implicit-dependent-call");

/// Names of a row that earlier calls have read.
const OF_ROWS: [&str; 5] = [
    "accountID",
    "accountName",
    "entitlementID",
    "entitlementValue",
    "id",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for reading in readings(subject.definition) {
        let call = reading.call;
        let says = call.input.dependent_call == Some(true) || call.input.entitlement_name.is_some();
        let Some((text, name)) = asks(call).filter(|_| !says) else {
            continue;
        };
        let diagnostic = Diagnostic::new(
            codes::IMPLICIT_DEPENDENT_CALL,
            format!("`{name}` belongs to a row, and the call does not say that it runs per row"),
        );
        let path = ["inputParams", "dependentCall"];
        found.push(if call.input.dependent_call == Some(false) {
            diagnostic
                .with_severity(Severity::Warning)
                .at(
                    key_place(subject, &call.place, &path),
                    "says that it runs once",
                )
                .with_related(text.place(), "asks for a row")
                .with_help("write `\"dependentCall\": true`")
        } else {
            diagnostic
                .at(text.place(), "asks for a row")
                .with_help("add `\"inputParams\": {\"dependentCall\": true}`")
        });
    }
}

fn asks(call: &ImportCall) -> Option<(&Text, &'static str)> {
    texts(call.http.as_ref()?).into_iter().find_map(|text| {
        let bindings = text.template()?.bindings();
        let names: Vec<&str> = bindings.flat_map(|b| free_names(&b.script)).collect();
        let name = OF_ROWS.iter().find(|n| names.contains(*n))?;
        Some((text, *name))
    })
}
