//! What happens to jobs, a line each, as it happens: for people, or as JSON for programs.

use std::io::Write;

use bindery_connector::finding;
use bindery_connector::ports::{JobOutcome, Timestamp};
use bindery_connector::provision::TaskReport;
use bindery_diagnostics::{Diagnostic, Severity};
use bindery_jobs::{JobEvent, JobListener, MOST_MISSED};
use bindery_model::TaskStatus;
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::paint::{BAD, CARE, GOOD, QUIET, STRONG};
use crate::system::SystemClock;
use crate::table::counted;

/// Hears nothing.
pub struct Unheard;

impl JobListener for Unheard {
    fn hear(&self, _event: &JobEvent) {}
}

/// Writes a line for each event to standard output.
pub struct JobLog {
    /// How.
    pub format: Format,
}

impl JobListener for JobLog {
    fn hear(&self, event: &JobEvent) {
        let now = text(bindery_connector::ports::Clock::now(&SystemClock));
        let line = match self.format {
            Format::Human => match human(event) {
                Some(line) => format!("{QUIET}{now}{QUIET:#}  {line}"),
                None => return,
            },
            Format::Json => {
                let mut line = json!({ "at": now });
                if let (Some(all), Value::Object(own)) = (line.as_object_mut(), json_of(event)) {
                    all.extend(own);
                }
                line.to_string()
            }
        };
        // A closed output is nobody's loss: the history has it.
        let mut out = anstream::stdout().lock();
        let _ = writeln!(out, "{line}");
        let _ = out.flush();
    }
}

fn text(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time)
        .map_or_else(|_| String::new(), |time| format!("{time:.0}"))
}

/// What became of a task, in a line.
pub fn task_line(report: &TaskReport) -> String {
    let style = match report.status {
        TaskStatus::Complete | TaskStatus::NoActionRequired => GOOD,
        TaskStatus::New | TaskStatus::InProgress | TaskStatus::PendingCreate => QUIET,
        TaskStatus::PendingProvisioning | TaskStatus::Discontinued => CARE,
        TaskStatus::ProvisioningFailed | TaskStatus::Error => BAD,
    };
    let name = report.account.name.as_deref().unwrap_or("");
    let mut line = format!(
        "task {}  {} {name}  {style}{}{style:#}",
        report.task,
        report.operation,
        report.status.eic_name()
    );
    if let Some(finding) = report.diagnostics.first() {
        line.push_str(&format!("  {QUIET}{}{QUIET:#}", finding.message));
    }
    line.chars()
        .map(|c| {
            if c.is_control() && c != '\u{1b}' {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn human(event: &JobEvent) -> Option<String> {
    Some(match event {
        JobEvent::Scheduled { .. } => return None,
        JobEvent::Started {
            job, endpoint, run, ..
        } => format!("{STRONG}{job}{STRONG:#}  run {} on {endpoint} began", run.0),
        JobEvent::Ended {
            job,
            run,
            outcome,
            summary,
            found,
        } => {
            let style = style(*outcome);
            let word = outcome.as_str();
            let mut line = format!(
                "{STRONG}{job}{STRONG:#}  run {} {style}{word}{style:#}: {summary}",
                run.0
            );
            line.push_str(&problems(found));
            line
        }
        JobEvent::NotStarted { job, found } => {
            format!(
                "{STRONG}{job}{STRONG:#}  {BAD}did not run{BAD:#}{}",
                problems(found)
            )
        }
        JobEvent::Missed {
            job,
            times,
            last,
            why,
        } => {
            let bound = match *times >= MOST_MISSED {
                true => "at least ",
                false => "",
            };
            let times = counted(usize::try_from(*times).unwrap_or(usize::MAX), "run", "runs");
            format!(
                "{STRONG}{job}{STRONG:#}  {CARE}warning[R7003]{CARE:#}: {bound}{times} missed, the \
                 last at {}: {why}",
                text(*last)
            )
        }
        JobEvent::Task(report) => task_line(report),
    })
}

/// The style of an outcome.
pub const fn style(outcome: JobOutcome) -> anstyle::Style {
    match outcome {
        JobOutcome::Completed => GOOD,
        JobOutcome::Failed => BAD,
        JobOutcome::Running | JobOutcome::Incomplete | JobOutcome::Stopped | JobOutcome::Missed => {
            CARE
        }
    }
}

/// Errors and warnings, a line each.
fn problems(found: &[Diagnostic]) -> String {
    found
        .iter()
        .filter(|d| d.severity != Severity::Info)
        .map(|d| {
            let message: String = d.message.chars().filter(|c| !c.is_control()).collect();
            let style = match d.severity {
                Severity::Error => BAD,
                _ => CARE,
            };
            format!(
                "\n    {style}{}[{}]{style:#}: {message}",
                d.severity.as_str(),
                d.code.as_str()
            )
        })
        .collect()
}

fn json_of(event: &JobEvent) -> Value {
    let findings = |found: &[Diagnostic]| found.iter().map(finding).collect::<Vec<_>>();
    match event {
        JobEvent::Scheduled { job, next } => {
            json!({"event": "scheduled", "job": job, "next": text(*next)})
        }
        JobEvent::Started {
            job,
            kind,
            endpoint,
            run,
        } => json!({"event": "started", "job": job, "type": kind.as_str(), "endpoint": endpoint,
            "run": run}),
        JobEvent::Ended {
            job,
            run,
            outcome,
            summary,
            found,
        } => json!({"event": "ended", "job": job, "run": run, "outcome": outcome.as_str(),
            "summary": summary, "diagnostics": findings(found)}),
        JobEvent::NotStarted { job, found } => {
            json!({"event": "not-started", "job": job, "diagnostics": findings(found)})
        }
        JobEvent::Missed {
            job,
            times,
            last,
            why,
        } => json!({"event": "missed", "job": job, "times": times, "last": text(*last),
            "why": why, "code": "R7003"}),
        JobEvent::Task(report) => json!({"event": "task", "task": report.task,
            "operation": report.operation.name(), "endpoint": report.endpoint,
            "status": report.status.eic_name(), "comment": report.comment}),
    }
}
