//! Which answers mean "not authenticated" (`rest-dialect §1.9`).
//!
//! A status does (401 where the definition lists none), or an error value in the body, also of an
//! answer with status 200. Without an `errorPath` the whole body is searched, but only of answers
//! that are not 2xx, so that records holding such words trigger nothing. A 5xx never does, whatever
//! the list says: whether those are repeated is design D13's business.

use bindery_definition::ErrorRules;
use bindery_mapping::{Path, Selection, text_of};

use crate::decode::Body;

/// A compiled rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rejection {
    statuses: Option<Vec<u16>>,
    markers: Vec<String>,
    path: Option<Path>,
}

impl Rejection {
    pub fn compile(rules: &ErrorRules) -> Self {
        let markers = rules
            .auth_error
            .iter()
            .chain(&rules.expiry_error)
            .map(|text| text.literal().unwrap_or_else(|| text.raw().to_owned()))
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        Self {
            statuses: rules.retry_failure_status_code.clone(),
            markers,
            path: path_of(rules.error_path.as_ref().map(AsRef::as_ref)),
        }
    }

    /// Markers at a path alone: how a stale refresh token is told.
    pub fn at(markers: Vec<String>, path: Option<&str>) -> Self {
        Self {
            statuses: Some(Vec::new()),
            markers,
            path: path_of(path),
        }
    }

    /// Answers that tell of a timeout: `timeOutError` at `errorPath`, or anywhere in the body of an answer
    /// that is not 2xx (`rest-dialect §5.6`).
    pub fn of_timeouts(rules: &ErrorRules) -> Self {
        let text = rules.time_out_error.iter();
        let markers = text.map(|text| text.literal().unwrap_or_else(|| text.raw().to_owned()));
        let markers = markers.map(|text| text.trim().to_owned());
        Self::at(
            markers.filter(|text| !text.is_empty()).collect(),
            rules.error_path.as_ref().map(AsRef::as_ref),
        )
    }

    /// The same with the keys that a section or call says itself.
    pub fn timeouts_overridden(&self, rules: &ErrorRules) -> Self {
        let own = Self::of_timeouts(rules);
        Self {
            markers: match own.markers.is_empty() {
                true => self.markers.clone(),
                false => own.markers,
            },
            path: own.path.or_else(|| self.path.clone()),
            ..own
        }
    }

    /// Whether it looks for anything.
    pub fn is_silent(&self) -> bool {
        self.markers.is_empty()
    }

    /// The same with the keys that a section or call says itself.
    pub fn overridden(&self, rules: &ErrorRules) -> Self {
        let own = Self::compile(rules);
        Self {
            statuses: own.statuses.or_else(|| self.statuses.clone()),
            markers: if own.markers.is_empty() {
                self.markers.clone()
            } else {
                own.markers
            },
            path: own.path.or_else(|| self.path.clone()),
        }
    }

    /// Adds what is looked at in a body.
    pub fn select(&self, selection: &mut Selection) {
        if let Some(path) = self.path.as_ref().filter(|_| !self.markers.is_empty()) {
            selection.add(path);
        }
    }

    /// Whether an answer is a rejection.
    pub fn matches(&self, status: u16, body: &Body) -> bool {
        if status >= 500 {
            return false;
        }
        let by_status = match &self.statuses {
            Some(statuses) => statuses.contains(&status),
            None => status == 401,
        };
        by_status || self.marked(status, body) || self.names_status(status)
    }

    fn marked(&self, status: u16, body: &Body) -> bool {
        match (&self.path, &body.json) {
            _ if self.markers.is_empty() => false,
            (Some(path), Some(json)) => path
                .get(json)
                .values()
                .into_iter()
                .filter_map(text_of)
                .any(|text| self.markers.iter().any(|m| text.contains(m.as_str()))),
            (Some(_), None) => false,
            (None, _) => {
                !(200..300).contains(&status)
                    && self.markers.iter().any(|m| body.text.contains(m.as_str()))
            }
        }
    }

    /// Samples list the status as text among the error values.
    fn names_status(&self, status: u16) -> bool {
        let code = status.to_string();
        let sentence = format!("HTTP error code : {status}");
        self.markers.iter().any(|marker| {
            *marker == code
                || marker.contains(&sentence)
                || marker
                    .strip_prefix(&code)
                    .is_some_and(|reason| reason.starts_with(' '))
        })
    }
}

fn path_of(text: Option<&str>) -> Option<Path> {
    text.map(str::trim)
        .filter(|t| !t.is_empty())
        .and_then(|t| Path::parse(t).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::decode;
    use crate::ports::ResponseData;
    use bindery_definition::{Text, Word};

    fn body(text: &str) -> Body {
        let response = ResponseData {
            status: 200,
            headers: vec![],
            body: text.into(),
        };
        decode(&response, false)
    }

    fn rules(path: &str, markers: &[&str], statuses: Option<Vec<u16>>) -> Rejection {
        Rejection::compile(&ErrorRules {
            error_path: Some(Word::plain(path)),
            auth_error: markers.iter().map(|m| Text::plain(*m)).collect(),
            retry_failure_status_code: statuses,
            ..ErrorRules::default()
        })
    }

    #[test]
    fn a_401_counts_unless_the_definition_lists_statuses() {
        assert!(rules("", &[], None).matches(401, &body("")));
        assert!(!rules("", &[], Some(vec![])).matches(401, &body("")));
        assert!(rules("", &[], Some(vec![417])).matches(417, &body("")));
    }

    #[test]
    fn error_values_are_found_through_lists_and_in_a_200() {
        let rule = rules("errors.type", &["INVALID_SESSION_ID"], None);
        let answer = body(r#"{"errors":[{"type":"other"},{"type":"INVALID_SESSION_ID"}]}"#);
        assert!(rule.matches(200, &answer));
        assert!(!rule.matches(200, &body(r#"{"errors":[]}"#)));
    }

    #[test]
    fn without_a_path_only_failed_answers_are_searched() {
        let rule = rules("", &["expired"], None);
        assert!(!rule.matches(200, &body(r#"[{"note":"expired"}]"#)));
        assert!(rule.matches(400, &body(r#"{"e":"token expired"}"#)));
    }

    #[test]
    fn a_status_may_be_listed_as_text() {
        for marker in ["403", "403 Forbidden", "Failed : HTTP error code : 403"] {
            assert!(
                rules("", &[marker], None).matches(403, &body("")),
                "{marker}"
            );
        }
    }

    #[test]
    fn a_server_fault_is_never_a_rejection() {
        assert!(!rules("", &[], Some(vec![500])).matches(500, &body("")));
    }
}
