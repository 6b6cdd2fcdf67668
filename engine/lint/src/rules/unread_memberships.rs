//! `B3016 unread-memberships`: memberships are kept with the accounts, or with the entitlements, and no
//! `acctEntParams` turns them into links.

use bindery_definition::{LinkImport, ProcessingType};
use bindery_diagnostics::{Diagnostic, Place, codes};

use super::Subject;

rule!(UNREAD_MEMBERSHIPS, "unread-memberships");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let links = import.links.as_ref();
    let mut memberships = import.accounts.iter().flat_map(|s| s.memberships.values());
    if let Some(first) = memberships.next() {
        let kind = (ProcessingType::AcctToEntMapping, "acctToEntMapping");
        found.extend(look(&first.place, links, "accounts", kind));
    }
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    if let Some(first) = types.filter_map(|t| t.memberships.as_ref()).next() {
        let kind = (ProcessingType::EntToAcctMapping, "entToAcctMapping");
        found.extend(look(&first.place, links, "entitlements", kind));
    }
}

fn look(
    memberships: &Place,
    links: Option<&LinkImport>,
    noun: &str,
    (kind, name): (ProcessingType, &str),
) -> Option<Diagnostic> {
    let diagnostic = Diagnostic::new(
        codes::UNREAD_MEMBERSHIPS,
        format!("memberships of {noun} are found, and `acctEntParams` does not read them"),
    )
    .with_note("bindery makes links of them all the same; the product does not")
    .with_help(format!("set `acctEntParams.processingType` to `{name}`"));
    match links {
        None => Some(
            diagnostic
                .at(memberships.clone(), "found here")
                .with_note("there is no `acctEntParams`"),
        ),
        Some(links) if reads_memberships(links, &kind) => None,
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
            Some(
                diagnostic
                    .at(place, "does not read them")
                    .with_related(memberships.clone(), "found here"),
            )
        }
    }
}

fn reads_memberships(links: &LinkImport, wanted: &ProcessingType) -> bool {
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
    all.peek().is_none() && has_calls || all.any(|kind| kind == wanted)
}
