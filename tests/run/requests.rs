//! Requests, tasks, decisions and the audit trail, through the binary.

use std::fs;

use bindery_connector::ports::{JournalEntry, JournalPlace, JournalState, Settlement, Tasks};
use bindery_model::TaskStatus;
use bindery_repository::Repository;
use serde_json::Value;

use crate::bindery::{Ended, Store, bindery, command, root, run};
use crate::home::Home;
use crate::target::Target;

/// 2026-01-31T08:00:00Z.
const NOW: i64 = 1_769_846_400_000;

/// A store with what the target has, and a user without an account.
fn stage() -> Store {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    ask(&store, &["users", "import", "docs/examples/joiner.json"]).expect(0);
    store
}

fn ask(store: &Store, words: &[&str]) -> Ended {
    let path = store.path();
    let mut words = words.to_vec();
    words.extend(["--store", path.to_str().unwrap()]);
    bindery(&words)
}

fn json(store: &Store, words: &[&str]) -> Value {
    let mut words = words.to_vec();
    words.extend(["--format", "json"]);
    ask(store, &words).expect(0).json()
}

/// A group that the account of this name has not.
fn strange_group(store: &Store, account: &str) -> String {
    let links = store.rows("links");
    let held: Vec<&str> = links
        .iter()
        .filter(|link| link["account"] == account)
        .filter_map(|link| link["entitlement_id"].as_str())
        .collect();
    let entitlements = store.rows("entitlements");
    let mut free = entitlements
        .iter()
        .filter(|e| e["entitlement_type"] == "Group")
        .filter_map(|e| e["entitlement_id"].as_str())
        .filter(|id| !held.contains(id));
    free.next().unwrap().to_owned()
}

