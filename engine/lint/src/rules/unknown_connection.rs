//! `B3003 unknown-connection`: a call names an authentication that ConnectionJSON does not define.
//!
//! Silent where ConnectionJSON is absent, encrypted or unreadable: then nothing is known.

use std::collections::BTreeSet;

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(UNKNOWN_CONNECTION, "unknown-connection");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
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
        let help = match nearest(name, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if connection.authentications.is_empty() => {
                "define it in ConnectionJSON".to_owned()
            }
            None => format!(
                "ConnectionJSON defines {}",
                known()
                    .map(|n| format!("`{n}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        found.push(
            Diagnostic::new(
                codes::UNKNOWN_CONNECTION,
                format!("no authentication is named `{name}`"),
            )
            .at(place.clone(), "not defined in ConnectionJSON")
            .with_help(help),
        );
    }
}
