//! Carrying out a task: its journal, its chain, its settlement.
//!
//! | how the attempt ended | the task becomes |
//! |---|---|
//! | every call succeeded | `COMPLETE`, with the effects that were proved |
//! | the repository already is as asked | `NO_ACTION_REQUIRED` |
//! | it may succeed later | `NEW`, not before a wait; `ERROR` after the last try |
//! | in doubt, and the connector says how to look it up | `NEW`; the next attempt looks first |
//! | in doubt otherwise, or no try left to look | `PENDINGPROV` |
//! | no repetition changes it | `PROVFAILED` |
//!
//! An endpoint whose definition has no calls for an operation and opens tickets is provisioned by
//! people: the first attempt opens a ticket, further ones ask what became of it.
//!
//! Attempts of any number of tasks run at the same time. Whoever runs them holds a run of
//! [`RunKind::Tasks`](crate::ports::RunKind::Tasks), so that no import reads what they are changing.

use std::time::{Duration, Instant};

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::Context;
use bindery_model::catalogue::Operation;
use bindery_model::{Task, TaskStatus};

use super::chain::{self, Ran};
use super::comment::Told;
use super::effect::{self, Effects, effects_of};
use super::end::{End, Sequel};
use super::heartbeat::{EVERY, with_heartbeat};
use super::ledger::{Kept, Ledger, Shared, Unkept};
use super::prepare::Prepared;
use super::report::{AccountSummary, CallReport};
use super::run::{hide, in_doubt_help};
use super::standing::nothing_to_do;
use super::subject::{OperationRequest, Subjects};
use super::task_report::TaskReport;
use crate::Outcome;
use crate::connector::Connector;
use crate::ports::{Effect, Event, Settlement, TaskStore, Timestamp};

/// What an attempt on a task works with.
struct Attempt<'a, 's> {
    connector: &'a Connector,
    task: &'a Task,
    worker: &'a str,
    request: OperationRequest,
    store: Shared<'s>,
}

/// How an attempt ended, before it is settled.
#[derive(Default)]
struct Ended {
    status: Option<TaskStatus>,
    not_before: Option<Timestamp>,
    ran: Option<Ran>,
    effects: Effects,
    finding: Option<Diagnostic>,
    remark: Option<String>,
    subjects: Option<Subjects>,
}

impl Connector {
    /// Carries out a task that a worker has claimed, and settles it. A call that fails is no error
    /// here: the task and the report tell of it.
    ///
    /// The claim is renewed while the target takes its time. Calls that an earlier attempt finished
    /// are not sent again (see [`Journal`](crate::ports::JournalState)).
    ///
    /// # Errors
    /// `R5002` when another worker has taken the task over, `R5xxx` and `R2005` when the store cannot
    /// be read or written: the task stays claimed until its claim expires.
    pub async fn carry_out(
        &self,
        task: &Task,
        worker: &str,
        store: &mut dyn TaskStore,
    ) -> Outcome<TaskReport> {
        let started = Instant::now();
        let attempt = Attempt {
            connector: self,
            task,
            worker,
            request: self.request_of(task),
            store: Shared::new(store),
        };
        let phase = format!("task {}, {}", task.id, task.operation);
        let listener = &self.wire.world.listener;
        listener.hear(&Event::PhaseStarted {
            phase: phase.clone(),
        });
        let running = attempt.run();
        let ended = with_heartbeat(running, EVERY, || {
            let now = self.wire.world.clock.now();
            // A claim that is lost shows at the next entry of the journal, before anything is sent.
            let _ = attempt.store.lock().renew(task.id, worker, now);
        })
        .await?;
        let mut report = attempt.settle(ended)?;
        report.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        for finding in &report.diagnostics {
            listener.hear(&Event::Found(Box::new(finding.clone())));
        }
        listener.hear(&Event::PhaseEnded {
            phase,
            summary: report.status.eic_name().to_owned(),
        });
        Ok(report)
    }

