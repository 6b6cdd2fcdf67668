//! `B3048 test-of-another-host`: a connection test that asks a host which no call asks.

use std::collections::BTreeSet;

use bindery_definition::{Authentication, UrlStart, url_start};
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::{Naming, authentications};

use super::Subject;

rule!(TEST_OF_ANOTHER_HOST, "test-of-another-host");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        let Some(test) = &authentication.test else {
            continue;
        };
        let (Some(UrlStart::Origin(asked)), Some(called)) = (
            url_start(&test.http.url),
            origins_of_calls(subject, authentication),
        ) else {
            continue;
        };
        if called.is_empty() || called.contains(&asked) {
            continue;
        }
        let list: Vec<String> = called.iter().map(|o| format!("`{o}`")).collect();
        found.push(
            Diagnostic::new(
                codes::TEST_OF_ANOTHER_HOST,
                format!("the connection test asks `{asked}`, which no call does"),
            )
            .at(test.http.url.place(), "another host")
            .with_help(format!("test where the calls go: {}", list.join(", "))),
        );
    }
}

/// Where the calls of an authentication go, its token endpoint included; nothing where one of them
/// is known only at run time.
fn origins_of_calls(
    subject: &Subject<'_>,
    authentication: &Authentication,
) -> Option<BTreeSet<String>> {
    let mut origins = BTreeSet::new();
    let definition = subject.definition;
    let naming = Naming::of(definition);
    for url in definition.urls.iter().filter(|u| !u.of_authentication) {
        let own = naming.used_by(&url.text);
        if own.is_none_or(|own| !std::ptr::eq(own, authentication)) {
            continue;
        }
        match url_start(&url.text)? {
            UrlStart::Origin(origin) => origins.insert(origin),
            _ => return None,
        };
    }
    if !origins.is_empty()
        && let Some(UrlStart::Origin(token)) = authentication.url.as_ref().and_then(url_start)
    {
        origins.insert(token);
    }
    Some(origins)
}
