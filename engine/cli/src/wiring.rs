//! From an opened package to a connector that can run: the wire, the clock, randomness, who listens.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bindery_connector::ports::Listener;
use bindery_connector::provision::TaskPolicy;
use bindery_connector::send::Patience;
use bindery_connector::{BaseUrl, Connector, ConnectorConfig, Correlation, ImportOptions};
use bindery_definition::{Config, Escape, LimitProfile, Manifest, Text, Timeouts};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Engine, Limits};
use bindery_http::{HttpTransport, Options};
use bindery_mapping::{MissingUsers, Threshold};
use bindery_repository::StoreVault;
use url::Url;

use crate::exit::{Exit, Failure};
use crate::opening::{ConnectorArguments, Opened};
use crate::reel::{Reel, Running};
use crate::secrets::{KeyFolder, beside, seal_key};
use crate::workspace;

/// Makes the connector of an opened package; rotated refresh tokens are kept in the store.
pub fn connect(
    arguments: &ConnectorArguments,
    opened: &Opened,
    store: Option<&Path>,
    listener: Arc<dyn Listener>,
) -> Result<Connector, Failure> {
    let live = connect_over(arguments, opened, store, listener, Reel::live())?;
    Ok(live.0)
}

/// The same, recorded or replayed.
pub fn connect_over(
    arguments: &ConnectorArguments,
    opened: &Opened,
    store: Option<&Path>,
    listener: Arc<dyn Listener>,
    reel: Reel,
) -> Result<(Connector, Running), Failure> {
    let arguments = match opened.declared {
        Some(_) => &opened.arguments,
        None => arguments,
    };
    let connection = opened.connection()?;
    let manifest = &connection.manifest;
    let mut definition = connection.definition.clone();
    if let Some(settings) = opened.declared {
        definition.name.clone_from(&settings.name);
        let written = settings.timeouts;
        let config = definition.config.get_or_insert_with(|| Config {
            place: settings.place.clone(),
            show_logs: None,
            timeouts: Timeouts::default(),
            limit: None,
        });
        config.timeouts.connection = written.connect.or(config.timeouts.connection);
        config.timeouts.read = written.read.or(config.timeouts.read);
    }
    let base_url = match (&arguments.base_url, &manifest.base_url) {
        (Some(text), _) => BaseUrl::Override(address(text, "--base-url")?),
        (None, Some(text)) => BaseUrl::Default(address(text, "base_url")?),
        (None, None) => BaseUrl::OfAuthentication,
    };
    let allowed = arguments
        .allow_origins
        .iter()
        .map(|text| (text, "--allow-origin"));
    let allowed = manifest
        .allowed_origins
        .iter()
        .map(|text| (text, "allowed_origins"))
        .chain(allowed);
    let allowed_origins = allowed
        .map(|(text, from)| address(text, from))
        .collect::<Result<_, _>>()?;
    let is_secret = |name: &str, named: bool| match manifest.parameters.get(name) {
        Some(entry) => entry.secret,
        // Where nothing is declared, a value that was not written out is taken for a secret.
        None => named,
    };
    let secrets = opened
        .parameters
        .iter()
        .filter(|p| is_secret(p.name(), !p.is_written_out()))
        .map(|p| p.value().to_owned())
        .collect();
    let transport =
        HttpTransport::new(Options::default()).map_err(|found| Failure::start(*found))?;
    let from = arguments.connection_json.as_ref();
    let folder = match &arguments.key_files {
        Some(folder) => folder.clone(),
        None => beside(from.unwrap_or(&arguments.connector)),
    };
    let connector = Connector::new(ConnectorConfig {
        definition,
        engine: Engine::new(limits(manifest.limits)),
        base_url,
        allowed_origins,
        plain_http: manifest.allow_plain_http,
        plain_substitution: manifest.escape == Escape::Eic,
        secrets,
        patience: arguments.retries.map(|retries| Patience {
            retries,
            ..Patience::default()
        }),
        transport: Arc::new(transport),
        clock: reel.clock.clone(),
        random: reel.random.clone(),
        listener,
    })
    .with_key_files(Arc::new(KeyFolder(folder)))
    .with_endpoint(&*opened.endpoint);
    let connector = with_task_settings(connector, manifest, &opened.endpoint)?;
    let connector = match store.filter(|_| reel.is_real()) {
        Some(store) => connector.with_vault(Arc::new(StoreVault::new(store, seal_key()?))),
        None => connector,
    };
    Ok(reel.over(connector))
}