    /// What a task asks for. Without calls for its operation a ticket stands in for them.
    pub(super) fn request_of(&self, task: &Task) -> OperationRequest {
        let mut request = OperationRequest::of(task);
        let by_ticket = !self.has_operation(task.operation)
            && task.operation != Operation::UpdateUser
            && self.has_operation(Operation::CreateTicket);
        request.through = match &task.ticket {
            _ if !by_ticket => None,
            Some(_) => Some(Operation::TicketStatus),
            None => Some(Operation::CreateTicket),
        };
        request
    }
}

impl Attempt<'_, '_> {
    async fn run(&self) -> Outcome<Ended> {
        let attribute = self.request.sent_operation().attribute();
        let needed = ["ConnectionJSON", attribute];
        if let Err(mut found) = self.connector.require_parameters(&needed) {
            return Ok(self.failed(found.remove(0), Sequel::Later));
        }
        let mut prepared = match self.prepare() {
            Ok(prepared) => prepared,
            Err(found) => return self.unprepared(found),
        };
        let world = &self.connector.wire.world;
        let identity = (self.task.id, self.worker, self.task.tries);
        let resume = self.connector.policy.resume;
        let mut kept = Kept::open(&self.store, world.clock.as_ref(), identity, resume)?;
        let is_fresh = kept.is_empty() && self.task.ticket.is_none();
        if is_fresh && let Some(remark) = self.nothing_to_do(&prepared.subjects)? {
            return Ok(Ended {
                status: Some(TaskStatus::NoActionRequired),
                remark: Some(remark),
                subjects: Some(prepared.subjects),
                ..Ended::default()
            });
        }
        self.keep_password(&mut prepared)?;
        let seed = self.store.lock().seed(self.task.id)?;
        let limit = self.connector.definition.config.as_ref();
        let limit = limit.and_then(|config| config.limit.as_ref());
        let clock = world.clock.as_ref();
        let operation = self.task.operation;
        self.connector.pace.admit(limit, operation, clock).await;
        let context = prepared.bind(
            self.connector.site(),
            &self.request,
            &self.task.id.to_string(),
        );
        // Asking for a ticket is not the chain that the journal tells of.
        let mut unkept = Unkept;
        let ledger: &mut dyn Ledger = match self.request.through {
            Some(Operation::TicketStatus) => &mut unkept,
            _ => &mut kept,
        };
        let wire = &self.connector.wire;
        let ran = chain::run(wire, &prepared.steps, &context, seed, ledger).await;
        self.judge(prepared, &context, ran).await
    }

