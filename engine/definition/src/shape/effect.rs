//! What bindery makes of a key besides reading it: a key is never ignored in silence.
//!
//! Most keys do what the dialect says. The others stand here, each with its reason: without effect,
//! which the reader reports wherever such a key is written (`B1010`), or with another effect than its
//! name suggests, which the manual tells.

use super::{Key, Kind, Shape};

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// What the dialect says.
    Dialect,
    /// That, with a difference.
    Differs(&'static str),
    /// Nothing.
    None(&'static str),
}

use Effect::{Differs, None as Nothing};

/// Keys by the noun of their table.
const EFFECTS: &[(&str, &str, Effect)] = &[
    (
        "authentication",
        "keyManagerAlgorithm",
        Nothing("it names a part of Java"),
    ),
    (
        "TLS options",
        "keyManagerAlgorithm",
        Nothing("it names a part of Java"),
    ),
    (
        "authentication",
        "keyStoreType",
        Differs("the file itself tells what it is"),
    ),
    (
        "TLS options",
        "keyStoreType",
        Differs("the file itself tells what it is"),
    ),
    (
        "authentication",
        "refreshType",
        Differs("a refresh token is used wherever one is configured"),
    ),
    (
        "authentication",
        "cookies",
        Differs("the cookies of the login are `${cookies}` whatever it says"),
    ),
    (
        "accountParams",
        "processingType",
        Differs("calls always run as SequentialAndIterative says"),
    ),
    (
        "entitlementParams",
        "processingType",
        Differs("calls always run as SequentialAndIterative says"),
    ),
    ("accountParams", "doNotChangeIfFailed", Differs(NEVER)),
    ("entitlementParams", "doNotChangeIfFailed", Differs(NEVER)),
    ("links section", "doNotChangeIfFailed", Differs(NEVER)),
    (
        "entitlement type",
        "entTypeLabels",
        Differs("names for people; data stays as it is"),
    ),
    ("multiTrigger", "multiTriggerType", Differs(BY_ROWS)),
    ("multiTrigger", "params", Differs(BY_ROWS)),
    (
        "page",
        "pageRecordCount",
        Differs("the records that came are counted"),
    ),
    (
        "statusConfig",
        "locked",
        Differs("fills the column `locked`; the status stays"),
    ),
    (
        "statusAndThresholdConfig",
        "lockedStatusColumn",
        Differs("fills the column `locked`; the status stays"),
    ),
    (
        "statusAndThresholdConfig",
        "inactivateOrganizationNotInFeed",
        Nothing("organisations are not imported"),
    ),
    (
        "ConfigJSON",
        "showLogs",
        Nothing("the command line says what is shown"),
    ),
    (
        "provisioning call",
        "privilegeEntitlement",
        Differs(
            "`privAttrName` is `dynamicattributename`, and null among the attributes of a request that lacks it",
        ),
    ),
    (
        "connectionTimeoutConfig",
        "writeTimeout",
        Nothing("readTimeout counts from the first byte that is sent"),
    ),
];

const BY_ROWS: &str = "what is split are the rows that the call runs for";
const NEVER: &str = "always true: what was not read completely is never removed";

/// What a key of a table does.
#[must_use]
pub fn effect(shape: &Shape, key: &Key) -> Effect {
    if key.kind == Kind::Ignored {
        return Nothing(key.about);
    }
    let mut rows = EFFECTS.iter();
    rows.find(|(noun, name, _)| *noun == shape.noun && *name == key.name)
        .map_or(Effect::Dialect, |(.., effect)| *effect)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::SHAPES;

    #[test]
    fn every_row_is_about_a_key_that_exists() {
        for (noun, name, _) in EFFECTS {
            let shape = SHAPES.iter().find(|shape| shape.noun == *noun);
            let key = shape.and_then(|shape| shape.keys.iter().find(|key| key.name == *name));
            assert!(
                key.is_some_and(|key| key.kind != Kind::Ignored),
                "{noun} {name}"
            );
        }
    }
}
