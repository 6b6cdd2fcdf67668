//! Running an operation: lease, chain, store, report.

use std::time::Instant;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::Columns;
use bindery_model::catalogue::Operation;

use super::chain::{self, Ran};
use super::effect::{self, Effects, effects_of};
use super::end::{End, Sequel};
use super::heartbeat::{EVERY, with_heartbeat};
use super::ledger::Unkept;
use super::prepare::{Prepared, Site};
use super::report::{AccountSummary, CallReport, ProvisionReport, ProvisionStatus};
use super::subject::OperationRequest;
use crate::connector::Connector;
use crate::mask::{MASK, Masker};
use crate::ports::{Effect, Event, RunId, RunKind, RunOutcome, RunStatus, Store};

/// Runs an operation.
pub(crate) async fn run_at(
    connector: &Connector,
    request: &OperationRequest,
    endpoint: &str,
    store: &mut dyn Store,
) -> Result<ProvisionReport, Vec<Diagnostic>> {
    let started = Instant::now();
    let site = connector.site();
    let prepared = Prepared::new(site, request, endpoint, store)?;
    let world = &site.wire.world;
    let run = store
        .begin_run(&prepared.endpoint, RunKind::Provision, world.clock.now())
        .map_err(|finding| vec![*finding])?;
    let phase = request.operation.name().to_owned();
    world.listener.hear(&Event::PhaseStarted {
        phase: phase.clone(),
    });
    let before = world.counters.read();
    let context = prepared.bind(site, request, &run.0.to_string());
    let mut unkept = Unkept;
    let steps = &prepared.steps;
    let chain = chain::run(site.wire, steps, &context, prepared.seed, &mut unkept);
    // A lease that cannot be renewed stops nothing: the target may be in the middle of it.
    let ran = with_heartbeat(chain, EVERY, || {
        let _ = store.renew_run(run, world.clock.now());
    })
    .await;
    let mut report = report_of(&prepared, request, run, &ran);
    match ran.end {
        End::Done => {
            let document = Some(prepared.document);
            let subjects = &prepared.subjects;
            let zone = world.zone.as_deref();
            let mut found = effects_of(request.operation, document, subjects, &ran.responses, zone);
            let effects = &mut found.effects;
            let reading = connector.read_back(request.operation, &prepared, &context, effects);
            let told = reading.await;
            found.findings.extend(told);
            record(site, &prepared, found, store, &mut report);
        }
        End::Failed(finding, sequel) => {
            let finding = told(finding, sequel, request, &prepared, &ran.calls);
            report.status = match sequel {
                Sequel::InDoubt | Sequel::LookLater => ProvisionStatus::InDoubt,
                _ => ProvisionStatus::Failed,
            };
            report.diagnostics.push(finding);
        }
    }
    let after = world.counters.read();
    report.requests = after.requests - before.requests;
    report.retries = after.retries - before.retries;
    report.bytes = after.bytes - before.bytes;
    report.waited_ms = after.waited_ms - before.waited_ms;
    report.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    finish(site, run, store, &mut report);
    for finding in &report.diagnostics {
        world
            .listener
            .hear(&Event::Found(Box::new(finding.clone())));
    }
    world.listener.hear(&Event::PhaseEnded {
        phase,
        summary: summary(&report),
    });
    Ok(report)
}

/// A failure with what to do about it.
fn told(
    mut finding: Box<Diagnostic>,
    sequel: Sequel,
    request: &OperationRequest,
    prepared: &Prepared<'_>,
    calls: &[CallReport],
) -> Diagnostic {
    chain::warn_of_repeating(&mut finding, calls);
    if finding.code == codes::NULL_DEREFERENCED && prepared.subjects.user.is_none() {
        let note = "no user is known for this task; --user gives one";
        finding.notes.push(note.to_owned());
    }
    match sequel {
        Sequel::InDoubt | Sequel::LookLater => finding.with_help(in_doubt_help(request.operation)),
        _ if request.operation == Operation::ValidateOtp && finding.code == codes::BAD_STATUS => {
            finding.with_help("what was typed is not what was sent; send-otp sends a new one")
        }
        _ => *finding,
    }
}

fn report_of(
    prepared: &Prepared<'_>,
    request: &OperationRequest,
    run: RunId,
    ran: &Ran,
) -> ProvisionReport {
    let subjects = &prepared.subjects;
    ProvisionReport {
        run: run.0,
        operation: request.operation,
        endpoint: prepared.endpoint.clone(),
        status: ProvisionStatus::Completed,
        target_changed: ran.changed(),
        user: subjects.user.as_ref().map(|u| u.username.clone()),
        account: AccountSummary {
            row: subjects.account.as_ref().map(|a| a.row).filter(|r| *r > 0),
            account_id: subjects.account.as_ref().and_then(|a| a.account_id.clone()),
            name: subjects.account_name.clone(),
        },
        entitlement: subjects.entitlement.as_ref().map(|e| {
            let value = e.value.as_deref().unwrap_or(&e.entitlement_id);
            format!("{} {value}", e.entitlement_type)
        }),
        calls: ran.calls.clone(),
        effects: Vec::new(),
        ticket: ran.ticket.clone(),
        requests: 0,
        retries: 0,
        bytes: 0,
        waited_ms: 0,
        elapsed_ms: 0,
        diagnostics: Vec::new(),
    }
}

