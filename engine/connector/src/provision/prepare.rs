//! What an operation needs before its first call: document, subjects, compiled calls, passwords, names.

use bindery_definition::{Definition, OperationDocument};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Sink};
use bindery_model::catalogue::Operation;
use bindery_model::{Task, User};

use super::bindings::{self, Facts};
use super::object;
use super::password;
use super::step::{Step, Workshop, steps};
use super::subject::{OperationRequest, Subjects};
use crate::Outcome;
use crate::connector::Connector;
use crate::ports::{RequestFacts, Store, TaskStore};
use crate::request::template::Compiler;
use crate::send::Wire;

/// What an operation needs of a connection.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    pub definition: &'a Definition,
    pub wire: &'a Wire,
    pub workshop: Workshop<'a>,
}

/// An operation ready to run.
pub(crate) struct Prepared<'a> {
    pub document: &'a OperationDocument,
    pub steps: Vec<Step>,
    pub subjects: Subjects,
    pub endpoint: String,
    /// Where random numbers start.
    pub seed: u64,
    password: Option<String>,
    random_password: String,
    otp: Option<String>,
    privilege: Option<String>,
    complete: Vec<String>,
}

/// Names that the request answers, or what endpoint and account belong to.
const OF_PARTIES: [&str; 12] = [
    "requestor",
    "approvers",
    "approverMap",
    "role",
    "rolesSet",
    "taskIds",
    "allEntitlementsValues",
    "taskowner",
    "endpointowner",
    "ServiceAccountOwnerMap",
    "task",
    "arsTasks",
];

impl<'a> Prepared<'a> {
    /// The same for a task: its request says who has part in it.
    pub fn of_task(
        site: Site<'a>,
        request: &OperationRequest,
        task: &Task,
        store: &mut dyn TaskStore,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut prepared = Self::prepare(site, request, &task.endpoint, store)?;
        if prepared.reads_parties() {
            let one = |finding: Box<Diagnostic>| vec![*finding];
            let facts = match task.request {
                Some(number) => store.request(number).map_err(one)?,
                None => None,
            };
            let subjects = &mut prepared.subjects;
            let facts = facts.unwrap_or_default();
            subjects.add_parties(facts, store).map_err(one)?;
        }
        Ok(prepared)
    }

    /// Finds the document, the subjects and the calls, and compiles these.
    pub fn new(
        site: Site<'a>,
        request: &OperationRequest,
        endpoint: &str,
        store: &mut dyn Store,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut prepared = Self::prepare(site, request, endpoint, store)?;
        if prepared.reads_parties() {
            let facts = RequestFacts {
                requestor: request.requestor.clone(),
                parties: request.parties.clone(),
                ..RequestFacts::default()
            };
            let added = prepared.subjects.add_parties(facts, store);
            added.map_err(|finding| vec![*finding])?;
        }
        Ok(prepared)
    }

    fn reads_parties(&self) -> bool {
        OF_PARTIES.iter().any(|name| self.reads(name))
    }

    fn prepare(
        site: Site<'a>,
        request: &OperationRequest,
        endpoint: &str,
        store: &mut dyn Store,
    ) -> Result<Self, Vec<Diagnostic>> {
        let one = |finding: Box<Diagnostic>| vec![*finding];
        let document = document(site.definition, request).map_err(one)?;
        let mut subjects = Subjects::resolve(request, endpoint, store).map_err(one)?;
        let is_new = request.operation == Operation::CreateAccount;
        if is_new
            && request.account_name.is_none()
            && !request.context.contains_key("accountName")
            && let Some(user) = &subjects.user
            && let Some(name) = account_name(site, user).map_err(one)?
        {
            subjects.account_name = Some(name);
        }
        let entitlement_type = subjects
            .entitlement
            .as_ref()
            .map(|e| e.entitlement_type.as_str());
        let steps = steps(site.workshop, document, entitlement_type)?;
        let account = subjects.account.as_ref().map(|a| a.row);
        if let Some(row) = account.filter(|row| *row > 0)
            && steps.iter().any(|s| s.reads("allEntitlementMap"))
        {
            subjects.held = store.held_by(row).map_err(one)?;
        }
        let random = site.wire.world.random.as_ref();
        let policy = site.definition.password_policy.as_ref();
        let sent = request.sent_operation();
        let generates = bindings::sets_password(sent);
        let password = match &request.password {
            Some(given) => Some(given.clone()),
            None => generates.then(|| password::generate(policy, random)),
        };
        let otp = match &request.otp {
            Some(given) => Some(given.clone()),
            None => (sent == Operation::SendOtp).then(|| password::digits(random)),
        };
        let privilege = privilege(document, subjects.entitlement.as_ref());
        // A secret that a call draws for itself must not follow from what a recording tells.
        let seed = match steps.iter().any(|step| step.draws_a_secret) {
            true => random.secret(),
            false => random.next(),
        };
        let complete = steps.iter().find(|step| !step.ticket.complete.is_empty());
        Ok(Self {
            document,
            complete: complete.map_or_else(Vec::new, |step| step.ticket.complete.clone()),
            steps,
            subjects,
            endpoint: endpoint.to_owned(),
            password,
            random_password: password::generate(policy, random),
            otp,
            privilege,
            seed,
        })
    }

