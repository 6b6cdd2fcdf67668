//! The mappings of a definition, whatever they make rows of.

use bindery_definition::{Column as Entry, Definition, Word};
use bindery_mapping::{Column, Source};

/// One `colsToPropsMap`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mapping<'a> {
    pub(crate) key: Option<&'a Word>,
    pub(crate) entries: &'a [Entry],
}

impl Mapping<'_> {
    /// Whether it maps a column, case aside.
    pub(crate) fn maps(&self, column: &str) -> bool {
        maps(self.entries, column)
    }
}

/// Whether entries map a column, case aside.
pub(crate) fn maps(entries: &[Entry], column: &str) -> bool {
    let column = column.trim();
    entries
        .iter()
        .any(|e| e.name.as_str().trim().eq_ignore_ascii_case(column))
}

/// Every mapping that is not empty, in the order of the attributes.
pub(crate) fn mappings(definition: &Definition) -> Vec<Mapping<'_>> {
    let mut all = Vec::new();
    if let Some(import) = &definition.import {
        for call in import.accounts.iter().flat_map(|s| &s.calls) {
            all.push(Mapping {
                key: call.key_field.as_ref(),
                entries: &call.columns,
            });
        }
        let types = import.entitlements.iter().flat_map(|s| s.types.values());
        for call in types.flat_map(|t| &t.calls) {
            all.push(Mapping {
                key: call.key_field.as_ref(),
                entries: &call.columns,
            });
        }
    }
    for call in definition.import_user.iter().flat_map(|u| &u.calls) {
        all.push(Mapping {
            key: call.key_field.as_ref(),
            entries: &call.columns,
        });
    }
    all.retain(|m| !m.entries.is_empty());
    all
}

/// The entry that keeps memberships: `STORE#ACC#ENT#MAPPINGINFO`.
pub(crate) fn membership_marker<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
) -> Option<&'a Entry> {
    entries.into_iter().find(|entry| {
        Column::parse(entry.name.as_str(), entry.source.raw())
            .is_ok_and(|column| matches!(column.source, Source::Memberships))
    })
}
