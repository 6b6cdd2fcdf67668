//! Lists and their filters.

use bindery_connector::ports::{LinkSource, Store};
use bindery_model::AccountStatus;

use super::{Bench, KEEP, NOW, account, group, member};
use crate::Filter;

fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.groups(&[group("g1"), group("g2")]);
    let mut off = account("b", "b");
    off.status = Some(AccountStatus::Inactive);
    bench.accounts_by("accountID", &[member("a", &["g2", "g1"]), off], KEEP);
    bench.links(LinkSource::Memberships);
    bench
}

#[test]
fn filters_narrow_and_limits_cut() {
    let mut bench = bench();
    let filter = |f: fn(&mut Filter)| {
        let mut filter = Filter::default();
        f(&mut filter);
        filter
    };
    let store = &bench.store;
    let accounts = |f| store.list_accounts(&filter(f)).unwrap().len();
    assert_eq!(accounts(|_| ()), 2);
    assert_eq!(accounts(|f| f.status = Some("inactive".into())), 1);
    assert_eq!(accounts(|f| f.endpoint = Some("Other".into())), 0);
    assert_eq!(accounts(|f| f.account = Some("a".into())), 1);
    assert_eq!(accounts(|f| f.limit = Some(1)), 1);
    assert_eq!(accounts(|f| f.user = Some("nobody".into())), 0);
    let entitlements = |f| store.list_entitlements(&filter(f)).unwrap().len();
    assert_eq!(
        entitlements(|f| f.entitlement_type = Some("Group".into())),
        2
    );
    assert_eq!(
        entitlements(|f| f.entitlement_type = Some("Role".into())),
        0
    );
    let links = |f| store.list_links(&filter(f)).unwrap().len();
    assert_eq!(links(|f| f.account = Some("a".into())), 2);
    assert_eq!(links(|f| f.account = Some("b".into())), 0);
    let row = bench
        .store
        .find_account("Target", "a")
        .unwrap()
        .unwrap()
        .row;
    let of: Vec<_> = bench
        .store
        .links_of(row)
        .unwrap()
        .into_iter()
        .map(|l| l.entitlement_id)
        .collect();
    assert_eq!(of, ["g1", "g2"]);
}

#[test]
fn endpoints_runs_and_counts_tell_what_is_there() {
    let bench = bench();
    let endpoints = bench.store.list_endpoints().unwrap();
    assert_eq!(endpoints.len(), 1);
    assert_eq!(
        (
            endpoints[0].accounts,
            endpoints[0].entitlements,
            endpoints[0].links
        ),
        (2, 2, 2)
    );
    let counts: Vec<_> = bench
        .store
        .counts()
        .unwrap()
        .into_iter()
        .map(|c| {
            format!(
                "{} {} {}",
                c.entitlement_type.unwrap_or_default(),
                c.status,
                c.rows
            )
        })
        .collect();
    assert_eq!(counts, [" active 1", " inactive 1", "Group active 2"]);
    let run = bench.store.show_run(bench.run.0, NOW).unwrap().unwrap();
    assert_eq!(
        (run.kind.as_str(), run.status.as_str(), run.ended),
        ("import", "running", None)
    );
    assert!(bench.store.show_run(99, NOW).unwrap().is_none());
}
