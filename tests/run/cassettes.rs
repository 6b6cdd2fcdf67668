//! Recording a run without its secrets, and replaying it without its target.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::bindery::{Store, run};
use crate::stub::{Connector, PEOPLE, Stub, reply};
use crate::target::Target;

/// Everything that a folder holds, as text.
fn everything(folder: &Path) -> String {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            format!(
                "── {}\n{}\n",
                path.display(),
                fs::read_to_string(path).unwrap()
            )
        })
        .collect()
}

/// A report without how long it took.
fn timeless(mut report: Value) -> Value {
    report.as_object_mut().unwrap().remove("elapsed_ms");
    report
}

const LOGIN: &str = r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
    "httpContentType":"application/x-www-form-urlencoded",
    "httpParams":{"grant_type":"client_credentials","client_id":"app","client_secret":"planted-client-secret"},
    "tokenResponsePath":"grant.value","tokenType":"Bearer",
    "errorPath":"","maxRefreshTryCount":1,"expiryError":"expired"}"#;

#[test]
fn a_recorded_run_replays_without_its_target_to_the_same_end() {
    let target = Target::start();
    let (recorded, replayed) = (Store::new(), Store::new());
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let folder = folder.to_str().unwrap();
    let secrets: Vec<String> = target.simulator.parameters().into_values().collect();
    let words = |how| ["import", "{}", "--format", "json", how, folder];
    let first = run(target.command(&words("--record"), Some(&recorded.path()))).expect(0);
    let again = target.command(&words("--replay"), Some(&replayed.path()));
    drop(target);
    let again = run(again).expect(0);
    assert!(!again.err.contains("R6005"), "{again}");
    assert_eq!(timeless(first.json()), timeless(again.json()));
    assert_eq!(recorded.dump(), replayed.dump());
    let text = everything(Path::new(folder));
    let checked = target_check(folder);
    assert_eq!(checked, [] as [String; 0]);
    assert!(text.contains("Bearer •••"), "{text}");
    for secret in secrets.iter().filter(|s| !s.contains("127.0.0.1")) {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

/// What checking the published connector against a recording of it says of paths and identifiers.
fn target_check(tape: &str) -> Vec<String> {
    let connector = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../connectors/bynder");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.arg("check").arg(connector);
    command.args(["--samples", tape, "--format", "json"]);
    command.args(["--select", "B2008", "--select", "B404"]);
    let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let found = report["diagnostics"].as_array().unwrap();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn reads_ahead_of_any_width_replay_to_the_same_store() {
    let target = Target::start();
    let parameters = |words: &[&str], store: &Store| target.command(words, Some(&store.path()));
    for (recorded, replayed) in [("1", "8"), ("8", "1"), ("8", "3")] {
        let (first, again) = (Store::new(), Store::new());
        let tape = tempfile::tempdir().unwrap();
        let folder = tape.path().join("tape");
        let folder = folder.to_str().unwrap();
        let words = |width, how| ["import", "{}", "--prefetch", width, how, folder];
        run(parameters(&words(recorded, "--record"), &first)).expect(0);
        let asked = target.simulator.requests();
        run(parameters(&words(replayed, "--replay"), &again)).expect(0);
        assert_eq!(target.simulator.requests(), asked, "a replay asks nobody");
        assert_eq!(first.dump(), again.dump(), "{recorded}, then {replayed}");
    }
}

#[test]
fn a_replay_needs_no_secret() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let headers = r#"{"X-Key":"@KEY@","Accept":"@KIND@"}"#;
    let connector = Connector::with_headers("", &stub.url, headers);
    connector.put(
        "connector.toml",
        "display_name = \"Stub\"\n[parameters.KEY]\nsecret = true\n[parameters.KIND]\n",
    );
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let folder = folder.to_str().unwrap();
    let words = |how| ["import", "{}", "--param", "KIND=text/plain", how, folder];
    let record = ["--param", "KEY=env:KEY"];
    let mut command = connector.command(&[&words("--record")[..], &record].concat());
    command.env("KEY", "planted-key");
    run(command).expect(0);
    assert!(!everything(Path::new(folder)).contains("planted"));
    run(connector.command(&words("--replay"))).expect(0);
    run(connector.command(&["import", "{}", "--replay", folder])).expect(3);
}

#[test]
fn tokens_of_any_name_and_waits_are_recorded_and_waited_for_only_once() {
    let mut refusals = 1;
    let stub = Stub::start(move |asked| match asked.path.as_str() {
        "/token" => reply(
            200,
            r#"{"grant": {"value": "planted-token"}, "note": "say planted-token"}"#,
        ),
        _ if refusals > 0 => {
            refusals -= 1;
            reply(429, "").with("Retry-After", "3")
        }
        _ => reply(200, PEOPLE).with("Set-Cookie", "sid=planted-cookie; Path=/"),
    });
    let connector = Connector::new(LOGIN, &stub.url);
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let folder = folder.to_str().unwrap();
    let words = |how| ["import", "{}", "--format", "json", how, folder];
    let first = run(connector.command(&words("--record"))).expect(0);
    let text = everything(Path::new(folder));
    assert!(!text.contains("planted"), "{text}");
    assert!(text.contains(PEOPLE), "bodies stay as they came: {text}");
    assert!(text.contains("0003-get-people.json"), "{text}");
    let asked = stub.asked().len();
    let begun = std::time::Instant::now();
    fs::remove_file(connector.store()).unwrap();
    let again = run(connector.command(&words("--replay"))).expect(0);
    assert!(
        begun.elapsed().as_secs_f64() < 3.0,
        "a replay waits for nobody"
    );
    assert_eq!(stub.asked().len(), asked, "a replay asks nobody");
    assert!(again.err.contains("429, waiting 3 s"), "{again}");
    let (mut first, mut again) = (timeless(first.json()), timeless(again.json()));
    assert_eq!(first["waited_ms"], 3000);
    // A token of another length is another number of bytes.
    for report in [&mut first, &mut again] {
        report.as_object_mut().unwrap().remove("bytes");
    }
    assert_eq!(first, again);
    assert_eq!(connector.accounts(), ["ada", "grace"]);
}

#[test]
fn a_request_that_differs_is_shown_beside_the_recorded_one_and_changes_nothing() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let connector = Connector::with_headers("", &stub.url, r#"{"Accept":"text/plain"}"#);
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let folder = folder.to_str().unwrap();
    run(connector.command(&["import", "{}", "--record", folder])).expect(0);
    let import = fs::read_to_string(connector.path().join("ImportAccountEntJSON.json")).unwrap();
    let changed = import.replace("b=2", "b=3").replace("plain", "html");
    connector.put("ImportAccountEntJSON.json", &changed);
    let again = run(connector.command(&["import", "{}", "--replay", folder])).expect(1);
    let shown = again.err.replace(&stub.url, "http://stub");
    for line in [
        "error[R6003]",
        "the nearest is 0001-get-people.json",
        "- GET http://stub/people?b=2&a=1",
        "+ GET http://stub/people?b=3&a=1",
        "- Accept: text/plain",
        "+ Accept: text/html",
    ] {
        assert!(shown.contains(line), "{line} is missing: {shown}");
    }
    assert!(!shown.contains("R6005"), "{shown}");
    assert_eq!(connector.accounts(), ["ada", "grace"], "as before");
}

#[test]
fn a_recording_that_has_no_further_answer_says_so() {
    let mut refusals = 1;
    let stub = Stub::start(move |_| {
        refusals -= 1;
        if refusals == 0 {
            reply(503, "")
        } else {
            reply(200, PEOPLE)
        }
    });
    let connector = Connector::with_headers("", &stub.url, "{}");
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let words = |how| ["import", "{}", how, folder.to_str().unwrap()];
    run(connector.command(&words("--record"))).expect(0);
    fs::remove_file(folder.join("0002-get-people.json")).unwrap();
    let again = run(connector.command(&words("--replay"))).expect(1);
    assert!(again.err.contains("error[R6004]"), "{again}");
    assert!(
        again.err.contains("answers recorded: 1, all used"),
        "{again}"
    );
}

#[test]
fn answers_that_nothing_asks_for_are_counted() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let connector = Connector::with_headers("", &stub.url, "{}");
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let words = |how| ["import", "{}", how, folder.to_str().unwrap()];
    run(connector.command(&words("--record"))).expect(0);
    let (one, two) = ("0001-get-people.json", "0002-get-people.json");
    fs::copy(folder.join(one), folder.join(two)).unwrap();
    let again = run(connector.command(&words("--replay"))).expect(0);
    assert!(again.err.contains("info[R6005]"), "{again}");
    assert!(
        again.err.contains("the first is 0002-get-people.json"),
        "{again}"
    );
}

#[test]
fn a_failure_on_the_wire_replays_as_the_failure_it_was() {
    let stub = Stub::start(|_| reply(200, PEOPLE).but(crate::stub::Trouble::CutOff));
    let connector = Connector::with_headers("", &stub.url, "{}");
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let words = |how| {
        [
            "import",
            "{}",
            "--retries",
            "0",
            how,
            folder.to_str().unwrap(),
        ]
    };
    let first = run(connector.command(&words("--record"))).expect(1);
    let again = run(connector.command(&words("--replay"))).expect(1);
    assert!(first.err.contains("error[R1002]"), "{first}");
    assert_eq!(first.err, again.err);
}

#[test]
fn folders_that_will_not_do_are_refused_before_anything_is_sent() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let connector = Connector::with_headers("", &stub.url, "{}");
    let folder = connector.path();
    let folder = folder.to_str().unwrap();
    let record = run(connector.command(&["import", "{}", "--record", folder])).expect(2);
    assert!(record.err.contains("error[R6001]"), "{record}");
    let replay = run(connector.command(&["import", "{}", "--replay", folder])).expect(2);
    assert!(replay.err.contains("error[R6002]"), "{replay}");
    assert!(stub.asked().is_empty());
}