    fn prepare(&self) -> Result<Prepared<'_>, Vec<Diagnostic>> {
        let mut store = self.store.lock();
        Prepared::of_task(
            self.connector.site(),
            &self.request,
            self.task,
            &mut **store,
        )
    }

    /// What keeps an attempt from starting. A store that fails settles nothing.
    fn unprepared(&self, mut found: Vec<Diagnostic>) -> Outcome<Ended> {
        let is_of_store = |finding: &Diagnostic| finding.code.as_str().starts_with("R5");
        if let Some(at) = found.iter().position(is_of_store) {
            return Err(Box::new(found.swap_remove(at)));
        }
        if found.is_empty() {
            return Err(Box::new(Diagnostic::new(
                codes::FAULT,
                "no reason was given",
            )));
        }
        let finding = self.connector.wire.masked(Box::new(found.remove(0)));
        Ok(self.failed(*finding, Sequel::Final))
    }

    fn nothing_to_do(&self, subjects: &Subjects) -> Outcome<Option<String>> {
        let mut store = self.store.lock();
        nothing_to_do(self.task.operation, subjects, &mut **store)
    }

    /// The password that was sealed with the task, or a new one, sealed before it is sent.
    fn keep_password(&self, prepared: &mut Prepared<'_>) -> Outcome<()> {
        let Some(generated) = prepared.sent_password().map(ToOwned::to_owned) else {
            return Ok(());
        };
        let mut store = self.store.lock();
        let password = match store.password(self.task.id)? {
            Some(kept) => kept,
            None => {
                let now = self.connector.wire.world.clock.now();
                store.keep_password(self.task.id, &generated, now)?;
                generated
            }
        };
        prepared.set_password(password);
        Ok(())
    }

    async fn judge(
        &self,
        prepared: Prepared<'_>,
        context: &Context,
        mut ran: Ran,
    ) -> Outcome<Ended> {
        let mut ended = match std::mem::replace(&mut ran.end, End::Done) {
            End::Done => {
                let mut ended = self.done(&prepared, &ran);
                let effects = &mut ended.effects.effects;
                let operation = self.task.operation;
                let reading = self
                    .connector
                    .read_back(operation, &prepared, context, effects);
                let told = reading.await;
                ended.effects.findings.extend(told);
                ended
            }
            End::Failed(finding, Sequel::Store) => return Err(finding),
            End::Failed(finding, sequel) => {
                let mut finding = *finding;
                if finding.code == codes::NULL_DEREFERENCED && prepared.subjects.user.is_none() {
                    let note = "no user is known for this task";
                    finding.notes.push(note.to_owned());
                }
                self.failed(finding, sequel)
            }
        };
        ended.subjects = Some(prepared.subjects);
        ended.ran = Some(ran);
        Ok(ended)
    }

    fn done(&self, prepared: &Prepared<'_>, ran: &Ran) -> Ended {
        let policy = &self.connector.policy;
        let mut ended = Ended::default();
        let verdict = ran.ticket.as_ref().and_then(|ticket| ticket.verdict);
        let of_people = self.request.through.is_some();
        let operation = self.task.operation;
        let document = match self.request.through {
            Some(_) => None,
            None => Some(prepared.document),
        };
        let subjects = &prepared.subjects;
        ended.status = Some(match (self.request.through, verdict) {
            (Some(Operation::CreateTicket), _) | (_, Some("pending")) => {
                ended.remark = Some(match (&self.task.ticket, &ran.ticket) {
                    (Some(number), Some(ticket)) => {
                        let status = ticket.status.as_deref().unwrap_or("not known");
                        format!("ticket {number} is {status}")
                    }
                    _ => "a ticket was opened".to_owned(),
                });
                ended.not_before = Some(self.after(policy.ticket_wait));
                TaskStatus::New
            }
            (_, Some("discontinue")) => {
                ended.remark = Some("the ticket says so".to_owned());
                TaskStatus::Discontinued
            }
            _ => {
                let zone = self.connector.wire.world.zone.as_deref();
                ended.effects = effects_of(operation, document, subjects, &ran.responses, zone);
                ended.remark = of_people.then(|| "the ticket says so".to_owned());
                TaskStatus::Complete
            }
        });
        ended
    }

    fn failed(&self, finding: Diagnostic, sequel: Sequel) -> Ended {
        let policy = &self.connector.policy;
        let is_last = self.task.tries >= policy.tries;
        let (status, not_before) = match sequel {
            Sequel::Later if is_last => (TaskStatus::Error, None),
            Sequel::InDoubt => (TaskStatus::PendingProvisioning, None),
            Sequel::LookLater if is_last => (TaskStatus::PendingProvisioning, None),
            Sequel::Later | Sequel::LookLater => {
                let wait = policy.wait_after(self.task.tries);
                (TaskStatus::New, Some(self.after(wait)))
            }
            Sequel::Final | Sequel::Store => (TaskStatus::ProvisioningFailed, None),
        };
        let finding = match status {
            TaskStatus::PendingProvisioning => {
                finding.with_help(in_doubt_help(self.task.operation))
            }
            _ => finding,
        };
        Ended {
            status: Some(status),
            not_before,
            finding: Some(finding),
            ..Ended::default()
        }
    }

    /// So long from now, and not before the target wants to hear of anyone again.
    fn after(&self, wait: Duration) -> Timestamp {
        let world = &self.connector.wire.world;
        let wait = Timestamp::try_from(wait.as_millis()).unwrap_or(Timestamp::MAX);
        let asked = world.patient_until();
        world.clock.now().saturating_add(wait).max(asked)
    }

    fn settle(&self, mut ended: Ended) -> Outcome<TaskReport> {
        let world = &self.connector.wire.world;
        let now = world.clock.now();
        let calls: Vec<CallReport> = ended
            .ran
            .as_ref()
            .map_or_else(Vec::new, |ran| ran.calls.clone());
        let status = ended.status.unwrap_or(TaskStatus::ProvisioningFailed);
        let told = Told {
            now,
            attempt: self.task.tries,
            tries: self.connector.policy.tries,
            status,
            not_before: ended.not_before,
            calls: &calls,
            finding: ended.finding.as_ref(),
            remark: ended.remark.as_deref(),
        };
        let comment = world.masker.text(&told.comment()).into_owned();
        let ticket = ended.ran.as_mut().and_then(|ran| ran.ticket.take());
        let settlement = Settlement {
            status,
            comment: comment.clone(),
            not_before: ended.not_before,
            ticket: ticket.as_ref().and_then(|ticket| ticket.id.clone()),
            effects: std::mem::take(&mut ended.effects.effects),
        };
        let row = self
            .store
            .lock()
            .settle(self.task.id, self.worker, &settlement, now)?;
        let mut diagnostics: Vec<Diagnostic> = ended.finding.into_iter().collect();
        diagnostics.append(&mut ended.effects.findings);
        let subjects = ended.subjects.as_ref();
        let entitlement = subjects.and_then(|s| s.entitlement.as_ref()).map(|e| {
            let value = e.value.as_deref().unwrap_or(&e.entitlement_id);
            format!("{} {value}", e.entitlement_type)
        });
        let effects = settlement.effects.iter().map(|effect| {
            let row = row_of(effect).or(row).unwrap_or(0);
            let mut report = effect::report(effect, row, entitlement.as_deref());
            hide(&mut report.columns, &world.masker);
            report
        });
        Ok(TaskReport {
            task: self.task.id,
            operation: self.task.operation,
            endpoint: self.task.endpoint.clone(),
            status,
            attempt: self.task.tries,
            comment,
            not_before: settlement.not_before,
            target_changed: ended.ran.as_ref().is_some_and(Ran::changed),
            user: self.task.user.clone(),
            account: summary(subjects, &settlement.effects, row),
            effects: effects.collect(),
            entitlement,
            calls,
            ticket,
            elapsed_ms: 0,
            diagnostics,
        })
    }
}

