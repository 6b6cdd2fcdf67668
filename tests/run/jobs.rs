//! Jobs: run by name and by type, by their schedules, once at a time, with a history.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bindery_simulator::Options;
use serde_json::Value;

use crate::home::Home;
#[cfg(feature = "otel")]
use crate::stub::{Stub, reply};
use crate::target::Target;

const NIGHTLY: &str = "[[job]]\nname = \"nightly\"\ntype = \"application-data-import\"\n\
                       endpoint = \"acme\"\nschedule = \"30 2 * * mon-fri\"\ntime_zone = \"Europe/Oslo\"";

/// A job that is due every second.
fn every_second(name: &str, kind: &str) -> String {
    format!(
        "[[job]]\nname = \"{name}\"\ntype = \"{kind}\"\nendpoint = \"acme\"\nschedule = \"* * * * * *\""
    )
}

/// The runs of a job, the newest first.
fn runs(home: &Home, job: &str) -> Vec<Value> {
    let shown = home.json(&["job", "show", job, "--limit", "1000"]);
    shown["runs"].as_array().unwrap().clone()
}

fn outcomes(home: &Home, job: &str) -> Vec<String> {
    let runs = runs(home, job);
    let outcome = |run: &Value| run["outcome"].as_str().unwrap().to_owned();
    runs.iter().map(outcome).collect()
}

/// A server that goes on until it is asked to end.
struct Serving {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Serving {
    fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// Waits for an event that is of interest.
    fn hears(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + Duration::from_secs(60);
        let mut line = String::new();
        while Instant::now() < until {
            line.clear();
            assert!(self.out.read_line(&mut line).unwrap() > 0, "it ended");
            let event: Value = serde_json::from_str(&line).unwrap();
            if wanted(&event) {
                return event;
            }
        }
        panic!("it never came");
    }

    /// Asks it to end; its exit code.
    fn ends(mut self) -> Option<i32> {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(asked.unwrap().success());
        // It may still write what it ends with.
        let _ = std::io::copy(&mut self.out, &mut std::io::sink());
        self.child.wait().unwrap().code()
    }
}

fn serve(home: &Home) -> Serving {
    Serving::start(home.command(&["serve", "--jobs", "--format", "json"]))
}

#[test]
fn a_job_imports_accounts_and_then_access_and_its_history_is_kept() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says(NIGHTLY);
    let listed = home.json(&["job", "list"]);
    assert_eq!(listed[0]["name"], "nightly");
    assert_eq!(listed[0]["last"], Value::Null);
    let next = listed[0]["next"].as_str().unwrap();
    assert!(next.ends_with(":30:00Z"), "{next}");
    let ran = home.json(&["job", "run", "nightly"]);
    assert_eq!(ran["outcome"], "completed", "{ran}");
    assert_eq!(ran["summary"], "accounts completed, access completed");
    let read = |part: usize, what: &str| ran["imports"][part]["report"][what].clone();
    assert!(read(0, "accounts")["created"].as_u64().unwrap() > 0);
    assert!(read(1, "links")["added"].as_u64().unwrap() > 0, "{ran}");
    let again = home.bindery(&["job", "run", "nightly"]).expect(0);
    assert!(again.out.contains("nightly  completed"), "{again}");
    assert_eq!(outcomes(&home, "nightly"), ["completed", "completed"]);
    let list = home.bindery(&["job", "list"]).expect(0);
    assert!(list.out.contains("30 2 * * mon-fri Europe/Oslo"), "{list}");
    let shown = home.bindery(&["job", "show", "nightly"]).expect(0);
    assert!(
        shown
            .out
            .contains("Application Data Import (Single Threaded)"),
        "{shown}"
    );
    let one = home.json(&["job", "show", "nightly", "--run", "1"]);
    assert_eq!(one["cause"], "manual");
    assert_eq!(one["report"]["imports"][0]["part"], "accounts");
    let unknown = home.bindery(&["job", "run", "nigthly"]).expect(2);
    assert!(unknown.err.contains("did you mean `nightly`"), "{unknown}");
}

#[test]
fn a_type_of_job_runs_without_being_declared() {
    let target = Target::start();
    let home = Home::of(&target);
    let ran = home.json(&[
        "job",
        "run",
        "application-data-import",
        "--endpoint",
        "acme",
    ]);
    assert_eq!(ran["job"], "application-data-import acme");
    let ran = home.json(&["job", "run", "provisioning", "--endpoint", "acme"]);
    assert_eq!(ran["summary"], "no task was due");
    let tickets = home.json(&["job", "run", "ticket-status", "--endpoint", "acme"]);
    assert_eq!(tickets["summary"], "no ticket is open");
    let nowhere = home.bindery(&["job", "run", "provisioning", "--endpoint", "elsewhere"]);
    assert!(nowhere.expect(2).err.contains("B2044"));
    home.bindery(&["job", "run", "provisioning"]).expect(2);
    // Without a workspace, the connector is given.
    let connector = crate::bindery::root()
        .join("connectors/bynder")
        .display()
        .to_string();
    let mut bare = Home::new();
    bare.knows(&target);
    let url = target.simulator.url();
    let mut words = vec![
        "job",
        "run",
        "application-data-import",
        "--connector",
        &connector,
    ];
    words.extend([
        "--base-url",
        &url,
        "--param",
        "TOKEN=env:PARAM_TOKEN",
        "--param",
        "PORTAL=acme.bynder.com",
    ]);
    let ran = bare.json(&words);
    assert_eq!(ran["outcome"], "completed", "{ran}");
}

