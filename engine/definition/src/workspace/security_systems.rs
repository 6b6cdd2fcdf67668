//! `[[security_system]]` of `bindery.toml`: the connections to a target, and how it is provisioned.

use bindery_diagnostics::Place;
use toml::de::DeTable;

use crate::tables::{Tables, Value};

/// A security system that a workspace declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecuritySystemSettings {
    /// Its name.
    pub name: String,
    /// The name people read.
    pub display_name: Option<String>,
    /// The connection that imports.
    pub connection: Option<(String, Place)>,
    /// The connection that provisions, where it is another one.
    pub provisioning_connection: Option<(String, Place)>,
    /// Whether tasks are carried out by a job; a person carries them out where not.
    pub automated_provisioning: bool,
    /// Whether tasks are carried out as they are made.
    pub instant_provisioning: bool,
    /// Where its name stands.
    pub place: Place,
}

const KEYS: &[&str] = &[
    "systemname",
    "name",
    "displayname",
    "display_name",
    "connection",
    "provisioning_connection",
    "automated_provisioning",
    "instant_provisioning",
];

/// Reads every security system of a file.
pub(super) fn read(tables: &mut Tables<'_>, root: &DeTable<'_>) -> Vec<SecuritySystemSettings> {
    tables
        .list(root, "security_system")
        .into_iter()
        .filter_map(|value| one(tables, value))
        .collect()
}

fn one(tables: &mut Tables<'_>, value: &Value<'_>) -> Option<SecuritySystemSettings> {
    let table = tables.table(value, "security_system")?;
    tables.unknown(table, KEYS, "a security system");
    let (name, place) = tables.named(value, table, "systemname")?;
    Some(SecuritySystemSettings {
        name,
        display_name: tables.either_of(table, "displayname", "display_name"),
        connection: tables.reference(table, "connection"),
        provisioning_connection: tables.reference(table, "provisioning_connection"),
        automated_provisioning: !table.contains_key("automated_provisioning")
            || tables.flag(table, "automated_provisioning"),
        instant_provisioning: tables.flag(table, "instant_provisioning"),
        place,
    })
}
