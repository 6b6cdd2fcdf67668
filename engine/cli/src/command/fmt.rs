//! `bindery fmt`: JSON laid out in one way. Only blanks change, never a token, and a file that does
//! not parse stays as it is.

use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_definition::json::{format, parse};
use bindery_definition::{Origin, decode, read_file};
use bindery_diagnostics::{Diagnostic, Sources, codes};
use bindery_model::catalogue::find_attribute;
use clap::Args;

use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::paint::{QUIET, STRONG};
use crate::table::counted;
use crate::writing::{unwritable, write_file};

const AFTER_HELP: &str = "\
Examples:
  bindery fmt connectors/bynder
  bindery fmt Connection_bynder.json CreateAccountJSON.json
  bindery fmt connectors/* --check      end with 1 if a file would change

Of a folder the attributes' files are laid out. Keys keep their order, numbers their digits,
strings every character; what stands inside strings is left alone.";

/// Lay out the JSON of connector folders and exported files
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Fmt {
    /// Connector folders, exported JSON files, or single files of a folder
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Change nothing; name the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
}

impl Fmt {
    /// Lays out every file.
    pub fn run(self, output: &mut Output) -> End {
        let mut files = Vec::new();
        for path in &self.paths {
            if path.is_dir() {
                collect(path, &mut files);
            } else {
                files.push(path.clone());
            }
        }
        let mut broken = false;
        let mut changed = 0;
        for path in &files {
            let shown = path.display().to_string();
            let bytes = read_file(path).map_err(|found| Failure::start(*found))?;
            if bytes.starts_with(b"PK\x03\x04") {
                return Err(Failure::usage(
                    format!("`{shown}` is a zip"),
                    "unpack it with `bindery unpack`, and lay out the folder",
                ));
            }
            let text = decode(&shown, &bytes).map_err(|found| Failure::start(*found))?;
            let laid_out = match laid_out(&text) {
                Some(laid_out) => laid_out,
                None => {
                    broken = true;
                    self.report(&shown, text, output);
                    continue;
                }
            };
            if laid_out.as_bytes() == bytes {
                continue;
            }
            changed += 1;
            if self.check {
                writeln!(output, "{STRONG}{shown}{STRONG:#} would change")?;
            } else {
                write_file(path, laid_out.as_bytes()).map_err(|error| unwritable(path, &error))?;
                writeln!(output, "{STRONG}{shown}{STRONG:#} laid out")?;
            }
        }
        writeln!(
            output,
            "{QUIET}{}, {changed} {}{QUIET:#}",
            counted(files.len(), "file", "files"),
            if self.check {
                "would change"
            } else {
                "changed"
            },
        )?;
        Ok(if broken || (self.check && changed > 0) {
            Exit::Errors
        } else {
            Exit::Fine
        })
    }

    fn report(&self, name: &str, text: String, output: &mut Output) {
        let mut sources = Sources::default();
        let parsed = parse(&text);
        let origin = Origin::file(sources.add(name, text));
        let mut found: Vec<Diagnostic> = parsed
            .problems
            .into_iter()
            .map(|p| p.into_diagnostic(&origin))
            .filter(|d| d.code == codes::JSON_SYNTAX)
            .collect();
        if found.is_empty() {
            found.push(Diagnostic::new(
                codes::JSON_SYNTAX,
                format!("`{name}` holds no JSON"),
            ));
        }
        output.report(&found, &sources);
    }
}

/// The text laid out; `None` where it does not parse.
fn laid_out(text: &str) -> Option<String> {
    let parsed = parse(text);
    let root = parsed.root.as_ref()?;
    parsed.is_structured().then(|| format(text, root))
}

/// The files of a folder that are laid out, in order of name; those of its connections too.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        if path.is_dir() {
            if path.join("connector.toml").is_file() {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|e| e == "json") && find_attribute(&stem).is_some() {
            files.push(path);
        }
    }
}
