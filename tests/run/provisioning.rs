//! Provisioning at the simulated target.

use std::path::PathBuf;

use serde_json::json;

use crate::bindery::{Ended, Store, root, run};
use crate::staff::{call, desk, staff};
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

/// Creates an account while the answer goes missing, after the work is done or before.
fn created_without_an_answer(fault: &str) -> (Target, Store, Ended, String) {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let before = store.dump();
    target.simulator.forget_requests();
    target.simulator.set_fault(fault.parse().unwrap());
    let user = user();
    let words = ["--user", user.to_str().unwrap()];
    let ended = provision(&target, &store, "create-account", &words);
    let asked = target.simulator.requests();
    let sent: Vec<&str> = asked.iter().map(|r| r.method.as_str()).collect();
    assert_eq!(
        sent[..2],
        ["POST", "GET"],
        "one create, one look-up: {ended}"
    );
    // What was found is read back as well.
    assert!(sent[2..].iter().all(|method| *method == "GET"), "{ended}");
    (target, store, ended, before)
}

#[test]
fn a_create_without_an_answer_is_looked_up_and_found() {
    let (target, store, ended, _) = created_without_an_answer("drop-after=1x");
    let ended = ended.expect(0);
    let id = target
        .simulator
        .find("users", "username", "grace.hopper")
        .unwrap();
    let rows = store.rows("accounts");
    let row = rows.iter().find(|r| r["name"] == "grace.hopper").unwrap();
    assert!(row.to_string().contains(&id), "{row} {ended}");
    assert!(ended.out.contains("found"), "{ended}");
}

#[test]
fn a_create_without_an_answer_that_is_not_found_is_in_doubt_and_not_repeated() {
    let (_, store, ended, before) = created_without_an_answer("drop=1x");
    assert_eq!(ended.code, 1, "{ended}");
    assert!(ended.err.contains("R1005"), "{ended}");
    assert!(
        ended.err.contains("looked up at once and not found"),
        "{ended}"
    );
    assert_eq!(store.dump(), before);
}

#[test]
fn two_versions_of_a_connector_are_compared_by_what_they_send() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    target.simulator.forget_requests();
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("bynder");
    std::fs::create_dir(&other).unwrap();
    for entry in std::fs::read_dir(root().join("connectors/bynder")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, other.join(path.file_name().unwrap())).unwrap();
        }
    }
    let user = user();
    let words = ["--user", user.to_str().unwrap(), "--dry-run", "--against"];
    let other = other.to_str().unwrap();
    let words: Vec<&str> = words.into_iter().chain([other]).collect();
    let same = provision(&target, &store, "create-account", &words).expect(0);
    assert_eq!(same.out, "create-account: the same requests\n");

    let file = std::path::Path::new(other).join("CreateAccountJSON.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let changed = text.replace("&department=", "&team=");
    assert_ne!(text, changed);
    std::fs::write(&file, changed).unwrap();
    let differs = provision(&target, &store, "create-account", &words).expect(0);
    let minus = differs.out.lines().find(|l| l.starts_with("-username"));
    let plus = differs.out.lines().find(|l| l.starts_with("+username"));
    assert!(minus.unwrap().contains("&team="), "{differs}");
    assert!(plus.unwrap().contains("&department="), "{differs}");
    assert!(
        !differs.out.contains(&target.simulator.token()),
        "{differs}"
    );
    assert!(target.simulator.requests().is_empty());
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

/// Runs git in a folder; `false` where there is none.
fn git(folder: &std::path::Path, words: &[&str]) -> bool {
    let who = ["-c", "user.name=t", "-c", "user.email=t@t.example"];
    let ran = std::process::Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(who)
        .args(words)
        .output();
    ran.is_ok_and(|output| output.status.success())
}

#[test]
fn a_dry_run_is_compared_with_a_revision_and_says_what_is_null_or_not_bound() {
    let update = |body: &str| json!({"call": [call("call1", "/update", body)]}).to_string();
    let before = update("{\"title\":\"${user.title}\"}");
    let service = staff(&[]).file("UpdateAccountJSON.json", &before);
    let home = desk(&service);
    let dry = [
        "provision",
        "desk",
        "update-account",
        "--account",
        "ann",
        "--dry-run",
    ];
    let with = |words: &[&str]| home.bindery(&[&dry[..], words].concat());
    let nowhere = with(&["--against", "HEAD"]).expect(2);
    assert!(
        nowhere.err.contains("`HEAD` is no folder, and no revision"),
        "{nowhere}"
    );
    let folder = service.path().to_path_buf();
    if !git(&folder, &["init", "-q"]) {
        eprintln!("SKIPPED: there is no git");
        return;
    }
    assert!(git(&folder, &["add", "."]) && git(&folder, &["commit", "-q", "-m", "one"]));
    let same = with(&["--against", "HEAD"]).expect(0);
    assert_eq!(same.out, "update-account: the same requests\n");
    let inner = folder.join("inner");
    std::fs::create_dir(&inner).unwrap();
    for file in std::fs::read_dir(&folder).unwrap() {
        let file = file.unwrap();
        if file.path().is_file() {
            std::fs::copy(file.path(), inner.join(file.file_name())).unwrap();
        }
    }
    assert!(git(&folder, &["add", "."]) && git(&folder, &["commit", "-q", "-m", "two"]));
    let settings = home.settings();
    let inner_path = inner.display().to_string();
    let settings = settings.replace(&folder.display().to_string(), &inner_path);
    std::fs::write(home.path("bindery.toml"), settings).unwrap();
    let same = with(&["--against", "HEAD"]).expect(0);
    assert_eq!(same.out, "update-account: the same requests\n");
    let body = "{\"job\":\"${user.title == null ? 'none' : user.title}\",\"x\":\"${user == null ? nobody : user.username}\",\"city\":\"${user.city}\"}";
    std::fs::write(inner.join("UpdateAccountJSON.json"), update(body)).unwrap();
    let differs = with(&["--against", "HEAD"]).expect(0);
    assert!(differs.out.contains("-{\"title\":\"null\"}"), "{differs}");
    assert!(differs.out.contains("+{\"job\":\"none\""), "{differs}");
    home.json(&["request", "update-account", "--account", "ann"]);
    let words = ["task", "show", "1", "--render", "--against", "HEAD"];
    let of_task = home.bindery(&words).expect(0);
    assert!(of_task.out.contains("-{\"title\":\"null\"}"), "{of_task}");
    let early = with(&["--against", "HEAD~1"]).expect(2);
    assert!(
        early.err.contains("the revision `HEAD~1` has no `inner`"),
        "{early}"
    );
    for strange in ["--upload-pack=x", "HEAD:inner", "nothing"] {
        let refused = with(&[&format!("--against={strange}")]).expect(2);
        assert!(refused.err.contains("no revision"), "{refused}");
    }
    let told = with(&[]).expect(0);
    assert!(
        told.out
            .contains("# null: user.title, user.city\n# not bound: nobody\n"),
        "{told}"
    );
    let told = with(&["--as", "json"]).expect(0).json();
    assert_eq!(told["null"], json!(["user.title", "user.city"]), "{told}");
    assert_eq!(told["unbound"], json!(["nobody"]), "{told}");
}
