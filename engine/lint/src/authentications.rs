//! What rules ask of authentications: which one a call uses, and how it comes by its token.

use std::collections::HashMap;

use bindery_definition::{AuthType, Authentication, Definition, Text};

/// The authentications in order; none where ConnectionJSON is absent or encrypted.
pub(crate) fn authentications(definition: &Definition) -> impl Iterator<Item = &Authentication> {
    let connection = definition.connection.iter();
    connection.flat_map(|c| c.authentications.values())
}

/// Which authentications the calls of a definition name, looked up by their URLs.
pub(crate) struct Naming<'a> {
    named: HashMap<usize, &'a str>,
    /// Authentications by the URL of their test.
    tested: HashMap<usize, &'a Authentication>,
    /// By their names in lower case; the first of several.
    by_name: HashMap<String, &'a Authentication>,
    /// The only one.
    only: Option<&'a Authentication>,
}

impl<'a> Naming<'a> {
    pub(crate) fn of(definition: &'a Definition) -> Self {
        let urls = definition.urls.iter();
        let named = urls.filter_map(|u| Some((u.text.id(), u.connection.as_ref()?.0.as_str())));
        let (mut tested, mut by_name) = (HashMap::new(), HashMap::new());
        for one in authentications(definition) {
            if let Some(test) = &one.test {
                tested.entry(test.http.url.id()).or_insert(one);
            }
            let name = one.name.as_str().trim().to_ascii_lowercase();
            by_name.entry(name).or_insert(one);
        }
        let mut all = authentications(definition);
        let only = all.next().filter(|_| all.next().is_none());
        Self {
            named: named.collect(),
            tested,
            by_name,
            only,
        }
    }

    /// The name of the authentication that the call with this URL names, directly or by its section.
    pub(crate) fn named_by(&self, url: &Text) -> Option<&'a str> {
        self.named.get(&url.id()).copied()
    }

    /// The authentication of the call with this URL: the one it names, the one whose test it is, or
    /// the only one.
    pub(crate) fn used_by(&self, url: &Text) -> Option<&'a Authentication> {
        if let Some(own) = self.tested.get(&url.id()) {
            return Some(own);
        }
        match self.named_by(url) {
            Some(name) => {
                let name = name.trim().to_ascii_lowercase();
                self.by_name.get(&name).copied()
            }
            None => self.only,
        }
    }
}

/// Whether nothing is written.
pub(crate) fn is_blank(text: Option<&Text>) -> bool {
    text.is_none_or(Text::is_blank)
}

/// Whether the type can ask for a token at all.
pub(crate) fn is_token_type(authentication: &Authentication) -> bool {
    matches!(
        authentication.auth_type,
        Some(
            AuthType::Oauth2 | AuthType::BasicWithAccessToken | AuthType::Jwt | AuthType::Other(_)
        )
    )
}

/// Whether it asks for a token as it is written, instead of sending a static one (rest-dialect §1.8).
pub(crate) fn fetches(authentication: &Authentication) -> bool {
    is_to_fetch(authentication) && !is_blank(authentication.url.as_ref())
}

/// Whether it has all that asking for a token takes, but for the URL.
pub(crate) fn is_to_fetch(authentication: &Authentication) -> bool {
    let has_path = authentication
        .token_response_path
        .as_ref()
        .is_some_and(|p| !p.as_str().trim().is_empty());
    is_token_type(authentication) && has_path && has_request(authentication)
}

/// Whether there is something to send to the token endpoint.
pub(crate) fn has_request(authentication: &Authentication) -> bool {
    let has_body = authentication.body.as_ref().is_some_and(|b| !b.is_empty());
    let needs_none = matches!(
        authentication.auth_type,
        Some(AuthType::BasicWithAccessToken | AuthType::Jwt)
    );
    has_body || needs_none
}
