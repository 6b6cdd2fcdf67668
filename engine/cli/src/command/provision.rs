//! `bindery provision`: one operation on one account, sent or shown.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::Connector;
use bindery_connector::provision::{
    CallOutcome, Condition, EntitlementSubject, OperationRequest, Planned, Preview,
    ProvisionReport, ProvisionStatus, Subject,
};
use bindery_connector::request::{self, Style};
use bindery_diagnostics::Diagnostic;
use bindery_model::User;
use bindery_model::catalogue::Operation;
use bindery_repository::Repository;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::command::eval::read_context;
use crate::exit::{End, Exit, Failure};
use crate::interrupt::{runtime, unless_interrupted};
use crate::listener::{Progress, call_text};
use crate::lookup::StoreArgument;
use crate::opening::{ConnectorArguments, Opened};
use crate::output::Output;
use crate::paint::{BAD, CARE, GOOD, QUIET, STRONG};
use crate::parameters;
use crate::reason::reason;
use crate::report::placed;
use crate::user;
use crate::wiring::{connect, failure};

const AFTER_HELP: &str = "\
Examples:
  bindery provision connectors/bynder create-account --user joiner.json --param …
  bindery provision connectors/bynder add-access --account mira.lindholm --entitlement \"Group=Press office\"
  bindery provision connectors/bynder disable-account --account mira.lindholm --dry-run --as curl
  bindery provision connectors/bynder disable-account --context account.json --dry-run

Operations: create-account, update-account, enable-account, disable-account, remove-account,
add-access, remove-access, change-password, update-user, create-ticket, ticket-status.";

