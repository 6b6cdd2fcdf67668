//! `B3057 misspelt-marker`: a source that looks like `STORE#…` or `#CONST#` and is neither.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{Column, SEPARATOR, Source};

use crate::mappings::mappings;

use super::Subject;

rule!(MISSPELT_MARKER, "misspelt-marker");

/// Markers that a whole source is.
const MARKERS: [&str; 3] = [
    "STORE#ACC#ENT#MAPPINGINFO",
    "STORE#ENT#MAPPINGINFO",
    "STORE#ENT#MAPPINGINFO#PARENTID",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for mapping in mappings(subject.definition) {
        for entry in mapping.entries {
            let raw = entry.source.raw();
            let Ok(column) = Column::parse(entry.name.as_str(), raw) else {
                continue;
            };
            if !matches!(column.source, Source::Path(_) | Source::UnknownMarker) {
                continue;
            }
            let end = raw.rfind(SEPARATOR).unwrap_or(raw.len());
            let source = raw.get(..end).unwrap_or_default().trim();
            let Some((help, near)) = meant(source) else {
                found.extend(tilde(entry, source));
                continue;
            };
            let fix =
                near.and_then(|near| entry.source.fix(format!("write `{near}`"), 0..end, near));
            found.push(
                Diagnostic::new(codes::MISSPELT_MARKER, format!("`{source}` is no marker"))
                    .at(
                        entry.source.place_of(0..end),
                        "read as a path, or as nothing",
                    )
                    .with_help(help)
                    .with_fix_of(fix),
            );
        }
    }
}

/// A tilde that is none of `~dot#`, the dot that belongs to a key.
fn tilde(entry: &bindery_definition::Column, source: &str) -> Option<Diagnostic> {
    let lead = entry.source.raw().find(source)?;
    let mut tildes = source.match_indices('~').map(|(at, _)| at);
    let at = tildes.find(|at| !source.get(*at..).is_some_and(|r| r.starts_with("~dot#")))?;
    let rest = source.get(at..).unwrap_or_default();
    let help = if rest.chars().all(|c| matches!(c, '~' | '#' | ' ')) {
        "write one separator, `~#~`, between path and type"
    } else {
        "a dot that belongs to a key is written `~dot#`"
    };
    Some(
        Diagnostic::new(
            codes::MISSPELT_MARKER,
            "a tilde stands in a path and marks nothing",
        )
        .at(
            entry.source.place_of(lead + at..lead + source.len()),
            "part of the key as it stands",
        )
        .with_help(help),
    )
}

/// What a source that is no marker was to be.
fn meant(source: &str) -> Option<(String, Option<&'static str>)> {
    let upper = source.to_ascii_uppercase();
    if upper.contains("MAPPINGINFO") || upper.starts_with("STORE#") || upper.starts_with("#STORE#")
    {
        let near = bindery_definition::nearest(source, MARKERS);
        let near = near.or_else(|| MARKERS.into_iter().find(|m| upper.contains(m)));
        let help = near.map_or_else(
            || format!("the markers are {}", MARKERS.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Some((help, near));
    }
    let bare = upper.trim_start_matches('#');
    let is_constant = bare.starts_with("CONST#") || (upper.starts_with("#CONST") && bare.len() > 5);
    is_constant.then(|| ("a constant is written `#CONST#text`".to_owned(), None))
}
