//! `B4042 id-not-in-sample`: memberships or links whose paths find no identifier in the samples.

use bindery_definition::{AccountMembership, ProcessingType, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{IdPath, ListField};
use serde_json::Value;

use crate::imports::{linkings, readings};
use crate::nearby::{advice, is_there, nearest_list};
use crate::samples::linking_key;

use super::Subject;

rule!(ID_NOT_IN_SAMPLE, "id-not-in-sample");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let (definition, samples) = (subject.definition, subject.samples);
    for linking in linkings(definition) {
        let call = linking.call;
        let list = call.list_field.as_ref().map_or("", Word::as_str);
        let records = samples.records(&linking_key(&linking), list);
        let (account, entitlement) = match linking.processing {
            Some(ProcessingType::HttpEntToAcct) => (true, false),
            Some(ProcessingType::HttpAcctToEnt) => (false, true),
            Some(ProcessingType::Http) => (true, true),
            _ => (false, false),
        };
        let own = call.acct_id_path.as_ref().filter(|_| account);
        found.extend(own.and_then(|path| judge(path, &records)));
        let own = call.ent_id_path.as_ref().filter(|_| entitlement);
        found.extend(own.and_then(|path| judge(path, &records)));
    }
    let Some(import) = &definition.import else {
        return;
    };
    let all = readings(definition);
    let accounts: Vec<&Value> = all
        .iter()
        .filter(|r| r.kind.is_none())
        .flat_map(|r| samples.rows(r))
        .collect();
    for membership in import.accounts.iter().flat_map(|s| s.memberships.values()) {
        found.extend(of_accounts(membership, &accounts));
    }
    for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
        let Some(m) = &kind.memberships else { continue };
        let of_kind = all
            .iter()
            .filter(|r| r.kind.is_some_and(|k| k.name == kind.name));
        let rows: Vec<&Value> = of_kind.flat_map(|r| samples.rows(r)).collect();
        found.extend(inside(m.list_field.as_ref(), m.id_path.as_ref(), &rows));
    }
}

fn of_accounts(membership: &AccountMembership, records: &[&Value]) -> Option<Diagnostic> {
    let is_blank = |w: &Option<Word>| w.as_ref().is_none_or(|w| w.as_str().trim().is_empty());
    // With nothing filled in, the value under the type's name is meant.
    if is_blank(&membership.list_path) && is_blank(&membership.id_path) {
        return None;
    }
    inside(
        membership.list_path.as_ref(),
        membership.id_path.as_ref(),
        records,
    )
}

/// A list inside records, and an identifier inside its elements.
fn inside(list: Option<&Word>, id: Option<&Word>, records: &[&Value]) -> Option<Diagnostic> {
    let text = list.map_or("", Word::as_str);
    let parsed = ListField::parse(text).ok()?;
    if records.is_empty() {
        return None;
    }
    if let Some(list) = list.filter(|_| !is_there(text, records)) {
        let near = nearest_list(text, records).filter(|near| !near.is_empty());
        let help = near.map_or_else(
            || advice(text, records),
            |near| format!("did you mean `{near}`?"),
        );
        return Some(report(list, help, "no such list in the records"));
    }
    let elements: Vec<&Value> = records
        .iter()
        .flat_map(|r| parsed.records(r).rows)
        .collect();
    judge(id?, &elements)
}

/// An identifier inside elements.
fn judge(path: &Word, elements: &[&Value]) -> Option<Diagnostic> {
    let id = IdPath::parse(path.as_str()).ok()?;
    if elements.is_empty() || elements.iter().any(|e| !id.ids(e).is_empty()) {
        return None;
    }
    let is_self = path.as_str().trim().is_empty();
    let scalars = elements.iter().all(|e| !e.is_object() && !e.is_array());
    if !is_self && scalars {
        let why = "the elements are texts, not objects";
        return Some(report(path, "write \"\"".to_owned(), why));
    }
    if !is_self && !is_there(path.as_str(), elements) {
        let help = advice(path.as_str(), elements);
        return Some(report(path, help, "no such path in the elements"));
    }
    let objects = elements.iter().any(|e| {
        bindery_mapping::Path::parse(path.as_str())
            .is_ok_and(|p| p.get(e).values().iter().any(|v| v.is_object()))
    });
    if objects {
        let base = path.as_str().trim();
        let help = advice(&format!("{base}.id"), elements);
        return Some(report(path, help, "an object, not an identifier"));
    }
    None
}

fn report(path: &Word, help: String, why: &str) -> Diagnostic {
    Diagnostic::new(
        codes::ID_NOT_IN_SAMPLE,
        format!("`{path}` finds no identifier in the sample"),
    )
    .at(path.place(), why.to_owned())
    .with_help(help)
}
