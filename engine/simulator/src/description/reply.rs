//! The bodies of refusals.
//!
//! A body is any JSON; the whole values `"@message"` and `"@status"` are filled in. Each kind of
//! refusal has a status of its own, which the description may change.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

/// The kinds of refusal, with their usual status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Refused {
    /// 400: a field is missing, malformed, or names what doesn't exist.
    Invalid,
    /// 401: no valid credentials.
    Unauthorized,
    /// 403: valid credentials that don't reach this far.
    Forbidden,
    /// 404: no such path, no such row.
    NotFound,
    /// 405: the path exists, this method doesn't.
    MethodNotAllowed,
    /// 409: a unique value is taken.
    Duplicate,
    /// 413: the body is too large.
    TooLarge,
    /// 415: the body's encoding is not read here.
    Encoding,
    /// 429: too many requests.
    TooMany,
    /// 500: the server failed.
    Failed,
    /// 401 at a token route: unknown client or wrong secret.
    InvalidClient,
    /// 400 at a token route: a grant that isn't offered.
    UnsupportedGrant,
}

impl Refused {
    /// The status unless the description says otherwise.
    pub fn usual_status(self) -> u16 {
        match self {
            Self::Invalid | Self::UnsupportedGrant => 400,
            Self::Unauthorized | Self::InvalidClient => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Duplicate => 409,
            Self::TooLarge => 413,
            Self::Encoding => 415,
            Self::TooMany => 429,
            Self::Failed => 500,
        }
    }
}

/// How refusals are told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Problems {
    /// The reply where no kind says otherwise.
    pub default: Reply,
    /// Replies by kind.
    pub kinds: IndexMap<Refused, Reply>,
}

/// One reply.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Reply {
    /// The status, in place of the usual one.
    pub status: Option<u16>,
    /// A JSON body.
    pub body: Option<Value>,
    /// A text body, in place of a JSON one; `"@message"` stands for the message.
    pub text: Option<String>,
    /// The message, in place of the one the operation gives.
    pub message: Option<String>,
    /// Further headers.
    pub headers: IndexMap<String, String>,
}
