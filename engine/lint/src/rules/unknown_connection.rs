//! `B3003 unknown-connection`: a call names an authentication that ConnectionJSON does not define.
//!
//! Silent where ConnectionJSON is absent, encrypted or unreadable: then nothing is known.

use std::collections::BTreeSet;

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, Place, Severity, codes};

use crate::names::quoted;

use super::Subject;

rule!(UNKNOWN_CONNECTION, "unknown-connection");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(connection) = &subject.definition.connection else {
        return;
    };
    let known = || connection.authentications.keys().map(String::as_str);
    let mut reported = BTreeSet::new();
    for url in &subject.definition.urls {
        let Some((name, place)) = &url.connection else {
            continue;
        };
        // A section's name serves many calls; it is reported at its one place.
        if connection.authentications.contains_key(name)
            || !reported.insert((place.source, place.span.start))
        {
            continue;
        }
        found.offer(|| {
            let help = match nearest(name, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if connection.authentications.is_empty() => {
                    "define it in ConnectionJSON".to_owned()
                }
                None => format!("ConnectionJSON defines {}", quoted(known())),
            };
            report(name, place.clone(), help)
        });
    }
    // A section whose calls name their own, or that has none.
    let import = subject.definition.import.iter();
    let sections = import.flat_map(|i| {
        let accounts = i.accounts.iter().filter_map(|s| s.connection.as_ref());
        let entitlements = i.entitlements.iter().filter_map(|s| s.connection.as_ref());
        let relations = i.links.iter().chain(&i.owners).chain(&i.entitlement_maps);
        let relations = relations.filter_map(|s| s.connection.as_ref());
        accounts.chain(entitlements).chain(relations)
    });
    for word in sections {
        let (name, place) = (word.as_str(), word.place());
        let is_told = reported.contains(&(place.source, place.span.start));
        if is_told || name.trim().is_empty() || connection.authentications.contains_key(name) {
            continue;
        }
        if let Some(near) = nearest(name, known()) {
            let help = format!("did you mean `{near}`?");
            found.push(report(name, place, help).with_severity(Severity::Warning));
        }
    }
}

fn report(name: &str, place: Place, help: String) -> Diagnostic {
    Diagnostic::new(
        codes::UNKNOWN_CONNECTION,
        format!("no authentication is named `{name}`"),
    )
    .at(place, "not defined in ConnectionJSON")
    .with_help(help)
}
