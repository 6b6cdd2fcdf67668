//! From a request on the wire to an answer: limit, route, fault, credentials, operation, fault.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;

use crate::access::{Access, Caller};
use crate::answer::{Answer, Refusal};
use crate::clock::Clock;
use crate::description::{Description, Operation, Refused, Route};
use crate::fault::{FaultKind, Faults};
use crate::limit::Limiter;
use crate::listener::Scissors;
use crate::operation::{Job, run};
use crate::path::{Found, find};
use crate::request::{Request, pairs};
use crate::world::World;

/// The most requests that are remembered; older ones are forgotten first.
const LOG_LENGTH: usize = 100_000;

/// One request and how it ended, for tests and for people who watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Milliseconds since the start.
    pub at_ms: u64,
    /// The method.
    pub method: String,
    /// The path, without its query.
    pub path: String,
    /// The query as it came.
    pub query: Option<String>,
    /// The media type of the body.
    pub content_type: String,
    /// The names of the body's fields, never their values.
    pub fields: Vec<String>,
    /// The name of the route, if one was found.
    pub route: Option<String>,
    /// The status of the answer; 0 where the connection was cut.
    pub status: u16,
    /// The faults that struck.
    pub faults: Vec<FaultKind>,
}

/// What changes while the target runs.
pub(crate) struct Live {
    pub(crate) world: World,
    pub(crate) access: Access,
    pub(crate) limiter: Limiter,
    pub(crate) faults: Faults,
    pub(crate) log: std::collections::VecDeque<Logged>,
}

/// The target, shared by all connections.
pub(crate) struct Target {
    pub(crate) description: Arc<Description>,
    pub(crate) clock: Clock,
    pub(crate) latency: Duration,
    live: Mutex<Live>,
}

/// What becomes of a connection.
enum Outcome {
    Answer(Answer),
    Cut,
}

impl Target {
    pub(crate) fn new(description: Arc<Description>, latency: Duration, live: Live) -> Self {
        Self {
            description,
            clock: Clock::start(),
            latency,
            live: Mutex::new(live),
        }
    }

    pub(crate) fn live(&self) -> MutexGuard<'_, Live> {
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        live.world.settle(self.clock.now_ms());
        live
    }

    fn answer(&self, request: &mut Request, too_large: bool) -> (Outcome, Duration) {
        let now_ms = self.clock.now_ms();
        let mut live = self.live();
        let mut entry = Logged {
            at_ms: now_ms,
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query_text.clone(),
            content_type: request.content_type(),
            fields: field_names(request),
            route: None,
            status: 0,
            faults: Vec::new(),
        };
        let mut wait = Duration::ZERO;
        let outcome = match self.decide(&mut live, request, too_large, now_ms, &mut entry) {
            Ok(outcome) => outcome,
            Err(refusal) => Outcome::Answer(refusal.answer(&self.description.errors)),
        };
        if entry.faults.contains(&FaultKind::Slow) {
            wait = Duration::from_millis(self.description.server.slow_ms);
        }
        if let Outcome::Answer(answer) = &outcome {
            entry.status = answer.status;
        }
        if live.log.len() >= LOG_LENGTH {
            live.log.pop_front();
        }
        live.log.push_back(entry);
        (outcome, wait)
    }

    fn decide(
        &self,
        live: &mut Live,
        request: &mut Request,
        too_large: bool,
        now_ms: u64,
        entry: &mut Logged,
    ) -> Result<Outcome, Refusal> {
        if let Some(answer) = self.limited(live, now_ms) {
            return Ok(Outcome::Answer(answer));
        }
        let description = &self.description;
        let (name, parameters) = match find(description, &request.method, &request.path) {
            Found::Route(name, parameters) => (name, parameters),
            Found::Methods(methods) => {
                let refusal = Refusal::new(Refused::MethodNotAllowed, "method not allowed here");
                let answer = refusal.answer(&description.errors);
                return Ok(Outcome::Answer(
                    answer.with_header("Allow", methods.join(", ")),
                ));
            }
            Found::Redirect(path) => {
                return Ok(Outcome::Answer(
                    Answer::empty(301).with_header("Location", path),
                ));
            }
            Found::Nothing => return Err(Refusal::new(Refused::NotFound, "no such path")),
        };
        request.parameters = parameters;
        let Some(route) = description.routes.get(&name) else {
            return Err(Refusal::new(Refused::NotFound, "no such path"));
        };
        entry.route = Some(name.clone());
        if too_large {
            return Err(Refusal::new(Refused::TooLarge, "the body is too large"));
        }
        let struck = live
            .faults
            .strike(&name, route.operation == Operation::Token, |kind| {
                fits(kind, route, request, description)
            });
        entry.faults.clone_from(&struck);
        if let Some(outcome) = self.before(live, request, &struck)? {
            return Ok(outcome);
        }
        let answer = self.operate(live, route, request, now_ms, &struck)?;
        Ok(after(answer, &struck))
    }

    fn limited(&self, live: &mut Live, now_ms: u64) -> Option<Answer> {
        let limit = self.description.server.rate_limit?;
        let wait = live.limiter.over(&limit, now_ms)?;
        let refusal = Refusal::new(Refused::TooMany, "too many requests");
        let answer = refusal.answer(&self.description.errors);
        Some(if limit.retry_after {
            answer.with_header("Retry-After", wait.to_string())
        } else {
            answer
        })
    }

    /// Faults that keep the operation from happening.
    fn before(
        &self,
        live: &mut Live,
        request: &Request,
        struck: &[FaultKind],
    ) -> Result<Option<Outcome>, Refusal> {
        for kind in struck {
            match kind {
                FaultKind::Drop => return Ok(Some(Outcome::Cut)),
                FaultKind::Error500 => {
                    return Err(Refusal::new(Refused::Failed, "internal error"));
                }
                FaultKind::Error503 => {
                    let refusal = Refusal::new(Refused::Failed, "temporarily unavailable");
                    let mut answer = refusal.answer(&self.description.errors);
                    answer.status = 503;
                    return Ok(Some(Outcome::Answer(answer)));
                }
                FaultKind::Error429 => {
                    return Err(Refusal::new(Refused::TooMany, "too many requests"));
                }
                FaultKind::Unauthorized => {
                    return Err(Refusal::new(
                        Refused::Unauthorized,
                        "the token is not valid",
                    ));
                }
                FaultKind::ExpireToken => {
                    let about = &self.description.authentication;
                    if let Some(presented) = Access::presented(about, request) {
                        live.access.expire(presented);
                    }
                }
                _ => {}
            }
        }
        Ok(None)
    }

    fn operate(
        &self,
        live: &mut Live,
        route: &Route,
        request: &Request,
        now_ms: u64,
        struck: &[FaultKind],
    ) -> Result<Answer, Refusal> {
        let about = &self.description.authentication;
        if route.operation == Operation::Token {
            return live.access.grant(about, request, now_ms);
        }
        let caller = if route.open {
            Caller::default()
        } else {
            let caller = live.access.caller(about, request, now_ms)?;
            self.permitted(live, route, &caller)?;
            caller
        };
        run(&mut Job {
            world: &mut live.world,
            route,
            resource: route.resource.as_deref().unwrap_or_default(),
            request,
            subject: caller.subject.as_deref(),
            now_ms,
            without_rows: struck.contains(&FaultKind::Empty),
        })
    }

    fn permitted(&self, live: &Live, route: &Route, caller: &Caller) -> Result<(), Refusal> {
        let forbidden = || Refusal::new(Refused::Forbidden, "access denied");
        if let (Some(subjects), Some(subject)) =
            (&self.description.authentication.subjects, &caller.subject)
        {
            let keys = std::slice::from_ref(&subjects.field);
            let id = live.world.find(&subjects.resource, keys, subject);
            let row = id.and_then(|id| live.world.row(&subjects.resource, &id));
            let row = row.ok_or_else(forbidden)?;
            let fit = |(field, value): (&String, &serde_json::Value)| row.get(field) == Some(value);
            if !subjects.require.iter().all(fit) {
                return Err(forbidden());
            }
        }
        match &route.scope {
            Some(scope) if !caller.may(scope) => Err(forbidden()),
            _ => Ok(()),
        }
    }
}

