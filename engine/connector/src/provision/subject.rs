//! Whom and what an operation is about: the request, and what the store knows of its subjects.

use std::fmt;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Operation;
use bindery_model::{
    Account, Columns, Entitlement, EntitlementStatus, Task, TaskEntitlement, User,
};
use serde_json::{Map, Value};

use crate::Outcome;
use crate::ports::{EndpointFacts, Parties, RequestFacts, Store};

/// A subject: known by its name in the store, or given as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject<T> {
    /// Its id or name in the store.
    Named(String),
    /// The object itself. An account or entitlement whose row is 0 is not in the store: it is
    /// bound like any other, and nothing is recorded for it.
    Given(T),
}

/// The entitlement of an access operation.
#[derive(Debug, Clone, PartialEq)]
pub enum EntitlementSubject {
    /// One of the store, by its type and its id or value.
    Named {
        /// The entitlement type.
        entitlement_type: String,
        /// Its id or value.
        id_or_value: String,
    },
    /// The entitlement itself.
    Given(Entitlement),
}

/// What is to be done, and for whom. `Debug` shows no password and no context.
#[derive(Clone)]
pub struct OperationRequest {
    /// The operation.
    pub operation: Operation,
    /// The action of `UpdateUserJSON`; may be left out where it has only one.
    pub action: Option<String>,
    /// The user the task is for. Left out, it is the account's user.
    pub user: Option<Subject<User>>,
    /// The account. Left out, it is the user's account at the endpoint.
    pub account: Option<Subject<Account>>,
    /// The entitlement of an access operation.
    pub entitlement: Option<EntitlementSubject>,
    /// The name of a new account; the username where left out.
    pub account_name: Option<String>,
    /// The password; one is generated for new accounts and password changes where left out.
    pub password: Option<String>,
    /// The attributes of the request (`requestAccessAttributes`); `None` for birthright access.
    pub attributes: Option<Map<String, Value>>,
    /// Why it is wanted.
    pub justification: Option<String>,
    /// The one-time password to send; six digits are drawn where left out.
    pub otp: Option<String>,
    /// The one-time password that the user typed.
    pub pass_code: Option<String>,
    /// Who asks, by username; of a task, its request says so.
    pub requestor: Option<String>,
    /// Who else has part in it; of a task, its request says so.
    pub parties: Parties,
    /// The ticket that is asked for.
    pub ticket: Option<String>,
    /// The operation whose calls stand in for its own: a ticket is opened, or asked for.
    pub through: Option<Operation>,
    /// The task that it is.
    pub task: Option<Box<Task>>,
    /// Further names. An object laid over a bound object replaces only the fields it has.
    pub context: Map<String, Value>,
}

impl OperationRequest {
    /// A request without subjects.
    #[must_use]
    pub fn new(operation: Operation) -> Self {
        Self {
            operation,
            action: None,
            user: None,
            account: None,
            entitlement: None,
            account_name: None,
            password: None,
            attributes: None,
            justification: None,
            otp: None,
            pass_code: None,
            requestor: None,
            parties: Parties::default(),
            ticket: None,
            through: None,
            task: None,
            context: Map::new(),
        }
    }

    /// What a task asks for; its password is not among it.
    #[must_use]
    pub fn of(task: &Task) -> Self {
        let named = |entitlement: &TaskEntitlement| EntitlementSubject::Named {
            entitlement_type: entitlement.entitlement_type.clone(),
            id_or_value: entitlement.id.clone(),
        };
        let is_new = task.operation == Operation::CreateAccount;
        let account = task.account.clone().or_else(|| task.account_name.clone());
        Self {
            action: task.action.clone(),
            user: task.user.clone().map(Subject::Named),
            account: account.filter(|_| !is_new).map(Subject::Named),
            entitlement: task.entitlement.as_ref().map(named),
            account_name: task.account_name.clone(),
            attributes: task.attributes.clone(),
            justification: task.justification.clone(),
            ticket: task.ticket.clone(),
            task: Some(Box::new(task.clone())),
            ..Self::new(task.operation)
        }
    }

    /// The operation whose calls are sent.
    #[must_use]
    pub fn sent_operation(&self) -> Operation {
        self.through.unwrap_or(self.operation)
    }
}

impl fmt::Debug for OperationRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperationRequest")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

