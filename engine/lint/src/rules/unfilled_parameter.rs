//! `B3001 unfilled-parameter`: a placeholder without a value.
//!
//! Reported once per name, at its first place, with the number of places: a package that uses
//! `@HOST@` in every URL has one thing to do, not thirty. A parameter that `connector.toml` announces
//! is an info: its installer knows of it, and a run asks for it.

use std::collections::BTreeMap;

use bindery_definition::ParameterUse;
use bindery_diagnostics::{Diagnostic, Severity, codes};

use super::Subject;

rule!(UNFILLED_PARAMETER, "unfilled-parameter");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let mut places: BTreeMap<&str, Vec<&ParameterUse>> = BTreeMap::new();
    for parameter in subject.definition.parameters.iter().filter(|p| !p.filled) {
        places.entry(&parameter.name).or_default().push(parameter);
    }
    for (name, uses) in places {
        let Some(first) = uses.first() else { continue };
        let entry = subject.connection.manifest.parameters.get(name);
        let value = if entry.is_some_and(|e| e.secret) {
            "env:VARIABLE"
        } else {
            "VALUE"
        };
        let mut diagnostic = Diagnostic::new(
            codes::UNFILLED_PARAMETER,
            format!("the parameter `{name}` has no value"),
        )
        .at(first.place.clone(), "left to be filled")
        .with_help(format!("give it with --param \"{name}={value}\""));
        if let Some(entry) = entry {
            diagnostic = diagnostic.with_severity(Severity::Info);
            if !entry.description.is_empty() {
                diagnostic = diagnostic.with_note(entry.description.clone());
            }
        }
        if uses.len() > 1 {
            diagnostic = diagnostic.with_note(format!("it stands in {} places", uses.len()));
        }
        found.push(diagnostic);
    }
}
