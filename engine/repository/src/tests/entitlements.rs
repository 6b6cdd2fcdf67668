//! Entitlements of a type, and the ones a dependent call visits.

use bindery_connector::ports::{EntitlementRule, EntitlementVerdict, StagedRows, Store};
use bindery_model::EntitlementStatus;

use super::{Bench, columns, group};

fn rule() -> EntitlementRule {
    EntitlementRule {
        entitlement_type: "Group".to_owned(),
        key_column: "entitlementID".to_owned(),
    }
}

fn stage(bench: &mut Bench, ids: &[&str]) {
    bench.stage(StagedRows::Entitlements {
        entitlement_type: "Group".to_owned(),
        rows: ids.iter().map(|id| group(id)).collect(),
    });
}

#[test]
fn a_missing_entitlement_becomes_inactive_and_comes_back() {
    let mut bench = Bench::new();
    bench.groups(&[group("g1"), group("g2")]);
    bench.next_run();
    stage(&mut bench, &["g1"]);
    let mut facts = None;
    let done = bench
        .store
        .reconcile_entitlements(bench.run, &rule(), &mut |f| {
            facts = Some((f.present, f.staged, f.missing));
            EntitlementVerdict::Inactivate
        })
        .unwrap();
    assert_eq!(facts, Some((2, 1, 1)));
    assert_eq!((done.unchanged, done.inactivated), (1, 1));
    let g2 = bench
        .store
        .find_entitlement("Target", "Group", "value of g2")
        .unwrap()
        .unwrap();
    assert_eq!(g2.status, EntitlementStatus::Inactive);
    bench.next_run();
    stage(&mut bench, &["g1", "g2"]);
    let done = bench
        .store
        .reconcile_entitlements(bench.run, &rule(), &mut |_| EntitlementVerdict::Keep)
        .unwrap();
    assert_eq!((done.fetched, done.updated, done.unchanged), (2, 1, 1));
}

#[test]
fn types_do_not_mix() {
    let mut bench = Bench::new();
    bench.groups(&[group("1")]);
    bench.stage(StagedRows::Entitlements {
        entitlement_type: "Role".to_owned(),
        rows: vec![group("1")],
    });
    let role = EntitlementRule {
        entitlement_type: "Role".to_owned(),
        ..rule()
    };
    let done = bench
        .store
        .reconcile_entitlements(bench.run, &role, &mut |_| EntitlementVerdict::Inactivate)
        .unwrap();
    assert_eq!((done.created, done.inactivated), (1, 0));
    assert_eq!(
        bench
            .store
            .list_entitlements(&crate::Filter::default())
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn the_ones_to_visit_are_staged_rows_laid_over_stored_ones() {
    let mut bench = Bench::new();
    let mut waiting = group("g3");
    waiting.status = Some(EntitlementStatus::InProcess);
    let mut off = group("g4");
    off.status = Some(EntitlementStatus::Inactive);
    bench.groups(&[group("g2"), group("g1"), waiting, off]);
    bench.next_run();
    let mut changed = group("g2");
    changed.columns = columns(&[("ENTITLEMENTID", "g2"), ("customproperty1", "x")]);
    bench.stage(StagedRows::Entitlements {
        entitlement_type: "Group".to_owned(),
        rows: vec![changed, group("g0")],
    });
    let visit = bench
        .store
        .entitlements_to_visit(bench.run, "Group")
        .unwrap();
    let keys: Vec<_> = visit.iter().map(|e| e.key.as_str()).collect();
    assert_eq!(keys, ["g0", "g1", "g2", "g3"]);
    assert_eq!(visit[2].columns["customproperty1"], "x");
    assert_eq!(visit[2].columns["entitlement_value"], "value of g2");
    assert!(
        bench
            .store
            .entitlements_to_visit(bench.run, "None")
            .unwrap()
            .is_empty()
    );
}
