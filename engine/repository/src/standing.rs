//! How things stand for what is asked: an open task asks for it already, it already is so, or it is
//! still to be done.
//!
//! The last open task on the same matter decides, as it will have been done by then: where it asks for
//! the same, nothing is asked again; where it asks for the contrary, the state of the store says nothing.
//! Only where there is none does the store decide.

use bindery_model::catalogue::Operation;
use bindery_model::{AccountStatus, TaskEntitlement, TaskStatus};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};

use crate::failure::Attempt;
use crate::lookups;
use crate::subjects::Subject;
use crate::tasks::{OPEN, status_of};

/// What is asked for.
pub(crate) struct Question<'a> {
    pub endpoint: i64,
    pub endpoint_name: &'a str,
    pub subject: &'a Subject,
    pub operation: Operation,
    pub entitlement: Option<&'a TaskEntitlement>,
    pub action: Option<&'a str>,
    pub attributes: Option<&'a Map<String, Value>>,
    pub due: String,
}

/// How things stand.
pub(crate) enum Standing {
    /// An open task asks for the same.
    Asked(i64, TaskStatus),
    /// It is as asked, and why.
    AsAsked(String),
    /// It is to be done.
    ToDo,
}

/// Finds out how things stand.
pub(crate) fn of(tx: &Connection, question: &Question<'_>) -> Attempt<Standing> {
    let operation = question.operation;
    if operation == Operation::ChangePassword {
        // Each sets another one.
        return Ok(Standing::ToDo);
    }
    let Some(last) = last(tx, question)? else {
        return Ok(match stored(tx, question)? {
            Some(why) => Standing::AsAsked(why),
            None => Standing::ToDo,
        });
    };
    let attributes = question.attributes.map(serde_json::to_string).transpose()?;
    let has_contents = !is_state(operation);
    let same = last.operation == operation.name()
        && last.action.as_deref() == question.action
        && (!has_contents || last.attributes == attributes);
    Ok(match status_of(last.status) {
        Some(status) if same => Standing::Asked(last.id, status),
        _ => Standing::ToDo,
    })
}

/// An open task on the same matter.
struct Last {
    id: i64,
    operation: String,
    status: u8,
    action: Option<String>,
    attributes: Option<String>,
}

/// The last open task on the same matter that is due by then.
fn last(tx: &Connection, question: &Question<'_>) -> Attempt<Option<Last>> {
    let matter = match question.operation {
        Operation::AddAccess | Operation::RemoveAccess => {
            "operation IN ('remove-account', 'add-access', 'remove-access')
             AND (entitlement_type IS NULL OR (entitlement_type = ?4 AND entitlement = ?5))"
        }
        operation if is_state(operation) => {
            "operation IN ('create-account', 'enable-account', 'disable-account', 'remove-account')"
        }
        _ => "operation = ?6 AND entitlement_type IS ?4 AND entitlement IS ?5",
    };
    let found = tx
        .prepare_cached(&format!(
            "SELECT id, operation, status, action, attributes FROM tasks
             WHERE endpoint = ?1 AND lane = ?2 AND {OPEN} AND due <= ?3 AND {matter}
             AND ?4 IS ?4 AND ?5 IS ?5 AND ?6 IS ?6 ORDER BY due DESC, id DESC LIMIT 1"
        ))?
        .query_row(
            params![
                question.endpoint,
                question.subject.lane,
                question.due,
                question.entitlement.map(|e| &e.entitlement_type),
                question.entitlement.map(|e| &e.id),
                question.operation.name()
            ],
            |r| {
                Ok(Last {
                    id: r.get(0)?,
                    operation: r.get(1)?,
                    status: r.get(2)?,
                    action: r.get(3)?,
                    attributes: r.get(4)?,
                })
            },
        )
        .optional()?;
    Ok(found)
}

/// Whether an operation asks for a state, so that asking twice asks for nothing more.
const fn is_state(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::CreateAccount
            | Operation::EnableAccount
            | Operation::DisableAccount
            | Operation::RemoveAccount
            | Operation::AddAccess
            | Operation::RemoveAccess
    )
}

/// Why the store already is as asked.
fn stored(tx: &Connection, question: &Question<'_>) -> Attempt<Option<String>> {
    let Some(account) = &question.subject.known else {
        return Ok(None);
    };
    let name = account.name.as_deref().or(account.account_id.as_deref());
    let name = name.unwrap_or("the account");
    Ok(match (question.operation, account.status) {
        (Operation::CreateAccount, AccountStatus::Inactive) => Some(format!(
            "the account {name} is there and inactive; enable-account wakes it"
        )),
        (Operation::CreateAccount, status) if status.is_present() => {
            Some(format!("the account {name} is there"))
        }
        (Operation::EnableAccount, AccountStatus::Active) => Some(format!("{name} is active")),
        (Operation::DisableAccount, AccountStatus::Inactive) => Some(format!("{name} is inactive")),
        (
            Operation::DisableAccount | Operation::RemoveAccount,
            AccountStatus::ManuallySuspended,
        ) => Some(format!("{name} has been removed")),
        (Operation::AddAccess | Operation::RemoveAccess, _) => {
            let Some(wanted) = question.entitlement else {
                return Ok(None);
            };
            let kind = &wanted.entitlement_type;
            let found = lookups::find_entitlement(tx, question.endpoint_name, kind, &wanted.id)?;
            let Some(entitlement) = found else {
                return Ok(None);
            };
            let value = entitlement.value.as_ref().unwrap_or(&wanted.id);
            let has = lookups::is_linked(tx, account.row, entitlement.row)?;
            match (question.operation, has) {
                (Operation::AddAccess, true) => Some(format!("{name} has {kind} {value}")),
                (Operation::RemoveAccess, false) => Some(format!("{name} has no {kind} {value}")),
                _ => None,
            }
        }
        _ => None,
    })
}
