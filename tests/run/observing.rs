//! What a run leaves for people to look at, and what never stands in any of it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::bindery::run;
use crate::stub::{Asked, Connector, PEOPLE, Reply, Stub, reply};

/// A target that hands out a token under a name of its own, and repeats secrets where it can.
fn chatty() -> impl FnMut(&Asked) -> Reply {
    let mut refusals = 1;
    move |asked| {
        match asked.path.split('?').next().unwrap() {
        "/token" => reply(200, r#"{"grant":{"value":"planted-token","x":"y"}}"#)
            .with("X-Grant", "planted-token"),
        _ if refusals > 0 => {
            refusals -= 1;
            reply(429, r#"{"error":"planted-token is in a hurry"}"#).with("Retry-After", "0")
        }
        _ => reply(
            200,
            r#"[{"id":"1","login":"ada","password":"planted-password-of-ada"},{"id":"2","login":"<b>grace"}]"#,
        )
        .with("Set-Cookie", "sid=planted-cookie-value; Path=/")
        .with("X-Echo", "planted-token planted-parameter planted-client-secret"),
    }
    }
}

const LOGIN: &str = r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
    "httpContentType":"application/x-www-form-urlencoded",
    "httpParams":{"grant_type":"client_credentials","client_id":"app","client_secret":"planted-client-secret",
        "password":"planted-password"},
    "tokenResponsePath":"grant.value","tokenType":"Bearer"}"#;

/// A connector with every kind of secret: in the login, and a parameter in a URL.
fn connector(url: &str) -> Connector {
    let headers = r#"{"Authorization":"${access_token}","X-Tenant":"@TENANT@"}"#;
    let connector = Connector::with_headers(LOGIN, url, headers);
    connector.put(
        "connector.toml",
        "display_name = \"Stub\"\n[parameters.TENANT]\nsecret = true\n",
    );
    connector
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_trace_tells_of_requests_rules_and_records() {
    let stub = Stub::start(chatty());
    let connector = connector(&stub.url);
    let trace = connector.folder.path().join("run.jsonl");
    let words = [
        "import",
        "{}",
        "--param",
        "TENANT=env:TENANT",
        "--trace-records",
        "--trace",
    ];
    let mut words: Vec<&str> = words.to_vec();
    words.push(trace.to_str().unwrap());
    let mut command = connector.command(&words);
    command.env("TENANT", "planted-parameter");
    run(command).expect(0);
    let lines = lines(&trace);
    let of = |event: &str| -> Vec<&Value> {
        lines.iter().filter(|line| line["event"] == event).collect()
    };
    let calls = of("call");
    assert_eq!(calls.len(), 3, "{calls:?}");
    let people = calls[2];
    assert_eq!(people["status"], 200);
    assert_eq!(people["rule"], "status 200 is 2xx");
    assert_eq!(people["request"]["headers"]["Authorization"], "Bearer •••");
    let curl = people["request"]["curl"].as_str().unwrap();
    assert!(curl.starts_with("curl -X GET 'http://127.0.0.1:"), "{curl}");
    assert!(
        curl.contains("-H 'X-Tenant: •••'") && !curl.contains('\n'),
        "{curl}"
    );
    assert_eq!(
        people["answer"]["headers"]["content-type"],
        "application/json"
    );
    assert!(people["at_ms"].is_u64(), "{people}");
    let records = of("record");
    assert_eq!(records.len(), 2, "{records:?}");
    assert_eq!(records[0]["kind"], "account");
    assert_eq!(records[0]["row"]["columns"]["name"], "ada");
}

#[test]
fn a_page_and_metrics_tell_of_the_whole_run() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let connector = Connector::with_headers("", &stub.url, "{}");
    let file = |name: &str| connector.folder.path().join(name);
    let (page, metrics) = (file("run.html"), file("run.prom"));
    let words = [
        "import",
        "{}",
        "--report",
        page.to_str().unwrap(),
        "--metrics",
        metrics.to_str().unwrap(),
    ];
    run(connector.command(&words)).expect(0);
    let page = fs::read_to_string(page).unwrap();
    for part in [
        "<!doctype html>",
        "prefers-color-scheme: dark",
        "<svg",
        "class=\"status good\">completed<",
        "<dt>records read</dt><dd>2</dd>",
        "<td>accounts</td>",
        "<td>people</td>",
    ] {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    for outside in ["<script", "<link", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}: {page}");
    }
    let metrics = fs::read_to_string(metrics).unwrap();
    for line in [
        "bindery_import_status{connection=\"stub\",status=\"completed\"} 1",
        "bindery_import_objects{connection=\"stub\",kind=\"accounts\",outcome=\"created\"} 2",
        "bindery_import_answers{connection=\"stub\",call=\"people\",status=\"200\"} 1",
    ] {
        assert!(metrics.contains(line), "{line} is missing: {metrics}");
    }
}

#[test]
fn files_that_cannot_be_are_told_before_anything_is_sent() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let connector = Connector::with_headers("", &stub.url, "{}");
    for option in ["--trace", "--report", "--metrics"] {
        let ended = run(connector.command(&["import", "{}", option, "/no/such/folder/file"]));
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.err.contains("cannot be written"), "{ended}");
    }
    assert!(stub.asked().is_empty());
}

