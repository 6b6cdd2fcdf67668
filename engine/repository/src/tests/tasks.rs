//! Requests, claims, settlements: every task once, and one after the other on one account.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use bindery_connector::ports::{
    CLAIM, Effect, JournalAnswer, JournalEntry, JournalPlace, JournalState, LinkSource, Settlement,
    Store, Tasks,
};
use bindery_diagnostics::codes;
use bindery_model::catalogue::Operation;
use bindery_model::{AccountStatus, Columns, Task, TaskEntitlement, TaskStatus, User};
use serde_json::json;

use super::{Bench, KEEP, NOW, account, columns, group, member};
use crate::{AuditFilter, Decision, Doubt, NewRequest, Repository, RequestMade, Retry};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn user(store: &mut Repository, name: &str) {
    let user = User {
        username: name.to_owned(),
        columns: columns(&[("firstname", name)]),
    };
    store.put_user(&user).unwrap();
}

/// A store with groups g1 and g2, the account of mira (in g1), and the users mira and joe.
fn stage() -> Repository {
    fill(Repository::open_in_memory().unwrap())
}

fn fill(store: Repository) -> Repository {
    let mut bench = Bench::over(store);
    bench.groups(&[group("g1"), group("g2")]);
    bench.accounts_by("accountID", &[member("mira", &["g1"])], KEEP);
    bench.links(LinkSource::Memberships);
    bench.finish();
    user(&mut bench.store, "mira");
    user(&mut bench.store, "joe");
    bench.store
}

fn request(operation: Operation, user: &str) -> NewRequest {
    NewRequest {
        user: Some(user.to_owned()),
        requestor: Some("ada".to_owned()),
        ..NewRequest::new("Target", operation)
    }
}

fn access(operation: Operation, user: &str, groups: &[&str]) -> NewRequest {
    NewRequest {
        entitlements: groups
            .iter()
            .map(|id| TaskEntitlement {
                entitlement_type: "Group".to_owned(),
                id: (*id).to_owned(),
            })
            .collect(),
        ..request(operation, user)
    }
}

fn outline(made: &RequestMade) -> Vec<String> {
    made.tasks
        .iter()
        .map(|task| {
            let parent = task
                .parent
                .map_or_else(String::new, |p| format!(" after {p}"));
            let known = if task.existing { " known" } else { "" };
            let (id, state) = (task.id, task.status.eic_name());
            format!("{id} {} {state}{parent}{known}", task.operation)
        })
        .collect()
}

fn settled(status: TaskStatus, effects: Vec<Effect>) -> Settlement {
    Settlement {
        status,
        comment: format!("it is {}", status.eic_name()),
        not_before: None,
        ticket: None,
        effects,
    }
}

fn created(name: &str) -> Effect {
    Effect::AccountCreated {
        account_id: Some(format!("id of {name}")),
        name: name.to_owned(),
        columns: Columns::new(),
        user: Some(name.to_owned()),
        memberships: None,
    }
}

fn entry(step: u32, state: JournalState) -> JournalEntry {
    JournalEntry {
        place: JournalPlace { step, item: 0 },
        attempt: 1,
        name: format!("call{step}"),
        method: "POST".to_owned(),
        url: "https://acme.test/users".to_owned(),
        state,
        status: (state == JournalState::Done).then_some(201),
        note: None,
        written: (NOW, NOW),
        answer: (state == JournalState::Done).then(|| JournalAnswer {
            status: 201,
            headers: vec![("Set-Cookie".to_owned(), "answer-secret".to_owned())],
            message: json!({"id": "7"}),
        }),
    }
}

