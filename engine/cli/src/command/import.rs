//! `bindery import`: reads a target and makes the store what was read.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::sync::Arc;

use bindery_connector::ports::{JobRuns, Listener, RunStatus, Store};
use bindery_connector::{Connector, ImportOptions, ImportReport, Only, PREFETCH};
use bindery_diagnostics::Severity;
use bindery_jobs::{access_before_accounts, accounts_before_users};
use bindery_mapping::MAX_PAGES;
use bindery_repository::Repository;
use clap::{Args, ValueEnum};

use crate::arguments::Format;
use crate::changes;
use crate::exit::{End, Exit, Failure};
use crate::interrupt::{runtime_of_one, unless_interrupted};
use crate::listener::{Progress, Several};
use crate::lookup::StoreArgument;
use crate::observing::ObservingArguments;
use crate::opening::{ConnectorArguments, Opened};
use crate::output::Output;
use crate::paint::{BAD, CARE, GOOD, QUIET, STRONG};
use crate::reel::{Reel, ReelArguments};
use crate::report;
use crate::rows;
use crate::stream::Stream;
use crate::table::counted;
use crate::wiring::{connect_over, failure, import_options};
use crate::workspace;

const AFTER_HELP: &str = "\
Examples:
  bindery import connectors/bynder --param PORTAL=acme.bynder.com --param TOKEN=env:TOKEN
  bindery import connectors/bynder --param … --plan          what would change; writes nothing
  bindery import Bynder.zip --connection-json mine.json --base-url https://acme.bynder.com
  bindery import connectors/bynder --param … --report run.html --trace run.jsonl
  bindery import connectors/bynder --param … --record DIR    a recording without secrets
  bindery import connectors/bynder --param … --replay DIR    the same run again, offline
  bindery import connectors/bynder --param … --resume        take up a run that was interrupted
  bindery import connectors/bynder --param … --to jsonl      rows on standard output, no store

An incomplete read removes nothing and ends with 3; so does a threshold that holds.";

/// Changes of one kind of object that `--plan` lists; the rest is counted.
const LISTED: usize = 20;

/// Read users, accounts, entitlements and links from a target into the store
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Import {
    #[command(flatten)]
    connector: ConnectorArguments,

    #[command(flatten)]
    store: StoreArgument,

    /// Only a part: users, accounts with the memberships they carry, or entitlements and links
    #[arg(long, value_enum)]
    only: Option<Part>,

    /// Read and compare, show what would change, write nothing
    #[arg(long, conflicts_with = "to")]
    plan: bool,

    /// Write the rows to standard output instead of a store
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "format")]
    to: Option<To>,

    /// Let removals through that a threshold holds back
    #[arg(long)]
    accept_removals: bool,

    /// Take up the run that was interrupted: what it has read is not asked for again
    #[arg(long, conflicts_with_all = ["plan", "to"])]
    resume: bool,

    /// How many reads may be under way at a time
    #[arg(long, value_name = "N", default_value_t = PREFETCH, value_parser = reads)]
    prefetch: usize,

    /// Call a read endless after so many pages of one call
    #[arg(long, value_name = "N", default_value_t = MAX_PAGES, value_parser = pages)]
    page_cap: usize,

    #[command(flatten)]
    observing: ObservingArguments,

    #[command(flatten)]
    reel: ReelArguments,

    /// Show each request and its outcome
    #[arg(long, short)]
    verbose: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Users,
    Accounts,
    Access,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    Jsonl,
}

/// Where what was read goes.
enum Target {
    Repository(Box<Repository>),
    Stream(Stream),
}

impl Target {
    fn store(&mut self) -> &mut dyn Store {
        match self {
            Self::Repository(repository) => repository.as_mut(),
            Self::Stream(stream) => stream,
        }
    }
}

impl Import {
    /// Imports, plans, or writes rows.
    pub fn run(self, output: &mut Output) -> End {
        let opened = self
            .connector
            .open_with(self.reel.stand_in(), &self.store.store)?;
        output.warn(&opened);
        let filter = opened.connection()?.definition.endpoints_filter.as_ref();
        for said in workspace::told_endpoint(workspace::current()?, &opened.endpoint, filter) {
            output.say(&said);
        }
        let progress = Arc::new(Progress::of_phases(self.verbose));
        let mut listeners: Vec<Arc<dyn Listener>> = vec![progress.clone()];
        let reel = Reel::load(&self.reel, &opened.connection()?.name)?;
        let observing = self.observing.begin(&mut listeners, &reel.clock)?;
        let (connector, running) = connect_over(
            &self.connector,
            &opened,
            Some(&self.store.store),
            Arc::new(Several(listeners)),
            reel,
        )?;
        let options = ImportOptions {
            only: match self.only {
                None => Only::Everything,
                Some(Part::Users) => Only::Users,
                Some(Part::Accounts) => Only::Accounts,
                Some(Part::Access) => Only::Access,
            },
            accept_removals: self.accept_removals,
            prefetch: Some(self.prefetch),
            page_cap: Some(self.page_cap),
            ..import_options(&opened)?
        };
        let options = ImportOptions {
            // Rows on standard output and a plan cannot be taken up again.
            fingerprint: (!self.plan && self.to.is_none())
                .then(|| self.fingerprint(&opened, &options)),
            resume: self.resume,
            ..options
        };
        let mut target = self.target(&connector, options.only)?;
        if let (Part::Access, Target::Repository(repository)) =
            (self.only.unwrap_or(Part::Accounts), &mut target)
        {
            let has_accounts = repository.has_accounts(connector.endpoint());
            if !has_accounts.map_err(|found| Failure::run(*found))? {
                let early = access_before_accounts(connector.endpoint());
                output.report(&[early], opened.sources());
            }
        }
        if let Target::Repository(repository) = &mut target
            && options.correlation.is_some()
            && matches!(options.only, Only::Everything | Only::Accounts)
            && !repository
                .has_users()
                .map_err(|found| Failure::run(*found))?
        {
            let early = accounts_before_users(connector.endpoint());
            output.report(&[early], opened.sources());
        }
        let report = read(&connector, target.store(), &options, &opened);
        progress.clear();
        output.report(&connector.notices(), opened.sources());
        let went_well =
            matches!(&report, Ok(Some(report)) if report.status == RunStatus::Completed);
        let said = running.finish(went_well);
        output.report(said.as_slice(), opened.sources());
        let Some(report) = report? else {
            output.say("interrupted; the store is as it was before");
            return Ok(Exit::Interrupted);
        };
        observing.finish(&connector, report.to_json())?;
        if self.to.is_some() {
            if let Target::Repository(repository) = &target {
                rows::write(repository, output)?;
            }
        } else if self.format == Format::Json {
            let json = report::placed(report.to_json(), &report.diagnostics, opened.sources());
            writeln!(output, "{json}")?;
        } else {
            self.tell(&connector, &report, output)?;
        }
        output.report(&report.diagnostics, opened.sources());
        let is_whole = said.is_none_or(|said| said.severity < Severity::Error);
        Ok(match exit(report.status) {
            Exit::Fine if !is_whole => Exit::Errors,
            exit => exit,
        })
    }

