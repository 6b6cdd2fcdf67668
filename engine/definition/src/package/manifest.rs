//! `connector.toml`: what a connector folder says beyond EIC's attributes (design D10).

use bindery_diagnostics::{Diagnostic, SourceId};
use indexmap::IndexMap;
use toml::de::{DeTable, DeValue};

use crate::check_settings::{self, CheckSettings};
use crate::parameters::Parameters;
use crate::tables::{self, Tables, Value};

use super::correlation::{self, Correlation, UserPolicy};
use super::lookups::{self, LookupEntry, NameRule, ReadBackEntry};
use crate::workspace::{Resume, resume};

/// How rendered values are escaped (design D4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Escape {
    /// For the place they land in.
    #[default]
    Sink,
    /// Not at all, as EIC does.
    Eic,
}

/// How much the bindings of a connection may do (design D2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LimitProfile {
    /// What picks values: a tenth of a second.
    #[default]
    Standard,
    /// What works through whole documents: ten times as much.
    Large,
}

/// A parameter that an installer fills (design D9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterEntry {
    /// What it is for.
    pub description: String,
    /// Whether its value is a secret, given only as `env:` or `file:`.
    pub secret: bool,
    /// Whether a run may go on without it.
    pub optional: bool,
    /// The value where none is given.
    pub default: Option<String>,
}

/// The whole file; every key is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The connection's name; the folder's otherwise.
    pub name: Option<String>,
    /// The name people read.
    pub display_name: Option<String>,
    /// The definition's version.
    pub version: Option<String>,
    /// One sentence.
    pub description: Option<String>,
    /// Where the target documents its API.
    pub documentation: Option<String>,
    /// The base URL of relative URLs.
    pub base_url: Option<String>,
    /// Origins besides the definition's own that requests may go to (design D5).
    pub allowed_origins: Vec<String>,
    /// Whether plain http may leave the machine (design D5).
    pub allow_plain_http: bool,
    /// What the account behind the token needs at the target.
    pub permissions: Vec<String>,
    /// The scopes of the token.
    pub scopes: Vec<String>,
    /// Calls that may be sent twice (design D13): `operation`, or `operation/call`.
    pub idempotent: Vec<String>,
    /// How to find out what became of calls in doubt.
    pub in_doubt: Vec<LookupEntry>,
    /// How one account is read after a task has made or changed it.
    pub read_back: Option<ReadBackEntry>,
    /// How often a task is tried.
    pub max_tries: Option<u32>,
    /// The wait before a task is tried a second time, in seconds; doubled for each further try.
    pub retry_wait: Option<u64>,
    /// Where a task that is tried again begins.
    pub resume: Option<Resume>,
    /// How the name of a new account is made: a template over `user`.
    pub account_name_rule: Option<NameRule>,
    /// How values are escaped.
    pub escape: Escape,
    /// How much its bindings may do.
    pub limits: LimitProfile,
    /// The zone of dates without one (design D16).
    pub time_zone: Option<String>,
    /// How accounts find their users.
    pub correlation: Option<Correlation>,
    /// What `bindery check` reports of this connector.
    pub check: CheckSettings,
    /// What becomes of users that the feed no longer has.
    pub users: UserPolicy,
    /// Parameters by name.
    pub parameters: IndexMap<String, ParameterEntry>,
}

impl Manifest {
    /// Whether a parameter's value is a secret.
    #[must_use]
    pub fn is_secret(&self, parameter: &str) -> bool {
        self.parameters.get(parameter).is_some_and(|p| p.secret)
    }

    /// The given parameters with defaults for the rest.
    #[must_use]
    pub fn with_defaults(&self, given: &Parameters) -> Parameters {
        let mut all = given.clone();
        for (name, entry) in &self.parameters {
            if let (None, Some(default)) = (given.get(name), &entry.default) {
                all.insert(name, default.clone());
            }
        }
        all
    }
}

const KEYS: &[&str] = &[
    "name",
    "display_name",
    "version",
    "description",
    "documentation",
    "base_url",
    "allowed_origins",
    "allow_plain_http",
    "permissions",
    "scopes",
    "idempotent",
    "in_doubt",
    "read_back",
    "max_tries",
    "retry_wait",
    "resume",
    "account_name_rule",
    "escape",
    "limits",
    "time_zone",
    "correlation",
    "users",
    "parameters",
    "check",
];
const PARAMETER_KEYS: &[&str] = &["description", "secret", "optional", "default", "name"];