/// Whether a fault can happen to this request at all.
fn fits(kind: FaultKind, route: &Route, request: &Request, description: &Description) -> bool {
    match kind {
        FaultKind::Empty => route.operation == Operation::List,
        FaultKind::Truncate => route.shape.is_some() || route.operation == Operation::Token,
        FaultKind::ExpireToken | FaultKind::Unauthorized => {
            !route.open && Access::presented(&description.authentication, request).is_some()
        }
        _ => true,
    }
}

/// Faults of the answer.
fn after(mut answer: Answer, struck: &[FaultKind]) -> Outcome {
    for kind in struck {
        match kind {
            FaultKind::DropAfter => return Outcome::Cut,
            FaultKind::Html => {
                answer = Answer::html(
                    200,
                    "<!DOCTYPE html><html><head><title>Sign in</title></head>\
                     <body><h1>Please sign in</h1></body></html>",
                );
            }
            FaultKind::Truncate if answer.is_json() => {
                answer.body.truncate(answer.body.len() / 2);
            }
            _ => {}
        }
    }
    Outcome::Answer(answer)
}

/// The names in a body, for the log.
fn field_names(request: &Request) -> Vec<String> {
    match serde_json::from_slice(&request.body) {
        Ok(serde_json::Value::Object(map)) => map.keys().cloned().collect(),
        _ if request.content_type() == "application/x-www-form-urlencoded" => {
            let text = String::from_utf8_lossy(&request.body);
            pairs(&text).into_iter().map(|(name, _)| name).collect()
        }
        _ => Vec::new(),
    }
}

/// Answers every request of the server.
pub(crate) async fn handle(
    State(target): State<Arc<Target>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    incoming: axum::extract::Request,
) -> Response<Body> {
    let (parts, body) = incoming.into_parts();
    let limit = target.description.server.max_body_bytes;
    let (body, too_large) = match to_bytes(body, limit).await {
        Ok(bytes) => (bytes.to_vec(), false),
        Err(_) => (Vec::new(), true),
    };
    let query_text = parts.uri.query().map(str::to_owned);
    let mut request = Request {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: query_text.as_deref().map(pairs).unwrap_or_default(),
        query_text,
        headers: parts.headers,
        body,
        parameters: Vec::new(),
    };
    let (outcome, wait) = target.answer(&mut request, too_large);
    let wait = wait + target.latency;
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
    match outcome {
        Outcome::Answer(answer) => respond(answer),
        Outcome::Cut => {
            scissors.cut();
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn respond(answer: Answer) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Some(media) = answer.content_type {
        headers.insert("content-type", HeaderValue::from_static(media));
    }
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::try_from(name.as_str()),
            HeaderValue::try_from(value.as_str()),
        ) {
            headers.insert(name, value);
        }
    }
    response
}
