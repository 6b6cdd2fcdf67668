//! `B3017 unknown-entitlement-type`: memberships or links of a type that is not imported.

use std::collections::BTreeSet;

use bindery_definition::{Word, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(UNKNOWN_ENTITLEMENT_TYPE, "unknown-entitlement-type");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let mut known: Vec<&str> = import
        .entitlements
        .iter()
        .flat_map(|s| s.types.keys())
        .map(String::as_str)
        .collect();
    let memberships = || import.accounts.iter().flat_map(|s| s.memberships.values());
    known.extend(
        memberships()
            .filter(|m| m.import_as_entitlement == Some(true))
            .map(|m| m.entitlement_type.as_str()),
    );
    let names: BTreeSet<&str> = known.iter().copied().collect();
    let used = memberships().map(|m| &m.entitlement_type);
    let linked = || import.links.iter().flat_map(|l| l.types.values());
    // A renamed key must not repeat another.
    let is_taken = linked().any(|t| names.contains(t.name.as_str()));
    for name in used.chain(linked().map(|t| &t.name)) {
        if !names.contains(name.as_str()) {
            found.offer(|| {
                let mut finding = report(name, &known);
                if is_taken {
                    finding.fix = None;
                }
                finding
            });
        }
    }
}

fn report(name: &Word, known: &[&str]) -> Diagnostic {
    let near = nearest(name.as_str(), known.iter().copied());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add `{name}` to `entitlementParams.entTypes`"),
    };
    Diagnostic::new(
        codes::UNKNOWN_ENTITLEMENT_TYPE,
        format!("entitlements of type `{name}` are not imported"),
    )
    .at(name.place().clone(), "no such entitlement type")
    .with_help(help)
    .with_fix_of(near.and_then(|near| name.fix(format!("write `{near}`"), near)))
}
