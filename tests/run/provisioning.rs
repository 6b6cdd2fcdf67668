//! Provisioning at the simulated target.

use std::path::PathBuf;

use crate::bindery::{Ended, Store, root, run};
use crate::target::Target;

fn user() -> PathBuf {
    root().join("docs/examples/joiner.json")
}

/// Runs an operation with these further words.
fn provision(target: &Target, store: &Store, operation: &str, words: &[&str]) -> Ended {
    let all: Vec<&str> = ["provision", "{}", operation]
        .iter()
        .chain(words)
        .copied()
        .collect();
    run(target.command(&all, Some(&store.path())))
}

#[test]
fn an_account_lives_its_whole_life() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let user = user();
    let user = user.to_str().unwrap();
    provision(
        &target,
        &store,
        "create-account",
        &["--user", user, "--password", "env:PARAM_TOKEN"],
    )
    .expect(0);
    let id = target
        .simulator
        .find("users", "username", "grace.hopper")
        .expect("no user was made");
    let row = |target: &Target| {
        let rows = target.simulator.snapshot("users");
        rows.into_iter().find(|r| r["username"] == "grace.hopper")
    };
    let account = ["--account", "grace.hopper"];
    provision(&target, &store, "disable-account", &account).expect(0);
    assert_eq!(row(&target).unwrap()["active"], false);
    provision(&target, &store, "enable-account", &account).expect(0);
    assert_eq!(row(&target).unwrap()["active"], true);
    let group = target
        .simulator
        .find("groups", "name", "Press office")
        .unwrap();
    let access = [
        "--account",
        "grace.hopper",
        "--entitlement",
        "Group=Press office",
    ];
    provision(&target, &store, "add-access", &access).expect(0);
    assert!(
        row(&target).unwrap()["groupIds"]
            .as_array()
            .unwrap()
            .iter()
            .any(|g| *g == group)
    );
    provision(&target, &store, "remove-access", &access).expect(0);
    assert!(
        row(&target).unwrap()["groupIds"]
            .as_array()
            .unwrap()
            .iter()
            .all(|g| *g != group)
    );
    provision(&target, &store, "remove-account", &account).expect(0);
    assert!(row(&target).is_none(), "{id} is still there");
}

#[test]
fn a_dry_run_sends_nothing_and_shows_no_secret() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    target.simulator.forget_requests();
    let account = store.rows("accounts")[0]["name"]
        .as_str()
        .unwrap()
        .to_owned();
    for style in ["http", "curl", "json"] {
        let words = ["--account", &account, "--dry-run", "--as", style];
        let ended = provision(&target, &store, "disable-account", &words).expect(0);
        assert!(
            ended.out.contains("POST") || ended.out.contains("--data"),
            "{ended}"
        );
        assert!(
            !ended.to_string().contains(&target.simulator.token()),
            "{ended}"
        );
    }
    assert!(target.simulator.requests().is_empty());
}

#[test]
fn a_write_without_an_answer_is_in_doubt_and_not_repeated() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let before = store.dump();
    target.simulator.forget_requests();
    target.simulator.set_fault("drop-after=1x".parse().unwrap());
    let user = user();
    let words = ["--user", user.to_str().unwrap()];
    let ended = provision(&target, &store, "create-account", &words);
    assert_eq!(ended.code, 1, "{ended}");
    assert!(ended.err.contains("R1005"), "{ended}");
    let posts = target
        .simulator
        .requests()
        .iter()
        .filter(|r| r.method == "POST")
        .count();
    assert_eq!(posts, 1);
    assert_eq!(store.dump(), before);
}

#[test]
fn an_unknown_account_is_said_to_be_unknown() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let ended = provision(&target, &store, "disable-account", &["--account", "nobody"]);
    assert_ne!(ended.code, 0, "{ended}");
    assert!(
        ended.err.contains("R4003") && ended.err.contains("nobody"),
        "{ended}"
    );
}
