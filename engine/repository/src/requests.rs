//! Requests: what somebody asks for becomes tasks, all of them in one transaction or none.
//!
//! * Each entitlement is a task of its own: a target that handles one at a time loses none.
//! * Access for a user without an account asks for the account first, and waits for it
//!   (`PENDINGCREATE`).
//! * What an open task already asks for is not asked again; the answer names that task.
//! * What already is as asked becomes a task that is over (`NO_ACTION_REQUIRED`), so that it is on record.
//! * An end makes the task that takes it away again, due then.

use std::fmt;

use bindery_connector::Outcome;
use bindery_connector::ports::{Parties, Timestamp};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;
use bindery_model::{TaskEntitlement, TaskStatus};
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::audit::{self, Entry};
use crate::failure::{Attempt, Failure};
use crate::making::Making;
use crate::seal::Sealed;
use crate::subjects::{self, Subject};
use crate::{Repository, lanes, lookups, scope, time};

/// What is asked for. `Debug` shows no password and no attribute.
#[derive(Clone)]
pub struct NewRequest {
    /// The endpoint.
    pub endpoint: String,
    /// What is to be done.
    pub operation: Operation,
    /// The user it is for, by username.
    pub user: Option<String>,
    /// The account, by id or name; the user's own where left out.
    pub account: Option<String>,
    /// The name that a new account gets.
    pub account_name: Option<String>,
    /// The entitlements of an access request, each by its id or value.
    pub entitlements: Vec<TaskEntitlement>,
    /// The action of an update-user request.
    pub action: Option<String>,
    /// The attributes of the request; `None` for birthright access.
    pub attributes: Option<Map<String, Value>>,
    /// Why it is wanted.
    pub justification: Option<String>,
    /// What people wrote.
    pub comments: Option<String>,
    /// Who or what asks: `REQUEST`, `PROVRULE`, ….
    pub source: String,
    /// The person who asks.
    pub requestor: Option<String>,
    /// Who else has part in it.
    pub parties: Parties,
    /// Who makes the request, maybe for another; the audit trail names them.
    pub made_by: Option<String>,
    /// Not to be started before.
    pub start: Option<Timestamp>,
    /// When what is asked for ends.
    pub end: Option<Timestamp>,
    /// The password to set; sealed at once.
    pub password: Option<String>,
    /// Where the random numbers of its tasks start.
    pub seed: u64,
}

impl NewRequest {
    /// A request for an operation at an endpoint, and nothing said of it yet.
    #[must_use]
    pub fn new(endpoint: impl Into<String>, operation: Operation) -> Self {
        Self {
            endpoint: endpoint.into(),
            operation,
            user: None,
            account: None,
            account_name: None,
            entitlements: Vec::new(),
            action: None,
            attributes: None,
            justification: None,
            comments: None,
            source: "REQUEST".to_owned(),
            requestor: None,
            parties: Parties::default(),
            made_by: None,
            start: None,
            end: None,
            password: None,
            seed: 0,
        }
    }
}

impl fmt::Debug for NewRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewRequest")
            .field("endpoint", &self.endpoint)
            .field("operation", &self.operation)
            .field("user", &self.user)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// A task that a request made, or found open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskMade {
    /// Its number.
    pub id: i64,
    /// What it does.
    pub operation: Operation,
    /// Its state.
    #[serde(serialize_with = "by_name")]
    pub status: TaskStatus,
    /// The task that has to be complete first.
    pub parent: Option<i64>,
    /// Its entitlement.
    pub entitlement: Option<TaskEntitlement>,
    /// It was there before: an open task asks for the same.
    pub existing: bool,
    /// What there is to say of it.
    pub note: Option<String>,
}

fn by_name<S: serde::Serializer>(status: &TaskStatus, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(status.eic_name())
}

/// What a request made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestMade {
    /// Its number.
    pub request: i64,
    /// Its endpoint.
    pub endpoint: String,
    /// The endpoint that has the accounts, where that is another one (`ENDPOINTS_FILTER`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_out_at: Option<String>,
    /// Its tasks, in the order in which they will be done.
    pub tasks: Vec<TaskMade>,
}

impl Repository {
    /// Makes the tasks of a request.
    ///
    /// # Errors
    /// `R4003` for a user, account or entitlement that is needed and not given or not known, `R5001`.
    pub fn make_request(&mut self, wanted: &NewRequest, now: Timestamp) -> Outcome<RequestMade> {
        // Numbers of tasks are known only inside, and sealing needs them: keys are found first.
        let mut keys = std::mem::take(&mut self.keys);
        let made = self.transact(|tx| {
            let mut seal =
                |place: &str, secret: &str| -> Attempt<Sealed> { keys.seal(place, secret) };
            make(tx, wanted, &mut seal, now)
        });
        self.keys = keys;
        made
    }
}

/// Seals a secret for its place.
pub(crate) type Seal<'a> = &'a mut dyn FnMut(&str, &str) -> Attempt<Sealed>;

