//! `bindery check`: everything that is wrong with packages, in one go, without running them.

use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_definition::{Loaded, load};
use bindery_diagnostics::render::{Summary, json, summarize};
use bindery_diagnostics::{Code, Diagnostic, Severity, Sources, codes};
use bindery_lint::{self as lint, CheckOptions};
use clap::{Args, ValueEnum};
use serde_json::{Value, json as value};

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::opening::fill;
use crate::output::Output;
use crate::paint::{BAD, CARE, GOOD, QUIET};
use crate::parameters::{self, Given};
use crate::table::counted;

const AFTER_HELP: &str = "\
Examples:
  bindery check Bynder.zip
  bindery check packages/*.zip --format json
  bindery check connectors/bynder --deny warnings --ignore B6
  bindery explain B3002                what a finding means";

/// Check packages and report everything that is wrong, without running them
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Check {
    /// T2P zips, exported JSON files, or connector folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Also end with 1 for these
    #[arg(long, value_enum, value_name = "SEVERITY")]
    deny: Option<Deny>,

    /// Report only these: codes, the beginning of codes, or names
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,

    /// Leave these out: codes, the beginning of codes, or names
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Your own ConnectionJSON, in place of an encrypted or another one
    #[arg(long, value_name = "FILE")]
    connection_json: Option<PathBuf>,

    /// The base URL of a run, which relative URLs resolve against
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Fill a parameter; a secret one as NAME=env:VAR or NAME=file:PATH
    #[arg(long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<Given>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What counts as a failure besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

/// The findings of one path.
struct Checked {
    found: Vec<Diagnostic>,
    sources: Sources,
    files: usize,
}

impl Check {
    /// Checks every path.
    pub fn run(self, output: &mut Output) -> End {
        for text in self.select.iter().chain(&self.ignore) {
            known(text)?;
        }
        let mut checked = Vec::new();
        let mut unreadable = false;
        for path in &self.paths {
            let loaded = self.load(path)?;
            unreadable |= loaded.connections.is_empty();
            checked.push(self.check(loaded));
        }
        let total = total(&checked);
        match self.format {
            Format::Json => writeln!(output, "{}", document(&checked, total)?)?,
            Format::Human => {
                for one in &checked {
                    output.show(&one.found, &one.sources)?;
                }
                writeln!(output, "{}", summary(total))?;
            }
        }
        Ok(if unreadable {
            Exit::CouldNotStart
        } else if total.errors > 0 || (self.deny.is_some() && total.warnings > 0) {
            Exit::Errors
        } else {
            Exit::Fine
        })
    }

    fn load(&self, path: &Path) -> Result<Loaded, Failure> {
        let mut loaded = load(path);
        if !loaded.connections.is_empty() {
            let json = self.connection_json.as_deref();
            fill(
                &mut loaded,
                None,
                json,
                &parameters::read(&self.parameters)?,
            )?;
        }
        Ok(loaded)
    }

    fn check(&self, loaded: Loaded) -> Checked {
        let options = CheckOptions {
            has_base_url: self.base_url.is_some(),
            ..CheckOptions::default()
        };
        let mut found = lint::check(&loaded, &options);
        // Why there is nothing to check is said in any case.
        found.retain(|d| loaded.connections.is_empty() || self.is_wanted(d.code));
        Checked {
            found,
            // A source without text only names what a finding is about.
            files: loaded
                .sources
                .iter()
                .filter(|(_, file)| !file.text.is_empty())
                .count()
                .max(1),
            sources: loaded.sources,
        }
    }

    fn is_wanted(&self, code: Code) -> bool {
        let any = |list: &[String]| list.iter().any(|text| matches(code, text));
        (self.select.is_empty() || any(&self.select)) && !any(&self.ignore)
    }
}

fn matches(code: Code, text: &str) -> bool {
    let starts = code
        .as_str()
        .get(..text.len())
        .is_some_and(|s| s.eq_ignore_ascii_case(text));
    starts || code.name().eq_ignore_ascii_case(text)
}

fn known(text: &str) -> Result<(), Failure> {
    let any = codes::BOOK.iter().any(|entry| matches(entry.code, text));
    if any && !text.is_empty() {
        return Ok(());
    }
    Err(Failure::usage(
        format!("there is no code `{text}`"),
        "run `bindery explain` for the whole code book",
    ))
}

fn total(checked: &[Checked]) -> Summary {
    let mut total = Summary {
        files: 0,
        errors: 0,
        warnings: 0,
        infos: 0,
    };
    for one in checked {
        let part = summarize(&one.found, one.files);
        total.files += part.files;
        total.errors += part.errors;
        total.warnings += part.warnings;
        total.infos += part.infos;
    }
    total
}

/// One document for all paths.
fn document(checked: &[Checked], total: Summary) -> Result<Value, Failure> {
    let mut rows = Vec::new();
    for one in checked {
        let report = serde_json::to_value(json(&one.found, &one.sources, one.files))
            .map_err(|error| Failure::Output(error.into()))?;
        if let Some(Value::Array(more)) = report.get("diagnostics") {
            rows.extend(more.iter().cloned());
        }
    }
    Ok(value!({"diagnostics": rows, "summary": total}))
}

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
