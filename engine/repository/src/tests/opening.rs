//! Opening, copying, versions, and what is refused.

use std::fs;

use bindery_connector::ports::{LinkSource, RunKind, StagedPage, StagedRows, Store};
use bindery_diagnostics::codes;

use super::{Bench, KEEP, NOW, account, group, member};
use crate::migrations::MIGRATIONS;
use crate::{Filter, Options, Repository};

#[test]
fn a_new_store_is_private_and_has_the_newest_version() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let store = Repository::open(&path).unwrap();
    let version: usize = store
        .connection
        .pragma_query_value(None, "user_version", |r| r.get::<_, i64>(0))
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(version, MIGRATIONS.len());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    drop(store);
    assert!(Repository::open(&path).is_ok());
}

#[test]
fn every_earlier_version_is_brought_up_with_its_rows() {
    for earlier in 1..=MIGRATIONS.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        {
            let connection = rusqlite::Connection::open(&path).unwrap();
            for migration in &MIGRATIONS[..earlier] {
                connection.execute_batch(migration).unwrap();
            }
            connection
                .execute_batch(&format!(
                    "PRAGMA user_version = {earlier}; PRAGMA application_id = {};
                     INSERT INTO security_systems (id, name) VALUES (1, 'T');
                     INSERT INTO endpoints (id, security_system, name) VALUES (1, 1, 'T');
                     INSERT INTO accounts (endpoint, account_id, status, columns, created, changed)
                     VALUES (1, '7', 'active', '{{}}', '', '')",
                    0x6269_6e64
                ))
                .unwrap();
        }
        let store = Repository::open(&path).unwrap();
        assert_eq!(store.list_accounts(&Filter::default()).unwrap().len(), 1);
    }
}

#[test]
fn a_store_from_the_future_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    Repository::open(&path).unwrap();
    rusqlite::Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 999)
        .unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(
        Repository::open(&path).unwrap_err().code,
        codes::STORE_FUTURE
    );
    assert_eq!(
        Repository::copy_of(&path).unwrap_err().code,
        codes::STORE_FUTURE
    );
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "these are notes").unwrap();
    let foreign = folder.path().join("foreign.db");
    rusqlite::Connection::open(&foreign)
        .unwrap()
        .execute_batch("CREATE TABLE photos (id)")
        .unwrap();
    let torn = folder.path().join("torn.db");
    fs::write(&torn, [&b"SQLite format 3\0"[..], &[7; 5000]].concat()).unwrap();
    for path in [&text, &foreign, &torn] {
        let before = fs::read(path).unwrap();
        for refused in [Repository::open(path), Repository::copy_of(path)] {
            let refused = refused.unwrap_err();
            assert_eq!(refused.code, codes::STORE, "{refused:?}");
            assert!(refused.help.is_some());
        }
        assert_eq!(&fs::read(path).unwrap(), &before);
    }
    let lost = folder.path().join("none/store.db");
    assert_eq!(Repository::open(&lost).unwrap_err().code, codes::STORE);
    assert_eq!(
        Repository::open(folder.path()).unwrap_err().code,
        codes::STORE
    );
    let missing = folder.path().join("missing.db");
    let options = Options {
        must_exist: true,
        ..Options::default()
    };
    assert_eq!(
        Repository::open_with(&missing, &options).unwrap_err().code,
        codes::STORE
    );
    assert!(!missing.exists());
}

#[test]
fn work_on_a_copy_leaves_the_original_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut bench = Bench::over(Repository::open(&path).unwrap());
    bench.groups(&[group("g1")]);
    bench.accounts_by("accountID", &[member("a", &["g1"])], KEEP);
    bench.links(LinkSource::Memberships);
    bench.finish();
    drop(bench);
    let before = fs::read(&path).unwrap();
    let beside = || fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(beside(), 1);
    let mut copy = Bench::over(Repository::copy_of(&path).unwrap());
    assert_eq!(copy.linked(), ["a-g1"]);
    let done = copy.accounts_by("accountID", &[account("b", "b")], KEEP);
    assert_eq!(done.created, 1);
    drop(copy);
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(beside(), 1, "nothing is left beside the original");

    let nothing = folder.path().join("nothing.db");
    let mut copy = Bench::over(Repository::copy_of(&nothing).unwrap());
    assert_eq!(
        copy.accounts_by("accountID", &[account("b", "b")], KEEP)
            .created,
        1
    );
    assert!(!nothing.exists());
}