#[test]
fn a_stored_run_can_be_looked_at_by_either_name() {
    let mut answers = vec![
        reply(500, "{\"error\":\"it\\u0007 broke\"}"),
        reply(200, PEOPLE),
    ];
    let stub = Stub::start(move |_| answers.pop().unwrap());
    let connector = Connector::with_headers("", &stub.url, "{}");
    let import = ["import", "{}", "--retries", "0"];
    run(connector.command(&import)).expect(0);
    let good = run(connector.command(&["run", "show", "1"])).expect(0);
    assert_eq!(good.out, run(connector.command(&["runs", "show", "1"])).out);
    for part in ["status    completed", "accounts     2    2", "1 request"] {
        assert!(good.out.contains(part), "{part} is missing: {good}");
    }
    run(connector.command(&import)).expect(1);
    let bad = run(connector.command(&["run", "show", "2"])).expect(0);
    for part in ["status    failed", "error[R1003]: people failed", "help: "] {
        assert!(bad.out.contains(part), "{part} is missing: {bad}");
    }
    assert!(!bad.out.contains('\u{7}'), "{bad}");
}

#[test]
fn planted_secrets_stand_in_no_output_of_any_kind() {
    let planted = "planted-";
    for ending in ["good", "rejected", "refused token"] {
        let mut answer = chatty();
        let stub = Stub::start(move |asked| match (ending, asked.path.as_str()) {
            ("rejected", path) if path.starts_with("/people") => {
                reply(403, "no planted-token, no planted-parameter here")
            }
            ("refused token", "/token") => reply(
                400,
                r#"{"error":"planted-client-secret is wrong","password":"planted-password"}"#,
            ),
            _ => answer(asked),
        });
        let connector = connector(&stub.url);
        let file = |name: &str| connector.folder.path().join(name).display().to_string();
        let tape = file("tape");
        let seen = |words: &[&str]| {
            let mut command = connector.command(words);
            command.env("TENANT", "planted-parameter");
            command.env("BINDERY_LOG", "trace");
            let ended = run(command);
            assert!(
                !ended.to_string().contains(planted),
                "{ending} {words:?}: {ended}"
            );
            ended
        };
        let (trace, report, metrics) = (file("t.jsonl"), file("r.html"), file("m.prom"));
        let (log, form) = match ending {
            "good" => (file("run.log"), "json"),
            "rejected" => ("-".to_owned(), "text"),
            _ => (file("run.log"), "text"),
        };
        let common = [
            "import",
            "{}",
            "--param",
            "TENANT=env:TENANT",
            "--verbose",
            "--trace",
            &trace,
            "--trace-records",
            "--report",
            &report,
            "--metrics",
            &metrics,
            "--log",
            &log,
            "--log-format",
            form,
        ];
        let first = seen(&[&common[..], &["--record", &tape]].concat());
        assert_eq!(first.code, if ending == "good" { 0 } else { 1 }, "{first}");
        seen(&[&common[..], &["--replay", &tape, "--format", "json"]].concat());
        seen(&[&common[..], &["--plan"]].concat());
        seen(&[&common[..], &["--to", "jsonl"]].concat());
        for words in [
            &["run", "show", "1"][..],
            &["runs", "show", "1", "--format", "json"],
            &["runs", "list"],
            &["accounts", "list", "--format", "json"],
            &["connection", "test", "{}", "--param", "TENANT=env:TENANT"],
        ] {
            // Not every command takes a store.
            let mut command = connector.command(words);
            command.env("TENANT", "planted-parameter");
            let ended = run(command);
            assert!(
                !ended.to_string().contains(planted),
                "{ending} {words:?}: {ended}"
            );
        }
        let mut folders = vec![connector.folder.path().to_owned()];
        let mut looked_into = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && path != connector.path() {
                    folders.push(path);
                } else if path.is_file() {
                    looked_into += 1;
                    let bytes = fs::read(&path).unwrap();
                    let text = String::from_utf8_lossy(&bytes);
                    assert!(
                        !text.contains(planted),
                        "{ending}: {}: {text}",
                        path.display()
                    );
                }
            }
        }
        assert!(looked_into >= 7, "{looked_into} files");
    }
}

