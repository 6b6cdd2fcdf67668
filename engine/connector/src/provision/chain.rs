//! Running a chain of calls (field-notes §4.2).
//!
//! Each call is rendered just before it is sent, with every earlier answer bound. One whose
//! condition is false is skipped. The first failure ends the chain; nothing is taken back, so the
//! finding names what had already been done. A call that cannot be rendered was never sent, which
//! the report tells apart from one that the target refused.
//!
//! What an earlier attempt of the same task achieved stands in its journal ([`Ledger`]): a call that
//! was answered is not sent again, and its answer is bound as if it had just come. One that may have
//! been sent is in doubt: it is repeated where that is harmless, looked up where the connector says
//! how, and else left alone.

use std::time::Instant;

use bindery_diagnostics::Diagnostic;
use bindery_expression::{Context, Value};

use super::end::{self, End, Failure};
use super::ledger::{Ledger, Written};
use super::lookup;
use super::report::{CallOutcome, CallReport, TicketReport};
use super::response::{Answered, Responses};
use super::step::Step;
use super::ticket;
use crate::Outcome;
use crate::ports::{JournalAnswer, JournalEntry, JournalPlace, JournalState};
use crate::send::{Answer, Wire, words_of};

/// The longest beginning of an answer that is kept for people, in characters.
const SHOWN: usize = 1_000;

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
                    CallOutcome::Ok | CallOutcome::Earlier | CallOutcome::InDoubt => true,
                    // By its rules a failure, and yet the target said that it did something.
                    CallOutcome::Failed => call.status.is_some_and(|s| (200..300).contains(&s)),
                    CallOutcome::Skipped | CallOutcome::NotSent => false,
                }
        })
    }
}

/// Runs the steps in order. Each gets random numbers of its own.
pub(crate) async fn run(
    wire: &Wire,
    steps: &[Step],
    context: &Context,
    seed: u64,
    ledger: &mut dyn Ledger,
) -> Ran {
    let mut ran = Ran {
        calls: Vec::with_capacity(steps.len()),
        responses: Responses::default(),
        ticket: None,
        end: End::Done,
    };
    for (index, step) in steps.iter().enumerate() {
        let place = index + 1;
        let context = context.clone().with_seed(seed_of(seed, place));
        let mut running = Running {
            wire,
            step,
            place,
            ran: &mut ran,
            ledger,
        };
        if let Err(failure) = running.step(&context).await {
            ran.end = failure.end(&ran.calls, steps.len());
            break;
        }
    }
    ran
}

/// The seed of a call's random numbers.
pub(crate) fn seed_of(seed: u64, place: usize) -> u64 {
    seed.wrapping_add(u64::try_from(place).unwrap_or(0))
}

/// A step that runs.
struct Running<'a> {
    wire: &'a Wire,
    step: &'a Step,
    place: usize,
    ran: &'a mut Ran,
    ledger: &'a mut dyn Ledger,
}

