//! Whom a request is about: the user, the account, and the lane that its tasks go into.
//!
//! An account is given, or it is the user's own at the endpoint; one of that user which is still to be
//! made counts, so that what is asked in the meantime waits for it.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;
use bindery_model::{Account, AccountStatus, TaskEntitlement};
use rusqlite::{Connection, OptionalExtension, params};

use crate::failure::{Attempt, Failure};
use crate::requests::NewRequest;
use crate::tasks::OPEN;
use crate::{lanes, lookups};

/// The subjects of a request.
#[derive(Debug, Default)]
pub(crate) struct Subject {
    /// The username.
    pub user: Option<String>,
    /// The account in the store.
    pub known: Option<Account>,
    /// The account as a task names it: its id, or its name.
    pub account: Option<String>,
    /// Its name.
    pub account_name: Option<String>,
    /// The open task that makes it.
    pub open_create: Option<i64>,
    /// The lane; empty where there is no subject.
    pub lane: String,
    /// The logical endpoint that it is asked for at.
    pub logical: Option<i64>,
}

impl Subject {
    /// Whether the account is still to be made: one that was removed at the target is.
    pub fn needs_account(&self) -> bool {
        self.known.as_ref().is_none_or(|account| {
            matches!(
                account.status,
                AccountStatus::ManuallySuspended | AccountStatus::SuspendedFromImport
            )
        })
    }
}

/// Finds the subjects of a request.
pub(crate) fn resolve(tx: &Connection, endpoint: i64, wanted: &NewRequest) -> Attempt<Subject> {
    let mut subject = Subject {
        user: wanted.user.clone(),
        account_name: wanted.account_name.clone(),
        ..Subject::default()
    };
    if let Some(username) = &wanted.user
        && lookups::find_user(tx, username)?.is_none()
    {
        return Err(refused(
            format!("the store has no user `{username}`"),
            "see who is there with `bindery users list`; add one with `bindery users load`",
        ));
    }
    let creates = wanted.operation == Operation::CreateAccount;
    if creates && wanted.user.is_none() {
        let message = format!("{} needs a user", wanted.operation);
        return Err(refused(message, "name one with --user"));
    }
    subject.known = match &wanted.account {
        Some(named) if !creates => lookups::find_account(tx, &wanted.endpoint, named)?,
        _ => match &wanted.user {
            Some(username) => account_of(tx, endpoint, username, wanted)?,
            None => None,
        },
    };
    match &subject.known {
        Some(account) => {
            check_owner(account, wanted)?;
            subject.user = subject.user.or_else(|| account.user.clone());
            subject.account = account.account_id.clone().or_else(|| account.name.clone());
            subject.lane = lanes::of_account(account.row);
            // What was asked before an import brought the account keeps its place.
            if let Some(user) = &subject.user {
                lanes::join(tx, endpoint, &lanes::of_user(user), &subject.lane)?;
            }
            subject.open_create = open_create(tx, endpoint, &subject.lane)?.map(|(task, _)| task);
            if !creates {
                subject.account_name = account.name.clone().or(account.account_id.clone());
            }
        }
        None => find_coming(tx, endpoint, wanted, &mut subject)?,
    }
    let needs = matches!(
        wanted.operation,
        Operation::UpdateAccount
            | Operation::EnableAccount
            | Operation::DisableAccount
            | Operation::RemoveAccount
            | Operation::ChangePassword
    );
    if needs && subject.known.is_none() && subject.open_create.is_none() {
        return Err(no_account(wanted, &subject));
    }
    Ok(subject)
}

