//! `B3043 call-without-token`: a call that names an authentication and sends nothing of it.
//!
//! Left alone: definitions without ConnectionJSON, names that it does not define, types that sign
//! each request or keep cookies, authentications that name a header, which is added to every call,
//! and calls with a key that is not known, which may be that of the headers.

use bindery_definition::{AuthType, Authentication, Body, Definition, Header, Text};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::authentications::Naming;
use crate::calls::texts_of_body;
use crate::requests::{Request, requests};

use super::Subject;

rule!(CALL_WITHOUT_TOKEN, "call-without-token");

/// Names through which a template reaches the authentication.
const ROOTS: [&str; 3] = ["access_token", "connection", "cookies"];

/// Parts of headers' names that carry credentials, in lower case and without dashes.
const CREDENTIALS: [&str; 6] = ["auth", "token", "key", "cookie", "session", "secret"];

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let definition = subject.definition;
    if definition.connection.is_none() && !definition.connection_is_encrypted {
        return;
    }
    let naming = Naming::of(definition);
    for request in requests(definition) {
        let Some(url) = request.url.filter(|_| !request.is_token_request) else {
            continue;
        };
        if naming.named_by(url).is_none() || adds_by_itself(definition, &naming, url) {
            continue;
        }
        if is_sent(&request, url) || has_unread_key(subject, url) {
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

/// Whether a token is added without the call's doing, or there is none to add.
fn adds_by_itself(definition: &Definition, naming: &Naming<'_>, url: &Text) -> bool {
    let by_type = |a: &Authentication| {
        matches!(
            a.auth_type,
            Some(AuthType::Cookies | AuthType::BasicWithHmac | AuthType::SignedHeaders)
        ) || a.auth_header_name.is_some()
    };
    match naming.used_by(url) {
        Some(authentication) => by_type(authentication),
        // A name that is not defined is told as that.
        None => !definition.connection_is_encrypted,
    }
}

/// Whether the call has a key that could not be read: it may be misspelt `httpHeaders`.
fn has_unread_key(subject: &Subject<'_>, url: &Text) -> bool {
    let parent = |place: &Place| {
        let path = place.path.as_deref().unwrap_or_default();
        let end = path.rfind('/').unwrap_or_default();
        (
            place.attribute.clone(),
            path.get(..end).unwrap_or_default().to_owned(),
        )
    };
    let own = parent(&url.place());
    let unknown = subject
        .connection
        .diagnostics()
        .filter(|d| d.code == codes::UNKNOWN_KEY);
    let mut places = unknown.filter_map(|d| d.primary.as_ref());
    places.any(|label| parent(&label.place) == own)
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
