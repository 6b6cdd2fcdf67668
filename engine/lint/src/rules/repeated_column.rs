//! `B3055 repeated-column`: a mapping fills one column twice, in two spellings. The same spelling
//! twice is `duplicate-key`.

use std::collections::HashMap;

use bindery_definition::Column;
use bindery_diagnostics::{Diagnostic, codes};

use crate::mappings::mappings;

use super::Subject;

rule!(REPEATED_COLUMN, "repeated-column");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for mapping in mappings(subject.definition) {
        let mut seen: HashMap<String, &Column> = HashMap::new();
        for entry in mapping.entries {
            let name = entry.name.as_str().trim();
            let before = seen.insert(name.to_ascii_lowercase(), entry);
            let Some(before) = before.filter(|b| b.name.as_str().trim() != name) else {
                continue;
            };
            found.push(
                Diagnostic::new(
                    codes::REPEATED_COLUMN,
                    format!("`{}` and `{name}` are one column", before.name),
                )
                .at(entry.name.place(), "mapped a second time")
                .with_related(before.name.place(), "mapped here first")
                .with_help("keep one of them; the case of a column's name does not matter"),
            );
        }
    }
}