/// How tasks are tried, accounts named and dates read: what the workspace says of the endpoint, else the folder.
fn with_task_settings(
    connector: Connector,
    manifest: &Manifest,
    endpoint: &str,
) -> Result<Connector, Failure> {
    let own = workspace::current()?.endpoint(endpoint);
    let usual = TaskPolicy::default();
    let tries = own.and_then(|e| e.max_tries).or(manifest.max_tries);
    let wait = own.and_then(|e| e.retry_wait).or(manifest.retry_wait);
    let resume = own.and_then(|e| e.resume).or(manifest.resume);
    let connector = connector.with_task_policy(TaskPolicy {
        tries: tries.unwrap_or(usual.tries),
        resume: resume.unwrap_or_default(),
        wait: wait.map_or(usual.wait, Duration::from_secs),
        ..usual
    });
    let connector = match time_zone(manifest, endpoint)? {
        Some(zone) => connector
            .with_time_zone(&zone)
            .map_err(|found| Failure::start(*found))?,
        None => connector,
    };
    Ok(match own.and_then(|e| e.account_name_rule.as_ref()) {
        Some((rule, _)) => connector.with_account_name_rule(Text::plain(rule.as_str())),
        None => connector,
    })
}

/// The zone of dates: what the workspace says of the endpoint, else the folder.
pub fn time_zone(manifest: &Manifest, endpoint: &str) -> Result<Option<String>, Failure> {
    let own = workspace::current()?.endpoint(endpoint);
    let zone = own.and_then(|e| e.time_zone.as_ref());
    Ok(zone.or(manifest.time_zone.as_ref()).cloned())
}

/// What the folder says of an import beyond EIC's attributes: correlation, users that went missing.
pub fn import_options(opened: &Opened) -> Result<ImportOptions, Failure> {
    let connection = opened.connection()?;
    let manifest = &connection.manifest;
    let workspace = workspace::current()?;
    let own = workspace.endpoint(&opened.endpoint);
    let correlation = own.and_then(|e| e.correlation.as_ref());
    let correlation = correlation.or(manifest.correlation.as_ref());
    let users = own.and_then(|e| e.users).unwrap_or(manifest.users);
    let correlation = correlation.map(|rule| Correlation {
        pairs: rule.pairs.clone(),
        ignore_case: rule.ignore_case,
    });
    Ok(ImportOptions {
        correlation,
        missing_users: MissingUsers {
            inactivate: users.inactivate,
            threshold: users.threshold.map_or(Threshold::NONE, Threshold::of),
        },
        ..ImportOptions::default()
    })
}

/// The limits of a connection's bindings.
pub fn limits(profile: LimitProfile) -> Limits {
    match profile {
        LimitProfile::Standard => Limits::default(),
        LimitProfile::Large => Limits::large(),
    }
}

/// Reads an absolute http address.
fn address(text: &str, from: &str) -> Result<Url, Failure> {
    let url = Url::parse(text.trim()).ok();
    url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| {
            Failure::usage(
                format!("`{text}`, given as {from}, is not an address"),
                "write it as in https://acme.example",
            )
        })
}

/// The failure of a run that did not start or did not succeed; the codes decide on the exit.
pub fn failure(opened: &Opened, found: Vec<Diagnostic>) -> Failure {
    let exit = if found.iter().any(|d| d.code == codes::UNFILLED_AT_RUN) {
        Exit::Refused
    } else if found.iter().any(|d| {
        matches!(
            d.code,
            codes::NO_OPERATION | codes::NO_CALL | codes::MISSING_SUBJECT
        )
    }) {
        Exit::CouldNotStart
    } else {
        Exit::Errors
    };
    opened.failure(found, exit)
}
