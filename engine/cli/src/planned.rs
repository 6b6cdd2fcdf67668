//! The requests of a dry run, for people and programs; secrets hidden.

use std::fmt::Write as _;
use std::io::{self, Write};

use bindery_connector::Connector;
use bindery_connector::provision::{Condition, Gaps, Planned, Preview};
use bindery_connector::request::{self, Style};
use bindery_diagnostics::Diagnostic;
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::output::Output;
use crate::paint::{BAD, GOOD, QUIET};

/// How a request is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Shown {
    #[default]
    Http,
    Curl,
    Json,
}

/// Writes planned calls; returns what cannot be rendered.
pub fn write(
    planned: Vec<Planned>,
    connector: &Connector,
    shown: Shown,
    as_json: bool,
    output: &mut Output,
) -> io::Result<Vec<Diagnostic>> {
    let mut broken: Vec<Diagnostic> = Vec::new();
    let style = match shown {
        Shown::Http => Style::Http,
        Shown::Curl => Style::Curl,
        Shown::Json => Style::Json,
    };
    let as_json = as_json || shown == Shown::Json;
    for (index, call) in planned.into_iter().enumerate() {
        if index > 0 && !as_json {
            writeln!(output)?;
        }
        if !as_json {
            writeln!(output, "{QUIET}{}{QUIET:#}", head(&call))?;
        }
        let (name, gaps) = (call.name, call.gaps);
        if matches!(call.request, Preview::Request(_)) && !as_json {
            for line in lines_of(&gaps) {
                writeln!(output, "{QUIET}{line}{QUIET:#}")?;
            }
        }
        match call.request {
            Preview::Request(spec) => {
                let text = request::print(&spec, connector.masker(), style);
                match shown {
                    Shown::Json => writeln!(output, "{}", with_gaps(text.trim_end(), &gaps))?,
                    _ => writeln!(output, "{}", text.trim_end())?,
                }
            }
            Preview::Skipped if as_json => {
                writeln!(output, "{}", json!({"call": name, "skipped": true}))?;
            }
            Preview::Skipped => writeln!(output, "# not sent")?,
            Preview::Depends { on, target } if as_json => {
                let line = json!({"call": name, "depends_on": on, "target": target});
                writeln!(output, "{line}")?;
            }
            Preview::Depends { on, target } => {
                writeln!(output, "{}", depends(&on, target.as_deref()))?;
            }
            Preview::Broken(found) => broken.push(*found),
        }
    }
    Ok(broken)
}

/// What a call's bindings do not get, as remarks.
fn lines_of(gaps: &Gaps) -> Vec<String> {
    let told = |names: &[String], are: &str| {
        (!names.is_empty()).then(|| format!("# {are}: {}", names.join(", ")))
    };
    let lines = [told(&gaps.null, "null"), told(&gaps.unbound, "not bound")];
    lines.into_iter().flatten().collect()
}

/// A request as JSON with what its bindings do not get, where that is anything.
fn with_gaps(text: &str, gaps: &Gaps) -> String {
    let parsed = serde_json::from_str(text);
    let Ok(Value::Object(mut members)) = parsed else {
        return text.to_owned();
    };
    if *gaps == Gaps::default() {
        return text.to_owned();
    }
    for (name, list) in [("null", &gaps.null), ("unbound", &gaps.unbound)] {
        if !list.is_empty() {
            members.insert(name.to_owned(), json!(list));
        }
    }
    Value::Object(members).to_string()
}

/// Planned calls as text that two versions can be compared by.
pub fn text(planned: &[Planned], connector: &Connector) -> String {
    let mut out = String::new();
    for call in planned {
        let body = match &call.request {
            Preview::Request(spec) => request::print(spec, connector.masker(), Style::Http),
            Preview::Skipped => "# not sent".to_owned(),
            Preview::Depends { on, target } => depends(on, target.as_deref()),
            Preview::Broken(found) => format!("# cannot be rendered: {}", found.message),
        };
        let _ = write!(out, "{}\n{}\n\n", head(call), body.trim_end());
    }
    out
}

/// Writes a unified diff in its usual colours.
pub fn write_diff(changes: &str, output: &mut Output) -> io::Result<()> {
    for line in changes.lines() {
        match line.as_bytes().first() {
            Some(b'+') => writeln!(output, "{GOOD}{line}{GOOD:#}")?,
            Some(b'-') => writeln!(output, "{BAD}{line}{BAD:#}")?,
            Some(b'@') => writeln!(output, "{QUIET}{line}{QUIET:#}")?,
            _ => writeln!(output, "{line}")?,
        }
    }
    Ok(())
}

fn head(call: &Planned) -> String {
    let condition = match call.condition {
        Condition::Unconditional => "",
        Condition::Holds => ", its condition holds",
        Condition::Fails => ", its condition does not hold",
        Condition::Unknown => ", if its condition then holds",
    };
    format!("# call {}, {}{condition}", call.place, call.name)
}

fn depends(on: &[String], target: Option<&str>) -> String {
    let target = target.map_or_else(String::new, |target| format!("{target}\n"));
    format!("{target}# depends on the answer of {}", on.join(" and "))
}