    /// The password, where a call sends it.
    pub fn sent_password(&self) -> Option<&str> {
        const NAMES: [&str; 4] = ["password", "randomPassword", "task", "arsTasks"];
        let password = self.password.as_deref();
        password.filter(|_| NAMES.iter().any(|name| self.reads(name)))
    }

    /// Whether a call that runs reads a name.
    pub fn reads(&self, name: &str) -> bool {
        self.steps.iter().any(|step| step.reads(name))
    }

    /// Sets the password that every attempt of a task sets. A template that reads the random one gets
    /// the same, so that a call that is sent again sends what it sent first.
    pub fn set_password(&mut self, password: String) {
        self.random_password.clone_from(&password);
        self.password = Some(password);
    }

    /// The names of the operation.
    pub fn bind(&self, site: Site<'_>, request: &OperationRequest, task: &str) -> Context {
        let world = &site.wire.world;
        let facts = Facts {
            task: task.to_owned(),
            password: self.password.as_deref(),
            random_password: &self.random_password,
            otp: self.otp.as_deref(),
            complete: &self.complete,
            privilege: self.privilege.as_deref(),
            clock: world.clock.now(),
        };
        world.placed(bindings::bind(
            request,
            &self.subjects,
            &facts,
            &world.masker,
        ))
    }
}

/// The name of a new account by the rule, where there is one. A rule that gives nothing leaves it to
/// the username.
fn account_name(site: Site<'_>, user: &User) -> Outcome<Option<String>> {
    let Some(rule) = &site.definition.account_name_rule else {
        return Ok(None);
    };
    let mut compiler = Compiler::new(site.workshop.engine, site.workshop.plain);
    let template = compiler.compile(rule, Sink::Text);
    let world = &site.wire.world;
    let context = world
        .context()
        .with_object("user", object::user(user).value());
    let rendered = template.evaluate(&context);
    let value = rendered.map_err(|finding| site.wire.masked(finding))?;
    let name = value.to_text().trim().to_owned();
    Ok((!value.is_null() && !name.is_empty()).then_some(name))
}

/// The attribute that goes with the entitlement (`privilegeEntitlement`): of the calls that run, the
/// first that names one for its type, or for none.
fn privilege(
    document: &OperationDocument,
    entitlement: Option<&bindery_model::Entitlement>,
) -> Option<String> {
    let wanted = entitlement.map(|e| e.entitlement_type.as_str());
    let mut named = document.calls.iter().filter_map(|c| c.privilege.as_ref());
    let found = named.find(|p| {
        let of_type = p.entitlement_type.as_ref().map(|t| t.as_str());
        of_type.is_none_or(|of_type| of_type.is_empty() || Some(of_type) == wanted)
    })?;
    found.attribute.as_ref().map(|a| a.as_str().to_owned())
}

/// The document of an operation.
fn document<'d>(
    definition: &'d Definition,
    request: &OperationRequest,
) -> Outcome<&'d OperationDocument> {
    let operation = request.sent_operation();
    if operation == Operation::UpdateUser {
        let actions = definition.update_user.as_ref().map(|u| &u.actions);
        let Some(actions) = actions.filter(|a| !a.is_empty()) else {
            return Err(undefined(definition, operation));
        };
        let found = match &request.action {
            Some(action) => actions.get(action),
            None if actions.len() == 1 => actions.values().next(),
            None => None,
        };
        let names: Vec<&str> = actions.keys().map(String::as_str).collect();
        return found.ok_or_else(|| {
            let message = match &request.action {
                Some(action) => format!("UpdateUserJSON has no action `{action}`"),
                None => "UpdateUserJSON has several actions".to_owned(),
            };
            Box::new(
                Diagnostic::new(codes::NO_OPERATION, message)
                    .with_help(format!("name one of {}", names.join(", "))),
            )
        });
    }
    definition
        .operation(operation)
        .ok_or_else(|| undefined(definition, operation))
}

fn undefined(definition: &Definition, operation: Operation) -> Box<Diagnostic> {
    let known: Vec<&str> = definition.operations.keys().map(|o| o.name()).collect();
    let mut finding = Diagnostic::new(
        codes::NO_OPERATION,
        format!(
            "the connector {} does not define {operation}",
            definition.name
        ),
    )
    .with_help(format!("add {} to it", operation.attribute()));
    if !known.is_empty() {
        finding = finding.with_note(format!("it defines {}", known.join(", ")));
    }
    Box::new(finding)
}

impl Connector {
    /// The name that a new account of a user gets by the rule; `None` where there is no rule.
    ///
    /// # Errors
    /// `B4xxx` where the rule cannot be rendered for this user.
    pub fn account_name(&self, user: &User) -> Outcome<Option<String>> {
        account_name(self.site(), user)
    }

    pub(super) fn site(&self) -> Site<'_> {
        Site {
            definition: &self.definition,
            wire: &self.wire,
            workshop: self.workshop(),
        }
    }

    pub(crate) fn workshop(&self) -> Workshop<'_> {
        Workshop {
            engine: &self.engine,
            plain: self.plain_substitution,
            timeouts: self.timeouts,
            masker: &self.wire.world.masker,
        }
    }
}
