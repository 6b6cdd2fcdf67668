//! Another connector in another dialect than Bynder's, so that nothing of the engine is shaped by
//! one: Basic authentication, JSON bodies, an offset, links to the next page, members read per team.

use std::path::PathBuf;

use serde_json::Value;

use crate::bindery::{Ended, Store, bindery, root, run};
use crate::target::Target;

fn directory() -> PathBuf {
    PathBuf::from("tests/run/inputs/directory")
}

fn import(target: &Target, store: &Store, words: &[&str]) -> Ended {
    let all: Vec<&str> = ["import", "{}", "--format", "json"]
        .iter()
        .chain(words)
        .copied()
        .collect();
    run(target.command_for(&directory(), &all, Some(&store.path())))
}

fn memberships(target: &Target) -> usize {
    let people = target.simulator.snapshot("people");
    let lists = people.iter().filter_map(|row| row["memberOf"].as_array());
    lists.map(Vec::len).sum()
}

#[test]
fn everything_of_another_target_lands_in_the_store() {
    let target = Target::of(&directory());
    let store = Store::new();
    let report = import(&target, &store, &[]).expect(0).json();
    assert_eq!(report["accounts"]["created"], 25);
    assert_eq!(report["entitlements"]["Team"]["created"], 5);
    assert_eq!(report["links"]["added"], memberships(&target));
    let inactive = store.rows("accounts");
    let inactive = inactive.iter().filter(|a| a["status"] == "inactive");
    assert_eq!(inactive.count(), 3);
    let again = import(&target, &store, &[]).expect(0).json();
    assert_eq!(again["accounts"]["unchanged"], 25);
    assert_eq!(again["links"]["unchanged"], memberships(&target));
}

#[test]
fn an_identity_lives_its_whole_life_there_too() {
    let folder = root().join(directory());
    let ended = bindery(&["demo", folder.to_str().unwrap()]).expect(0);
    for line in [
        "✓ PATCH",
        "access added: Team Ochre",
        "access removed: Team Ochre",
        "account status: manually-suspended",
        "suspended",
        "entitlement_value: Ochre → Umber",
    ] {
        assert!(ended.out.contains(line), "no `{line}`: {ended}");
    }
    assert!(!ended.out.contains('✗'), "{ended}");
}

#[test]
fn two_connectors_in_one_store_leave_each_other_alone() {
    let (people, bynder) = (Target::of(&directory()), Target::start());
    let (shared, alone) = (Store::new(), Store::new());
    import(&people, &alone, &[]).expect(0);
    bynder.import(&shared).expect(0);
    import(&people, &shared, &[]).expect(0);
    bynder.import(&shared).expect(0);
    let of = |store: &Store| {
        let rows = ["accounts", "entitlements", "links"].map(|table| store.rows(table));
        let rows = rows.into_iter().flatten();
        rows.filter(|row| row["endpoint"] == "directory")
            .map(|mut row| {
                row["row"] = Value::Null;
                row
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&alone), of(&shared));
    assert!(shared.rows("accounts").len() > 100 + 25);
}

#[test]
fn an_account_made_by_provisioning_is_adopted_by_the_import() {
    let target = Target::of(&directory());
    let store = Store::new();
    import(&target, &store, &[]).expect(0);
    let user = root().join("docs/examples/joiner.json");
    let words = ["provision", "{}", "create-account", "--user"];
    let words: Vec<&str> = words.into_iter().chain(user.to_str()).collect();
    run(target.command_for(&directory(), &words, Some(&store.path()))).expect(0);
    let row = |store: &Store| {
        let rows = store.rows("accounts");
        rows.into_iter()
            .find(|a| a["name"] == "grace.hopper")
            .unwrap()
    };
    let made = row(&store);
    assert_eq!(made["status"], "manually-provisioned");
    let report = import(&target, &store, &[]).expect(0).json();
    assert_eq!(report["accounts"]["created"], 0);
    assert_eq!(report["accounts"]["adopted"], 1, "{report}");
    let adopted = row(&store);
    assert_eq!(adopted["row"], made["row"]);
    assert_eq!(adopted["status"], "active");
}

#[test]
fn a_request_to_a_stranger_is_refused_before_it_leaves() {
    let (target, stranger) = (Target::of(&directory()), Target::of(&directory()));
    let store = Store::new();
    import(&target, &store, &[]).expect(0);
    let before = store.dump();
    // The target hands out links to another host.
    let next = format!("{}/teams?page=2", stranger.simulator.url());
    let patch = serde_json::json!({"routes": {"teams": {"envelope": {"next": next}}}});
    let hostile = Target::patched(&directory(), patch);
    let ended = import(&hostile, &store, &[]).expect(3);
    assert!(ended.err.contains("B5002"), "{ended}");
    assert!(ended.err.contains("this call"), "{ended}");
    assert!(ended.err.contains(&stranger.simulator.url()), "{ended}");
    assert!(stranger.simulator.requests().is_empty());
    assert_eq!(store.dump(), before);
}

#[test]
fn no_output_and_no_file_holds_the_password() {
    let target = Target::of(&directory());
    let store = Store::new();
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.jsonl");
    let words = ["--trace", trace.to_str().unwrap(), "--verbose"];
    let ended = import(&target, &store, &words).expect(0);
    let mut seen = ended.to_string().into_bytes();
    seen.extend(std::fs::read(trace).unwrap());
    seen.extend(std::fs::read(store.path()).unwrap());
    let seen = String::from_utf8_lossy(&seen);
    // The password, as it is and as the header carries it (`robot:r0b0t …` in base64).
    for secret in ["r0b0t", "cm9ib3Q6cjBi"] {
        assert!(!seen.contains(secret), "`{secret}` is to be seen");
    }
}

#[test]
fn rows_that_are_read_once_are_written_as_they_are_read() {
    let target = Target::of(&directory());
    let words = ["import", "{}", "--only", "accounts", "--to", "jsonl"];
    let ended = run(target.command_for(&directory(), &words, None)).expect(0);
    let mut rows: Vec<Value> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    rows.sort_by_key(|row| row["accountID"].to_string());
    let store = Store::new();
    import(&target, &store, &["--only", "accounts"]).expect(0);
    let mut stored = store.rows("accounts");
    stored.sort_by_key(|row| row["account_id"].to_string());
    assert_eq!(rows.len(), stored.len());
    for (row, account) in rows.iter().zip(&stored) {
        assert_eq!(row["kind"], "account");
        assert_eq!(row["accountID"], account["account_id"]);
        assert_eq!(row["name"], account["name"]);
        assert_eq!(
            row["customproperty1"],
            account["columns"]["customproperty1"]
        );
        let status = row["status"].as_str().unwrap().to_lowercase();
        assert_eq!(status, account["status"].as_str().unwrap());
    }
}
