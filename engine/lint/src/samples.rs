//! Samples: responses that were recorded or written by hand, and the calls they answer.
//!
//! A sample is named after its call: the attribute, then where the call stands.
//!
//! | sample | call |
//! |---|---|
//! | `ImportAccountEntJSON.accounts.call1` | `accountParams.call.call1` |
//! | `ImportAccountEntJSON.entitlements.Group.call1` | `entitlementParams.entTypes.Group.call.call1` |
//! | `ImportAccountEntJSON.links.Group.call1` | `acctEntParams.entTypes.Group.call.call1` |
//! | `ImportUserJSON.call1` | the call of that name, or the only one |
//! | `CreateAccountJSON.call1` | the call of that name |
//!
//! Case does not matter. Parts in the middle may be left out where one call remains; a number at the
//! end tells several samples of one call apart.

use std::collections::BTreeMap;

use bindery_definition::{Definition, ImportCall, UserCall};
use bindery_diagnostics::SourceId;
use bindery_mapping::ListField;
use serde_json::Value;

use crate::imports::{Linking, Reading, linkings, readings};

/// A response, named after the call it answers.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The file it stands in.
    pub source: SourceId,
    /// The file's name without `.json`.
    pub name: String,
    body: Option<Value>,
}

impl Sample {
    /// A sample of that name and text. One that is no JSON is reported by the rules.
    #[must_use]
    pub fn read(source: SourceId, name: impl Into<String>, text: &str) -> Self {
        Self {
            source,
            name: name.into(),
            body: serde_json::from_str(text.trim_start_matches('\u{feff}')).ok(),
        }
    }
}

/// Why a sample is not used.
#[derive(Debug, Clone)]
pub(crate) enum Unused {
    /// It is no JSON, or nests too deeply.
    Unreadable,
    /// No call has this name.
    Unknown,
    /// Several calls do.
    Ambiguous(Vec<String>),
}

/// The samples of one connection by the key of their call.
#[derive(Debug, Default)]
pub(crate) struct Matched<'s> {
    bodies: BTreeMap<String, Vec<&'s Value>>,
    /// Those that no connection uses; told with the first.
    pub(crate) unused: Vec<(&'s Sample, Unused)>,
    /// The keys of all calls.
    pub(crate) keys: Vec<String>,
}

impl<'s> Matched<'s> {
    /// Finds the calls that samples answer.
    pub(crate) fn new(samples: &'s [Sample], definition: &Definition) -> Self {
        let mut matched = Self::default();
        if samples.is_empty() {
            return matched;
        }
        matched.keys = keys(definition);
        for sample in samples {
            let Some(body) = &sample.body else {
                matched.unused.push((sample, Unused::Unreadable));
                continue;
            };
            match find(&matched.keys, &sample.name) {
                Ok(key) => matched.bodies.entry(key).or_default().push(body),
                Err(why) => matched.unused.push((sample, why)),
            }
        }
        matched
    }

    /// The bodies that answer a call.
    pub(crate) fn bodies(&self, key: &str) -> &[&'s Value] {
        self.bodies.get(key).map_or(&[], Vec::as_slice)
    }

    /// The records that a call finds in its samples.
    pub(crate) fn records(&self, key: &str, list_field: &str) -> Vec<&'s Value> {
        let Ok(list) = ListField::parse(list_field) else {
            return Vec::new();
        };
        let bodies = self.bodies(key).iter();
        bodies.flat_map(|body| list.records(body).rows).collect()
    }

    /// The records of a call that reads accounts or entitlements.
    pub(crate) fn rows(&self, reading: &Reading<'_>) -> Vec<&'s Value> {
        let list = reading.call.list_field.as_ref();
        self.records(&reading_key(reading), list.map_or("", |w| w.as_str()))
    }
}

/// The key of a call that reads accounts or entitlements.
pub(crate) fn reading_key(reading: &Reading<'_>) -> String {
    let call: &ImportCall = reading.call;
    match reading.kind {
        Some(kind) => format!(
            "ImportAccountEntJSON.entitlements.{}.{}",
            kind.name, call.name
        ),
        None => format!("ImportAccountEntJSON.accounts.{}", call.name),
    }
}

