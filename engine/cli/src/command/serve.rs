//! `bindery serve --jobs`: every job when it is due, until it is asked to end.

use std::sync::Arc;

use bindery_connector::ports::{Clock, Listener};
use bindery_jobs::{Scheduler, Stopper};
use clap::Args;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::following::FollowingArguments;
use crate::interrupt::{runtime, signalled};
use crate::listener::{JobLog, Several};
use crate::lookup::StoreArgument;
use crate::output::Output;
use crate::place::Place;
use crate::system::SystemClock;
use crate::table::counted;
use crate::workspace;

const AFTER_HELP: &str = "\
Examples:
  bindery serve --jobs                   a line for each run, until Ctrl-C
  bindery serve --jobs --format json     the same as lines of JSON
  bindery serve --jobs --log serve.log --log-format json     phases, waits and findings besides
  bindery job list                       what it would run, and when

Ctrl-C or SIGTERM ends it in order: tasks under way are finished, an import is dropped with nothing
applied. A second one ends it at once. Runs that were due meanwhile are said to be missed and are not
made up for. Several processes may serve one store: each run is made by one of them.";

/// Run the jobs of this workspace by their schedules, in the foreground
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Serve {
    /// Run jobs
    #[arg(long, required = true)]
    jobs: bool,

    #[command(flatten)]
    store: StoreArgument,

    #[command(flatten)]
    following: FollowingArguments,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Serve {
    /// Serves until it is asked to end.
    pub fn run(self, output: &mut Output) -> End {
        let jobs = workspace::jobs(workspace::current()?);
        let log = JobLog {
            format: self.format,
        };
        if !self.jobs || jobs.iter().all(|job| job.schedule.is_none()) {
            return Err(Failure::usage(
                "no job of this workspace has a schedule",
                "give a `[[job]]` of bindery.toml a `schedule`, or run one with `bindery job run`",
            ));
        }
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let mut listeners: Vec<Arc<dyn Listener>> = Vec::new();
        self.following.begin(&mut listeners, &clock)?;
        let place = Place::new(self.store.store, None, Arc::new(Several(listeners)), &log)?;
        let scheduler = Scheduler::new(&place, jobs);
        let count = counted(scheduler.jobs().len(), "job", "jobs");
        output.say(&format!("serving {count}; Ctrl-C ends"));
        let (stopper, stop) = Stopper::new();
        let ended = runtime()?.block_on(async {
            let serving = scheduler.serve(&stop);
            tokio::pin!(serving);
            tokio::select! {
                biased;
                _ = signalled() => {}
                done = &mut serving => return Some(done),
            }
            stopper.stop();
            tokio::select! {
                biased;
                _ = signalled() => None,
                done = &mut serving => Some(done),
            }
        });
        match ended {
            Some(Ok(())) => {
                output.say("ended in order");
                Ok(Exit::Fine)
            }
            Some(Err(found)) => Err(Failure::run(*found)),
            None => Ok(Exit::Interrupted),
        }
    }
}
