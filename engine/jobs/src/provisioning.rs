//! The provisioning job (`WSRETRY`): carries every task of an endpoint out that is due.

use bindery_connector::ports::JobOutcome;
use bindery_diagnostics::{Diagnostic, codes};
use serde_json::json;

use crate::site::Site;
use crate::{JobDefinition, JobReport, Stop, Workers, carry_out_all};

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
    let (tally, found) = carry_out_all(site, target.as_ref(), &workers, stop).await;
    let could_not = found.iter().any(|d| d.code != codes::STORE_BUSY);
    let outcome = if could_not && tally.attempts == 0 {
        JobOutcome::Failed
    } else if stop.is_asked() {
        JobOutcome::Stopped
    } else if found.is_empty() {
        tally.outcome()
    } else {
        JobOutcome::Incomplete
    };
    let mut report = JobReport::new(outcome, tally.words());
    report.facts.insert("tasks".to_owned(), json!(tally));
    report.diagnostics = early;
    report.diagnostics.extend(found);
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
