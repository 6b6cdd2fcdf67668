//! A request as a definition describes it (rest-dialect §0.3, §0.4).

use bindery_diagnostics::Place;

use crate::text::{Text, Word};

use super::Ssl;

/// What a call sends: the `http` block of an import call, or the same keys on a provisioning call.
#[derive(Debug, Clone)]
pub struct HttpBlock {
    /// Where it stands.
    pub place: Place,
    /// The URL, as written; blanks at both ends are to be trimmed, a relative one resolved.
    pub url: Text,
    /// The verb, in any case, `GETWITHBODY` and `DELETEWITHBODY` included.
    pub method: Option<Text>,
    /// Headers in order; entries with an empty name are left out.
    pub headers: Vec<Header>,
    /// The body's encoding, or the `contentType` pseudo header where only that is given.
    pub content_type: Option<Text>,
    /// The body, or for GET the query parameters.
    pub body: Option<Body>,
    /// TLS options of this call alone.
    pub ssl: Option<Ssl>,
}

/// A header.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name as written, trimmed.
    pub name: Word,
    /// Its value.
    pub value: Text,
}

/// A body.
#[derive(Debug, Clone)]
pub enum Body {
    /// A string: the body's text as a template.
    Text(Text),
    /// JSON written as JSON (an object of pairs for form types, design D10).
    Json(JsonTemplate),
}

/// JSON whose strings are templates.
#[derive(Debug, Clone)]
pub enum JsonTemplate {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A string; it stays a string whatever its bindings yield.
    Text(Text),
    /// A list.
    List(Vec<Self>),
    /// Pairs in order.
    Object(Vec<(Text, Self)>),
}

impl Body {
    /// Whether there is nothing to send: an absent body written as an empty string, object or null.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_blank(),
            Self::Json(JsonTemplate::Object(pairs)) => pairs.is_empty(),
            Self::Json(JsonTemplate::Null) => true,
            Self::Json(_) => false,
        }
    }
}
