//! `B5003 plain-http`: a URL that begins with `http://` and does not stay on this machine.

use bindery_definition::{UrlStart, url_start};
use bindery_diagnostics::{Diagnostic, Severity, codes};

use super::Subject;

rule!(PLAIN_HTTP, "plain-http");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    if subject.connection.manifest.allow_plain_http {
        return;
    }
    for url in &subject.definition.urls {
        let raw = url.text.raw();
        let from = raw.len() - raw.trim_start().len();
        let is_plain = raw
            .get(from..from + 7)
            .is_some_and(|s| s.eq_ignore_ascii_case("http://"));
        if !is_plain {
            continue;
        }
        let host_is_known = match url_start(&url.text) {
            Some(UrlStart::Origin(origin)) if is_loopback(&origin) => continue,
            Some(UrlStart::Origin(_)) => true,
            _ => false,
        };
        let mut diagnostic = Diagnostic::new(codes::PLAIN_HTTP, "the URL is plain http")
            .at(url.text.place_of(from..from + 7), "sent in the clear")
            .with_help("write https, or allow it with `allow_plain_http = true` in connector.toml");
        if !host_is_known {
            diagnostic = diagnostic.with_severity(Severity::Warning);
        }
        found.push(diagnostic);
    }
}

fn is_loopback(origin: &str) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    if host.starts_with("[::1]") {
        return true;
    }
    let host = host.split(':').next().unwrap_or_default();
    host == "localhost"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback())
}
