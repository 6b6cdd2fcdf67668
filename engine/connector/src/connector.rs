//! A connector: a definition compiled once, and the way to its target.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bindery_definition::{
    Authentication, Definition, Text, UrlStart, UrlUse, origin_of, url_start,
};
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_expression::{Context, Engine, Sink};
use bindery_mapping::DateRule;
use bindery_model::catalogue::Operation;
use indexmap::IndexMap;
use url::Url;

use crate::Outcome;
use crate::auth::{Authenticator, Settings};
use crate::import::plan::ImportPlan;
use crate::import::users::UserPlan;
use crate::mask::Masker;
use crate::origin::Origins;
use crate::ports::{Clock, KeyFiles, Listener, Random, Transport, Vault};
use crate::provision::{Pace, TaskPolicy};
use crate::request::RequestTimeouts;
use crate::request::template::{Compiler, Template};
use crate::send::exchange::World;
use crate::send::{Counters, Counts, Patience, Wire};

/// What relative URLs resolve against (design D9).
#[derive(Debug, Clone, Default)]
pub enum BaseUrl {
    /// The origin of the authentication's own URL.
    #[default]
    OfAuthentication,
    /// This one (`base_url` in connector.toml).
    Default(Url),
    /// This one, in place of every origin that the definition names (`--base-url`).
    Override(Url),
}

/// What a connector is made of.
pub struct ConnectorConfig {
    /// The definition, parameters filled.
    pub definition: Definition,
    /// Compiles its bindings.
    pub engine: Engine,
    /// What relative URLs resolve against.
    pub base_url: BaseUrl,
    /// Origins that the operator allows besides the definition's own (design D5).
    pub allowed_origins: Vec<Url>,
    /// Plain http is allowed to hosts other than loopback.
    pub plain_http: bool,
    /// `escape = "eic"`: plain substitution (design D4).
    pub plain_substitution: bool,
    /// Values that are never shown: secret parameters.
    pub secrets: Vec<String>,
    /// How often and how long to try; ConfigJSON's own values where `None`.
    pub patience: Option<Patience>,
    /// The wire.
    pub transport: Arc<dyn Transport>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The random source.
    pub random: Arc<dyn Random>,
    /// Hears events.
    pub listener: Arc<dyn Listener>,
}

/// A part of a definition that compiled, or everything that is wrong with it.
pub(crate) type Part<T> = Result<T, Vec<Diagnostic>>;

/// A compiled definition with the way to its target.
pub struct Connector {
    pub(crate) definition: Definition,
    pub(crate) wire: Wire,
    pub(crate) import: Option<Part<ImportPlan>>,
    pub(crate) users: Option<Part<UserPlan>>,
    pub(crate) engine: Engine,
    pub(crate) plain_substitution: bool,
    pub(crate) timeouts: RequestTimeouts,
    endpoint: Option<String>,
    /// How tasks are tried.
    pub(crate) policy: TaskPolicy,
    /// Tasks begun, for `provisioningLimit`.
    pub(crate) pace: Pace,
}

impl Connector {
    /// Compiles a definition. What is broken keeps only its own part from running; see
    /// [`Connector::problems`].
    #[must_use]
    pub fn new(config: ConnectorConfig) -> Self {
        let compiler = || Compiler::new(&config.engine, config.plain_substitution);
        let definition = &config.definition;
        let masker = Masker::default();
        for secret in &config.secrets {
            masker.learn(secret);
        }
        let written = definition.connection.as_ref();
        let written: Vec<&Authentication> = written
            .map(|c| c.authentications.values().collect())
            .unwrap_or_default();
        let mut auths = IndexMap::new();
        for auth in &written {
            let settings = Settings::compile(compiler(), auth);
            if let Ok(settings) = &settings {
                settings.teach(&masker, auth);
            }
            auths.insert(
                auth.name.as_str().to_owned(),
                settings.map(Authenticator::new),
            );
        }
        let origins = origins(&config, &written, &auths);
        let timeouts = timeouts(definition);
        let import = ImportPlan::compile(compiler(), definition, timeouts);
        let users = definition.import_user.as_ref();
        let pattern = definition.import.as_ref();
        let pattern = pattern.and_then(|import| import.date_format.as_ref());
        let users =
            users.map(|document| UserPlan::compile(compiler(), document, pattern, timeouts));
        let wire = Wire {
            world: World {
                transport: config.transport,
                clock: config.clock,
                random: config.random,
                listener: config.listener,
                masker: Arc::new(masker),
                patience: config.patience.unwrap_or_else(|| patience(definition)),
                counters: Counters::default(),
                connection: definition.name.clone(),
                vault: None,
                key_files: None,
                notices: Mutex::default(),
                patient_until: AtomicI64::new(0),
                zone: None,
            },
            own_origins: own_origins(&config.base_url, &written, &origins),
            origins,
            auths,
            encrypted: definition.connection_is_encrypted,
        };
        Self {
            definition: config.definition,
            wire,
            import,
            users,
            engine: config.engine,
            plain_substitution: config.plain_substitution,
            timeouts,
            endpoint: None,
            policy: TaskPolicy::default(),
            pace: Pace::default(),
        }
    }

