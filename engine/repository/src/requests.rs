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
use bindery_connector::ports::Timestamp;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;
use bindery_model::{TaskEntitlement, TaskStatus};
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::audit::{self, Entry};
use crate::failure::{Attempt, Failure};
use crate::seal::Sealed;
use crate::standing::{self, Standing};
use crate::subjects::{self, Subject};
use crate::{Repository, lanes, scope, tasks, time};

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
            let mut seal = |task: i64, password: &str| -> Attempt<Sealed> {
                keys.seal(&tasks::password_place(task), password)
            };
            make(tx, wanted, &mut seal, now)
        });
        self.keys = keys;
        made
    }
}

type Seal<'a> = &'a mut dyn FnMut(i64, &str) -> Attempt<Sealed>;

fn make(
    tx: &Connection,
    wanted: &NewRequest,
    seal: Seal<'_>,
    now: Timestamp,
) -> Attempt<RequestMade> {
    let endpoint = scope::endpoint(tx, &wanted.endpoint)?;
    require(wanted)?;
    let mut subject = subjects::resolve(tx, endpoint, wanted)?;
    let request = insert_request(tx, endpoint, wanted, &subject, now)?;
    if subject.lane.is_empty() {
        subject.lane = lanes::of_request(request);
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
    let mut making = Making {
        tx,
        wanted,
        seal,
        now,
        endpoint,
        request,
        subject,
        made: Vec::new(),
    };
    making.tasks()?;
    let lane = making.subject.lane.clone();
    let made = making.made;
    lanes::renew(tx, endpoint, &lane)?;
    Ok(RequestMade {
        request,
        endpoint: wanted.endpoint.clone(),
        tasks: made,
    })
}

/// What a request must say.
fn require(wanted: &NewRequest) -> Attempt<()> {
    let operation = wanted.operation;
    if operation.is_access() && wanted.entitlements.is_empty() {
        let help = "name it with --entitlement TYPE=ID, once for each";
        return Err(missing(operation, "an entitlement", help));
    }
    if !operation.is_access() && !wanted.entitlements.is_empty() {
        return Err(subjects::refused(
            format!("{operation} takes no entitlement"),
            "ask for access with add-access or remove-access",
        ));
    }
    if let (Some(start), Some(end)) = (wanted.start, wanted.end)
        && end <= start
    {
        return Err(subjects::refused(
            "the request ends before it starts".to_owned(),
            "give an --end after the --start",
        ));
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
const fn undoing(operation: Operation) -> Option<Operation> {
    match operation {
        Operation::CreateAccount | Operation::EnableAccount => Some(Operation::DisableAccount),
        Operation::AddAccess => Some(Operation::RemoveAccess),
        _ => None,
    }
}

fn missing(operation: Operation, what: &str, help: &str) -> Failure {
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
             comments, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        endpoint,
        wanted.operation.name(),
        subject.user,
        wanted.requestor,
        wanted.source,
        wanted.justification,
        wanted.comments,
        time::text(now)
    ])?;
    Ok(tx.last_insert_rowid())
}

/// A task that is about to be made.
struct Draft {
    operation: Operation,
    status: TaskStatus,
    parent: Option<i64>,
    entitlement: Option<TaskEntitlement>,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    note: Option<String>,
}

struct Making<'a> {
    tx: &'a Connection,
    wanted: &'a NewRequest,
    seal: Seal<'a>,
    now: Timestamp,
    endpoint: i64,
    request: i64,
    subject: Subject,
    made: Vec<TaskMade>,
}

