//! How the demonstration is told.

use std::io::{self, Write};

use bindery_connector::ImportReport;
use bindery_connector::ports::Event;
use bindery_connector::provision::TaskReport;
use bindery_model::catalogue::Operation;
use bindery_repository::{Count, TaskMade};

use crate::changes;
use crate::command::provision::effects;
use crate::listener::{mark, path_of};
use crate::output::Output;
use crate::paint::{QUIET, STRONG};
use crate::report;
use crate::table::{Table, number};

/// Changes that are listed one by one before the rest is counted.
const LISTED: usize = 40;

/// A chapter's heading.
pub fn chapter(output: &mut Output, place: usize, title: &str, about: &str) -> io::Result<()> {
    let title = match about {
        "" => format!("{STRONG}{title}{STRONG:#}"),
        about => format!("{STRONG}{title}{STRONG:#}: {about}"),
    };
    writeln!(output, "\n{STRONG}{place}{STRONG:#}  {title}")?;
    output.flush()
}

/// The column where a request's outcome stands.
const OUTCOME: usize = 54;

/// Requests with their outcomes, each on a line.
pub fn calls(output: &mut Output, calls: &[Event]) -> io::Result<()> {
    for call in calls {
        let Event::Call {
            method,
            url,
            status,
            outcome,
            ..
        } = call
        else {
            continue;
        };
        one(output, (method, url), *status, outcome)?;
    }
    Ok(())
}

fn one(
    output: &mut Output,
    (method, url): (&str, &str),
    status: Option<u16>,
    outcome: &str,
) -> io::Result<()> {
    let (mark, style) = mark(outcome);
    let status = status.map_or_else(|| "no answer".to_owned(), |s| s.to_string());
    let path = path_of(url);
    writeln!(
        output,
        "     {style}{mark}{style:#} {method:<7}{path:<OUTCOME$}  {style}{status}{style:#} {outcome}"
    )
}

/// What was asked for, and the task that it made.
pub fn request(output: &mut Output, task: &TaskMade) -> io::Result<()> {
    let waits = task
        .parent
        .map_or_else(String::new, |parent| format!(", after task {parent}"));
    let (id, state) = (task.id, task.status.eic_name());
    let what = format!("request {}", task.operation);
    writeln!(
        output,
        "   {what:<24} {QUIET}task {id} is {state}{waits}{QUIET:#}"
    )
}

/// An operation that the connector does not have.
pub fn undefined(output: &mut Output, operation: Operation) -> io::Result<()> {
    writeln!(
        output,
        "   {QUIET}{operation}  not defined by this connector{QUIET:#}"
    )
}

/// The provisioning job begins.
pub fn job(output: &mut Output) -> io::Result<()> {
    writeln!(output, "   the provisioning job carries them out")
}

/// A task that was carried out: what came of it, and its calls.
pub fn task(output: &mut Output, report: &TaskReport) -> io::Result<()> {
    let effects: Vec<String> = effects(&report.effects).collect();
    let outcome = match effects.is_empty() {
        true => report.status.eic_name().to_owned(),
        false => format!("{}, {}", report.status.eic_name(), effects.join(", ")),
    };
    let operation = report.operation.name();
    writeln!(
        output,
        "   {STRONG}{operation:<17}{STRONG:#}{QUIET}{outcome}{QUIET:#}"
    )?;
    for call in &report.calls {
        let outcome = call.outcome.as_str();
        one(output, (&call.method, &call.url), call.status, outcome)?;
    }
    Ok(())
}

/// The counts of an import.
pub fn counts(output: &mut Output, report: &ImportReport) -> io::Result<()> {
    let json = report.to_json();
    write!(output, "\n{}", report::counts(&json, 3))?;
    writeln!(
        output,
        "   {QUIET}{}{QUIET:#}",
        report::effort(&json, false)
    )
}

/// Every change of an import, by kind of object.
pub fn changed(output: &mut Output, report: &ImportReport) -> io::Result<()> {
    writeln!(output)?;
    for (group, changes) in report.changes() {
        for (place, change) in changes.iter().enumerate() {
            if place == LISTED {
                let more = number(changes.len() - LISTED);
                writeln!(output, "   {group:<15}{QUIET}and {more} more{QUIET:#}")?;
                break;
            }
            writeln!(
                output,
                "   {QUIET}{group:<14}{QUIET:#} {}",
                changes::line(change)
            )?;
        }
    }
    Ok(())
}

/// What the store holds in the end.
pub fn holds(output: &mut Output, counts: &[Count], links: usize) -> io::Result<()> {
    let mut table = Table::new(&["", "state", "rows"]);
    for count in counts {
        let kind = count
            .entitlement_type
            .clone()
            .unwrap_or_else(|| "accounts".to_owned());
        table.row([kind, count.status.clone(), number(count.rows)]);
    }
    table.row(["links".to_owned(), String::new(), number(links)]);
    write!(output, "{}", table.render(3))
}
