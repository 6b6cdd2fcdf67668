//! `B5010 unsigned-assertion`: a JWT whose algorithm is `none`.

use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::authentications;

use super::Subject;

rule!(UNSIGNED_ASSERTION, "unsigned-assertion");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        let jwt = authentication.jwt.as_ref();
        let Some(algorithm) = jwt.and_then(|j| j.signed_algorithm.as_ref()) else {
            continue;
        };
        if algorithm.as_str().trim().eq_ignore_ascii_case("none") {
            found.push(
                Diagnostic::new(codes::UNSIGNED_ASSERTION, "the assertion is not signed")
                    .at(algorithm.place().clone(), "anyone could have made it")
                    .with_help("write the algorithm of the key, such as `RS256` or `HS256`"),
            );
        }
    }
}
