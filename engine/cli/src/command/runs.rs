//! `bindery runs`: what was run against a store, and what came of it.

use std::io::Write;

use bindery_connector::ports::Clock;
use bindery_repository::{Filter, RunRecord};
use clap::{Args, Subcommand};
use serde_json::Value;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{Listed, Listing, Looking, facts, heading, json as line, nothing};
use crate::output::Output;
use crate::paint::{BAD, CARE, QUIET, STRONG};
use crate::report;
use crate::system::SystemClock;

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

        /// Only those that ended so: completed, partial, refused, failed; running, interrupted
        #[arg(long)]
        status: Option<String>,
    },
    /// Show one run with its report
    #[command(after_help = AFTER_HELP)]
    Show {
        /// Its number
        #[arg(value_parser = crate::lookup::numbered)]
        run: i64,

        #[command(flatten)]
        looking: Looking,
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
                    now: Some(SystemClock.now()),
                    ..Filter::default()
                };
                listing.print(filter, |store, filter| store.list_runs(filter), output)
            }
            Action::Show { run, looking } => show(run, &looking, output),
        }
    }
}

fn show(number: i64, looking: &Looking, output: &mut Output) -> End {
    let repository = looking.store.look()?;
    let found = repository
        .show_run(number, SystemClock.now())
        .map_err(|found| Failure::run(*found))?;
    let run = found.ok_or_else(|| nothing("run", &number.to_string()))?;
    if looking.format == Format::Json {
        writeln!(output, "{}", line(&run)?)?;
        return Ok(Exit::Fine);
    }
    heading(output, "run", &number.to_string())?;
    let is_import = run.kind == "import";
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
    match run.report {
        Some(report) if is_import => tell(&report, output)?,
        Some(report) => {
            let report = serde_json::to_string_pretty(&report).unwrap_or_default();
            writeln!(output, "\n{report}")?;
        }
        None => {}
    }
    Ok(Exit::Fine)
}

/// The report of an import: counts, what it took, guards, findings.
fn tell(report: &Value, output: &mut Output) -> Result<(), Failure> {
    let list = |key: &str| {
        let list = report.get(key).and_then(Value::as_array);
        list.map_or(&[][..], Vec::as_slice)
    };
    // What a target says may stand in a message.
    let text = |value: &Value, key: &str| -> String {
        let text = value.get(key).and_then(Value::as_str).unwrap_or_default();
        text.chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect()
    };
    let counts = report::counts(report, 2);
    if counts.lines().count() > 1 {
        write!(output, "\n{counts}")?;
    }
    writeln!(output, "\n  {}", report::effort(report, true))?;
    for guard in list("guards") {
        let (code, object) = (text(guard, "code"), text(guard, "object"));
        let message = text(guard, "message");
        writeln!(
            output,
            "\n  {CARE}guard[{code}]{CARE:#} {object}: {message}"
        )?;
    }
    for found in list("diagnostics") {
        let severity = text(found, "severity");
        let style = match severity.as_str() {
            "error" => BAD,
            "warning" => CARE,
            _ => QUIET,
        };
        let (code, message) = (text(found, "code"), text(found, "message"));
        writeln!(output, "\n  {style}{severity}[{code}]{style:#}: {message}")?;
        let notes = found.get("notes").and_then(Value::as_array);
        for note in notes.into_iter().flatten().filter_map(Value::as_str) {
            let note: String = note.chars().filter(|c| !c.is_control()).collect();
            writeln!(output, "    {QUIET}{note}{QUIET:#}")?;
        }
        let help = text(found, "help");
        if !help.is_empty() {
            writeln!(output, "    {STRONG}help{STRONG:#}: {help}")?;
        }
    }
    Ok(())
}
