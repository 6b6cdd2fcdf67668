//! The guidelines of the integration guide: users, then accounts, then access; and runs that were cut off
//! are told from those that go on.

use std::time::{Duration, Instant};

use bindery_simulator::Options;
use serde_json::{Value, json};

use crate::home::Home;
use crate::target::Target;
use crate::written::Written;

fn codes(report: &Value) -> Vec<String> {
    let found = report["diagnostics"].as_array().unwrap().iter();
    found
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn accounts_before_users_and_access_before_accounts_are_warned_about() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says("[[job]]\nname = \"access\"\ntype = \"application-data-import\"\nendpoint = \"acme\"\nimport = \"access\"");
    assert_eq!(codes(&home.json(&["job", "run", "access"])), ["R7001"]);
    let run = |kind: &str| home.json(&["job", "run", kind, "--endpoint", "acme"]);
    assert_eq!(codes(&run("application-data-import")), ["R7005"]);
    home.file("people.csv", "username,firstname\nann,Ann\n");
    home.json(&["users", "load", "people.csv"]);
    assert_eq!(codes(&run("application-data-import")), [""; 0]);
    // A single import says it where accounts look for users.
    let other = Home::of(&target);
    let plain = other.bindery(&["import", "acme"]).expect(0);
    assert!(!plain.err.contains("R7005"), "{plain}");
    let other = Home::of(&target);
    other.says("[[endpoint]]\nname = \"acme\"\ncorrelation = { rule = \"users.username = accounts.name\" }");
    let early = other.bindery(&["import", "acme"]).expect(0);
    assert!(early.err.contains("R7005"), "{early}");
}

#[test]
fn users_that_come_after_the_accounts_are_warned_about() {
    let users = json!({"connection": "target", "url": "https://target.example/users", "httpMethod": "GET",
        "userResponsePath": "users", "colsToPropsMap": {"username": "id~#~char"}});
    let import = json!({"accountParams": {"connection": "target", "call": {"call1": {
        "callOrder": 0, "stageNumber": 0, "keyField": "accountID", "listField": "users",
        "http": {"url": "https://target.example/users", "httpMethod": "GET"},
        "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char"}}}}});
    let service = Written::new()
        .attribute("ImportUserJSON", &users)
        .attribute("ImportAccountEntJSON", &import);
    service.has("/users", &json!({"users": [{"id": "ann"}]}));
    let home = Home::over(&service, "hr");
    let run = |kind: &str| home.json(&["job", "run", kind, "--endpoint", "hr"]);
    assert_eq!(codes(&run("application-data-import")), ["R7005"]);
    assert_eq!(codes(&run("user-import")), ["R7005"]);
    assert_eq!(codes(&run("user-import")), [""; 0]);
}

#[test]
fn a_run_that_was_killed_is_told_from_one_that_goes_on() {
    let target = Target::start();
    let mut home = Home::of(&target);
    home.json(&["import", "acme"]);
    let slow = Target::start_with(Options {
        latency: Duration::from_secs(30),
        ..Options::default()
    });
    home.turns(&target, &slow);
    let account = [
        "provision",
        "acme",
        "disable-account",
        "--account",
        "iga.integration",
    ];
    let mut running = home.command(&account).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    while slow.simulator.requests().is_empty() {
        assert!(Instant::now() < until, "nothing was sent");
        std::thread::sleep(Duration::from_millis(5));
    }
    let status = |home: &Home| home.json(&["runs", "show", "2"])["status"].clone();
    assert_eq!(status(&home), "running");
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(status(&home), "interrupted");
    let of = |status: &str| {
        let runs = home.json(&["runs", "list", "--status", status]);
        runs.as_array().unwrap().len()
    };
    assert_eq!(
        (of("running"), of("interrupted"), of("completed")),
        (0, 1, 1)
    );
    let listed = home.bindery(&["runs", "list"]).expect(0);
    assert!(listed.out.contains("interrupted"), "{listed}");
}
