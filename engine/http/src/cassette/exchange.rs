//! One exchange as it is written: masked, and nothing but text.

use bindery_connector::mask::{MASK, Masker};
use bindery_connector::ports::{RequestSpec, ResponseData, TransportError, TransportFault};
use serde_json::{Value, json};

/// A request without its secrets; two that are equal are the same question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked {
    pub method: String,
    pub url: String,
    /// `Name: value`, in order.
    pub headers: Vec<String>,
    pub body: Option<String>,
}

/// The head of what came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Came {
    Answer {
        status: u16,
        headers: Vec<(String, String)>,
        /// The file of the body; `None` for an empty one.
        body: Option<String>,
    },
    Failure(TransportError),
}

impl Asked {
    /// A request, masked.
    pub fn of(request: &RequestSpec, masker: &Masker) -> Self {
        let headers = request.headers.iter();
        let headers = headers
            .map(|(name, value)| format!("{name}: {}", masker.header(name, value)))
            .collect();
        let body = request.body.as_ref().map(|body| {
            let kind = kind_of(&request.headers);
            masker.layout(&kind, &String::from_utf8_lossy(body))
        });
        Self {
            method: request.method.clone(),
            url: masker.url(&request.url),
            headers,
            body,
        }
    }

    pub fn to_json(&self) -> Value {
        json!({
            "method": self.method,
            "url": self.url,
            "headers": self.headers,
            "body": self.body,
        })
    }

    pub fn from_json(json: &Value) -> Option<Self> {
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        let headers = json.get("headers")?.as_array()?.iter();
        Some(Self {
            method: text("method")?,
            url: text("url")?,
            headers: headers
                .map(|h| h.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
            body: text("body"),
        })
    }
}

impl Came {
    pub fn to_json(&self) -> (&'static str, Value) {
        match self {
            Self::Answer {
                status,
                headers,
                body,
            } => {
                let headers = headers.iter();
                let headers: Vec<String> = headers.map(|(n, v)| format!("{n}: {v}")).collect();
                (
                    "answer",
                    json!({"status": status, "headers": headers, "body": body}),
                )
            }
            Self::Failure(error) => (
                "failure",
                json!({"fault": word(error.fault), "left": error.left, "detail": error.detail}),
            ),
        }
    }

    pub fn from_json(json: &Value) -> Option<Self> {
        if let Some(failure) = json.get("failure") {
            return Some(Self::Failure(TransportError {
                fault: fault(failure.get("fault")?.as_str()?),
                left: failure.get("left")?.as_bool()?,
                detail: failure.get("detail")?.as_str()?.to_owned(),
            }));
        }
        let answer = json.get("answer")?;
        let header = |line: &Value| {
            let (name, value) = line.as_str()?.split_once(':')?;
            Some((name.to_owned(), value.trim_start().to_owned()))
        };
        let headers = answer.get("headers")?.as_array()?.iter();
        Some(Self::Answer {
            status: u16::try_from(answer.get("status")?.as_u64()?).ok()?,
            headers: headers.map(header).collect::<Option<_>>()?,
            body: answer.get("body")?.as_str().map(str::to_owned),
        })
    }
}

/// The headers of an answer, masked. A cookie keeps its name, which a replay needs.
pub(super) fn headers(response: &ResponseData, masker: &Masker) -> Vec<(String, String)> {
    let shown = |(name, value): &(String, String)| {
        let value = if name.eq_ignore_ascii_case("set-cookie") {
            cookie(value, masker)
        } else if name.eq_ignore_ascii_case("location") || name.eq_ignore_ascii_case("link") {
            masker.url(value)
        } else {
            masker.header(name, value)
        };
        (name.clone(), value)
    };
    response.headers.iter().map(shown).collect()
}

fn cookie(value: &str, masker: &Masker) -> String {
    let (pair, attributes) = value.split_once(';').unwrap_or((value, ""));
    let name = pair.split_once('=').map_or("", |(name, _)| name.trim());
    let attributes = masker.text(attributes);
    match attributes.trim() {
        "" => format!("{name}={MASK}"),
        rest => format!("{name}={MASK}; {rest}"),
    }
}

/// The body of an answer, masked. Bytes that are no text stay as they are where no secret is seen in
/// them.
pub(super) fn body(response: &ResponseData, masker: &Masker) -> Vec<u8> {
    let kind = kind_of(&response.headers);
    match std::str::from_utf8(&response.body) {
        Ok(text) => masker.layout(&kind, text).into_bytes(),
        Err(_) => {
            let text = String::from_utf8_lossy(&response.body);
            let shown = masker.layout(&kind, &text);
            if shown == text {
                response.body.clone()
            } else {
                shown.into_bytes()
            }
        }
    }
}

fn kind_of(headers: &[(String, String)]) -> String {
    let found = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    found.map_or_else(String::new, |(_, value)| value.to_ascii_lowercase())
}

const WORDS: [(TransportFault, &str); 7] = [
    (TransportFault::BadUrl, "bad-url"),
    (TransportFault::UnknownHost, "unknown-host"),
    (TransportFault::Refused, "refused"),
    (TransportFault::Tls, "tls"),
    (TransportFault::Timeout, "timeout"),
    (TransportFault::Closed, "closed"),
    (TransportFault::TooLarge, "too-large"),
];

fn word(fault: TransportFault) -> &'static str {
    let found = WORDS.iter().find(|(one, _)| *one == fault);
    found.map_or("other", |(_, word)| word)
}

fn fault(word: &str) -> TransportFault {
    let found = WORDS.iter().find(|(_, one)| *one == word);
    found.map_or(TransportFault::Other, |(fault, _)| *fault)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_cookie_keeps_its_name_and_attributes() {
        let masker = Masker::default();
        assert_eq!(cookie("SID=abc; Path=/", &masker), "SID=•••; Path=/");
        assert_eq!(cookie("SID=abc", &masker), "SID=•••");
        assert_eq!(cookie("nonsense", &masker), "=•••");
    }

    #[test]
    fn what_came_is_read_as_it_was_written() {
        let answer = Came::Answer {
            status: 429,
            headers: vec![("retry-after".into(), "3: x".into())],
            body: Some("0001.body.json".into()),
        };
        let failure = Came::Failure(TransportError {
            fault: TransportFault::Closed,
            left: true,
            detail: "cut".into(),
        });
        for came in [answer, failure] {
            let (name, json) = came.to_json();
            assert_eq!(Came::from_json(&json!({ name: json })).unwrap(), came);
        }
        assert_eq!(Came::from_json(&json!({"answer": {"status": 70000}})), None);
    }
}
