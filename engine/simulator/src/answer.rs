//! Answers before they reach the wire, and refusals in the description's words.

use serde_json::Value;

use crate::description::{Problems, Refused};
use crate::shape::{fill, text_of};

/// An answer: plain data.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: Vec<u8>,
}

const JSON: &str = "application/json";

impl Answer {
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content_type: None,
            body: Vec::new(),
        }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            content_type: Some(JSON),
            body: body.to_string().into_bytes(),
            ..Self::empty(status)
        }
    }

    pub(crate) fn html(status: u16, body: &str) -> Self {
        Self {
            content_type: Some("text/html; charset=utf-8"),
            body: body.as_bytes().to_vec(),
            ..Self::empty(status)
        }
    }

    pub(crate) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn is_json(&self) -> bool {
        self.content_type == Some(JSON)
    }
}

/// Why a request is refused.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) kind: Refused,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(kind: Refused, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(Refused::Invalid, message)
    }

    /// The refusal in the description's form.
    pub(crate) fn answer(&self, problems: &Problems) -> Answer {
        let usual = &problems.default;
        let reply = problems.kinds.get(&self.kind).unwrap_or(usual);
        let status = reply.status.unwrap_or_else(|| self.kind.usual_status());
        let message = reply
            .message
            .clone()
            .unwrap_or_else(|| self.message.clone());
        let words = vec![
            ("@message", Value::String(message)),
            ("@status", Value::from(status)),
            ("@statusText", Value::String(status.to_string())),
        ];
        let headers = &reply.headers;
        let bare = reply.text.is_none() && reply.body.is_none();
        let (text, body) = if bare {
            (&usual.text, &usual.body)
        } else {
            (&reply.text, &reply.body)
        };
        let mut answer = match (text, body) {
            (Some(text), _) => Answer {
                content_type: Some("text/plain; charset=utf-8"),
                body: text_of(&fill(&Value::String(text.clone()), &words, 0)).into_bytes(),
                ..Answer::empty(status)
            },
            (None, Some(body)) => Answer::json(status, &fill(body, &words, 0)),
            (None, None) => Answer::empty(status),
        };
        for (name, value) in headers {
            answer = answer.with_header(name, value.clone());
        }
        answer
    }
}
