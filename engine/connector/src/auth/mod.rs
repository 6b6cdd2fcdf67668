//! Authentication: the header value of each call, and renewing it (`rest-dialect §1`).
//!
//! A token is fetched before the first call only where the initial one cannot work; else it is tried
//! first and renewed when an answer rejects it. Calls that find a token rejected at the same time
//! renew it once: each names the generation it used, and a newer one is simply taken.

mod fetch;
mod rejection;
mod settings;
mod token;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Value};
use tokio::sync::Mutex;

use crate::Outcome;
use crate::origin::Origins;
use crate::ports::Event;
use crate::send::exchange::World;

pub(crate) use settings::{Kind, Settings};

/// An authentication with what a run has learnt.
#[derive(Debug)]
pub(crate) struct Authenticator {
    pub settings: Settings,
    state: Mutex<State>,
    sent: AtomicU64,
}

#[derive(Default)]
struct State {
    value: Option<String>,
    refresh_token: Option<String>,
    generation: u64,
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "State({})", self.generation)
    }
}

/// A header value, and which one it is.
#[derive(Clone)]
pub(crate) struct Token {
    pub value: String,
    pub generation: u64,
}

impl Authenticator {
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            state: Mutex::new(State::default()),
            sent: AtomicU64::new(0),
        }
    }

    /// Pauses where `apiRateLimitConfig` wants one before the next request (`rest-dialect §1.12`).
    pub async fn pace(&self, world: &World) {
        let sent = self.sent.fetch_add(1, Ordering::Relaxed);
        if let Some((calls, pause)) = self.settings.rate
            && sent > 0
            && sent.is_multiple_of(calls)
        {
            world.listener.hear(&Event::Waiting {
                reason: "apiRateLimitConfig".to_owned(),
                duration: pause,
                attempt: 1,
                attempts: 1,
            });
            world.clock.sleep(pause).await;
        }
    }

    /// The current header value, fetched first where there is none that could work.
    ///
    /// # Errors
    /// `R2002` and those of the token request.
    pub async fn token(&self, world: &World, origins: &Origins) -> Outcome<Token> {
        let mut state = self.state.lock().await;
        if state.value.is_none() {
            self.begin(&mut state, world, origins).await?;
        }
        Ok(state.token())
    }

    /// A newer value than the one of a generation.
    ///
    /// # Errors
    /// `R2002` and those of the token request.
    pub async fn renew(&self, world: &World, origins: &Origins, seen: u64) -> Outcome<Token> {
        let mut state = self.state.lock().await;
        if state.generation == seen {
            self.fetch(&mut state, world, origins).await?;
        }
        Ok(state.token())
    }

    /// The value for a dry run: what is known without asking, else a placeholder.
    pub async fn known_token(&self, context: &Context) -> String {
        let known = self.state.lock().await.value.clone();
        known
            .or_else(|| self.initial(context).ok().flatten())
            .unwrap_or_else(|| "<token>".to_owned())
    }

    fn initial(&self, context: &Context) -> Outcome<Option<String>> {
        if self.settings.kind == Kind::Basic
            && let Some(basic) = self.settings.basic(context)?
        {
            return Ok(Some(basic));
        }
        match &self.settings.initial {
            Some(template) => Ok(Some(template.text(context)?).filter(|t| !t.trim().is_empty())),
            None => Ok(None),
        }
    }

    async fn begin(&self, state: &mut State, world: &World, origins: &Origins) -> Outcome<()> {
        if let Kind::Unsupported(name) = &self.settings.kind {
            let message = format!(
                "authentication {} uses {name}, which bindery does not speak yet",
                self.settings.name
            );
            return Err(Box::new(
                Diagnostic::new(codes::NO_TOKEN, message)
                    .with_help("Basic, BasicWithAccessToken and oauth2 work"),
            ));
        }
        let context = self.context(world, state)?;
        let initial = self.initial(&context)?;
        let is_worth_a_try = initial.as_deref().is_some_and(|v| !token::is_dummy(v));
        match initial {
            Some(value) if is_worth_a_try || !self.settings.can_renew() => {
                world.masker.learn(&value);
                state.value = Some(value);
                Ok(())
            }
            None if !self.settings.can_renew() => Err(self.nothing_to_send()),
            _ => self.fetch(state, world, origins).await,
        }
    }

    fn nothing_to_send(&self) -> Box<Diagnostic> {
        let help = match self.settings.kind {
            Kind::Basic => "give properties.userName and properties.password",
            _ => "give accessToken, or url, httpParams and tokenResponsePath to fetch one",
        };
        let message = format!("authentication {} has no token", self.settings.name);
        Box::new(Diagnostic::new(codes::NO_TOKEN, message).with_help(help))
    }

    /// The names that texts of ConnectionJSON may use.
    fn context(&self, world: &World, state: &State) -> Outcome<Context> {
        let now = world.clock.now();
        let mut context = Context::new().with_clock(now);
        context.set("connection", self.settings.connection(&context)?);
        if let Some(key) = self.settings.property("apiKey", &context)? {
            context.set("apiKey", Value::from(key));
        }
        context.set("timestamp", Value::from((now / 1000).to_string()));
        let refresh = match (&state.refresh_token, &self.settings.refresh_token) {
            (Some(current), _) => Value::from(current.as_str()),
            (None, Some(configured)) => Value::from(configured.text(&context)?),
            (None, None) => Value::Null,
        };
        context.set("refresh_token", refresh);
        let access = state.value.as_deref().map_or(Value::Null, Value::from);
        context.set("access_token", access);
        Ok(context)
    }
}

impl State {
    fn token(&self) -> Token {
        Token {
            value: self.value.clone().unwrap_or_default(),
            generation: self.generation,
        }
    }
}