    /// What this import is made from: the texts of the definition, its parameters but for the secret
    /// ones, where it is sent, and how its rows are told apart.
    fn fingerprint(&self, opened: &Opened, options: &ImportOptions) -> String {
        let mut hasher = DefaultHasher::new();
        for (_, source) in opened.sources().iter() {
            (&source.name, &source.text).hash(&mut hasher);
        }
        for parameter in &opened.parameters {
            let value = parameter.is_written_out().then(|| parameter.value());
            (parameter.name(), value).hash(&mut hasher);
        }
        self.connector.base_url.hash(&mut hasher);
        format!("{:?}", options.only).hash(&mut hasher);
        options.page_cap.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }

    fn target(&self, connector: &Connector, only: Only) -> Result<Target, Failure> {
        if !self.plan && self.to.is_none() {
            return self
                .store
                .open()
                .map(|store| Target::Repository(Box::new(store)));
        }
        if self.to.is_some() && connector.reads_each_row_once(only) {
            return Ok(Target::Stream(Stream::new()));
        }
        let apart = match self.plan {
            true => Repository::copy_of(&self.store.store),
            false => Repository::open_in_memory(),
        };
        apart
            .map(|store| Target::Repository(Box::new(store)))
            .map_err(|found| Failure::start(*found))
    }

    fn tell(
        &self,
        connector: &Connector,
        report: &ImportReport,
        output: &mut Output,
    ) -> Result<(), Failure> {
        if self.plan {
            for (group, changes) in report.changes() {
                if changes.is_empty() {
                    continue;
                }
                writeln!(output, "{STRONG}{group}{STRONG:#}")?;
                for change in changes.iter().take(LISTED) {
                    writeln!(output, "  {}", changes::line(change))?;
                }
                if let Some(more @ 1..) = changes.len().checked_sub(LISTED) {
                    let more = counted(more, "more change", "more changes");
                    writeln!(output, "  {QUIET}and {more}{QUIET:#}")?;
                }
                writeln!(output)?;
            }
            let is_whole = report.status == RunStatus::Completed;
            if is_whole
                && report
                    .changes()
                    .iter()
                    .all(|(_, changes)| changes.is_empty())
            {
                writeln!(output, "nothing would change")?;
            }
        }
        let json = report.to_json();
        let (style, word) = match report.status {
            RunStatus::Completed => (GOOD, "completed"),
            RunStatus::Partial | RunStatus::Refused => (CARE, report.status.as_str()),
            RunStatus::Failed | RunStatus::Running => (BAD, "failed"),
        };
        let name = connector.name();
        let plan = if self.plan {
            "  planned, nothing was written"
        } else {
            ""
        };
        writeln!(
            output,
            "{STRONG}{name}{STRONG:#}  {style}{word}{style:#}{QUIET}{plan}{QUIET:#}"
        )?;
        if report.status != RunStatus::Failed {
            write!(output, "{}", report::counts(&json, 2))?;
        }
        writeln!(output, "  {QUIET}{}{QUIET:#}", report::effort(&json, true))?;
        Ok(())
    }
}

/// Runs an import until it ends or Ctrl-C comes.
pub fn read(
    connector: &Connector,
    store: &mut dyn Store,
    options: &ImportOptions,
    opened: &Opened,
) -> Result<Option<ImportReport>, Failure> {
    let work = unless_interrupted(connector.import(store, options));
    match runtime_of_one()?.block_on(work) {
        None => Ok(None),
        Some(Ok(report)) => Ok(Some(report)),
        Some(Err(found)) => Err(failure(opened, found)),
    }
}

const fn exit(status: RunStatus) -> Exit {
    match status {
        RunStatus::Completed => Exit::Fine,
        RunStatus::Partial | RunStatus::Refused => Exit::Refused,
        RunStatus::Failed | RunStatus::Running => Exit::Errors,
    }
}

/// A number of reads: at least one, and not so many that a target takes them for an attack.
fn reads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(reads @ 1..=64) => Ok(reads),
        _ => Err("give a number from 1 to 64".to_owned()),
    }
}

/// A number of pages: at least one.
fn pages(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(pages @ 1..) => Ok(pages),
        _ => Err("give a number from 1".to_owned()),
    }
}
