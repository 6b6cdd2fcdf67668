//! `B3016 unread-memberships`: memberships are kept with the accounts, and no `acctEntParams` turns
//! them into links.

use bindery_definition::{LinkImport, ProcessingType};
use bindery_diagnostics::{Diagnostic, Place, codes};

use super::Subject;

rule!(UNREAD_MEMBERSHIPS, "unread-memberships");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let memberships = import.accounts.iter().flat_map(|s| s.memberships.values());
    let Some(first) = memberships.into_iter().next() else {
        return;
    };
    let diagnostic = Diagnostic::new(
        codes::UNREAD_MEMBERSHIPS,
        "memberships of accounts are found and never become links",
    )
    .with_help("set `acctEntParams.processingType` to `acctToEntMapping`");
    match &import.links {
        None => found.push(
            diagnostic
                .at(first.place.clone(), "found here")
                .with_note("there is no `acctEntParams`"),
        ),
        Some(links) if reads_memberships(links) => {}
        Some(links) => {
            let said = links
                .processing_type
                .as_ref()
                .map(|(_, place)| place.clone());
            let place = said.unwrap_or_else(|| {
                let place = links.place.clone();
                let span = place.span.start..place.span.end.min(place.span.start + 1);
                Place { span, ..place }
            });
            found.push(
                diagnostic
                    .at(place, "does not read them")
                    .with_related(first.place.clone(), "found here"),
            );
        }
    }
}

fn reads_memberships(links: &LinkImport) -> bool {
    let calls = links.types.values().flat_map(|t| &t.calls);
    let types = links.types.values().map(|t| &t.processing_type);
    let mut all = types
        .chain(calls.chain(&links.calls).map(|c| &c.processing_type))
        .chain([&links.processing_type])
        .flatten()
        .map(|(kind, _)| kind)
        .peekable();
    // Where no call says how, the id paths decide (rest-dialect §2.14).
    let has_calls = !links.calls.is_empty() || links.types.values().any(|t| !t.calls.is_empty());
    all.peek().is_none() && has_calls
        || all.any(|kind| matches!(kind, ProcessingType::AcctToEntMapping))
}
