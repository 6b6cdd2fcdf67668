//! `B3051 path-from-outside`: a path inside a record that begins with the list it stands in.

use bindery_definition::{Column as Entry, Word};
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_mapping::{Column, Source};

use crate::imports::{linkings, readings};
use crate::mappings::membership_marker;

use super::Subject;

rule!(PATH_FROM_OUTSIDE, "path-from-outside");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    for reading in readings(definition) {
        columns(
            reading.call.list_field.as_ref(),
            &reading.call.columns,
            found,
        );
    }
    for call in definition.import_user.iter().flat_map(|u| &u.calls) {
        columns(call.response_path.as_ref(), &call.columns, found);
    }
    for linking in linkings(definition) {
        let call = linking.call;
        for id in [&call.acct_id_path, &call.ent_id_path, &call.id_path] {
            identifier(call.list_field.as_ref(), id.as_ref(), found);
        }
    }
    let Some(import) = &definition.import else {
        return;
    };
    for m in import.accounts.iter().flat_map(|s| s.memberships.values()) {
        identifier(m.list_path.as_ref(), m.id_path.as_ref(), found);
        // The record that the memberships stand in is an element of the call's own list.
        let calls = import.accounts.iter().flat_map(|s| &s.calls);
        let kept = calls.filter(|c| membership_marker(&c.columns).is_some());
        for call in kept {
            if m.list_path != call.list_field {
                identifier(call.list_field.as_ref(), m.list_path.as_ref(), found);
            }
        }
    }
    for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
        if let Some(m) = &kind.memberships {
            identifier(m.list_field.as_ref(), m.id_path.as_ref(), found);
        }
        for relation in kind.relations.values() {
            identifier(
                relation.list_path.as_ref(),
                relation.id_path.as_ref(),
                found,
            );
        }
    }
}

fn columns(list: Option<&Word>, entries: &[Entry], found: &mut super::Findings) {
    for entry in entries {
        let column = Column::parse(entry.name.as_str(), entry.source.raw());
        let Ok(Source::Path(path)) = column.map(|c| c.source) else {
            continue;
        };
        if let Some((list, rest)) = list.and_then(|l| Some((l, inside(l, path.as_str())?))) {
            let raw = entry.source.raw();
            let fix = raw.find(path.as_str()).and_then(|start| {
                let end = start + path.as_str().len() - rest.len();
                entry.source.fix(format!("write `{rest}`"), start..end, "")
            });
            found.push(report(list, rest, entry.source.place()).with_fix_of(fix));
        }
    }
}

fn identifier(list: Option<&Word>, id: Option<&Word>, found: &mut super::Findings) {
    let (Some(list), Some(id)) = (list, id) else {
        return;
    };
    let is_same = !id.as_str().trim().is_empty() && id.as_str().trim() == list.as_str().trim();
    let rest = if is_same {
        Some("")
    } else {
        inside(list, id.as_str())
    };
    if let Some(rest) = rest {
        let fix = id.fix(format!("write `{rest}`"), rest);
        found.push(report(list, rest, id.place()).with_fix_of(fix));
    }
}

/// What follows the list in a path that begins with it.
fn inside<'p>(list: &Word, path: &'p str) -> Option<&'p str> {
    let list = list.as_str().trim();
    if list.is_empty() {
        return None;
    }
    let rest = path.trim().strip_prefix(list)?;
    let rest = match rest.strip_prefix('[') {
        Some(indexed) => indexed.split_once(']')?.1,
        None => rest,
    };
    rest.strip_prefix('.').filter(|r| !r.is_empty())
}

fn report(list: &Word, rest: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        codes::PATH_FROM_OUTSIDE,
        format!("the path begins with `{list}`, inside which it is read"),
    )
    .at(place, "read inside an element")
    .with_related(list.place(), "the list the elements come from")
    .with_help(format!("write \"{rest}\""))
}