#[test]
fn a_log_has_levels_and_fields_in_either_form() {
    let mut answers = vec![
        reply(200, PEOPLE),
        reply(429, "{}").with("Retry-After", "0"),
    ];
    let stub = Stub::start(move |_| answers.pop().unwrap_or_else(|| reply(200, PEOPLE)));
    let connector = Connector::with_headers("", &stub.url, "{}");
    let log = connector.folder.path().join("run.log");
    let import = |form: &str, level: &str, to: &str| {
        let words = ["import", "{}", "--log", to, "--log-format", form];
        let mut command = connector.command(&words);
        command.env("BINDERY_LOG", level);
        run(command)
    };
    let path = log.to_str().unwrap();
    import("json", "debug", path).expect(0);
    let found = lines(&log);
    let of = |target: &str| {
        let lines = found.iter().filter(|line| line["target"] == target);
        lines.collect::<Vec<_>>()
    };
    let calls = of("bindery::call");
    assert_eq!(calls.len(), 2, "{found:?}");
    assert_eq!(
        (&calls[0]["level"], &calls[0]["status"]),
        (&"warn".into(), &429.into())
    );
    assert_eq!(
        (&calls[1]["level"], &calls[1]["status"]),
        (&"debug".into(), &200.into())
    );
    assert_eq!(of("bindery::wait").len(), 1);
    assert_eq!(of("bindery::phase")[0]["phase"], "accounts");
    assert!(calls[0]["time"].as_str().unwrap().ends_with('Z'));
    // Less, for people, on standard error; what was in the file stays.
    let ended = import("text", "", "-").expect(0);
    assert!(
        ended
            .err
            .contains(" INFO bindery::phase: ends phase=\"accounts\""),
        "{ended}"
    );
    assert!(!ended.err.contains("bindery::call"), "{ended}");
    assert_eq!(lines(&log).len(), found.len());
    let wrong = import("text", "loud", "-").expect(2);
    assert!(wrong.err.contains("BINDERY_LOG"), "{wrong}");
}

/// A connector that can switch an account off.
fn with_a_switch(stub: &Stub) -> Connector {
    let connector = Connector::with_headers("", &stub.url, "{}");
    let call = serde_json::json!({"call": [{"name": "call1", "url": format!("{}/off/${{account.accountID}}", stub.url),
        "httpMethod": "POST", "httpParams": "{\"password\": \"planted-in-body\"}",
        "httpContentType": "application/json", "successResponses": {"statusCode": [200]}}]});
    connector.put("DisableAccountJSON.json", &call.to_string());
    connector
}

#[test]
fn provisioning_and_tests_of_a_connection_are_traced_recorded_and_replayed() {
    let stub = Stub::start(|asked| match asked.method.as_str() {
        "POST" => reply(200, r#"{"done":true}"#),
        _ => reply(200, PEOPLE),
    });
    let connector = with_a_switch(&stub);
    connector.import().expect(0);
    let auth = r#"{"authentications":{"main":{"authType":"Basic","properties":{"userName":"u",
        "password":"planted-password"},"testConnectionParams":{"http":{"url":"{url}/test",
        "httpMethod":"GET","httpHeaders":{"Authorization":"${access_token}"}}}}}}"#;
    connector.put("ConnectionJSON.json", &auth.replace("{url}", &stub.url));
    let file = |name: &str| connector.folder.path().join(name).display().to_string();
    for (kind, words) in [
        (
            "off",
            &["provision", "{}", "disable-account", "--account", "ada"][..],
        ),
        ("test", &["connection", "test", "{}"][..]),
    ] {
        let (tape, trace, log) = (
            file(&format!("{kind}-tape")),
            file("t.jsonl"),
            file("run.log"),
        );
        let more = ["--trace", &trace, "--log", &log];
        let live = [words, &more, &["--record", &tape]].concat();
        let live = run(connector.command(&live)).expect(0);
        let asked = stub.asked().len();
        let again = [words, &more, &["--replay", &tape]].concat();
        let again = run(connector.command(&again)).expect(0);
        assert_eq!(stub.asked().len(), asked, "{kind}: a replay asked");
        assert_eq!(live.out, again.out, "{kind}");
        let calls = lines(Path::new(&trace));
        assert!(
            calls.iter().any(|line| line["event"] == "call"),
            "{kind}: {calls:?}"
        );
        for path in fs::read_dir(&tape).unwrap().map(|e| e.unwrap().path()) {
            assert!(
                !fs::read_to_string(&path).unwrap().contains("planted-"),
                "{}",
                path.display()
            );
        }
        assert!(!fs::read_to_string(&trace).unwrap().contains("planted-"));
        assert!(!fs::read_to_string(&log).unwrap().contains("planted-"));
    }
}

