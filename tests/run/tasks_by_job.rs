//! Tasks that jobs carry out: requests become effects at the target, in order, and an orderly end loses
//! none of them.

use std::process::Command;
use std::time::{Duration, Instant};

use bindery_simulator::Options;
use serde_json::{Value, json};

use crate::home::Home;
use crate::target::Target;
use crate::written::Written;

/// A profile that the target knows; it refuses users without one.
const PROFILE: &str = "D2489F37-6A1E-4B8C-A7F30C5E91B62D04";

fn loaded(target: &Target) -> Home {
    let home = Home::of(target);
    home.json(&["import", "acme"]);
    let mut people = "username,firstname,lastname,email,statuskey,customproperty4\n".to_owned();
    for (first, last) in [("Ann", "Able"), ("Bob", "Best"), ("Cid", "Cole")] {
        let name = format!("{first}.{last}").to_lowercase();
        people += &format!("{name},{first},{last},{name}@acme.example,1,{PROFILE}\n");
    }
    home.file("people.csv", &people);
    home.json(&["users", "load", "people.csv"]);
    home
}

/// The state of each task, by number.
fn states(home: &Home) -> Vec<String> {
    let tasks = home.json(&["task", "list"]);
    let mut tasks = tasks.as_array().unwrap().clone();
    tasks.sort_by_key(|task| task["id"].as_i64());
    let state = |task: &Value| task["status"].as_str().unwrap().to_owned();
    tasks.iter().map(state).collect()
}

/// Imports, sure that nothing changes but that accounts which provisioning made are now seen: so many.
fn nothing_changes(home: &Home, adopted: usize) {
    let rows = |what: &str| -> Vec<Value> {
        let mut rows = home.json(&[what, "list"]).as_array().unwrap().clone();
        for row in &mut rows {
            if row["status"] == "manually-provisioned" {
                row["status"] = "active".into();
            }
            row["origin"].take();
            row["changed"].take();
        }
        rows.sort_by_key(ToString::to_string);
        rows
    };
    let plan = home.bindery(&["import", "acme", "--plan"]).expect(0);
    assert!(plan.out.starts_with("nothing would change\n"), "{plan}");
    let before = ["accounts", "links", "entitlements"].map(rows);
    let report = home.json(&["import", "acme"]);
    let after = ["accounts", "links", "entitlements"].map(rows);
    for (before, after) in before.iter().zip(&after) {
        for (before, after) in before.iter().zip(after) {
            assert_eq!(before, after);
        }
        assert_eq!(before.len(), after.len());
    }
    let seen = report["accounts"]["adopted"].as_u64().unwrap_or(0);
    assert_eq!(usize::try_from(seen).unwrap(), adopted, "{report}");
    for kind in [
        "created",
        "updated",
        "inactivated",
        "suspended",
        "reactivated",
    ] {
        assert_eq!(report["accounts"][kind], 0, "{kind}: {report}");
    }
    for kind in ["added", "removed"] {
        assert_eq!(report["links"][kind], 0, "{kind}: {report}");
    }
}

#[test]
fn the_repository_shows_what_the_target_has_after_each_task() {
    let target = Target::start();
    let home = loaded(&target);
    let adopting = |words: &[&str], adopted: usize| {
        let mut all = vec!["request"];
        all.extend(words);
        home.json(&all);
        home.json(&["job", "run", "provisioning", "--endpoint", "acme"]);
        nothing_changes(&home, adopted);
    };
    let carry_out = |words: &[&str]| adopting(words, 0);
    adopting(&["create-account", "--user", "ann.able"], 1);
    let profiles = home.json(&[
        "links",
        "list",
        "--account",
        "ann.able",
        "--type",
        "Profile",
    ]);
    assert_eq!(
        profiles[0]["entitlement_value"], "Regular user",
        "{profiles}"
    );
    home.file(
        "people.csv",
        &format!(
            "username,firstname,lastname,email,statuskey,customproperty4\n\
             ann.able,Ann,Abel-Best,ann@acme.example,1,{PROFILE}\n"
        ),
    );
    home.json(&["users", "load", "people.csv"]);
    carry_out(&["update-account", "--account", "ann.able"]);
    let shown = home.json(&["accounts", "show", "ann.able"]);
    assert_eq!(shown["account"]["display_name"], "Ann Abel-Best", "{shown}");
    assert_eq!(
        shown["account"]["columns"]["customproperty1"], "ann@acme.example",
        "{shown}"
    );
    carry_out(&["disable-account", "--account", "ann.able"]);
    carry_out(&["enable-account", "--account", "ann.able"]);
    let light = "Profile=Light user";
    carry_out(&[
        "add-access",
        "--account",
        "ann.able",
        "--entitlement",
        light,
    ]);
    let press = "Group=Press office";
    for operation in ["add-access", "remove-access"] {
        carry_out(&[operation, "--account", "ann.able", "--entitlement", press]);
    }
    carry_out(&["remove-account", "--account", "ann.able"]);
}