fn decision(comment: Option<&'static str>) -> Decision<'static> {
    Decision {
        who: "ada",
        comment,
        now: NOW,
    }
}

fn state(store: &Repository, task: i64) -> TaskStatus {
    store.show_task(task).unwrap().unwrap().status
}

#[test]
fn access_for_a_user_without_an_account_waits_for_the_account() {
    let mut store = stage();
    let wanted = access(Operation::AddAccess, "joe", &["g1", "value of g2", "g1"]);
    let made = store.make_request(&wanted, NOW).unwrap();
    assert_eq!(
        outline(&made),
        [
            "1 create-account NEW",
            "2 add-access PENDINGCREATE after 1",
            "3 add-access PENDINGCREATE after 1",
            "2 add-access PENDINGCREATE known",
        ]
    );
    // What comes meanwhile joins them.
    let made = store
        .make_request(&access(Operation::AddAccess, "joe", &["g2"]), NOW)
        .unwrap();
    assert_eq!(outline(&made), ["3 add-access PENDINGCREATE known"]);
    let made = store
        .make_request(&request(Operation::DisableAccount, "joe"), NOW)
        .unwrap();
    assert_eq!(outline(&made), ["4 disable-account NEW"]);
    let task = store.claim_next("Target", "w", NOW).unwrap().unwrap();
    assert_eq!((task.id, task.tries), (1, 1));
    assert_eq!(store.claim_next("Target", "w", NOW).unwrap(), None);
    assert_eq!(store.claim(4, "w", NOW).unwrap(), None);
    let done = settled(TaskStatus::Complete, vec![created("joe")]);
    let row = store.settle(1, "w", &done, NOW).unwrap();
    assert!(row.is_some());
    let mut order = Vec::new();
    while let Some(task) = store.claim_next("Target", "w", NOW).unwrap() {
        assert_eq!(task.account.as_deref(), Some("id of joe"));
        order.push(task.id);
        let done = settled(TaskStatus::Complete, vec![]);
        store.settle(task.id, "w", &done, NOW).unwrap();
    }
    assert_eq!(order, [2, 3, 4]);
    let facts = Tasks::request(&mut store, 1).unwrap().unwrap();
    assert_eq!(facts.requestor.as_deref(), Some("ada"));
    assert_eq!(facts.tasks, [1, 2, 3]);
}

#[test]
fn what_is_as_asked_needs_no_action_and_what_is_open_is_not_asked_twice() {
    let mut store = stage();
    let mut ask = |wanted: NewRequest| outline(&store.make_request(&wanted, NOW).unwrap());
    let add = |groups: &[&str]| access(Operation::AddAccess, "mira", groups);
    assert_eq!(
        ask(add(&["g1", "g2"])),
        ["1 add-access NO_ACTION_REQUIRED", "2 add-access NEW"]
    );
    assert_eq!(ask(add(&["g2"])), ["2 add-access NEW known"]);
    assert_eq!(
        ask(access(Operation::RemoveAccess, "mira", &["g2"])),
        ["3 remove-access NEW"],
        "the open task comes first"
    );
    assert_eq!(ask(add(&["g2"])), ["4 add-access NEW"]);
    assert_eq!(
        ask(request(Operation::EnableAccount, "mira")),
        ["5 enable-account NO_ACTION_REQUIRED"]
    );
    assert_eq!(
        ask(request(Operation::DisableAccount, "mira")),
        ["6 disable-account NEW"]
    );
    assert_eq!(
        ask(request(Operation::EnableAccount, "mira")),
        ["7 enable-account NEW"]
    );
    let change = || NewRequest {
        password: Some("pw".to_owned()),
        ..request(Operation::ChangePassword, "mira")
    };
    assert_eq!(ask(change()), ["8 change-password NEW"]);
    assert_eq!(ask(change()), ["9 change-password NEW"]);
    assert_eq!(
        ask(request(Operation::CreateAccount, "mira")),
        ["10 create-account NEW"],
        "a disable is open"
    );
}

#[test]
fn a_request_that_cannot_be_made_makes_nothing() {
    let mut store = stage();
    let refused = |store: &mut Repository, wanted: &NewRequest| {
        let found = store.make_request(wanted, NOW).unwrap_err();
        assert_eq!(found.code, codes::MISSING_SUBJECT, "{found:?}");
        assert!(found.help.is_some());
        found.message
    };
    for (wanted, message) in [
        (
            request(Operation::CreateAccount, "nobody"),
            "no user `nobody`",
        ),
        (
            request(Operation::DisableAccount, "joe"),
            "joe has no account of Target",
        ),
        (
            access(Operation::AddAccess, "joe", &["g1", "g9"]),
            "no Group `g9`",
        ),
        (
            access(Operation::AddAccess, "joe", &[]),
            "needs an entitlement",
        ),
        (
            access(Operation::RemoveAccess, "joe", &["g1"]),
            "joe has no account of Target",
        ),
        (
            access(Operation::UpdateAccount, "mira", &["g1"]),
            "takes no entitlement",
        ),
        (
            NewRequest {
                account: Some("mira".to_owned()),
                ..NewRequest::new("Nowhere", Operation::DisableAccount)
            },
            "",
        ),
    ]
    .into_iter()
    .take(6)
    {
        let said = refused(&mut store, &wanted);
        assert!(said.contains(message), "{said}");
    }
    let backwards = NewRequest {
        start: Some(NOW + DAY),
        end: Some(NOW),
        ..access(Operation::AddAccess, "mira", &["g2"])
    };
    assert!(refused(&mut store, &backwards).contains("ends before"));
    let nowhere = NewRequest::new("Nowhere", Operation::DisableAccount);
    assert_eq!(
        store.make_request(&nowhere, NOW).unwrap_err().code,
        codes::STORE
    );
    assert!(
        store
            .list_audit(&AuditFilter::default())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn an_end_takes_away_when_it_comes_and_holds_nobody_up_until_then() {
    let mut store = stage();
    let wanted = NewRequest {
        end: Some(NOW + DAY),
        ..access(Operation::AddAccess, "mira", &["g2"])
    };
    let made = store.make_request(&wanted, NOW).unwrap();
    assert_eq!(outline(&made), ["1 add-access NEW", "2 remove-access NEW"]);
    store
        .make_request(&request(Operation::DisableAccount, "mira"), NOW + 1)
        .unwrap();
    let mut at = |now: i64| {
        let mut done = Vec::new();
        while let Some(task) = store.claim_next("Target", "w", now).unwrap() {
            done.push(task.id);
            let end = settled(TaskStatus::Complete, vec![]);
            store.settle(task.id, "w", &end, now).unwrap();
        }
        done
    };
    assert_eq!(at(NOW), [1]);
    assert_eq!(at(NOW + 2), [3]);
    assert_eq!(at(NOW + DAY - 1), [0_i64; 0]);
    assert_eq!(at(NOW + DAY), [2]);
}

#[test]
fn a_claim_that_is_not_renewed_runs_out() {
    let mut store = stage();
    store
        .make_request(&request(Operation::DisableAccount, "mira"), NOW)
        .unwrap();
    let claimed = store.claim_next("Target", "one", NOW).unwrap().unwrap();
    assert_eq!(claimed.status, TaskStatus::InProgress);
    store.renew(1, "one", NOW + CLAIM).unwrap();
    let later = NOW + CLAIM + CLAIM;
    assert_eq!(store.claim_next("Target", "two", later).unwrap(), None);
    let taken = store
        .claim_next("Target", "two", later + 1)
        .unwrap()
        .unwrap();
    assert_eq!((taken.id, taken.tries), (1, 2));
    let end = settled(TaskStatus::Complete, vec![]);
    for refused in [
        store.renew(1, "one", later).unwrap_err(),
        store
            .write(1, "one", &entry(1, JournalState::Sent), later)
            .unwrap_err(),
        store.settle(1, "one", &end, later).unwrap_err(),
    ] {
        assert_eq!(refused.code, codes::STORE_BUSY);
    }
    assert!(store.journal(1).unwrap().is_empty());
    store.settle(1, "two", &end, later + 2).unwrap();
    assert!(store.settle(1, "two", &end, later + 3).is_err());
}

#[test]
fn a_wait_keeps_the_order_and_a_failure_ends_what_waited_for_it() {
    let mut store = stage();
    store
        .make_request(&access(Operation::AddAccess, "joe", &["g1"]), NOW)
        .unwrap();
    store.claim_next("Target", "w", NOW).unwrap();
    let wait = Settlement {
        not_before: Some(NOW + 5_000),
        ..settled(TaskStatus::New, vec![])
    };
    store.settle(1, "w", &wait, NOW).unwrap();
    assert_eq!(store.claim_next("Target", "w", NOW + 4_999).unwrap(), None);
    store
        .claim_next("Target", "w", NOW + 5_000)
        .unwrap()
        .unwrap();
    let failed = settled(TaskStatus::ProvisioningFailed, vec![]);
    store.settle(1, "w", &failed, NOW + 5_001).unwrap();
    let child = store.show_task(2).unwrap().unwrap();
    assert_eq!(child.status, TaskStatus::ProvisioningFailed);
    let said = child.provisioning_comments.unwrap();
    assert!(
        said.contains("task 1, which it waits for, failed"),
        "{said}"
    );
    // Trying the child alone is no use; trying the parent brings it back.
    let refused = store
        .retry_task(2, &Retry::default(), &decision(None))
        .unwrap_err();
    assert_eq!(refused.code, codes::TASK_STATE);
    store
        .retry_task(1, &Retry::default(), &decision(None))
        .unwrap();
    assert_eq!(state(&store, 1), TaskStatus::New);
    assert_eq!(state(&store, 2), TaskStatus::PendingCreate);
    assert_eq!(
        store
            .claim_next("Target", "w", NOW + 6_000)
            .unwrap()
            .unwrap()
            .tries,
        1
    );
    // Giving the parent up gives the child up.
    let refused = store
        .discontinue_task(1, &decision(Some("no")))
        .unwrap_err();
    assert_eq!(refused.code, codes::TASK_STATE);
    store.settle(1, "w", &failed, NOW + 6_001).unwrap();
    store
        .retry_task(1, &Retry::default(), &decision(None))
        .unwrap();
    store
        .discontinue_task(1, &decision(Some("she left")))
        .unwrap();
    assert_eq!(state(&store, 2), TaskStatus::Discontinued);
    assert!(
        store
            .retry_task(1, &Retry::default(), &decision(None))
            .is_err()
    );
    assert!(store.complete_task(2, &decision(None)).is_err());
}

#[test]
fn a_call_in_doubt_is_decided_by_a_person() {
    for (doubt, expected) in [
        (Doubt::Done, JournalState::Done),
        (Doubt::NotDone, JournalState::Failed),
    ] {
        let mut store = stage();
        store
            .make_request(&request(Operation::CreateAccount, "joe"), NOW)
            .unwrap();
        store.claim_next("Target", "w", NOW).unwrap();
        store
            .write(1, "w", &entry(1, JournalState::Done), NOW)
            .unwrap();
        store
            .write(1, "w", &entry(2, JournalState::Sent), NOW)
            .unwrap();
        let doubtful = settled(TaskStatus::PendingProvisioning, vec![]);
        store.settle(1, "w", &doubtful, NOW).unwrap();
        assert_eq!(store.claim_next("Target", "w", NOW + DAY).unwrap(), None);
        let refused = store
            .retry_task(1, &Retry::default(), &decision(None))
            .unwrap_err();
        assert!(refused.help.unwrap().contains("--not-done"));
        let retry = Retry {
            doubt: Some(doubt),
            ..Retry::default()
        };
        store
            .retry_task(1, &retry, &decision(Some("looked")))
            .unwrap();
        let journal = store.journal(1).unwrap();
        assert_eq!(journal[1].state, expected);
        // What was answered before is still known, until the task ends.
        let answer = journal[0].answer.as_ref().unwrap();
        assert_eq!(answer.message, json!({"id": "7"}));
        store.claim_next("Target", "w", NOW).unwrap().unwrap();
        let done = settled(TaskStatus::Complete, vec![created("joe")]);
        store.settle(1, "w", &done, NOW).unwrap();
        assert!(store.journal(1).unwrap()[0].answer.is_none());
        let from_start = Retry {
            from_start: true,
            ..Retry::default()
        };
        assert!(store.retry_task(1, &from_start, &decision(None)).is_err());
    }
}

#[test]
fn no_secret_is_in_the_file_of_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut store = fill(Repository::open(&path).unwrap());
    let wanted = NewRequest {
        password: Some("planted-password".to_owned()),
        ..request(Operation::ChangePassword, "mira")
    };
    let shown = format!("{wanted:?}");
    assert!(!shown.contains("planted"), "{shown}");
    store.make_request(&wanted, NOW).unwrap();
    store.claim_next("Target", "w", NOW).unwrap();
    store
        .write(1, "w", &entry(1, JournalState::Done), NOW)
        .unwrap();
    let mut other = Repository::open(&path).unwrap();
    assert_eq!(other.password(1).unwrap().unwrap(), "planted-password");
    assert!(other.journal(1).unwrap()[0].answer.is_some());
    let clean = || {
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            for secret in [&b"planted-pass"[..], b"answer-secret"] {
                assert!(!bytes.windows(secret.len()).any(|w| w == secret));
            }
        }
    };
    clean();
    store.keep_password(1, "planted-password-2", NOW).unwrap();
    assert_eq!(store.password(1).unwrap().unwrap(), "planted-password-2");
    let done = settled(TaskStatus::Complete, vec![]);
    store.settle(1, "w", &done, NOW).unwrap();
    assert_eq!(store.password(1).unwrap(), None);
    clean();
    // Whoever takes the key away takes the passwords away.
    store.make_request(&wanted, NOW).unwrap();
    std::fs::remove_file(folder.path().join("store.db.key")).unwrap();
    let locked = Repository::open(&path).unwrap().password(2).unwrap_err();
    assert_eq!(locked.code, codes::SEAL);
}

#[test]
fn the_audit_trail_cannot_be_rewritten_and_shows_who_tried() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut store = fill(Repository::open(&path).unwrap());
    store
        .make_request(&request(Operation::DisableAccount, "mira"), NOW)
        .unwrap();
    store.claim_next("Target", "w", NOW).unwrap();
    store
        .write(1, "w", &entry(1, JournalState::Sent), NOW)
        .unwrap();
    store
        .write(1, "w", &entry(1, JournalState::Done), NOW)
        .unwrap();
    let done = settled(TaskStatus::Complete, vec![]);
    store.settle(1, "w", &done, NOW).unwrap();
    let rows = store.list_audit(&AuditFilter::default()).unwrap();
    let told: Vec<String> = rows
        .iter()
        .map(|r| {
            format!(
                "{} {} {}",
                r.who,
                r.event,
                r.outcome.as_deref().unwrap_or("")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "ada request disable-account",
            "w call sent",
            "w call done 201",
            "w settle COMPLETE",
        ]
    );
    let whole = store.verify_audit(Some(&rows[1].hash)).unwrap();
    assert_eq!((whole.rows, &whole.last), (4, &rows[3].hash));
    assert!(store.verify_audit(Some("00")).is_err());
    drop(store);
    let raw = rusqlite::Connection::open(&path).unwrap();
    for attempt in [
        "UPDATE audit SET who = 'eve'",
        "DELETE FROM audit WHERE id = 4",
        "INSERT OR REPLACE INTO audit SELECT 2, at, 'eve', event, request, task, call, outcome, note, hash FROM audit WHERE id = 2",
    ] {
        assert!(raw.execute(attempt, []).is_err(), "{attempt}");
    }
    let tampered = |sql: &str| {
        let copy = folder.path().join("copy.db");
        let _ = std::fs::remove_file(&copy);
        raw.execute("VACUUM INTO ?1", [copy.to_string_lossy()])
            .unwrap();
        let other = rusqlite::Connection::open(&copy).unwrap();
        other
            .execute_batch(
                "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;
                 DROP TRIGGER audit_is_not_replaced;",
            )
            .unwrap();
        other.execute_batch(sql).unwrap();
        drop(other);
        Repository::open(&copy).unwrap().verify_audit(None)
    };
    assert!(tampered("").is_ok());
    for sql in [
        "UPDATE audit SET who = 'eve' WHERE id = 2",
        "DELETE FROM audit WHERE id = 2",
        "DELETE FROM audit WHERE id = 4",
        "DELETE FROM audit",
        "UPDATE audit SET note = NULL, at = '2020-01-01T00:00:00.000Z' WHERE id = 1",
    ] {
        assert_eq!(
            tampered(sql).unwrap_err().code,
            codes::AUDIT_BROKEN,
            "{sql}"
        );
    }
}

#[test]
fn many_workers_do_each_task_once_and_in_the_order_of_its_account() {
    const ACCOUNTS: usize = 24;
    const EACH: usize = 5;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let mut bench = Bench::over(Repository::open(&path).unwrap());
    let names: Vec<String> = (0..ACCOUNTS).map(|n| format!("a{n}")).collect();
    let rows: Vec<_> = names.iter().map(|name| account(name, name)).collect();
    bench.accounts_by("accountID", &rows, KEEP);
    bench.finish();
    for round in 0..EACH {
        for name in &names {
            let operation = if round % 2 == 0 {
                Operation::DisableAccount
            } else {
                Operation::EnableAccount
            };
            let wanted = NewRequest {
                account: Some(name.clone()),
                ..NewRequest::new("Target", operation)
            };
            let made = bench.store.make_request(&wanted, NOW).unwrap();
            assert_eq!(made.tasks[0].status, TaskStatus::New);
        }
    }
    let failed = AtomicBool::new(false);
    let log = std::sync::Mutex::new(Vec::<(String, i64, bool)>::new());
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let (path, log, failed) = (&path, &log, &failed);
            scope.spawn(move || {
                let mut store = Repository::open(path).unwrap();
                let worker = format!("worker {worker}");
                while let Some(task) = next(&mut store, &worker, failed) {
                    let name = task.account.clone().unwrap();
                    log.lock().unwrap().push((name.clone(), task.id, true));
                    store
                        .write(task.id, &worker, &entry(1, JournalState::Sent), NOW)
                        .unwrap();
                    std::thread::yield_now();
                    log.lock().unwrap().push((name, task.id, false));
                    let done = settled(TaskStatus::Complete, vec![]);
                    store.settle(task.id, &worker, &done, NOW).unwrap();
                }
            });
        }
    });
    assert!(!failed.load(Ordering::Relaxed));
    let mut done: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut busy: BTreeMap<String, i64> = BTreeMap::new();
    for (name, task, begins) in log.into_inner().unwrap() {
        if begins {
            assert_eq!(
                busy.insert(name.clone(), task),
                None,
                "two at once on {name}"
            );
            done.entry(name).or_default().push(task);
        } else {
            assert_eq!(busy.remove(&name), Some(task));
        }
    }
    assert_eq!(done.len(), ACCOUNTS);
    for (name, tasks) in done {
        assert_eq!(tasks.len(), EACH, "{name}");
        assert!(tasks.is_sorted(), "{name}: {tasks:?}");
    }
    bench.store.verify_audit(None).unwrap();
}

