//! `[[endpoint]]` of `bindery.toml`: what a workspace says of an endpoint.
//!
//! An endpoint that names no security system belongs to the one of its own name, and with it to the
//! connection of that name (design D15). What is said here wins over what the connector's folder says.

use bindery_diagnostics::Place;
use bindery_model::Columns;
use toml::de::{DeTable, DeValue};

use crate::package::{Correlation, UserPolicy, correlation, users};
use crate::tables::{Tables, Value};

/// What a workspace says of one endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct EndpointSettings {
    /// The endpoint's name.
    pub name: String,
    /// The name people read.
    pub display_name: Option<String>,
    /// Whom it belongs to, by username.
    pub owner: Option<String>,
    /// Its security system; the one of its own name where `None`.
    pub security_system: Option<(String, Place)>,
    /// How the name of a new account is made: a template over `user`.
    pub account_name_rule: Option<(String, Place)>,
    /// How its accounts find their users.
    pub correlation: Option<Correlation>,
    /// What becomes of users that its feed no longer has.
    pub users: Option<UserPolicy>,
    /// The zone of dates without one.
    pub time_zone: Option<String>,
    /// `customproperty1` to `customproperty45`.
    pub customproperties: Columns,
    /// Entitlement types; an import learns those that are not named.
    pub entitlement_types: Vec<String>,
    /// How often a task is tried.
    pub max_tries: Option<u32>,
    /// The wait before a task is tried a second time, in seconds; doubled for each further try.
    pub retry_wait: Option<u64>,
    /// Where a task that is tried again begins; what the connector says where `None`.
    pub resume: Option<Resume>,
    /// How many tasks are carried out at a time.
    pub workers: Option<usize>,
    /// Where its name stands.
    pub place: Place,
}

/// Where a task that is tried again begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Resume {
    /// At the call that failed, with the earlier answers bound.
    #[default]
    AtFailure,
    /// At its first call, as EIC does.
    FromStart,
}

const KEYS: &[&str] = &[
    "name",
    "endpointname",
    "displayname",
    "display_name",
    "owner",
    "security_system",
    "account_name_rule",
    "correlation",
    "users",
    "time_zone",
    "entitlement_types",
    "max_tries",
    "retry_wait",
    "resume",
    "workers",
];

/// The last of an endpoint's custom properties.
const LAST_PROPERTY: u32 = 45;

/// Reads every endpoint of a file.
pub(super) fn read(tables: &mut Tables<'_>, root: &DeTable<'_>) -> Vec<EndpointSettings> {
    tables
        .list(root, "endpoint")
        .into_iter()
        .filter_map(|value| one(tables, value))
        .collect()
}

fn one(tables: &mut Tables<'_>, value: &Value<'_>) -> Option<EndpointSettings> {
    let table = tables.table(value, "endpoint")?;
    tables.unknown_but(table, KEYS, "an endpoint", is_property);
    let (name, place) = tables.named(value, table, "endpointname")?;
    let workers = tables.number_of(table, "workers");
    Some(EndpointSettings {
        name,
        display_name: tables.either_of(table, "displayname", "display_name"),
        owner: tables.string_of(table, "owner"),
        security_system: tables.reference(table, "security_system"),
        account_name_rule: tables.reference(table, "account_name_rule"),
        correlation: table
            .get("correlation")
            .and_then(|v| correlation(tables, v)),
        users: table.get("users").map(|v| users(tables, v)),
        time_zone: tables.string_of(table, "time_zone"),
        customproperties: properties(tables, table),
        entitlement_types: tables.strings_of(table, "entitlement_types"),
        max_tries: tables
            .number_of(table, "max_tries")
            .map(|n| u32::try_from(n.max(1)).unwrap_or(u32::MAX)),
        retry_wait: tables.number_of(table, "retry_wait"),
        resume: table.get("resume").map(|v| resume(tables, v)),
        workers: workers.map(|n| usize::try_from(n.max(1)).unwrap_or(usize::MAX)),
        place,
    })
}

/// `customproperty1` to `customproperty45`, in any case.
fn is_property(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.strip_prefix("customproperty")
        .is_some_and(|n| !n.starts_with(['0', '+']) && n.parse().is_ok_and(is_numbered))
}

fn is_numbered(n: u32) -> bool {
    (1..=LAST_PROPERTY).contains(&n)
}

fn properties(tables: &mut Tables<'_>, table: &DeTable<'_>) -> Columns {
    let mut columns = Columns::new();
    for (key, value) in table {
        let name = key.get_ref().to_ascii_lowercase();
        if !is_property(&name) {
            continue;
        }
        let text = match value.get_ref() {
            DeValue::Boolean(flag) => Some(flag.to_string()),
            DeValue::Integer(number) => Some(number.to_string()),
            DeValue::Float(number) => Some(number.to_string()),
            _ => tables.string(value, &name),
        };
        if let Some(text) = text {
            columns.insert(name, text.into());
        }
    }
    columns
}

/// `resume`, of an endpoint or a connector.
pub(crate) fn resume(tables: &mut Tables<'_>, value: &Value<'_>) -> Resume {
    match value.get_ref().as_str() {
        Some("at-failure") => Resume::AtFailure,
        Some("from-start") => Resume::FromStart,
        _ => {
            tables.wrong(value, "resume", "\"at-failure\" or \"from-start\"");
            Resume::AtFailure
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Correlation, UserPolicy, Workspace};

    #[test]
    fn an_endpoint_has_its_own_rule() {
        let text = "[[endpoint]]\nname = \"HR\"\ntime_zone = \"Europe/Oslo\"\n\
                    correlation = { rule = \"users.email = accounts.name\" }\n\
                    users = { not_in_feed = \"inactivate\", threshold = 5 }\n";
        let workspace = Workspace::read("bindery.toml", text);
        assert!(workspace.diagnostics.is_empty());
        let hr = workspace.endpoint("HR");
        assert_eq!(
            hr.and_then(|e| e.correlation.clone()),
            Correlation::parse("users.email = accounts.name")
        );
        let policy = UserPolicy {
            inactivate: true,
            threshold: Some(5),
        };
        assert_eq!(hr.and_then(|e| e.users), Some(policy));
        assert!(workspace.endpoint("CRM").is_none());
    }

    #[test]
    fn an_endpoint_has_custom_properties_by_number() {
        let text = "[[endpoint]]\nendpointname = \"HR\"\nCustomProperty1 = \"eu\"\n\
                    customproperty45 = 7\ncustomproperty46 = \"none\"\n";
        let workspace = Workspace::read("bindery.toml", text);
        assert_eq!(workspace.diagnostics.len(), 1);
        let hr = workspace.endpoint("HR").map(|e| e.customproperties.clone());
        let hr = hr.unwrap_or_default();
        assert_eq!(hr.get("customproperty1"), Some(&"eu".into()));
        assert_eq!(hr.get("customproperty45"), Some(&"7".into()));
        assert_eq!(hr.len(), 2);
    }
}
