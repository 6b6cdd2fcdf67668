//! Endpoints beyond their names: what templates read of one, and which accounts belong to one that
//! has none of its own.

use bindery_model::Columns;
use serde::Serialize;

/// What is known of an endpoint: `${endpoint.displayName}`, `${endpoint.customproperty1}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndpointFacts {
    /// Its name.
    pub name: String,
    /// The name people read; the name itself where none was given.
    pub display_name: String,
    /// Its security system; named after it where none was given (design D15).
    pub security_system: String,
    /// Whom it belongs to, by username.
    pub owner: Option<String>,
    /// `customproperty1` to `customproperty45`, those that have a value.
    pub customproperties: Columns,
}

impl EndpointFacts {
    /// An endpoint that nobody has said anything of.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            display_name: name.to_owned(),
            security_system: name.to_owned(),
            owner: None,
            customproperties: Columns::new(),
        }
    }
}

/// A logical endpoint: accounts of another endpoint that hold one of these entitlements are
/// associated with it (`field-notes §1`, `ENDPOINTS_FILTER`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointFilter {
    /// Its name.
    pub endpoint: String,
    /// Entitlement types, each with the values, or ids, of which one is enough.
    pub entitlements: Vec<(String, Vec<String>)>,
}

/// What associating accounts with a logical endpoint did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AssociationChanges {
    /// Accounts that belong to it now and did not before.
    pub added: usize,
    /// Accounts that belonged to it before.
    pub removed: usize,
    /// Accounts as before.
    pub unchanged: usize,
}
