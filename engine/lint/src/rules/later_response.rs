//! `B4014 later-response`: a call that reads the response of one that runs after it, or its own.

use std::collections::BTreeMap;

use bindery_definition::{OperationDocument, ProvisionCall, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::ask::{Path, SegmentKey, reads};

use crate::calls::texts;

use super::Subject;
use super::access_call_without_type::has_stranger;

rule!(LATER_RESPONSE, "later-response");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for document in documents(subject) {
        // Which call a number counts to is open where one is named wrong, which is told.
        if has_stranger(subject, document) {
            continue;
        }
        let positions = Positions::of(document);
        for (index, call) in document.calls.iter().enumerate() {
            for (text, path, name) in responses(call) {
                let Some(read) = positions.find(&name) else {
                    continue;
                };
                if read < index {
                    continue;
                }
                let message = if read == index {
                    format!("the call reads its own response, `response.{name}`")
                } else {
                    format!("`{name}` runs after the call that reads its response")
                };
                let mut diagnostic = Diagnostic::new(codes::LATER_RESPONSE, message)
                    .at(text.place_of(path.span), "null when this is rendered")
                    .with_help("read the response of an earlier call, or change `callOrder`");
                if let Some(later) = document.calls.get(read).filter(|_| read > index) {
                    diagnostic = diagnostic.with_related(later.name.place().clone(), "runs later");
                }
                found.push(diagnostic);
            }
        }
    }
}

/// Every document with calls that see each other's responses.
pub(super) fn documents<'a>(
    subject: &Subject<'a>,
) -> impl Iterator<Item = &'a OperationDocument> + use<'a> {
    let definition = subject.definition;
    let actions = definition
        .update_user
        .iter()
        .flat_map(|u| u.actions.values());
    definition.operations.values().chain(actions)
}

/// The responses that a call reads by the name of a call, one per text and name.
pub(super) fn responses(call: &ProvisionCall) -> Vec<(&Text, Path, String)> {
    let mut found: Vec<(&Text, Path, String)> = Vec::new();
    for text in texts(&call.http).into_iter().chain(&call.condition) {
        let Some(template) = text.template() else {
            continue;
        };
        for path in reads(template).into_iter().map(|r| r.path) {
            let Some(SegmentKey::Name(name)) = path.segments.first().map(|s| s.key.clone()) else {
                continue;
            };
            // A method of the map is no call.
            let is_method = path.segments.len() == 1 && name.contains('(');
            let is_told = found
                .iter()
                .any(|(t, _, n)| std::ptr::eq(*t, text) && *n == name);
            if path.root == "response" && !is_method && !is_told {
                found.push((text, path.prefix(1), name));
            }
        }
    }
    found
}

/// Where the call of a name stands: its own name, or `call<n>`.
struct Positions<'a> {
    /// The first call of each name, and whether there are more.
    named: BTreeMap<&'a str, (usize, bool)>,
    calls: usize,
    /// The names of the calls in order.
    all: Vec<&'a str>,
    is_access: bool,
}

impl<'a> Positions<'a> {
    fn of(document: &'a OperationDocument) -> Self {
        let mut named = BTreeMap::new();
        for (index, call) in document.calls.iter().enumerate() {
            let first = named.entry(call.name.as_str().trim());
            first
                .and_modify(|(_, more)| *more = true)
                .or_insert((index, false));
        }
        Self {
            named,
            calls: document.calls.len(),
            all: document
                .calls
                .iter()
                .map(|c| c.name.as_str().trim())
                .collect(),
            is_access: document.operation.is_access(),
        }
    }

    fn find(&self, name: &str) -> Option<usize> {
        match self.named.get(name.trim()) {
            // Several calls of one name: an earlier one may be meant.
            Some((_, true)) => Some(0),
            Some((index, false)) => Some(*index),
            None if self.is_access => {
                // `Group1` is the first call named `Group`.
                let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
                let number: usize = name.get(bare.len()..)?.parse().ok()?;
                let own = self.all.iter().enumerate().filter(|(_, n)| **n == bare);
                own.map(|(index, _)| index).nth(number.checked_sub(1)?)
            }
            None => {
                let number: usize = name.strip_prefix("call")?.parse().ok()?;
                let index = number.checked_sub(1)?;
                (index < self.calls).then_some(index)
            }
        }
    }
}
