//! One request until it has an answer that can be judged: repeats, waits, events, counters.
//!
//! Nothing here knows of tokens or success rules; the decision on repeating is [`decide`]'s alone.
//! Every attempt is let out by its authentication, which paces and signs.

use std::borrow::Cow;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bindery_diagnostics::{Code, Diagnostic, codes};
use bindery_expression::Context;

use super::decision::{Attempt, Decision, decide};
use super::retry_after::retry_after;
use super::told::{Told, detail};
use crate::Outcome;
use crate::auth::Authenticator;
use crate::mask::Masker;
use crate::ports::{
    Clock, Event, KeyFiles, Listener, Random, RequestSpec, ResponseData, Timestamp, Transport,
    TransportError, TransportFault, Vault, Wants,
};

/// How long and how often to try again.
#[derive(Debug, Clone)]
pub struct Patience {
    /// Repeats of one request, at most; 3 by default (`ConfigJSON.connectionTimeoutConfig.retryCount`).
    pub retries: u32,
    /// The wait before the first repeat, doubled for each further one; 2 seconds by default
    /// (`retryWait`).
    pub wait: Duration,
    /// The longest wait that a target may ask for with `Retry-After`; 5 minutes by default, the
    /// longest block that a documented target imposes.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            retries: 3,
            wait: Duration::from_secs(2),
            longest: Duration::from_secs(300),
        }
    }
}

/// What a run has sent so far.
#[derive(Debug, Default)]
pub struct Counters {
    requests: AtomicU64,
    retries: AtomicU64,
    bytes: AtomicU64,
    waited_ms: AtomicU64,
}

/// The counters at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests sent, repeats and token requests included.
    pub requests: u64,
    /// Requests that were repeats.
    pub retries: u64,
    /// Bytes of bodies received.
    pub bytes: u64,
    /// Milliseconds of waiting: before repeats, and where `apiRateLimitConfig` wants a pause. Calls
    /// that wait at the same time count each.
    pub waited_ms: u64,
}

impl Counters {
    /// The counts now.
    #[must_use]
    pub fn read(&self) -> Counts {
        Counts {
            requests: self.requests.load(Ordering::Relaxed),
            retries: self.retries.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            waited_ms: self.waited_ms.load(Ordering::Relaxed),
        }
    }

    /// Counts a wait.
    pub(crate) fn waited(&self, duration: Duration) {
        let waited = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        self.waited_ms.fetch_add(waited, Ordering::Relaxed);
    }

    /// Counts a repeat that was decided elsewhere, after a token was renewed.
    pub(crate) fn repeated(&self) {
        self.retries.fetch_add(1, Ordering::Relaxed);
    }
}

/// The outside world of a run.
pub(crate) struct World {
    pub transport: Arc<dyn Transport>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub listener: Arc<dyn Listener>,
    pub masker: Arc<Masker>,
    pub patience: Patience,
    pub counters: Counters,
    /// The connection's name.
    pub connection: String,
    /// Keeps rotated refresh tokens.
    pub vault: Option<Arc<dyn Vault>>,
    /// The key files that the definition names.
    pub key_files: Option<Arc<dyn KeyFiles>>,
    /// What the operator should know besides the outcome.
    pub notices: Mutex<Vec<Diagnostic>>,
    /// Until when the target asked for patience, in milliseconds since 1970.
    pub patient_until: AtomicI64,
    /// The zone of dates that name none; UTC where `None` (design D16).
    pub zone: Option<String>,
}

/// An answered request.
pub(crate) struct Exchange {
    pub response: ResponseData,
    /// An earlier attempt of the same request may have taken effect.
    pub repeated: bool,
    pub elapsed: Duration,
}

impl World {
    /// What templates are evaluated in: the present, in the connection's zone.
    pub fn context(&self) -> Context {
        self.placed(Context::new().with_clock(self.clock.now()))
    }

    /// A context in the connection's zone.
    pub fn placed(&self, context: Context) -> Context {
        match &self.zone {
            Some(zone) => context.clone().with_zone(zone).unwrap_or(context),
            None => context,
        }
    }

