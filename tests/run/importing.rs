//! The corrected connector, imported.

use serde_json::json;

use crate::bindery::{Store, run};
use crate::target::Target;

#[test]
fn everything_at_the_target_lands_in_the_store() {
    let target = Target::start();
    let store = Store::new();
    let report = target.import(&store).expect(0).json();
    let users = target.simulator.snapshot("users").len();
    let groups = target.simulator.snapshot("groups").len();
    assert_eq!(report["status"], "completed");
    assert_eq!(report["accounts"]["fetched"], users);
    assert_eq!(report["accounts"]["created"], users);
    assert_eq!(report["entitlements"]["Group"]["created"], groups);
    assert_eq!(report["links"]["unresolved"], 0);
    assert_eq!(store.rows("accounts").len(), users);
    let links = store.rows("links").len();
    assert_eq!(report["links"]["added"], links);
    assert!(users > 100 && groups > 20 && links > users);
    let inactive = store
        .rows("accounts")
        .iter()
        .filter(|a| a["status"] == "inactive")
        .count();
    assert!(inactive > 0, "inactive users are read and seen as such");
}

#[test]
fn a_second_import_changes_nothing() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let before = store.dump();
    let report = target.import(&store).expect(0).json();
    assert_eq!(store.dump(), before);
    for part in [
        "created",
        "updated",
        "inactivated",
        "suspended",
        "reactivated",
    ] {
        assert_eq!(report["accounts"][part], 0, "{part}");
    }
    assert_eq!(report["links"]["added"], 0);
    assert_eq!(report["links"]["removed"], 0);
}

#[test]
fn a_plan_tells_what_an_import_would_do_and_writes_nothing() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let before = store.dump();
    target.simulator.drift("an-evening-in-the-portal").unwrap();
    let words = ["import", "{}", "--plan", "--format", "json"];
    let planned = run(target.command(&words, Some(&store.path())))
        .expect(0)
        .json();
    assert_eq!(store.dump(), before);
    let done = target.import(&store).expect(0).json();
    for part in ["accounts", "entitlements", "links"] {
        assert_eq!(planned[part], done[part], "{part}");
    }
    assert_ne!(store.dump(), before);
}

#[test]
fn a_plan_without_a_store_leaves_none_behind() {
    let target = Target::start();
    let store = Store::new();
    run(target.command(&["import", "{}", "--plan"], Some(&store.path()))).expect(0);
    assert!(!store.path().exists());
}

#[test]
fn drift_at_the_target_is_found_exactly() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    target.simulator.drift("an-evening-in-the-portal").unwrap();
    let report = target.import(&store).expect(0).json();
    let accounts = &report["accounts"];
    assert_eq!(accounts["created"], 1, "{accounts}");
    assert_eq!(
        accounts["inactivated"], 3,
        "one was deleted, two were deactivated: {accounts}"
    );
    assert_eq!(report["entitlements"]["Group"]["updated"], 1);
    assert_eq!(report["entitlements"]["Profile"]["updated"], 0);
}

#[test]
fn a_secret_written_on_the_command_line_is_refused_unseen() {
    let ended = crate::bindery::bindery(&[
        "import",
        "connectors/bynder",
        "--param",
        "PORTAL=acme.example",
        "--param",
        "TOKEN=very-secret-token",
    ]);
    assert_eq!(ended.code, 2, "{ended}");
    assert!(!ended.to_string().contains("very-secret-token"));
    assert!(ended.err.contains("TOKEN=env:VAR"), "{ended}");
}

#[test]
fn a_secret_that_is_given_wrongly_is_not_repeated() {
    for words in [
        &[
            "import",
            "connectors/bynder",
            "--param",
            "very-secret-token",
        ][..],
        &[
            "provision",
            "connectors/bynder",
            "change-password",
            "--password",
            "very-secret-token",
        ],
    ] {
        let ended = crate::bindery::bindery(words);
        assert_eq!(ended.code, 2, "{ended}");
        assert!(!ended.to_string().contains("very-secret-token"), "{ended}");
        assert!(ended.err.contains("env:VAR"), "{ended}");
    }
}

#[test]
fn an_unfilled_parameter_stops_a_run_before_its_first_request() {
    let store = Store::new();
    let path = store.path();
    let path = path.to_str().unwrap();
    let ended = crate::bindery::bindery(&["import", "connectors/bynder", "--store", path]);
    assert_eq!(ended.code, 3, "{ended}");
    assert!(
        ended.err.contains("B3004") && ended.err.contains("PORTAL"),
        "{ended}"
    );
}

#[test]
fn no_secret_reaches_output_trace_or_store() {
    let target = Target::start();
    let store = Store::new();
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.jsonl");
    let words = ["import", "{}", "--trace", trace.to_str().unwrap()];
    let ended = run(target.command(&words, Some(&store.path()))).expect(0);
    let mut seen = ended.to_string().into_bytes();
    seen.extend(std::fs::read(&trace).unwrap());
    seen.extend(std::fs::read(store.path()).unwrap());
    let seen = String::from_utf8_lossy(&seen);
    let parameters = target.simulator.parameters();
    for name in ["TOKEN", "CLIENT_SECRET"] {
        assert!(
            !seen.contains(parameters[name].as_str()),
            "{name} was shown"
        );
    }
    let lines: Vec<serde_json::Value> = std::fs::read_to_string(&trace)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let calls: Vec<_> = lines.iter().filter(|l| l["event"] == "call").collect();
    assert_eq!(calls.len(), target.simulator.requests().len());
    assert!(calls.iter().all(|call| call["status"] == json!(200)));
}
