//! `B3002 missing-host`: URLs without a host, and nothing that gives one.
//!
//! Reported once per connection with the number of URLs: one base URL mends them all.

use bindery_definition::{UrlStart, url_start};
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(MISSING_HOST, "missing-host");

/// The URLs that lack the host which most of the others have. The authentication gives them one here,
/// which is nowhere documented.
fn odd_one(subject: &Subject<'_>) -> Option<Diagnostic> {
    let all = subject
        .definition
        .urls
        .iter()
        .filter(|u| !u.of_authentication);
    let (without, with): (Vec<_>, Vec<_>) =
        all.partition(|u| url_start(&u.text) == Some(UrlStart::NoHost));
    let first = without
        .first()
        .filter(|_| without.len() * 4 <= with.len())?;
    Some(
        Diagnostic::new(
            codes::MISSING_HOST,
            "this URL has no host, and the others have one",
        )
        .at(first.text.place(), "no scheme and host")
        .with_note("the host of its authentication is taken; the product may not take it")
        .with_help("write scheme and host before it, as the others do"),
    )
}

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    if subject.has_base_url {
        return;
    }
    let mut urls = subject.definition.urls_without_host();
    // A URL whose authentication is not defined is that rule's business.
    if let Some(connection) = &subject.definition.connection {
        urls.retain(|u| {
            u.connection
                .as_ref()
                .is_none_or(|(name, _)| connection.authentications.contains_key(name))
        });
    }
    let Some(first) = urls.first() else {
        found.extend(odd_one(subject));
        return;
    };
    let mut diagnostic = Diagnostic::new(codes::MISSING_HOST, "this URL has no host")
        .at(first.text.place(), "no scheme and host")
        .with_help("give the target's address with --base-url, or write it into the URL");
    if urls.len() > 1 {
        diagnostic = diagnostic.with_note(format!("{} URLs have none", urls.len()));
    }
    if subject.definition.connection_is_encrypted {
        diagnostic = diagnostic
            .with_note("ConnectionJSON, whose `url` gives relative URLs their host, is encrypted");
    }
    found.push(diagnostic);
}
