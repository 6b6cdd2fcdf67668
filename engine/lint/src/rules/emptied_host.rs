//! `B3011 emptied-host`: a host that begins with a dot, as `https://.example.com`, or is empty, as
//! `https:///users`. Reported once per host.

use std::collections::BTreeMap;

use bindery_definition::{Text, UrlStart, url_start};
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(EMPTIED_HOST, "emptied-host");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let mut hosts: BTreeMap<String, Vec<&Text>> = BTreeMap::new();
    for url in &subject.definition.urls {
        if let Some(UrlStart::Origin(origin)) = url_start(&url.text)
            && origin.contains("://.")
        {
            hosts.entry(origin).or_default().push(&url.text);
        }
    }
    let emptied = subject
        .definition
        .urls
        .iter()
        .map(|u| &u.text)
        .find(|text| {
            let raw = text.raw().trim_start().to_ascii_lowercase();
            raw.starts_with("https:///") || raw.starts_with("http:///")
        });
    if let Some(url) = emptied {
        let at = url.raw().find(":///").map_or(0, |at| at + 3);
        found.push(
            Diagnostic::new(codes::EMPTIED_HOST, "the URL has no host")
                .at(
                    url.place_of(at..at + 1),
                    "a host is missing before this slash",
                )
                .with_help("write the target's address, with the name of your tenant in it"),
        );
    }
    for urls in hosts.values() {
        let Some(first) = urls.first() else { continue };
        let raw = first.raw();
        let at = raw.find("://").map_or(0, |at| at + 3);
        let end = raw.get(at..).and_then(|r| r.find(['/', '?', '#']));
        let end = end.map_or(raw.len(), |end| at + end);
        let mut diagnostic = Diagnostic::new(codes::EMPTIED_HOST, "the host begins with a dot")
            .at(first.place_of(at..end), "its first label is missing")
            .with_help("write the target's address, with the name of your tenant in it");
        if urls.len() > 1 {
            diagnostic = diagnostic.with_note(format!("{} URLs have this host", urls.len()));
        }
        found.push(diagnostic);
    }
}
