//! The ticket status job: asks the target what became of each ticket, and completes or discontinues
//! its task accordingly (`field-notes §1`, TicketStatusJSON).

use bindery_connector::ports::JobOutcome;
use serde_json::json;

use crate::site::Site;
use crate::workers::worker_name;
use crate::{JobDefinition, JobEvent, JobReport, Stop, TaskTally};

/// Asks for the open tickets of a job's endpoint.
pub(crate) async fn ask(site: &dyn Site, job: &JobDefinition, stop: &Stop) -> JobReport {
    let target = match site.target(&job.endpoint) {
        Ok(target) => target,
        Err(found) => return JobReport::failed(found),
    };
    let mut store = match site.store() {
        Ok(store) => store,
        Err(found) => return JobReport::failed(vec![*found]),
    };
    let open = match store.open_tickets(&job.endpoint) {
        Ok(open) => open,
        Err(found) => return JobReport::failed(vec![*found]),
    };
    let (mut tally, mut found) = (TaskTally::default(), Vec::new());
    let worker = worker_name(0);
    for task in open {
        if stop.is_asked() {
            break;
        }
        match target.ask_ticket(task, &worker, store.as_mut()).await {
            Ok(status) => {
                tally.count(task, status);
                site.listener().hear(&JobEvent::Task { task, status });
            }
            Err(finding) => found.push(*finding),
        }
    }
    let outcome = match (stop.is_asked(), found.is_empty()) {
        (true, _) => JobOutcome::Stopped,
        (false, true) => tally.outcome(),
        (false, false) => JobOutcome::Incomplete,
    };
    let summary = match tally.attempts {
        0 => "no ticket is open".to_owned(),
        _ => tally.words(),
    };
    let mut report = JobReport::new(outcome, summary);
    report.facts.insert("tasks".to_owned(), json!(tally));
    report.diagnostics = found;
    report
}
