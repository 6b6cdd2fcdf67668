//! `bindery provision`: one operation on one account, sent or shown.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bindery_connector::ports::{Clock, Listener, Silent};
use bindery_connector::provision::{
    CallOutcome, EffectReport, EntitlementSubject, OperationRequest, ProvisionReport,
    ProvisionStatus, Subject,
};
use bindery_diagnostics::render::diff;
use bindery_model::User;
use bindery_model::catalogue::Operation;
use bindery_repository::Repository;
use clap::Args;
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::command::eval::read_context;
use crate::exit::{End, Exit, Failure};
use crate::following::FollowingArguments;
use crate::interrupt::{runtime, unless_interrupted};
use crate::listener::{Progress, Several, call_text};
use crate::lookup::StoreArgument;
use crate::opening::ConnectorArguments;
use crate::output::Output;
use crate::paint::{BAD, CARE, GOOD, QUIET, STRONG};
use crate::parameters;
use crate::parties::PartyArguments;
use crate::planned::{self, Shown};
use crate::reason::reason;
use crate::reel::{Reel, ReelArguments};
use crate::report::placed;
use crate::revision;
use crate::spans::SpanArguments;
use crate::system::SystemClock;
use crate::user;
use crate::wiring::{connect_over, failure};

const AFTER_HELP: &str = "\
Examples:
  bindery provision connectors/bynder create-account --user joiner.json --param …
  bindery provision connectors/bynder add-access --account mira.lindholm --entitlement \"Group=Press office\"
  bindery provision connectors/bynder disable-account --account mira.lindholm --dry-run --as curl
  bindery provision connectors/bynder disable-account --context account.json --dry-run
  bindery provision connectors/bynder create-account --user joiner.json --dry-run --against old/bynder
  bindery provision connectors/bynder create-account --user joiner.json --dry-run --against HEAD~1

Operations: create-account, update-account, enable-account, disable-account, remove-account,
add-access, remove-access, change-password, update-user, create-ticket, ticket-status,
add-ffid-access, remove-ffid-access, send-otp, validate-otp, create-entitlement,
update-entitlement, delete-entitlement.";

