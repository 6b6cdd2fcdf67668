//! `B3097 access-call-without-party`: access is given or taken without saying whose, or which.

use bindery_definition::{Body, ProvisionCall};
use bindery_diagnostics::{Diagnostic, codes};
use indexmap::IndexMap;

use crate::operations::{names_asked, type_of};

use super::Subject;

rule!(ACCESS_CALL_WITHOUT_PARTY, "access-call-without-party");

/// Names that say whose access it is; a response may hold anything.
const WHOSE: [&str; 12] = [
    "account",
    "accountName",
    "accountID",
    "user",
    "userAccount",
    "userManager",
    "managerAccount",
    "task",
    "arsTasks",
    "response",
    "requestAccessAttributes",
    "reqAttrs",
];

/// Names that say which entitlement it is.
const WHICH: [&str; 14] = [
    "entitlementValue",
    "entitlementValue_entitlement_value",
    "allEntitlementsValues",
    "entitlement",
    "entitlementSet",
    "newEntitlementMap",
    "allEntitlementMap",
    "entTask",
    "role",
    "rolesSet",
    "task",
    "arsTasks",
    "response",
    "requestAccessAttributes",
];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let documents = subject.definition.operations.values();
    for document in documents.filter(|d| d.operation.is_access()) {
        let mut types: IndexMap<&str, Vec<&ProvisionCall>> = IndexMap::new();
        for call in &document.calls {
            types.entry(type_of(call)).or_default().push(call);
        }
        for (kind, calls) in types {
            let (Some(names), Some(call)) = (names_asked(calls.iter().copied()), calls.first())
            else {
                continue;
            };
            let lacks = |list: &[&str]| !names.iter().any(|n| list.contains(n));
            let (what, help) = if lacks(&WHOSE) {
                ("whose access it is", "${account.accountID}")
            } else if lacks(&WHICH) {
                (
                    "which entitlement it is",
                    "${entitlementValue.entitlementID}",
                )
            } else {
                continue;
            };
            let place = match &call.http.body {
                Some(Body::Text(text)) if !text.is_blank() && call.http.url.has_bindings() => {
                    text.place()
                }
                Some(Body::Text(text)) if text.has_bindings() => text.place(),
                _ => call.http.url.place(),
            };
            found.push(
                Diagnostic::new(
                    codes::ACCESS_CALL_WITHOUT_PARTY,
                    format!("the request for `{kind}` does not say {what}"),
                )
                .at(place, "neither in the URL nor in the body")
                .with_help(format!("put `{help}` where the target expects it")),
            );
        }
    }
}
