//! The names that the templates of an operation may use (field-notes §4.5; design D14).
//!
//! The catalogue says which names an operation has. What the store and the request give is bound as
//! objects and values under those names; every other name that may be null is null, so that
//! `requestAccessAttributes?.x` works for a task without attributes. `access_token` and `connection`
//! come with the call's authentication, `response` with the chain.

use bindery_expression::{Context, Value};
use bindery_model::catalogue::{
    BindingEntry, BindingKind, FieldType, Operation, Scope, bindings_at, find_binding,
};
use serde_json::Value as Json;

use super::object::{self, ObjectFields};
use super::subject::{OperationRequest, Subjects};
use crate::mask::Masker;

/// What is bound besides the subjects.
pub(crate) struct Facts<'a> {
    /// The endpoint's name.
    pub endpoint: &'a str,
    /// The number of the task.
    pub task: String,
    /// The password of the task.
    pub password: Option<&'a str>,
    /// A generated password.
    pub random_password: &'a str,
    /// Now, in milliseconds.
    pub clock: i64,
}

/// Names that the sender binds.
const OF_THE_SENDER: [&str; 2] = ["access_token", "connection"];
/// Names that the expression language itself knows.
const OF_THE_LANGUAGE: [&str; 1] = ["binding"];

/// Binds the names of an operation; the masker learns the secrets among them.
pub(crate) fn bind(
    request: &OperationRequest,
    subjects: &Subjects,
    facts: &Facts<'_>,
    masker: &Masker,
) -> Context {
    let scope = Scope::Provisioning(request.operation);
    let mut context = Context::new().with_clock(facts.clock);
    let names = bindings_at(scope).filter(|entry| {
        !OF_THE_SENDER.contains(&entry.name) && !OF_THE_LANGUAGE.contains(&entry.name)
    });
    for entry in names {
        context = match value_of(entry, request, subjects, facts) {
            Some(Bound::Object(fields)) => context.with_object(entry.name, fields.value()),
            Some(Bound::Plain(value)) => context.with(entry.name, value),
            None if entry.nullable => context.with(entry.name, Value::Null),
            None => context,
        };
    }
    for secret in [facts.password, Some(facts.random_password)]
        .into_iter()
        .flatten()
    {
        masker.learn(secret);
    }
    lay_over(context, request, subjects, facts, masker)
}

enum Bound {
    Object(ObjectFields),
    Plain(Value),
}

fn value_of(
    entry: &BindingEntry,
    request: &OperationRequest,
    subjects: &Subjects,
    facts: &Facts<'_>,
) -> Option<Bound> {
    let text = |text: Option<&str>| text.map(|t| Bound::Plain(Value::from(t)));
    match entry.name {
        "user" => subjects.user.as_ref().map(object::user).map(Bound::Object),
        "userManager" | "manager" => subjects
            .manager
            .as_ref()
            .map(object::user)
            .map(Bound::Object),
        "account" => account(subjects.account.as_ref()),
        "userAccount" => account(subjects.user_account.as_ref()),
        "managerAccount" => account(subjects.manager_account.as_ref()),
        "accountName" => text(subjects.account_name.as_deref()),
        "entitlementValue" | "entitlement" => entitlement(subjects).map(Bound::Object),
        "endpoint" | "endpoints" => Some(Bound::Object(object::endpoint(facts.endpoint))),
        "task" | "arsTasks" => Some(Bound::Object(task(request, subjects, facts))),
        "entTask" if subjects.entitlement.is_some() => {
            Some(Bound::Object(task(request, subjects, facts)))
        }
        "requestAccessAttributes" | "reqAttrs" => request
            .attributes
            .as_ref()
            .map(|attributes| Bound::Plain(Value::from_json(&Json::Object(attributes.clone())))),
        "password" => text(facts.password),
        "randomPassword" => text(Some(facts.random_password)),
        "response" => Some(Bound::Plain(Value::map(Vec::<(&str, Value)>::new()))),
        _ => None,
    }
}

fn account(account: Option<&bindery_model::Account>) -> Option<Bound> {
    account.map(object::account).map(Bound::Object)
}

fn entitlement(subjects: &Subjects) -> Option<ObjectFields> {
    subjects.entitlement.as_ref().map(object::entitlement)
}

fn task(request: &OperationRequest, subjects: &Subjects, facts: &Facts<'_>) -> ObjectFields {
    let mut task = ObjectFields::empty(FieldType::Task);
    task.set("id", Value::from(facts.task.as_str()));
    if let Some(name) = &subjects.account_name {
        task.set("accountName", Value::from(name.as_str()));
    }
    // EIC tells requests from rules; only a request has attributes.
    let source = if request.attributes.is_some() {
        "REQUEST"
    } else {
        "PROVRULE"
    };
    task.set("source", Value::from(source));
    task.set("endpoint", object::endpoint(facts.endpoint).value());
    if let Some(fields) = entitlement(subjects) {
        task.set("entitlement_valueKey", fields.value());
    }
    if let Some(password) = facts.password {
        task.set("password", Value::from(password));
    }
    if let Some(user) = &subjects.user {
        task.set("users", object::user(user).value());
    }
    task
}

/// Lays the names of the request's context over the bound ones. A JSON object laid over an object
/// replaces the fields it has; anything else takes the place of the name.
fn lay_over(
    mut context: Context,
    request: &OperationRequest,
    subjects: &Subjects,
    facts: &Facts<'_>,
    masker: &Masker,
) -> Context {
    let scope = Scope::Provisioning(request.operation);
    for (name, given) in &request.context {
        if let (Json::String(text), true) = (given, masker.is_secret_name(name)) {
            masker.learn(text);
        }
        let entry = find_binding(scope, name).filter(|e| e.kind() == BindingKind::Object);
        context = match (entry, given) {
            (Some(entry), Json::Object(members)) => {
                let mut fields = match value_of(entry, request, subjects, facts) {
                    Some(Bound::Object(fields)) => fields,
                    _ => ObjectFields::empty(entry.ty),
                };
                for (field, value) in members {
                    fields.set_json(field, value);
                }
                context.with_object(name, fields.value())
            }
            _ => context.with(name, Value::from_json(given)),
        };
    }
    context
}

/// Whether an operation sets a password, so that one is generated where none is given. Other
/// operations bind null: a template that sends `${password}` with every update would else reset it.
pub(crate) const fn sets_password(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::CreateAccount | Operation::ChangePassword
    )
}