/// The key of a call that reads links.
pub(crate) fn linking_key(linking: &Linking<'_>) -> String {
    match linking.kind {
        Some(kind) => format!("ImportAccountEntJSON.links.{kind}.{}", linking.call.name),
        None => format!("ImportAccountEntJSON.links.{}", linking.call.name),
    }
}

/// The key of a call that reads users, the n-th from 0.
pub(crate) fn user_key(call: &UserCall, n: usize) -> String {
    let name = call.name.as_ref().map(|w| w.as_str().trim());
    match name.filter(|name| !name.is_empty()) {
        Some(name) => format!("ImportUserJSON.{name}"),
        None => format!("ImportUserJSON.call{}", n + 1),
    }
}

fn keys(definition: &Definition) -> Vec<String> {
    let mut keys: Vec<String> = readings(definition).iter().map(reading_key).collect();
    keys.extend(linkings(definition).iter().map(linking_key));
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    keys.extend(users.enumerate().map(|(n, call)| user_key(call, n)));
    for document in definition.operations.values() {
        let attribute = document.operation.attribute();
        let names = document.calls.iter().map(|c| c.name.as_str().trim());
        keys.extend(names.map(|name| format!("{attribute}.{name}")));
    }
    keys.dedup();
    keys
}

/// The key that a sample's name means.
fn find(keys: &[String], name: &str) -> Result<String, Unused> {
    let name = name.trim().to_lowercase();
    let meant = |name: &str| -> Vec<&String> {
        let exact: Vec<_> = keys.iter().filter(|k| k.to_lowercase() == name).collect();
        if exact.is_empty() {
            keys.iter()
                .filter(|k| fits(&k.to_lowercase(), name))
                .collect()
        } else {
            exact
        }
    };
    let mut found = meant(&name);
    if let Some((bare, number)) = name.rsplit_once('.')
        && found.is_empty()
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        found = meant(bare);
    }
    match found.as_slice() {
        [] => Err(Unused::Unknown),
        [one] => Ok((*one).clone()),
        [first, rest @ ..] if rest.iter().all(|k| k == first) => Ok((*first).clone()),
        several => Err(Unused::Ambiguous(
            several.iter().map(|k| (*k).clone()).collect(),
        )),
    }
}

/// Whether a name is a key with parts left out behind the attribute.
fn fits(key: &str, name: &str) -> bool {
    let (attribute, place) = key.split_once('.').unwrap_or((key, ""));
    match name.split_once('.') {
        None => name == attribute,
        Some((named, rest)) => {
            named == attribute
                && (place.ends_with(&format!(".{rest}")) || place.starts_with(&format!("{rest}.")))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn meant(name: &str) -> Option<String> {
        let keys: Vec<String> = [
            "ImportAccountEntJSON.accounts.call1",
            "ImportAccountEntJSON.entitlements.Group.call1",
            "ImportAccountEntJSON.links.Group.call1",
            "ImportUserJSON.call1",
            "CreateAccountJSON.call1",
            "CreateAccountJSON.call2",
        ]
        .map(str::to_owned)
        .to_vec();
        find(&keys, name).ok()
    }

    #[test]
    fn a_name_means_the_one_call_that_it_fits() {
        for (name, key) in [
            (
                "ImportAccountEntJSON.accounts.call1",
                "ImportAccountEntJSON.accounts.call1",
            ),
            (
                "importaccountentjson.ACCOUNTS",
                "ImportAccountEntJSON.accounts.call1",
            ),
            (
                "ImportAccountEntJSON.accounts.2",
                "ImportAccountEntJSON.accounts.call1",
            ),
            (
                "ImportAccountEntJSON.links.Group.call1.3",
                "ImportAccountEntJSON.links.Group.call1",
            ),
            ("ImportUserJSON", "ImportUserJSON.call1"),
            ("CreateAccountJSON.call2", "CreateAccountJSON.call2"),
        ] {
            assert_eq!(meant(name).as_deref(), Some(key), "{name}");
        }
        for name in [
            "ImportAccountEntJSON.call1",
            "CreateAccountJSON",
            "call1",
            "",
            "Nothing.call1",
        ] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
