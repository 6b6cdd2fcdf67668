//! Success rules of the definition, compiled by mapping.

use std::borrow::Cow;

use bindery_definition::{SuccessCondition, SuccessRule as Written, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Sink, Value as Bound};
use bindery_mapping::{Selection, SuccessRule, Verdict, decide};
use serde_json::{Map, Value};

use crate::Outcome;
use crate::decode::Body;
use crate::request::template::{Compiler, Template};

/// What counts as success and as failure of a call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    success: Option<Rule>,
    failure: Option<Rule>,
}

/// A rule; its values may be templates (`"${ticketStatusValue}"`, field-notes §4.3), which are
/// rendered when an answer is judged.
#[derive(Debug, Clone)]
struct Rule {
    fixed: SuccessRule,
    templated: Option<Vec<Vec<Condition>>>,
}

#[derive(Debug, Clone)]
enum Condition {
    Status(Vec<u16>),
    Value(String, Vec<Template>),
}

impl Rules {
    /// Compiles both rules; a problem is added where a path is none.
    pub fn compile(
        success: Option<&Written>,
        failure: Option<&Written>,
        compiler: &mut Compiler<'_>,
    ) -> Self {
        Self {
            success: compile_one(success, compiler),
            failure: compile_one(failure, compiler),
        }
    }

    /// Adds what the rules look at in a body.
    pub fn select(&self, selection: &mut Selection) {
        for rule in self.success.iter().chain(&self.failure) {
            rule.fixed.paths().for_each(|path| selection.add(path));
        }
    }

    /// Judges an answer.
    ///
    /// # Errors
    /// A value that cannot be rendered.
    pub fn judge(&self, status: u16, body: &Body, context: &Context) -> Outcome<Verdict> {
        let success = self.success.as_ref().map(|rule| rule.rendered(context));
        let failure = self.failure.as_ref().map(|rule| rule.rendered(context));
        let (success, failure) = (success.transpose()?, failure.transpose()?);
        let json = body.json.as_ref();
        Ok(decide(success.as_deref(), failure.as_deref(), status, json))
    }
}

impl Rule {
    fn rendered(&self, context: &Context) -> Outcome<Cow<'_, SuccessRule>> {
        let Some(templated) = &self.templated else {
            return Ok(Cow::Borrowed(&self.fixed));
        };
        let mut alternatives = Vec::with_capacity(templated.len());
        for conditions in templated {
            let mut members = Map::new();
            for condition in conditions {
                match condition {
                    Condition::Status(statuses) => {
                        members.insert("statusCode".to_owned(), statuses.clone().into());
                    }
                    Condition::Value(path, templates) => {
                        let mut values = Vec::new();
                        for template in templates {
                            values.extend(wanted(&template.evaluate(context)?));
                        }
                        members.insert(path.clone(), Value::Array(values));
                    }
                }
            }
            alternatives.push(Value::Object(members));
        }
        // Its paths have been read once; nothing else can be wrong with it.
        let rule = SuccessRule::parse(&Value::Array(alternatives))
            .ok()
            .flatten();
        Ok(Cow::Owned(rule.unwrap_or_default()))
    }
}

/// What a template allows: a list any of its items.
fn wanted(value: &Bound) -> Vec<Value> {
    match value.items() {
        Some(items) => items.iter().map(|item| item.to_text().into()).collect(),
        None => vec![value.to_text().into()],
    }
}

fn compile_one(written: Option<&Written>, compiler: &mut Compiler<'_>) -> Option<Rule> {
    let written = written?;
    let fixed = match SuccessRule::parse(&as_json(written)) {
        Ok(rule) => rule?,
        Err(error) => {
            compiler.problems.push(
                Diagnostic::new(codes::WRONG_TYPE, error.to_string())
                    .at(written.place.clone(), "this rule"),
            );
            return None;
        }
    };
    let mut conditions = written.alternatives.iter().flatten();
    let has_templates = conditions.any(|condition| match condition {
        SuccessCondition::Status(_) => false,
        SuccessCondition::Value { allowed, .. } => allowed.iter().any(Text::has_bindings),
    });
    let mut one = |condition: &SuccessCondition| match condition {
        SuccessCondition::Status(statuses) => Condition::Status(statuses.clone()),
        SuccessCondition::Value { path, allowed } => {
            let templates = allowed
                .iter()
                .map(|text| compiler.compile(text, Sink::Text));
            Condition::Value(path.as_str().to_owned(), templates.collect())
        }
    };
    let templated = has_templates.then(|| {
        let alternatives = written.alternatives.iter();
        alternatives
            .map(|conditions| conditions.iter().map(&mut one).collect())
            .collect()
    });
    Some(Rule { fixed, templated })
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
