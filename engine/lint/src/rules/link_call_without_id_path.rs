//! `B3061 link-call-without-id-path`: nothing says where the other end of a link is in a record.

use bindery_definition::{Definition, ProcessingType, Text, Word};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::imports::{Linking, linkings, readings};

use super::Subject;

rule!(LINK_CALL_WITHOUT_ID_PATH, "link-call-without-id-path");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    for linking in linkings(definition) {
        let call = linking.call;
        // `idPath` stands in for either.
        if call.id_path.is_some() || call.http.is_none() {
            continue;
        }
        let (account, entitlement) = (&call.acct_id_path, &call.ent_id_path);
        let (lacks, other, by_entitlement) = match linking.processing {
            Some(ProcessingType::HttpEntToAcct) if account.is_none() => {
                ("acctIdPath", entitlement.as_ref(), true)
            }
            Some(ProcessingType::HttpAcctToEnt) if entitlement.is_none() => {
                ("entIdPath", account.as_ref(), false)
            }
            Some(ProcessingType::Http) if account.is_none() => ("acctIdPath", None, false),
            Some(ProcessingType::Http) if entitlement.is_none() => ("entIdPath", None, false),
            // The id paths are to decide, and there are none.
            None | Some(ProcessingType::SequentialAndIterative)
                if account.is_none() && entitlement.is_none() =>
            {
                ("acctIdPath", None, false)
            }
            _ => continue,
        };
        // Where the URL asks for the other kind of rows, the processingType is the slip.
        let said = call.processing_type.as_ref().filter(|_| other.is_some());
        let slip =
            said.filter(|_| asks_by_entitlement(definition, &linking) == Some(!by_entitlement));
        let place = slip.map(|(_, place)| place.clone());
        let place = place.or_else(|| other.map(Word::place));
        found.push(report(&linking, lacks, other.is_some(), place));
    }
}

/// Whether the URL of a call goes through one of the entitlements that the type's own calls list; not
/// where it goes through an account, `None` where neither can be told.
fn asks_by_entitlement(definition: &Definition, linking: &Linking<'_>) -> Option<bool> {
    let own = collection_before_id(&linking.call.http.as_ref()?.url)?;
    let lists = |of_entitlements: bool| {
        readings(definition).into_iter().any(|reading| {
            let is_kind = match (reading.kind, linking.kind) {
                (Some(kind), Some(wanted)) => of_entitlements && kind.name == *wanted,
                (Some(_), None) => of_entitlements,
                (None, _) => !of_entitlements,
            };
            let url = reading.call.http.as_ref().map(|h| &h.url);
            is_kind && url.and_then(last_segment).is_some_and(|last| last == own)
        })
    };
    match (lists(true), lists(false)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The step of a path before its first binding: `groups` of `/groups/${id}/users`.
fn collection_before_id(url: &Text) -> Option<&str> {
    let path = url.raw().split(['?', '#']).next()?;
    let before = path.get(..path.find("/${").or_else(|| path.find("/$<"))?)?;
    before.rsplit('/').next().filter(|s| !s.is_empty())
}

/// The last step of a path: `groups` of `/groups?limit=5`.
fn last_segment(url: &Text) -> Option<&str> {
    let path = url.raw().split(['?', '#']).next()?;
    path.trim_end_matches('/').rsplit('/').next()
}

fn report(linking: &Linking<'_>, lacks: &str, has_other: bool, place: Option<Place>) -> Diagnostic {
    let name = &linking.call.name;
    let diagnostic = Diagnostic::new(
        codes::LINK_CALL_WITHOUT_ID_PATH,
        format!("`{name}` has no `{lacks}`, so its records give no links"),
    );
    let diagnostic = match place {
        Some(place) => diagnostic
            .at(place, "belongs to the other direction")
            .with_related(name.place(), "no path to the identifier"),
        None => diagnostic.at(name.place(), "no path to the identifier"),
    };
    let diagnostic = if has_other {
        diagnostic.with_note("the id path that is there belongs to the other direction")
    } else {
        diagnostic
    };
    diagnostic.with_help(format!(
        "set `{lacks}` to the identifier inside a record; \"\" where the record is the identifier"
    ))
}
