//! `bindery request`: what somebody asks for becomes tasks.

use std::io::Write;

use bindery_connector::ports::{Clock, Random, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::TaskEntitlement;
use bindery_model::catalogue::Operation;
use bindery_repository::{NewRequest, Repository, RequestMade};
use clap::Args;
use serde_json::Value;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::listener::task_line;
use crate::lookup::{StoreArgument, json};
use crate::output::Output;
use crate::paint::{QUIET, STRONG};
use crate::parties::PartyArguments;
use crate::system::{SystemClock, SystemRandom};
use crate::table::counted;
use crate::{instant, moment, parameters, person};

const AFTER_HELP: &str = "\
Examples:
  bindery request create-account --user grace.hopper --justification \"starts in May\"
  bindery request add-access --user grace.hopper --entitlement Group=4711 --entitlement Group=4712
  bindery request add-access --account mira.lindholm --entitlement \"Group=Press office\" --end 2026-12-31
  bindery request change-password --account mira.lindholm --password env:NEW_PASSWORD
  bindery request create-account --user build.robot --account-owner ada --account-owner linus \\
    --approver ada --attr purpose=builds

Access for a user without an account asks for the account first. What an open task already asks for
is not asked again, and what already is as asked needs no action; both are said. The provisioning
job carries the tasks out, or they are carried out at once where the security system says
`instant_provisioning`; `bindery task list` shows how far they are.

Operations: create-account, update-account, enable-account, disable-account, remove-account,
add-access, remove-access, change-password, update-user, create-ticket, ticket-status, and those on
entitlements and one-time passwords.";

/// Ask for something: make the tasks that provisioning carries out
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Request {
    /// What to do
    #[arg(value_parser = super::provision::operation)]
    operation: Operation,

    /// The user it is for, by username
    #[arg(long, value_name = "NAME")]
    user: Option<String>,

    /// The account, by id or name; the user's own unless given
    #[arg(long, value_name = "ID")]
    account: Option<String>,

    /// The endpoint; may be left out where the store has one only
    #[arg(long, value_name = "NAME")]
    endpoint: Option<String>,

    /// An entitlement, by its type and its id or value; once for each
    #[arg(long = "entitlement", value_name = "TYPE=ID", value_parser = entitlement)]
    entitlements: Vec<TaskEntitlement>,

    /// The name of a new account; the endpoint's rule, or the username, unless given
    #[arg(long, value_name = "NAME")]
    account_name: Option<String>,

    /// The action of UpdateUserJSON
    #[arg(long, value_name = "NAME")]
    action: Option<String>,

    /// An attribute of the request (`requestAccessAttributes`)
    #[arg(long = "attr", value_name = "NAME=VALUE", value_parser = super::provision::attribute)]
    attributes: Vec<(String, String)>,

    /// Why it is wanted
    #[arg(long, value_name = "TEXT")]
    justification: Option<String>,

    /// What else there is to say
    #[arg(long, value_name = "TEXT")]
    comments: Option<String>,

    /// What asks: REQUEST, PROVRULE, …
    #[arg(long, value_name = "SOURCE", default_value = "REQUEST")]
    source: String,

    #[command(flatten)]
    parties: PartyArguments,

    /// Not to be done before: a date, or RFC 3339
    #[arg(long, value_name = "DATE", value_parser = moment::parse)]
    start: Option<Timestamp>,

    /// When it ends: access is taken away, an account disabled
    #[arg(long, value_name = "DATE", value_parser = moment::parse)]
    end: Option<Timestamp>,

    /// The password to set, as env:VAR or file:PATH; one is generated where it is needed and not given
    #[arg(long, value_name = "env:VAR|file:PATH")]
    password: Option<String>,

    #[command(flatten)]
    store: StoreArgument,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Request {
    /// Makes the tasks.
    pub fn run(self, output: &mut Output) -> End {
        let password = secret(self.password.as_deref())?;
        let mut store = self.store.open_begun()?;
        let endpoint = match &self.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => only_endpoint(&store)?,
        };
        let person = person::current();
        let attributes = self.attributes.iter().cloned();
        let attributes = attributes.map(|(name, value)| (name, Value::String(value)));
        let wanted = NewRequest {
            user: self.user.clone(),
            account: self.account.clone(),
            account_name: self.account_name.clone(),
            entitlements: self.entitlements.clone(),
            action: self.action.clone(),
            attributes: (!self.attributes.is_empty()).then(|| attributes.collect()),
            justification: self.justification.clone(),
            comments: self.comments.clone(),
            source: self.source.clone(),
            requestor: self
                .parties
                .requestor
                .clone()
                .or_else(|| Some(person.clone())),
            parties: self.parties.parties(),
            made_by: Some(person),
            start: self.start,
            end: self.end,
            password,
            seed: SystemRandom::new().next(),
            ..NewRequest::new(endpoint, self.operation)
        };
        let made = store
            .make_request(&wanted, SystemClock.now())
            .map_err(refused)?;
        drop(store);
        if self.format == Format::Human {
            tell(&made, output)?;
            output.flush()?;
        }
        let tasks: Vec<i64> = made.tasks.iter().map(|task| task.id).collect();
        let place = made.carried_out_at.as_ref().unwrap_or(&made.endpoint);
        let instant = instant::carry_out(&self.store.store, place, &tasks)?;
        match self.format {
            Format::Json => {
                let mut told = serde_json::to_value(&made).map_err(std::io::Error::from)?;
                if let (Some(instant), Some(members)) = (&instant, told.as_object_mut()) {
                    let reports = serde_json::to_value(&instant.reports);
                    let reports = reports.map_err(std::io::Error::from)?;
                    members.insert("instant".to_owned(), reports);
                }
                writeln!(output, "{}", json(&told)?)?;
            }
            Format::Human => {
                for report in instant.iter().flat_map(|instant| &instant.reports) {
                    writeln!(output, "  {}", task_line(report))?;
                }
            }
        }
        if let Some(instant) = instant {
            output.report(&instant.found, &instant.sources);
        }
        Ok(Exit::Fine)
    }
}

fn tell(made: &RequestMade, output: &mut Output) -> Result<(), Failure> {
    let count = counted(made.tasks.len(), "task", "tasks");
    writeln!(
        output,
        "{STRONG}request {}{STRONG:#}  {count} at {}",
        made.request, made.endpoint
    )?;
    for task in &made.tasks {
        let whom = task.entitlement.as_ref().map_or_else(String::new, |e| {
            format!("  {} {}", e.entitlement_type, e.id)
        });
        let mut remarks = Vec::new();
        if task.existing {
            remarks.push("made before".to_owned());
        }
        remarks.extend(task.parent.map(|parent| format!("after task {parent}")));
        remarks.extend(task.note.clone());
        let remarks = match remarks.is_empty() {
            true => String::new(),
            false => format!("  {QUIET}{}{QUIET:#}", remarks.join("; ")),
        };
        let (id, state) = (task.id, task.status.eic_name());
        writeln!(
            output,
            "  task {id}  {}{whom}  {state}{remarks}",
            task.operation
        )?;
    }
    Ok(())
}

/// The endpoint of a store that has only one.
fn only_endpoint(store: &Repository) -> Result<String, Failure> {
    let endpoints = store
        .list_endpoints()
        .map_err(|found| Failure::run(*found))?;
    let mut names: Vec<String> = endpoints.into_iter().map(|e| e.name).collect();
    match names.len() {
        1 => Ok(names.remove(0)),
        0 => Err(Failure::usage(
            "the store has no endpoint",
            "import one first, or declare it in bindery.toml",
        )),
        _ => Err(Failure::usage(
            format!("the store has several endpoints: {}", names.join(", ")),
            "say which with --endpoint",
        )),
    }
}

/// A password that does not stand on the command line.
pub fn secret(given: Option<&str>) -> Result<Option<String>, Failure> {
    given
        .map(parameters::parse_secret)
        .transpose()
        .map_err(|message| {
            Failure::usage(
                message,
                "give the password as --password env:VAR or file:PATH",
            )
        })
}

/// What is refused before anything was made is a wrong command line.
pub fn refused(found: Box<Diagnostic>) -> Failure {
    match found.code {
        codes::STORE_FULL | codes::STORE_BUSY => Failure::run(*found),
        _ => Failure::start(*found),
    }
}

fn entitlement(text: &str) -> Result<TaskEntitlement, String> {
    let (kind, id) = text.split_once('=').ok_or("expected TYPE=ID")?;
    Ok(TaskEntitlement {
        entitlement_type: kind.trim().to_owned(),
        id: id.to_owned(),
    })
}
