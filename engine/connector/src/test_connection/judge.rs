//! Whether an answer passes a connection test (rest-dialect §1.10).

use bindery_definition::{TestConnection, Text, Word};
use bindery_mapping::{Path, text_of};

use crate::decode::Body;
use crate::send::Answer;

/// Why an answer is no pass; `None` for a pass.
pub(super) fn judge(written: &TestConnection, answer: &Answer) -> Option<String> {
    let at = Place::of(written.error_path.as_ref(), answer);
    // A good answer may well contain such a word somewhere.
    let counts = at.path.is_some() || !(200..300).contains(&answer.status);
    if let Some(error) = at.first_of(&written.errors).filter(|_| counts) {
        let place = at.words();
        return Some(format!(
            "{place} is `{error}`, which the test lists as an error"
        ));
    }
    if written.success_response.is_empty() || written.success.is_some() {
        return verdict_of_status(answer);
    }
    let at = Place::of(written.success_response_path.as_ref(), answer);
    match at.first_of(&written.success_response) {
        Some(_) => None,
        None => Some(format!(
            "{} is none of the values that the test expects",
            at.words()
        )),
    }
}

/// Why the call failed by its own rules; `None` where it did not.
pub(super) fn verdict_of_status(answer: &Answer) -> Option<String> {
    let failure = answer.failure.as_ref()?;
    // The call's own finding names the rule that does not hold in its second note.
    let rule = failure.notes.get(1).cloned();
    Some(rule.unwrap_or_else(|| failure.message.clone()))
}

/// Where a test looks: the values at a path of the body, or the text of the whole body.
struct Place<'t> {
    path: Option<&'t str>,
    found: Vec<String>,
}

impl<'t> Place<'t> {
    fn of(path: Option<&'t Word>, answer: &Answer) -> Self {
        let path = path.map(|p| p.as_str().trim()).filter(|p| !p.is_empty());
        let Body { text, json, .. } = &answer.body;
        let found = match (path.map(Path::parse), json) {
            (None, _) => vec![text.clone()],
            (Some(Ok(path)), Some(json)) => {
                let values = path.get(json).values().into_iter();
                values.filter_map(text_of).collect()
            }
            (Some(_), _) => Vec::new(),
        };
        Self { path, found }
    }

    /// The first listed value that is there: equal at a path, anywhere in the text without one.
    fn first_of(&self, listed: &[Text]) -> Option<String> {
        listed
            .iter()
            .map(|t| t.literal().unwrap_or_else(|| t.raw().to_owned()))
            .filter(|value| !value.trim().is_empty())
            .find(|value| {
                self.found.iter().any(|found| match self.path {
                    Some(_) => found.trim() == value.trim(),
                    None => found.contains(value.trim()),
                })
            })
    }

    fn words(&self) -> String {
        match self.path {
            Some(path) => format!("the value at {path}"),
            None => "the answer".to_owned(),
        }
    }
}
