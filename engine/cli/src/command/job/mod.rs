//! `bindery job`: what runs when, what ran, and running one now.

mod list;
mod run;
mod show;

use clap::{Args, Subcommand};

use crate::exit::End;
use crate::lookup::Looking;
use crate::output::Output;

const AFTER_HELP: &str = "\
Examples:
  bindery job run nightly                now, whatever its schedule says
  bindery job run provisioning --endpoint Assets
  bindery job run application-data-import --connector connectors/bynder --param …
  bindery job list                       every job, and when it is due next
  bindery job show nightly               its last runs
  bindery serve --jobs                   run each when it is due

Types: application-data-import (accounts, then access), user-import, provisioning, ticket-status.
Jobs are declared in bindery.toml, in `[[job]]` sections. A job runs once at a time.";

/// Run jobs, and see what is due and what ran
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Job {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Run a job now, or a type of job without declaring one
    #[command(after_help = AFTER_HELP)]
    Run(Box<run::Run>),
    /// List the jobs of this workspace and when each is due next
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        looking: Looking,
    },
    /// Show a job and its last runs, or one run with its report
    #[command(after_help = AFTER_HELP)]
    Show(show::Show),
}

impl Job {
    /// Runs, lists or shows.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::Run(run) => run.run(output),
            Action::List { looking } => list::list(&looking, output),
            Action::Show(show) => show.run(output),
        }
    }
}