fn next(store: &mut Repository, worker: &str, failed: &AtomicBool) -> Option<Task> {
    loop {
        match store.claim_next("Target", worker, NOW) {
            Ok(Some(task)) => return Some(task),
            Ok(None) if store.count_open_tasks("Target").unwrap() == 0 => return None,
            Ok(None) => std::thread::yield_now(),
            Err(_) => {
                failed.store(true, Ordering::Relaxed);
                return None;
            }
        }
    }
}

#[test]
fn access_to_an_account_that_was_removed_asks_for_the_account_first() {
    let mut store = stage();
    let row = store.find_account("Target", "mira").unwrap().unwrap().row;
    let removed = Effect::AccountStatusChanged {
        account: row,
        status: AccountStatus::ManuallySuspended,
    };
    store.record("Target", &removed, NOW).unwrap();
    let made = store
        .make_request(&access(Operation::AddAccess, "mira", &["g1"]), NOW)
        .unwrap();
    assert_eq!(
        outline(&made),
        ["1 create-account NEW", "2 add-access PENDINGCREATE after 1"]
    );
}

#[test]
fn tasks_of_a_process_that_is_gone_are_taken_over_at_once() {
    let mut store = stage();
    store
        .make_request(&request(Operation::DisableAccount, "mira"), NOW)
        .unwrap();
    store.claim_next("Target", "one", NOW).unwrap().unwrap();
    assert_eq!(store.claim_next("Target", "two", NOW + 1).unwrap(), None);
    assert_eq!(store.claim(1, "two", NOW + 1).unwrap(), None);
    let (pid, rest) = store.holder.split_once(' ').unwrap();
    let (_, realm) = rest.split_once(' ').unwrap();
    if realm.is_empty() {
        eprintln!("SKIPPED: this system does not tell when a process began");
        return;
    }
    // A former process of this number.
    let gone = format!("{pid} 1 {realm}");
    store
        .connection
        .execute("UPDATE tasks SET holder = ?1", [gone])
        .unwrap();
    let taken = store.claim_next("Target", "two", NOW + 1).unwrap().unwrap();
    assert_eq!((taken.id, taken.tries), (1, 2));
    let trail = store.list_audit(&AuditFilter::default()).unwrap();
    assert_eq!(trail.last().unwrap().event, "take-over");
}

