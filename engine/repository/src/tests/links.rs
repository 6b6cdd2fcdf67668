//! Links: from raw memberships and read on their own (`rest-dialect §2.8, §2.14, §6`).

use bindery_connector::ports::{
    AccountVerdict, ChangeKind, LinkRule, LinkSource, MissingAction, StagedRows, Store,
};
use bindery_model::AccountStatus;

use super::{Bench, KEEP, account, columns, group, link, member};

/// Accounts a and b, groups g1 and g2, a member of both.
fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.groups(&[group("g1"), group("g2")]);
    bench.accounts_by(
        "accountID",
        &[member("a", &["g1", "g2"]), member("b", &[])],
        KEEP,
    );
    let done = bench.links(LinkSource::Memberships);
    assert_eq!(
        (done.added, done.removed, done.unchanged, done.unresolved),
        (2, 0, 0, 0)
    );
    assert_eq!(bench.linked(), ["a-g1", "a-g2"]);
    bench.next_run();
    bench
}

#[test]
fn a_membership_that_is_gone_takes_its_link_along() {
    let mut bench = bench();
    let done = bench.accounts_by(
        "accountID",
        &[member("a", &["g2"]), member("b", &["g1"])],
        KEEP,
    );
    assert_eq!(done.unchanged, 2, "memberships are no columns");
    let done = bench.links(LinkSource::Memberships);
    assert_eq!((done.added, done.removed, done.unchanged), (1, 1, 1));
    assert_eq!(bench.linked(), ["a-g2", "b-g1"]);
    let subjects: Vec<_> = done
        .changes
        .iter()
        .map(|c| (c.kind, c.subject.as_str()))
        .collect();
    assert_eq!(
        subjects,
        [
            (ChangeKind::LinkRemoved, "a -> Group value of g1"),
            (ChangeKind::LinkAdded, "b -> Group value of g1")
        ]
    );
}

#[test]
fn stale_links_stay_when_the_rule_keeps_them() {
    let mut bench = bench();
    bench.accounts_by("accountID", &[member("a", &[]), member("b", &[])], KEEP);
    let rule = LinkRule {
        entitlement_type: "Group".to_owned(),
        source: LinkSource::Memberships,
        remove_stale: false,
        most_removed: None,
    };
    let done = bench.store.reconcile_links(bench.run, &rule).unwrap();
    assert_eq!((done.added, done.removed, done.unchanged), (0, 0, 0));
    assert_eq!(bench.linked(), ["a-g1", "a-g2"]);
}

#[test]
fn only_present_accounts_lose_links() {
    let mut bench = bench();
    let mut a = member("a", &[]);
    a.status = Some(AccountStatus::Inactive);
    bench.accounts_by("accountID", &[a, member("b", &[])], KEEP);
    assert_eq!(bench.links(LinkSource::Memberships).removed, 0);
}

#[test]
fn a_run_of_access_alone_works_from_stored_memberships() {
    let mut bench = bench();
    let done = bench.links(LinkSource::Memberships);
    assert_eq!((done.added, done.removed, done.unchanged), (0, 0, 2));
}

#[test]
fn a_membership_of_an_unknown_entitlement_resolves_once_it_is_known() {
    let mut bench = Bench::new();
    bench.groups(&[group("g1")]);
    bench.accounts_by("accountID", &[member("a", &["g1", "g9"])], KEEP);
    let done = bench.links(LinkSource::Memberships);
    assert_eq!((done.added, done.unresolved), (1, 1));
    assert_eq!(done.unresolved_samples, ["a -> Group g9"]);
    bench.next_run();
    bench.groups(&[group("g1"), group("g9")]);
    let done = bench.links(LinkSource::Memberships);
    assert_eq!((done.added, done.unresolved, done.unchanged), (1, 0, 1));
}