/// Reads the file, reporting everything that is wrong.
pub(super) fn read(text: &str, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Manifest {
    tables::read(text, source, diagnostics, |tables, root| {
        let mut reader = ManifestReader {
            tables,
            text,
            manifest: Manifest::default(),
        };
        reader.root(root);
        reader.manifest
    })
}

struct ManifestReader<'a, 'd> {
    tables: &'a mut Tables<'d>,
    text: &'a str,
    manifest: Manifest,
}

impl ManifestReader<'_, '_> {
    fn root(&mut self, table: &DeTable<'_>) {
        let tables = &mut *self.tables;
        tables.unknown(table, KEYS, "connector.toml");
        self.manifest = Manifest {
            name: tables.string_of(table, "name"),
            display_name: tables.string_of(table, "display_name"),
            version: tables.string_of(table, "version"),
            description: tables.string_of(table, "description"),
            documentation: tables.string_of(table, "documentation"),
            base_url: tables.string_of(table, "base_url"),
            allowed_origins: tables.strings_of(table, "allowed_origins"),
            allow_plain_http: tables.flag(table, "allow_plain_http"),
            permissions: tables.strings_of(table, "permissions"),
            scopes: tables.strings_of(table, "scopes"),
            idempotent: tables.strings_of(table, "idempotent"),
            in_doubt: lookups::read(tables, self.text, table),
            read_back: lookups::read_back(tables, self.text, table),
            max_tries: tables
                .number_of(table, "max_tries")
                .map(|n| u32::try_from(n.max(1)).unwrap_or(u32::MAX)),
            retry_wait: tables.number_of(table, "retry_wait"),
            resume: table.get("resume").map(|v| resume(tables, v)),
            account_name_rule: table
                .get("account_name_rule")
                .and_then(|v| lookups::rule(tables, self.text, v)),
            escape: table.get("escape").map_or(Escape::Sink, |v| self.escape(v)),
            limits: table
                .get("limits")
                .map_or(LimitProfile::Standard, |v| self.limits(v)),
            time_zone: self.tables.string_of(table, "time_zone"),
            correlation: table
                .get("correlation")
                .and_then(|v| correlation::correlation(self.tables, v)),
            check: check_settings::read(self.tables, table),
            users: table
                .get("users")
                .map_or_else(UserPolicy::default, |v| correlation::users(self.tables, v)),
            parameters: IndexMap::new(),
        };
        if let Some(value) = table.get("parameters") {
            self.parameters(value);
        }
    }

    fn escape(&mut self, value: &Value<'_>) -> Escape {
        match value.get_ref().as_str() {
            Some("sink") => Escape::Sink,
            Some("eic") => Escape::Eic,
            _ => {
                self.tables.wrong(value, "escape", "\"sink\" or \"eic\"");
                Escape::Sink
            }
        }
    }

    fn limits(&mut self, value: &Value<'_>) -> LimitProfile {
        match value.get_ref().as_str() {
            Some("standard") => LimitProfile::Standard,
            Some("large") => LimitProfile::Large,
            _ => {
                self.tables
                    .wrong(value, "limits", "\"standard\" or \"large\"");
                LimitProfile::Standard
            }
        }
    }

    /// `[parameters.NAME]` tables, or `[[parameters]]` with a `name`.
    fn parameters(&mut self, value: &Value<'_>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                for (name, entry) in table {
                    self.parameter(name.get_ref(), entry);
                }
            }
            DeValue::Array(list) => {
                for entry in list.iter() {
                    let name = entry.get_ref().as_table().and_then(|t| t.get("name"));
                    match name.and_then(|v| v.get_ref().as_str()) {
                        Some(name) => self.parameter(name, entry),
                        None => self
                            .tables
                            .wrong(entry, "parameters", "a table with `name`"),
                    }
                }
            }
            _ => self
                .tables
                .wrong(value, "parameters", "a table per parameter"),
        }
    }

    fn parameter(&mut self, name: &str, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            self.tables.wrong(value, name, "a table");
            return;
        };
        self.tables.unknown(table, PARAMETER_KEYS, "a parameter");
        let description = table
            .get("description")
            .and_then(|v| self.tables.string(v, "description"))
            .unwrap_or_default();
        let entry = ParameterEntry {
            description,
            secret: self.tables.flag(table, "secret"),
            optional: self.tables.flag(table, "optional"),
            default: table
                .get("default")
                .and_then(|v| self.tables.string(v, "default")),
        };
        self.manifest
            .parameters
            .insert(name.trim().to_owned(), entry);
    }
}