#[test]
fn an_account_that_cannot_be_read_back_is_made_all_the_same() {
    let target = Target::start();
    let home = loaded(&target);
    let folder = home.path("connector");
    std::fs::create_dir(&folder).unwrap();
    for file in std::fs::read_dir(crate::bindery::root().join("connectors/bynder")).unwrap() {
        let file = file.unwrap();
        if file.path().is_file() {
            std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    }
    let manifest = folder.join("connector.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let text = text.replace(
        "users/${account.accountID}\"",
        "nowhere/${account.accountID}\"",
    );
    std::fs::write(manifest, text).unwrap();
    let bynder = crate::bindery::root().join("connectors/bynder");
    let settings = home
        .settings()
        .replace(&bynder.display().to_string(), &folder.display().to_string());
    std::fs::write(home.path("bindery.toml"), settings).unwrap();
    home.json(&["request", "create-account", "--user", "ann.able"]);
    let ran = home
        .bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(0);
    assert_eq!(states(&home), ["COMPLETE"]);
    assert!(ran.to_string().contains("could not be read back"), "{ran}");
}

#[test]
fn requests_are_carried_out_by_the_job_and_an_import_finds_nothing_to_change() {
    let target = Target::start();
    let home = loaded(&target);
    for user in ["ann.able", "bob.best", "cid.cole"] {
        home.json(&[
            "request",
            "add-access",
            "--user",
            user,
            "--entitlement",
            "Group=Press office",
        ]);
    }
    let ran = home
        .bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(0);
    assert!(ran.out.contains("6 completed"), "{ran}");
    assert!(ran.out.contains("add-access"), "{ran}");
    assert_eq!(states(&home), vec!["COMPLETE"; 6]);
    let users = target.simulator.snapshot("users");
    let made = |name: &str| users.iter().filter(|u| u["username"] == name).count();
    assert_eq!(["ann.able", "bob.best", "cid.cole"].map(made), [1, 1, 1]);
    // Also not the profile of each, which came with the account and which no task asked for.
    nothing_changes(&home, 3);
    let nothing = home.json(&["job", "run", "provisioning", "--endpoint", "acme"]);
    assert_eq!(nothing["tasks"]["attempts"], 0);
    let shown = home.json(&["job", "show", "provisioning acme"]);
    assert_eq!(
        shown["runs"][1]["report"]["tasks"]["completed"], 6,
        "{shown}"
    );
}

#[test]
fn an_orderly_end_finishes_what_is_under_way_and_begins_nothing_new() {
    let target = Target::start();
    let mut home = loaded(&target);
    for user in ["ann.able", "bob.best", "cid.cole"] {
        home.json(&["request", "create-account", "--user", user]);
    }
    let slow = Target::start_with(Options {
        latency: Duration::from_millis(700),
        ..Options::default()
    });
    home.turns(&target, &slow);
    home.says(
        "[[job]]\nname = \"provision\"\ntype = \"provisioning\"\nendpoint = \"acme\"\n\
         schedule = \"* * * * * *\"\nworkers = 1",
    );
    let mut serving = home.command(&["serve", "--jobs"]).spawn().unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    while slow.simulator.requests().is_empty() {
        assert!(Instant::now() < until, "nothing was sent");
        std::thread::sleep(Duration::from_millis(5));
    }
    let asked = Command::new("kill")
        .args(["-TERM", &serving.id().to_string()])
        .status();
    assert!(asked.unwrap().success());
    assert_eq!(serving.wait().unwrap().code(), Some(0));
    let mut all = states(&home);
    all.sort();
    assert_eq!(all, ["COMPLETE", "NEW", "NEW"]);
    let shown = home.json(&["job", "show", "provision"]);
    assert_eq!(shown["runs"][0]["outcome"], "stopped", "{shown}");
    // The rest is taken up by the next that serves.
    home.json(&["job", "run", "provision", "--workers", "3"]);
    assert_eq!(states(&home), vec!["COMPLETE"; 3]);
}

#[test]
fn a_target_that_refuses_makes_the_run_incomplete_and_names_the_task() {
    let target = Target::start();
    let home = loaded(&target);
    // Without a profile.
    home.file(
        "twin.csv",
        "username,firstname,lastname,email\ntwin,T,W,t@acme.example\n",
    );
    home.json(&["users", "load", "twin.csv"]);
    home.json(&["request", "create-account", "--user", "twin"]);
    let ran = home.bindery(&[
        "job",
        "run",
        "provisioning",
        "--endpoint",
        "acme",
        "--format",
        "json",
    ]);
    let report = ran.json();
    assert_ne!(report["outcome"], "completed", "{report}");
    assert_eq!(ran.code, 1);
}

#[test]
fn tickets_are_asked_for_by_their_job() {
    let call = |url: &str, extra: Value| {
        let mut call = json!({"name": "call1", "connection": "target", "url": url, "httpMethod": "POST",
            "httpParams": "{\"who\": \"${accountName}\"}", "httpContentType": "application/json",
            "successResponses": {"statusCode": [200]}});
        for (key, value) in extra.as_object().unwrap() {
            call[key] = value.clone();
        }
        json!({ "call": [call] })
    };
    let service = Written::new()
        .attribute("CreateTicketJSON", &call("/tickets", json!({"ticketidPath": "call1.message.number"})))
        .attribute(
            "TicketStatusJSON",
            &call(
                "/ticket?number=${ticketID}",
                json!({"httpMethod": "GET", "httpParams": "", "ticketStatusPath": "call1.message.state",
                    "ticketStatusValue": ["closed"], "disContinueStatusValue": ["rejected"]}),
            ),
        );
    service.has("/tickets", &json!({"number": "T-7"}));
    service.has("/ticket?number=T-7", &json!({"state": "open"}));
    let home = Home::new();
    home.bindery(&["init"]).expect(0);
    let (path, url) = (service.path().display().to_string(), service.url());
    home.bindery(&["connection", "add", "desk", &path, "--base-url", &url])
        .expect(0);
    home.file("people.csv", "username,firstname\nann,Ann\n");
    home.json(&["users", "load", "people.csv"]);
    home.says("[[endpoint]]\nname = \"desk\"");
    home.json(&[
        "request",
        "create-account",
        "--user",
        "ann",
        "--endpoint",
        "desk",
    ]);
    let run = |kind: &str| home.json(&["job", "run", kind, "--endpoint", "desk"]);
    run("provisioning");
    assert_eq!(states(&home), ["NEW"]);
    let pending = run("ticket-status");
    assert_eq!(pending["tasks"]["again"], 1, "{pending}");
    service.has("/ticket?number=T-7", &json!({"state": "closed"}));
    let closed = run("ticket-status");
    assert_eq!(closed["tasks"]["completed"], 1, "{closed}");
    assert_eq!(states(&home), ["COMPLETE"]);
    assert_eq!(run("ticket-status")["summary"], "no ticket is open");
    let opened = service
        .asked()
        .iter()
        .filter(|path| *path == "/tickets")
        .count();
    assert_eq!(opened, 1);
}

#[test]
fn tasks_wait_while_an_import_holds_their_endpoint() {
    let slow = Target::start_with(Options {
        latency: Duration::from_secs(30),
        ..Options::default()
    });
    let home = Home::of(&slow);
    let mut import = home.command(&["import", "acme"]).spawn().unwrap();
    while slow.simulator.requests().is_empty() {
        assert_eq!(import.try_wait().unwrap(), None, "ended without a request");
        std::thread::sleep(Duration::from_millis(5));
    }
    let busy = home
        .bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(1);
    assert!(busy.err.contains("R5002"), "{busy}");
    import.kill().unwrap();
    import.wait().unwrap();
    home.bindery(&["job", "run", "provisioning", "--endpoint", "acme"])
        .expect(0);
}
