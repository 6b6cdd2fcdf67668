//! The provisioning job (`WSRETRY`): carries every task of an endpoint out that is due.

use bindery_connector::Outcome;
use bindery_connector::ports::JobOutcome;
use bindery_diagnostics::{Diagnostic, codes};
use serde_json::json;

use crate::site::Site;
use crate::{JobDefinition, JobReport, Stop, Worked, Workers, carry_out_all};

/// Carries the due tasks of a job's endpoint out.
pub(crate) async fn provision(site: &dyn Site, job: &JobDefinition, stop: &Stop) -> JobReport {
    let target = match site.target(&job.endpoint) {
        Ok(target) => target,
        Err(found) => return JobReport::failed(found),
    };
    let mut early = Vec::new();
    match site.store().and_then(|mut s| s.has_accounts(&job.endpoint)) {
        Ok(true) => {}
        Ok(false) => early.push(provisioning_before_import(&job.endpoint)),
        Err(found) => return JobReport::failed(vec![*found]),
    }
    let workers = Workers {
        endpoint: &job.endpoint,
        count: job.workers,
        only: None,
    };
    let worked = carry_out_all(site, target.as_ref(), &workers, stop).await;
    report(worked, early, stop)
}

/// What workers did, as the report of a job.
pub(crate) fn report(worked: Outcome<Worked>, early: Vec<Diagnostic>, stop: &Stop) -> JobReport {
    let worked = match worked {
        Ok(worked) => worked,
        Err(found) => return JobReport::failed(early.into_iter().chain([*found]).collect()),
    };
    let tally = worked.tally;
    let outcome = if stop.is_asked() {
        JobOutcome::Stopped
    } else if worked.found.is_empty() {
        tally.outcome()
    } else if tally.attempts == 0 {
        JobOutcome::Failed
    } else {
        JobOutcome::Incomplete
    };
    let mut report = JobReport::new(outcome, tally.words());
    report.facts.insert("tasks".to_owned(), json!(tally));
    report.diagnostics = early;
    report.diagnostics.extend(worked.found);
    report
}

fn provisioning_before_import(endpoint: &str) -> Diagnostic {
    Diagnostic::new(
        codes::PROVISIONING_BEFORE_IMPORT,
        format!("`{endpoint}` is provisioned, and its accounts have never been imported"),
    )
    .with_help(
        "import first, so that accounts which the target has already are found and not made again",
    )
}
