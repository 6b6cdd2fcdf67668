//! Running a chain of calls (field-notes §4.2).
//!
//! Each call is rendered just before it is sent, with every earlier answer bound. One whose
//! condition is false is skipped. The first failure ends the chain; nothing is taken back, so the
//! finding names what had already been done. A call that cannot be rendered was never sent, which
//! the report tells apart from one that the target refused.

use std::time::Instant;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Value};
use bindery_mapping::{ResponsePath, ResponseValue};

use super::report::{CallOutcome, CallReport, TicketReport};
use super::response::Responses;
use super::step::{Step, TicketPaths};
use crate::Outcome;
use crate::send::{Answer, Wire};

/// How a chain ended.
pub(crate) enum End {
    /// Every call succeeded or was skipped.
    Done,
    /// A call failed.
    Failed(Box<Diagnostic>),
    /// A write got no answer.
    InDoubt(Box<Diagnostic>),
}

/// A chain that ran.
pub(crate) struct Ran {
    pub calls: Vec<CallReport>,
    pub responses: Responses,
    pub ticket: Option<TicketReport>,
    pub end: End,
}

impl Ran {
    /// Whether a write succeeded, or may have.
    pub fn changed(&self) -> bool {
        self.calls.iter().any(|call| {
            is_write(&call.method)
                && match call.outcome {
                    CallOutcome::Ok | CallOutcome::InDoubt => true,
                    // By its rules a failure, and yet the target said that it did something.
                    CallOutcome::Failed => call.status.is_some_and(|s| (200..300).contains(&s)),
                    CallOutcome::Skipped | CallOutcome::NotSent => false,
                }
        })
    }
}

/// Runs the steps in order. Each gets random numbers of its own.
pub(crate) async fn run(wire: &Wire, steps: &[Step], context: &Context, seed: u64) -> Ran {
    let mut ran = Ran {
        calls: Vec::with_capacity(steps.len()),
        responses: Responses::default(),
        ticket: None,
        end: End::Done,
    };
    for (index, step) in steps.iter().enumerate() {
        let place = index + 1;
        let context = context.clone().with_seed(seed_of(seed, place));
        if let Err(finding) = run_step(wire, step, place, &context, &mut ran).await {
            let in_doubt = finding.code == codes::IN_DOUBT;
            let finding = with_history(finding, &ran.calls, steps.len());
            ran.end = if in_doubt {
                End::InDoubt(finding)
            } else {
                End::Failed(finding)
            };
            break;
        }
    }
    ran
}

/// The seed of a call's random numbers.
pub(crate) fn seed_of(seed: u64, place: usize) -> u64 {
    seed.wrapping_add(u64::try_from(place).unwrap_or(0))
}

async fn run_step(
    wire: &Wire,
    step: &Step,
    place: usize,
    context: &Context,
    ran: &mut Ran,
) -> Outcome<()> {
    let context = context.with("response", ran.responses.value());
    let wanted = match wire.bind(&step.call, &context).await {
        Ok(bound) => wanted(step, &bound).map_err(|finding| wire.masked(finding)),
        Err(finding) => Err(wire.masked(finding)),
    };
    let items = match wanted {
        Ok(items) => items,
        Err(finding) => {
            ran.calls.push(unsent(step, place, CallOutcome::NotSent));
            return Err(finding);
        }
    };
    if items.is_empty() {
        ran.calls.push(unsent(step, place, CallOutcome::Skipped));
    }
    for item in items {
        let context = match item {
            Some(item) => context.with("childresponse", item),
            None => context.clone(),
        };
        let answer = send(wire, step, place, &context, &mut ran.calls).await?;
        if let Some(ticket) = ticket(&step.ticket, step, &answer) {
            ran.ticket = Some(ticket);
        }
        let message = answer.body.message();
        ran.responses
            .add(&step.names, message, answer.headers, answer.status);
    }
    Ok(())
}

/// What the call runs for: nothing where its condition does not hold, else each item of its list,
/// or just once.
pub(crate) fn wanted(step: &Step, context: &Context) -> Outcome<Vec<Option<Value>>> {
    if let Some(condition) = &step.condition
        && !holds(&condition.evaluate(context)?)
    {
        return Ok(Vec::new());
    }
    let Some(items) = &step.items else {
        return Ok(vec![None]);
    };
    let found = items.evaluate(context)?;
    Ok(match found.items() {
        Some(items) => items.into_iter().map(Some).collect(),
        None if found.is_null() => Vec::new(),
        None => vec![Some(found)],
    })
}

