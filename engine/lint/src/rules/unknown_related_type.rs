//! `B3078 unknown-related-type`: a map between entitlements, or their owners, names a type that is
//! not imported.

use bindery_definition::{Word, nearest};
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(UNKNOWN_RELATED_TYPE, "unknown-related-type");

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let types = || import.entitlements.iter().flat_map(|s| s.types.values());
    let memberships = import.accounts.iter().flat_map(|s| s.memberships.values());
    let known: Vec<&str> = types()
        .map(|t| t.name.as_str())
        .chain(memberships.map(|m| m.entitlement_type.as_str()))
        .collect();
    let mut named: Vec<&Word> = types()
        .flat_map(|t| t.relations.values())
        .map(|r| &r.child_type)
        .collect();
    for section in import.entitlement_maps.iter().chain(&import.owners) {
        named.extend(section.types.values().map(|t| &t.name));
        let calls = section.types.values().flat_map(|t| &t.calls);
        let targets = calls.chain(&section.calls).flat_map(|c| &c.target_ent_type);
        named.extend(targets.filter(|w| !w.as_str().trim().is_empty()));
    }
    for name in named {
        if known.contains(&name.as_str()) {
            continue;
        }
        let help = nearest(name.as_str(), known.iter().copied()).map_or_else(
            || format!("add `{name}` to `entitlementParams.entTypes`"),
            |near| format!("did you mean `{near}`?"),
        );
        found.push(
            Diagnostic::new(
                codes::UNKNOWN_RELATED_TYPE,
                format!("entitlements of type `{name}` are not imported"),
            )
            .at(name.place(), "nothing to map to")
            .with_help(help),
        );
    }
}
