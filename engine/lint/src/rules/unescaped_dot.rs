//! `B3026 unescaped-dot`: the version of a SCIM extension, `2.0`, whose dot is read as a step.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{Column, SEPARATOR, Source};

use crate::mappings::mappings;

use super::Subject;

rule!(UNESCAPED_DOT, "unescaped-dot");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for mapping in mappings(subject.definition) {
        for entry in mapping.entries {
            let raw = entry.source.raw();
            let is_path = Column::parse(entry.name.as_str(), raw)
                .is_ok_and(|column| matches!(column.source, Source::Path(_)));
            let path = raw.rfind(SEPARATOR).and_then(|end| raw.get(..end));
            let path = path.unwrap_or(raw);
            let Some(dot) = dot_of_version(path).filter(|_| is_path) else {
                continue;
            };
            let (before, after) = path.split_at(dot);
            let mended = format!("{before}~dot#{}", after.get(1..).unwrap_or_default());
            found.push(
                Diagnostic::new(
                    codes::UNESCAPED_DOT,
                    "the dot of a version is read as a step of the path",
                )
                .at(entry.source.place_of(dot..dot + 1), "a step, not a dot")
                .with_note("bindery tries longer keys too; EIC may not")
                .with_help(format!("write `{mended}`"))
                .with_fix_of(entry.source.fix(
                    format!("write `{mended}`"),
                    dot..dot + 1,
                    "~dot#",
                )),
            );
        }
    }
}

/// The dot between two digits of a URN.
fn dot_of_version(path: &str) -> Option<usize> {
    if !path.trim_start().starts_with("urn:") {
        return None;
    }
    let bytes = path.as_bytes();
    let mut dots = bytes.windows(3).enumerate();
    dots.find(|(_, w)| matches!(w, [a, b'.', b] if a.is_ascii_digit() && b.is_ascii_digit()))
        .map(|(at, _)| at + 1)
}