fn row_of(effect: &Effect) -> Option<i64> {
    match effect {
        Effect::AccountCreated { .. } => None,
        Effect::AccountUpdated { account, .. }
        | Effect::AccountStatusChanged { account, .. }
        | Effect::AccessAdded { account, .. }
        | Effect::AccessRemoved { account, .. } => Some(*account),
        Effect::EntitlementCreated { .. } => None,
        Effect::EntitlementUpdated { entitlement, .. }
        | Effect::EntitlementDeleted { entitlement } => Some(*entitlement),
    }
}

/// The account that the task was about, or that it made.
fn summary(subjects: Option<&Subjects>, effects: &[Effect], row: Option<i64>) -> AccountSummary {
    let made = effects.iter().find_map(|effect| match effect {
        Effect::AccountCreated {
            account_id, name, ..
        } => Some((account_id.clone(), name.clone())),
        _ => None,
    });
    if let Some((account_id, name)) = made {
        return AccountSummary {
            row,
            account_id,
            name: Some(name),
        };
    }
    let account = subjects.and_then(|subjects| subjects.account.as_ref());
    AccountSummary {
        row: account.map(|account| account.row).filter(|row| *row > 0),
        account_id: account.and_then(|account| account.account_id.clone()),
        name: subjects.and_then(|subjects| subjects.account_name.clone()),
    }
}
