//! `B3111 missing-verb`: a call without `httpMethod`, so that GET is sent.

use bindery_definition::HttpBlock;
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::authentications;
use crate::calls::calls;
use crate::keys::{has_key, has_unread_key};

use super::Subject;

rule!(MISSING_VERB, "missing-verb");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let tests = authentications(subject.definition).flat_map(|a| &a.test);
    let calls = calls(subject.definition);
    let calls = calls.iter().map(|c| c.http);
    for http in tests.map(|t| &t.http).chain(calls) {
        found.extend(look(subject, http));
    }
}

fn look(subject: &Subject<'_>, http: &HttpBlock) -> Option<Diagnostic> {
    // A verb that is null, empty or misspelt has been told.
    if http.method.is_some()
        || has_key(subject, &http.place, "httpMethod")
        || has_unread_key(subject, &http.url)
    {
        return None;
    }
    let has_body = http.body.as_ref().is_some_and(|b| !b.is_empty());
    let diagnostic = Diagnostic::new(
        codes::MISSING_VERB,
        "`httpMethod` is missing, so the call is sent as GET",
    )
    .at(http.url.place(), "of this call")
    .with_help("add `httpMethod` with the verb that the target documents");
    Some(if has_body {
        diagnostic.with_note("its body becomes the query of the GET")
    } else {
        diagnostic
    })
}
