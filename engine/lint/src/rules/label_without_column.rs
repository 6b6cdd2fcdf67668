//! `B3082 label-without-column`: a label for a column that no call of the type fills.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;
use crate::mappings::maps;

use super::Subject;

rule!(LABEL_WITHOUT_COLUMN, "label-without-column");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let import = subject.definition.import.as_ref();
    let section = import.and_then(|i| i.entitlements.as_ref());
    for kind in section.iter().flat_map(|s| s.types.values()) {
        if kind.calls.iter().all(|c| c.columns.is_empty()) {
            continue;
        }
        for (column, label) in &kind.labels {
            if label.trim().is_empty() || kind.calls.iter().any(|c| maps(&c.columns, column)) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::LABEL_WITHOUT_COLUMN,
                    format!("`{column}` has the label `{label}` and is not mapped"),
                )
                .at(
                    key_place(subject, &kind.place, &["entTypeLabels", column]),
                    "always empty",
                )
                .with_help(format!("map `{column}`, or remove its label")),
            );
        }
    }
}
