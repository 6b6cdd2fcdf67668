//! ConfigJSON, PasswdPolicyJSON and ENDPOINTS_FILTER.

use indexmap::IndexMap;

use crate::json::{Node, Value};
use crate::model::{Config, EndpointsFilter, PasswordPolicy, ProvisioningLimit, Timeouts};
use crate::pointer::Pointer;
use crate::shape::{CONFIG, PASSWORD_POLICY, PROVISIONING_LIMIT, TIMEOUTS};

use super::Reader;

/// ConfigJSON.
pub(crate) fn config(reader: &mut Reader<'_>, root: &Node) -> Option<Config> {
    let f = reader.open(root, &Pointer::ROOT, &CONFIG)?;
    let timeouts = f
        .object(reader, "connectionTimeoutConfig", &TIMEOUTS)
        .map_or_else(Timeouts::default, |t| Timeouts {
            connection: t.count(reader, "connectionTimeout"),
            read: t.count(reader, "readTimeout"),
            write: t.count(reader, "writeTimeout"),
            retry_wait: t.count(reader, "retryWait"),
            retry_count: t
                .count(reader, "retryCount")
                .map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
        });
    let limit = f
        .object(reader, "provisioningLimit", &PROVISIONING_LIMIT)
        .map(|l| ProvisioningLimit {
            types: l
                .entries(reader, "types")
                .into_iter()
                .filter_map(|(m, at)| {
                    let number = reader.count(&m.node, &at, &m.key.text)?;
                    Some((m.key.text.to_string(), number))
                })
                .collect(),
            wait_millis: l.count(reader, "waitTimeMillis"),
        });
    Some(Config {
        place: reader.place(root, &Pointer::ROOT),
        show_logs: f.boolean(reader, "showLogs"),
        timeouts,
        limit,
    })
}

/// PasswdPolicyJSON.
pub(crate) fn password_policy(reader: &mut Reader<'_>, root: &Node) -> Option<PasswordPolicy> {
    let f = reader.open(root, &Pointer::ROOT, &PASSWORD_POLICY)?;
    Some(PasswordPolicy {
        min_length: f.count(reader, "minLength"),
        max_length: f.count(reader, "maxLength"),
        capitals: f.count(reader, "noOfCAPSAlpha"),
        digits: f.count(reader, "noOfDigits"),
        specials: f.count(reader, "noOfSplChars"),
    })
}

/// ENDPOINTS_FILTER: `{"endpoint": [{"type": ["value"]}]}`.
pub(crate) fn endpoints_filter(reader: &mut Reader<'_>, root: &Node) -> Option<EndpointsFilter> {
    let key = "ENDPOINTS_FILTER";
    let mut endpoints: IndexMap<String, IndexMap<String, Vec<String>>> = IndexMap::new();
    for (endpoint, at) in reader.entries(root, &Pointer::ROOT, key) {
        let types = endpoints.entry(endpoint.key.text.to_string()).or_default();
        let groups: Vec<(&Node, Pointer)> = match &endpoint.node.value {
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(i, e)| (e, at.index(i)))
                .collect(),
            _ => vec![(&endpoint.node, at)],
        };
        for (group, at) in groups {
            for (entry, at) in reader.entries(group, &at, key) {
                let values = reader.scalars(&entry.node, &at, key);
                let values = values
                    .into_iter()
                    .filter_map(|(n, p)| reader.word(n, &p, key).map(|w| w.as_str().to_owned()));
                types
                    .entry(entry.key.text.to_string())
                    .or_default()
                    .extend(values);
            }
        }
    }
    Some(EndpointsFilter { endpoints })
}
