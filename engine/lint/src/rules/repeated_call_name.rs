//! `B3090 repeated-call-name`: two calls of an operation have one name, so that one answer hides the
//! other. Calls of access operations are named after their type, and numbered.

use std::collections::HashMap;

use bindery_definition::ProvisionCall;
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(REPEATED_CALL_NAME, "repeated-call-name");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let actions = definition
        .update_user
        .iter()
        .flat_map(|a| a.actions.values());
    let documents = definition
        .operations
        .values()
        .filter(|d| !d.operation.is_access());
    for document in documents.chain(actions) {
        let mut seen: HashMap<&str, &ProvisionCall> = HashMap::new();
        for call in &document.calls {
            let name = call.name.as_str().trim();
            let Some(first) = seen.insert(name, call) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    codes::REPEATED_CALL_NAME,
                    format!("two calls are named `{name}`"),
                )
                .at(call.name.place(), "the second")
                .with_related(first.name.place(), "the first")
                .with_help(format!(
                    "give each a name of its own; `response.{name}` can mean one of them only"
                )),
            );
        }
    }
}