    /// Tries tasks so; ten times, from the call that failed, unless told otherwise.
    #[must_use]
    pub fn with_task_policy(mut self, policy: TaskPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Reads dates that name no zone, and shows dates, in the zone of this name; in UTC otherwise
    /// (design D16).
    ///
    /// # Errors
    /// `B1003` where no zone has the name.
    pub fn with_time_zone(mut self, name: &str) -> Outcome<Self> {
        let name = name.trim();
        if Context::new().with_zone(name).is_none() {
            let message = format!("`{name}` is not the name of a time zone");
            let unknown = Diagnostic::new(codes::WRONG_TYPE, message);
            let help = "give time_zone a name such as Europe/Oslo";
            return Err(Box::new(unknown.with_help(help)));
        }
        let placed = |dates: &mut DateRule| {
            if let Some(zoned) = dates.clone().in_zone_named(name) {
                *dates = zoned;
            }
        };
        if let Some(Ok(plan)) = &mut self.import {
            placed(&mut plan.dates);
        }
        if let Some(Ok(plan)) = &mut self.users {
            placed(&mut plan.dates);
        }
        self.wire.world.zone = Some(name.to_owned());
        Ok(self)
    }

    /// Works on this endpoint of the repository; on the one named after the connection otherwise.
    #[must_use]
    pub fn with_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Names new accounts by this rule, a template over `user`; by the definition's own otherwise, and
    /// after the username where it has none.
    #[must_use]
    pub fn with_account_name_rule(mut self, rule: Text) -> Self {
        self.definition.account_name_rule = Some(rule);
        self
    }

    /// Keeps rotated refresh tokens here; without a vault they are kept in memory only.
    #[must_use]
    pub fn with_vault(mut self, vault: Arc<dyn Vault>) -> Self {
        self.wire.world.vault = Some(vault);
        self
    }

    /// Reads the key files that the definition names from here.
    #[must_use]
    pub fn with_key_files(mut self, files: Arc<dyn KeyFiles>) -> Self {
        self.wire.world.key_files = Some(files);
        self
    }

    /// Sends through another transport, which may pass requests on to the one so far. It gets the masker,
    /// which learns secrets as the run goes on.
    #[must_use]
    pub fn through(
        mut self,
        over: impl FnOnce(Arc<dyn Transport>, Arc<Masker>) -> Arc<dyn Transport>,
    ) -> Self {
        let world = &mut self.wire.world;
        world.transport = over(world.transport.clone(), world.masker.clone());
        self
    }

    /// What the operator should know of the runs so far, besides their outcome; masked.
    #[must_use]
    pub fn notices(&self) -> Vec<Diagnostic> {
        let notices = &self.wire.world.notices;
        let notices = notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.clone()
    }

    /// The connection's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.definition.name
    }

    /// The endpoint it works on, named after the connection unless told otherwise (design D15).
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.endpoint.as_deref().unwrap_or(&self.definition.name)
    }

    /// The definition.
    #[must_use]
    pub const fn definition(&self) -> &Definition {
        &self.definition
    }

    /// Hides secrets; everything shown about this connection passes through it.
    #[must_use]
    pub fn masker(&self) -> &Masker {
        &self.wire.world.masker
    }

    /// What has been sent so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.wire.world.counters.read()
    }

    /// Everything that did not compile, part by part.
    #[must_use]
    pub fn problems(&self) -> Vec<&Diagnostic> {
        let auths = self.wire.auths.values().filter_map(|a| a.as_ref().err());
        let import = self.import.iter().filter_map(|i| i.as_ref().err());
        let users = self.users.iter().filter_map(|u| u.as_ref().err());
        auths.chain(import).chain(users).flatten().collect()
    }

    pub(crate) fn import_plan(&self) -> Result<&ImportPlan, Vec<Diagnostic>> {
        match &self.import {
            Some(Ok(plan)) => Ok(plan),
            Some(Err(problems)) => Err(problems.clone()),
            None => Err(vec![
                Diagnostic::new(codes::NO_OPERATION, "the definition has no import")
                    .with_help("it needs ImportAccountEntJSON"),
            ]),
        }
    }

    pub(crate) fn user_plan(&self) -> Result<&UserPlan, Vec<Diagnostic>> {
        match &self.users {
            Some(Ok(plan)) => Ok(plan),
            Some(Err(problems)) => Err(problems.clone()),
            None => Err(vec![
                Diagnostic::new(codes::NO_OPERATION, "the definition has no import of users")
                    .with_help("it needs ImportUserJSON"),
            ]),
        }
    }

    /// Stops a run before its first request while a parameter of one of these attributes has no
    /// value (design D9).
    pub(crate) fn require_parameters(&self, attributes: &[&str]) -> Result<(), Vec<Diagnostic>> {
        let mut names: BTreeMap<&str, &bindery_definition::ParameterUse> = BTreeMap::new();
        for parameter in self.definition.parameters.iter().filter(|p| !p.filled) {
            let attribute = parameter.place.attribute.as_deref();
            if attribute.is_none_or(|a| attributes.iter().any(|b| b.eq_ignore_ascii_case(a))) {
                names.entry(&parameter.name).or_insert(parameter);
            }
        }
        if names.is_empty() {
            return Ok(());
        }
        Err(names
            .into_iter()
            .map(|(name, parameter)| {
                Diagnostic::new(
                    codes::UNFILLED_AT_RUN,
                    format!("parameter {name} has no value"),
                )
                .at(parameter.place.clone(), "used here")
                .with_severity(Severity::Error)
                .with_help(format!("give it with --param \"{name}=VALUE\""))
            })
            .collect())
    }

    /// Whether the definition has a document for an operation.
    #[must_use]
    pub fn has_operation(&self, operation: Operation) -> bool {
        self.definition.operation(operation).is_some()
    }
}