fn make(
    tx: &Connection,
    wanted: &NewRequest,
    seal: Seal<'_>,
    now: Timestamp,
) -> Attempt<RequestMade> {
    let named = scope::endpoint(tx, &wanted.endpoint)?;
    require(tx, wanted, now)?;
    let asked_at = wanted.endpoint.clone();
    let place = scope::place_of_tasks(tx, &asked_at)?;
    let moved;
    let (endpoint, wanted) = match &place {
        Some((row, name)) => {
            moved = NewRequest {
                endpoint: name.clone(),
                ..wanted.clone()
            };
            (*row, &moved)
        }
        None => (named, wanted),
    };
    let mut subject = subjects::resolve(tx, endpoint, wanted)?;
    if place.is_some() {
        subject.logical = Some(named);
        subjects::require_association(tx, (named, &asked_at), wanted, &subject)?;
    }
    let request = insert_request(tx, named, wanted, &subject, now)?;
    if subject.lane.is_empty() {
        subject.lane = match wanted.entitlements.first() {
            Some(named) => {
                let known = subjects::entitlement(tx, wanted, named)?;
                lanes::of_entitlement(&known.entitlement_type, &known.id)
            }
            None => lanes::of_request(request),
        };
    }
    let who = wanted.made_by.as_ref().or(wanted.requestor.as_ref());
    let who = who.map_or("bindery", String::as_str);
    audit::append(
        tx,
        &Entry {
            request: Some(request),
            outcome: Some(wanted.operation.name()),
            note: Some(&told(wanted, &subject)),
            ..Entry::new("request", who, now)
        },
    )?;
    let mut making = Making::new(tx, wanted, seal, (now, endpoint, request), subject);
    making.tasks()?;
    let lane = making.subject.lane.clone();
    let made = making.made;
    lanes::renew(tx, endpoint, &lane)?;
    Ok(RequestMade {
        request,
        endpoint: asked_at,
        carried_out_at: place.map(|(_, name)| name),
        tasks: made,
    })
}

/// What a request must say.
fn require(tx: &Connection, wanted: &NewRequest, now: Timestamp) -> Attempt<()> {
    let operation = wanted.operation;
    for (_, owner) in &wanted.parties.account_owners {
        if lookups::find_user(tx, owner)?.is_none() {
            return Err(subjects::refused(
                format!("the store has no user `{owner}` to own the account"),
                "see who is there with `bindery users list`; add one with `bindery users load`",
            ));
        }
    }
    let owns = matches!(
        operation,
        Operation::CreateAccount | Operation::UpdateAccount | Operation::AddAccess
    );
    if !owns && !wanted.parties.account_owners.is_empty() {
        return Err(subjects::refused(
            format!("{operation} gives an account no owners"),
            "--account-owner goes with create-account, update-account, and add-access for an \
             account that is yet to be made",
        ));
    }
    let needs_one = operation.is_access() || operation.is_about_entitlements();
    if needs_one && wanted.entitlements.is_empty() {
        let help = "name it with --entitlement TYPE=ID";
        return Err(missing(operation, "an entitlement", help));
    }
    let takes_one = matches!(
        operation,
        Operation::AddFirefighterAccess | Operation::RemoveFirefighterAccess
    );
    if !needs_one && !takes_one && !wanted.entitlements.is_empty() {
        return Err(subjects::refused(
            format!("{operation} takes no entitlement"),
            "ask for access with add-access or remove-access",
        ));
    }
    if operation.is_about_entitlements() && wanted.entitlements.len() > 1 {
        return Err(subjects::refused(
            format!("{operation} takes one entitlement"),
            "make a request for each",
        ));
    }
    if let Some(end) = wanted.end
        && end <= wanted.start.unwrap_or(now)
    {
        let (message, help) = match wanted.start {
            Some(_) => (
                "the request ends before it starts",
                "give an --end after the --start",
            ),
            None => (
                "the request has ended before it is made",
                "give an --end that is still to come; remove-access takes access away at once",
            ),
        };
        return Err(subjects::refused(message.to_owned(), help));
    }
    if wanted.end.is_some() && undoing(operation).is_none() {
        return Err(subjects::refused(
            format!("{operation} has no end"),
            "an --end goes with create-account, enable-account and add-access",
        ));
    }
    Ok(())
}

/// What takes away again what an operation gives.
pub(crate) const fn undoing(operation: Operation) -> Option<Operation> {
    match operation {
        Operation::CreateAccount | Operation::EnableAccount => Some(Operation::DisableAccount),
        Operation::AddAccess => Some(Operation::RemoveAccess),
        _ => None,
    }
}

pub(crate) fn missing(operation: Operation, what: &str, help: &str) -> Failure {
    Diagnostic::new(codes::MISSING_SUBJECT, format!("{operation} needs {what}"))
        .with_help(help)
        .into()
}

fn told(wanted: &NewRequest, subject: &Subject) -> String {
    let whom = subject.account_name.as_deref().or(subject.user.as_deref());
    let mut told = format!("{} for {}", wanted.source, whom.unwrap_or("nobody"));
    if let Some(requestor) = wanted
        .requestor
        .as_ref()
        .filter(|_| wanted.made_by != wanted.requestor)
    {
        told.push_str(&format!(", asked by {requestor}"));
    }
    let approvers = wanted.parties.approvers.iter().map(|(_, who)| who.as_str());
    let approvers = approvers.collect::<Vec<_>>().join(", ");
    if !approvers.is_empty() {
        told.push_str(&format!(", approved by {approvers}"));
    }
    for entitlement in &wanted.entitlements {
        told.push_str(&format!(
            ", {} {}",
            entitlement.entitlement_type, entitlement.id
        ));
    }
    told
}

fn insert_request(
    tx: &Connection,
    endpoint: i64,
    wanted: &NewRequest,
    subject: &Subject,
    now: Timestamp,
) -> Attempt<i64> {
    tx.prepare_cached(
        "INSERT INTO requests (endpoint, operation, user, requestor, source, justification,
             comments, made, parties) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        endpoint,
        wanted.operation.name(),
        subject.user,
        wanted.requestor,
        wanted.source,
        wanted.justification,
        wanted.comments,
        time::text(now),
        serde_json::to_string(&wanted.parties)?
    ])?;
    Ok(tx.last_insert_rowid())
}
