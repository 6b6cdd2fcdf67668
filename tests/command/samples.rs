//! `bindery check --samples`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::bindery;

/// A connector folder with one account call, and a folder of samples beside it.
fn folders(at: &Path, columns: &Value, samples: &[(&str, &str)]) -> [String; 2] {
    let connector = at.join("acme");
    let answers = at.join("answers");
    fs::create_dir_all(&connector).unwrap();
    fs::create_dir_all(&answers).unwrap();
    let import = json!({"accountParams": {
        "connection": "auth", "successResponses": {"statusCode": [200]},
        "call": {"call1": {
            "callOrder": 0,
            "http": {"url": "https://api.example.test/users", "httpMethod": "GET",
                "httpHeaders": {"Authorization": "${access_token}"}},
            "listField": "data", "keyField": "accountID", "colsToPropsMap": columns,
        }},
    }});
    fs::write(
        connector.join("connector.toml"),
        "display_name = \"Acme\"\nversion = \"1.0.0\"\n",
    )
    .unwrap();
    fs::write(
        connector.join("ImportAccountEntJSON.json"),
        import.to_string(),
    )
    .unwrap();
    for (name, text) in samples {
        fs::write(answers.join(name), text).unwrap();
    }
    [connector, answers].map(|p| p.display().to_string())
}

fn findings(connector: &str, samples: &str) -> Vec<(String, String)> {
    let output = bindery(
        &[
            "check",
            connector,
            "--samples",
            samples,
            "--select",
            "B2008,B404",
            "--format",
            "json",
        ],
        b"",
    );
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = report["diagnostics"].as_array().unwrap();
    rows.iter()
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            (text("code"), text("help"))
        })
        .collect()
}

const USERS: &str = r#"{"data": [{"id": "u1", "login": "ann", "profile": {"mail": "a@x"}}]}"#;

#[test]
fn a_path_that_a_sample_lacks_is_told_with_the_nearest_that_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let columns =
        json!({"accountID": "id~#~char", "name": "login~#~char", "customproperty1": "Mail~#~char"});
    let [connector, samples] = folders(
        folder.path(),
        &columns,
        &[("ImportAccountEntJSON.accounts.call1.json", USERS)],
    );
    assert_eq!(
        findings(&connector, &samples),
        [(
            "B4040".to_owned(),
            "did you mean `profile.mail`?".to_owned()
        )]
    );
}

/// A recording as `--record` leaves it: a head, and a request with the file of its answer.
fn recording(at: &Path, url: &str) -> String {
    let tape = at.join("tape");
    fs::create_dir_all(&tape).unwrap();
    let head = json!({"layout": 1, "connection": "acme", "started": 0, "seed": 1});
    let exchange = |url: &str, status: u16, body: &str| {
        json!({"request": {"method": "GET", "url": url, "headers": [], "body": null},
            "answer": {"status": status, "headers": [], "body": body}, "at_ms": 1})
        .to_string()
    };
    for (name, text) in [
        ("cassette.json", head.to_string()),
        ("0001-get.json", exchange(url, 200, "0001-get.body.json")),
        ("0001-get.body.json", USERS.to_owned()),
        // A failure is no sample of what a call reads.
        ("0002-get.json", exchange(url, 500, "0002-get.body.json")),
        ("0002-get.body.json", r#"{"error": "x"}"#.to_owned()),
        ("0003-get.json", exchange(url, 200, "../../secret")),
    ] {
        fs::write(tape.join(name), text).unwrap();
    }
    tape.display().to_string()
}

#[test]
fn a_recording_is_matched_by_verb_and_path() {
    let folder = tempfile::tempdir().unwrap();
    let columns =
        json!({"accountID": "id~#~char", "name": "login~#~char", "customproperty1": "Mail~#~char"});
    let [connector, _] = folders(folder.path(), &columns, &[]);
    let tape = recording(folder.path(), "http://127.0.0.1:9/users?page=2");
    assert_eq!(
        findings(&connector, &tape),
        [(
            "B4040".to_owned(),
            "did you mean `profile.mail`?".to_owned()
        )]
    );
    let strange = recording(folder.path(), "http://127.0.0.1:9/people");
    let codes: Vec<String> = findings(&connector, &strange)
        .into_iter()
        .map(|f| f.0)
        .collect();
    assert_eq!(codes, ["B2008"]);
}

#[test]
fn samples_that_fit_leave_nothing_to_say() {
    let folder = tempfile::tempdir().unwrap();
    let columns = json!({"accountID": "id~#~char", "name": "login~#~char"});
    let [connector, samples] = folders(
        folder.path(),
        &columns,
        &[
            ("ImportAccountEntJSON.json", USERS),
            ("notes.txt", "no sample"),
        ],
    );
    assert_eq!(findings(&connector, &samples), []);
}

#[test]
fn a_sample_without_a_call_and_one_that_is_no_json_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let columns = json!({"accountID": "id~#~char", "name": "login~#~char"});
    let [connector, samples] = folders(
        folder.path(),
        &columns,
        &[
            ("CreateAccountJSON.call1.json", "{}"),
            ("ImportAccountEntJSON.accounts.json", "{"),
        ],
    );
    let codes: Vec<String> = findings(&connector, &samples)
        .into_iter()
        .map(|f| f.0)
        .collect();
    assert_eq!(codes, ["B2008", "B2008"]);
}

#[test]
fn a_folder_that_is_not_there_is_a_mistake_of_the_command() {
    let output = bindery(
        &["check", "docs/examples/broken", "--samples", "docs/nowhere"],
        b"",
    );
    assert_eq!(output.status.code(), Some(2));
}
