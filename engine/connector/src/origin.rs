//! Tokens stay home (design D5): where requests of a connection may go, and where URLs point.
//!
//! A connection has a set of allowed origins: those of its definition's absolute URLs, its base URL,
//! and what the operator adds. Anything else is refused before a connection is opened. Plain http is
//! for loopback, unless the operator allows it. A base URL that the operator gave for a run replaces
//! the origins of the definition, token calls included (design D9).

use std::collections::BTreeSet;

use bindery_diagnostics::{Diagnostic, codes};
use url::{Host, Url};

use crate::Outcome;

/// The scheme, host and port of a URL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    /// The origin of a URL.
    #[must_use]
    pub fn of(url: &Url) -> Self {
        let port = url
            .port_or_known_default()
            .map_or_else(String::new, |p| format!(":{p}"));
        let host = url.host_str().unwrap_or_default();
        Self(format!("{}://{host}{port}", url.scheme()))
    }

    /// As written: `https://api.example.com:443`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where requests of one connection may go.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    base: Option<Url>,
    replace: bool,
    defined: BTreeSet<Origin>,
    allowed: BTreeSet<Origin>,
    plain_http: bool,
}

impl Origins {
    /// Sets the URL that relative ones resolve against. With `replace`, given for one run, it also
    /// takes the place of every origin that the definition names.
    pub fn set_base(&mut self, base: Url, replace: bool) {
        self.allowed.insert(Origin::of(&base));
        self.base = Some(base);
        self.replace = replace;
    }

    /// Adds an origin that the definition names.
    pub fn define(&mut self, url: &Url) {
        self.defined.insert(Origin::of(url));
    }

    /// Adds an origin that the operator allows.
    pub fn allow(&mut self, url: &Url) {
        self.allowed.insert(Origin::of(url));
    }

    /// Allows plain http to hosts other than loopback.
    pub const fn allow_plain_http(&mut self) {
        self.plain_http = true;
    }

    /// The URL that relative ones resolve against.
    #[must_use]
    pub const fn base(&self) -> Option<&Url> {
        self.base.as_ref()
    }

    /// The absolute, allowed URL that a rendered text means. A relative text resolves against
    /// `current` where there is one, such as the page that named the next, else against the base.
    ///
    /// # Errors
    /// `B3002` for a relative URL without a base, `B5002` for a foreign origin, `B5003` for plain
    /// http, `R1001` for a text that is no URL.
    pub fn resolve(&self, text: &str, current: Option<&Url>) -> Outcome<Url> {
        let text = text.trim();
        let url = match Url::parse(text) {
            Ok(url) => self.rebase(url, current.is_none()),
            Err(url::ParseError::RelativeUrlWithoutBase) => self.join(text, current)?,
            Err(_) => return Err(not_a_url(text)),
        };
        self.check(&url)?;
        Ok(url)
    }

    /// Refuses a URL outside the allowed origins.
    ///
    /// # Errors
    /// `B5002`, `B5003`.
    pub fn check(&self, url: &Url) -> Outcome<()> {
        let origin = Origin::of(url);
        let known =
            self.allowed.contains(&origin) || (!self.replace && self.defined.contains(&origin));
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || !known {
            return Err(Box::new(
                Diagnostic::new(
                    codes::FOREIGN_ORIGIN,
                    format!("a request to {} is not allowed", origin.as_str()),
                )
                .with_note(self.names())
                .with_help(
                    "if the target is right, add the origin to allowed_origins in connector.toml",
                ),
            ));
        }
        if url.scheme() == "http" && !self.plain_http && !is_loopback(url) {
            return Err(Box::new(
                Diagnostic::new(
                    codes::PLAIN_HTTP,
                    format!(
                        "plain http to {} would show the credentials",
                        origin.as_str()
                    ),
                )
                .with_help("use an https URL, or set allow_plain_http = true in connector.toml"),
            ));
        }
        Ok(())
    }

    fn names(&self) -> String {
        let mut names: Vec<&str> = self.allowed.iter().map(Origin::as_str).collect();
        if !self.replace {
            let defined = self.defined.difference(&self.allowed);
            names.extend(defined.map(Origin::as_str));
        }
        if names.is_empty() {
            "the connection allows no origin yet".to_owned()
        } else {
            format!("the connection allows {}", names.join(", "))
        }
    }

    /// Every call of a definition moves to the operator's base URL; a URL that an answer named
    /// moves only if it points where the definition points.
    fn rebase(&self, url: Url, is_call: bool) -> Url {
        match &self.base {
            Some(base) if self.replace && (is_call || self.defined.contains(&Origin::of(&url))) => {
                with_prefix(base, &url)
            }
            _ => url,
        }
    }

