//! Simulating, testing a connection, writing rows without a store, and looking into one.

use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::bindery::{Store, bindery, command, corpus, run};
use crate::target::Target;

#[cfg(unix)]
#[test]
fn a_simulator_says_where_it_is_and_ends_with_ctrl_c() {
    let words = [
        "simulate",
        "connectors/bynder",
        "--format",
        "json",
        "--fault",
        "error-500=1x",
    ];
    let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    let mut child = command(&words).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let told: Value = serde_json::from_str(&line).unwrap();
    let test = |told: &Value| {
        let mut words = vec!["connection".to_owned(), "test".to_owned()];
        let more = ["connectors/bynder", "--retries", "0", "--base-url"];
        words.extend(more.map(ToOwned::to_owned));
        words.push(told["url"].as_str().unwrap().to_owned());
        for name in told["parameters"].as_object().unwrap().keys() {
            words.extend(["--param".to_owned(), format!("{name}=env:PARAM_{name}")]);
        }
        let mut command = command(&words);
        for (name, value) in told["parameters"].as_object().unwrap() {
            command.env(format!("PARAM_{name}"), value.as_str().unwrap());
        }
        run(command)
    };
    let broken = test(&told);
    assert_eq!(broken.code, 1, "the first answer is 500: {broken}");
    let passed = test(&told).expect(0);
    assert!(passed.out.contains("passed"), "{passed}");
    let signalled = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(signalled.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_a_simulator_can_do_wrong_is_listed() {
    let ended = bindery(&["simulate", "connectors/bynder", "--list"]).expect(0);
    assert!(
        ended.out.contains("truncate") && ended.out.contains("Switches"),
        "{ended}"
    );
    let wrong = bindery(&["simulate", "connectors/bynder", "--fault", "flood=1"]);
    assert_eq!(wrong.code, 2, "{wrong}");
    assert!(wrong.err.contains("error-500"), "{wrong}");
}

#[test]
fn a_connection_that_is_refused_fails_its_test() {
    let target = Target::start();
    let mut command = target.command(&["connection", "test", "{}"], None);
    command.env("PARAM_TOKEN", "wrong");
    let ended = run(command);
    assert_eq!(ended.code, 1, "{ended}");
    assert!(
        ended.err.contains("R2") && ended.err.contains("help:"),
        "{ended}"
    );
}

#[test]
fn an_encrypted_connection_is_named_and_nothing_is_sent() {
    let Some(package) = corpus("Bynder.zip") else {
        return;
    };
    let target = Target::start();
    let ended = run(target.command_for(&package, &["connection", "test", "{}"], None));
    assert_eq!(ended.code, 1, "{ended}");
    assert!(
        ended.err.contains("B2003") && ended.err.contains("--connection-json"),
        "{ended}"
    );
    assert!(target.simulator.requests().is_empty());
}

#[test]
fn rows_can_be_written_without_a_store() {
    let target = Target::start();
    let folder = tempfile::tempdir().unwrap();
    let mut command = target.command(&["import", "{}", "--to", "jsonl"], None);
    command.env("BINDERY_STORE", folder.path().join("never.db"));
    let ended = run(command).expect(0);
    assert!(!folder.path().join("never.db").exists());
    let rows: Vec<Value> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |kind: &str| {
        rows.iter()
            .filter(|row| row["kind"] == kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("account").len(),
        target.simulator.snapshot("users").len()
    );
    assert!(
        of("account")
            .iter()
            .all(|row| row["accountID"].is_string() && row["customproperty1"].is_string())
    );
    assert!(
        of("entitlement")
            .iter()
            .all(|row| row["type"].is_string() && row["entitlement_value"].is_string())
    );
    assert!(of("link").len() > 100);
}

#[test]
fn accounts_and_access_can_be_imported_apart() {
    let target = Target::start();
    let (together, apart) = (Store::new(), Store::new());
    target.import(&together).expect(0);
    for part in ["accounts", "access"] {
        run(target.command(&["import", "{}", "--only", part], Some(&apart.path()))).expect(0);
    }
    assert_eq!(together.dump(), apart.dump());
}

#[test]
fn a_store_can_be_looked_into() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let path = store.path();
    let path = path.to_str().unwrap();
    let accounts = bindery(&[
        "accounts", "list", "--store", path, "--status", "inactive", "--limit", "3",
    ])
    .expect(0);
    insta::assert_snapshot!(accounts.to_string());
    let shown = bindery(&["entitlements", "show", "Press office", "--store", path]).expect(0);
    assert!(
        shown.out.contains("Group") && shown.out.contains("account"),
        "{shown}"
    );
    let link = [
        "links",
        "show",
        "iga.integration",
        "Administrator",
        "--store",
        path,
    ];
    insta::assert_snapshot!(bindery(&link).expect(0).out);
    let no_link = ["links", "show", "iga.integration", "4711", "--store", path];
    assert_eq!(bindery(&no_link).code, 2);
    let runs = bindery(&["runs", "show", "1", "--store", path, "--format", "json"])
        .expect(0)
        .json();
    assert_eq!(runs["report"]["status"], "completed");
    for table in ["accounts", "entitlements", "users", "runs"] {
        let nothing = bindery(&[table, "show", "4711", "--store", path]);
        assert_eq!(nothing.code, 2, "{nothing}");
    }
    let missing = bindery(&["accounts", "list", "--store", "no/such.db"]);
    assert_eq!(missing.code, 2, "{missing}");
    assert!(missing.err.contains("help:"), "{missing}");
}

#[test]
fn users_are_put_in_from_a_file() {
    let store = Store::new();
    let path = store.path();
    let path = path.to_str().unwrap();
    bindery(&[
        "users",
        "import",
        "docs/examples/joiner.json",
        "--store",
        path,
    ])
    .expect(0);
    let shown = bindery(&["users", "show", "grace.hopper", "--store", path]).expect(0);
    assert!(shown.out.contains("Rear admiral"), "{shown}");
    let wrong = bindery(&[
        "users",
        "import",
        "docs/examples/account.json",
        "--store",
        path,
    ]);
    assert_eq!(wrong.code, 2, "{wrong}");
}
