//! `B3052 unmapped-link-key`: links are looked up by a column that the import never fills.

use std::collections::BTreeSet;

use bindery_definition::{Column as Entry, ImportDocument, Word, nearest};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{Column, Source};

use crate::imports::{linkings, readings};
use crate::mappings::maps;

use super::Subject;

rule!(UNMAPPED_LINK_KEY, "unmapped-link-key");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let accounts = of_accounts(import);
    let told: BTreeSet<&str> = readings(subject.definition)
        .into_iter()
        .filter_map(|r| {
            let own = r.call.key_field.as_ref()?.as_str().trim();
            (!r.call.columns.is_empty() && !maps(&r.call.columns, own)).then_some(own)
        })
        .collect();
    let is_told = |key: &Option<Word>| {
        key.as_ref()
            .is_some_and(|k| told.contains(k.as_str().trim()))
    };
    for linking in linkings(subject.definition) {
        let call = linking.call;
        // A call's own key that is not mapped is told there.
        if !is_told(&call.acct_key_field) {
            judge(call.acct_key_field.as_ref(), &accounts, "account", found);
        }
        let kind = linking.kind.map(Word::as_str);
        let columns = of_type(import, kind);
        if !is_told(&call.ent_key_field) {
            judge(call.ent_key_field.as_ref(), &columns, "entitlement", found);
        }
    }
    for m in import.accounts.iter().flat_map(|s| s.memberships.values()) {
        let columns = of_type(import, Some(m.entitlement_type.as_str()));
        if !is_told(&m.key_field) {
            judge(m.key_field.as_ref(), &columns, "entitlement", found);
        }
    }
    for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
        let members = kind.memberships.as_ref();
        if let Some(m) = members.filter(|m| !is_told(&m.key_field)) {
            judge(m.key_field.as_ref(), &accounts, "account", found);
        }
        for relation in kind.relations.values() {
            let columns = of_type(import, Some(relation.child_type.as_str()));
            judge(relation.id_column.as_ref(), &columns, "entitlement", found);
        }
    }
}

fn of_accounts(import: &ImportDocument) -> Vec<&Entry> {
    let calls = import.accounts.iter().flat_map(|s| &s.calls);
    calls.flat_map(|c| &c.columns).collect()
}

/// The columns of a type, or of all; those of entitlements made from memberships included.
fn of_type<'a>(import: &'a ImportDocument, kind: Option<&str>) -> Vec<&'a Entry> {
    let types = import.entitlements.as_ref().map(|s| &s.types);
    let memberships = import.accounts.as_ref().map(|s| &s.memberships);
    let of = |name: &str| {
        let read = types.and_then(|t| t.get(name));
        let made = memberships
            .and_then(|m| m.get(name))
            .filter(|m| m.import_as_entitlement == Some(true));
        let calls = read.into_iter().flat_map(|t| &t.calls);
        calls
            .flat_map(|c| &c.columns)
            .chain(made.into_iter().flat_map(|m| &m.columns))
    };
    match kind {
        Some(name) => of(name).collect(),
        None => {
            let names = types.into_iter().flat_map(|t| t.keys());
            names.flat_map(|name| of(name)).collect()
        }
    }
}

fn judge(key: Option<&Word>, columns: &[&Entry], noun: &str, found: &mut super::Findings) {
    let Some(key) = key.filter(|k| !k.as_str().trim().is_empty()) else {
        return;
    };
    let known = columns
        .iter()
        .any(|c| maps(std::slice::from_ref(*c), key.as_str()));
    if columns.is_empty() || known {
        return;
    }
    // The usual slip: the name of the target's field.
    let meant = columns.iter().find(|entry| {
        Column::parse(entry.name.as_str(), entry.source.raw()).is_ok_and(
            |c| matches!(&c.source, Source::Path(path) if path.as_str() == key.as_str().trim()),
        )
    });
    let near = nearest(key.as_str(), columns.iter().map(|c| c.name.as_str()));
    let mut diagnostic = Diagnostic::new(
        codes::UNMAPPED_LINK_KEY,
        format!("`{key}` is no column that an {noun} has after the import"),
    )
    .at(key.place(), "nothing is found by it");
    diagnostic = match (meant, near) {
        (Some(entry), _) => diagnostic
            .with_related(entry.name.place(), "mapped from that field")
            .with_help(format!("write the column: `{}`", entry.name)),
        (None, Some(near)) => diagnostic.with_help(format!("did you mean `{near}`?")),
        (None, None) => diagnostic.with_help(format!(
            "name the column of the {noun} that holds the identifier of the link"
        )),
    };
    found.push(diagnostic);
}
