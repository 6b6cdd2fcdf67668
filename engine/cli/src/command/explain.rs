//! `bindery explain`: the page of a code, or the whole code book.

use std::io::Write;

use bindery_diagnostics::codes::BOOK;
use bindery_diagnostics::{Code, CodeEntry};
use clap::Args;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::paint::{QUIET, STRONG};

const AFTER_HELP: &str = "\
Examples:
  bindery explain B0002
  bindery explain missing-host
  bindery explain                  the whole code book";

/// Explain a code: what it means and what to do
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Explain {
    /// A code (`B0002`) or its name (`unterminated-binding`); without it, every code
    code: Option<String>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Explain {
    /// Prints the page.
    pub fn run(self, output: &mut Output) -> End {
        let entries: Vec<_> = match &self.code {
            None => BOOK.iter().collect(),
            Some(text) => vec![find(text)?.entry()],
        };
        if self.format == Format::Json {
            let pages: Vec<_> = entries
                .iter()
                .map(|e| {
                    serde_json::json!({
                        "code": e.code.as_str(),
                        "rule": e.name,
                        "severity": e.severity.as_str(),
                        "page": page(e),
                    })
                })
                .collect();
            writeln!(output, "{}", serde_json::Value::from(pages))?;
        } else if let (Some(_), [entry]) = (&self.code, entries.as_slice()) {
            writeln!(
                output,
                "{STRONG}{}{STRONG:#} {} {QUIET}({}){QUIET:#}\n\n{}",
                entry.code,
                entry.name,
                entry.severity.as_str(),
                page(entry).trim_end()
            )?;
        } else {
            for entry in entries {
                let code = entry.code;
                let severity = entry.severity.as_str();
                writeln!(
                    output,
                    "{STRONG}{code}{STRONG:#}  {:<7}  {}",
                    severity, entry.name
                )?;
            }
        }
        Ok(Exit::Fine)
    }
}

/// What the code book says, then the page of the rule that reports the code, if one does.
fn page(entry: &CodeEntry) -> String {
    bindery_lint::page_of(entry.code).map_or_else(
        || entry.page.to_owned(),
        |rule| format!("{}\n\n{}", entry.page, rule.markdown(2)),
    )
}

fn find(text: &str) -> Result<Code, Failure> {
    Code::find(text).ok_or_else(|| {
        Failure::usage(
            format!("there is no code `{text}`"),
            "run `bindery explain` for the whole code book",
        )
    })
}
