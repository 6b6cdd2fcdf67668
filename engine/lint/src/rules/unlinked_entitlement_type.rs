//! `B3081 unlinked-entitlement-type`: entitlements are imported, and who has them is not. A type
//! that only groups others is left alone.

use std::collections::HashSet;

use bindery_definition::ImportDocument;
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(UNLINKED_ENTITLEMENT_TYPE, "unlinked-entitlement-type");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let (Some(accounts), Some(section)) = (&import.accounts, &import.entitlements) else {
        return;
    };
    let linked = linked(import);
    let for_all = import.links.iter().any(|l| !l.calls.is_empty());
    // A name that is misspelt has been told, and may be the one that is missed here.
    let has_stranger = linked.iter().any(|l| !section.types.contains_key(*l));
    if accounts.calls.is_empty() || for_all || has_stranger {
        return;
    }
    let types = || section.types.values();
    let parents: HashSet<&str> = types()
        .flat_map(|t| &t.calls)
        .filter_map(|c| Some(c.input.entitlement_name.as_ref()?.as_str()))
        .collect();
    let children: HashSet<&str> = types()
        .flat_map(|t| t.relations.keys())
        .map(String::as_str)
        .collect();
    for kind in types() {
        let name = kind.name.as_str();
        let is_mapped = import.entitlement_maps.is_some()
            || parents.contains(name)
            || children.contains(name)
            || !kind.relations.is_empty();
        if kind.calls.is_empty() || kind.memberships.is_some() || linked.contains(name) || is_mapped
        {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::UNLINKED_ENTITLEMENT_TYPE,
                format!("nothing reads which accounts have a `{name}`"),
            )
            .at(kind.name.place(), "imported without links")
            .with_help(format!(
                "add `{name}` to `acctEntMappings` of `accountParams`, or to `acctEntParams.entTypes`"
            )),
        );
    }
}

fn linked(import: &ImportDocument) -> HashSet<&str> {
    let memberships = import.accounts.iter().flat_map(|s| s.memberships.keys());
    let links = import.links.iter().flat_map(|l| l.types.keys());
    memberships.chain(links).map(String::as_str).collect()
}
