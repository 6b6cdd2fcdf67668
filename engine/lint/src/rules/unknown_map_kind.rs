//! `B3079 unknown-map-kind`: a map between entitlements of a kind that the dialect does not have.

use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(UNKNOWN_MAP_KIND, "unknown-map-kind");

/// The kinds of maps (rest-dialect §2.11).
const KINDS: [&str; 2] = ["ENTMAP", "ENT2"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    let relations = types.flat_map(|t| t.relations.values());
    let maps = import.entitlement_maps.iter();
    let calls = maps.flat_map(|s| s.types.values().flat_map(|t| &t.calls).chain(&s.calls));
    let all = relations
        .flat_map(|r| &r.mapping_types)
        .chain(calls.flat_map(|c| &c.mapping_types));
    for kind in all {
        let text = kind.as_str().trim();
        if KINDS.iter().any(|k| k.eq_ignore_ascii_case(text)) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::UNKNOWN_MAP_KIND,
                format!("there is no map of kind `{kind}`"),
            )
            .at(kind.place(), "no such kind")
            .with_help("write `ENTMAP` for a map in both directions, `ENT2` for parent and child"),
        );
    }
}
