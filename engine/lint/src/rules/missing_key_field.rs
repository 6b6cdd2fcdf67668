//! `B3110 missing-key-field`: nothing says which column tells one row from another.

use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(MISSING_KEY_FIELD, "missing-key-field");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
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
        found.push(
            Diagnostic::new(
                codes::MISSING_KEY_FIELD,
                format!(
                    "`keyField` is missing: nothing tells the rows of `{}` apart",
                    call.name
                ),
            )
            .at(call.name.place(), "this call")
            .with_help(format!(
                "add `\"keyField\": \"{usual}\"`, or the column that identifies a row"
            )),
        );
    }
}
