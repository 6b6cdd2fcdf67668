//! Authentication: the header value of each call, and renewing it (`rest-dialect §1`).
//!
//! A token is fetched before the first call only where the initial one cannot work; else it is tried
//! first and renewed when an answer rejects it. Calls that find a token rejected at the same time
//! renew it once: each names the generation it used, and a newer one is simply taken.
//!
//! Where each request is signed on its own there is no token: a request is rendered with a mark, and
//! the signature of the moment takes its place before every attempt.

mod assertion;
mod fetch;
mod kept;
pub(crate) mod key;
pub(crate) mod rejection;
mod settings;
mod signer;
mod taught;
mod token;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Value};
use tokio::sync::Mutex;

use crate::Outcome;
use crate::origin::Origins;
use crate::ports::{Event, RequestSpec};
use crate::send::exchange::World;

use kept::Kept;
pub(crate) use settings::{Kind, Settings};
use signer::Signer;

/// An authentication with what a run has learnt.
pub(crate) struct Authenticator {
    pub settings: Settings,
    state: Mutex<State>,
    signer: OnceLock<Signer>,
    /// Requests sent. Held while a pause lasts, so that every call of the authentication waits.
    sent: Mutex<u64>,
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authenticator({})", self.settings.name)
    }
}

#[derive(Default)]
struct State {
    value: Option<String>,
    cookies: Option<String>,
    refresh_token: Option<String>,
    kept: Kept,
    generation: u64,
}

/// A header value, and which one it is.
#[derive(Clone)]
pub(crate) struct Token {
    pub value: String,
    /// The cookies of a login: `${cookies}`.
    pub cookies: Option<String>,
    pub generation: u64,
}

impl Authenticator {
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            state: Mutex::new(State::default()),
            signer: OnceLock::new(),
            sent: Mutex::new(0),
        }
    }

    /// Lets an attempt out: after a pause where `apiRateLimitConfig` wants one (`rest-dialect
    /// §1.12`), and signed for this moment where each request is signed.
    ///
    /// # Errors
    /// `R2004` when the key cannot be used.
    pub async fn let_out<'r>(
        &self,
        world: &World,
        request: &'r RequestSpec,
    ) -> Outcome<Cow<'r, RequestSpec>> {
        self.pace(world).await;
        let Some(signer) = self.signer.get() else {
            return Ok(Cow::Borrowed(request));
        };
        let mut signed = request.clone();
        let header = self.settings.header_name();
        signer.sign(&self.settings.name, header, &mut signed, world.clock.now())?;
        Ok(Cow::Owned(signed))
    }

    async fn pace(&self, world: &World) {
        let Some((calls, pause)) = self.settings.rate else {
            return;
        };
        let mut sent = self.sent.lock().await;
        if *sent > 0 && sent.is_multiple_of(calls) {
            world.listener.hear(&Event::Waiting {
                reason: "apiRateLimitConfig".to_owned(),
                duration: pause,
                attempt: 1,
                attempts: 1,
            });
            world.counters.waited(pause);
            world.clock.sleep(pause).await;
        }
        *sent += 1;
    }

    /// The current header value, fetched first where there is none that could work.
    ///
    /// # Errors
    /// `R2002`, `R2004` and those of the token request.
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
    /// `R2002`, `R2004` and those of the token request.
    pub async fn renew(&self, world: &World, origins: &Origins, seen: u64) -> Outcome<Token> {
        let mut state = self.state.lock().await;
        if state.generation == seen {
            self.fetch(&mut state, world, origins).await?;
        }
        Ok(state.token())
    }

    /// The value for a dry run: what is known without asking, else a placeholder.
    pub async fn known_token(&self, context: &Context) -> Token {
        let state = self.state.lock().await;
        let value = if self.settings.signs() {
            Some(signer::MARK.to_owned())
        } else {
            state.value.clone()
        };
        let known = value
            .or_else(|| self.initial(context).ok().flatten())
            .unwrap_or_else(|| "<token>".to_owned());
        let cookies = (self.settings.kind == Kind::Cookies)
            .then(|| state.cookies.clone().unwrap_or("<cookies>".to_owned()));
        Token {
            value: known,
            cookies,
            generation: state.generation,
        }
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
        if self.settings.signs() {
            let context = self.context(world, state)?;
            let signer = self.make_signer(world, &context)?;
            self.signer.get_or_init(|| signer);
            state.value = Some(signer::MARK.to_owned());
            return Ok(());
        }
        // A login is worth more than any initial value, which holds no cookies.
        if self.settings.kind == Kind::Cookies && self.settings.can_renew() {
            return self.fetch(state, world, origins).await;
        }
        let initial = self.initial(&self.context(world, state)?)?;
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

    fn make_signer(&self, world: &World, context: &Context) -> Outcome<Signer> {
        let property = |name: &str| {
            let found = self.settings.property(name, context)?;
            let found = found.filter(|value| !value.trim().is_empty());
            found.ok_or_else(|| {
                let message = format!(
                    "authentication {} lacks properties.{name}",
                    self.settings.name
                );
                let help = format!("add `{name}` to its properties");
                Box::new(Diagnostic::new(codes::SIGNING_KEY, message).with_help(help))
            })
        };
        if self.settings.kind == Kind::Hmac {
            return Ok(Signer::Hmac {
                integration: property("IKEY")?,
                secret: property("SKEY")?,
            });
        }
        let user = property("userId")?;
        let written = property("keyFilePath")?;
        let key = if written.contains("-----BEGIN") {
            written
        } else {
            String::from_utf8_lossy(&world.key_file(&written)?).into_owned()
        };
        world.masker.learn(&key);
        Ok(Signer::Headers { user, key })
    }

    fn nothing_to_send(&self) -> Box<Diagnostic> {
        let help = match self.settings.kind {
            Kind::Basic => "give properties.userName and properties.password",
            Kind::Jwt => "give jwtConfig with a key and signedAlgorithm",
            Kind::Cookies => "give the url of the login, and httpParams for it",
            _ => "give accessToken, or url, httpParams and tokenResponsePath to fetch one",
        };
        let message = format!("authentication {} has no token", self.settings.name);
        Box::new(Diagnostic::new(codes::NO_TOKEN, message).with_help(help))
    }

    /// The names that texts of ConnectionJSON may use.
    fn context(&self, world: &World, state: &State) -> Outcome<Context> {
        let now = world.clock.now();
        let mut context = world.context();
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
            cookies: self.cookies.clone(),
            generation: self.generation,
        }
    }
}
