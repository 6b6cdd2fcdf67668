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
//!
//! An exchange that was recorded has no such name. It answers the call whose verb and path its request
//! has; host and query differ between tenants and pages. Where nothing has them it is left aside: a
//! recording holds requests for tokens and for look-ups, too.

use std::collections::BTreeMap;

use bindery_definition::{Definition, HttpBlock, ImportCall, Text, UserCall};
use bindery_diagnostics::SourceId;
use bindery_grammar::ast::Part;
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
    /// The verb and the URL of the request, where it was recorded.
    asked: Option<(String, String)>,
}

impl Sample {
    /// The answer of a recorded exchange, by the verb and the URL of its request. One that is no JSON is
    /// left aside.
    #[must_use]
    pub fn recorded(
        source: SourceId,
        name: impl Into<String>,
        (method, url): (&str, &str),
        text: &str,
    ) -> Self {
        Self {
            asked: Some((method.to_owned(), url.to_owned())),
            ..Self::read(source, name, text)
        }
    }

    /// A sample of that name and text. One that is no JSON is reported by the rules.
    #[must_use]
    pub fn read(source: SourceId, name: impl Into<String>, text: &str) -> Self {
        Self {
            source,
            name: name.into(),
            body: serde_json::from_str(text.trim_start_matches('\u{feff}')).ok(),
            asked: None,
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
        let calls = keyed(definition);
        matched.keys = calls.iter().map(|(key, _)| key.clone()).collect();
        matched.keys.dedup();
        let (recorded, named): (Vec<_>, Vec<_>) =
            samples.iter().partition(|sample| sample.asked.is_some());
        for sample in &recorded {
            let (Some((method, url)), Some(body)) = (&sample.asked, &sample.body) else {
                continue;
            };
            for key in answered(&calls, method, url) {
                matched.bodies.entry(key).or_default().push(body);
            }
        }
        if let Some(first) = recorded.first().filter(|_| matched.bodies.is_empty()) {
            matched.unused.push((first, Unused::Unknown));
        }
        for sample in named {
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

/// Every call by its key, with its request.
fn keyed(definition: &Definition) -> Vec<(String, Option<&HttpBlock>)> {
    let mut all = Vec::new();
    for reading in readings(definition) {
        all.push((reading_key(&reading), reading.call.http.as_ref()));
    }
    for linking in linkings(definition) {
        all.push((linking_key(&linking), linking.call.http.as_ref()));
    }
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    all.extend(
        users
            .enumerate()
            .map(|(n, call)| (user_key(call, n), call.http.as_ref())),
    );
    for document in definition.operations.values() {
        let attribute = document.operation.attribute();
        let calls = document.calls.iter();
        all.extend(calls.map(|call| {
            let key = format!("{attribute}.{}", call.name.as_str().trim());
            (key, Some(&call.http))
        }));
    }
    all
}

/// The calls that a request may come from: of those with its verb and path, the ones that say most of it.
fn answered(calls: &[(String, Option<&HttpBlock>)], method: &str, url: &str) -> Vec<String> {
    let path = path_of(url);
    let fitting = calls.iter().filter_map(|(key, http)| {
        let http = http.as_ref()?;
        let verb = http.method.as_ref().and_then(Text::literal);
        let verb = verb.map_or_else(|| "GET".to_owned(), |v| v.trim().to_ascii_uppercase());
        let said = said_of(&pattern(&http.url)?, &path)?;
        (verb.trim_end_matches("WITHBODY") == method.to_ascii_uppercase()).then_some((said, key))
    });
    let fitting: Vec<(usize, &String)> = fitting.collect();
    let most = fitting.iter().map(|(said, _)| *said).max();
    let best = fitting.into_iter().filter(|(said, _)| Some(*said) == most);
    best.map(|(_, key)| key.clone()).collect()
}

/// Stands for what a binding yields, or for a parameter.
const ANY: char = '\u{1}';

/// The path of a call's URL, bindings and parameters open.
fn pattern(url: &Text) -> Option<Vec<String>> {
    let mut open = String::new();
    for part in &url.template()?.parts {
        match part {
            Part::Literal { text, .. } => open.push_str(text),
            Part::Binding(_) => open.push(ANY),
        }
    }
    for found in find_parameters(&open).into_iter().rev() {
        open.replace_range(found, &ANY.to_string());
    }
    Some(path_of(&open))
}

/// The steps of a URL's path, without scheme, host and query.
fn path_of(url: &str) -> Vec<String> {
    let url = url.trim();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        // A host that is a parameter as a whole, or none.
        None => path.strip_prefix(ANY).unwrap_or(path),
    };
    let steps = path.split('/').filter(|step| !step.is_empty());
    steps.map(str::to_owned).collect()
}

/// How many characters of a path a pattern says; `None` where it does not fit.
fn said_of(pattern: &[String], path: &[String]) -> Option<usize> {
    if pattern.len() != path.len() {
        return None;
    }
    let steps = pattern.iter().zip(path);
    steps
        .map(|(pattern, step)| said_of_step(pattern, step))
        .sum()
}

fn said_of_step(pattern: &str, step: &str) -> Option<usize> {
    let mut pieces = pattern.split(ANY);
    let first = pieces.next().unwrap_or_default();
    let mut rest = step.strip_prefix(first)?;
    let mut said = first.len();
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else {
        return rest.is_empty().then_some(said);
    };
    for piece in between {
        rest = rest.split_once(piece)?.1;
        said += piece.len();
    }
    rest.ends_with(last).then_some(said + last.len())
}

/// Where the parameters of a URL stand: `@NAME@`, `@@NAME@@`, `<NAME>`.
fn find_parameters(url: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = url
        .get(at..)
        .and_then(|r| r.find(['@', '<']))
        .map(|i| at + i)
    {
        let rest = url.get(start..).unwrap_or_default();
        let opening = if rest.starts_with("@@") { 2 } else { 1 };
        let closing = if rest.starts_with('<') {
            ">"
        } else {
            rest.get(..opening).unwrap_or("@")
        };
        let name = rest.get(opening..).unwrap_or_default();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ' ';
        match name.find(closing) {
            Some(end) if end > 0 && name.get(..end).is_some_and(|n| n.chars().all(is_part)) => {
                found.push(start..start + opening + end + closing.len());
                at = start + opening + end + closing.len();
            }
            _ => at = start + 1,
        }
    }
    found
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
    fn a_recorded_path_fits_a_pattern_with_open_steps() {
        let open = |url: &str| {
            let mut open = url.replace("${id}", "\u{1}");
            for found in find_parameters(&open).into_iter().rev() {
                open.replace_range(found, "\u{1}");
            }
            path_of(&open)
        };
        let path = path_of("https://acme.example.test/api/groups/7/users?page=2");
        for (pattern, said) in [
            ("https://@HOST@/api/groups/${id}/users", Some(14)),
            ("/api/groups/${id}/users?size=5", Some(14)),
            ("<URL>/api/groups/${id}/${id}", Some(9)),
            ("https://h.test/api/groups/${id}", None),
            ("/api/group/${id}/users", None),
        ] {
            assert_eq!(said_of(&open(pattern), &path), said, "{pattern}");
        }
        assert_eq!(said_of_step("a\u{1}c", "abc"), Some(2));
        assert_eq!(said_of_step("a\u{1}c", "abd"), None);
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
