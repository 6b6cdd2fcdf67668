//! Every request of a definition, those of authentications included: what a rule on requests looks
//! at where it does not matter what a call is for.

use bindery_definition::{Authentication, Body, Definition, Header, HttpBlock, Text};

use crate::calls::calls;

/// One request, as far as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) url: Option<&'a Text>,
    pub(crate) method: Option<&'a Text>,
    pub(crate) headers: &'a [Header],
    pub(crate) content_type: Option<&'a Text>,
    pub(crate) body: Option<&'a Body>,
    /// Whether it asks for a token, so that it has none yet.
    pub(crate) is_token_request: bool,
}

impl<'a> Request<'a> {
    const fn of(http: &'a HttpBlock, is_token_request: bool) -> Self {
        Self {
            url: Some(&http.url),
            method: http.method.as_ref(),
            headers: http.headers.as_slice(),
            content_type: http.content_type.as_ref(),
            body: http.body.as_ref(),
            is_token_request,
        }
    }

    fn token(authentication: &'a Authentication) -> Self {
        Self {
            url: authentication.url.as_ref(),
            method: authentication.method.as_ref(),
            headers: &authentication.headers,
            content_type: authentication.content_type.as_ref(),
            body: authentication.body.as_ref(),
            is_token_request: true,
        }
    }

    /// The content type in lower case without parameters and blanks; nothing where none is written
    /// or it holds a binding. A header stands in where the key is absent.
    pub(crate) fn media_type(&self) -> Option<String> {
        let header = || {
            let is_type = |h: &&Header| h.name.as_str().eq_ignore_ascii_case("content-type");
            self.headers.iter().find(is_type).map(|h| &h.value)
        };
        let written = self.content_type.or_else(header)?.literal()?;
        let bare = written.split(';').next().unwrap_or_default();
        let bare: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
        (!bare.is_empty()).then(|| bare.to_ascii_lowercase())
    }
}

/// Every request, authentications first, then calls in the order of the attributes.
pub(crate) fn requests(definition: &Definition) -> Vec<Request<'_>> {
    let mut all = Vec::new();
    let connection = definition.connection.iter();
    for authentication in connection.flat_map(|c| c.authentications.values()) {
        all.push(Request::token(authentication));
        let refresh = authentication.refresh_token_call.iter();
        all.extend(refresh.map(|r| Request::of(&r.http, true)));
        let test = authentication.test.iter();
        all.extend(test.map(|t| Request::of(&t.http, false)));
    }
    let of_calls = calls(definition).into_iter();
    all.extend(of_calls.map(|call| Request::of(call.http, false)));
    all
}