/// The subjects, looked up.
#[derive(Debug, Clone)]
pub(crate) struct Subjects {
    pub user: Option<User>,
    pub manager: Option<User>,
    pub account: Option<Account>,
    /// The user's account at the endpoint.
    pub user_account: Option<Account>,
    pub manager_account: Option<Account>,
    pub entitlement: Option<Entitlement>,
    /// Who asked.
    pub requestor: Option<User>,
    /// Whom the endpoint belongs to.
    pub endpoint_owner: Option<User>,
    /// Who owns the task.
    pub task_owner: Option<User>,
    /// Whom the account belongs to that is no person's own.
    pub account_owners: Vec<(u32, String)>,
    /// What is known of the request.
    pub request: RequestFacts,
    /// What is known of the endpoint.
    pub endpoint: EndpointFacts,
    /// The entitlements that the account has: type and value.
    pub held: Vec<(String, String)>,
    /// The account's name, or the name a new one gets.
    pub account_name: Option<String>,
}

impl Subjects {
    /// Looks the subjects of a request up.
    ///
    /// # Errors
    /// `R4003` for a subject that the operation needs and that is not given or not known, `R5001`.
    pub fn resolve(
        request: &OperationRequest,
        endpoint: &str,
        store: &mut dyn Store,
    ) -> Outcome<Self> {
        let mut found = Self {
            user: None,
            manager: None,
            account: account(request, endpoint, store)?,
            user_account: None,
            manager_account: None,
            entitlement: None,
            requestor: None,
            endpoint_owner: None,
            task_owner: None,
            account_owners: Vec::new(),
            request: RequestFacts::default(),
            endpoint: store.endpoint(named_endpoint(request).unwrap_or(endpoint))?,
            held: Vec::new(),
            account_name: None,
        };
        found.user = user(request, found.account.as_ref(), store)?;
        let username = found.user.as_ref().map(|u| u.username.clone());
        found.user_account = match &username {
            Some(username) => store.find_account_of(endpoint, username)?,
            None => None,
        };
        if found.account.is_none() && needs_account(request.operation) {
            found.account.clone_from(&found.user_account);
        }
        found.manager = manager(found.user.as_ref(), store)?;
        if let Some(manager) = &found.manager {
            found.manager_account = store.find_account_of(endpoint, &manager.username)?;
        }
        found.entitlement = entitlement(request, endpoint, store)?;
        let named = |account: &Account| account.name.clone().or(account.account_id.clone());
        let given = text_in(&request.context, "accountName");
        found.account_name = given.or(match request.operation {
            Operation::CreateAccount => request.account_name.clone().or(username),
            _ => found.account.as_ref().and_then(named).or(username),
        });
        found.require(request)?;
        Ok(found)
    }

    /// Adds who has part in the request, and whom endpoint and account belong to.
    pub fn add_parties(&mut self, facts: RequestFacts, store: &mut dyn Store) -> Outcome<()> {
        self.requestor = person(facts.requestor.as_deref(), store)?;
        self.endpoint_owner = person(self.endpoint.owner.as_deref(), store)?;
        self.task_owner = match person(facts.parties.task_owner.as_deref(), store)? {
            Some(named) => Some(named),
            None => self.endpoint_owner.clone(),
        };
        let account = self.account.as_ref().map(|a| a.row).filter(|row| *row > 0);
        self.account_owners = match (facts.parties.account_owners.as_slice(), account) {
            ([], Some(account)) => store.owners_of(account)?,
            (named, _) => named.to_vec(),
        };
        self.request = facts;
        Ok(())
    }

    fn require(&self, request: &OperationRequest) -> Outcome<()> {
        let operation = request.operation;
        let is_bound = |name: &str| request.context.contains_key(name);
        if operation == Operation::CreateAccount && self.user.is_none() && !is_bound("user") {
            return Err(missing(operation, "a user", "give one with --user"));
        }
        if needs_account(operation) && self.account.is_none() && !is_bound("account") {
            let finding = missing(operation, "an account", "give one with --account");
            return Err(match &self.user {
                Some(user) => Box::new(finding.with_note(format!(
                    "no account of this endpoint is named {} or belongs to that user",
                    user.username
                ))),
                None => finding,
            });
        }
        let needs_one = operation.is_access() || operation.is_about_entitlements();
        if needs_one && self.entitlement.is_none() {
            let help = "give one with --entitlement TYPE=ID";
            return Err(missing(operation, "an entitlement", help));
        }
        Ok(())
    }
}

