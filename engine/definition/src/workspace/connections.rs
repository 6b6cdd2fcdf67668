//! `[[connection]]` of `bindery.toml`: where a connector is, and what it needs to reach its target.
//!
//! Paths are relative to the folder of the file. A parameter's value stands there, or is named:
//! `env:VAR`, `file:PATH` (which nobody but its owner may read), `sealed:NAME` (in the store).

use std::path::{Path, PathBuf};

use bindery_diagnostics::Place;
use indexmap::IndexMap;
use toml::de::DeTable;

use crate::tables::{Tables, Value};

/// A connection that a workspace declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionSettings {
    /// Its name in this workspace.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The connector folder, T2P zip or exported file.
    pub path: PathBuf,
    /// Which connection, where a package holds several.
    pub connection: Option<String>,
    /// The operator's own ConnectionJSON.
    pub connection_json: Option<PathBuf>,
    /// Values of its parameters, or where they come from.
    pub parameters: IndexMap<String, ParameterSource>,
    /// In place of the origin of every call.
    pub base_url: Option<String>,
    /// Origins besides the definition's own.
    pub allow_origins: Vec<String>,
    /// Where its key files are.
    pub key_files: Option<PathBuf>,
    /// How often a request may be repeated.
    pub retries: Option<u32>,
    /// Seconds to wait for a connection, and for an answer.
    pub timeouts: ConnectionTimeouts,
    /// Where its name stands.
    pub place: Place,
}

/// Seconds to wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ConnectionTimeouts {
    /// For a connection.
    pub connect: Option<u64>,
    /// For an answer.
    pub read: Option<u64>,
}

/// Where a parameter's value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterSource {
    /// It stands in the file.
    Written(String),
    /// An environment variable.
    Environment(String),
    /// A file, which is the value but for its last line break.
    File(PathBuf),
    /// Sealed in the store, under this name.
    Sealed(String),
}

impl ParameterSource {
    fn parse(text: &str, folder: &Path) -> Self {
        if let Some(variable) = text.strip_prefix("env:") {
            return Self::Environment(variable.to_owned());
        }
        if let Some(name) = text.strip_prefix("sealed:") {
            return Self::Sealed(name.to_owned());
        }
        match text.strip_prefix("file:") {
            Some(path) => Self::File(folder.join(path)),
            None => Self::Written(text.to_owned()),
        }
    }
}

const KEYS: &[&str] = &[
    "name",
    "description",
    "path",
    "connection",
    "connection_json",
    "parameters",
    "base_url",
    "allow_origins",
    "key_files",
    "retries",
    "timeouts",
];
const TIMEOUT_KEYS: &[&str] = &["connect", "read"];

/// Reads every connection of a file in this folder.
pub(super) fn read(
    tables: &mut Tables<'_>,
    root: &DeTable<'_>,
    folder: &Path,
) -> Vec<ConnectionSettings> {
    tables
        .list(root, "connection")
        .into_iter()
        .filter_map(|value| one(tables, value, folder))
        .collect()
}

fn one(tables: &mut Tables<'_>, value: &Value<'_>, folder: &Path) -> Option<ConnectionSettings> {
    let table = tables.table(value, "connection")?;
    tables.unknown(table, KEYS, "a connection");
    let (name, place) = tables.named(value, table, "connection")?;
    let Some(path) = tables.string_of(table, "path") else {
        tables.wrong(value, "connection", "a table with `name` and `path`");
        return None;
    };
    let at = |path: String| folder.join(path);
    let mut parameters = IndexMap::new();
    if let Some(given) = table.get("parameters") {
        for (name, value) in tables.table(given, "parameters").into_iter().flatten() {
            if let Some(text) = tables.string(value, name.get_ref()) {
                let source = ParameterSource::parse(&text, folder);
                parameters.insert(name.get_ref().trim().to_owned(), source);
            }
        }
    }
    let mut timeouts = ConnectionTimeouts::default();
    if let Some(given) = table.get("timeouts")
        && let Some(given) = tables.table(given, "timeouts")
    {
        tables.unknown(given, TIMEOUT_KEYS, "timeouts");
        timeouts.connect = tables.number_of(given, "connect");
        timeouts.read = tables.number_of(given, "read");
    }
    Some(ConnectionSettings {
        name,
        description: tables.string_of(table, "description"),
        path: at(path),
        connection: tables.string_of(table, "connection"),
        connection_json: tables.string_of(table, "connection_json").map(at),
        parameters,
        base_url: tables.string_of(table, "base_url"),
        allow_origins: tables.strings_of(table, "allow_origins"),
        key_files: tables.string_of(table, "key_files").map(at),
        retries: tables
            .number_of(table, "retries")
            .map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
        timeouts,
        place,
    })
}
