//! `B3047 missing-connection-test`: an authentication that nothing tries out.

use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{authentications, is_blank};

use super::Subject;

rule!(MISSING_CONNECTION_TEST, "missing-connection-test");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        if authentication.test.is_some() || !is_blank(authentication.test_url.as_ref()) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::MISSING_CONNECTION_TEST,
                format!("the authentication `{}` has no test", authentication.name),
            )
            .at(authentication.name.place().clone(), "never tried out")
            .with_help("add `testConnectionParams` with a request that only reads"),
        );
    }
}
