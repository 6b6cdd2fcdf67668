//! Finding out what became of a call in doubt (`[in_doubt]` of `connector.toml`).
//!
//! A look-up is a request of its own. It finds the call's effect where its `found` rule holds (any
//! 2xx without one); what it read then stands for the call's answer, so that `accountIdPath` and
//! later calls find what they look for. A 404, a 410, or a 2xx for which the rule does not hold, says
//! that the call has not happened. Any other answer says nothing.

use bindery_definition::{Evidence, InDoubtLookup};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::Context;
use bindery_mapping::{Path, Selection};
use serde_json::Value;

use super::response::Answered;
use super::step::Workshop;
use crate::Outcome;
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts};
use crate::send::rules::Rules;
use crate::send::{Answer, Call, Wire};

/// A compiled look-up.
#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    call: Call,
    /// What it is looked for at; something has to be there.
    path: Option<Path>,
    has_rule: bool,
    /// The part of the answer that stands for the call's.
    answer: Option<Path>,
}

/// What a look-up found.
pub(crate) enum Found {
    /// The call's effect, and what stands for its answer.
    It(Answered),
    /// Nothing: the call has not happened.
    Nothing,
}

/// Compiles a look-up of a call.
pub(crate) fn compile(
    workshop: Workshop<'_>,
    lookup: &InDoubtLookup,
    of: &str,
    connection: Option<&str>,
) -> Result<Lookup, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(workshop.engine, workshop.plain);
    let parts = Parts::of(&lookup.http, DefaultMethod::Get);
    let mut request = CallTemplate::compile(&mut compiler, &parts);
    request.timeouts = workshop.timeouts;
    let (rule, path) = match &lookup.found {
        Some(Evidence::Rule(rule)) => (Some(rule), None),
        Some(Evidence::Path(path)) => (None, Some(path)),
        None => (None, None),
    };
    let rules = Rules::compile(rule, None, &mut compiler);
    let mut parse = |word: Option<&bindery_definition::Word>| {
        let word = word?;
        match Path::parse(word.as_str()) {
            Ok(path) => Some(path),
            Err(error) => {
                let finding = Diagnostic::new(codes::WRONG_TYPE, error.to_string());
                let finding = finding.at(word.place().clone(), "this path");
                compiler.problems.push(finding);
                None
            }
        }
    };
    let (path, answer) = (parse(path), parse(lookup.answer.as_ref()));
    let named = lookup.connection.as_ref().map(|c| c.as_str());
    let has_rule = rule.is_some();
    compiler.finish(Lookup {
        call: Call {
            name: format!("{of}, looked up"),
            connection: named.or(connection).map(ToOwned::to_owned),
            request,
            rules,
            errors: None,
            selection: Selection::whole(),
            place: Some(lookup.place.clone()),
            idempotent: true,
        },
        path,
        has_rule,
        answer,
    })
}

/// Asks the target.
///
/// # Errors
/// An answer that says nothing, or none.
pub(crate) async fn ask(wire: &Wire, lookup: &Lookup, context: &Context) -> Outcome<Found> {
    let answer = wire.send(&lookup.call, context, None).await?;
    lookup.read(answer)
}

impl Lookup {
    fn read(&self, mut answer: Answer) -> Outcome<Found> {
        if matches!(answer.status, 404 | 410) && !(self.has_rule && answer.failure.is_none()) {
            return Ok(Found::Nothing);
        }
        if let Some(finding) = answer.failure.take() {
            return match answer.status {
                200..300 => Ok(Found::Nothing),
                _ => Err(finding),
            };
        }
        let message = answer.body.message();
        if let Some(path) = &self.path
            && !is_something(path.get(&message).first())
        {
            return Ok(Found::Nothing);
        }
        let message = match &self.answer {
            Some(path) => match path.get(&message).first() {
                Some(part) if is_something(Some(part)) => part.clone(),
                _ => return Ok(Found::Nothing),
            },
            None => message,
        };
        Ok(Found::It(Answered {
            message,
            headers: answer.headers,
            status: answer.status,
        }))
    }
}

/// Whether there is something: neither null nor zero, and not empty.
fn is_something(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
    }
}
