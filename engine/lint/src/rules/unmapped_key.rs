//! `B3012 unmapped-key`: a `keyField` that is not a column of its mapping.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{Column, Source};

use crate::mappings::mappings;

use super::Subject;

rule!(UNMAPPED_KEY, "unmapped-key");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for mapping in mappings(subject.definition) {
        let Some(key) = mapping.key.filter(|k| !k.as_str().trim().is_empty()) else {
            continue;
        };
        if mapping.maps(key.as_str()) {
            continue;
        }
        // The usual slip: the name of the target's field.
        let meant = mapping.entries.iter().find(|entry| {
            Column::parse(entry.name.as_str(), entry.source.raw()).is_ok_and(
                |c| matches!(&c.source, Source::Path(path) if path.as_str() == key.as_str().trim()),
            )
        });
        let names = mapping.entries.iter().map(|e| e.name.as_str());
        let near = bindery_definition::nearest(key.as_str(), names);
        let mut diagnostic = Diagnostic::new(
            codes::UNMAPPED_KEY,
            format!("the key `{key}` is not a mapped column"),
        )
        .at(key.place().clone(), "no column of `colsToPropsMap`");
        diagnostic = match (meant, near) {
            (Some(entry), _) => diagnostic
                .with_related(entry.name.place().clone(), "mapped from that field")
                .with_help(format!("write the column: `{}`", entry.name))
                .with_fix_of(key.fix(format!("write `{}`", entry.name), entry.name.as_str())),
            (None, Some(near)) => diagnostic
                .with_help(format!("did you mean `{near}`?"))
                .with_fix_of(key.fix(format!("write `{near}`"), near)),
            (None, None) => diagnostic.with_help("name the column that identifies a row"),
        };
        found.push(diagnostic);
    }
}
