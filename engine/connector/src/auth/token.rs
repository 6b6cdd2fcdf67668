//! Token values: where a response holds one, and which initial values are worth a try.

use bindery_mapping::{Path, scalar_text};

use crate::decode::Body;
use crate::ports::ResponseData;

/// Where a token stands in a response.
#[derive(Debug, Clone)]
pub(crate) enum TokenPath {
    /// `#HEADERS#Name`.
    Header(String),
    /// A path into the body.
    Body(Path),
    /// The whole body: an empty path of `refreshTokenCall` (`rest-dialect §1.8`).
    Whole,
}

impl TokenPath {
    /// Reads a path; `None` for a blank one.
    pub fn read(text: Option<&str>) -> Option<Self> {
        let text = text?.trim();
        if let Some(name) = text.strip_prefix("#HEADERS#") {
            return Some(Self::Header(name.trim().to_owned()));
        }
        if text.is_empty() {
            return None;
        }
        Path::parse(text).ok().map(Self::Body)
    }

    /// The token.
    pub fn find(&self, response: &ResponseData, body: &Body) -> Option<String> {
        let found = match self {
            Self::Header(name) if name.eq_ignore_ascii_case("set-cookie") => cookies(response),
            Self::Header(name) => response.header(name).map(ToOwned::to_owned),
            Self::Body(path) => path.get(body.json.as_ref()?).first().and_then(scalar_text),
            Self::Whole => match &body.json {
                Some(serde_json::Value::String(text)) => Some(text.clone()),
                _ => Some(body.text.clone()),
            },
        };
        found.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
    }

    /// The path in words, for messages.
    pub fn words(&self) -> String {
        match self {
            Self::Header(name) => format!("the header {name}"),
            Self::Body(path) => format!("the path {}", path.as_str()),
            Self::Whole => "the body".to_owned(),
        }
    }
}

/// Every cookie that was set, without its attributes: `a=b; c=d`.
fn cookies(response: &ResponseData) -> Option<String> {
    let pairs: Vec<&str> = response
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .filter_map(|(_, value)| value.split(';').next())
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

/// Whether an initial token cannot work: empty, shorter than eight characters, or one of the words
/// that samples put there (`rest-dialect §5.2`). Then the first token is fetched before the first
/// call, which saves a failing request.
pub(crate) fn is_dummy(value: &str) -> bool {
    const WORDS: [&str; 6] = [
        "accesstoken",
        "access_token",
        "dummytoken",
        "dummyvalue",
        "your_token",
        "tokenvalue",
    ];
    let value = value.trim();
    let token = match value.split_once(' ') {
        Some((scheme, rest)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => rest.trim(),
        _ => value,
    };
    token.chars().count() < 8 || WORDS.iter().any(|w| token.eq_ignore_ascii_case(w))
}

/// A fetched token with its prefix (`tokenType`); none where the definition gives none.
pub(crate) fn with_prefix(prefix: &str, token: &str) -> String {
    let prefix = prefix.trim();
    if prefix.is_empty() {
        token.to_owned()
    } else {
        format!("{prefix} {token}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dummies_are_told_from_tokens() {
        for dummy in [
            "",
            "Bearer none",
            "Bearer abcd",
            "xxxx",
            "Bearer access_token",
        ] {
            assert!(is_dummy(dummy), "{dummy}");
        }
        for token in ["Bearer 0123456789abcdef", "0a1b2c3d-permanent"] {
            assert!(!is_dummy(token), "{token}");
        }
    }

    #[test]
    fn cookies_lose_their_attributes() {
        let response = ResponseData {
            status: 200,
            headers: vec![
                ("Set-Cookie".into(), "SID=1; Path=/; HttpOnly".into()),
                ("set-cookie".into(), "lang=en".into()),
            ],
            body: vec![],
        };
        assert_eq!(cookies(&response).as_deref(), Some("SID=1; lang=en"));
    }
}
