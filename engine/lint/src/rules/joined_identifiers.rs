//! `B4043 joined-identifiers`: one text holds several identifiers, as a sample shows or the definition
//! itself, which takes the field apart elsewhere.

use bindery_definition::{AccountMembership, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{IdPath, ListField};
use serde_json::Value;

use crate::imports::{linkings, readings};
use crate::samples::linking_key;

use super::Subject;

rule!(JOINED_IDENTIFIERS, "joined-identifiers");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let (definition, samples) = (subject.definition, subject.samples);
    for linking in linkings(definition) {
        let call = linking.call;
        let list = call.list_field.as_ref().map_or("", Word::as_str);
        let records = samples.records(&linking_key(&linking), list);
        for path in call.acct_id_path.iter().chain(&call.ent_id_path) {
            judge(path, &records, found);
        }
    }
    let accounts = definition.import.iter().flat_map(|i| &i.accounts);
    let rows: Vec<&Value> = readings(definition)
        .iter()
        .filter(|r| r.kind.is_none())
        .flat_map(|r| samples.rows(r))
        .collect();
    for m in accounts.flat_map(|s| s.memberships.values()) {
        let list = m.list_path.as_ref().map_or("", Word::as_str);
        let (Ok(list), Some(id)) = (ListField::parse(list), &m.id_path) else {
            continue;
        };
        let elements: Vec<&Value> = rows.iter().flat_map(|r| list.records(r).rows).collect();
        judge(id, &elements, found);
        read_as_text(subject, m, found);
    }
}

/// Without samples: the definition itself takes the field apart elsewhere, so that it is one text.
fn read_as_text(
    subject: &Subject<'_>,
    membership: &AccountMembership,
    found: &mut super::Findings,
) {
    let written = [&membership.id_path, &membership.list_path];
    let mut written = written.into_iter().flatten();
    let Some(path) = written.find(|p| !p.as_str().trim().is_empty()) else {
        return;
    };
    let leaf = path.as_str().trim().rsplit('.').next().unwrap_or_default();
    let of_response = |text: &str| {
        let mut at = text.match_indices(leaf);
        at.any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + leaf.len()..).unwrap_or_default();
            let after = after.strip_prefix('?').unwrap_or(after);
            let is_split = [".split(','", ".tokenize(','", ".split(';'", ".tokenize(';'"];
            before.ends_with('.') && is_split.iter().any(|s| after.starts_with(s))
        })
    };
    let mut templates = subject.definition.templates.iter();
    if let Some(other) = templates.find(|t| {
        let raw = t.text.raw();
        !leaf.is_empty() && raw.contains("response") && of_response(raw)
    }) {
        found.push(
            report()
                .at(path.place(), "one text with separators")
                .with_related(other.text.place(), "taken apart here"),
        );
    }
}

fn report() -> Diagnostic {
    Diagnostic::new(
        codes::JOINED_IDENTIFIERS,
        "a text with several identifiers is taken for one",
    )
    .with_help("use a field of the target that is a list, or read the links by a call of their own")
}

fn judge(path: &Word, elements: &[&Value], found: &mut super::Findings) {
    let Ok(id) = IdPath::parse(path.as_str()) else {
        return;
    };
    let is_joined = |id: &String| {
        let parts: Vec<&str> = id.split([',', ';']).collect();
        // A name with a comma has blanks, or an equals sign as in a distinguished name.
        parts.len() > 1
            && parts
                .iter()
                .all(|p| !p.trim().is_empty() && !p.contains('=') && !p.trim().contains(' '))
    };
    if elements.iter().any(|e| id.ids(e).iter().any(is_joined)) {
        found.push(report().at(path.place(), "separated by commas in the sample"));
    }
}
