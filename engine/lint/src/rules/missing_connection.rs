//! `B3113 missing-connection`: calls that name no authentication. Told once, at the first.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::has_unread_key;

use super::Subject;

rule!(MISSING_CONNECTION, "missing-connection");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let urls = subject.definition.urls.iter();
    let mut bare = urls.filter(|u| {
        // A look-up of connector.toml, which is no attribute, takes the one of its call.
        let is_call = !u.of_authentication && u.text.place().attribute.is_some();
        is_call && u.connection.is_none() && !has_unread_key(subject, &u.text)
    });
    let Some(first) = bare.next() else { return };
    let diagnostic = Diagnostic::new(
        codes::MISSING_CONNECTION,
        "nothing says which authentication the call uses",
    )
    .at(first.text.place(), "of this call")
    .with_help("add `connection` with the name of an authentication of ConnectionJSON");
    found.push(match bare.count() {
        0 => diagnostic,
        1 => diagnostic.with_note("another call has none"),
        n => diagnostic.with_note(format!("{n} more calls have none")),
    });
}
