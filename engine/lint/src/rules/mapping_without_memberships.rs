//! `B3058 mapping-without-memberships`: links are to come from memberships that nobody reads.

use bindery_definition::{ImportDocument, ProcessingType};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::imports::linkings;
use crate::mappings::membership_marker;

use super::Subject;

rule!(MAPPING_WITHOUT_MEMBERSHIPS, "mapping-without-memberships");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let Some(links) = &import.links else { return };
    let all = linkings(subject.definition);
    for linking in &all {
        let Some(kind) = linking.kind else { continue };
        let place = linking.call.processing_type.as_ref();
        let place = place.map_or_else(|| linking.call.name.place(), |(_, p)| p.clone());
        if linking
            .processing
            .is_some_and(|p| lacks(import, p, Some(kind.as_str())))
        {
            found.push(report(linking.processing, Some(kind.as_str()), &place));
        }
    }
    if let (true, Some((processing, place))) = (all.is_empty(), &links.processing_type)
        && lacks(import, processing, None)
    {
        found.push(report(Some(processing), None, place));
    }
}

/// Whether memberships of a type, or any, are missing. A marker without mappings has been told.
fn lacks(import: &ImportDocument, processing: &ProcessingType, kind: Option<&str>) -> bool {
    match processing {
        ProcessingType::AcctToEntMapping => import.accounts.as_ref().is_some_and(|accounts| {
            let columns = accounts.calls.iter().flat_map(|c| &c.columns);
            let is_told = accounts.memberships.is_empty() && membership_marker(columns).is_some();
            let has = kind.map_or(!accounts.memberships.is_empty(), |k| {
                accounts.memberships.contains_key(k)
            });
            !is_told && !has
        }),
        ProcessingType::EntToAcctMapping => import.entitlements.as_ref().is_some_and(|section| {
            let mut types = section
                .types
                .values()
                .filter(|t| kind.is_none_or(|k| t.name == k))
                .peekable();
            types.peek().is_some()
                && types.all(|t| {
                    let columns = t.calls.iter().flat_map(|c| &c.columns);
                    t.memberships.is_none() && membership_marker(columns).is_none()
                })
        }),
        _ => false,
    }
}

fn report(processing: Option<&ProcessingType>, kind: Option<&str>, place: &Place) -> Diagnostic {
    let of = kind.map_or_else(String::new, |k| format!(" of `{k}`"));
    let home = match processing {
        Some(ProcessingType::EntToAcctMapping) => "the entitlement type",
        _ => "`accountParams`",
    };
    Diagnostic::new(
        codes::MAPPING_WITHOUT_MEMBERSHIPS,
        format!("links{of} are to come from memberships, and none are read"),
    )
    .at(place.clone(), "nothing to map")
    .with_help(format!("add `acctEntMappings` to {home}"))
}
