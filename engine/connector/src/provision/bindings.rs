//! The names that the templates of an operation may use (field-notes §4.5; design D14).
//!
//! The catalogue says which names an operation has. What the store, the task and the request give is
//! bound as objects and values under those names; every other name that may be null is null, so that
//! `requestAccessAttributes?.x` works for a task without attributes. `access_token` and `connection`
//! come with the call's authentication, `response` and `childresponse` with the chain.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bindery_expression::{Context, Value};
use bindery_model::catalogue::{
    BindingEntry, BindingKind, Operation, Scope, bindings_at, find_binding,
};
use indexmap::IndexMap;
use serde_json::Value as Json;

use super::object::{self, ObjectFields};
use super::subject::{OperationRequest, Subjects};
use super::task_object;
use crate::mask::Masker;

/// What is bound besides the subjects.
pub(crate) struct Facts<'a> {
    /// The number of the task.
    pub task: String,
    /// The password of the task.
    pub password: Option<&'a str>,
    /// A generated password.
    pub random_password: &'a str,
    /// The one-time password to send.
    pub otp: Option<&'a str>,
    /// The statuses that complete the task of a ticket.
    pub complete: &'a [String],
    /// `privilegeEntitlement.privAttrName`.
    pub privilege: Option<&'a str>,
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
    let scope = Scope::Provisioning(request.sent_operation());
    let binder = Binder {
        request,
        subjects,
        facts,
    };
    let mut context = Context::new().with_clock(facts.clock);
    let names = bindings_at(scope).filter(|entry| {
        !OF_THE_SENDER.contains(&entry.name) && !OF_THE_LANGUAGE.contains(&entry.name)
    });
    for entry in names {
        context = match binder.value_of(entry) {
            Some(Bound::Object(fields)) => context.with_object(entry.name, fields.value()),
            Some(Bound::Plain(value)) => context.with(entry.name, value),
            None if entry.nullable => context.with(entry.name, Value::Null),
            None => context,
        };
    }
    let secrets = [facts.password, Some(facts.random_password), facts.otp];
    let typed = request.pass_code.as_deref();
    for secret in secrets.into_iter().chain([typed]).flatten() {
        masker.learn(secret);
        // As templates send it where a target wants it so.
        masker.learn(BASE64.encode(secret).trim_end_matches('='));
    }
    binder.lay_over(context, scope, masker)
}

enum Bound {
    Object(ObjectFields),
    Plain(Value),
}

struct Binder<'a> {
    request: &'a OperationRequest,
    subjects: &'a Subjects,
    facts: &'a Facts<'a>,
}

