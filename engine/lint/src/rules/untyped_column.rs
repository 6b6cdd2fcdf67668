//! `B6004 untyped-column`: a column without a type behind `~#~`, or with one that nobody knows.

use bindery_definition::Column as Entry;
use bindery_diagnostics::{Diagnostic, Edit, Fix, Severity, codes};
use bindery_mapping::{Column, ColumnType, Leniency, SEPARATOR};

use crate::mappings::mappings;

use super::Subject;

rule!(UNTYPED_COLUMN, "untyped-column");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let documents = subject.definition.operations.values();
    let answers: Vec<_> = documents.map(|d| d.response_columns.as_slice()).collect();
    let mappings = mappings(subject.definition);
    let mut blanks: Vec<(&Entry, usize)> = Vec::new();
    let mapped = mappings.iter().map(|m| m.entries);
    for entries in mapped.chain(answers) {
        for entry in entries {
            let raw = entry.source.raw();
            let Ok(column) = Column::parse(entry.name.as_str(), raw) else {
                continue;
            };
            let name = &entry.name;
            let diagnostic = if column.leniencies.contains(&Leniency::UnknownType) {
                let word = raw.rfind(SEPARATOR).map_or(0, |at| at + SEPARATOR.len());
                let known: Vec<_> = ColumnType::ALL.iter().map(|t| t.as_str()).collect();
                Diagnostic::new(
                    codes::UNTYPED_COLUMN,
                    format!("the type of `{name}` is unknown"),
                )
                .with_severity(Severity::Warning)
                .at(entry.source.place_of(word..raw.len()), "read as char")
                .with_help(format!("one of {}", known.join(", ")))
            } else if column.leniencies.contains(&Leniency::MissingType) && !raw.trim().is_empty() {
                Diagnostic::new(codes::UNTYPED_COLUMN, format!("`{name}` has no type"))
                    .at(entry.source.place(), "read as char")
                    .with_help("append `~#~char`")
                    .with_fix_of(entry.source.fix(
                        "append `~#~char`",
                        raw.len()..raw.len(),
                        "~#~char",
                    ))
            } else if let Some(end) = raw.rfind(SEPARATOR).map(|at| at + SEPARATOR.len())
                && raw.get(end..).is_some_and(|word| word != word.trim())
            {
                blanks.push((entry, end));
                continue;
            } else {
                continue;
            };
            found.push(diagnostic);
        }
    }
    found.extend(blank_at_type(&blanks));
}

/// One finding for all types with blanks around them: they come in dozens.
fn blank_at_type(entries: &[(&Entry, usize)]) -> Option<Diagnostic> {
    let (first, at) = entries.first()?;
    let place = |entry: &Entry, at: usize| entry.source.place_of(at..entry.source.raw().len());
    let mut diagnostic = Diagnostic::new(
        codes::UNTYPED_COLUMN,
        format!("the type of `{}` has a blank around it", first.name),
    )
    .at(place(first, *at), "read without it")
    .with_help("remove the blank; the product may not know the type with it");
    if entries.len() > 1 {
        diagnostic = diagnostic.with_note(format!("{} columns have one", entries.len()));
    }
    let edits = entries.iter().map(|(entry, at)| Edit {
        place: place(entry, *at),
        replacement: entry
            .source
            .raw()
            .get(*at..)
            .unwrap_or_default()
            .trim()
            .to_owned(),
    });
    Some(diagnostic.with_fix(Fix {
        title: "remove the blanks".to_owned(),
        edits: edits.collect(),
    }))
}