/// Run one provisioning operation, or show what it would send
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Provision {
    #[command(flatten)]
    connector: ConnectorArguments,

    /// What to do
    #[arg(value_parser = operation)]
    operation: Operation,

    /// The user: a username in the store, or a JSON file
    #[arg(long, value_name = "ID|FILE")]
    user: Option<String>,

    /// The account: its id or name in the store
    #[arg(long, value_name = "ID")]
    account: Option<String>,

    /// The entitlement: its type, and its id or value in the store
    #[arg(long, value_name = "TYPE=ID", value_parser = entitlement)]
    entitlement: Option<EntitlementSubject>,

    /// The name of a new account; the username unless given
    #[arg(long, value_name = "NAME")]
    account_name: Option<String>,

    /// The action of UpdateUserJSON
    #[arg(long, value_name = "NAME")]
    action: Option<String>,

    /// An attribute of the request (`requestAccessAttributes`)
    #[arg(long = "attribute", value_name = "NAME=VALUE", value_parser = attribute)]
    attributes: Vec<(String, String)>,

    /// The password, as env:VAR or file:PATH; one is generated where it is needed and not given
    #[arg(long, value_name = "env:VAR|file:PATH")]
    password: Option<String>,

    /// A JSON file whose members are laid over the names that the bindings read
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,

    /// Show each request, secrets masked, and send nothing
    #[arg(long)]
    dry_run: bool,

    /// How --dry-run shows a request
    #[arg(long = "as", value_enum, default_value_t, requires = "dry_run")]
    style: Shown,

    #[command(flatten)]
    store: StoreArgument,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Shown {
    #[default]
    Http,
    Curl,
    Json,
}

impl Provision {
    /// Sends or shows the operation.
    pub fn run(self, output: &mut Output) -> End {
        let opened = self.connector.open()?;
        let request = self.request()?;
        let progress = Arc::new(Progress::of_calls(false));
        let connector = connect(
            &self.connector,
            &opened,
            Some(&self.store.store),
            progress.clone(),
        )?;
        if self.dry_run {
            let mut store =
                Repository::copy_of(&self.store.store).map_err(|found| Failure::start(*found))?;
            let planned = runtime()?
                .block_on(connector.dry_run(&request, &mut store))
                .map_err(|found| failure(&opened, found))?;
            return self.show(&connector, &opened, planned, output);
        }
        let mut store = self.store.open()?;
        let done = runtime()?.block_on(unless_interrupted(
            connector.provision(&request, &mut store),
        ));
        progress.clear();
        output.report(&connector.notices(), opened.sources());
        let Some(done) = done else {
            output.say("interrupted; a request may be under way: look at the target");
            return Ok(Exit::Interrupted);
        };
        let report = done.map_err(|found| failure(&opened, found))?;
        if self.format == Format::Json {
            let json = serde_json::to_value(&report).map_err(std::io::Error::from)?;
            let json = placed(json, &report.diagnostics, opened.sources());
            writeln!(output, "{json}")?;
        } else {
            for line in lines(&report) {
                writeln!(output, "{line}")?;
            }
        }
        output.report(&report.diagnostics, opened.sources());
        Ok(if report.status == ProvisionStatus::Completed {
            Exit::Fine
        } else {
            Exit::Errors
        })
    }

    fn request(&self) -> Result<OperationRequest, Failure> {
        let mut request = OperationRequest::new(self.operation);
        request.user = self.user.as_deref().map(subject).transpose()?;
        request.account = self.account.clone().map(Subject::Named);
        request.entitlement = self.entitlement.clone();
        request.account_name = self.account_name.clone();
        request.action = self.action.clone();
        let password = self
            .password
            .as_deref()
            .map(parameters::parse_secret)
            .transpose();
        request.password = password.map_err(|message| {
            Failure::usage(
                message,
                "give the password as --password env:VAR or file:PATH",
            )
        })?;
        if !self.attributes.is_empty() {
            let pairs = self.attributes.iter().cloned();
            request.attributes = Some(pairs.map(|(n, v)| (n, Value::String(v))).collect());
        }
        if let Some(path) = &self.context
            && let Value::Object(members) = read_context(path)?
        {
            request.context = members;
        }
        Ok(request)
    }

    fn show(
        &self,
        connector: &Connector,
        opened: &Opened,
        planned: Vec<Planned>,
        output: &mut Output,
    ) -> End {
        let mut broken: Vec<Diagnostic> = Vec::new();
        let style = match self.style {
            Shown::Http => Style::Http,
            Shown::Curl => Style::Curl,
            Shown::Json => Style::Json,
        };
        let as_json = self.style == Shown::Json || self.format == Format::Json;
        for (index, call) in planned.into_iter().enumerate() {
            if index > 0 && !as_json {
                writeln!(output)?;
            }
            let (name, place) = (call.name, call.place);
            let condition = match call.condition {
                Condition::Unconditional => "",
                Condition::Holds => ", its condition holds",
                Condition::Fails => ", its condition does not hold",
                Condition::Unknown => ", if its condition then holds",
            };
            if !as_json {
                writeln!(output, "{QUIET}# call {place}, {name}{condition}{QUIET:#}")?;
            }
            match call.request {
                Preview::Request(spec) => {
                    let text = request::print(&spec, connector.masker(), style);
                    writeln!(output, "{}", text.trim_end())?;
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
                    let target = target.map_or_else(String::new, |target| format!("{target}\n"));
                    writeln!(
                        output,
                        "{target}# depends on the answer of {}",
                        on.join(" and ")
                    )?;
                }
                Preview::Broken(found) => broken.push(*found),
            }
        }
        if broken.is_empty() {
            return Ok(Exit::Fine);
        }
        Err(opened.failure(broken, Exit::Errors))
    }
}

/// What became of an operation, for people: each call on a line, then the outcome.
pub fn lines(report: &ProvisionReport) -> Vec<String> {
    let mut lines: Vec<String> = report
        .calls
        .iter()
        .map(|call| match call.outcome {
            CallOutcome::Skipped | CallOutcome::NotSent => {
                format!(
                    "  {QUIET}- {}  {}{QUIET:#}",
                    call.name,
                    call.outcome.as_str()
                )
            }
            outcome => call_text(
                &call.method,
                &call.url,
                call.status,
                outcome.as_str(),
                &call.name,
            ),
        })
        .collect();
    let (style, word) = match report.status {
        ProvisionStatus::Completed => (GOOD, "completed"),
        ProvisionStatus::Failed => (BAD, "failed"),
        ProvisionStatus::InDoubt => (CARE, "in doubt"),
    };
    let operation = report.operation;
    let whom = report
        .account
        .name
        .as_deref()
        .or(report.account.account_id.as_deref());
    let whom = whom.map_or_else(String::new, |name| format!("  {name}"));
    let effects: Vec<String> = effects(report).collect();
    let effects = effects.join(", ");
    lines.push(format!(
        "{STRONG}{operation}{STRONG:#}  {style}{word}{style:#}{whom}  {QUIET}{effects}{QUIET:#}"
    ));
    lines
}

/// What the store recorded, in words.
pub fn effects(report: &ProvisionReport) -> impl Iterator<Item = String> {
    report.effects.iter().map(|effect| {
        let what = effect.kind.replace('-', " ");
        match (&effect.entitlement, effect.status) {
            (Some(entitlement), _) => format!("{what}: {entitlement}"),
            (None, Some(status)) => format!("{what}: {status}"),
            (None, None) => what,
        }
    })
}

fn subject(text: &str) -> Result<Subject<User>, Failure> {
    let path = Path::new(text);
    if !path.is_file() {
        return Ok(Subject::Named(text.to_owned()));
    }
    let shown = path.display();
    let content = fs::read_to_string(path).map_err(|error| {
        Failure::usage(
            format!("the user `{shown}` cannot be read: {}", reason(&error)),
            "name a username in the store, or a JSON file",
        )
    })?;
    let users = user::read_all(&content, &shown.to_string())?;
    match <[User; 1]>::try_from(users) {
        Ok([user]) => Ok(Subject::Given(user)),
        Err(users) => Err(Failure::usage(
            format!("the file `{shown}` holds {} users", users.len()),
            "give one user; put several into the store with `bindery users import`",
        )),
    }
}

fn operation(text: &str) -> Result<Operation, String> {
    Operation::find(text).ok_or_else(|| {
        let names: Vec<&str> = Operation::ALL.iter().map(|o| o.name()).collect();
        format!("the operations are {}", names.join(", "))
    })
}

fn entitlement(text: &str) -> Result<EntitlementSubject, String> {
    let (kind, id) = text.split_once('=').ok_or("expected TYPE=ID")?;
    Ok(EntitlementSubject::Named {
        entitlement_type: kind.to_owned(),
        id_or_value: id.to_owned(),
    })
}

fn attribute(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}
