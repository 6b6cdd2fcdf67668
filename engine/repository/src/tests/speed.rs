//! How fast: `cargo test --release -p bindery-repository -- --ignored --nocapture`.

use std::time::Instant;

use bindery_connector::ports::{AccountRule, LinkRule, LinkSource, StagedPage, StagedRows, Store};
use bindery_model::AccountRecord;

use super::{Bench, KEEP, NOW, columns, group, member};
use crate::Repository;

const ROWS: usize = 100_000;
const PAGE: usize = 1000;

fn rows(round: &str) -> Vec<AccountRecord> {
    (0..ROWS)
        .map(|i| {
            let group = format!("g{}", i % 500);
            let mut record = member(&format!("id-{i:08}"), &[&group, "g1"]);
            record.columns.extend(columns(&[
                ("displayName", &format!("Person Number {i}")),
                ("email", &format!("person{i}@example.com")),
                ("customproperty1", round),
                ("customproperty2", "a value of some length, as they are"),
            ]));
            record
        })
        .collect()
}

#[test]
#[ignore = "a measurement, for release builds"]
fn a_hundred_thousand_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::over(Repository::open(folder.path().join("store.db")).unwrap());
    let groups: Vec<_> = (0..500).map(|i| group(&format!("g{i}"))).collect();
    bench.groups(&groups);
    for (what, round) in [("fresh", "1"), ("unchanged", "1"), ("changed", "2")] {
        let rows = rows(round);
        let start = Instant::now();
        for page in rows.chunks(PAGE) {
            let page = StagedPage {
                rows: StagedRows::Accounts(page.to_vec()),
                cursor: "next".to_owned(),
            };
            bench.store.stage(bench.run, &page, NOW).unwrap();
        }
        let staged = start.elapsed();
        let start = Instant::now();
        let rule = AccountRule {
            key_column: "accountID".to_owned(),
            include_inactive: false,
        };
        let done = bench
            .store
            .reconcile_accounts(bench.run, &rule, &mut |_| KEEP)
            .unwrap();
        let applied = start.elapsed();
        let start = Instant::now();
        let rule = LinkRule {
            entitlement_type: "Group".to_owned(),
            source: LinkSource::Memberships,
            remove_stale: true,
        };
        let links = bench.store.reconcile_links(bench.run, &rule).unwrap();
        let linked = start.elapsed();
        let start = Instant::now();
        bench.next_run();
        let finished = start.elapsed();
        assert_eq!(done.fetched, ROWS);
        let rate = |time: std::time::Duration| (ROWS as f64 / time.as_secs_f64()).round();
        println!(
            "{what}: staged {}/s, reconciled {}/s, linked {}/s ({} links), finished in {finished:?}",
            rate(staged),
            rate(applied),
            rate(linked),
            links.added + links.unchanged,
        );
    }
}
