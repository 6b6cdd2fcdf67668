//! `B3078 unknown-related-type`: a map between entitlements, their owners, a threshold, the filter of
//! endpoints or a dynamic attribute names a type that is not imported.

use bindery_definition::json::pointer;
use bindery_definition::{AttributeContent, Word, nearest};
use bindery_diagnostics::{Diagnostic, Place, codes};
use indexmap::IndexSet;

use crate::shapes::walk;

use super::Subject;

rule!(UNKNOWN_RELATED_TYPE, "unknown-related-type");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let types = || import.entitlements.iter().flat_map(|s| s.types.values());
    let memberships = import.accounts.iter().flat_map(|s| s.memberships.values());
    let known: IndexSet<&str> = types()
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
    of_raw(subject, &known, found);
    for name in named {
        if known.contains(name.as_str()) {
            continue;
        }
        found.offer(|| report(name.as_str(), name.place(), &known));
    }
}

/// Types in thresholds, in the filter of endpoints, and of dynamic attributes.
fn of_raw(subject: &Subject<'_>, known: &IndexSet<&str>, found: &mut super::Findings) {
    if known.is_empty() {
        return;
    }
    walk(subject, &mut |site| {
        let written = site.member.key.text.as_str();
        if site.key.name == "privEntType"
            && let Some(name) = site.member.node.as_str()
            && !name.trim().is_empty()
            && !known.contains(name)
        {
            found.offer(|| report(name, site.value_place(), known));
        }
        if site.key.name != "entThresholdValue" {
            return;
        }
        for outer in site.member.node.members().unwrap_or_default() {
            let inner = outer.node.members().unwrap_or_default();
            for member in inner
                .iter()
                .filter(|m| !known.contains(m.key.text.as_str()))
            {
                let below = [written, outer.key.text.as_str(), member.key.text.as_str()];
                found.offer(|| report(&member.key.text, site.key_place(member, &below), known));
            }
        }
    });
    let filter = subject.connection.attributes.get("ENDPOINTS_FILTER");
    let Some((filter, AttributeContent::Json(root))) = filter.map(|a| (a, &a.content)) else {
        return;
    };
    for endpoint in root.members().unwrap_or_default() {
        let at = pointer("", &endpoint.key.text);
        for (index, group) in endpoint
            .node
            .elements()
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            for member in group.members().unwrap_or_default() {
                let name = member.key.text.as_str();
                if !known.contains(name) {
                    found.offer(|| {
                        let at = pointer(&format!("{at}/{index}"), name);
                        let place = filter.origin().place(member.key_span(), &at);
                        report(name, place, known)
                    });
                }
            }
        }
    }
}

fn report(name: &str, place: Place, known: &IndexSet<&str>) -> Diagnostic {
    let help = nearest(name, known.iter().copied()).map_or_else(
        || format!("add `{name}` to `entitlementParams.entTypes`"),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(
        codes::UNKNOWN_RELATED_TYPE,
        format!("entitlements of type `{name}` are not imported"),
    )
    .at(place, "nothing of this type")
    .with_help(help)
}
