//! `B3132 links-not-restored`: links are deleted by an import that reads none.

use bindery_diagnostics::{Diagnostic, codes};

use crate::keys::key_place;

use super::Subject;

rule!(LINKS_NOT_RESTORED, "links-not-restored");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let Some(import) = &definition.import else {
        return;
    };
    let accounts = import.accounts.as_ref();
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    let mut types = types.peekable();
    let reads = accounts.is_some_and(|a| !a.memberships.is_empty()) || import.links.is_some();
    if types.peek().is_none() || reads || types.any(|t| t.memberships.is_some()) {
        return;
    }
    let rules = definition.status_threshold.iter();
    for rules in rules.chain(accounts.and_then(|a| a.status.as_ref())) {
        let keys = [
            ("deleteLinks", rules.delete_links),
            (
                "deleteAccEntForActiveAccounts",
                rules.delete_links_of_active_accounts,
            ),
        ];
        for (key, _) in keys.iter().filter(|(_, value)| *value == Some(true)) {
            found.push(
                Diagnostic::new(
                    codes::LINKS_NOT_RESTORED,
                    format!("`{key}` deletes links, and nothing here reads them"),
                )
                .at(key_place(subject, &rules.place, &[key]), "deletes links")
                .with_help("import the links as well, or set it to false"),
            );
        }
    }
}