/// Text with what differs from run to run taken out: moments, identifiers, who ran it.
fn steady(text: &str) -> String {
    let filter = |text: &str, is: fn(&str) -> bool, word: &str| {
        text.split(' ')
            .map(|part| {
                let core = part.trim_end_matches(['\n', ';', ':', ',', '.']);
                if is(core) {
                    part.replacen(core, word, 1)
                } else {
                    part.to_owned()
                }
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            let line = filter(
                line,
                |w| w.len() >= 20 && w.starts_with("20") && w.ends_with('Z'),
                "[when]",
            );
            let line = filter(
                &line,
                |w| w.len() > 30 && w.chars().all(|c| c.is_ascii_hexdigit() || c == '-'),
                "[id]",
            );
            let person = person();
            let line = line.replace(&format!(" by {person}:"), " by [me]:");
            line.trim_end().to_owned()
        })
        .collect();
    lines.join("\n")
}

/// Who the tests run as, as the audit trail says.
fn person() -> String {
    let store = Store::new();
    drop(Repository::open(store.path()).unwrap());
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let id = std::process::Command::new("id").arg("-un").output();
    let name = id.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
    name.ok()
        .filter(|name| users.contains(name.as_str()))
        .unwrap_or_default()
}

#[test]
fn a_request_makes_tasks_and_says_what_was_asked_before_and_what_is_so_already() {
    let store = stage();
    let group = strange_group(&store, "grace.hopper");
    let entitlement = format!("Group={group}");
    let words = [
        "request",
        "add-access",
        "--user",
        "grace.hopper",
        "--entitlement",
        &entitlement,
        "--justification",
        "starts in May",
        "--attr",
        "shift=night",
        "--end",
        "2099-12-31",
        "--requestor",
        "ada",
    ];
    let made = ask(&store, &words).expect(0);
    insta::assert_snapshot!(
        "a_request_for_a_user_without_an_account",
        steady(&made.to_string())
    );
    let again = json(&store, &words);
    let existing: Vec<bool> = again["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["existing"].as_bool().unwrap())
        .collect();
    assert_eq!(existing, [true, true], "{again}");
    let enabled = json(
        &store,
        &["request", "enable-account", "--account", "iga.integration"],
    );
    assert_eq!(enabled["tasks"][0]["status"], "NO_ACTION_REQUIRED");
    assert!(
        enabled["tasks"][0]["note"]
            .as_str()
            .unwrap()
            .contains("is active")
    );
    let list = ask(
        &store,
        &[
            "tasks",
            "list",
            "--status",
            "open",
            "--user",
            "grace.hopper",
        ],
    );
    insta::assert_snapshot!("open_tasks", steady(&list.expect(0).to_string()));
    let shown = ask(&store, &["task", "show", "2"]).expect(0);
    insta::assert_snapshot!("a_task_that_waits", steady(&shown.out));
    let tasks = json(
        &store,
        &["task", "list", "--operation", "add-access", "--status", "5"],
    );
    assert_eq!(tasks[0]["status"], "PENDINGCREATE");
    assert_eq!(tasks[0]["type"], "ADDACCESS");
    assert_eq!(tasks[0]["attributes"]["shift"], "night");
    assert_eq!(tasks[0]["end"], "2099-12-31T00:00:00Z");
}

#[test]
fn what_cannot_be_asked_is_refused_before_anything_is_made() {
    let store = stage();
    for (words, why) in [
        (
            &["request", "add-access", "--user", "grace.hopper"][..],
            "needs an entitlement",
        ),
        (
            &["request", "disable-account", "--user", "grace.hopper"],
            "has no account",
        ),
        (
            &["request", "disable-account", "--account", "nobody"],
            "has no account `nobody`",
        ),
        (
            &["request", "create-account", "--user", "nobody"],
            "no user `nobody`",
        ),
        (
            &[
                "request",
                "create-account",
                "--user",
                "grace.hopper",
                "--endpoint",
                "X",
            ],
            "no endpoint",
        ),
        (
            &[
                "request",
                "create-account",
                "--user",
                "grace.hopper",
                "--start",
                "soon",
            ],
            "2026-01-31",
        ),
        (
            &[
                "request",
                "create-account",
                "--user",
                "grace.hopper",
                "--password",
                "pw",
            ],
            "env:VAR",
        ),
        (&["request", "sing"], "the operations are"),
        (&["task", "show", "1"], "no task `1`"),
        (&["task", "retry", "1"], "no task 1"),
        (&["task", "list", "--status", "done"], "the states are"),
    ] {
        let ended = ask(&store, words).expect(2);
        assert!(ended.err.contains(why), "{why}: {ended}");
        assert!(ended.out.is_empty(), "{ended}");
    }
    assert_eq!(json(&store, &["task", "list"]).as_array().unwrap().len(), 0);
    assert_eq!(
        json(&store, &["audit", "list"]).as_array().unwrap().len(),
        0
    );
}

/// A worker that sent a call and died before the answer came, and the finding of the next one.
fn leave_in_doubt(store: &Store, task: i64) {
    let mut repository = Repository::open(store.path()).unwrap();
    repository.claim(task, "worker 1", NOW).unwrap();
    // Tasks are made at the real time.
    let now = repository.show_task(task).unwrap().unwrap().created + 1;
    repository.claim(task, "worker 1", now).unwrap().unwrap();
    let entry = JournalEntry {
        place: JournalPlace { step: 1, item: 0 },
        attempt: 1,
        name: "call1".to_owned(),
        method: "POST".to_owned(),
        url: "https://acme.test/api/v4/users/".to_owned(),
        state: JournalState::Sent,
        status: None,
        note: None,
        written: (NOW, NOW),
        answer: None,
    };
    repository.write(task, "worker 1", &entry, now).unwrap();
    let settlement = Settlement {
        status: TaskStatus::PendingProvisioning,
        comment: "2026-01-31T08:00:00Z attempt 1 of 10, in doubt: call1 got no answer".to_owned(),
        not_before: None,
        ticket: None,
        effects: Vec::new(),
    };
    repository
        .settle(task, "worker 1", &settlement, now)
        .unwrap();
}

#[test]
fn a_task_in_doubt_says_what_is_known_and_waits_for_a_decision() {
    let store = stage();
    ask(
        &store,
        &["request", "create-account", "--user", "grace.hopper"],
    )
    .expect(0);
    leave_in_doubt(&store, 1);
    let shown = ask(&store, &["task", "show", "1"]).expect(0);
    insta::assert_snapshot!("a_task_in_doubt", steady(&shown.out));
    let refused = ask(&store, &["task", "retry", "1"]).expect(2);
    insta::assert_snapshot!("a_retry_without_a_decision", refused.err);
    ask(&store, &["task", "retry", "1", "--not-done", "--done"]).expect(2);
    let retried = ask(
        &store,
        &["task", "retry", "1", "--not-done", "--comment", "I looked"],
    );
    assert!(retried.expect(0).out.contains("task 1 is NEW"));
    let shown = json(&store, &["task", "show", "1"]);
    assert_eq!(shown["journal"][0]["state"], "failed");
    assert_eq!(shown["task"]["tries"], 0);
    let given_up = ["task", "discontinue", "1", "--comment", "she never came"];
    assert_eq!(json(&store, &given_up)["status"], "DISCONTINUE");
    let refused = ask(&store, &["task", "complete", "1"]).expect(2);
    assert!(refused.err.contains("R5006"), "{refused}");
    let trail = json(&store, &["audit", "list", "--task", "1"]);
    let events: Vec<String> = trail
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["event"], row["note"]).replace('"', ""))
        .collect();
    assert_eq!(
        events,
        [
            "call null",
            "settle 2026-01-31T08:00:00Z attempt 1 of 10, in doubt: call1 got no answer",
            "retry I looked",
            "discontinue she never came",
        ]
    );
}