/// Whether an operation works on an account that is there.
const fn needs_account(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::UpdateAccount
            | Operation::EnableAccount
            | Operation::DisableAccount
            | Operation::RemoveAccount
            | Operation::AddAccess
            | Operation::RemoveAccess
            | Operation::ChangePassword
    )
}

fn account(
    request: &OperationRequest,
    endpoint: &str,
    store: &mut dyn Store,
) -> Outcome<Option<Account>> {
    match &request.account {
        None => Ok(None),
        Some(Subject::Given(account)) => Ok(Some(account.clone())),
        Some(Subject::Named(name)) => match store.find_account(endpoint, name)? {
            Some(account) => Ok(Some(account)),
            None => Err(unknown(
                format!("endpoint {endpoint} has no account `{name}`"),
                "accounts list shows what there is; import first if it is new",
            )),
        },
    }
}

fn user(
    request: &OperationRequest,
    account: Option<&Account>,
    store: &mut dyn Store,
) -> Outcome<Option<User>> {
    match (&request.user, account.and_then(|a| a.user.as_deref())) {
        (Some(Subject::Given(user)), _) => Ok(Some(user.clone())),
        (Some(Subject::Named(name)), _) => match store.find_user(name)? {
            Some(user) => Ok(Some(user)),
            None => Err(unknown(
                format!("the store has no user `{name}`"),
                "users list shows what there is; a user can also be given as a file",
            )),
        },
        (None, Some(username)) => store.find_user(username),
        (None, None) => Ok(user_in(&request.context)),
    }
}

/// A user that only the context gives.
fn user_in(context: &Map<String, Value>) -> Option<User> {
    let columns = context.get("user")?.as_object()?;
    Some(User {
        username: text_in(columns, "username")?,
        columns: columns.clone().into_iter().collect(),
    })
}

fn text_in(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name)?.as_str().map(ToOwned::to_owned)
}

fn manager(user: Option<&User>, store: &mut dyn Store) -> Outcome<Option<User>> {
    let named = user.and_then(|user| {
        let mut columns = user.columns.iter();
        let (_, value) = columns.find(|(name, _)| name.eq_ignore_ascii_case("manager"))?;
        value.as_str().map(ToOwned::to_owned)
    });
    match named {
        Some(name) => store.find_user(&name),
        None => Ok(None),
    }
}

/// Somebody by username; who is not in the store is known by name alone.
fn person(username: Option<&str>, store: &mut dyn Store) -> Outcome<Option<User>> {
    let Some(username) = username else {
        return Ok(None);
    };
    let known = store.find_user(username)?;
    Ok(Some(known.unwrap_or_else(|| User {
        username: username.to_owned(),
        columns: Columns::new(),
    })))
}

/// The endpoint that the task was asked for at, where its accounts are another one's.
fn named_endpoint(request: &OperationRequest) -> Option<&str> {
    request.task.as_ref()?.logical.as_deref()
}

fn entitlement(
    request: &OperationRequest,
    endpoint: &str,
    store: &mut dyn Store,
) -> Outcome<Option<Entitlement>> {
    match &request.entitlement {
        None => Ok(None),
        Some(EntitlementSubject::Given(entitlement)) => Ok(Some(entitlement.clone())),
        Some(EntitlementSubject::Named {
            entitlement_type,
            id_or_value,
        }) => {
            match store.find_entitlement(endpoint, entitlement_type, id_or_value)? {
                Some(entitlement) => Ok(Some(entitlement)),
                None if request.operation == Operation::CreateEntitlement => Ok(Some(
                    new_entitlement(endpoint, entitlement_type, id_or_value),
                )),
                None => Err(unknown(
                    format!("endpoint {endpoint} has no {entitlement_type} `{id_or_value}`"),
                    "entitlements list shows what there is; import first if it is new",
                )),
            }
        }
    }
}

/// An entitlement that is yet to be made: what it is to be called is all that is known of it.
fn new_entitlement(endpoint: &str, entitlement_type: &str, value: &str) -> Entitlement {
    Entitlement {
        row: 0,
        endpoint: endpoint.to_owned(),
        entitlement_type: entitlement_type.to_owned(),
        entitlement_id: value.to_owned(),
        value: Some(value.to_owned()),
        display_name: None,
        status: EntitlementStatus::InProcess,
        columns: Columns::new(),
    }
}

fn missing(operation: Operation, what: &str, help: &str) -> Box<Diagnostic> {
    unknown(format!("{operation} needs {what}"), help)
}

fn unknown(message: String, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(codes::MISSING_SUBJECT, message).with_help(help))
}
