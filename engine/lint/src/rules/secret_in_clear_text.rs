//! `B5005 secret-in-clear-text`: a credential written into an import or provisioning call.
//!
//! ConnectionJSON is left alone: it is where secrets belong, and EIC encrypts it. The value is
//! neither quoted nor pointed at, only the header's name is.

use bindery_diagnostics::{Diagnostic, codes};

use crate::calls::calls;

use super::Subject;

rule!(SECRET_IN_CLEAR_TEXT, "secret-in-clear-text");

/// Headers that carry credentials, in lower case and without dashes.
const HEADERS: [&str; 9] = [
    "authorization",
    "proxyauthorization",
    "xapikey",
    "apikey",
    "xauthtoken",
    "xaccesstoken",
    "xapitoken",
    "ocpapimsubscriptionkey",
    "cookie",
];

/// The shortest text that is taken for a credential.
const SHORTEST: usize = 8;

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for call in calls(subject.definition) {
        for header in &call.http.headers {
            let name = header
                .name
                .as_str()
                .to_ascii_lowercase()
                .replace(['-', '_'], "");
            if !HEADERS.contains(&name.as_str()) || !is_credential(header.value.raw()) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::SECRET_IN_CLEAR_TEXT,
                    format!("`{}` holds a credential in clear text", header.name),
                )
                .at(header.name.place().clone(), "readable by anyone who has the package")
                .with_help(
                    "keep it in ConnectionJSON and write `${access_token}` or `${connection.NAME}`; \
                     replace the credential, since it has been shown",
                ),
            );
        }
    }
}

/// Whether a header's value is one literal word that is no placeholder, behind an optional scheme.
fn is_credential(value: &str) -> bool {
    let value = value.trim();
    let secret = value
        .split_once(char::is_whitespace)
        .map_or(value, |(_, rest)| rest.trim());
    let placeholder = secret.contains(['$', '@', '<', '>', '{', '*', ' ']);
    let has_digit = secret.bytes().any(|b| b.is_ascii_digit());
    secret.len() >= SHORTEST && has_digit && !placeholder
}
