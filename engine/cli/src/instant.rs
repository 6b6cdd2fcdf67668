//! Instant provisioning: the tasks of a request are carried out as they are made, where their security
//! system says so.

use std::path::Path;
use std::sync::Arc;

use bindery_connector::ports::Silent;
use bindery_connector::provision::TaskReport;
use bindery_diagnostics::{Diagnostic, Sources, codes};
use bindery_jobs::{Site, Stopper, Workers, carry_out_all};

use crate::exit::Failure;
use crate::interrupt::{runtime, signalled};
use crate::listener::Reports;
use crate::place::Place;
use crate::workspace;

/// What became of tasks that were carried out at once.
pub struct Instant {
    /// A report for each attempt, in the order they ended.
    pub reports: Vec<TaskReport>,
    /// What kept tasks from being carried out now; they wait for the provisioning job.
    pub found: Vec<Diagnostic>,
    /// The files that findings point into.
    pub sources: Sources,
}

/// Carries tasks of an endpoint out now. `None` where its security system does not provision at once.
/// Whatever goes wrong leaves the tasks to the provisioning job, and is no failure of the request.
pub fn carry_out(store: &Path, endpoint: &str, tasks: &[i64]) -> Result<Option<Instant>, Failure> {
    let workspace = workspace::current()?;
    let system = workspace.security_system(workspace.system_of(endpoint));
    if tasks.is_empty() || !system.is_some_and(|s| s.instant_provisioning) {
        return Ok(None);
    }
    let reports = Reports::default();
    let place = Place::new(store.to_owned(), None, Arc::new(Silent), &reports)?;
    let found = match place.target(endpoint) {
        Err(found) => found,
        Ok(target) => {
            let own = workspace.endpoint(endpoint).and_then(|e| e.workers);
            let workers = Workers {
                endpoint,
                count: own.unwrap_or(workspace::WORKERS).min(tasks.len()),
                only: Some(tasks),
            };
            let (stopper, stop) = Stopper::new();
            let worked = runtime()?.block_on(async {
                let working = carry_out_all(&place, target.as_ref(), &workers, &stop);
                tokio::pin!(working);
                tokio::select! {
                    biased;
                    _ = signalled() => stopper.stop(),
                    done = &mut working => return done,
                }
                working.await
            });
            match worked {
                Ok(worked) => worked.found,
                Err(found) if found.code == codes::STORE_BUSY => {
                    let help = "the provisioning job carries the tasks out later";
                    vec![found.with_help(help)]
                }
                Err(found) => vec![*found],
            }
        }
    };
    let sources = place.sources();
    drop(place);
    Ok(Some(Instant {
        reports: reports.take(),
        found,
        sources,
    }))
}