#[test]
fn the_guidelines_of_the_order_are_told() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says("[[job]]\nname = \"access\"\ntype = \"application-data-import\"\nendpoint = \"acme\"\nimport = \"access\"");
    let early = home
        .bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(0);
    assert!(early.err.contains("R7002"), "{early}");
    let access = home.bindery(&["job", "run", "access"]).expect(0);
    assert!(access.err.contains("R7001"), "{access}");
    let single = home
        .bindery(&["import", "acme", "--only", "access", "--store", "other.db"])
        .expect(0);
    assert!(single.err.contains("R7001"), "{single}");
    home.json(&["import", "acme"]);
    let late = home.bindery(&["job", "run", "access"]).expect(0);
    assert!(!late.err.contains("R7001"), "{late}");
    let late = home
        .bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(0);
    assert!(!late.err.contains("R7002"), "{late}");
}

#[test]
fn tasks_that_people_carry_out_are_left_to_them() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says("[[security_system]]\nsystemname = \"acme\"\nconnection = \"acme\"\nautomated_provisioning = false");
    let refused = home
        .bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(1);
    assert!(refused.err.contains("R7004"), "{refused}");
}

#[test]
fn a_job_runs_once_at_a_time() {
    let slow = Target::start_with(Options {
        latency: Duration::from_secs(30),
        ..Options::default()
    });
    let home = Home::of(&slow);
    home.says(NIGHTLY);
    let mut first = home.command(&["job", "run", "nightly"]).spawn().unwrap();
    while slow.simulator.requests().is_empty() {
        assert_eq!(
            first.try_wait().unwrap(),
            None,
            "it ended without a request"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = home.bindery(&["job", "run", "nightly"]).expect(1);
    assert!(second.err.contains("R5005"), "{second}");
    first.kill().unwrap();
    first.wait().unwrap();
    // The one that was killed is taken over at once: it is provably gone.
    let mut third = home.command(&["job", "run", "nightly"]).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    while outcomes(&home, "nightly") != ["running", "interrupted"] {
        assert!(Instant::now() < until, "{:?}", outcomes(&home, "nightly"));
        std::thread::sleep(Duration::from_millis(20));
    }
    // Ctrl-C ends it in order.
    let asked = Command::new("kill")
        .args(["-INT", &third.id().to_string()])
        .status();
    assert!(asked.unwrap().success());
    assert_eq!(third.wait().unwrap().code(), Some(130));
    assert_eq!(outcomes(&home, "nightly"), ["stopped", "interrupted"]);
}

#[test]
fn jobs_are_served_when_they_are_due_until_asked_to_end_and_what_passed_is_told() {
    let target = Target::start();
    let home = Home::of(&target);
    let nothing = home.bindery(&["serve", "--jobs"]).expect(2);
    assert!(
        nothing
            .err
            .contains("no job of this workspace has a schedule"),
        "{nothing}"
    );
    home.says(&every_second("users", "provisioning"));
    home.says(&every_second("import", "application-data-import"));
    let mut serving = serve(&home);
    serving.hears(|event| event["event"] == "ended" && event["job"] == "users");
    let ended = serving.hears(|event| event["event"] == "ended" && event["job"] == "import");
    assert_eq!(ended["outcome"], "completed", "{ended}");
    assert_eq!(serving.ends(), Some(0));
    let users = runs(&home, "users");
    assert!(
        users.iter().all(|run| run["outcome"] != "running"),
        "{users:?}"
    );
    let last = &users[users.len() - 1];
    assert_eq!(last["cause"], "schedule");
    assert!(last["due"].is_string(), "{last}");

    std::thread::sleep(Duration::from_millis(2100));
    let mut again = serve(&home);
    let missed = again.hears(|event| event["event"] == "missed" && event["job"] == "users");
    assert_eq!(missed["why"], "nobody served the store");
    assert!(missed["times"].as_u64().unwrap() >= 2, "{missed}");
    assert_eq!(again.ends(), Some(0));
    assert!(outcomes(&home, "users").contains(&"missed".to_owned()));
    let shown = home.bindery(&["job", "show", "users"]).expect(0);
    assert!(shown.out.contains("nobody served the store"), "{shown}");
}

#[test]
fn a_run_that_is_due_while_the_last_goes_on_is_missed() {
    let slow = Target::start_with(Options {
        latency: Duration::from_millis(1500),
        ..Options::default()
    });
    let home = Home::of(&slow);
    home.says(&every_second("import", "application-data-import"));
    let mut serving = serve(&home);
    let missed = serving.hears(|event| event["event"] == "missed");
    assert_eq!(missed["why"], "the run before it was still going on");
    assert_eq!(serving.ends(), Some(0));
    assert!(outcomes(&home, "import").contains(&"stopped".to_owned()));
}

#[test]
fn of_two_that_serve_one_store_each_run_is_made_by_one() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says(&every_second("provision", "provisioning"));
    let (one, other) = (serve(&home), serve(&home));
    let until = Instant::now() + Duration::from_secs(60);
    while runs(&home, "provision").len() < 4 {
        assert!(Instant::now() < until, "{:?}", runs(&home, "provision"));
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!((one.ends(), other.ends()), (Some(0), Some(0)));
    let runs = runs(&home, "provision");
    let mut moments: Vec<&Value> = runs.iter().map(|run| &run["due"]).collect();
    let all = moments.len();
    moments.dedup();
    assert_eq!(moments.len(), all, "{runs:?}");
    assert!(
        runs.iter().all(|run| run["outcome"] == "completed"),
        "{runs:?}"
    );
}

#[test]
fn a_line_is_written_for_each_run() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says(&every_second("provision", "provisioning"));
    let mut child = home.command(&["serve", "--jobs"]).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    while !text.contains("completed: no task was due") {
        assert!(out.read_line(&mut text).unwrap() > 0, "{text}");
    }
    assert!(text.contains("provision  run 1 on acme began"), "{text}");
    let asked = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status();
    assert!(asked.unwrap().success());
    let _ = std::io::copy(&mut out, &mut std::io::sink());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Every line of a file as JSON.
fn lines(path: &std::path::Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A file of a run shows no secret of its target.
fn hides(target: &Target, text: &str) {
    for (name, secret) in target.simulator.parameters() {
        assert!(
            secret.contains("127.0.0.1") || !text.contains(&secret),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_job_run_by_hand_is_traced_and_logged() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says(NIGHTLY);
    let words = [
        "job",
        "run",
        "nightly",
        "--trace",
        "t.jsonl",
        "--log",
        "run.log",
        "--log-format",
        "json",
    ];
    home.bindery(&words).expect(0);
    let trace = lines(&home.path("t.jsonl"));
    assert!(
        trace.iter().any(|line| line["event"] == "call"),
        "{trace:?}"
    );
    let log = lines(&home.path("run.log"));
    let phases = log.iter().filter(|line| line["target"] == "bindery::phase");
    assert!(phases.count() >= 4, "{log:?}");
    for name in ["t.jsonl", "run.log"] {
        hides(&target, &std::fs::read_to_string(home.path(name)).unwrap());
    }
    let unwritable = home
        .bindery(&["job", "run", "nightly", "--trace", "no/such/t.jsonl"])
        .expect(2);
    assert!(unwritable.err.contains("no/such/t.jsonl"), "{unwritable}");
}

#[cfg(feature = "otel")]
#[test]
fn a_collector_is_told_of_a_job_and_of_its_imports_figures() {
    let collector = Stub::start(|_| reply(200, "{}"));
    let target = Target::start();
    let home = Home::of(&target);
    home.says(NIGHTLY);
    let ran = home.json(&["job", "run", "nightly", "--otel", &collector.url]);
    let asked = collector.asked();
    assert_eq!(collector.lines(), ["POST /v1/traces", "POST /v1/metrics"]);
    assert!(
        asked[0].body.contains(r#""name":"job run""#),
        "{}",
        asked[0].body
    );
    let imports = ran["imports"].as_array().unwrap().iter();
    let requests: u64 = imports
        .map(|import| import["report"]["requests"].as_u64().unwrap())
        .sum();
    let figure = format!(r#""asInt":"{requests}""#);
    assert!(
        requests > 0 && asked[1].body.contains(&figure),
        "{figure}: {}",
        asked[1].body
    );
    hides(&target, &asked[0].body);
}

#[test]
fn what_is_served_is_traced_and_logged_as_it_goes() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says(&every_second("import", "application-data-import"));
    let words = [
        "serve",
        "--jobs",
        "--format",
        "json",
        "--trace",
        "t.jsonl",
        "--log",
        "serve.log",
    ];
    let mut serving = Serving::start(home.command(&words));
    serving.hears(|event| event["event"] == "ended" && event["job"] == "import");
    assert_eq!(serving.ends(), Some(0));
    assert!(
        lines(&home.path("t.jsonl"))
            .iter()
            .any(|line| line["event"] == "call")
    );
    let log = std::fs::read_to_string(home.path("serve.log")).unwrap();
    assert!(log.contains("INFO bindery::phase"), "{log}");
    hides(&target, &log);
}
