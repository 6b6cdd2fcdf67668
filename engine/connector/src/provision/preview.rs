//! Rendering an operation without sending or storing anything.
//!
//! A later call that reads earlier answers cannot be rendered before these are known; it is reported
//! as depending on them, together with what is known of it. A `response` in the request's context
//! stands in for the answers.

use bindery_diagnostics::Diagnostic;
use bindery_expression::{Context, Value};
use bindery_model::Task;

use super::chain::{seed_of, wanted};
use super::gaps::{self, Gaps};
use super::prepare::{Prepared, Site};
use super::step::Step;
use super::subject::OperationRequest;
use crate::Outcome;
use crate::connector::Connector;
use crate::ports::{RequestSpec, Store, TaskStore};

/// One call as it would run.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// The call's name.
    pub name: String,
    /// Its place in the chain, from 1.
    pub place: usize,
    /// Its condition.
    pub condition: Condition,
    /// Its request, or why there is none.
    pub request: Preview,
    /// What its bindings read and do not get.
    pub gaps: Gaps,
}

/// What is known of a `callCondition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// There is none.
    Unconditional,
    /// It holds.
    Holds,
    /// It does not hold: the call is skipped.
    Fails,
    /// It depends on an earlier answer.
    Unknown,
}

/// The request of a planned call.
#[derive(Debug, Clone, PartialEq)]
pub enum Preview {
    /// The request; print it through [`crate::request::print`] with the session's masker.
    Request(Box<RequestSpec>),
    /// The call is skipped.
    Skipped,
    /// It depends on the answers of earlier calls, which are named: `call 1, Group`.
    Depends {
        /// The earlier calls.
        on: Vec<String>,
        /// The verb and masked URL, where these do not depend on the answers.
        target: Option<String>,
    },
    /// It cannot be rendered.
    Broken(Box<Diagnostic>),
}

/// Renders the calls of an operation.
pub(crate) async fn dry_run_at(
    site: Site<'_>,
    request: &OperationRequest,
    endpoint: &str,
    store: &mut dyn Store,
) -> Result<Vec<Planned>, Vec<Diagnostic>> {
    let prepared = Prepared::new(site, request, endpoint, store)?;
    let seed = prepared.seed;
    Ok(planned(site, request, &prepared, seed).await)
}

/// Renders the calls of an operation that is ready.
async fn planned(
    site: Site<'_>,
    request: &OperationRequest,
    prepared: &Prepared<'_>,
    seed: u64,
) -> Vec<Planned> {
    let task = request.task.as_ref().map_or(0, |task| task.id);
    let context = prepared.bind(site, request, &task.to_string());
    let mut planned: Vec<Planned> = Vec::with_capacity(prepared.steps.len());
    for (index, step) in prepared.steps.iter().enumerate() {
        let place = index + 1;
        let on = match request.context.contains_key("response") {
            true => Vec::new(),
            false => earlier(&planned),
        };
        let context = context.clone().with_seed(seed_of(seed, place));
        planned.push(plan(site, step, place, on, &context).await);
    }
    planned
}

/// The earlier calls that will have answered.
fn earlier(planned: &[Planned]) -> Vec<String> {
    planned
        .iter()
        .filter(|p| p.request != Preview::Skipped)
        .map(|p| format!("call {}, {}", p.place, p.name))
        .collect()
}

async fn plan(
    site: Site<'_>,
    step: &Step,
    place: usize,
    on: Vec<String>,
    context: &Context,
) -> Planned {
    let depends = |reads: bool| reads && !on.is_empty();
    let is_conditional = step.condition.is_some();
    let decided = match &step.condition {
        Some(condition) if depends(condition.reads("response")) => None,
        _ => Some(decide(site, step, context).await),
    };
    let (condition, request) = match decided {
        None => (Condition::Unknown, None),
        Some(Err(finding)) => (Condition::Unknown, Some(Preview::Broken(finding))),
        Some(Ok(false)) => (Condition::Fails, Some(Preview::Skipped)),
        Some(Ok(true)) if is_conditional => (Condition::Holds, None),
        Some(Ok(true)) => (Condition::Unconditional, None),
    };
    let reads_answers = step.items.is_some() || step.call.request.reads("response");
    let request = match request {
        Some(request) => request,
        None if depends(reads_answers) => Preview::Depends {
            target: target(site, step, context),
            on,
        },
        None => match site.wire.preview(&step.call, context).await {
            Ok(request) => Preview::Request(Box::new(request)),
            Err(finding) => Preview::Broken(finding),
        },
    };
    Planned {
        gaps: gaps::of(step, context),
        name: step.call.name.clone(),
        place,
        condition,
        request,
    }
}

/// Whether the call runs, as far as its own condition goes.
async fn decide(site: Site<'_>, step: &Step, context: &Context) -> Outcome<bool> {
    let mut alone = step.clone();
    alone.items = None;
    let bound = site.wire.bind(&step.call, context).await?;
    let items: Vec<Option<Value>> =
        wanted(&alone, &bound, false).map_err(|finding| site.wire.masked(finding))?;
    Ok(!items.is_empty())
}

/// The verb and URL of a call whose other parts depend on answers.
fn target(site: Site<'_>, step: &Step, context: &Context) -> Option<String> {
    let request = &step.call.request;
    if request.url_reads("response") || request.url_reads("childresponse") {
        return None;
    }
    let url = request.render_url(context, &site.wire.origins).ok()?;
    let (method, _) = request.verb(context).ok()?;
    Some(format!(
        "{method} {}",
        site.wire.world.masker.url(url.as_str())
    ))
}

impl Connector {
    /// Renders the calls of an operation without sending or storing anything; the store is only
    /// asked. The token is the known one or a placeholder.
    ///
    /// # Errors
    /// As [`Connector::provision`].
    pub async fn dry_run(
        &self,
        request: &OperationRequest,
        store: &mut dyn Store,
    ) -> Result<Vec<Planned>, Vec<Diagnostic>> {
        self.require_parameters(&["ConnectionJSON", request.sent_operation().attribute()])?;
        let one = |finding: Box<Diagnostic>| vec![*finding];
        let endpoint = store.open_endpoint(self.endpoint()).map_err(one)?;
        dry_run_at(self.site(), request, &endpoint, store).await
    }

    /// Renders the calls that a task would send now, as [`Connector::dry_run`] does. Its password is
    /// not read: a placeholder of its kind stands for it, masked.
    ///
    /// # Errors
    /// As [`Connector::dry_run`].
    pub async fn dry_run_task(
        &self,
        task: &Task,
        store: &mut dyn TaskStore,
    ) -> Result<Vec<Planned>, Vec<Diagnostic>> {
        let request = self.request_of(task);
        self.require_parameters(&["ConnectionJSON", request.sent_operation().attribute()])?;
        let prepared = Prepared::of_task(self.site(), &request, task, store)?;
        let seed = store.seed(task.id).map_err(|finding| vec![*finding])?;
        Ok(planned(self.site(), &request, &prepared, seed).await)
    }
}