#[test]
fn a_parameter_that_nothing_asks_for_is_told_with_the_likely_name() {
    let stub = Stub::start(chatty());
    let connector = connector(&stub.url);
    let words = [
        "import",
        "{}",
        "--param",
        "TENANT=env:TENANT",
        "--param",
        "TENNANT=x",
        "--param",
        "Q=y",
    ];
    let mut command = connector.command(&words);
    command.env("TENANT", "planted-parameter");
    let ended = run(command).expect(0);
    let near = "warning: the connector has no parameter `TENNANT`; did you mean `TENANT`?";
    assert!(ended.err.contains(near), "{ended}");
    assert!(ended.err.contains("no parameter `Q`\n"), "{ended}");
    assert_eq!(ended.err.matches("has no parameter").count(), 2, "{ended}");
}

/// The spans that a collector was sent.
#[cfg(feature = "otel")]
fn spans(traces: &crate::stub::Asked) -> Vec<Value> {
    let traces: Value = serde_json::from_str(&traces.body).unwrap();
    let spans = &traces["resourceSpans"][0]["scopeSpans"][0]["spans"];
    spans.as_array().unwrap().clone()
}

#[cfg(feature = "otel")]
#[test]
fn a_collector_is_told_of_provisioning() {
    let collector = Stub::start(|_| reply(200, "{}"));
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let connector = with_a_switch(&stub);
    connector.import().expect(0);
    let words = [
        "provision",
        "{}",
        "disable-account",
        "--account",
        "ada",
        "--otel",
        &collector.url,
    ];
    run(connector.command(&words)).expect(0);
    assert_eq!(collector.lines(), ["POST /v1/traces", "POST /v1/metrics"]);
    let spans = spans(&collector.asked()[0]);
    let named = |name: &str| spans.iter().find(|span| span["name"] == name).unwrap();
    let root = named("provision");
    assert_eq!(root["status"]["code"], 1, "{root}");
    assert_eq!(named("call1")["traceId"], root["traceId"]);
    assert!(!collector.asked()[0].body.contains("planted-"));
}

#[cfg(feature = "otel")]
#[test]
fn a_collector_is_told_of_the_run_its_phases_and_its_calls() {
    let collector = Stub::start(|_| reply(200, "{}"));
    let stub = Stub::start(chatty());
    let connector = connector(&stub.url);
    let words = [
        "import",
        "{}",
        "--param",
        "TENANT=env:TENANT",
        "--otel",
        &collector.url,
    ];
    let mut command = connector.command(&words);
    command.env("TENANT", "planted-parameter");
    run(command).expect(0);
    assert_eq!(collector.lines(), ["POST /v1/traces", "POST /v1/metrics"]);
    let asked = collector.asked();
    assert!(
        asked.iter().all(|asked| !asked.body.contains("planted-")),
        "{asked:?}"
    );
    let spans = spans(&asked[0]);
    let named = |name: &str| spans.iter().find(|span| span["name"] == name).unwrap();
    let (run_span, phase) = (named("import"), named("accounts"));
    assert_eq!(phase["parentSpanId"], run_span["spanId"]);
    assert_eq!(named("people")["parentSpanId"], phase["spanId"]);
    assert!(
        spans
            .iter()
            .all(|span| span["traceId"] == run_span["traceId"])
    );
    assert_eq!(run_span["traceId"].as_str().unwrap().len(), 32);
    // One that does not answer is warned of, and changes nothing.
    collector.answer(|_| reply(500, "{}"));
    let mut command = connector.command(&words);
    command.env("TENANT", "planted-parameter");
    let ended = run(command).expect(0);
    assert!(
        ended.err.contains("the collector was not told of traces"),
        "{ended}"
    );
}
