//! The failure matrix: whatever the target does, the error is clear, it says what to do next, and the
//! store is as it was.

use std::process::Command;

use bindery_simulator::{Fault, FaultKind, Options};

use crate::bindery::{Ended, Store, bindery, run};
use crate::target::{Target, connector};

/// A target whose rows are in a store already.
fn imported() -> (Target, Store, String) {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let before = store.dump();
    assert!(before.lines().count() > 300);
    (target, store, before)
}

/// Imports for people, and makes sure of what holds for every failure.
fn failed(mut command: Command, store: &Store, before: &str, url: &str) -> String {
    command.args(["--store", store.path().to_str().unwrap()]);
    let ended = run(command);
    assert_ne!(ended.code, 0, "{ended}");
    assert!(ended.err.contains("help:"), "no next step: {ended}");
    assert_eq!(store.dump(), before, "the store changed: {ended}");
    shown(&ended, url)
}

/// What is shown, with what differs from run to run taken out.
fn shown(ended: &Ended, url: &str) -> String {
    let text = ended.to_string().replace(url, "[url]");
    text.replace(url.trim_start_matches("http://"), "[host]")
        .lines()
        .map(
            |line| match line.find(" bytes, ").or_else(|| line.find(" kB, ")) {
                Some(at) => format!("{} [time]\n", &line[..at]),
                None => format!("{line}\n"),
            },
        )
        .collect()
}

fn with_fault(kind: FaultKind) -> String {
    let (target, store, before) = imported();
    target.simulator.set_fault(Fault::rate(kind, 1.0));
    let command = target.command(&["import", "{}", "--retries", "0"], None);
    failed(command, &store, &before, &target.simulator.url())
}

#[test]
fn a_wrong_token() {
    let (target, store, before) = imported();
    let mut command = target.command(&["import", "{}"], None);
    command.env("PARAM_TOKEN", "not-the-token");
    let shown = failed(command, &store, &before, &target.simulator.url());
    assert!(!shown.contains("not-the-token"));
    insta::assert_snapshot!(shown);
}

#[test]
fn an_unreachable_target() {
    let (target, store, before) = imported();
    let command = target.command(&["import", "{}", "--retries", "0"], None);
    let url = target.simulator.url();
    target.simulator.stop();
    insta::assert_snapshot!(failed(command, &store, &before, &url));
}

#[test]
fn a_target_that_answers_500() {
    insta::assert_snapshot!(with_fault(FaultKind::Error500));
}

#[test]
fn an_answer_cut_short() {
    insta::assert_snapshot!(with_fault(FaultKind::Truncate));
}

#[test]
fn a_page_of_html_with_status_200() {
    insta::assert_snapshot!(with_fault(FaultKind::Html));
}

#[test]
fn an_empty_feed() {
    insta::assert_snapshot!(with_fault(FaultKind::Empty));
}

#[test]
fn a_connection_that_closes() {
    insta::assert_snapshot!(with_fault(FaultKind::Drop));
}

#[test]
fn one_bad_page_of_many_is_an_incomplete_read() {
    let (target, store, before) = imported();
    target.simulator.set_fault("html=#2".parse().unwrap());
    target.simulator.drift("an-evening-in-the-portal").unwrap();
    let ended = target.import(&store);
    assert_eq!(ended.code, 3, "{ended}");
    let report = ended.json();
    assert_ne!(report["status"], "completed");
    let found = &report["diagnostics"][0];
    assert_eq!(found["attribute"], "ImportAccountEntJSON", "{found}");
    assert!(found["line"].as_u64() > Some(0), "{found}");
    let accounts = |dump: &str| {
        dump.lines()
            .filter(|l| l.contains("\"account_id\""))
            .count()
    };
    assert_eq!(accounts(&store.dump()), accounts(&before));
}

#[cfg(unix)]
#[test]
fn a_full_disk() {
    let target = Target::start();
    let store = Store::new();
    // A store that fits; the limit on the size of files then stands in for the end of the disk.
    let path = store.path();
    bindery(&[
        "users",
        "import",
        "docs/examples/joiner.json",
        "--store",
        path.to_str().unwrap(),
    ])
    .expect(0);
    let before = store.dump();
    let import = target.command(&["import", "{}"], Some(&store.path()));
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 200; exec \"$@\"")
        .arg("sh");
    command.arg(import.get_program()).args(import.get_args());
    command.current_dir(import.get_current_dir().unwrap());
    for (name, value) in import.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let ended = run(command);
    assert_eq!(ended.code, 1, "{ended}");
    assert!(ended.err.contains("R500"), "{ended}");
    assert!(ended.err.contains("help:"), "{ended}");
    assert_eq!(store.dump(), before);
    target.import(&store).expect(0);
}

#[test]
fn an_expired_token_is_fetched_anew() {
    let target = Target::start();
    let store = Store::new();
    let json = connector().join("authentication/client-credentials.json");
    let words = [
        "import",
        "{}",
        "--connection-json",
        json.to_str().unwrap(),
        "--format",
        "json",
    ];
    run(target.command(&words, Some(&store.path()))).expect(0);
    let before = store.dump();
    target.simulator.forget_requests();
    target
        .simulator
        .set_fault("expire-token=#2".parse().unwrap());
    let report = run(target.command(&words, Some(&store.path())))
        .expect(0)
        .json();
    assert_eq!(report["status"], "completed");
    assert_eq!(store.dump(), before);
    let requests = target.simulator.requests();
    assert!(requests.iter().any(|r| r.status == 401), "no token expired");
    assert!(
        requests
            .iter()
            .filter(|r| r.path.ends_with("/token"))
            .count()
            >= 2
    );
}

#[test]
fn a_rate_limit_is_waited_for_or_reported() {
    let target = Target::start_with(Options::default());
    let store = Store::new();
    target
        .simulator
        .set_fault(Fault::next(FaultKind::Error503, 1));
    let report = target.import(&store).expect(0).json();
    assert_eq!(report["status"], "completed");
    assert!(report["retries"].as_u64() >= Some(1));
}
