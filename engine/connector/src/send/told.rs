//! What listeners are told of one attempt of a request.

use std::time::Duration;

use crate::mask::{MASK, Masker};
use crate::ports::{CallDetail, RequestSpec, ResponseData};
use crate::request::{Style, print};

/// What there is to tell of one attempt.
pub(crate) struct Told<'a> {
    pub response: Option<&'a ResponseData>,
    pub outcome: &'a str,
    pub elapsed: Duration,
    /// Which rule decided, and why.
    pub rule: Option<&'a str>,
}

impl<'a> Told<'a> {
    pub const fn of(
        response: Option<&'a ResponseData>,
        outcome: &'a str,
        elapsed: Duration,
    ) -> Self {
        Self {
            response,
            outcome,
            elapsed,
            rule: None,
        }
    }
}

/// Headers of an answer to a token request that hold no token, whatever the definition calls it.
const PLAIN: [&str; 6] = [
    "content-type",
    "content-length",
    "date",
    "retry-after",
    "server",
    "cache-control",
];

/// Request and answer for listeners that want them, masked.
pub(crate) fn detail(
    purpose: &str,
    request: &RequestSpec,
    told: &Told<'_>,
    masker: &Masker,
) -> CallDetail {
    let masked = |(name, value): &(String, String)| (name.clone(), masker.header(name, value));
    let of_answer = |pair: &(String, String)| {
        let (name, value) = masked(pair);
        // The masker learns a token only after its answer was told of.
        let is_plain = PLAIN.iter().any(|plain| name.eq_ignore_ascii_case(plain));
        let value = if purpose != "token" || is_plain {
            value
        } else {
            MASK.to_owned()
        };
        (name, value)
    };
    let answer = told.response.map(|r| r.headers.as_slice());
    let mut kinds = request.headers.iter();
    let kind = kinds.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let kind = kind.map_or("", |(_, kind)| kind.as_str());
    CallDetail {
        curl: print(request, masker, Style::Curl)
            .trim_end()
            .replace(" \\\n  ", " "),
        headers: request.headers.iter().map(masked).collect(),
        body: request.body.as_ref().map(|body| masker.body(kind, body)),
        answer_headers: answer.unwrap_or_default().iter().map(of_answer).collect(),
        rule: told.rule.map(|rule| masker.text(rule).into_owned()),
    }
}