/// What Java's `hashCode` says of a text.
fn hash(text: &str) -> i32 {
    text.encode_utf16().fold(0_i32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

#[test]
fn a_generated_password_does_not_follow_from_its_recording() {
    let stub =
        Stub::start(|asked| reply(201, &format!("{{\"id\":\"7\",\"echo\":{}}}", asked.body)));
    let connector = Connector::new(
        r#""main":{"authType":"Basic","url":"{url}","properties":{"userName":"u","password":"planted-basic"}}"#,
        &stub.url,
    );
    let document = |more: &str| {
        format!(
            r#"{{"accountIdPath":"call1.message.id","call":[{{"name":"call1","connection":"main",
            "url":"{}/people","httpMethod":"POST","httpContentType":"application/json",
            "httpHeaders":{{"Authorization":"${{access_token}}"}},
            "httpParams":"{{\"login\":\"${{user.username}}\",\"key\":\"${{password}}\",\"again\":\"${{randomPassword}}\",\"coded\":\"${{password.bytes.encodeBase64()}}\",\"first\":\"${{UUID.randomUUID()}}\"{more}}}"}}]}}"#,
            stub.url
        )
    };
    connector.put("CreateAccountJSON.json", &document(""));
    connector.put(
        "PasswdPolicyJSON.json",
        r#"{"minLength":14,"maxLength":16,"noOfCAPSAlpha":2,"noOfDigits":2,"noOfSplChars":1}"#,
    );
    let people = connector.folder.path().join("ada.json");
    fs::write(&people, r#"{"username":"ada"}"#).unwrap();
    let people = people.to_str().unwrap();
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().join("tape");
    let folder = folder.to_str().unwrap();
    let words = |how| {
        let operation = ["provision", "{}", "create-account", "--user", people];
        [&operation[..], &[how, folder]].concat()
    };
    run(connector.command(&words("--record"))).expect(0);
    let sent: Value = serde_json::from_str(&stub.asked()[0].body).unwrap();
    let secrets = ["key", "again", "coded"].map(|name| sent[name].as_str().unwrap().to_owned());
    for secret in &secrets {
        assert!(secret.len() >= 14, "{secret}");
        let secret = secret.trim_end_matches('=');
        let text = everything(Path::new(folder));
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    // The same identifiers are drawn again, and a password is the same as any other once it is masked.
    fs::remove_file(connector.store()).unwrap();
    run(connector.command(&words("--replay"))).expect(0);
    assert_eq!(stub.asked().len(), 1, "a replay asks nobody");
    // What a replay draws, told by a number that tells it: another password than was recorded.
    let telling = r#",\"hash\":\"${password.hashCode()}\""#;
    connector.put("CreateAccountJSON.json", &document(telling));
    fs::remove_file(connector.store()).unwrap();
    let told = run(connector.command(&words("--replay"))).expect(1);
    let line = told.err.lines().find(|line| line.contains("\"hash\""));
    let line = line.unwrap_or_else(|| panic!("{told}"));
    assert!(!line.contains(&hash(&secrets[0]).to_string()), "{line}");
    // Nor does one that a binding draws for itself: the seed that was recorded gives other numbers.
    let own = r#",\"passwd\":\"${UUID.randomUUID()}\""#;
    connector.put("CreateAccountJSON.json", &document(own));
    let other = tape.path().join("other");
    fs::remove_file(connector.store()).unwrap();
    let operation = ["provision", "{}", "create-account", "--user", people];
    let record = ["--record", other.to_str().unwrap()];
    run(connector.command(&[&operation[..], &record].concat())).expect(0);
    let sent: Value = serde_json::from_str(&stub.asked()[1].body).unwrap();
    let [passwd, first] = ["passwd", "first"].map(|name| sent[name].as_str().unwrap());
    let text = everything(&other);
    assert!(!text.contains(passwd) && text.contains(first), "{text}");
    fs::copy(
        other.join("cassette.json"),
        Path::new(folder).join("cassette.json"),
    )
    .unwrap();
    fs::remove_file(connector.store()).unwrap();
    let told = run(connector.command(&words("--replay"))).expect(1);
    assert!(
        told.err.contains("\"first\"") && !told.err.contains(first),
        "{told}"
    );
}
