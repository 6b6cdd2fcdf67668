//! `B4043 joined-identifiers`: one text of a sample holds several identifiers.

use bindery_definition::Word;
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
    }
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
        found.push(
            Diagnostic::new(
                codes::JOINED_IDENTIFIERS,
                "a text with several identifiers is taken for one",
            )
            .at(path.place(), "separated by commas in the sample")
            .with_help("use a field of the target that is a list, or read the links by a call of their own"),
        );
    }
}