/// Whether a condition's value means yes. A condition that mixes text and bindings yields text, so
/// `false`, `null` and nothing mean no there.
fn holds(value: &Value) -> bool {
    match value.as_str() {
        Some(text) => !matches!(
            text.trim().to_ascii_lowercase().as_str(),
            "" | "false" | "null"
        ),
        None => value.is_true(),
    }
}

async fn send(
    wire: &Wire,
    step: &Step,
    place: usize,
    context: &Context,
    calls: &mut Vec<CallReport>,
) -> Outcome<Answer> {
    let mut report = unsent(step, place, CallOutcome::NotSent);
    let preview = match wire.preview(&step.call, context).await {
        Ok(preview) => preview,
        Err(finding) => {
            calls.push(report);
            return Err(finding);
        }
    };
    report.method = preview.method;
    report.url = wire.world.masker.url(&preview.url);
    let started = Instant::now();
    let sent = wire.send(&step.call, context, None).await;
    report.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let result = match sent {
        Ok(mut answer) => {
            report.status = Some(answer.status);
            match answer.failure.take() {
                None => {
                    report.outcome = CallOutcome::Ok;
                    Ok(answer)
                }
                Some(failure) => {
                    report.outcome = CallOutcome::Failed;
                    Err(doubt_of(failure, &report))
                }
            }
        }
        Err(finding) => {
            report.outcome = match finding.code {
                codes::IN_DOUBT => CallOutcome::InDoubt,
                _ => CallOutcome::Failed,
            };
            Err(finding)
        }
    };
    calls.push(report);
    result
}

/// A write that was answered with a 2xx, and yet fails by the call's rules, may well have happened.
fn doubt_of(finding: Box<Diagnostic>, report: &CallReport) -> Box<Diagnostic> {
    match report.status {
        Some(status @ 200..300) if is_write(&report.method) => Box::new(finding.with_note(format!(
            "a target that answers {status} has usually done what it was asked: look before you repeat it"
        ))),
        _ => finding,
    }
}

/// Adds what the chain did before it failed.
fn with_history(
    mut finding: Box<Diagnostic>,
    calls: &[CallReport],
    planned: usize,
) -> Box<Diagnostic> {
    if planned > 1
        && let Some(last) = calls.last()
    {
        let what = match last.outcome {
            CallOutcome::InDoubt => "is in doubt",
            CallOutcome::NotSent => "was not sent",
            _ => "failed",
        };
        let note = format!("call {} of {planned}, {}, {what}", last.place, last.name);
        finding.notes.push(note);
    }
    for done in calls.iter().filter(|c| c.outcome == CallOutcome::Ok) {
        let stays = if is_write(&done.method) {
            "succeeded, and what it did stays done"
        } else {
            "succeeded, and changed nothing"
        };
        finding.notes.push(format!(
            "call {} of {planned}, {}, {stays}: {} {}",
            done.place, done.name, done.method, done.url
        ));
    }
    let has_written = calls
        .iter()
        .any(|c| c.outcome == CallOutcome::Ok && is_write(&c.method));
    if has_written {
        let note = "the operation starts at call 1 again when it is repeated";
        finding.notes.push(note.to_owned());
    }
    finding
}

fn unsent(step: &Step, place: usize, outcome: CallOutcome) -> CallReport {
    CallReport {
        name: step.call.name.clone(),
        place,
        method: String::new(),
        url: String::new(),
        status: None,
        outcome,
        elapsed_ms: 0,
    }
}

fn is_write(method: &str) -> bool {
    !matches!(method, "" | "GET" | "HEAD" | "OPTIONS")
}

fn ticket(paths: &TicketPaths, step: &Step, answer: &Answer) -> Option<TicketReport> {
    if paths.id.is_none() && paths.status.is_none() {
        return None;
    }
    let mut one = Responses::default();
    let headers = answer.headers.clone();
    one.add(&step.names, answer.body.message(), headers, answer.status);
    let read = |path: &Option<String>| {
        let path = ResponsePath::parse(path.as_deref()?)?;
        match one.read(&path) {
            ResponseValue::Text(text) => Some(text),
            _ => None,
        }
    };
    let status = read(&paths.status);
    let verdict = paths.status.as_ref().map(|_| {
        let is_in = |values: &[String]| status.as_ref().is_some_and(|s| values.contains(s));
        match () {
            () if is_in(&paths.complete) => "complete",
            () if is_in(&paths.discontinue) => "discontinue",
            () => "pending",
        }
    });
    Some(TicketReport {
        id: read(&paths.id),
        status,
        verdict,
    })
}