impl Running<'_> {
    async fn step(&mut self, context: &Context) -> Result<(), Failure> {
        if self.was_skipped() {
            self.report(CallOutcome::Skipped);
            return Ok(());
        }
        let context = context.with("response", self.ran.responses.value());
        let items = match self.items(&context).await {
            Ok(items) => items,
            Err(finding) => {
                self.report(CallOutcome::NotSent);
                return Err(Failure::unsent(self.wire.masked(finding)));
            }
        };
        if items.is_empty() {
            self.report(CallOutcome::Skipped);
            let skipped = self.written(self.journal_place(0), JournalState::Skipped);
            self.ledger.write(skipped).map_err(Failure::of_store)?;
        }
        for (index, item) in items.into_iter().enumerate() {
            let context = match item {
                Some(item) => context.with("childresponse", item),
                None => context.clone(),
            };
            let number = if self.step.items.is_some() {
                index + 1
            } else {
                0
            };
            let answered = self.call(self.journal_place(number), &context).await?;
            if let Some(ticket) = ticket::read(&self.step.ticket, &self.step.names, &answered) {
                self.ran.ticket = Some(ticket);
            }
            self.ran.responses.add(&self.step.names, answered);
        }
        Ok(())
    }

    fn was_skipped(&self) -> bool {
        let entry = self.ledger.find(self.journal_place(0));
        entry.is_some_and(|entry| entry.state == JournalState::Skipped)
    }

    async fn items(&self, context: &Context) -> Outcome<Vec<Option<Value>>> {
        let bound = self.wire.bind(&self.step.call, context).await?;
        // A condition that held once is not asked again in the middle of its list.
        let has_begun = self.ledger.has_begun(narrow(self.place));
        wanted(self.step, &bound, has_begun)
    }

    /// One call: what is known of it, or its answer.
    async fn call(&mut self, place: JournalPlace, context: &Context) -> Result<Answered, Failure> {
        let Some(entry) = self.ledger.find(place).cloned() else {
            return self.send(place, context, false).await;
        };
        match entry.state {
            JournalState::Done => Ok(self.earlier(context, entry).await),
            JournalState::Sent | JournalState::InDoubt => {
                if self.step.call.idempotent || end::is_harmless(&entry.method) {
                    return self.send(place, context, true).await;
                }
                let mut report = self.unsent(CallOutcome::InDoubt);
                report.method.clone_from(&entry.method);
                report.url.clone_from(&entry.url);
                let doubt = end::unheard(&self.step.call.name, &entry);
                let Some(found) = self.look(place, context, report.clone()).await? else {
                    self.ran.calls.push(report);
                    return Err(Failure::in_doubt(doubt));
                };
                match found {
                    Some(answered) => Ok(answered),
                    None => self.send(place, context, false).await,
                }
            }
            JournalState::Failed | JournalState::Skipped => self.send(place, context, false).await,
        }
    }

    /// The answer of an earlier attempt. Where an operator said that a call in doubt was done there is
    /// none; a look-up may find what stands for it.
    async fn earlier(&mut self, context: &Context, entry: JournalEntry) -> Answered {
        let mut report = self.unsent(CallOutcome::Earlier);
        report.method = entry.method;
        report.url = entry.url;
        report.status = entry.status;
        let answered = match (entry.answer, &self.step.lookup) {
            (Some(answer), _) => Answered::from(answer),
            (None, Some(lookup)) => match lookup::ask(self.wire, lookup, context).await {
                Ok(lookup::Found::It(answered)) => {
                    report.found = true;
                    answered
                }
                _ => Answered::empty(entry.status.unwrap_or(0)),
            },
            (None, None) => Answered::empty(entry.status.unwrap_or(0)),
        };
        self.ran.calls.push(report);
        answered
    }

    /// Looks a call in doubt up. `None` where nothing says how; `Some(None)` where it has not
    /// happened.
    async fn look(
        &mut self,
        place: JournalPlace,
        context: &Context,
        mut report: CallReport,
    ) -> Result<Option<Option<Answered>>, Failure> {
        let Some(lookup) = &self.step.lookup else {
            return Ok(None);
        };
        match lookup::ask(self.wire, lookup, context).await {
            Ok(lookup::Found::Nothing) => Ok(Some(None)),
            Ok(lookup::Found::It(answered)) => {
                let mut done = self.written(place, JournalState::Done);
                done.method = &report.method;
                done.url = &report.url;
                done.status = Some(answered.status);
                done.note = Some("it was in doubt, and was found at the target".to_owned());
                done.answer = Some(JournalAnswer::from(&answered));
                self.ledger.write(done).map_err(Failure::of_store)?;
                report.outcome = CallOutcome::Ok;
                report.status = Some(answered.status);
                report.found = true;
                self.ran.calls.push(report);
                Ok(Some(Some(answered)))
            }
            Err(finding) => {
                self.ran.calls.push(report);
                Err(Failure::lookup(&self.step.call.name, &finding))
            }
        }
    }

    async fn send(
        &mut self,
        place: JournalPlace,
        context: &Context,
        again: bool,
    ) -> Result<Answered, Failure> {
        let mut report = self.unsent(CallOutcome::NotSent);
        let call = &self.step.call;
        // A token that cannot be had, or a call that cannot be rendered, leaves no doubt behind.
        let ready = match self.wire.warm(call).await {
            Ok(()) => self.wire.preview(call, context).await,
            Err(finding) => Err(finding),
        };
        let preview = match ready {
            Ok(preview) => preview,
            Err(finding) => {
                self.ran.calls.push(report);
                return Err(Failure::unsent(finding));
            }
        };
        report.method = preview.method;
        report.url = self.wire.world.masker.url(&preview.url);
        let mut sent = self.written(place, JournalState::Sent);
        sent.method = &report.method;
        sent.url = &report.url;
        if let Err(finding) = self.ledger.write(sent) {
            self.ran.calls.push(report);
            return Err(Failure::of_store(finding));
        }
        let started = Instant::now();
        let sent = if again {
            self.wire.send_again(call, context).await
        } else {
            self.wire.send(call, context, None).await
        };
        report.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match sent {
            Ok(answer) => self.judged(place, context, report, answer).await,
            Err(finding) => {
                let failure = Failure::unanswered(finding, &report.method, call.idempotent);
                self.failed(place, context, report, failure).await
            }
        }
    }

    async fn judged(
        &mut self,
        place: JournalPlace,
        context: &Context,
        mut report: CallReport,
        mut answer: Answer,
    ) -> Result<Answered, Failure> {
        report.status = Some(answer.status);
        if self.step.show_response {
            let masker = &self.wire.world.masker;
            let shown = masker.body("application/json", answer.body.text.as_bytes());
            report.answer = Some(shown.chars().take(SHOWN).collect());
        }
        if let Some(finding) = answer.failure.take() {
            let is_marked = self.step.call.idempotent;
            let failure = Failure::refused(finding, &report.method, is_marked, &answer);
            report.words = words_of(&answer.body, &self.wire.world.masker);
            return self.failed(place, context, report, failure).await;
        }
        report.outcome = CallOutcome::Ok;
        let answered = Answered {
            message: answer.body.message(),
            headers: answer.headers,
            status: answer.status,
        };
        let mut done = self.written(place, JournalState::Done);
        done.method = &report.method;
        done.url = &report.url;
        done.status = Some(answered.status);
        done.note.clone_from(&report.answer);
        done.answer = Some(JournalAnswer::from(&answered));
        let written = self.ledger.write(done);
        self.ran.calls.push(report);
        written.map_err(Failure::of_store)?;
        Ok(answered)
    }

    async fn failed(
        &mut self,
        place: JournalPlace,
        context: &Context,
        mut report: CallReport,
        failure: Failure,
    ) -> Result<Answered, Failure> {
        let state = if failure.is_in_doubt() {
            JournalState::InDoubt
        } else {
            JournalState::Failed
        };
        report.outcome = match state {
            JournalState::InDoubt => CallOutcome::InDoubt,
            _ => CallOutcome::Failed,
        };
        let mut entry = self.written(place, state);
        entry.method = &report.method;
        entry.url = &report.url;
        entry.status = report.status;
        entry.note = Some(failure.finding.message.clone());
        if let Err(finding) = self.ledger.write(entry) {
            self.ran.calls.push(report);
            return Err(Failure::of_store(finding));
        }
        if state != JournalState::InDoubt || self.step.lookup.is_none() {
            self.ran.calls.push(report);
            return Err(failure);
        }
        // What is there at once is there. What is not may still be on its way: that is for a later
        // attempt to see, before it sends again.
        match self.look(place, context, report.clone()).await? {
            Some(Some(answered)) => Ok(answered),
            _ => {
                self.ran.calls.push(report);
                Err(failure.not_found_yet())
            }
        }
    }

    fn journal_place(&self, item: usize) -> JournalPlace {
        JournalPlace {
            step: narrow(self.place),
            item: narrow(item),
        }
    }

    fn written<'w>(&self, place: JournalPlace, state: JournalState) -> Written<'w>
    where
        Self: 'w,
    {
        Written {
            place,
            name: &self.step.call.name,
            method: "",
            url: "",
            state,
            status: None,
            note: None,
            answer: None,
        }
    }

    fn report(&mut self, outcome: CallOutcome) {
        let report = self.unsent(outcome);
        self.ran.calls.push(report);
    }

    fn unsent(&self, outcome: CallOutcome) -> CallReport {
        CallReport {
            name: self.step.call.name.clone(),
            place: self.place,
            method: String::new(),
            url: String::new(),
            status: None,
            outcome,
            found: false,
            words: None,
            answer: None,
            elapsed_ms: 0,
        }
    }
}

