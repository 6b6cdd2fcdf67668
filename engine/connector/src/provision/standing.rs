//! Tasks with nothing to do: the repository already is as they ask (field-notes §4.6,
//! `NO_ACTION_REQUIRED`).
//!
//! | operation | nothing to do where |
//! |---|---|
//! | create | the user has an account of that name that counts as present |
//! | enable, disable | an import saw it active, inactive |
//! | remove | a task has removed it |
//! | add, remove access | the account has the entitlement, has it not |
//!
//! An account that is gone needs no access taken away either. What a task has begun it finishes: this
//! is asked only before the first call of the first attempt.

use bindery_model::AccountStatus;
use bindery_model::catalogue::Operation;

use super::subject::Subjects;
use crate::Outcome;
use crate::ports::Store;

/// Why there is nothing to do; `None` where there is something.
pub(crate) fn nothing_to_do(
    operation: Operation,
    subjects: &Subjects,
    store: &mut dyn Store,
) -> Outcome<Option<String>> {
    let account = match operation {
        Operation::CreateAccount => existing(subjects, store)?,
        _ => subjects.account.clone(),
    };
    let Some(account) = account.filter(|account| account.row > 0) else {
        return Ok(None);
    };
    let name = account.name.as_deref().or(account.account_id.as_deref());
    let name = name.unwrap_or("the account");
    let is = |status| account.status == status;
    let said = match operation {
        Operation::CreateAccount => account.status.is_present().then(|| {
            let id = account.account_id.as_deref().unwrap_or("without an id");
            format!("the account {name} is there, {id}")
        }),
        Operation::EnableAccount if is(AccountStatus::Active) => Some(format!("{name} is active")),
        Operation::DisableAccount if is(AccountStatus::Inactive) => {
            Some(format!("{name} is inactive"))
        }
        Operation::RemoveAccount if is(AccountStatus::ManuallySuspended) => {
            Some(format!("{name} has been removed"))
        }
        Operation::AddAccess | Operation::RemoveAccess => {
            let Some(entitlement) = subjects.entitlement.as_ref().filter(|e| e.row > 0) else {
                return Ok(None);
            };
            let value = entitlement
                .value
                .as_ref()
                .unwrap_or(&entitlement.entitlement_id);
            let kind = &entitlement.entitlement_type;
            let has = store.is_linked(account.row, entitlement.row)?;
            match (operation, has) {
                (Operation::AddAccess, true) => Some(format!("{name} has {kind} {value}")),
                (Operation::RemoveAccess, false) => Some(format!("{name} has no {kind} {value}")),
                _ => None,
            }
        }
        _ => None,
    };
    Ok(said)
}

/// The account that a task would make again.
fn existing(subjects: &Subjects, store: &mut dyn Store) -> Outcome<Option<bindery_model::Account>> {
    let Some(name) = &subjects.account_name else {
        return Ok(None);
    };
    let found = store.find_account(&subjects.endpoint.name, name)?;
    let owner = subjects.user.as_ref().map(|user| &user.username);
    Ok(found.filter(|account| match (&account.user, owner) {
        (Some(has), Some(wanted)) => has == wanted,
        _ => account.name.as_ref() == Some(name),
    }))
}