/// The last open task of a lane that makes an account, and the account's name.
fn open_create(
    tx: &Connection,
    endpoint: i64,
    lane: &str,
) -> Attempt<Option<(i64, Option<String>)>> {
    Ok(tx
        .prepare_cached(&format!(
            "SELECT id, account_name FROM tasks WHERE endpoint = ?1 AND lane = ?2 AND {OPEN}
             AND operation = 'create-account' ORDER BY due DESC, id DESC LIMIT 1"
        ))?
        .query_row(params![endpoint, lane], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?)
}

/// The account that an open task is to make.
fn find_coming(
    tx: &Connection,
    endpoint: i64,
    wanted: &NewRequest,
    subject: &mut Subject,
) -> Attempt<()> {
    let lanes = [
        subject.user.as_deref().map(lanes::of_user),
        wanted.account.as_deref().map(lanes::of_name),
    ];
    for lane in lanes.into_iter().flatten() {
        if subject.lane.is_empty() {
            subject.lane.clone_from(&lane);
        }
        let found = open_create(tx, endpoint, &lane)?;
        if let Some((task, name)) = found {
            subject.open_create = Some(task);
            subject.account_name = subject.account_name.take().or(name);
            subject.lane = lane;
            return Ok(());
        }
    }
    // An account may be named by what a task for its user is going to call it.
    if let Some(named) = &wanted.account {
        let found = tx
            .prepare_cached(
                "SELECT id, user, lane FROM tasks WHERE endpoint = ?1 AND status IN (1, 2, 5, 6)
                 AND operation = 'create-account' AND account_name = ?2 ORDER BY id DESC LIMIT 1",
            )?
            .query_row(params![endpoint, named], |r| {
                Ok((r.get(0)?, r.get::<_, Option<String>>(1)?, r.get(2)?))
            })
            .optional()?;
        match found {
            Some((task, user, lane)) => {
                subject.open_create = Some(task);
                subject.account_name = Some(named.clone());
                subject.user = subject.user.take().or(user);
                subject.lane = lane;
            }
            None => return Err(no_account(wanted, subject)),
        }
    }
    Ok(())
}

/// The account of a user at an endpoint: the present one, else the only one; else the one of its name
/// that belongs to nobody.
fn account_of(
    tx: &Connection,
    endpoint: i64,
    username: &str,
    wanted: &NewRequest,
) -> Attempt<Option<Account>> {
    let sql = format!(
        "{} WHERE a.endpoint = ?1 AND a.user = ?2 ORDER BY a.id",
        lookups::ACCOUNT
    );
    let mut own = lookups::read_all(tx, &sql, params![endpoint, username], lookups::account)?;
    if own.iter().any(|account| account.status.is_present()) {
        own.retain(|account| account.status.is_present());
    }
    if own.len() > 1 {
        let names = own.iter().filter_map(|a| a.name.as_deref());
        let names: Vec<&str> = names.take(10).collect();
        return Err(Diagnostic::new(
            codes::MISSING_SUBJECT,
            format!("{username} has several accounts of {}", wanted.endpoint),
        )
        .with_note(format!("they are {}", names.join(", ")))
        .with_help("say which with --account")
        .into());
    }
    if let Some(account) = own.pop() {
        return Ok(Some(account));
    }
    let named = lookups::find_account(tx, &wanted.endpoint, username)?;
    Ok(named.filter(|account| account.user.is_none()))
}

/// The row of the one account of a user at an endpoint that is there.
pub(crate) fn row_of_user(tx: &Connection, endpoint: i64, username: &str) -> Attempt<Option<i64>> {
    let rows = lookups::read_all(
        tx,
        "SELECT id FROM accounts WHERE endpoint = ?1 AND user = ?2
         AND status IN ('active', 'manually-provisioned') LIMIT 2",
        params![endpoint, username],
        |r| Ok(r.get::<_, i64>(0)?),
    )?;
    Ok(match rows.as_slice() {
        [row] => Some(*row),
        _ => None,
    })
}

/// What is done to an account as a whole through a logical endpoint takes one that belongs to it. Access
/// does not: it is what makes an account belong.
pub(crate) fn require_association(
    tx: &Connection,
    (logical, name): (i64, &str),
    wanted: &NewRequest,
    subject: &Subject,
) -> Attempt<()> {
    let operation = wanted.operation;
    let Some(account) = subject.known.as_ref().filter(|_| {
        !operation.is_access()
            && !operation.is_about_entitlements()
            && operation != Operation::CreateAccount
    }) else {
        return Ok(());
    };
    let is_associated: bool = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM associations WHERE endpoint = ?1 AND account = ?2)",
        )?
        .query_row([logical, account.row], |r| r.get(0))?;
    if is_associated {
        return Ok(());
    }
    let account = account.name.as_deref().or(account.account_id.as_deref());
    let account = account.unwrap_or_default();
    let place = &wanted.endpoint;
    Err(refused(
        format!("the account {account} of {place} does not belong to {name}"),
        &format!("ask with --endpoint {place}; access that {name} is about makes it belong"),
    ))
}

fn check_owner(account: &Account, wanted: &NewRequest) -> Attempt<()> {
    match (&account.user, &wanted.user) {
        (Some(owner), Some(user)) if owner != user => {
            let name = account.name.as_deref().or(account.account_id.as_deref());
            let name = name.unwrap_or_default();
            Err(refused(
                format!("the account {name} belongs to {owner}, not to {user}"),
                "leave --user out, or name an account of that user",
            ))
        }
        _ => Ok(()),
    }
}

/// An entitlement of a request, by the id that the store has of it.
pub(crate) fn entitlement(
    tx: &Connection,
    wanted: &NewRequest,
    named: &TaskEntitlement,
) -> Attempt<TaskEntitlement> {
    let endpoint = &wanted.endpoint;
    let TaskEntitlement {
        entitlement_type,
        id,
    } = named;
    match lookups::find_entitlement(tx, endpoint, entitlement_type, id)? {
        Some(found) => Ok(TaskEntitlement {
            entitlement_type: found.entitlement_type,
            id: found.entitlement_id,
        }),
        // One that is to be made is known by its name alone.
        None if wanted.operation == Operation::CreateEntitlement => Ok(named.clone()),
        None => Err(refused(
            format!("endpoint {endpoint} has no {entitlement_type} `{id}`"),
            "see what there is with `bindery entitlements list`; import first if it is new",
        )),
    }
}

/// There is no account to work on.
pub(crate) fn no_account(wanted: &NewRequest, subject: &Subject) -> Failure {
    let endpoint = &wanted.endpoint;
    let message = match (&wanted.account, &subject.user) {
        (Some(named), _) => format!("endpoint {endpoint} has no account `{named}`"),
        (None, Some(user)) => format!("{user} has no account of {endpoint}"),
        (None, None) => format!("{} needs an account", wanted.operation),
    };
    refused(
        message,
        "name one with --account, or ask for one with `bindery request create-account`",
    )
}

/// A request that cannot be made into tasks.
pub(crate) fn refused(message: String, help: &str) -> Failure {
    Diagnostic::new(codes::MISSING_SUBJECT, message)
        .with_help(help)
        .into()
}
