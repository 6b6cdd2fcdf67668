//! Writing what was found, in the format asked for.

use std::io::Write;

use bindery_diagnostics::Severity;
use bindery_diagnostics::render::{Batch, Summary, github, json, junit, sarif};
use serde_json::{Value, json as value};

use crate::exit::Failure;
use crate::output::Output;
use crate::paint::{BAD, CARE, GOOD, QUIET};
use crate::table::counted;

use super::ReportFormat;
use super::examine::Examined;

pub(super) fn write(
    format: ReportFormat,
    examined: &Examined,
    output: &mut Output,
) -> Result<(), Failure> {
    let batches: Vec<Batch<'_>> = examined.parts.iter().map(|part| part.batch()).collect();
    match format {
        ReportFormat::Human => {
            for part in &examined.parts {
                output.show(&part.found, &part.sources)?;
            }
            writeln!(output, "{}", summary(examined.total()))?;
        }
        ReportFormat::Json => writeln!(output, "{}", document(examined)?)?,
        ReportFormat::Sarif => {
            let log = sarif(&batches, env!("CARGO_PKG_VERSION"));
            writeln!(output, "{log}")?;
        }
        ReportFormat::Junit => {
            let fails = |part: usize, finding: &_| {
                let part = examined.parts.get(part);
                part.is_some_and(|part| part.fails(finding))
            };
            write!(output, "{}", junit(&batches, &fails))?;
        }
        ReportFormat::Github => write!(output, "{}", github(&batches))?,
    }
    Ok(())
}

/// One document for all paths.
fn document(examined: &Examined) -> Result<Value, Failure> {
    let mut rows = Vec::new();
    for one in &examined.parts {
        let report = serde_json::to_value(json(&one.found, &one.sources, one.files))
            .map_err(|error| Failure::Output(error.into()))?;
        if let Some(Value::Array(more)) = report.get("diagnostics") {
            rows.extend(more.iter().cloned());
        }
    }
    Ok(value!({"diagnostics": rows, "summary": examined.total()}))
}

/// The last line: how much of what.
fn summary(total: Summary) -> String {
    let files = counted(total.files, "file", "files");
    if total.errors + total.warnings + total.infos == 0 {
        return format!("{GOOD}no findings{GOOD:#} {QUIET}in {files}{QUIET:#}");
    }
    let mut parts = Vec::new();
    for (severity, count, one, many, style) in [
        (Severity::Error, total.errors, "error", "errors", BAD),
        (
            Severity::Warning,
            total.warnings,
            "warning",
            "warnings",
            CARE,
        ),
        (Severity::Info, total.infos, "notice", "notices", QUIET),
    ] {
        if count > 0 || severity == Severity::Error {
            parts.push(format!("{style}{}{style:#}", counted(count, one, many)));
        }
    }
    format!("{} {QUIET}in {files}{QUIET:#}", parts.join(", "))
}
