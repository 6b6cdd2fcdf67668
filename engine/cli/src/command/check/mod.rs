//! `bindery check`: everything that is wrong with packages, in one go, without running them.

mod choice;
mod examine;
mod fixing;
mod report;
mod samples;
mod ticket;
mod watching;

use std::path::{Path, PathBuf};

use bindery_definition::{WORKSPACE_FILE, Workspace};
use clap::{Args, ValueEnum};

use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::parameters::Given;
use crate::workspace;

use choice::known;
use examine::Examined;

const AFTER_HELP: &str = "\
Examples:
  bindery check Bynder.zip
  bindery check packages/*.zip --format json
  bindery check connectors/bynder --deny warnings --ignore B6
  bindery check Bynder.zip --summary     a summary for the ticket of a review
  bindery check connectors/bynder --diff what `--fix` would change
  bindery check connectors/bynder --watch
  bindery explain B3002                  what a finding means

A `[check]` section in bindery.toml and in connector.toml holds `select`, `deny` and `ignore`,
each ignore with a reason.";

/// Check packages and report everything that is wrong, without running them
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Check {
    /// T2P zips, exported JSON files, connector folders, or a `bindery.toml`
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Also end with 1 for these: `warnings`, codes, the beginning of codes, or names
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<String>,

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

    /// Check paths, lists and types against responses: a folder of JSON files named after their calls
    #[arg(long, value_name = "DIR")]
    samples: Option<PathBuf>,

    /// Fill a parameter; a secret one as NAME=env:VAR or NAME=file:PATH
    #[arg(long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<Given>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,

    /// Write a summary in Markdown instead, for the ticket of a review
    #[arg(long, conflicts_with = "format")]
    summary: bool,

    /// Mend what can be mended safely, then report the rest
    #[arg(long)]
    fix: bool,

    /// Show what `--fix` would change, as a unified diff, and write nothing
    #[arg(long, conflicts_with_all = ["fix", "summary", "format"])]
    diff: bool,

    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    watch: bool,
}

/// For whom a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ReportFormat {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for the test reports of CI systems
    Junit,
    /// Workflow commands, for annotations by GitHub
    Github,
}

impl Check {
    /// Checks every path.
    pub fn run(self, output: &mut Output) -> End {
        self.validate()?;
        if self.watch {
            return self.watch(output);
        }
        self.once(output)
    }

    fn validate(&self) -> Result<(), Failure> {
        for text in self.select.iter().chain(&self.ignore) {
            known(text)?;
        }
        for text in &self.deny {
            if text != bindery_definition::ALL_WARNINGS {
                known(text)?;
            }
        }
        Ok(())
    }

    /// Examines and reports everything once.
    fn once(&self, output: &mut Output) -> End {
        let workspace = self.workspace();
        if self.fix {
            self.fix(&workspace, output)?;
        }
        let examined = self.examine(&workspace, &self.paths)?;
        if self.diff {
            self.diff(&workspace, output)?;
        } else {
            self.report(&examined, output)?;
        }
        Ok(examined.exit())
    }

    /// The settings that hold: those of a `bindery.toml` among the paths, else where the command runs.
    fn workspace(&self) -> Workspace {
        let named = self.paths.iter().find(|path| is_workspace(path));
        let folder = named.and_then(|path| std::path::absolute(path).ok());
        let folder = folder.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = folder.or_else(|| std::env::current_dir().ok());
        folder.map_or_else(Workspace::default, |folder| workspace::load(&folder))
    }

    fn report(&self, examined: &Examined, output: &mut Output) -> Result<(), Failure> {
        if self.summary {
            return ticket::write(examined, output);
        }
        report::write(self.format, examined, output)
    }
}

/// Whether a path is the file of a workspace, and no package. One that is not there is told as any path.
fn is_workspace(path: &Path) -> bool {
    path.try_exists().unwrap_or(true) && path.file_name().is_some_and(|name| name == WORKSPACE_FILE)
}

impl Examined {
    fn exit(&self) -> Exit {
        if self.unreadable {
            Exit::CouldNotStart
        } else if self.fails() {
            Exit::Errors
        } else {
            Exit::Fine
        }
    }
}
