//! `B3043 call-without-token`: a call that names an authentication and sends nothing of it.
//!
//! Left alone: definitions without ConnectionJSON, names that it does not define, types that sign
//! each request or keep cookies, and calls with a key that is not known, which may be that of the
//! headers. An authentication that names a header has it added to every call; there a call is told
//! only where others of its kind send the token themselves.

use std::collections::BTreeSet;

use bindery_definition::{AuthType, Authentication, Body, Definition, Header, Text};
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::Naming;
use crate::calls::texts_of_body;
use crate::keys::has_unread_key;
use crate::requests::{Request, requests};

use super::Subject;

rule!(CALL_WITHOUT_TOKEN, "call-without-token");

/// Names through which a template reaches the authentication.
const ROOTS: [&str; 3] = ["access_token", "connection", "cookies"];

/// Parts of headers' names that carry credentials, in lower case and without dashes.
const CREDENTIALS: [&str; 6] = ["auth", "token", "key", "cookie", "session", "secret"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    if definition.connection.is_none() && !definition.connection_is_encrypted {
        return;
    }
    let naming = Naming::of(definition);
    let senders: BTreeSet<&str> = requests(definition)
        .iter()
        .filter(|r| !r.is_token_request)
        .filter_map(|r| r.url.filter(|url| is_sent(r, url)))
        .filter_map(|url| naming.used_by(url))
        .map(|a| a.name.as_str())
        .collect();
    for request in requests(definition) {
        let Some(url) = request.url.filter(|_| !request.is_token_request) else {
            continue;
        };
        // A connection test uses the authentication that it stands in.
        let is_test = url
            .attribute()
            .is_some_and(|a| a.eq_ignore_ascii_case("ConnectionJSON"));
        if naming.named_by(url).is_none() && !is_test || adds_by_itself(definition, &naming, url) {
            continue;
        }
        let name = naming.used_by(url).map(|a| a.name.as_str());
        let is_alone = by_header(&naming, url) && !senders.contains(&name.unwrap_or_default());
        if is_sent(&request, url) || is_alone || has_unread_key(subject, url) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::CALL_WITHOUT_TOKEN,
                "the call names an authentication and sends no token",
            )
            .at(url.place(), "requested without credentials")
            .with_help("add the header `\"Authorization\": \"${access_token}\"`"),
        );
    }
}

/// Whether the authentication names the header that its token is added by.
fn by_header(naming: &Naming<'_>, url: &Text) -> bool {
    naming
        .used_by(url)
        .is_some_and(|a| a.auth_header_name.is_some())
}

/// Whether a token is added without the call's doing, or there is none to add.
fn adds_by_itself(definition: &Definition, naming: &Naming<'_>, url: &Text) -> bool {
    let by_type = |a: &Authentication| {
        matches!(
            a.auth_type,
            Some(AuthType::Cookies | AuthType::BasicWithHmac | AuthType::SignedHeaders)
        )
    };
    match naming.used_by(url) {
        Some(authentication) => by_type(authentication),
        // A name that is not defined is told as that.
        None => !definition.connection_is_encrypted,
    }
}

fn is_sent(request: &Request<'_>, url: &Text) -> bool {
    let reads = |text: &Text| ROOTS.iter().any(|root| text.raw().contains(root));
    let carries = |header: &Header| {
        let name = header
            .name
            .as_str()
            .to_ascii_lowercase()
            .replace(['-', '_'], "");
        CREDENTIALS.iter().any(|c| name.contains(c)) || reads(&header.value)
    };
    let in_body = |body: &Body| texts_of_body(body).into_iter().any(reads);
    // A key in the query is a credential as well, though not a good one.
    let in_query = url.raw().split_once('?').is_some_and(|(_, query)| {
        let query = query.to_ascii_lowercase();
        query.contains("key=") || query.contains("token=")
    });
    in_query
        || reads(url)
        || request.headers.iter().any(carries)
        || request.body.is_some_and(in_body)
}
