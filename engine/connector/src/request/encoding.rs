//! `httpContentType`: how a body is encoded (`rest-dialect §0.4`).

use bindery_expression::Sink;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What the bindings of a body of this content type are escaped for (design D4).
#[must_use]
pub fn body_sink(content_type: Option<&str>) -> Sink {
    Encoding::read(content_type).sink()
}

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// JSON: the default for bodies.
    Json,
    /// `application/x-www-form-urlencoded`; blanks become `%20`, or `+` in the `-pws` form.
    Form {
        /// Whether blanks become `+`.
        plus: bool,
    },
    /// One part per pair.
    Multipart,
    /// XML text as it is.
    Xml,
    /// Any other text as it is.
    Other,
    /// `text/html`, a placeholder of old samples: no body.
    Nothing,
}

impl Encoding {
    /// Reads a content type; blanks inside it are tolerated.
    pub fn read(content_type: Option<&str>) -> Self {
        let text: String = content_type
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect();
        let essence = text.split(';').next().unwrap_or_default();
        match essence {
            "" => Self::Json,
            "text/html" => Self::Nothing,
            "multipart/form-data" => Self::Multipart,
            "application/x-www-form-urlencoded-pws" => Self::Form { plus: true },
            "application/x-www-form-urlencoded" => Self::Form { plus: false },
            e if e.ends_with("json") => Self::Json,
            e if e.ends_with("xml") => Self::Xml,
            _ => Self::Other,
        }
    }

    /// What the bindings of a body written as one text are escaped for.
    pub const fn sink(self) -> Sink {
        match self {
            Self::Json => Sink::Json,
            Self::Form { plus: false } => Sink::Form,
            Self::Form { plus: true } => Sink::FormPlus,
            Self::Xml => Sink::Xml,
            Self::Multipart | Self::Other | Self::Nothing => Sink::Text,
        }
    }

    /// The header for a body of this encoding; `given` is the definition's own word.
    pub fn header(self, given: Option<&str>, boundary: &str) -> String {
        match self {
            Self::Form { .. } => "application/x-www-form-urlencoded".to_owned(),
            Self::Multipart => format!("multipart/form-data; boundary={boundary}"),
            _ => given
                .map(str::trim)
                .filter(|g| !g.is_empty())
                .unwrap_or("application/json")
                .to_owned(),
        }
    }
}

const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'*')
    .remove(b'~');

/// One side of a form pair.
pub(crate) fn form_text(text: &str, plus: bool) -> String {
    let encoded = utf8_percent_encode(text, FORM).to_string();
    if plus {
        encoded.replace("%20", "+")
    } else {
        encoded
    }
}

/// Pairs as a form body.
pub(crate) fn form(pairs: &[(String, String)], plus: bool) -> String {
    pairs
        .iter()
        .map(|(n, v)| format!("{}={}", form_text(n, plus), form_text(v, plus)))
        .collect::<Vec<_>>()
        .join("&")
}

/// Pairs as a multipart body, with a boundary that none of them contains.
pub(crate) fn multipart(pairs: &[(String, String)]) -> (String, String) {
    let taken = |b: &str| pairs.iter().any(|(n, v)| n.contains(b) || v.contains(b));
    let boundary = (0_u32..)
        .map(|n| format!("bindery-part-{n}"))
        .find(|b| !taken(b))
        .unwrap_or_default();
    let mut body = String::new();
    for (name, value) in pairs {
        let name = name.replace(['"', '\r', '\n'], "_");
        body.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--{boundary}--\r\n"));
    (boundary, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_are_read_with_their_quirks() {
        for (text, expected) in [
            (None, Encoding::Json),
            (Some("application/json; charset=utf-8"), Encoding::Json),
            (Some("application/scim+json"), Encoding::Json),
            (
                Some("application /x-www-form-urlencoded"),
                Encoding::Form { plus: false },
            ),
            (
                Some("application/x-www-form-urlencoded-pws"),
                Encoding::Form { plus: true },
            ),
            (Some("text/html"), Encoding::Nothing),
            (Some("text/plain"), Encoding::Other),
        ] {
            assert_eq!(Encoding::read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn blanks_become_percent_20_or_plus() {
        let pairs = [("a b".to_owned(), "c+d&é".to_owned())];
        assert_eq!(form(&pairs, false), "a%20b=c%2Bd%26%C3%A9");
        assert_eq!(form(&pairs, true), "a+b=c%2Bd%26%C3%A9");
    }

    #[test]
    fn a_boundary_never_occurs_in_a_part() {
        let pairs = [("a".to_owned(), "--bindery-part-0".to_owned())];
        let (boundary, body) = multipart(&pairs);
        assert_eq!(boundary, "bindery-part-1");
        assert!(body.ends_with("--bindery-part-1--\r\n"));
    }
}