/// What the call runs for: nothing where its condition does not hold, else each item of its list,
/// or just once.
pub(crate) fn wanted(
    step: &Step,
    context: &Context,
    has_begun: bool,
) -> Outcome<Vec<Option<Value>>> {
    if let Some(condition) = &step.condition
        && !has_begun
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

/// Whether a verb changes something.
pub(crate) fn is_write(method: &str) -> bool {
    !matches!(method, "" | "GET" | "HEAD" | "OPTIONS")
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What the chain did before it failed.
pub(crate) fn history(calls: &[CallReport], planned: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if planned > 1
        && let Some(last) = calls.last()
    {
        let what = match last.outcome {
            CallOutcome::InDoubt => "is in doubt",
            CallOutcome::NotSent => "was not sent",
            _ => "failed",
        };
        let note = format!("call {} of {planned}, {}, {what}", last.place, last.name);
        notes.push(note);
    }
    for done in calls.iter().filter(|c| c.outcome.is_done()) {
        let stays = if is_write(&done.method) {
            "succeeded, and what it did stays done"
        } else {
            "succeeded, and changed nothing"
        };
        notes.push(format!(
            "call {} of {planned}, {}, {stays}: {} {}",
            done.place, done.name, done.method, done.url
        ));
    }
    notes
}

/// Tells what repeating the operation would do.
pub(crate) fn warn_of_repeating(finding: &mut Diagnostic, calls: &[CallReport]) {
    let mut done = calls.iter().filter(|c| c.outcome.is_done());
    if done.any(|call| is_write(&call.method)) {
        let note = "the operation starts at call 1 again when it is repeated";
        finding.notes.push(note.to_owned());
    }
}