/// Records the effects of a chain that succeeded.
fn record(
    site: Site<'_>,
    prepared: &Prepared<'_>,
    found: Effects,
    store: &mut dyn Store,
    report: &mut ProvisionReport,
) {
    report.diagnostics.extend(found.findings);
    for effect in &found.effects {
        match store.record(&prepared.endpoint, effect, site.wire.world.clock.now()) {
            Ok(row) => {
                if let Effect::AccountCreated {
                    account_id, name, ..
                } = effect
                {
                    report.account = AccountSummary {
                        row: Some(row),
                        account_id: account_id.clone(),
                        name: Some(name.clone()),
                    };
                }
                let entitlement = report.entitlement.as_deref();
                let mut recorded = effect::report(effect, row, entitlement);
                hide(&mut recorded.columns, &site.wire.world.masker);
                report.effects.push(recorded);
            }
            Err(finding) => {
                report.status = ProvisionStatus::Failed;
                let lost = unrecorded(&finding, effect, report.operation);
                report.diagnostics.push(lost);
                return;
            }
        }
    }
}

/// Hides what is secret among columns that a report shows.
pub(super) fn hide(columns: &mut Columns, masker: &Masker) {
    for (name, value) in columns {
        if masker.is_secret_name(name) {
            *value = MASK.into();
        } else {
            masker.json(value);
        }
    }
}

/// The target has done it, the store does not know.
fn unrecorded(cause: &Diagnostic, effect: &Effect, operation: Operation) -> Diagnostic {
    let mut finding = Diagnostic::new(
        cause.code,
        format!("the target has done {operation}, and the store could not record it"),
    )
    .with_note(format!("the store says: {}", cause.message));
    finding.notes.extend(cause.notes.iter().cloned());
    if let Effect::AccountCreated {
        account_id: Some(id),
        ..
    } = effect
    {
        finding.notes.push(format!("the account is {id}"));
    }
    finding.with_help("do not repeat it: mend the store, then import, which finds what was done")
}

pub(super) const fn in_doubt_help(operation: Operation) -> &'static str {
    match operation {
        Operation::CreateAccount => {
            "look for the account at the target, or import, which adopts it if it is there; \
             repeat only if it is not"
        }
        Operation::ChangePassword => {
            "try whether the new password works; setting it again is harmless if it does not"
        }
        Operation::CreateTicket => {
            "look for the ticket at the target; repeat only if there is none"
        }
        _ => {
            "import, or look at the account at the target; repeat only if nothing has changed there"
        }
    }
}

fn finish(site: Site<'_>, run: RunId, store: &mut dyn Store, report: &mut ProvisionReport) {
    let status = match report.status {
        ProvisionStatus::Completed => RunStatus::Completed,
        ProvisionStatus::Failed | ProvisionStatus::InDoubt => RunStatus::Failed,
    };
    let mut written = serde_json::to_value(&*report).unwrap_or_default();
    site.wire.world.masker.json(&mut written);
    let outcome = RunOutcome {
        status,
        report: written,
    };
    let now = site.wire.world.clock.now();
    if let Err(cause) = store.finish_run(run, &outcome, now) {
        let finding = Diagnostic::new(
            cause.code,
            format!("run {} could not be closed in the store", run.0),
        )
        .with_note(format!("the store says: {}", cause.message))
        .with_help("the endpoint is free again after a minute; what was recorded before stays");
        report.diagnostics.push(finding);
    }
}

fn summary(report: &ProvisionReport) -> String {
    let account = report.account.name.as_deref().unwrap_or("no account");
    let word = match report.status {
        ProvisionStatus::Completed => "completed",
        ProvisionStatus::Failed if report.target_changed => "failed, and the target has changed",
        ProvisionStatus::Failed => "failed",
        ProvisionStatus::InDoubt => "in doubt",
    };
    format!("{account}: {word}")
}

impl Connector {
    /// Runs a provisioning operation: sends its calls, and records in the store what they proved.
    ///
    /// A call that fails is no error here: the report tells of it.
    ///
    /// # Errors
    /// What keeps the operation from starting, all of it: `R4001` no such operation, `R4002` no call
    /// for the entitlement type, `R4003` a subject that is missing, `B3004` an unfilled parameter,
    /// `R5xxx` the store, `B…` what does not compile. Nothing was sent.
    pub async fn provision(
        &self,
        request: &OperationRequest,
        store: &mut dyn Store,
    ) -> Result<ProvisionReport, Vec<Diagnostic>> {
        self.require_parameters(&["ConnectionJSON", request.sent_operation().attribute()])?;
        let one = |finding: Box<Diagnostic>| vec![*finding];
        let endpoint = store.open_endpoint(self.endpoint()).map_err(one)?;
        run_at(self, request, &endpoint, store).await
    }
}