#[test]
fn memberships_can_name_any_entitlement_column() {
    let mut bench = Bench::new();
    let mut g = group("g1");
    g.columns.extend(columns(&[("customproperty1", "cn=g1")]));
    bench.groups(&[g]);
    let with = |id: &str, key: &str, value: &str| {
        let mut record = member(id, &[value]);
        record.memberships.as_mut().unwrap()[0].key_field = key.to_owned();
        record
    };
    let rows = [
        with("a", "entitlement_value", "value of g1"),
        with("b", "CustomProperty1", "cn=g1"),
        with("c", "entitlementid", "g1"),
    ];
    bench.accounts_by("accountID", &rows, KEEP);
    assert_eq!(bench.links(LinkSource::Memberships).added, 3);
}

#[test]
fn members_read_per_group_replace_those_of_observed_groups_only() {
    let mut bench = bench();
    // g1: [a], g2: [] -> a-g2 goes.
    bench.stage_links(&[link("a", "g1")], &["g1", "g2"]);
    let done = bench.links(LinkSource::Staged);
    assert_eq!((done.added, done.removed, done.unchanged), (0, 1, 1));
    assert_eq!(bench.linked(), ["a-g1"]);
    bench.next_run();
    // g1 failed, so it is not observed: a-g1 stays; g2 now has b.
    bench.stage_links(&[link("b", "g2")], &["g2"]);
    let done = bench.links(LinkSource::Staged);
    assert_eq!((done.added, done.removed), (1, 0));
    assert_eq!(bench.linked(), ["a-g1", "b-g2"]);
}

#[test]
fn a_group_without_staged_members_is_observed_by_its_column() {
    let mut bench = bench();
    bench.stage(StagedRows::Links {
        entitlement_type: "Group".to_owned(),
        rows: vec![],
        observed: vec![("entitlement_value".to_owned(), "value of g2".to_owned())],
    });
    assert_eq!(bench.links(LinkSource::Staged).removed, 1);
    assert_eq!(bench.linked(), ["a-g1"]);
}

#[test]
fn a_staged_link_of_an_unknown_account_is_kept_and_resolved_later() {
    let mut bench = bench();
    bench.stage_links(
        &[link("a", "g1"), link("u9", "g1"), link("u9", "g1")],
        &["g1"],
    );
    let done = bench.links(LinkSource::Staged);
    assert_eq!((done.unresolved, done.unchanged), (1, 1));
    assert_eq!(done.unresolved_samples, ["u9 -> Group g1"]);
    bench.next_run();
    bench.accounts_by("accountID", &[account("u9", "u9")], KEEP);
    let done = bench.links(LinkSource::Staged);
    assert_eq!((done.added, done.unresolved, done.removed), (1, 0, 0));
    bench.next_run();
    // What an end says now replaces what it said before.
    bench.stage_links(&[link("u8", "g1")], &["g1"]);
    bench.links(LinkSource::Staged);
    bench.next_run();
    bench.stage_links(&[link("a", "g1")], &["g1"]);
    assert_eq!(bench.links(LinkSource::Staged).unresolved, 0);
}

#[test]
fn links_of_a_missing_account_go_and_do_not_come_back_by_themselves() {
    let mut bench = bench();
    let verdict = AccountVerdict {
        action: MissingAction::Inactivate,
        delete_links: true,
    };
    let done = bench.accounts_by("accountID", &[member("b", &["g1"])], verdict);
    assert_eq!((done.inactivated, done.links_removed), (1, 2));
    let removed = done
        .changes
        .iter()
        .filter(|c| c.kind == ChangeKind::LinkRemoved);
    assert_eq!(removed.count(), 2);
    bench.links(LinkSource::Memberships);
    assert_eq!(bench.linked(), ["b-g1"]);
    bench.next_run();
    bench.links(LinkSource::Memberships);
    assert_eq!(bench.linked(), ["b-g1"]);
    bench.next_run();
    bench.accounts_by(
        "accountID",
        &[member("a", &["g1"]), member("b", &["g1"])],
        verdict,
    );
    assert_eq!(bench.links(LinkSource::Memberships).added, 1);
}
