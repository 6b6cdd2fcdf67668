//! One run of a job: begun and ended in the history, so that no other run of it goes on meanwhile.

use std::time::Duration;

use bindery_connector::Outcome;
use bindery_connector::ports::{JobRunId, JobTrigger, Timestamp};
use bindery_diagnostics::Diagnostic;
use bindery_model::JobKind;

use crate::site::Site;
use crate::{JobDefinition, JobEvent, JobReport, Stop, import, provisioning, tickets};

/// How often a run shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// A run that ended.
#[derive(Debug, Clone)]
pub struct Ran {
    /// Its row in the history.
    pub run: JobRunId,
    /// What it did.
    pub report: JobReport,
}

/// Runs a job once, now. `None` where the moment of the schedule has been taken care of already.
///
/// # Errors
/// `R5005` while another run of the job goes on, `R5001` when the store fails.
pub async fn run(
    site: &dyn Site,
    job: &JobDefinition,
    trigger: JobTrigger,
    due: Option<Timestamp>,
    stop: &Stop,
) -> Outcome<Option<Ran>> {
    let mut history = site.store()?;
    let begun = history.begin_job(&job.start(trigger, due), site.clock().now())?;
    let Some(run) = begun else { return Ok(None) };
    site.listener().hear(&JobEvent::Started {
        job: job.name.clone(),
        kind: job.kind,
        endpoint: job.endpoint.clone(),
        run,
    });
    let mut work = Box::pin(work(site, job, stop));
    let mut report = loop {
        match tokio::time::timeout(HEARTBEAT, &mut work).await {
            Ok(report) => break report,
            // One that cannot show life stops nothing; its next word may be heard.
            Err(_) => drop(history.renew_job(run, site.clock().now())),
        }
    };
    let ended = history.finish_job(run, report.outcome, &report.to_json(), site.clock().now());
    if let Err(finding) = ended {
        report.diagnostics.push(unfinished(run, &finding));
    }
    site.listener().hear(&JobEvent::Ended {
        job: job.name.clone(),
        run,
        outcome: report.outcome,
        summary: report.summary.clone(),
        found: report.diagnostics.clone(),
    });
    Ok(Some(Ran { run, report }))
}

async fn work(site: &dyn Site, job: &JobDefinition, stop: &Stop) -> JobReport {
    match job.kind {
        JobKind::ApplicationDataImport => import::application_data(site, job, stop).await,
        JobKind::UserImport => import::users(site, job, stop).await,
        JobKind::Provisioning => provisioning::provision(site, job, stop).await,
        JobKind::TicketStatus => tickets::ask(site, job, stop).await,
    }
}

fn unfinished(run: JobRunId, cause: &Diagnostic) -> Diagnostic {
    Diagnostic::new(
        cause.code,
        format!("job run {} could not be ended in the store", run.0),
    )
    .with_note(format!("the store says: {}", cause.message))
    .with_help("the job may run again after a minute; what it did before stays")
}
