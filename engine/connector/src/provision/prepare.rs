//! What an operation needs before its first call: document, subjects, compiled calls, passwords, names.

use bindery_definition::{Definition, OperationDocument};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::Context;
use bindery_model::catalogue::Operation;

use super::bindings::{self, Facts};
use super::password;
use super::step::{Step, Workshop, steps};
use super::subject::{OperationRequest, Subjects};
use crate::Outcome;
use crate::connector::Connector;
use crate::ports::Store;
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
}

impl<'a> Prepared<'a> {
    /// Finds the document, the subjects and the calls, and compiles these.
    pub fn new(
        site: Site<'a>,
        request: &OperationRequest,
        store: &mut dyn Store,
    ) -> Result<Self, Vec<Diagnostic>> {
        let one = |finding: Box<Diagnostic>| vec![*finding];
        let document = document(site.definition, request).map_err(one)?;
        let endpoint = store.open_endpoint(&site.definition.name).map_err(one)?;
        let subjects = Subjects::resolve(request, &endpoint, store).map_err(one)?;
        let entitlement_type = subjects
            .entitlement
            .as_ref()
            .map(|e| e.entitlement_type.as_str());
        let steps = steps(site.workshop, document, entitlement_type)?;
        let random = site.wire.world.random.as_ref();
        let policy = site.definition.password_policy.as_ref();
        let generates = bindings::sets_password(request.operation);
        let password = match &request.password {
            Some(given) => Some(given.clone()),
            None => generates.then(|| password::generate(policy, random)),
        };
        Ok(Self {
            document,
            steps,
            subjects,
            endpoint,
            password,
            random_password: password::generate(policy, random),
            seed: random.next(),
        })
    }

    /// The names of the operation.
    pub fn bind(&self, site: Site<'_>, request: &OperationRequest, task: &str) -> Context {
        let world = &site.wire.world;
        let facts = Facts {
            endpoint: &self.endpoint,
            task: task.to_owned(),
            password: self.password.as_deref(),
            random_password: &self.random_password,
            clock: world.clock.now(),
        };
        bindings::bind(request, &self.subjects, &facts, &world.masker)
    }
}

/// The document of an operation.
fn document<'d>(
    definition: &'d Definition,
    request: &OperationRequest,
) -> Outcome<&'d OperationDocument> {
    let operation = request.operation;
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
        }
    }
}
