//! `B3119 section-without-calls`: settings of an import and nothing that reads.

use bindery_definition::ProcessingType;
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::keys::{has_key, key_place};

use super::Subject;

rule!(SECTION_WITHOUT_CALLS, "section-without-calls");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let mut lacks = |object: &Place, key: &str, name: &str| {
        if !has_key(subject, object, key) && !has_unread(subject, object) {
            found.push(report(
                subject,
                import_key(&import.place, object),
                object,
                key,
                name,
            ));
        }
    };
    if let Some(section) = &import.accounts
        && section.calls.is_empty()
    {
        lacks(&section.place, "call", "accountParams");
    }
    if let Some(section) = &import.entitlements
        && section.types.is_empty()
    {
        lacks(&section.place, "entTypes", "entitlementParams");
    }
    let relations = import
        .links
        .iter()
        .chain(&import.owners)
        .chain(&import.entitlement_maps);
    let types = relations.flat_map(|s| s.types.values().map(move |kind| (s, kind)));
    for (section, kind) in types {
        // A type that says how its links are found needs no call, nor one whose memberships are found
        // the section's way.
        let is_said = kind.processing_type.is_some()
            || match section.processing_type.as_ref().map(|(kind, _)| kind) {
                Some(ProcessingType::AcctToEntMapping) => {
                    let accounts = import.accounts.as_ref();
                    accounts.is_some_and(|a| a.memberships.contains_key(kind.name.as_str()))
                }
                Some(ProcessingType::EntToAcctMapping) => {
                    let types = import.entitlements.as_ref().map(|s| &s.types);
                    let own = types.and_then(|t| t.get(kind.name.as_str()));
                    own.is_some_and(|t| t.memberships.is_some())
                }
                _ => false,
            };
        if kind.calls.is_empty() && !is_said {
            lacks(&kind.place, "call", kind.name.as_str());
        }
    }
    if let Some(section) = &import.owners
        && section.types.is_empty()
        && section.calls.is_empty()
    {
        lacks(&section.place, "entTypes", "entOwnerParams");
    }
}

/// The document's own place where an object is one of its sections.
fn import_key<'a>(document: &'a Place, object: &Place) -> Option<&'a Place> {
    let path = object.path.as_deref().unwrap_or_default();
    (path.matches('/').count() == 1).then_some(document)
}

fn has_unread(subject: &Subject<'_>, object: &Place) -> bool {
    let own = object.path.as_deref().unwrap_or_default();
    subject.connection.diagnostics().any(|d| {
        let place = d.primary.as_ref().map(|l| &l.place);
        let path = place.and_then(|p| p.path.as_deref()).unwrap_or_default();
        let parent = path.rsplit_once('/').map_or("", |(head, _)| head);
        let is_shape = matches!(
            d.code,
            codes::UNKNOWN_KEY | codes::WRONG_TYPE | codes::JSON_SYNTAX | codes::BLANK_IN_KEY
        );
        is_shape && (parent == own || path.starts_with(own))
    })
}

fn report(
    subject: &Subject<'_>,
    document: Option<&Place>,
    object: &Place,
    key: &str,
    name: &str,
) -> Diagnostic {
    let place = document.map_or_else(
        || object.clone(),
        |document| key_place(subject, document, &[name]),
    );
    let place = Place {
        span: place.span.start..(place.span.start + 1).min(place.span.end),
        ..place
    };
    Diagnostic::new(
        codes::SECTION_WITHOUT_CALLS,
        format!("`{name}` has no `{key}`, so nothing is read"),
    )
    .at(place, "reads nothing")
    .with_help(format!("add `{key}`, or remove the section"))
}
