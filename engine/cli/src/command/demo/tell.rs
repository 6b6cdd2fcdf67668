//! How the demonstration is told.

use std::io::{self, Write};

use bindery_connector::ImportReport;
use bindery_connector::ports::Event;
use bindery_repository::Count;

use crate::changes;
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
        let (mark, style) = mark(outcome);
        let status = status.map_or_else(|| "no answer".to_owned(), |s| s.to_string());
        let path = path_of(url);
        writeln!(
            output,
            "     {style}{mark}{style:#} {method:<7}{path:<OUTCOME$}  {style}{status}{style:#} {outcome}"
        )?;
    }
    Ok(())
}

/// One step of a life: what was asked, and what came of it.
pub fn step(output: &mut Output, operation: &str, outcome: &str) -> io::Result<()> {
    let outcome = if outcome.is_empty() { "done" } else { outcome };
    writeln!(
        output,
        "   {STRONG}{operation:<17}{STRONG:#}{QUIET}{outcome}{QUIET:#}"
    )
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
