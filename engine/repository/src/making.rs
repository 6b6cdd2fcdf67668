//! Making the tasks of a request: parents before children, what ends after what begins, nothing twice.

use bindery_connector::ports::Timestamp;
use bindery_model::catalogue::Operation;
use bindery_model::{TaskEntitlement, TaskStatus};
use rusqlite::{Connection, params};

use crate::failure::Attempt;
use crate::requests::{NewRequest, Seal, TaskMade, missing, undoing};
use crate::standing::{self, Standing};
use crate::subjects::{self, Subject};
use crate::{lanes, tasks, time};

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

/// Makes the tasks of one request.
pub(crate) struct Making<'a> {
    tx: &'a Connection,
    wanted: &'a NewRequest,
    seal: Seal<'a>,
    now: Timestamp,
    endpoint: i64,
    request: i64,
    pub subject: Subject,
    pub made: Vec<TaskMade>,
}

impl<'a> Making<'a> {
    /// Begins with nothing made.
    pub fn new(
        tx: &'a Connection,
        wanted: &'a NewRequest,
        seal: Seal<'a>,
        (now, endpoint, request): (Timestamp, i64, i64),
        subject: Subject,
    ) -> Self {
        Self {
            tx,
            wanted,
            seal,
            now,
            endpoint,
            request,
            subject,
            made: Vec::new(),
        }
    }

    /// Makes them all.
    pub fn tasks(&mut self) -> Attempt<()> {
        let operation = self.wanted.operation;
        let mut parent = None;
        if self.subject.needs_account() && operation.is_access() {
            parent = Some(self.parent_account()?);
        }
        let named = self.wanted.entitlements.iter();
        let mut entitlements: Vec<Option<TaskEntitlement>> = named
            .map(|named| subjects::entitlement(self.tx, self.wanted, named).map(Some))
            .collect::<Attempt<_>>()?;
        if entitlements.is_empty() {
            entitlements.push(None);
        }
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
                     justification, comments, provisioning_comments, starts, ends, logical, created,
                     changed, lane, due, ready, seed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                     ?17, ?18, ?19, ?20, ?20, ?21, ?22, ?22, 0)",
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
                self.subject.logical,
                now,
                self.subject.lane,
                due,
            ])?;
        let id = self.tx.last_insert_rowid();
        if !draft.status.is_over() {
            let sealed = (self.seal)(&tasks::seed_place(id), &seed.to_string())?;
            tasks::put_seed(self.tx, id, &sealed)?;
        }
        let sets = matches!(
            draft.operation,
            Operation::CreateAccount | Operation::ChangePassword
        );
        if let Some(password) = wanted
            .password
            .as_ref()
            .filter(|_| sets && !draft.status.is_over())
        {
            let sealed = (self.seal)(&tasks::password_place(id), password)?;
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