impl Making<'_> {
    fn tasks(&mut self) -> Attempt<()> {
        let operation = self.wanted.operation;
        let mut parent = None;
        if self.subject.needs_account() && operation.is_access() {
            parent = Some(self.parent_account()?);
        }
        let entitlements: Vec<Option<TaskEntitlement>> = if operation.is_access() {
            let named = self.wanted.entitlements.iter();
            named
                .map(|named| subjects::entitlement(self.tx, &self.wanted.endpoint, named).map(Some))
                .collect::<Attempt<_>>()?
        } else {
            vec![None]
        };
        for entitlement in &entitlements {
            self.one(operation, parent, entitlement.clone(), false)?;
        }
        // What ends is taken away after all has been given.
        if let (Some(undoing), Some(_)) = (undoing(operation), self.wanted.end) {
            for entitlement in entitlements {
                let after = match operation {
                    Operation::CreateAccount => self.made.first().map(|made| made.id),
                    _ => parent,
                };
                self.one(undoing, after, entitlement, true)?;
            }
        }
        Ok(())
    }

    /// The open task that makes the account, or a new one.
    fn parent_account(&mut self) -> Attempt<i64> {
        if let Some(open) = self.subject.open_create {
            return Ok(open);
        }
        if self.subject.user.is_none() {
            let help = "name a user with --user, or an account with --account";
            return Err(missing(self.wanted.operation, "an account", help));
        }
        if self.wanted.operation == Operation::RemoveAccess {
            return Err(subjects::no_account(self.wanted, &self.subject));
        }
        self.insert(Draft {
            operation: Operation::CreateAccount,
            status: TaskStatus::New,
            parent: None,
            entitlement: None,
            start: self.wanted.start,
            end: None,
            note: None,
        })
    }

    fn one(
        &mut self,
        operation: Operation,
        parent: Option<i64>,
        entitlement: Option<TaskEntitlement>,
        at_end: bool,
    ) -> Attempt<()> {
        let mut draft = Draft {
            operation,
            status: TaskStatus::New,
            parent,
            entitlement,
            start: if at_end {
                self.wanted.end
            } else {
                self.wanted.start
            },
            end: if at_end { None } else { self.wanted.end },
            note: None,
        };
        let question = standing::Question {
            endpoint: self.endpoint,
            endpoint_name: &self.wanted.endpoint,
            subject: &self.subject,
            operation,
            entitlement: draft.entitlement.as_ref(),
            action: self.wanted.action.as_deref(),
            attributes: self.wanted.attributes.as_ref(),
            due: self.due(draft.start),
        };
        match standing::of(self.tx, &question)? {
            Standing::Asked(task, status) => {
                self.made.push(TaskMade {
                    id: task,
                    operation,
                    status,
                    parent: None,
                    entitlement: draft.entitlement,
                    existing: true,
                    note: Some("an open task asks for the same".to_owned()),
                });
                return Ok(());
            }
            // What ends later may well be undone by then.
            Standing::AsAsked(why) if !at_end => {
                draft.status = TaskStatus::NoActionRequired;
                draft.note = Some(why);
            }
            _ if !self.is_complete(parent)? => draft.status = TaskStatus::PendingCreate,
            _ => {}
        }
        self.insert(draft)?;
        Ok(())
    }

    fn is_complete(&self, parent: Option<i64>) -> Attempt<bool> {
        let Some(parent) = parent else {
            return Ok(true);
        };
        let found = tasks::find(self.tx, parent)?;
        Ok(found.is_none_or(|task| {
            matches!(
                task.status,
                TaskStatus::Complete | TaskStatus::NoActionRequired
            )
        }))
    }

    fn due(&self, start: Option<Timestamp>) -> String {
        time::text(start.map_or(self.now, |start| start.max(self.now)))
    }

    fn insert(&mut self, draft: Draft) -> Attempt<i64> {
        let wanted = self.wanted;
        let now = time::text(self.now);
        let due = self.due(draft.start);
        let due = lanes::due(self.tx, self.endpoint, &self.subject.lane, &due)?;
        let comment = draft.note.as_ref().map(|note| format!("{now} {note}"));
        let attributes = wanted.attributes.as_ref().map(serde_json::to_string);
        let nth = u64::try_from(self.made.len()).unwrap_or(0);
        let seed = wanted
            .seed
            .wrapping_add(nth.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let is_new = draft.operation == Operation::CreateAccount;
        let account = self.subject.account.as_ref().filter(|_| !is_new);
        self.tx
            .prepare_cached(
                "INSERT INTO tasks (request, parent, endpoint, operation, action, status, user,
                     account, account_name, entitlement_type, entitlement, source, attributes,
                     justification, comments, provisioning_comments, starts, ends, seed, created,
                     changed, lane, due, ready)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                     ?17, ?18, ?19, ?20, ?20, ?21, ?22, ?22)",
            )?
            .execute(params![
                self.request,
                draft.parent,
                self.endpoint,
                draft.operation.name(),
                wanted.action,
                draft.status.code(),
                self.subject.user,
                account,
                self.subject.account_name,
                draft.entitlement.as_ref().map(|e| &e.entitlement_type),
                draft.entitlement.as_ref().map(|e| &e.id),
                wanted.source,
                attributes.transpose()?,
                wanted.justification,
                wanted.comments,
                comment,
                draft.start.map(time::text),
                draft.end.map(time::text),
                seed.cast_signed(),
                now,
                self.subject.lane,
                due,
            ])?;
        let id = self.tx.last_insert_rowid();
        let sets = matches!(
            draft.operation,
            Operation::CreateAccount | Operation::ChangePassword
        );
        if let Some(password) = wanted
            .password
            .as_ref()
            .filter(|_| sets && !draft.status.is_over())
        {
            let sealed = (self.seal)(id, password)?;
            tasks::put_password(self.tx, id, &sealed)?;
        }
        self.made.push(TaskMade {
            id,
            operation: draft.operation,
            status: draft.status,
            parent: draft.parent,
            entitlement: draft.entitlement,
            existing: false,
            note: draft.note,
        });
        Ok(id)
    }
}
