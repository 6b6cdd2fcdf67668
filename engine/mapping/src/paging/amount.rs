//! Values that paging reads off a page: totals, and next URLs given as a plain path.
//!
//! `completeResponseMap.x` and bare `x` are paths into the body, `headers.x` is a header by any case,
//! and a number, also as text, is itself (`rest-dialect §2.16`).

use serde_json::Value;

use super::link::next_link;
use crate::path::{Path, PathError};
use crate::text::scalar_text;

/// A place in an answer.
#[derive(Debug, Clone)]
pub enum Spot {
    /// A path into the body.
    Body(Path),
    /// A header, by its name in lower case.
    Header(String),
}

impl Spot {
    /// Compiles a place; `response.` in front of either form does not matter.
    ///
    /// # Errors
    /// Where it is not a path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let text = text.trim();
        let text = text.strip_prefix("response.").unwrap_or(text);
        if let Some(name) = text.strip_prefix("headers.") {
            let name = name.trim_matches(['\'', '"']).to_ascii_lowercase();
            return Ok(Self::Header(name));
        }
        let path = match text.strip_prefix("completeResponseMap") {
            Some("") => "",
            Some(rest) if rest.starts_with('.') => rest.trim_start_matches('.'),
            Some(rest) if rest.starts_with('[') => rest,
            _ => text,
        };
        Path::parse(path).map(Self::Body)
    }

    /// The URL of the next page at that place. Of a `Link` header it is the link whose relation is
    /// `next` (`rest-dialect §2.16`).
    #[must_use]
    pub fn read_next(&self, body: &Value, headers: &[(String, String)]) -> Option<String> {
        match self {
            Self::Header(name) if name == "link" => {
                let links = headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
                next_link(links.map(|(_, value)| value.as_str()))
            }
            _ => self.read(body, headers),
        }
    }

    /// The text at that place; `None` where it is null, absent or no scalar.
    #[must_use]
    pub fn read(&self, body: &Value, headers: &[(String, String)]) -> Option<String> {
        match self {
            Self::Body(path) => path.get(body).first().and_then(scalar_text),
            Self::Header(name) => headers
                .iter()
                .find(|(header, _)| header.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.clone()),
        }
    }
}

/// A number of records.
#[derive(Debug, Clone)]
pub enum Amount {
    /// Written in the definition: an upper bound.
    Literal(u64),
    /// Said by the target.
    At(Spot),
}

impl Amount {
    /// Compiles `totalCountPath`; `None` where it says nothing.
    ///
    /// # Errors
    /// Where it is not a path.
    pub fn parse(value: &Value) -> Result<Option<Self>, PathError> {
        let Some(text) = scalar_text(value) else {
            return Ok(None);
        };
        Self::parse_text(&text)
    }

    /// [`Amount::parse`] for a text.
    ///
    /// # Errors
    /// Where it is not a path.
    pub fn parse_text(text: &str) -> Result<Option<Self>, PathError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Some(Self::Literal(text.parse().unwrap_or(u64::MAX))));
        }
        Ok(Some(Self::At(Spot::parse(text)?)))
    }

    /// Whether it is written in the definition.
    #[must_use]
    pub const fn is_literal(&self) -> bool {
        matches!(self, Self::Literal(_))
    }

    /// The number, where the answer has it.
    #[must_use]
    pub fn read(&self, body: &Value, headers: &[(String, String)]) -> Option<u64> {
        match self {
            Self::Literal(number) => Some(*number),
            Self::At(spot) => spot.read(body, headers)?.trim().parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn amounts_are_read_in_every_form() {
        let body = json!({"meta": {"total": 250}, "count": "7", "list": []});
        let headers = [("X-Total-Count".to_owned(), " 120 ".to_owned())];
        for (written, expected) in [
            (json!("completeResponseMap.meta.total"), Some(250)),
            (json!("response.completeResponseMap.meta.total"), Some(250)),
            (json!("meta.total"), Some(250)),
            (json!("count"), Some(7)),
            (json!("headers.x-total-count"), Some(120)),
            (json!("headers.absent"), None),
            (json!("5000"), Some(5000)),
            (json!(20), Some(20)),
            (json!("list"), None),
        ] {
            let amount = Amount::parse(&written).unwrap().unwrap();
            assert_eq!(amount.read(&body, &headers), expected, "{written}");
        }
        assert!(Amount::parse(&json!("")).unwrap().is_none());
        assert!(Amount::parse(&json!(null)).unwrap().is_none());
    }

    #[test]
    fn a_next_url_can_be_a_plain_key() {
        let body = json!({"@odata.nextLink": "https://h/2", "completeResponseMapper": "x"});
        let read = |text: &str| Spot::parse(text).unwrap().read(&body, &[]);
        assert_eq!(read("@odata.nextLink").as_deref(), Some("https://h/2"));
        assert_eq!(read("completeResponseMapper").as_deref(), Some("x"));
    }
}