#[test]
fn a_copy_sees_what_is_not_yet_moved_from_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut bench = Bench::over(Repository::open(&path).unwrap());
    bench.import(&[account("a", "a")], KEEP);
    let copy = Repository::copy_of(&path).unwrap();
    assert_eq!(copy.list_accounts(&Filter::default()).unwrap().len(), 1);
    // Nor does the run that goes on in the original hold it.
    Bench::over(copy).finish();
    bench.finish();
}

#[test]
fn a_full_disk_leaves_the_store_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut bench = Bench::over(Repository::open(&path).unwrap());
    bench.import(&[account("a", "a")], KEEP);
    bench.finish();
    let pages: u32 = bench
        .store
        .connection
        .pragma_query_value(None, "page_count", |r| r.get(0))
        .unwrap();
    drop(bench);
    let options = Options {
        max_pages: Some(pages + 8),
        ..Options::default()
    };
    let mut store = Repository::open_with(&path, &options).unwrap();
    let run = store.begin_run("Target", RunKind::Import, NOW).unwrap();
    let many = (0..5000)
        .map(|i| account(&format!("id {i}"), "name"))
        .collect();
    let page = StagedPage {
        rows: StagedRows::Accounts(many),
        cursor: String::new(),
    };
    let full = store.stage(run, &page, NOW).unwrap_err();
    assert_eq!(full.code, codes::STORE_FULL);
    assert!(store.staged_accounts(run).unwrap().is_empty());
    assert_eq!(store.list_accounts(&Filter::default()).unwrap().len(), 1);
}

#[test]
fn a_store_locked_by_another_process_is_told_as_busy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut store = Repository::open(&path).unwrap();
    store
        .connection
        .busy_timeout(std::time::Duration::from_millis(1))
        .unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(
        store.open_endpoint("T").unwrap_err().code,
        codes::STORE_BUSY
    );
    assert!(store.list_endpoints().unwrap().is_empty());
}

#[test]
fn a_blank_store_goes_unless_somebody_has_it_open_and_one_with_rows_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    assert!(!Repository::remove_if_blank(&path).unwrap());
    let mut store = Repository::open(&path).unwrap();
    store.open_endpoint("Target").unwrap();
    let other = Repository::open(&path).unwrap();
    drop(store);
    assert!(!Repository::remove_if_blank(&path).unwrap());
    drop(other);
    assert!(Repository::remove_if_blank(&path).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let mut store = Repository::open(&path).unwrap();
    let user = bindery_model::User {
        username: "jo".to_owned(),
        columns: super::columns(&[]),
    };
    store.put_user(&user).unwrap();
    drop(store);
    assert!(!Repository::remove_if_blank(&path).unwrap());
    let store = Repository::open(&path).unwrap();
    assert_eq!(store.list_users(&Filter::default()).unwrap().len(), 1);
}

#[test]
fn whoever_opens_a_store_while_another_takes_it_away_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = &folder.path().join("store.db");
    for round in 0..15 {
        let name = format!("jo{round}");
        std::thread::scope(|scope| {
            drop(Repository::open(path).unwrap());
            scope.spawn(move || Repository::remove_if_blank(path));
            scope.spawn(move || {
                let mut store = Repository::open(path).unwrap();
                let user = bindery_model::User {
                    username: name,
                    columns: super::columns(&[]),
                };
                store.put_user(&user).unwrap();
            });
        });
        let store = Repository::open(path).unwrap();
        let users = store.list_users(&Filter::default()).unwrap();
        assert_eq!(users.len(), 1, "round {round}");
        drop(store);
        fs::remove_file(path).unwrap();
        for rest in ["store.db-wal", "store.db-shm"] {
            let _ = fs::remove_file(folder.path().join(rest));
        }
    }
}
