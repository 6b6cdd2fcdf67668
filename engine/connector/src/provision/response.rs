//! What earlier calls of a chain answered, under every name that finds it (design D11).
//!
//! A call binds its own name and `call<n>`, its place in the chain. In access operations, whose calls
//! all carry the entitlement type as name, `<type><n>` counts from 1 and the bare name is the latest
//! answer. A name that a call of the document really has wins over a counted one.

use bindery_expression::Value;
use bindery_mapping::NamedResponse;
use indexmap::IndexMap;
use serde_json::Value as Json;

/// An answer as templates see it.
#[derive(Debug, Clone)]
struct Answered {
    message: Json,
    headers: Vec<(String, String)>,
    status: u16,
}

/// The answers so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Responses {
    answers: Vec<Answered>,
    names: IndexMap<String, usize>,
    bound: IndexMap<String, Value>,
}

impl Responses {
    /// Adds an answer under its names; the latest of a name wins.
    pub fn add(
        &mut self,
        names: &[String],
        message: Json,
        headers: Vec<(String, String)>,
        status: u16,
    ) {
        let value = Value::map([
            ("message", Value::from_json(&message)),
            ("headers", headers_value(&headers)),
            ("statusCode", Value::integer(i64::from(status))),
        ]);
        for name in names {
            self.names.insert(name.clone(), self.answers.len());
            self.bound.insert(name.clone(), value.clone());
        }
        self.answers.push(Answered {
            message,
            headers,
            status,
        });
    }

    /// `response`.
    pub fn value(&self) -> Value {
        Value::map(self.bound.iter().map(|(n, v)| (n.as_str(), v.clone())))
    }

    /// The answers as paths into responses read them.
    pub fn named(&self) -> Vec<NamedResponse<'_>> {
        self.names
            .iter()
            .filter_map(|(name, at)| {
                let answer = self.answers.get(*at)?;
                Some(NamedResponse {
                    name,
                    message: &answer.message,
                    headers: &answer.headers,
                    status: answer.status,
                })
            })
            .collect()
    }
}

/// Headers under the name they came with and in the usual capitals: the wire knows no case
/// (rest-dialect §0.2), templates write `headers.Location`.
fn headers_value(headers: &[(String, String)]) -> Value {
    let mut bound = IndexMap::new();
    for (name, value) in headers {
        for name in [name.clone(), capitals(name)] {
            bound
                .entry(name)
                .or_insert_with(|| Value::from(value.as_str()));
        }
    }
    Value::map(bound)
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
    use bindery_mapping::{ResponsePath, ResponseValue};
    use serde_json::json;

    #[test]
    fn an_answer_is_found_under_each_of_its_names() {
        let mut responses = Responses::default();
        let names = |n: u8| vec!["Group".to_owned(), format!("Group{n}"), format!("call{n}")];
        let headers = vec![("x-total-count".to_owned(), "7".to_owned())];
        responses.add(&names(1), json!({"id": 1}), headers, 200);
        responses.add(&names(2), json!({"id": 2}), vec![], 202);
        let read = |path: &str| ResponsePath::parse(path).unwrap().read(&responses.named());
        let text = |t: &str| ResponseValue::Text(t.to_owned());
        assert_eq!(read("Group.message.id"), text("2"));
        assert_eq!(read("Group1.message.id"), text("1"));
        assert_eq!(read("call2.statusCode"), text("202"));
        let first = responses.value().get("Group1").unwrap();
        assert_eq!(first.get("statusCode").unwrap().as_i64(), Some(200));
        let headers = first.get("headers").unwrap();
        assert_eq!(headers.get("X-Total-Count").unwrap().as_str(), Some("7"));
        assert_eq!(headers.get("x-total-count").unwrap().as_str(), Some("7"));
    }
}