    fn join(&self, text: &str, current: Option<&Url>) -> Outcome<Url> {
        if let Some(current) = current {
            return current.join(text).map_err(|_| not_a_url(text));
        }
        let Some(base) = &self.base else {
            return Err(Box::new(
                Diagnostic::new(codes::MISSING_HOST, "the URL has no scheme and host")
                    .with_help("name the target with --base-url"),
            ));
        };
        let rooted = format!("/{}", text.trim_start_matches('/'));
        let url = base.join(&rooted).map_err(|_| not_a_url(text))?;
        Ok(with_prefix(base, &url))
    }
}

/// The URL at the base's origin, below the base's path.
fn with_prefix(base: &Url, url: &Url) -> Url {
    let mut moved = base.clone();
    let prefix = base.path().trim_end_matches('/');
    moved.set_path(&format!("{prefix}{}", url.path()));
    moved.set_query(url.query());
    moved.set_fragment(None);
    moved
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            name.eq_ignore_ascii_case("localhost") || name.to_lowercase().ends_with(".localhost")
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn not_a_url(text: &str) -> Box<Diagnostic> {
    let start: String = text.chars().take(60).collect();
    Box::new(
        Diagnostic::new(codes::MISSING_HOST, "the URL cannot be read")
            .with_note(format!("it starts with `{start}`"))
            .with_help("check the host, the port and the placeholders of the URL"),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn origins() -> Origins {
        let mut origins = Origins::default();
        origins.define(&url("https://api.example.com/token"));
        origins.set_base(url("https://api.example.com/"), false);
        origins
    }

    #[test]
    fn relative_urls_resolve_against_the_base() {
        let resolved = origins().resolve(" /api/v4/users ", None).unwrap();
        assert_eq!(resolved.as_str(), "https://api.example.com/api/v4/users");
        let resolved = origins().resolve("users?a=1", None).unwrap();
        assert_eq!(resolved.as_str(), "https://api.example.com/users?a=1");
    }

    #[test]
    fn a_foreign_origin_is_refused_and_named() {
        let error = origins().resolve("https://evil.test/x", None).unwrap_err();
        assert_eq!(error.code, codes::FOREIGN_ORIGIN);
        assert!(error.message.contains("https://evil.test:443"));
        for trick in [
            "https://api.example.com@evil.test/",
            "https://api.example.com:8443/",
            "http://api.example.com/",
            "//evil.test/x",
            "https:\\\\evil.test",
            "file:///etc/passwd",
        ] {
            let outcome = origins().resolve(trick, Some(&url("https://api.example.com/a")));
            assert!(outcome.is_err(), "{trick}");
        }
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        let mut origins = Origins::default();
        origins.allow(&url("http://intranet.test"));
        origins.allow(&url("http://127.0.0.1:9"));
        let error = origins.resolve("http://intranet.test/", None).unwrap_err();
        assert_eq!(error.code, codes::PLAIN_HTTP);
        assert!(origins.resolve("http://127.0.0.1:9/", None).is_ok());
        origins.allow_plain_http();
        assert!(origins.resolve("http://intranet.test/", None).is_ok());
    }

    #[test]
    fn a_base_url_given_for_the_run_replaces_the_definitions_origins() {
        let mut origins = origins();
        origins.set_base(url("http://127.0.0.1:8080/sim/"), true);
        assert_eq!(
            origins
                .resolve("https://api.example.com/users?page=2", None)
                .unwrap()
                .as_str(),
            "http://127.0.0.1:8080/sim/users?page=2"
        );
        assert_eq!(
            origins.resolve("/users", None).unwrap().as_str(),
            "http://127.0.0.1:8080/sim/users"
        );
        let current = url("http://127.0.0.1:8080/sim/users");
        let next = |text: &str| origins.resolve(text, Some(&current));
        assert!(next("https://other.test/").is_err());
        assert_eq!(
            next("https://api.example.com/users?page=3")
                .unwrap()
                .as_str(),
            "http://127.0.0.1:8080/sim/users?page=3"
        );
    }

    #[test]
    fn a_relative_next_page_resolves_against_the_current_one() {
        let current = url("https://api.example.com/v1/users?page=1");
        let next = origins().resolve("?page=2", Some(&current)).unwrap();
        assert_eq!(next.as_str(), "https://api.example.com/v1/users?page=2");
    }
}
