//! `bindery job show`.

use std::io::Write;

use bindery_connector::ports::Clock;
use bindery_definition::nearest;
use bindery_jobs::JobDefinition;
use bindery_repository::{Filter, JobRunRecord};
use clap::Args;
use serde_json::{Value, json};

use super::list::{describe, next, schedule_text};
use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{Looking, facts, heading};
use crate::output::Output;
use crate::paint::{BAD, CARE, QUIET, STRONG};
use crate::system::SystemClock;
use crate::table::{Table, counted};
use crate::workspace;

/// Runs shown unless more are asked for.
const RUNS: usize = 20;

/// Which job, and which of its runs.
#[derive(Args)]
pub struct Show {
    /// The job's name
    job: String,

    /// One run, by its number, with its whole report
    #[arg(long, value_name = "RUN", value_parser = crate::lookup::numbered)]
    run: Option<i64>,

    /// At most so many runs
    #[arg(long, value_name = "N", default_value_t = RUNS)]
    limit: usize,

    #[command(flatten)]
    looking: Looking,
}

impl Show {
    /// Shows a job, or one run.
    pub fn run(self, output: &mut Output) -> End {
        let jobs = workspace::jobs(workspace::current()?);
        let job = jobs.iter().find(|job| job.name == self.job);
        let filter = Filter {
            limit: self.run.is_none().then_some(self.limit),
            now: Some(SystemClock.now()),
            ..Filter::default()
        };
        let mut runs = match self.looking.store.look_if_any()? {
            Some(store) => store
                .list_job_runs(Some(&self.job), &filter)
                .map_err(|found| Failure::run(*found))?,
            None => Vec::new(),
        };
        if job.is_none() && runs.is_empty() {
            return Err(unknown(&self.job, &jobs));
        }
        if let Some(number) = self.run {
            runs.retain(|run| run.run == number);
            let run = runs.pop().ok_or_else(|| {
                Failure::usage(
                    format!("the job `{}` has no run {number}", self.job),
                    format!("list its runs with `bindery job show {}`", self.job),
                )
            })?;
            return one(&run, self.looking.format, output);
        }
        let now = SystemClock.now();
        if self.looking.format == Format::Json {
            let mut shown = job.map_or_else(
                || json!({"name": self.job}),
                |job| describe(job, runs.first(), now),
            );
            if let Some(members) = shown.as_object_mut() {
                members.remove("last");
                members.insert("runs".to_owned(), json!(runs));
            }
            writeln!(output, "{shown}")?;
            return Ok(Exit::Fine);
        }
        heading(output, "job", &self.job)?;
        if let Some(job) = job {
            facts(
                output,
                [
                    ("type", Some(job.kind.eic_name().to_owned())),
                    ("endpoint", Some(job.endpoint.clone())),
                    ("schedule", Some(schedule_text(job))),
                    ("next", next(job, now)),
                ],
            )?;
        }
        let mut table = Table::new(&["run", "cause", "outcome", "started", "ended", "what"]);
        for run in &runs {
            table.row([
                run.run.to_string(),
                run.cause.clone(),
                run.outcome.clone(),
                run.started.clone(),
                run.ended.clone().unwrap_or_default(),
                what(run),
            ]);
        }
        if !table.is_empty() {
            write!(output, "\n{}", table.render(2))?;
        }
        let count = counted(runs.len(), "run", "runs");
        output.say(&format!("{QUIET}{count}{QUIET:#}"));
        Ok(Exit::Fine)
    }
}

/// What came of a run, in words.
fn what(run: &JobRunRecord) -> String {
    let text = |key: &str| {
        let value = run.report.as_ref().and_then(|report| report.get(key));
        value.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    match run.outcome.as_str() {
        "missed" => format!("{}: {}", counted_times(run.times), text("why")),
        _ => text("summary"),
    }
}

fn counted_times(times: i64) -> String {
    counted(usize::try_from(times).unwrap_or(0), "time", "times")
}

/// One run with its report.
fn one(run: &JobRunRecord, format: Format, output: &mut Output) -> End {
    if format == Format::Json {
        writeln!(output, "{}", json!(run))?;
        return Ok(Exit::Fine);
    }
    heading(output, "job run", &format!("{} {}", run.job, run.run))?;
    facts(
        output,
        [
            ("type", Some(run.kind.clone())),
            ("endpoint", Some(run.endpoint.clone())),
            ("cause", Some(run.cause.clone())),
            ("due", run.due.clone()),
            ("outcome", Some(run.outcome.clone())),
            ("started", Some(run.started.clone())),
            ("ended", run.ended.clone()),
            ("what", Some(what(run)).filter(|text| !text.is_empty())),
        ],
    )?;
    let found = run.report.as_ref().and_then(|r| r.get("diagnostics"));
    for finding in found.and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| {
            let text = finding.get(key).and_then(Value::as_str).unwrap_or_default();
            text.chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect::<String>()
        };
        let style = match text("severity").as_str() {
            "error" => BAD,
            "warning" => CARE,
            _ => QUIET,
        };
        writeln!(
            output,
            "\n  {style}{}[{}]{style:#}: {}",
            text("severity"),
            text("code"),
            text("message")
        )?;
        if !text("help").is_empty() {
            writeln!(output, "    {STRONG}help{STRONG:#}: {}", text("help"))?;
        }
    }
    Ok(Exit::Fine)
}

/// The failure of naming a job that nobody declares.
pub fn unknown(name: &str, jobs: &[JobDefinition]) -> Failure {
    let known = jobs.iter().map(|job| job.name.as_str());
    let help = nearest(name, known).map_or_else(
        || "list them with `bindery job list`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Failure::usage(format!("bindery.toml declares no job `{name}`"), help)
}
