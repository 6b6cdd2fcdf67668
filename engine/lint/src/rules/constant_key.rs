//! `B3080 constant-key`: the key of a call is a constant, so that every record is the same row.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::free_names;
use bindery_mapping::{Column, Source};

use crate::mappings::mappings;

use super::Subject;

rule!(CONSTANT_KEY, "constant-key");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for mapping in mappings(subject.definition) {
        let Some(key) = mapping.key else { continue };
        let is_key = |name: &str| name.trim().eq_ignore_ascii_case(key.as_str().trim());
        for entry in mapping.entries.iter().filter(|e| is_key(e.name.as_str())) {
            let column = Column::parse(entry.name.as_str(), entry.source.raw());
            let is_constant = match column.map(|c| c.source) {
                Ok(Source::Constant(_)) => true,
                Ok(Source::Template(_)) => entry
                    .source
                    .template()
                    .is_some_and(|t| t.bindings().all(|b| free_names(&b.script).is_empty())),
                _ => false,
            };
            if is_constant {
                found.push(
                    Diagnostic::new(
                        codes::CONSTANT_KEY,
                        format!("every record has the same `{}`", entry.name),
                    )
                    .at(entry.source.place(), "a constant")
                    .with_related(key.place(), "tells rows apart")
                    .with_help("map it from the field of the record that identifies it"),
                );
            }
        }
    }
}