    /// Sends a request, again where that is safe, until it is answered.
    ///
    /// # Errors
    /// `R1001`, `R1002`, `R1005`, `R1006`.
    pub async fn exchange(
        &self,
        purpose: &str,
        request: &RequestSpec,
        idempotent: bool,
        auth: Option<&Authenticator>,
    ) -> Outcome<Exchange> {
        let mut attempt = 0;
        let mut repeated = false;
        loop {
            let spec = match auth {
                Some(auth) => auth.let_out(self, request).await?,
                None => Cow::Borrowed(request),
            };
            let started = Instant::now();
            self.counters.requests.fetch_add(1, Ordering::Relaxed);
            let result = self.transport.send(&spec).await;
            let elapsed = started.elapsed();
            if let Ok(response) = &result {
                let bytes = u64::try_from(response.body.len()).unwrap_or(u64::MAX);
                self.counters.bytes.fetch_add(bytes, Ordering::Relaxed);
            }
            let seen = match &result {
                Ok(response) => Attempt::Answered(response.status),
                Err(error) => Attempt::Failed(error),
            };
            let decision = decide(&request.method, idempotent, seen);
            let wait = match decision {
                Decision::Wait | Decision::Retry if attempt < self.patience.retries => {
                    self.wait_before(attempt, result.as_ref().ok())
                }
                _ => None,
            };
            self.heed(result.as_ref().ok());
            match (decision, result, wait) {
                (Decision::Wait | Decision::Retry, result, Some(wait)) => {
                    repeated |= may_have_acted(&result);
                    let response = result.as_ref().ok();
                    self.tell(purpose, &spec, Told::of(response, "again", elapsed));
                    let status = result.ok().map(|r| r.status);
                    attempt += 1;
                    self.pause(status, wait, attempt).await;
                }
                (Decision::InDoubt, result, _) => {
                    let response = result.as_ref().ok();
                    self.tell(purpose, &spec, Told::of(response, "in doubt", elapsed));
                    return Err(self.in_doubt(purpose, request, &result));
                }
                (_, Err(error), _) => {
                    self.tell(
                        purpose,
                        &spec,
                        Told::of(None, failure_word(&error), elapsed),
                    );
                    return Err(self.unanswered(purpose, request, &error));
                }
                (_, Ok(response), _) if response.status == 429 => {
                    let told = Told::of(Some(&response), "rate limited", elapsed);
                    self.tell(purpose, &spec, told);
                    return Err(self.rate_limited(purpose, request, &response));
                }
                (_, Ok(response), _) => {
                    return Ok(Exchange {
                        response,
                        repeated,
                        elapsed,
                    });
                }
            }
        }
    }

    /// The wait before the next attempt; `None` when the target asks for more patience than there is.
    fn wait_before(&self, attempt: u32, response: Option<&ResponseData>) -> Option<Duration> {
        if let Some(asked) = self.asked(response) {
            return (asked <= self.patience.longest).then_some(asked);
        }
        let wait = self.patience.wait.saturating_mul(1 << attempt.min(16));
        let spread = u64::try_from(wait.as_millis() / 4).unwrap_or(0) + 1;
        let jitter = Duration::from_millis(self.random.next() % spread);
        Some((wait + jitter).min(self.patience.longest))
    }

    /// How long the target asks to wait.
    fn asked(&self, response: Option<&ResponseData>) -> Option<Duration> {
        let header = response?.header("retry-after")?;
        retry_after(header, self.clock.now())
    }

    /// Until when the target asked for patience; 0 where it did not.
    pub fn patient_until(&self) -> Timestamp {
        self.patient_until.load(Ordering::Relaxed)
    }

    /// Remembers until when the target asks for patience: whoever comes later had better wait too.
    fn heed(&self, response: Option<&ResponseData>) {
        let of_limits = response.filter(|r| matches!(r.status, 429 | 503));
        if let Some(asked) = self.asked(of_limits) {
            let asked = i64::try_from(asked.as_millis()).unwrap_or(i64::MAX);
            let until = self.clock.now().saturating_add(asked);
            self.patient_until.fetch_max(until, Ordering::Relaxed);
        }
    }

    /// The wait before a repeat that was decided elsewhere; `None` when patience is at its end.
    pub fn wait_again(&self, attempt: u32, response: &ResponseData) -> Option<Duration> {
        let again = attempt < self.patience.retries;
        again
            .then(|| self.wait_before(attempt, Some(response)))
            .flatten()
    }

    /// Waits, and tells of it.
    pub async fn pause(&self, status: Option<u16>, duration: Duration, attempt: u32) {
        self.counters.repeated();
        self.counters.waited(duration);
        self.listener.hear(&Event::Waiting {
            reason: status.map_or_else(|| "no answer".to_owned(), |s| s.to_string()),
            duration,
            attempt: attempt + 1,
            attempts: self.patience.retries + 1,
        });
        self.clock.sleep(duration).await;
    }

    /// Remembers what the operator should know, once.
    pub fn notice(&self, finding: Diagnostic) {
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        if !notices.contains(&finding) {
            self.listener.hear(&Event::Found(Box::new(finding.clone())));
            notices.push(finding);
        }
    }

    /// A key file of the definition.
    ///
    /// # Errors
    /// That of [`KeyFiles::read`], or that there is nowhere to look.
    pub fn key_file(&self, name: &str) -> Outcome<Vec<u8>> {
        match &self.key_files {
            Some(files) => files.read(name),
            None => {
                let message = format!("the key file `{name}` is nowhere to be looked for");
                Err(Box::new(Diagnostic::new(codes::TLS_FILE, message)))
            }
        }
    }