fn timeouts(definition: &Definition) -> RequestTimeouts {
    let written = definition.config.as_ref().map(|c| c.timeouts);
    let seconds = |n: Option<u64>| n.filter(|n| *n > 0).map(Duration::from_secs);
    RequestTimeouts {
        connect: seconds(written.and_then(|t| t.connection)),
        read: seconds(written.and_then(|t| t.read)),
    }
}

fn patience(definition: &Definition) -> Patience {
    let mut patience = Patience::default();
    if let Some(timeouts) = definition.config.as_ref().map(|c| c.timeouts) {
        if let Some(count) = timeouts.retry_count {
            patience.retries = count.min(10);
        }
        if let Some(wait) = timeouts.retry_wait {
            patience.wait = Duration::from_secs(wait.min(60));
        }
    }
    patience
}

/// The origins of the definition's URLs, the base, and what the operator adds (design D5).
fn origins(
    config: &ConnectorConfig,
    written: &[&Authentication],
    auths: &IndexMap<String, Part<Authenticator>>,
) -> Origins {
    let mut origins = Origins::default();
    if config.plain_http {
        origins.allow_plain_http();
    }
    for allowed in &config.allowed_origins {
        origins.allow(allowed);
    }
    for url in &config.definition.urls {
        if let Some(url) = static_origin(config, url, auths) {
            origins.define(&url);
        }
    }
    let own = written
        .iter()
        .filter_map(|auth| auth.url.as_ref())
        .find_map(literal_origin);
    match (&config.base_url, own) {
        (BaseUrl::Override(url), _) => origins.set_base(url.clone(), true),
        (BaseUrl::Default(url), _) => origins.set_base(url.clone(), false),
        (BaseUrl::OfAuthentication, Some(url)) => origins.set_base(url, false),
        (BaseUrl::OfAuthentication, None) => {}
    }
    origins
}

/// Each authentication's own base, where the operator names none.
fn own_origins(
    base: &BaseUrl,
    written: &[&Authentication],
    origins: &Origins,
) -> IndexMap<String, Origins> {
    if !matches!(base, BaseUrl::OfAuthentication) {
        return IndexMap::new();
    }
    written
        .iter()
        .filter_map(|auth| {
            let mut own = origins.clone();
            own.set_base(literal_origin(auth.url.as_ref()?)?, false);
            Some((auth.name.as_str().to_owned(), own))
        })
        .collect()
}

/// The origin of a URL of the definition, where it does not depend on the moment: written out, or
/// made of `${connection.…}` alone.
fn static_origin(
    config: &ConnectorConfig,
    written: &UrlUse,
    auths: &IndexMap<String, Part<Authenticator>>,
) -> Option<Url> {
    literal_origin(&written.text).or_else(|| {
        let mut compiler = Compiler::new(&config.engine, config.plain_substitution);
        let template: Template = compiler.compile(&written.text, Sink::Url);
        if !template.reads_only("connection") {
            return None;
        }
        let auth = match &written.connection {
            Some((name, _)) => auths.get(name)?,
            None => auths.values().next()?,
        };
        let settings = &auth.as_ref().ok()?.settings;
        let connection = settings.connection(&Context::new()).ok()?;
        let text = template
            .text(&Context::new().with("connection", connection))
            .ok()?;
        Url::parse(&origin_of(&text)?).ok()
    })
}

fn literal_origin(text: &Text) -> Option<Url> {
    match url_start(text)? {
        UrlStart::Origin(origin) => Url::parse(&origin).ok(),
        _ => None,
    }
}
