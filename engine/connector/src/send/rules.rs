//! Success rules of the definition, compiled by mapping.

use bindery_definition::{SuccessCondition, SuccessRule as Written, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{Selection, SuccessRule, Verdict, decide};
use serde_json::{Map, Value};

use crate::decode::Body;

/// What counts as success and as failure of a call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    success: Option<SuccessRule>,
    failure: Option<SuccessRule>,
}

impl Rules {
    /// Compiles both rules; a problem is added where a path is none.
    pub fn compile(
        success: Option<&Written>,
        failure: Option<&Written>,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            success: compile_one(success, problems),
            failure: compile_one(failure, problems),
        }
    }

    /// Adds what the rules look at in a body.
    pub fn select(&self, selection: &mut Selection) {
        for rule in self.success.iter().chain(&self.failure) {
            rule.paths().for_each(|path| selection.add(path));
        }
    }

    /// Judges an answer.
    pub fn judge(&self, status: u16, body: &Body) -> Verdict {
        decide(
            self.success.as_ref(),
            self.failure.as_ref(),
            status,
            body.json.as_ref(),
        )
    }
}

fn compile_one(written: Option<&Written>, problems: &mut Vec<Diagnostic>) -> Option<SuccessRule> {
    let written = written?;
    match SuccessRule::parse(&as_json(written)) {
        Ok(rule) => rule,
        Err(error) => {
            problems.push(
                Diagnostic::new(codes::WRONG_TYPE, error.to_string())
                    .at(written.place.clone(), "this rule"),
            );
            None
        }
    }
}

/// The rule in the form that authors write and mapping reads.
fn as_json(rule: &Written) -> Value {
    let one = |conditions: &Vec<SuccessCondition>| {
        let mut members = Map::new();
        for condition in conditions {
            match condition {
                SuccessCondition::Status(statuses) => {
                    members.insert("statusCode".to_owned(), statuses.clone().into());
                }
                SuccessCondition::Value { path, allowed } => {
                    let texts = allowed.iter().map(text).collect();
                    members.insert(path.as_str().to_owned(), Value::Array(texts));
                }
            }
        }
        Value::Object(members)
    };
    Value::Array(rule.alternatives.iter().map(one).collect())
}

fn text(text: &Text) -> Value {
    Value::from(text.literal().unwrap_or_else(|| text.raw().to_owned()))
}
