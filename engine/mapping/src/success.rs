//! Success rules: `successResponses` and `unsuccessResponses` (`rest-dialect §2.6`,
//! `field-notes §4.3`).
//!
//! A rule is an object, or a list of objects of which any may match. In an object every entry has to
//! hold: `statusCode` against the status, any other key is a path into the body, compared as text
//! with one value or any of a list. Nulls in a list of status codes are ignored. `[{}]` always
//! matches.
//!
//! The decision: a matching `unsuccessResponses` fails the call; else `successResponses`, where
//! present, has to match; else any 2xx succeeds.

use serde_json::{Map, Value};

use crate::path::{Path, PathError};
use crate::text::text_of;

/// A compiled rule.
#[derive(Debug, Clone, Default)]
pub struct SuccessRule {
    alternatives: Vec<Alternative>,
}

/// One object: its entries all have to hold.
#[derive(Debug, Clone, Default)]
struct Alternative {
    statuses: Vec<u16>,
    bodies: Vec<BodyTest>,
}

#[derive(Debug, Clone)]
struct BodyTest {
    path: Path,
    expected: Vec<String>,
}

/// What became of a call, and why in words: `status 202 is listed in successResponses.statusCode`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The call succeeded.
    pub ok: bool,
    /// Why. Holds paths and status codes, no value of the response.
    pub why: String,
    /// A value of the body decided, and not the status alone.
    pub by_body: bool,
}

impl SuccessRule {
    /// Compiles a rule. `None` where the value says nothing: null, `""`, `{}`, a status code list
    /// without codes.
    ///
    /// # Errors
    /// Where a key is not a path.
    pub fn parse(value: &Value) -> Result<Option<Self>, PathError> {
        let objects = match value {
            Value::Array(objects) => objects.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut alternatives = Vec::new();
        for fields in objects.iter().filter_map(Value::as_object) {
            let alternative = Alternative::parse(fields)?;
            // An object of empty texts and nulls asks nothing, and is not how authors write "always".
            if alternative.asks() || fields.is_empty() {
                alternatives.push(alternative);
            }
        }
        let said = match value {
            // `[{}]` is.
            Value::Array(_) => !alternatives.is_empty(),
            _ => alternatives.iter().any(Alternative::asks),
        };
        Ok(said.then_some(Self { alternatives }))
    }

    /// The paths into the body that the rule asks about.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let tests = self.alternatives.iter().flat_map(|a| &a.bodies);
        tests.map(|test| &test.path)
    }

    /// The status codes that the rule lists.
    pub fn statuses(&self) -> impl Iterator<Item = u16> {
        self.alternatives
            .iter()
            .flat_map(|a| a.statuses.iter().copied())
    }
}

impl Alternative {
    fn parse(fields: &Map<String, Value>) -> Result<Self, PathError> {
        let mut parsed = Self::default();
        for (key, value) in fields {
            let values: &[Value] = match value {
                Value::Array(values) => values,
                one => std::slice::from_ref(one),
            };
            if key.trim().eq_ignore_ascii_case("statusCode") {
                parsed.statuses.extend(values.iter().filter_map(status));
            } else {
                let expected: Vec<String> = values
                    .iter()
                    .filter_map(text_of)
                    .filter(|text| !text.is_empty())
                    .collect();
                if !expected.is_empty() {
                    let path = Path::parse(key)?;
                    parsed.bodies.push(BodyTest { path, expected });
                }
            }
        }
        Ok(parsed)
    }

    fn asks(&self) -> bool {
        !self.statuses.is_empty() || !self.bodies.is_empty()
    }

    /// Whether every entry holds; the reason in words either way.
    fn holds(&self, key: &str, status: u16, body: Option<&Value>) -> Result<String, String> {
        let mut reasons = Vec::new();
        if !self.statuses.is_empty() {
            if !self.statuses.contains(&status) {
                return Err(format!("status {status} is not listed in {key}.statusCode"));
            }
            reasons.push(format!("status {status} is listed in {key}.statusCode"));
        }
        for test in &self.bodies {
            let found = body.map(|body| test.path.get(body).values());
            let texts = found.into_iter().flatten().filter_map(text_of);
            if !texts.into_iter().any(|text| test.expected.contains(&text)) {
                return Err(format!(
                    "the body's {} is not what {key} names",
                    test.path.as_str().trim()
                ));
            }
            reasons.push(format!(
                "the body's {} is what {key} names",
                test.path.as_str().trim()
            ));
        }
        if reasons.is_empty() {
            return Ok(format!("{key} asks nothing"));
        }
        Ok(reasons.join(" and "))
    }
}

/// A status code as number or numeric text; anything else is no code.
fn status(value: &Value) -> Option<u16> {
    text_of(value)?.trim().parse().ok()
}

