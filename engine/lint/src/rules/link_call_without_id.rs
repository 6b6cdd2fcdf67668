//! `B3019 link-call-without-id`: a call that runs once per account or entitlement and does not say
//! for which.

use std::collections::BTreeSet;

use bindery_definition::{HttpBlock, LinkCall, ProcessingType, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::free_names;

use crate::calls::texts;

use super::Subject;

rule!(LINK_CALL_WITHOUT_ID, "link-call-without-id");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let links = subject
        .definition
        .import
        .as_ref()
        .and_then(|i| i.links.as_ref());
    let Some(links) = links else { return };
    let typed = links
        .types
        .values()
        .flat_map(|t| t.calls.iter().map(|c| (c, t.processing_type.as_ref())));
    for (call, of_type) in typed.chain(links.calls.iter().map(|c| (c, None))) {
        let kind = call
            .processing_type
            .as_ref()
            .or(of_type)
            .or(links.processing_type.as_ref());
        let noun = match kind {
            Some((ProcessingType::HttpEntToAcct, _)) => "entitlement",
            Some((ProcessingType::HttpAcctToEnt, _)) => "account",
            _ => continue,
        };
        found.extend(report(call, noun));
    }
}

fn report(call: &LinkCall, noun: &str) -> Option<Diagnostic> {
    let http = call.http.as_ref()?;
    let all = texts(http);
    let mut asking = all
        .iter()
        .filter(|t| t.has_bindings() && is_of_request(t, http));
    let names: BTreeSet<&str> = asking
        .clone()
        .filter_map(|t| t.template())
        .flat_map(|t| t.bindings())
        .flat_map(|b| free_names(&b.script))
        .collect();
    let (others, other) = match noun {
        "entitlement" => (["accountID", "accountName"], "account"),
        _ => (["entitlementID", "entitlementValue"], "entitlement"),
    };
    if let Some(text) = asking.next() {
        let is_other = !names.is_empty() && names.iter().all(|n| others.contains(n));
        return is_other.then(|| {
            Diagnostic::new(
                codes::LINK_CALL_WITHOUT_ID,
                format!("the call runs once per {noun} and asks for an {other}"),
            )
            .at(text.place(), format!("no {other} is at hand"))
            .with_help(format!(
                "write `${{id}}`, the key column of the {noun}, or turn the processingType round"
            ))
        });
    }
    Some(
        Diagnostic::new(
            codes::LINK_CALL_WITHOUT_ID,
            format!("the same request is made for every {noun}"),
        )
        .at(http.url.place(), "no `${id}`")
        .with_note(format!("`${{id}}` is the key column of the {noun} the call runs for"))
        .with_help("put `${id}` where the target expects it, or use processingType `http` for one call with all pairs"),
    )
}

/// Whether a text is the URL or belongs to the body; the token is in a header of every call.
fn is_of_request(text: &Text, http: &HttpBlock) -> bool {
    !http
        .headers
        .iter()
        .any(|header| header.value.id() == text.id())
}
