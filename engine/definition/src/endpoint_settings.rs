//! `[[endpoint]]` of `bindery.toml`: what a workspace says of an endpoint, by the name of its connection.
//!
//! It wins over what the connector's folder says.

use toml::de::{DeTable, DeValue};

use crate::package::{Correlation, UserPolicy, correlation, users};
use crate::tables::{Tables, Value};

/// What a workspace says of one endpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndpointSettings {
    /// The endpoint's name, which is its connection's.
    pub name: String,
    /// How its accounts find their users.
    pub correlation: Option<Correlation>,
    /// What becomes of users that its feed no longer has.
    pub users: Option<UserPolicy>,
    /// The zone of dates without one.
    pub time_zone: Option<String>,
}

const KEYS: &[&str] = &["name", "correlation", "users", "time_zone"];

/// Reads every endpoint of a file.
pub(crate) fn read(tables: &mut Tables<'_>, root: &DeTable<'_>) -> Vec<EndpointSettings> {
    let Some(value) = root.get("endpoint") else {
        return Vec::new();
    };
    match value.get_ref() {
        DeValue::Array(list) => list.iter().filter_map(|v| one(tables, v)).collect(),
        DeValue::Table(_) => one(tables, value).into_iter().collect(),
        _ => {
            tables.wrong(value, "endpoint", "a table per endpoint");
            Vec::new()
        }
    }
}

fn one(tables: &mut Tables<'_>, value: &Value<'_>) -> Option<EndpointSettings> {
    let table = tables.table(value, "endpoint")?;
    tables.unknown(table, KEYS, "an endpoint");
    let Some(name) = tables.string_of(table, "name") else {
        tables.wrong(value, "endpoint", "a table with `name`");
        return None;
    };
    Some(EndpointSettings {
        name,
        correlation: table
            .get("correlation")
            .and_then(|v| correlation(tables, v)),
        users: table.get("users").map(|v| users(tables, v)),
        time_zone: tables.string_of(table, "time_zone"),
    })
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
}
