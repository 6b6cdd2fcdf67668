//! What earlier calls of a chain answered, under every name that finds it (design D11).
//!
//! A call binds its own name, `call<n>` by its place in the chain, and `<name><n>` by its number among the
//! calls of its name, from 1; of several calls of one name, as those of an entitlement type are, the bare
//! name is the latest answer. A name that a call of the document really has wins over a counted one.

use bindery_expression::Value as Bound;
use bindery_mapping::{DateRule, NamedResponse, ResponseColumn, ResponsePath, ResponseValue};
use indexmap::IndexMap;
use serde_json::Value;

use crate::ports::JournalAnswer;

/// An answer as templates see it.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    /// The parsed body; text where it is not JSON.
    pub message: Value,
    pub headers: Vec<(String, String)>,
    pub status: u16,
}

impl Answered {
    /// An answer of which nothing is known but its status.
    pub const fn empty(status: u16) -> Self {
        Self {
            message: Value::Null,
            headers: Vec::new(),
            status,
        }
    }
}

impl From<JournalAnswer> for Answered {
    fn from(kept: JournalAnswer) -> Self {
        Self {
            message: kept.message,
            headers: kept.headers,
            status: kept.status,
        }
    }
}

impl From<&Answered> for JournalAnswer {
    fn from(answered: &Answered) -> Self {
        Self {
            status: answered.status,
            headers: answered.headers.clone(),
            message: answered.message.clone(),
        }
    }
}

/// The answers so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Responses {
    answers: Vec<Answered>,
    names: IndexMap<String, usize>,
    bound: IndexMap<String, Bound>,
}

impl Responses {
    /// Adds an answer under its names; the latest of a name wins.
    pub fn add(&mut self, names: &[String], answered: Answered) {
        let value = Bound::map([
            ("message", Bound::from_json(&answered.message)),
            ("headers", headers_value(&answered.headers)),
            ("cookies", cookies_value(&answered.headers)),
            ("statusCode", Bound::integer(i64::from(answered.status))),
        ]);
        for name in names {
            self.names.insert(name.clone(), self.answers.len());
            self.bound.insert(name.clone(), value.clone());
        }
        self.answers.push(answered);
    }

    /// `response`.
    pub fn value(&self) -> Bound {
        Bound::map(self.bound.iter().map(|(n, v)| (n.as_str(), v.clone())))
    }

    /// What a path leads to. Of a single answer one may also speak without its name.
    pub fn read(&self, path: &ResponsePath) -> ResponseValue {
        match path.read(&self.named()) {
            ResponseValue::NoSuchCall => path.read(&self.only()),
            found => found,
        }
    }

    /// The value of a column; `None` where no call of the name it speaks of has answered.
    pub fn column(&self, column: &ResponseColumn, dates: &DateRule) -> Option<Value> {
        let read = column.read(&self.named(), dates);
        let read = read.or_else(|| column.read(&self.only(), dates))?;
        Some(read.value)
    }

    fn named(&self) -> Vec<NamedResponse<'_>> {
        let names = self.names.iter();
        names
            .filter_map(|(name, at)| self.named_at(name, *at))
            .collect()
    }

    /// The answer where there is but one, under the latest of its names.
    fn only(&self) -> Vec<NamedResponse<'_>> {
        let name = self.names.keys().last().filter(|_| self.answers.len() == 1);
        name.and_then(|name| self.named_at(name, 0))
            .into_iter()
            .collect()
    }

    fn named_at<'a>(&'a self, name: &'a str, at: usize) -> Option<NamedResponse<'a>> {
        let answer = self.answers.get(at)?;
        Some(NamedResponse {
            name,
            message: &answer.message,
            headers: &answer.headers,
            status: answer.status,
        })
    }
}

/// Headers under the name they came with and in the usual capitals: the wire knows no case
/// (rest-dialect §0.2), templates write `headers.Location`.
fn headers_value(headers: &[(String, String)]) -> Bound {
    let mut bound = IndexMap::new();
    for (name, value) in headers {
        for name in [name.clone(), capitals(name)] {
            bound
                .entry(name)
                .or_insert_with(|| Bound::from(value.as_str()));
        }
    }
    Bound::map(bound)
}

/// The cookies that an answer sets, each by its name.
fn cookies_value(headers: &[(String, String)]) -> Bound {
    let set = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let pairs = set.filter_map(|(_, value)| {
        let pair = value.split(';').next()?;
        let (name, value) = pair.split_once('=')?;
        Some((name.trim(), Bound::from(value.trim())))
    });
    Bound::map(pairs)
}

fn capitals(name: &str) -> String {
    name.split('-')
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_is_found_under_each_of_its_names() {
        let mut responses = Responses::default();
        let names = |n: u8| vec!["Group".to_owned(), format!("Group{n}"), format!("call{n}")];
        let headers = vec![
            ("x-total-count".to_owned(), "7".to_owned()),
            ("set-cookie".to_owned(), "sid=s1; Path=/".to_owned()),
        ];
        let answered = |message, headers, status| Answered {
            message,
            headers,
            status,
        };
        responses.add(&names(1), answered(json!({"id": 1}), headers, 200));
        responses.add(&names(2), answered(json!({"id": 2}), vec![], 202));
        let read = |path: &str| responses.read(&ResponsePath::parse(path).unwrap());
        let text = |t: &str| ResponseValue::Text(t.to_owned());
        assert_eq!(read("Group.message.id"), text("2"));
        assert_eq!(read("Group1.message.id"), text("1"));
        assert_eq!(read("call2.statusCode"), text("202"));
        assert_eq!(read("id"), ResponseValue::NoSuchCall);
        let first = responses.value().get("Group1").unwrap();
        assert_eq!(first.get("statusCode").unwrap().as_i64(), Some(200));
        let headers = first.get("headers").unwrap();
        assert_eq!(headers.get("X-Total-Count").unwrap().as_str(), Some("7"));
        assert_eq!(headers.get("x-total-count").unwrap().as_str(), Some("7"));
        let cookies = first.get("cookies").unwrap();
        assert_eq!(cookies.get("sid").unwrap().as_str(), Some("s1"));
    }

    #[test]
    fn the_only_answer_may_be_spoken_of_without_its_name() {
        let mut responses = Responses::default();
        let names = ["call1".to_owned(), "Create".to_owned()];
        let answered = Answered {
            message: json!({"id": 1}),
            ..Answered::empty(201)
        };
        responses.add(&names, answered);
        let path = ResponsePath::parse("message.id").unwrap();
        assert_eq!(responses.read(&path), ResponseValue::Text("1".to_owned()));
    }
}
