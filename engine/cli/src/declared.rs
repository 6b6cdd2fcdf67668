//! A connection that the workspace declares, in the place of a CONNECTOR on the command line. What the
//! command line says wins.

use std::fs;
use std::path::Path;

use bindery_definition::{ConnectionSettings, ParameterSource, Workspace};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_repository::Repository;

use crate::exit::Failure;
use crate::opening::ConnectorArguments;
use crate::parameters::{Given, Parameter};
use crate::reason::reason;
use crate::secrets::seal_key;

/// The arguments with what a declared connection says filled in.
pub fn filled(
    given: &ConnectorArguments,
    settings: &ConnectionSettings,
    store: &Path,
) -> Result<ConnectorArguments, Failure> {
    let mut parameters = Vec::new();
    let is_given = |name: &str| given.parameters.iter().any(|p| p.is_of(name));
    for (name, source) in &settings.parameters {
        if !is_given(name) {
            parameters.push(Given::Ready(value(settings, name, source, store)?));
        }
    }
    parameters.extend(given.parameters.iter().cloned());
    let mut allow_origins = settings.allow_origins.clone();
    allow_origins.extend(given.allow_origins.iter().cloned());
    Ok(ConnectorArguments {
        connector: settings.path.clone(),
        connection: given.connection.clone().or(settings.connection.clone()),
        connection_json: given
            .connection_json
            .clone()
            .or(settings.connection_json.clone()),
        key_files: given.key_files.clone().or(settings.key_files.clone()),
        base_url: given.base_url.clone().or(settings.base_url.clone()),
        allow_origins,
        retries: given.retries.or(settings.retries),
        parameters,
    })
}

/// The declared connection that a CONNECTOR names: one that is there as a file or folder is that.
pub fn find<'w>(workspace: &'w Workspace, connector: &Path) -> Option<&'w ConnectionSettings> {
    if connector.exists() {
        return None;
    }
    workspace.connection(connector.to_str()?)
}

/// The value of a parameter.
fn value(
    settings: &ConnectionSettings,
    name: &str,
    source: &ParameterSource,
    store: &Path,
) -> Result<Parameter, Failure> {
    let connection = &settings.name;
    match source {
        ParameterSource::Written(text) => Ok(Parameter::of_workspace(name, text)),
        ParameterSource::Environment(variable) => {
            let value = std::env::var(variable).map_err(|_| {
                unusable(
                    format!(
                        "the parameter `{name}` of `{connection}` comes from the environment \
                         variable `{variable}`, which is not set"
                    ),
                    format!("set {variable}, or give --param {name}=env:VAR"),
                )
            })?;
            Ok(Parameter::named(name.to_owned(), value))
        }
        ParameterSource::File(path) => {
            let value = secret_file(path, name, connection)?;
            Ok(Parameter::named(name.to_owned(), value))
        }
        ParameterSource::Sealed(secret) => {
            let value = sealed(secret, store)?.ok_or_else(|| {
                let shown = store.display();
                unusable(
                    format!(
                        "the parameter `{name}` of `{connection}` is the secret `{secret}`, which \
                         `{shown}` does not keep"
                    ),
                    format!("keep it with `bindery secrets set {secret} env:VAR`"),
                )
            })?;
            Ok(Parameter::named(name.to_owned(), value))
        }
    }
}

/// A secret that the store keeps; `None` where it keeps none of this name.
fn sealed(name: &str, store: &Path) -> Result<Option<String>, Failure> {
    if !store.exists() {
        return Ok(None);
    }
    let opened = Repository::open(store).map_err(|found| Failure::start(*found))?;
    opened
        .with_key(seal_key()?)
        .open_secret(name)
        .map_err(|found| Failure::start(*found))
}

/// The text of a file that nobody but its owner may read, without its last line break.
fn secret_file(path: &Path, name: &str, connection: &str) -> Result<String, Failure> {
    let shown = path.display();
    if is_open(path) {
        let found = Diagnostic::new(
            codes::OPEN_SECRET_FILE,
            format!(
                "`{shown}` holds the parameter `{name}` of `{connection}`, and others may read it"
            ),
        );
        return Err(Failure::start(
            found.with_help(format!("close it with `chmod 600 {shown}`")),
        ));
    }
    let text = fs::read_to_string(path).map_err(|error| {
        unusable(
            format!(
                "the parameter `{name}` of `{connection}` comes from `{shown}`, which cannot be \
                 read: {}",
                reason(&error)
            ),
            format!("write the value into {shown} and close it with `chmod 600 {shown}`"),
        )
    })?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|m| m.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_path: &Path) -> bool {
    false
}

fn unusable(message: String, help: String) -> Failure {
    Failure::start(Diagnostic::new(codes::UNUSABLE_CONNECTION, message).with_help(help))
}
