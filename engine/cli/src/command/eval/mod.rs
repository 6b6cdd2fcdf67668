//! `bindery eval`: a template against a context, as text. Nothing is escaped, no file is read but
//! the context, and nothing is sent.

mod lines;
mod template;

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use bindery_diagnostics::{Place, Sources};
use bindery_expression::Context;
use clap::Args;

use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::reason::reason;
use crate::system::{SystemClock, SystemRandom};
use bindery_connector::ports::{Clock, Random};

const AFTER_HELP: &str = "\
Examples:
  bindery eval '${user.firstname} ${user.lastname}' --context user.json
  echo '{\"user\":{\"title\":null}}' | bindery eval '${user.title ?: \"none\"}' --context -
  bindery eval --jsonl < cases.jsonl     lines of {\"id\",\"template\",\"context\"}";

/// The clock of `--jsonl` unless `--now` says otherwise: 2024-06-15T12:34:56Z.
const FROZEN_CLOCK: i64 = 1_718_454_896_000;

/// Evaluate a template against a context and print the text
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Eval {
    /// The template: text with `${…}` or `$<…>` bindings
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    template: Option<String>,

    /// A JSON file whose members are the names that the template can read; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "jsonl")]
    context: Option<PathBuf>,

    /// Read lines of JSON from standard input and answer each with a line
    #[arg(long)]
    jsonl: bool,

    /// Freeze the clock at this time, as in 2024-06-15T12:34:56Z
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<i64>,
}

impl Eval {
    /// Evaluates one template, or every line of standard input.
    pub fn run(self, output: &mut Output) -> End {
        if self.jsonl {
            return lines::run(self.now.unwrap_or(FROZEN_CLOCK), output);
        }
        let context = match &self.context {
            Some(path) => Context::from_json(&read_context(path)?).with_objects(),
            None => Context::new(),
        };
        let context = context
            .with_clock(self.now.unwrap_or_else(|| SystemClock.now()))
            .with_seed(SystemRandom::new().next());
        let text = self.template.unwrap_or_default();
        match template::evaluate(&text, &context) {
            Ok(value) => {
                writeln!(output, "{}", value.text)?;
                Ok(Exit::Fine)
            }
            Err(problems) => {
                let mut sources = Sources::default();
                let source = sources.add("template", text.as_str());
                Err(Failure::Found {
                    diagnostics: problems
                        .iter()
                        .map(|p| p.finding(Some(Place::new(source, p.span.clone()))))
                        .collect(),
                    sources,
                    exit: Exit::Errors,
                })
            }
        }
    }
}

/// Reads RFC 3339 into milliseconds since the epoch; this is clap's value parser.
fn instant(text: &str) -> Result<i64, String> {
    text.parse::<jiff::Timestamp>()
        .map(jiff::Timestamp::as_millisecond)
        .map_err(|_| "expected a time as in 2024-06-15T12:34:56Z".to_owned())
}

/// Reads a JSON object from a file or, for `-`, from standard input.
pub fn read_context(path: &Path) -> Result<serde_json::Value, Failure> {
    let shown = path.display();
    let unreadable = |error: std::io::Error| {
        Failure::usage(
            format!("the context `{shown}` cannot be read: {}", reason(&error)),
            "name a JSON file, or `-` for standard input",
        )
    };
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        bytes
    } else {
        fs::read(path).map_err(unreadable)?
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| {
        Failure::usage(
            format!(
                "the context `{shown}` is not valid JSON at line {}, column {}",
                error.line(),
                error.column()
            ),
            "a context is one JSON object whose members are the names a template can read",
        )
    })?;
    if !value.is_object() {
        return Err(Failure::usage(
            format!("the context `{shown}` is not a JSON object"),
            "a context is one JSON object whose members are the names a template can read",
        ));
    }
    Ok(value)
}
