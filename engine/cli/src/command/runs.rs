//! `bindery runs`: what was run against a store, and what came of it.

use std::io::Write;

use bindery_repository::{Filter, RunRecord};
use clap::{Args, Subcommand};

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{Listed, Listing, StoreArgument, facts, heading, json as line, nothing};
use crate::output::Output;

const AFTER_HELP: &str = "\
Examples:
  bindery runs list
  bindery runs show 3 --format json";

/// Look at the runs of a store
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Runs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List runs, the newest first
    #[command(after_help = AFTER_HELP)]
    List {
        #[command(flatten)]
        listing: Listing,

        /// Only those that ended so: completed, partial, refused, failed; or running
        #[arg(long)]
        status: Option<String>,
    },
    /// Show one run with its report
    #[command(after_help = AFTER_HELP)]
    Show {
        /// Its number
        run: i64,

        #[command(flatten)]
        store: StoreArgument,

        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

impl Listed for RunRecord {
    const HEADING: &'static [&'static str] =
        &["run", "endpoint", "kind", "status", "started", "ended"];
    const NOUN: (&'static str, &'static str) = ("run", "runs");

    fn cells(&self) -> Vec<String> {
        vec![
            self.run.to_string(),
            self.endpoint.clone(),
            self.kind.clone(),
            self.status.clone(),
            self.started.clone(),
            self.ended.clone().unwrap_or_default(),
        ]
    }
}

impl Runs {
    /// Lists or shows.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List { listing, status } => {
                let filter = Filter {
                    status,
                    ..Filter::default()
                };
                listing.print(filter, |store, filter| store.list_runs(filter), output)
            }
            Action::Show { run, store, format } => show(run, &store, format, output),
        }
    }
}

fn show(number: i64, store: &StoreArgument, format: Format, output: &mut Output) -> End {
    let repository = store.look()?;
    let found = repository
        .show_run(number)
        .map_err(|found| Failure::run(*found))?;
    let run = found.ok_or_else(|| nothing("run", &number.to_string()))?;
    if format == Format::Json {
        writeln!(output, "{}", line(&run)?)?;
        return Ok(Exit::Fine);
    }
    heading(output, "run", &number.to_string())?;
    facts(
        output,
        [
            ("endpoint", Some(run.endpoint)),
            ("kind", Some(run.kind)),
            ("status", Some(run.status)),
            ("started", Some(run.started)),
            ("ended", run.ended),
        ],
    )?;
    if let Some(report) = run.report {
        let report = serde_json::to_string_pretty(&report).unwrap_or_default();
        writeln!(output, "\n{report}")?;
    }
    Ok(Exit::Fine)
}