impl Binder<'_> {
    fn value_of(&self, entry: &BindingEntry) -> Option<Bound> {
        let subjects = self.subjects;
        let user =
            |user: &Option<bindery_model::User>| user.as_ref().map(object::user).map(Bound::Object);
        match entry.name {
            "user" => user(&subjects.user),
            "userManager" | "manager" => user(&subjects.manager),
            "requestor" => user(&subjects.requestor),
            "endpointowner" => user(&subjects.endpoint_owner),
            "taskowner" => user(&subjects.task_owner),
            "role" => self.role().map(Bound::Object),
            "account" => account(subjects.account.as_ref()),
            "userAccount" => account(subjects.user_account.as_ref()),
            "managerAccount" => account(subjects.manager_account.as_ref()),
            "entitlementValue" | "entitlement" => self.entitlement().map(Bound::Object),
            "endpoint" | "endpoints" => Some(Bound::Object(object::endpoint(&subjects.endpoint))),
            "task" | "arsTasks" => Some(Bound::Object(self.task())),
            "entTask" if subjects.entitlement.is_some() => Some(Bound::Object(self.task())),
            name => self.plain(name).map(Bound::Plain),
        }
    }

    /// The names that stand for plain values.
    fn plain(&self, name: &str) -> Option<Value> {
        let (request, facts) = (self.request, self.facts);
        let of_request = &self.subjects.request;
        let parties = &of_request.parties;
        let text = |text: Option<&str>| text.map(Value::from);
        match name {
            "accountName" => text(self.subjects.account_name.as_deref()),
            "requestAccessAttributes" | "reqAttrs" => self.attributes(),
            "password" => text(facts.password),
            "randomPassword" => text(Some(facts.random_password)),
            "requestid" => {
                let number = request.task.as_ref().and_then(|task| task.request);
                text(number.map(|n| n.to_string()).as_deref())
            }
            "businessJustification" => text(request.justification.as_deref()),
            "approvers" if !parties.approvers.is_empty() => {
                let approvers = parties.approvers.iter();
                Some(Value::list(
                    approvers
                        .map(|(_, who)| Value::from(who.as_str()))
                        .collect(),
                ))
            }
            "approverMap" if !parties.approvers.is_empty() => {
                let steps = parties.approvers.iter();
                let steps = steps.map(|(step, who)| (step.as_str(), Value::from(who.as_str())));
                Some(Value::map(steps))
            }
            "ServiceAccountOwnerMap" if !self.subjects.account_owners.is_empty() => {
                let owners = self.subjects.account_owners.iter();
                let owners =
                    owners.map(|(rank, who)| (rank.to_string(), Value::from(who.as_str())));
                Some(Value::map(owners))
            }
            "dynamicattributename" => text(facts.privilege),
            "response" => Some(Value::map(Vec::<(&str, Value)>::new())),
            "rolesSet" => (!parties.roles.is_empty()).then(|| texts(&parties.roles)),
            "entitlementSet" => self.value_of_entitlement().map(|value| texts(&[value])),
            "newEntitlementMap" => self.new_entitlements(),
            "allEntitlementMap" => self.all_entitlements(),
            "ticketID" => text(request.ticket.as_deref()),
            "ticketStatusValue" => match facts.complete {
                [] => None,
                [one] => text(Some(one)),
                several => Some(texts(several)),
            },
            "taskIds" => text(Some(&self.task_ids())),
            "allEntitlementsValues" => {
                let of_all: Vec<String> = match of_request.entitlements.as_slice() {
                    [] => self.value_of_entitlement().into_iter().collect(),
                    all => all.iter().map(|(_, value)| value.clone()).collect(),
                };
                (!of_all.is_empty()).then(|| Value::from(of_all.join(",").as_str()))
            }
            "entitlementValue_entitlement_value" => text(self.value_of_entitlement().as_deref()),
            "otp" => text(facts.otp),
            "phone" => {
                let user = self.subjects.user.as_ref()?;
                let column = |name: &str| {
                    let mut columns = user.columns.iter();
                    let (_, value) = columns.find(|(n, _)| n.eq_ignore_ascii_case(name))?;
                    value.as_str().filter(|text| !text.is_empty())
                };
                text(column("phonenumber").or_else(|| column("secondaryPhone")))
            }
            "passCode" => text(request.pass_code.as_deref()),
            _ => None,
        }
    }

    /// The attributes of the request; a privilege that the calls name is among them, null where it
    /// was not asked for.
    fn attributes(&self) -> Option<Value> {
        let mut attributes = self.request.attributes.clone()?;
        if let Some(privilege) = self.facts.privilege {
            attributes.entry(privilege).or_insert(Json::Null);
        }
        Some(Value::from_json(&Json::Object(attributes)))
    }

    fn entitlement(&self) -> Option<ObjectFields> {
        self.subjects.entitlement.as_ref().map(object::entitlement)
    }

    /// The role that the request came from. An operation on an entitlement itself works on one, as the
    /// product's does on the role that stands for it (field-notes §1).
    fn role(&self) -> Option<ObjectFields> {
        let named = self.subjects.request.parties.roles.first();
        match (named, &self.subjects.entitlement) {
            (Some(name), _) => Some(object::role(name)),
            (None, Some(entitlement)) if self.request.operation.is_about_entitlements() => {
                Some(object::role_of(entitlement))
            }
            _ => None,
        }
    }

    fn value_of_entitlement(&self) -> Option<String> {
        let entitlement = self.subjects.entitlement.as_ref()?;
        let value = entitlement.value.as_ref();
        Some(value.unwrap_or(&entitlement.entitlement_id).clone())
    }

    fn task(&self) -> ObjectFields {
        task_object::of(self.request, self.subjects, self.facts)
    }

    fn task_ids(&self) -> String {
        let of_request = &self.subjects.request.tasks;
        if of_request.is_empty() {
            return self.facts.task.clone();
        }
        let ids: Vec<String> = of_request.iter().map(ToString::to_string).collect();
        ids.join(",")
    }

    /// Requested entitlements by type.
    fn new_entitlements(&self) -> Option<Value> {
        let entitlement = self.subjects.entitlement.as_ref()?;
        let value = self.value_of_entitlement()?;
        Some(Value::map([(
            entitlement.entitlement_type.as_str(),
            texts(&[value]),
        )]))
    }

    /// Resulting entitlements by type.
    fn all_entitlements(&self) -> Option<Value> {
        let mut all: IndexMap<&str, Vec<String>> = IndexMap::new();
        for (kind, value) in &self.subjects.held {
            all.entry(kind).or_default().push(value.clone());
        }
        if let (Some(entitlement), Some(value)) =
            (&self.subjects.entitlement, self.value_of_entitlement())
        {
            let of_type = all.entry(&entitlement.entitlement_type).or_default();
            of_type.retain(|held| *held != value);
            if self.request.operation != Operation::RemoveAccess {
                of_type.push(value);
            }
        }
        let by_type = all.iter().map(|(kind, values)| (*kind, texts(values)));
        Some(Value::map(by_type))
    }

    /// Lays the names of the request's context over the bound ones. A JSON object laid over an object
    /// replaces the fields it has; anything else takes the place of the name.
    fn lay_over(&self, mut context: Context, scope: Scope, masker: &Masker) -> Context {
        for (name, given) in &self.request.context {
            if let (Json::String(text), true) = (given, masker.is_secret_name(name)) {
                masker.learn(text);
            }
            let entry = find_binding(scope, name).filter(|e| e.kind() == BindingKind::Object);
            context = match (entry, given) {
                (Some(entry), Json::Object(members)) => {
                    let mut fields = match self.value_of(entry) {
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
}

fn texts(texts: &[String]) -> Value {
    Value::list(
        texts
            .iter()
            .map(|text| Value::from(text.as_str()))
            .collect(),
    )
}

fn account(account: Option<&bindery_model::Account>) -> Option<Bound> {
    account.map(object::account).map(Bound::Object)
}

/// Whether an operation sets a password, so that one is generated where none is given. Other
/// operations bind null: a template that sends `${password}` with every update would else reset it.
pub(crate) const fn sets_password(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::CreateAccount
            | Operation::ChangePassword
            | Operation::AddFirefighterAccess
            | Operation::RemoveFirefighterAccess
    )
}
