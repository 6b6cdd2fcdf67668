//! How fast: `cargo test --release -p bindery-repository -- --ignored --nocapture`.

use std::time::Instant;

use bindery_connector::ports::{
    AccountRule, JournalEntry, JournalPlace, JournalState, LinkRule, LinkSource, Objects,
    Settlement, StagedPage, StagedRows, Store, Tasks,
};
use bindery_model::catalogue::Operation;
use bindery_model::{AccountRecord, TaskStatus};

use super::{Bench, KEEP, NOW, columns, group, link, member};
use crate::{NewRequest, Repository};

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
    for key in ["accountID", "name", "email"] {
        println!("by {key}");
        measure(key);
    }
}

fn measure(key: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::over(Repository::open(folder.path().join("store.db")).unwrap());
    let groups: Vec<_> = (0..500).map(|i| group(&format!("g{i}"))).collect();
    bench.groups(&groups);
    for (what, round) in [("fresh", "1"), ("unchanged", "1"), ("changed", "2")] {
        let mut rows = rows(round);
        if key == "email" {
            for row in &mut rows {
                row.key = row.columns["email"].as_str().unwrap().to_owned();
                row.columns.shift_remove("accountID");
            }
        }
        let start = Instant::now();
        bench
            .store
            .expect(bench.run, &Objects::Accounts, key)
            .unwrap();
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
            key_column: key.to_owned(),
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
            most_removed: None,
        };
        let links = bench.store.reconcile_links(bench.run, &rule).unwrap();
        let linked = start.elapsed();
        let start = Instant::now();
        bench.next_run();
        let finished = start.elapsed();
        let read: Vec<_> = (0..ROWS)
            .map(|i| link(&format!("id-{i:08}"), &format!("g{}", i % 500)))
            .collect();
        let observed: Vec<_> = (0..500).map(|i| format!("g{i}")).collect();
        let observed: Vec<_> = observed.iter().map(String::as_str).collect();
        let start = Instant::now();
        bench.stage_links(&read, &observed);
        bench.links(LinkSource::Staged);
        let members = start.elapsed();
        bench.next_run();
        assert_eq!(done.fetched, ROWS);
        let rate = |time: std::time::Duration| (ROWS as f64 / time.as_secs_f64()).round();
        println!(
            "{what}: staged {}/s, reconciled {}/s, linked {}/s ({} links), finished in {finished:?}, members {}/s",
            rate(staged),
            rate(applied),
            rate(linked),
            links.added + links.unchanged,
            rate(members),
        );
    }
}

#[test]
#[ignore = "a measurement, for release builds"]
fn ten_thousand_tasks_among_a_hundred_thousand() {
    const TASKS: i64 = 100_000;
    const DONE: u32 = 10_000;
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::over(Repository::open(folder.path().join("store.db")).unwrap());
    let all = rows("x");
    bench.import(&all, KEEP);
    bench.finish();
    let store = &mut bench.store;
    let begun = Instant::now();
    for n in 0..TASKS {
        let wanted = NewRequest {
            account: Some(format!("id-{n:08}")),
            ..NewRequest::new("Target", Operation::DisableAccount)
        };
        store.make_request(&wanted, NOW).unwrap();
    }
    println!("{TASKS} requests: {:?}", begun.elapsed());
    let begun = Instant::now();
    for _ in 0..DONE {
        let task = store.claim_next("Target", "w", NOW).unwrap().unwrap();
        for state in [JournalState::Sent, JournalState::Done] {
            let entry = JournalEntry {
                place: JournalPlace { step: 1, item: 0 },
                attempt: 1,
                name: "call1".to_owned(),
                method: "PUT".to_owned(),
                url: "https://acme.test/users/1".to_owned(),
                state,
                status: None,
                note: None,
                written: (NOW, NOW),
                answer: None,
            };
            store.write(task.id, "w", &entry, NOW).unwrap();
        }
        let settlement = Settlement {
            status: TaskStatus::Complete,
            comment: "done".to_owned(),
            not_before: None,
            ticket: None,
            effects: Vec::new(),
        };
        store.settle(task.id, "w", &settlement, NOW).unwrap();
    }
    println!(
        "{DONE} tasks claimed, journaled and settled: {:?}",
        begun.elapsed()
    );
}