/// Decides whether a call succeeded. Pass the call's rules, or the section's where the call has
/// none. `body` is `None` where the body is no JSON.
#[must_use]
pub fn decide(
    success: Option<&SuccessRule>,
    unsuccess: Option<&SuccessRule>,
    status: u16,
    body: Option<&Value>,
) -> Verdict {
    if let Some(rule) = unsuccess {
        let matched = rule
            .alternatives
            .iter()
            .filter(|alternative| alternative.asks())
            .find_map(|alternative| {
                let why = alternative.holds("unsuccessResponses", status, body);
                Some((why.ok()?, !alternative.bodies.is_empty()))
            });
        if let Some((why, by_body)) = matched {
            return Verdict {
                ok: false,
                why,
                by_body,
            };
        }
    }
    let Some(rule) = success else {
        let ok = (200..300).contains(&status);
        let is = if ok { "is" } else { "is not" };
        return Verdict {
            ok,
            why: format!("status {status} {is} 2xx"),
            by_body: false,
        };
    };
    let mut misses = Vec::new();
    let mut by_body = false;
    for alternative in &rule.alternatives {
        let asks_body = !alternative.bodies.is_empty();
        match alternative.holds("successResponses", status, body) {
            Ok(why) => {
                return Verdict {
                    ok: true,
                    why,
                    by_body: asks_body,
                };
            }
            Err(why) => misses.push(why),
        }
        let statuses = &alternative.statuses;
        by_body |= asks_body && (statuses.is_empty() || statuses.contains(&status));
    }
    Verdict {
        ok: false,
        why: misses.join(", and "),
        by_body,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn verdict(success: &Value, unsuccess: &Value, status: u16, body: &Value) -> (bool, String) {
        let success = SuccessRule::parse(success).unwrap();
        let unsuccess = SuccessRule::parse(unsuccess).unwrap();
        let verdict = decide(success.as_ref(), unsuccess.as_ref(), status, Some(body));
        (verdict.ok, verdict.why)
    }

    #[test]
    fn without_rules_any_2xx_succeeds() {
        for nothing in [
            json!(null),
            json!({}),
            json!(""),
            json!({"statusCode": [null]}),
        ] {
            assert!(verdict(&nothing, &nothing, 204, &json!({})).0, "{nothing}");
            assert_eq!(
                verdict(&nothing, &nothing, 302, &json!({})),
                (false, "status 302 is not 2xx".to_owned())
            );
        }
    }

    #[test]
    fn status_codes_are_numbers_or_texts() {
        let rule = json!({"statusCode": [200, "202", null]});
        assert_eq!(
            verdict(&rule, &json!(null), 202, &json!({})),
            (
                true,
                "status 202 is listed in successResponses.statusCode".to_owned()
            )
        );
        assert_eq!(
            verdict(&rule, &json!(null), 201, &json!({})),
            (
                false,
                "status 201 is not listed in successResponses.statusCode".to_owned()
            )
        );
        assert!(verdict(&json!({"StatusCode": 409}), &json!(null), 409, &json!({})).0);
    }

    #[test]
    fn body_values_are_compared_as_text_and_all_entries_hold() {
        let rule = json!({"statusCode": [200], "result.state": ["done", 7]});
        assert!(verdict(&rule, &json!(null), 200, &json!({"result": {"state": "7"}})).0);
        assert_eq!(
            verdict(
                &rule,
                &json!(null),
                200,
                &json!({"result": {"state": "open"}})
            ),
            (
                false,
                "the body's result.state is not what successResponses names".to_owned()
            )
        );
        assert!(
            !verdict(
                &rule,
                &json!(null),
                500,
                &json!({"result": {"state": "done"}})
            )
            .0
        );
        assert!(
            verdict(
                &json!({"ok": true}),
                &json!(null),
                500,
                &json!({"ok": "true"})
            )
            .0
        );
    }

    #[test]
    fn a_list_of_rules_is_any_of_and_an_empty_one_always() {
        let rule = json!([{"Ticket[0].State": "open"}, {"statusCode": [202]}]);
        assert!(
            verdict(
                &rule,
                &json!(null),
                200,
                &json!({"Ticket": [{"State": "open"}]})
            )
            .0
        );
        assert!(verdict(&rule, &json!(null), 202, &json!({})).0);
        assert!(!verdict(&rule, &json!(null), 200, &json!({})).0);
        assert_eq!(
            verdict(&json!([{}]), &json!(null), 500, &json!({})),
            (true, "successResponses asks nothing".to_owned())
        );
    }

    #[test]
    fn a_failure_rule_wins() {
        let success = json!({"statusCode": [200]});
        let failed = json!({"error.message": "Operation Failed"});
        let body = json!({"error": {"message": "Operation Failed"}});
        assert_eq!(
            verdict(&success, &failed, 200, &body),
            (
                false,
                "the body's error.message is what unsuccessResponses names".to_owned()
            )
        );
        assert!(verdict(&success, &failed, 200, &json!({})).0);
    }

    #[test]
    fn expectations_that_ask_nothing_are_ignored() {
        let template = json!({"message": "", "statusCode": [null, 400]});
        assert!(!verdict(&json!(null), &template, 400, &json!({})).0);
        assert!(verdict(&json!(null), &template, 200, &json!({})).0);
        // A failure rule that asks nothing must not fail every call.
        assert!(verdict(&json!(null), &json!([{}]), 200, &json!({})).0);
        assert!(verdict(&json!([{"message": ""}]), &json!(null), 200, &json!({})).0);
    }

    #[test]
    fn a_body_that_is_no_json_fails_body_tests() {
        let rule = SuccessRule::parse(&json!({"a": 1})).unwrap();
        assert!(!decide(rule.as_ref(), None, 200, None).ok);
    }

    #[test]
    fn statuses_are_listed() {
        let rule = SuccessRule::parse(&json!([{"statusCode": 200}, {"statusCode": [201]}]));
        assert_eq!(
            rule.unwrap().unwrap().statuses().collect::<Vec<_>>(),
            [200, 201]
        );
    }
}
