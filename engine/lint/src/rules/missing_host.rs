//! `B3002 missing-host`: URLs without a host, and nothing that gives one.
//!
//! Reported once per connection with the number of URLs: one base URL mends them all.

use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(MISSING_HOST, "missing-host");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
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
    let Some(first) = urls.first() else { return };
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
