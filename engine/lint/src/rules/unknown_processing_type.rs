//! `B3059 unknown-processing-type`: a `processingType` that the dialect does not have, or not here.

use bindery_definition::{ProcessingType, Word, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::keys::fix_value;

use super::Subject;

rule!(UNKNOWN_PROCESSING_TYPE, "unknown-processing-type");

/// The only type of the sections that read rows.
const OF_ROWS: &str = "SequentialAndIterative";

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let accounts = import.accounts.iter().flat_map(|s| &s.processing_type);
    let entitlements = import.entitlements.iter().flat_map(|s| &s.processing_type);
    for word in accounts.chain(entitlements) {
        let text = word.as_str().trim();
        if !text.is_empty() && !text.eq_ignore_ascii_case(OF_ROWS) {
            found.push(of_rows(word));
        }
    }
    let Some(links) = &import.links else { return };
    let calls = links.types.values().flat_map(|t| &t.calls);
    let calls = calls.chain(&links.calls);
    let calls = calls.map(|c| (&c.processing_type, &c.place));
    let types = links.types.values().map(|t| (&t.processing_type, &t.place));
    let all = calls
        .chain(types)
        .chain([(&links.processing_type, &links.place)]);
    for (said, object) in all {
        if let Some((ProcessingType::Other(text), place)) = said
            && !text.trim().is_empty()
        {
            let near = nearest(text, ProcessingType::KNOWN.iter().map(|(name, _)| *name));
            let fix = near.and_then(|near| fix_value(subject, object, "processingType", near));
            found.push(of_links(text, place).with_fix_of(fix));
        }
    }
}

fn of_rows(word: &Word) -> Diagnostic {
    Diagnostic::new(
        codes::UNKNOWN_PROCESSING_TYPE,
        format!("rows are not read by `{word}`"),
    )
    .at(word.place(), "not a type of this section")
    .with_help(format!("write `{OF_ROWS}`"))
    .with_fix_of(word.fix(format!("write `{OF_ROWS}`"), OF_ROWS))
}

fn of_links(text: &str, place: &Place) -> Diagnostic {
    let known = || ProcessingType::KNOWN.iter().map(|(name, _)| *name);
    let help = nearest(text, known()).map_or_else(
        || format!("one of {}", known().take(5).collect::<Vec<_>>().join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(
        codes::UNKNOWN_PROCESSING_TYPE,
        format!("links are not found by `{text}`"),
    )
    .at(place.clone(), "no such type")
    .with_note("bindery lets the id paths decide")
    .with_help(help)
}
