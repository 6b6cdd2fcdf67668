//! The ticket status job: asks the target what became of each open ticket, and completes or
//! discontinues its task accordingly (`field-notes §1`, TicketStatusJSON).

use crate::provisioning::report;
use crate::site::Site;
use crate::{JobDefinition, JobReport, Stop, Workers, carry_out_all};

/// Asks for the open tickets of a job's endpoint, also for those that the provisioning job would not
/// ask for yet.
pub(crate) async fn ask(site: &dyn Site, job: &JobDefinition, stop: &Stop) -> JobReport {
    let target = match site.target(&job.endpoint) {
        Ok(target) => target,
        Err(found) => return JobReport::failed(found),
    };
    let opened = site.store();
    let open = opened.and_then(|mut store| store.open_tickets(&job.endpoint));
    let open = match open {
        Ok(open) => open,
        Err(found) => return JobReport::failed(vec![*found]),
    };
    let workers = Workers {
        endpoint: &job.endpoint,
        count: job.workers,
        only: Some(&open),
    };
    let worked = carry_out_all(site, target.as_ref(), &workers, stop).await;
    let mut report = report(worked, Vec::new(), stop);
    if open.is_empty() && report.diagnostics.is_empty() {
        "no ticket is open".clone_into(&mut report.summary);
    }
    report
}
