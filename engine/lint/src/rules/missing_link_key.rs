//! `B3117 missing-link-key`: an identifier of a link, and no column to compare it with.

use bindery_definition::{LinkCall, Word};
use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::imports::linkings;
use crate::keys::has_key;

use super::Subject;

rule!(MISSING_LINK_KEY, "missing-link-key");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    for m in import.accounts.iter().flat_map(|s| s.memberships.values()) {
        let has_path = m.list_path.is_some() || m.id_path.is_some();
        if has_path && is_blank(&m.key_field) && !has_key(subject, &m.place, "keyField") {
            let place = m.entitlement_type.place();
            found.push(report("keyField", "entitlementID", place));
        }
    }
    for linking in linkings(subject.definition) {
        let call = linking.call;
        let mut lacks = |value: &Option<Word>, key: &str, usual: &str| {
            if is_blank(value) && is_asked(call) && !has_key(subject, &call.place, key) {
                found.push(report(key, usual, call.name.place()));
            }
        };
        lacks(&call.acct_key_field, "acctKeyField", "accountID");
        lacks(&call.ent_key_field, "entKeyField", "entitlementID");
    }
    let owners = import.owners.iter();
    for call in owners.flat_map(|s| s.types.values().flat_map(|t| &t.calls).chain(&s.calls)) {
        let lacks = is_blank(&call.owner_key_field) && is_asked(call);
        if lacks && !has_key(subject, &call.place, "ownerKeyField") {
            found.push(report("ownerKeyField", "username", call.name.place()));
        }
    }
}

const fn is_asked(call: &LinkCall) -> bool {
    call.http.is_some() && !call.dummy
}

fn is_blank(word: &Option<Word>) -> bool {
    word.as_ref().is_none_or(|w| w.as_str().trim().is_empty())
}

fn report(key: &str, usual: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        codes::MISSING_LINK_KEY,
        format!("`{key}` is missing: nothing says which column the identifier is compared with"),
    )
    .at(place, format!("without `{key}`"))
    .with_help(format!(
        "add `\"{key}\": \"{usual}\"`, or the column that holds the identifier"
    ))
}