    /// Tells of one attempt.
    pub fn tell(&self, purpose: &str, request: &RequestSpec, told: Told<'_>) {
        let wanted = self.listener.wants() >= Wants::Calls;
        self.listener.hear(&Event::Call {
            purpose: purpose.to_owned(),
            method: request.method.clone(),
            url: self.masker.url(&request.url),
            status: told.response.map(|r| r.status),
            outcome: told.outcome.to_owned(),
            bytes: u64::try_from(told.response.map_or(0, |r| r.body.len())).unwrap_or(u64::MAX),
            elapsed: told.elapsed,
            detail: wanted.then(|| Box::new(detail(purpose, request, &told, &self.masker))),
        });
    }

    fn about(&self, request: &RequestSpec) -> String {
        format!("{} {}", request.method, self.masker.url(&request.url))
    }

    fn in_doubt(
        &self,
        purpose: &str,
        request: &RequestSpec,
        result: &Result<ResponseData, TransportError>,
    ) -> Box<Diagnostic> {
        let what = match result {
            Ok(response) => format!("the target answered {}", response.status),
            Err(error) => error.detail.clone(),
        };
        Box::new(
            Diagnostic::new(
                codes::IN_DOUBT,
                format!("nobody knows whether {purpose} took effect: {what}"),
            )
            .with_note(self.about(request))
            .with_help("look at the target before you repeat it"),
        )
    }

    fn unanswered(
        &self,
        purpose: &str,
        request: &RequestSpec,
        error: &TransportError,
    ) -> Box<Diagnostic> {
        match error.fault {
            TransportFault::Unrecorded => {
                return unrecorded(codes::REQUEST_DIFFERS, purpose, error);
            }
            TransportFault::PlayedOut => return unrecorded(codes::PLAYED_OUT, purpose, error),
            _ => {}
        }
        let code = if error.left {
            codes::NO_ANSWER
        } else {
            codes::UNREACHABLE
        };
        let why = if error.detail.is_empty() {
            "no answer came"
        } else {
            &error.detail
        };
        let help = match error.fault {
            TransportFault::UnknownHost | TransportFault::BadUrl => {
                "check the host in the base URL and in the definition"
            }
            TransportFault::Refused => "check the host and port, and that the target is running",
            TransportFault::Tls => {
                "check the host name and the certificates that this machine trusts"
            }
            TransportFault::Timeout => "the target may be slow: raise readTimeout in ConfigJSON",
            TransportFault::TooLarge => "ask for smaller pages",
            TransportFault::Closed
            | TransportFault::Other
            | TransportFault::Unrecorded
            | TransportFault::PlayedOut => "try again later",
        };
        Box::new(
            Diagnostic::new(code, format!("{purpose} got no answer: {why}"))
                .with_note(self.about(request))
                .with_help(help),
        )
    }

    fn rate_limited(
        &self,
        purpose: &str,
        request: &RequestSpec,
        response: &ResponseData,
    ) -> Box<Diagnostic> {
        let mut finding = Diagnostic::new(
            codes::RATE_LIMITED,
            format!("the target refuses {purpose} because of its rate limit"),
        )
        .with_note(self.about(request))
        .with_help(
            "wait, then run again; apiRateLimitConfig in ConnectionJSON spaces requests out",
        );
        if let Some(seconds) = response.header("retry-after") {
            let seconds: String = seconds.chars().take(40).collect();
            finding = finding.with_note(format!("it asks to wait {seconds} seconds"));
        }
        Box::new(finding)
    }
}

/// A replayed recording that knows no answer.
fn unrecorded(code: Code, purpose: &str, error: &TransportError) -> Box<Diagnostic> {
    let mut lines = error.detail.lines();
    let message = format!("{purpose}: {}", lines.next().unwrap_or_default());
    let help =
        "replay with the definition, options and parameters of the recording, or record anew";
    let mut finding = Diagnostic::new(code, message).with_help(help);
    finding.notes.extend(lines.map(str::to_owned));
    Box::new(finding)
}

fn may_have_acted(result: &Result<ResponseData, TransportError>) -> bool {
    match result {
        Ok(response) => !matches!(response.status, 429 | 503),
        Err(error) => error.left,
    }
}

fn failure_word(error: &TransportError) -> &'static str {
    match error.fault {
        TransportFault::BadUrl => "bad url",
        TransportFault::UnknownHost => "unknown host",
        TransportFault::Refused => "no connection",
        TransportFault::Tls => "tls failed",
        TransportFault::Timeout => "timeout",
        TransportFault::Closed => "cut short",
        TransportFault::TooLarge => "too large",
        TransportFault::Unrecorded | TransportFault::PlayedOut => "not recorded",
        TransportFault::Other => "failed",
    }
}