#[test]
fn an_audit_trail_that_was_tampered_with_is_found_out() {
    let store = stage();
    ask(
        &store,
        &["request", "disable-account", "--account", "iga.integration"],
    )
    .expect(0);
    ask(&store, &["task", "discontinue", "1"]).expect(0);
    let trail = json(&store, &["audit", "list"]);
    let kept = trail[0]["hash"].as_str().unwrap().to_owned();
    assert_eq!(trail[0]["who"], person(), "{trail}");
    let verified = ask(&store, &["audit", "verify", "--hash", &kept]).expect(0);
    assert!(
        verified.out.contains("holds") && verified.out.contains("2 rows"),
        "{verified}"
    );
    assert_eq!(json(&store, &["audit", "verify"])["rows"], 2);
    // The latest rows are cut off where nobody kept a hash of them.
    let unknown = ask(&store, &["audit", "verify", "--hash", &"0".repeat(64)]).expect(1);
    assert!(unknown.err.contains("R5007"), "{unknown}");
    let since = json(&store, &["audit", "list", "--since", "2099-01-01"]);
    assert_eq!(since.as_array().unwrap().len(), 0);
}

#[test]
fn a_password_of_a_request_is_nowhere_in_the_clear() {
    let store = stage();
    let path = store.path();
    let words = [
        "request",
        "change-password",
        "--account",
        "iga.integration",
        "--password",
        "env:NEW_PASSWORD",
        "--store",
        path.to_str().unwrap(),
    ];
    let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    let mut request = command(&words);
    request.env("NEW_PASSWORD", "planted-Pa55word");
    let mut said = vec![run(request).expect(0)];
    for words in [
        &["task", "show", "1"][..],
        &["task", "show", "1", "--format", "json"],
        &["task", "list", "--format", "json"],
        &["audit", "list", "--format", "json"],
    ] {
        said.push(ask(&store, words).expect(0));
    }
    for ended in said {
        assert!(!ended.to_string().contains("planted-Pa55word"), "{ended}");
    }
    let folder = path.parent().unwrap();
    for file in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(12).any(|w| w == b"planted-Pa55"));
    }
    assert!(folder.join("bindery.db.key").is_file());
    // The worker reads it back.
    let mut repository = Repository::open(&path).unwrap();
    let password = repository.password(1).unwrap();
    assert_eq!(password.as_deref(), Some("planted-Pa55word"));
}

#[test]
fn what_is_asked_is_done_by_the_provisioning_job_or_at_once() {
    let target = Target::start();
    let home = Home::of(&target);
    home.bindery(&["import", "acme"]).expect(0);
    let joiner = root().join("docs/examples/joiner.json");
    home.bindery(&["users", "import", joiner.to_str().unwrap()])
        .expect(0);
    let entitlements = home.json(&["entitlements", "list", "--type", "Group", "--limit", "2"]);
    let group = |n: usize| {
        format!(
            "Group={}",
            entitlements[n]["entitlement_id"].as_str().unwrap()
        )
    };
    let ask = |n: usize| {
        let words = [
            "request",
            "add-access",
            "--user",
            "grace.hopper",
            "--entitlement",
        ];
        let group = group(n);
        home.json(&[&words[..], &[&group]].concat())
    };
    let made = ask(0);
    let states = |made: &Value| {
        let tasks = made["tasks"].as_array().unwrap().iter();
        let told = tasks.map(|t| format!("{} {}", t["operation"], t["status"]).replace('"', ""));
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        states(&made),
        ["create-account NEW", "add-access PENDINGCREATE"]
    );
    let shown = home.bindery(&["task", "show", "1", "--render"]).expect(0);
    assert!(
        shown.out.contains("POST ") && shown.out.contains("grace.hopper"),
        "{shown}"
    );
    let token = target.simulator.parameters()["TOKEN"].clone();
    assert!(!shown.out.contains(&token), "{shown}");
    let connector = root().join("connectors/bynder").display().to_string();
    let words = ["task", "show", "1", "--render", "--against", &connector];
    let same = home.bindery(&words).expect(0);
    assert_eq!(same.out, "task 1: the same requests\n");
    home.bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(0);
    let tasks = home.json(&["task", "list"]);
    assert_eq!(tasks[0]["status"], "COMPLETE", "{tasks}");
    assert_eq!(tasks[1]["status"], "COMPLETE", "{tasks}");
    let links = home.json(&["links", "list", "--user", "grace.hopper"]);
    let of = |kind: &str| {
        let links = links.as_array().unwrap().iter();
        links.filter(|l| l["entitlement_type"] == kind).count()
    };
    // The profile came with the account.
    assert_eq!((of("Group"), of("Profile")), (1, 1), "{links}");
    // Where the security system says so, nobody waits for a job.
    home.says("[[security_system]]\nsystemname = \"acme\"\ninstant_provisioning = true");
    let made = ask(1);
    assert_eq!(states(&made), ["add-access NEW"]);
    assert_eq!(made["instant"][0]["status"], "COMPLETE", "{made}");
    let trail = home.json(&["audit", "list", "--request", "2"]);
    let last = trail.as_array().unwrap().last().unwrap();
    assert_eq!(last["outcome"], "COMPLETE", "{trail}");
    home.bindery(&["audit", "verify"]).expect(0);
    let shown = home.bindery(&["task", "show", "3"]).expect(0);
    assert!(
        shown.out.contains("what happened") && shown.out.contains("It is done."),
        "{shown}"
    );
}
