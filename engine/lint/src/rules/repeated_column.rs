//! `B3055 repeated-column`: a mapping fills one column twice, in two spellings. The same spelling
//! twice is `duplicate-key`.

use bindery_diagnostics::{Diagnostic, codes};

use crate::mappings::mappings;

use super::Subject;

rule!(REPEATED_COLUMN, "repeated-column");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for mapping in mappings(subject.definition) {
        for (i, entry) in mapping.entries.iter().enumerate() {
            let name = entry.name.as_str().trim();
            let before = mapping.entries.iter().take(i).find(|earlier| {
                let earlier = earlier.name.as_str().trim();
                earlier != name && earlier.eq_ignore_ascii_case(name)
            });
            let Some(before) = before else { continue };
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
