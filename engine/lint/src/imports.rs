//! The calls of an import with what is known around them: the type they read, how links are found.

use bindery_definition::{
    Definition, EntitlementType, ImportCall, LinkCall, PageRule, ProcessingType, Word,
};

/// A call that reads accounts, or entitlements of a type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// The type; `None` for accounts.
    pub(crate) kind: Option<&'a EntitlementType>,
    pub(crate) call: &'a ImportCall,
}

/// Every call that reads accounts or entitlements, in the order they run.
pub(crate) fn readings(definition: &Definition) -> Vec<Reading<'_>> {
    let Some(import) = &definition.import else {
        return Vec::new();
    };
    let accounts = import.accounts.iter().flat_map(|s| &s.calls);
    let mut all: Vec<_> = accounts.map(|call| Reading { kind: None, call }).collect();
    for kind in import.entitlements.iter().flat_map(|s| s.types.values()) {
        all.extend(kind.calls.iter().map(|call| Reading {
            kind: Some(kind),
            call,
        }));
    }
    all
}

/// A call of `acctEntParams`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linking<'a> {
    /// The entitlement type; `None` for a call of all types.
    pub(crate) kind: Option<&'a Word>,
    pub(crate) call: &'a LinkCall,
    /// How links are found: the call's own word, its type's, the section's.
    pub(crate) processing: Option<&'a ProcessingType>,
}

/// Every call that reads links.
pub(crate) fn linkings(definition: &Definition) -> Vec<Linking<'_>> {
    let section = definition.import.as_ref().and_then(|i| i.links.as_ref());
    let Some(section) = section else {
        return Vec::new();
    };
    let typed = section.types.values().flat_map(|kind| {
        let of_type = kind.processing_type.as_ref();
        let name = Some(&kind.name);
        kind.calls.iter().map(move |call| (name, call, of_type))
    });
    let all = section.calls.iter().map(|call| (None, call, None));
    typed
        .chain(all)
        .map(|(kind, call, of_type)| Linking {
            kind,
            call,
            processing: call
                .processing_type
                .as_ref()
                .or(of_type)
                .or(section.processing_type.as_ref())
                .map(|(kind, _)| kind),
        })
        .collect()
}

/// Every paging rule with the call it belongs to: its URL, where there is one.
pub(crate) fn pagings(
    definition: &Definition,
) -> Vec<(&PageRule, Option<&bindery_definition::Text>)> {
    let rows = readings(definition)
        .into_iter()
        .map(|r| (r.call.pagination.as_ref(), r.call.http.as_ref()));
    let links = linkings(definition)
        .into_iter()
        .map(|l| (l.call.pagination.as_ref(), l.call.http.as_ref()));
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    let users = users.map(|c| (c.pagination.as_ref(), c.http.as_ref()));
    rows.chain(links)
        .chain(users)
        .filter_map(|(rule, http)| Some((rule?, http.map(|h| &h.url))))
        .collect()
}
