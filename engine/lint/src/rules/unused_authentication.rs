//! `B3044 unused-authentication`: an authentication that no call names, beside others that are named.

use std::collections::BTreeSet;

use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::authentications;

use super::Subject;

rule!(UNUSED_AUTHENTICATION, "unused-authentication");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let of_calls = subject
        .definition
        .urls
        .iter()
        .filter(|u| !u.of_authentication);
    let named: BTreeSet<String> = of_calls
        .filter_map(|u| u.connection.as_ref())
        .map(|(name, _)| name.trim().to_ascii_lowercase())
        .collect();
    let defined: BTreeSet<String> = authentications(subject.definition)
        .map(|a| a.name.as_str().trim().to_ascii_lowercase())
        .collect();
    // A call that names something else may mean this one.
    if named.is_empty() || !named.is_subset(&defined) {
        return;
    }
    for authentication in authentications(subject.definition) {
        let name = authentication.name.as_str().trim();
        if named.contains(&name.to_ascii_lowercase()) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::UNUSED_AUTHENTICATION,
                format!("no call uses the authentication `{name}`"),
            )
            .at(authentication.name.place().clone(), "named by no call")
            .with_help("name it in the `connection` of the calls it is for, or remove it"),
        );
    }
}