#[test]
fn the_next_of_a_hundred_thousand_tasks_is_found_by_looking_at_few() {
    let store = stage();
    let plan = |sql: &str| -> String {
        let mut query = store
            .connection
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap();
        let lines = query.query_map([], |r| r.get::<_, String>(3)).unwrap();
        lines.map(Result::unwrap).collect::<Vec<_>>().join("; ")
    };
    for (sql, index) in [
        (
            "SELECT id FROM tasks WHERE endpoint = 1 AND status = 1 AND head = 1 AND ready <= 'x'
             ORDER BY ready, id LIMIT 1",
            "tasks_due (endpoint=? AND ready<?)",
        ),
        (
            "SELECT id FROM tasks WHERE endpoint = 1 AND lane = 'x' AND status IN (1, 2, 5, 6)
             ORDER BY due, id LIMIT 1",
            "tasks_open (endpoint=? AND lane=?)",
        ),
        (
            "SELECT id FROM tasks WHERE endpoint = 1 AND status = 2 AND claimed < 'x'
             ORDER BY claimed LIMIT 1",
            "tasks_claimed (endpoint=? AND claimed<?)",
        ),
        (
            "UPDATE tasks SET status = 1 WHERE parent = 7 AND status = 5",
            "tasks_by_parent (parent=?)",
        ),
    ] {
        let plan = plan(sql);
        assert!(plan.contains(index), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("B-TREE"), "{plan}");
    }
}

#[test]
fn an_entitlement_that_is_to_be_made_needs_no_account_and_is_not_in_the_store() {
    let mut store = stage();
    let about = |operation: Operation, id: &str| NewRequest {
        entitlements: access(operation, "x", &[id]).entitlements,
        ..NewRequest::new("Target", operation)
    };
    let made = store
        .make_request(&about(Operation::CreateEntitlement, "g9"), NOW)
        .unwrap();
    assert_eq!(outline(&made), ["1 create-entitlement NEW"]);
    let again = store
        .make_request(&about(Operation::CreateEntitlement, "g9"), NOW)
        .unwrap();
    assert_eq!(outline(&again), ["1 create-entitlement NEW known"]);
    let unknown = store.make_request(&about(Operation::DeleteEntitlement, "g9"), NOW);
    assert_eq!(unknown.unwrap_err().code, codes::MISSING_SUBJECT);
    store
        .make_request(&about(Operation::UpdateEntitlement, "g1"), NOW)
        .unwrap();
    let task = store.show_task(2).unwrap().unwrap();
    assert_eq!(task.entitlement.unwrap().id, "g1");
}
