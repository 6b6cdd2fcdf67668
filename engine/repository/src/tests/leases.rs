//! Leases: one live run per endpoint, the dead are taken over.

use bindery_connector::ports::{RunKind, StagedPage, StagedRows, Store};
use bindery_diagnostics::codes;

use super::{Bench, KEEP, NOW, account};
use crate::{Filter, Repository};

#[test]
fn a_second_run_is_refused_and_told_who_holds_the_endpoint() {
    let mut bench = Bench::new();
    let refused = bench
        .store
        .begin_run("Target", RunKind::Provision, NOW + 60_000)
        .unwrap_err();
    assert_eq!(refused.code, codes::STORE_BUSY);
    assert!(refused.notes[0].contains(&format!("process {}", std::process::id())));
    assert!(
        refused.notes[0].contains("2024-06-15T12:34:56.000Z"),
        "{:?}",
        refused.notes
    );
    assert!(refused.help.is_some());
    bench.store.open_endpoint("Other").unwrap();
    assert!(bench.store.begin_run("Other", RunKind::Import, NOW).is_ok());
}

#[test]
fn a_lease_not_renewed_for_a_minute_is_taken_over_and_its_run_can_do_no_more() {
    let mut bench = Bench::new();
    bench.stage_accounts(&[account("a", "a")]);
    let old = bench.run;
    bench.run = bench
        .store
        .begin_run("Target", RunKind::Import, NOW + 60_001)
        .unwrap();
    let page = StagedPage {
        rows: StagedRows::Accounts(vec![account("b", "b")]),
        cursor: String::new(),
    };
    assert_eq!(
        bench.store.stage(old, &page, NOW).unwrap_err().code,
        codes::STORE_BUSY
    );
    assert_eq!(
        bench.store.staged_accounts(old).unwrap_err().code,
        codes::STORE_BUSY
    );
    assert!(bench.store.staged_accounts(bench.run).unwrap().is_empty());
    let runs = bench.store.list_runs(&Filter::default()).unwrap();
    assert_eq!(runs[1].status, "interrupted");
    let staged: i64 = bench
        .store
        .connection
        .query_row("SELECT count(*) FROM staged", [], |r| r.get(0))
        .unwrap();
    assert_eq!(staged, 0);
}

#[test]
fn staging_renews_the_lease() {
    let mut bench = Bench::new();
    let page = StagedPage {
        rows: StagedRows::Accounts(vec![]),
        cursor: String::new(),
    };
    bench.store.stage(bench.run, &page, NOW + 50_000).unwrap();
    assert!(
        bench
            .store
            .begin_run("Target", RunKind::Import, NOW + 100_000)
            .is_err()
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_killed_run_is_taken_over_at_once() {
    let mut bench = Bench::new();
    // The holder as it would read if its process had been another one of the same number.
    bench
        .store
        .connection
        .execute_batch(
            "UPDATE runs SET holder = substr(holder, 1, instr(holder, ' ')) || '1' ||
             substr(holder, instr(holder, ' ') + instr(substr(holder, instr(holder, ' ') + 1), ' '))",
        )
        .unwrap();
    assert!(
        bench
            .store
            .begin_run("Target", RunKind::Import, NOW)
            .is_ok()
    );
}

#[test]
fn a_finished_run_leaves_its_report_and_nothing_staged() {
    let mut bench = Bench::new();
    bench.import(&[account("a", "a")], KEEP);
    let run = bench
        .store
        .list_runs(&Filter::default())
        .unwrap()
        .pop()
        .unwrap();
    assert_eq!(run.status, "completed");
    assert_eq!(run.report.unwrap()["status"], "completed");
    assert_eq!(run.ended.as_deref(), Some("2024-06-15T12:34:56.000Z"));
}

#[test]
fn a_connection_dropped_between_staging_and_applying_leaves_the_old_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut bench = Bench::over(Repository::open(&path).unwrap());
    bench.import(&[account("a", "A")], KEEP);
    bench.stage_accounts(&[account("b", "B")]);
    {
        let tx = bench.store.connection.transaction().unwrap();
        tx.execute("UPDATE accounts SET name = 'half'", []).unwrap();
        // Dropped without a commit, as by a crash.
    }
    drop(bench);
    let mut store = Repository::open(&path).unwrap();
    assert_eq!(
        store.list_accounts(&Filter::default()).unwrap()[0]
            .name
            .as_deref(),
        Some("A")
    );
    let run = store
        .begin_run("Target", RunKind::Import, NOW + 70_000)
        .unwrap();
    assert!(store.staged_accounts(run).unwrap().is_empty());
}

/// Not a test of its own: the body of the process that the next test kills.
#[test]
#[ignore = "run by another test"]
fn a_process_that_dies_in_the_middle() {
    let Ok(path) = std::env::var("BINDERY_STORE_TO_DIE_IN") else {
        return;
    };
    let mut bench = Bench::over(Repository::open(path).unwrap());
    bench.stage_accounts(&[account("b", "B")]);
    let tx = bench.store.connection.transaction().unwrap();
    tx.execute("UPDATE accounts SET name = 'half'", []).unwrap();
    tx.execute("DELETE FROM staged", []).unwrap();
    std::process::abort();
}

#[test]
#[cfg(target_os = "linux")]
fn a_process_killed_while_applying_leaves_the_old_rows_and_a_free_endpoint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut bench = Bench::over(Repository::open(&path).unwrap());
    bench.import(&[account("a", "A")], KEEP);
    bench.finish();
    drop(bench);
    let died = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "tests::leases::a_process_that_dies_in_the_middle",
        ])
        .env("BINDERY_STORE_TO_DIE_IN", &path)
        .output()
        .unwrap();
    assert!(!died.status.success());
    let plan = Repository::copy_of(&path).unwrap();
    assert_eq!(plan.list_accounts(&Filter::default()).unwrap().len(), 1);
    let mut store = Repository::open(&path).unwrap();
    let runs = store.list_runs(&Filter::default()).unwrap();
    assert_eq!(
        runs[0].status, "running",
        "the process got as far as its run"
    );
    for (status, found) in [("running", 0), ("interrupted", 1)] {
        let filter = Filter {
            status: Some(status.to_owned()),
            now: Some(NOW),
            ..Filter::default()
        };
        let runs = store.list_runs(&filter).unwrap();
        assert_eq!(runs.len(), found, "{status}");
    }
    assert_eq!(
        store.list_accounts(&Filter::default()).unwrap()[0]
            .name
            .as_deref(),
        Some("A")
    );
    let run = store.begin_run("Target", RunKind::Import, NOW).unwrap();
    assert!(store.staged_accounts(run).unwrap().is_empty());
}

#[test]
fn runs_of_tasks_share_an_endpoint_that_no_other_run_shares_with_them() {
    let mut bench = Bench::new();
    bench.store.open_endpoint("Other").unwrap();
    let store = &mut bench.store;
    let first = store.begin_run("Other", RunKind::Tasks, NOW).unwrap();
    let second = store.begin_run("Other", RunKind::Tasks, NOW).unwrap();
    assert_ne!(first, second);
    for kind in [RunKind::Import, RunKind::Provision] {
        let refused = store.begin_run("Other", kind, NOW).unwrap_err();
        assert_eq!(refused.code, codes::STORE_BUSY);
    }
    store.renew_run(first, NOW + 50_000).unwrap();
    let refused = store.begin_run("Other", RunKind::Import, NOW + 100_000);
    assert!(refused.is_err());
    let refused = store.begin_run("Target", RunKind::Tasks, NOW).unwrap_err();
    assert_eq!(refused.code, codes::STORE_BUSY);
}