/// What stands for secrets that nobody gives where two versions are compared.
pub const STAND_IN: &str = "stands-in-for-a-secret";

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

    /// Why it is wanted (`businessJustification`)
    #[arg(long, value_name = "TEXT")]
    justification: Option<String>,

    #[command(flatten)]
    parties: PartyArguments,

    /// The ticket that ticket-status asks for
    #[arg(long, value_name = "NUMBER")]
    ticket: Option<String>,

    /// The one-time password that send-otp sends; six digits are drawn unless given
    #[arg(long, value_name = "env:VAR|file:PATH")]
    otp: Option<String>,

    /// The one-time password that validate-otp checks
    #[arg(long, value_name = "env:VAR|file:PATH")]
    pass_code: Option<String>,

    /// A JSON file whose members are laid over the names that the bindings read
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,

    /// Show each request, secrets masked, and send nothing
    #[arg(long)]
    dry_run: bool,

    /// How --dry-run shows a request
    #[arg(long = "as", value_enum, default_value_t, requires = "dry_run")]
    style: Shown,

    /// Show how the requests differ from those of another version of the connector: a folder, or a
    /// revision of the git repository that holds it
    #[arg(
        long,
        value_name = "REV|DIR",
        requires = "dry_run",
        conflicts_with = "style"
    )]
    against: Option<PathBuf>,

    #[command(flatten)]
    store: StoreArgument,

    #[command(flatten)]
    following: FollowingArguments,

    #[command(flatten)]
    spans: SpanArguments,

    #[command(flatten)]
    reel: ReelArguments,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Provision {
    /// Sends or shows the operation.
    pub fn run(self, output: &mut Output) -> End {
        let request = self.request()?;
        if let Some(against) = &self.against {
            return self.compare(against, &request, output);
        }
        let opened = self
            .connector
            .open_with(self.reel.stand_in(), &self.store.store)?;
        let progress = Arc::new(Progress::of_calls(false));
        let mut listeners: Vec<Arc<dyn Listener>> = vec![progress.clone()];
        let reel = Reel::load(&self.reel, &opened.connection()?.name)?;
        self.following.begin(&mut listeners, &reel.clock)?;
        let telling = self.spans.begin(&mut listeners, &reel.clock)?;
        let (connector, running) = connect_over(
            &self.connector,
            &opened,
            Some(&self.store.store),
            Arc::new(Several(listeners)),
            reel,
        )?;
        if self.dry_run {
            let mut store =
                Repository::copy_of(&self.store.store).map_err(|found| Failure::start(*found))?;
            let planned = runtime()?
                .block_on(connector.dry_run(&request, &mut store))
                .map_err(|found| failure(&opened, found))?;
            let as_json = self.format == Format::Json;
            let broken = planned::write(planned, &connector, self.style, as_json, output)?;
            return match broken.is_empty() {
                true => Ok(Exit::Fine),
                false => Err(opened.failure(broken, Exit::Errors)),
            };
        }
        let mut store = self.store.open()?;
        let done = runtime()?.block_on(unless_interrupted(
            connector.provision(&request, &mut store),
        ));
        progress.clear();
        output.report(&connector.notices(), opened.sources());
        let went_well =
            matches!(&done, Some(Ok(report)) if report.status == ProvisionStatus::Completed);
        let said = running.finish(went_well);
        output.report(said.as_slice(), opened.sources());
        let Some(done) = done else {
            output.say("interrupted; a request may be under way: look at the target");
            return Ok(Exit::Interrupted);
        };
        let report = done.map_err(|found| failure(&opened, found))?;
        let json = serde_json::to_value(&report).map_err(std::io::Error::from)?;
        telling.finish("provision", connector.name(), &json);
        if self.format == Format::Json {
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
        request.password = secret(self.password.as_deref(), "--password")?;
        request.otp = secret(self.otp.as_deref(), "--otp")?;
        request.pass_code = secret(self.pass_code.as_deref(), "--pass-code")?;
        request.justification.clone_from(&self.justification);
        request.ticket.clone_from(&self.ticket);
        request.requestor.clone_from(&self.parties.requestor);
        request.parties = self.parties.parties();
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

    /// How the two connectors differ for this operation.
    fn compare(&self, against: &Path, request: &OperationRequest, output: &mut Output) -> End {
        let opened = self
            .connector
            .open_with(Some(STAND_IN), &self.store.store)?;
        let version = revision::find(against, &opened.arguments.connector)?;
        // The other version gets what is declared for this one.
        let mut other = opened.arguments.clone();
        other.connector.clone_from(&version.path);
        let now = SystemClock.now();
        let mut texts = Vec::new();
        for arguments in [&other, &self.connector] {
            let endpoint = opened.endpoint.clone();
            let mut opened = arguments.open_with(Some(STAND_IN), &self.store.store)?;
            opened.endpoint = endpoint;
            let silent = Arc::new(Silent);
            let (connector, _) = connect_over(arguments, &opened, None, silent, Reel::still(now))?;
            let mut store =
                Repository::copy_of(&self.store.store).map_err(|found| Failure::start(*found))?;
            let planned = runtime()?
                .block_on(connector.dry_run(request, &mut store))
                .map_err(|found| failure(&opened, found))?;
            texts.push(planned::text(&planned, &connector));
        }
        let [before, after] = texts.as_slice() else {
            return Ok(Exit::Fine);
        };
        let changes = diff(self.operation.name(), before, after);
        let is_same = changes.is_empty();
        if self.format == Format::Json {
            writeln!(output, "{}", json!({"same": is_same, "diff": changes}))?;
        } else if is_same {
            writeln!(output, "{}: the same requests", self.operation)?;
        } else {
            planned::write_diff(&changes, output)?;
        }
        Ok(Exit::Fine)
    }
}

/// What became of an operation, for people: each call on a line, then the outcome.
pub fn lines(report: &ProvisionReport) -> Vec<String> {
    let mut lines: Vec<String> = report
        .calls
        .iter()
        .map(|call| match call.outcome {
            CallOutcome::Skipped | CallOutcome::NotSent | CallOutcome::Earlier => {
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
                if call.found {
                    "found"
                } else {
                    outcome.as_str()
                },
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
    let effects: Vec<String> = effects(&report.effects).collect();
    let effects = effects.join(", ");
    lines.push(format!(
        "{STRONG}{operation}{STRONG:#}  {style}{word}{style:#}{whom}  {QUIET}{effects}{QUIET:#}"
    ));
    lines
}

/// What the store recorded, in words.
pub fn effects(recorded: &[EffectReport]) -> impl Iterator<Item = String> {
    recorded.iter().map(|effect| {
        let what = effect.kind.replace('-', " ");
        match (&effect.entitlement, effect.status) {
            (Some(entitlement), _) => format!("{what}: {entitlement}"),
            (None, Some(status)) => format!("{what}: {status}"),
            (None, None) => what,
        }
    })
}

/// A secret that stands in a variable or a file.
fn secret(written: Option<&str>, argument: &str) -> Result<Option<String>, Failure> {
    let read = written.map(parameters::parse_secret).transpose();
    read.map_err(|message| {
        Failure::usage(
            message,
            format!("give it as {argument} env:VAR or file:PATH"),
        )
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
            "give one user; put several into the store with `bindery users load`",
        )),
    }
}

pub fn operation(text: &str) -> Result<Operation, String> {
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

pub fn attribute(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}
