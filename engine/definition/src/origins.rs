//! Origins of URLs: what a URL begins with, and which origins a definition names (design D5, D9).

use std::collections::BTreeSet;

use bindery_grammar::ast::Part;

use crate::model::{Definition, UrlUse};
use crate::text::Text;

/// How a URL begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlStart {
    /// With this origin, in lower case and without a default port.
    Origin(String),
    /// With a scheme and a host that holds a binding.
    DynamicHost,
    /// With a binding: the whole URL or its beginning comes from a value.
    Binding,
    /// With a placeholder that has no value.
    Parameter,
    /// With a path, or with a scheme whose host is empty (`https:///api`).
    NoHost,
}

/// How the URL of a text begins; `None` where its syntax is broken.
#[must_use]
pub fn url_start(url: &Text) -> Option<UrlStart> {
    let template = url.template()?;
    let mut parts = template
        .parts
        .iter()
        .skip_while(|p| matches!(p, Part::Literal { text, .. } if text.trim().is_empty()));
    let (text, more) = match parts.next() {
        None => return Some(UrlStart::NoHost),
        Some(Part::Binding(_)) => return Some(UrlStart::Binding),
        Some(Part::Literal { text, .. }) => (text.trim_start(), parts.next().is_some()),
    };
    let text = if more { text } else { text.trim_end() };
    let unfilled = crate::parameters::find(text, true);
    if unfilled.first().is_some_and(|f| f.range.start == 0) {
        return Some(UrlStart::Parameter);
    }
    let Some((scheme, rest)) = split_scheme(text) else {
        return Some(UrlStart::NoHost);
    };
    let end = rest.find(['/', '?', '#']);
    let authority = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    if !crate::parameters::find(authority, true).is_empty() {
        return Some(UrlStart::Parameter);
    }
    if end.is_none() && more {
        return Some(UrlStart::DynamicHost);
    }
    Some(origin_of(&format!("{scheme}://{authority}")).map_or(UrlStart::NoHost, UrlStart::Origin))
}

fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = !scheme.is_empty()
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then_some((scheme, rest))
}

/// The origin of an absolute http or https URL: scheme, host and port in lower case, a default port
/// left out. `None` for anything else, a URL with an empty host included.
#[must_use]
pub fn origin_of(url: &str) -> Option<String> {
    let url = url.trim();
    // The parser skips surplus slashes and would take a path segment for the host.
    let (_, rest) = split_scheme(url)?;
    if rest.starts_with(['/', '?', '#', '\\']) || rest.is_empty() {
        return None;
    }
    let parsed = url::Url::parse(url).ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.origin().ascii_serialization())
}

impl Definition {
    /// The origins of its absolute URLs, those of authentications included.
    #[must_use]
    pub fn origins(&self) -> BTreeSet<String> {
        let starts = self.urls.iter().filter_map(|u| url_start(&u.text));
        starts
            .filter_map(|s| match s {
                UrlStart::Origin(origin) => Some(origin),
                _ => None,
            })
            .collect()
    }

    /// The origin of an authentication's `url`, where it has one: the base of relative URLs of the
    /// calls that name it (design D9).
    #[must_use]
    pub fn origin_of_authentication(&self, name: &str) -> Option<String> {
        let url = self
            .connection
            .as_ref()?
            .authentications
            .get(name)?
            .url
            .as_ref()?;
        match url_start(url)? {
            UrlStart::Origin(origin) => Some(origin),
            _ => None,
        }
    }

    /// Whether an authentication's `url` gives relative URLs a host, filled in or not.
    fn gives_host(&self, name: &str) -> bool {
        let connection = self.connection.as_ref();
        let authentication = connection.and_then(|c| c.authentications.get(name));
        let url = authentication.and_then(|a| a.url.as_ref());
        matches!(
            url.and_then(url_start),
            Some(UrlStart::Origin(_) | UrlStart::Parameter)
        )
    }

    /// The URLs that have no host and find none in the authentication they name.
    #[must_use]
    pub fn urls_without_host(&self) -> Vec<&UrlUse> {
        let without = |u: &&UrlUse| {
            url_start(&u.text) == Some(UrlStart::NoHost)
                && !u
                    .connection
                    .as_ref()
                    .is_some_and(|(name, _)| self.gives_host(name))
        };
        self.urls.iter().filter(without).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn origins_are_compared_in_lower_case_without_default_ports() {
        assert_eq!(
            origin_of("HTTPS://API.Example.test:443/a").as_deref(),
            Some("https://api.example.test")
        );
        assert_eq!(
            origin_of(" http://h:8080/x ").as_deref(),
            Some("http://h:8080")
        );
        for wrong in [
            "/Users",
            "https:///api",
            "https://",
            "ftp://h/x",
            "https://?x",
            "mailto:a@b",
            "",
        ] {
            assert_eq!(origin_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_url_begins_with_an_origin_a_binding_a_parameter_or_nothing() {
        let start = |url: &str| url_start(&Text::plain(url)).unwrap();
        assert_eq!(
            start("https://h/a/${x}"),
            UrlStart::Origin("https://h".into())
        );
        assert_eq!(start("https://${x}.h/a"), UrlStart::DynamicHost);
        assert_eq!(start("${url}/a"), UrlStart::Binding);
        assert_eq!(start(" @HOST@/a"), UrlStart::Parameter);
        assert_eq!(start("https://<URL>/a"), UrlStart::Parameter);
        assert_eq!(start("https:///api"), UrlStart::NoHost);
        assert_eq!(start("/Users"), UrlStart::NoHost);
    }
}
