//! `connector.toml`: what a connector folder says beyond EIC's attributes (design D10).

use bindery_diagnostics::{Diagnostic, Place, SourceId, codes};
use indexmap::IndexMap;
use toml::de::{DeTable, DeValue};

use crate::parameters::Parameters;
use crate::suggest::nearest;

/// How rendered values are escaped (design D4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Escape {
    /// For the place they land in.
    #[default]
    Sink,
    /// Not at all, as EIC does.
    Eic,
}

/// How accounts find their users: equal values of these columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correlation {
    /// The user's column.
    pub user: String,
    /// The account's column.
    pub account: String,
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
    /// How values are escaped.
    pub escape: Escape,
    /// The zone of dates without one (design D16).
    pub time_zone: Option<String>,
    /// How accounts find their users.
    pub correlation: Option<Correlation>,
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
    "escape",
    "time_zone",
    "correlation",
    "parameters",
    "check",
];
const PARAMETER_KEYS: &[&str] = &["description", "secret", "optional", "default", "name"];
const CORRELATION_KEYS: &[&str] = &["user", "account"];

type Value<'t> = toml::Spanned<DeValue<'t>>;

/// Reads the file, reporting everything that is wrong.
pub(super) fn read(text: &str, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Manifest {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        diagnostics.push(
            Diagnostic::new(codes::MANIFEST_SYNTAX, "this is not valid TOML")
                .at(Place::new(source, span), "cannot be read")
                .with_help("write `key = value`, strings in quotes, lists in brackets"),
        );
    }
    let mut reader = TomlReader {
        source,
        diagnostics,
        manifest: Manifest::default(),
    };
    reader.root(table.get_ref());
    reader.manifest
}

struct TomlReader<'d> {
    source: SourceId,
    diagnostics: &'d mut Vec<Diagnostic>,
    manifest: Manifest,
}

impl TomlReader<'_> {
    fn root(&mut self, table: &DeTable<'_>) {
        self.unknown(table, KEYS, "connector.toml");
        let text =
            |reader: &mut Self, key: &str| table.get(key).and_then(|v| reader.string(v, key));
        let list = |reader: &mut Self, key: &str| {
            table
                .get(key)
                .map_or_else(Vec::new, |v| reader.strings(v, key))
        };
        self.manifest = Manifest {
            name: text(self, "name"),
            display_name: text(self, "display_name"),
            version: text(self, "version"),
            description: text(self, "description"),
            documentation: text(self, "documentation"),
            base_url: text(self, "base_url"),
            allowed_origins: list(self, "allowed_origins"),
            allow_plain_http: self.flag(table, "allow_plain_http"),
            permissions: list(self, "permissions"),
            scopes: list(self, "scopes"),
            idempotent: list(self, "idempotent"),
            escape: table.get("escape").map_or(Escape::Sink, |v| self.escape(v)),
            time_zone: text(self, "time_zone"),
            correlation: table.get("correlation").and_then(|v| self.correlation(v)),
            parameters: IndexMap::new(),
        };
        if let Some(value) = table.get("parameters") {
            self.parameters(value);
        }
    }

    fn unknown(&mut self, table: &DeTable<'_>, known: &[&'static str], noun: &str) {
        for key in table.keys() {
            let written = key.get_ref().as_ref();
            if known.contains(&written) {
                continue;
            }
            let help = nearest(written, known.iter().copied()).map_or_else(
                || "remove it".to_owned(),
                |n| format!("did you mean `{n}`?"),
            );
            let finding = Diagnostic::new(
                codes::UNKNOWN_KEY,
                format!("`{written}` is not a key of {noun}"),
            )
            .at(Place::new(self.source, key.span()), "ignored")
            .with_help(help);
            self.diagnostics.push(finding);
        }
    }

    fn wrong(&mut self, value: &Value<'_>, key: &str, wanted: &str) {
        self.diagnostics.push(
            Diagnostic::new(codes::WRONG_TYPE, format!("`{key}` takes {wanted}"))
                .at(
                    Place::new(self.source, value.span()),
                    format!("not {wanted}"),
                )
                .with_help(format!("give {wanted}")),
        );
    }

    fn string(&mut self, value: &Value<'_>, key: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.wrong(value, key, "a string");
        }
        text
    }

    fn flag(&mut self, table: &DeTable<'_>, key: &str) -> bool {
        let Some(value) = table.get(key) else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(value, key, "true or false");
            false
        })
    }

    fn strings(&mut self, value: &Value<'_>, key: &str) -> Vec<String> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(value, key, "a list of strings");
            return Vec::new();
        };
        list.iter().filter_map(|v| self.string(v, key)).collect()
    }

    fn escape(&mut self, value: &Value<'_>) -> Escape {
        match value.get_ref().as_str() {
            Some("sink") => Escape::Sink,
            Some("eic") => Escape::Eic,
            _ => {
                self.wrong(value, "escape", "\"sink\" or \"eic\"");
                Escape::Sink
            }
        }
    }

    fn correlation(&mut self, value: &Value<'_>) -> Option<Correlation> {
        let wanted = "a table with `user` and `account`";
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(value, "correlation", wanted);
            return None;
        };
        self.unknown(table, CORRELATION_KEYS, "correlation");
        let user = table.get("user").and_then(|v| self.string(v, "user"));
        let account = table.get("account").and_then(|v| self.string(v, "account"));
        if let (Some(user), Some(account)) = (user, account) {
            return Some(Correlation { user, account });
        }
        self.wrong(value, "correlation", wanted);
        None
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
                        None => self.wrong(entry, "parameters", "a table with `name`"),
                    }
                }
            }
            _ => self.wrong(value, "parameters", "a table per parameter"),
        }
    }

    fn parameter(&mut self, name: &str, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(value, name, "a table");
            return;
        };
        self.unknown(table, PARAMETER_KEYS, "a parameter");
        let description = table
            .get("description")
            .and_then(|v| self.string(v, "description"))
            .unwrap_or_default();
        let entry = ParameterEntry {
            description,
            secret: self.flag(table, "secret"),
            optional: self.flag(table, "optional"),
            default: table.get("default").and_then(|v| self.string(v, "default")),
        };
        self.manifest
            .parameters
            .insert(name.trim().to_owned(), entry);
    }
}
