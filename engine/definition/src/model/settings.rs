//! ConfigJSON, PasswdPolicyJSON and ENDPOINTS_FILTER (field-notes §1).

use bindery_diagnostics::Place;
use indexmap::IndexMap;

/// ConfigJSON.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it stands.
    pub place: Place,
    /// Whether the product logs requests; kept, without effect.
    pub show_logs: Option<bool>,
    /// Time limits and transport retries.
    pub timeouts: Timeouts,
    /// How many tasks of a type run before a pause.
    pub limit: Option<ProvisioningLimit>,
}

/// `connectionTimeoutConfig`, in seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection to be made.
    pub connection: Option<u64>,
    /// For an answer to arrive.
    pub read: Option<u64>,
    /// For a request to be sent.
    pub write: Option<u64>,
    /// Between two attempts.
    pub retry_wait: Option<u64>,
    /// The most attempts after the first.
    pub retry_count: Option<u32>,
}

/// `provisioningLimit`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProvisioningLimit {
    /// Tasks per type, such as `NEWACCOUNT`.
    pub types: IndexMap<String, u64>,
    /// The pause in milliseconds.
    pub wait_millis: Option<u64>,
}

/// PasswdPolicyJSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The least length.
    pub min_length: Option<u64>,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// How many capital letters.
    pub capitals: Option<u64>,
    /// How many digits.
    pub digits: Option<u64>,
    /// How many special characters.
    pub specials: Option<u64>,
}

/// ENDPOINTS_FILTER: endpoint → entitlement type → values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndpointsFilter {
    /// For each endpoint, for each entitlement type, the values that make an account part of it.
    pub endpoints: IndexMap<String, IndexMap<String, Vec<String>>>,
}
