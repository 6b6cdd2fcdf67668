//! The fault matrix of transport and authentication: for each fault what the operator sees, the exit
//! code, and that the store is as before or complete.
//!
//! What the target says and how pages go wrong is in `failures`; a token that expires amid a run too.
//! Each row here runs against a store that an earlier import filled. No token and no secret is shown,
//! and nothing at all reaches another host.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::bindery::{Ended, run};
use crate::stub::{Asked, Connector, PEOPLE, Reply, Stub, Trouble, reply};

const TOKEN: &str = r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
    "httpParams":{"client_secret":"client-secret"},"tokenResponsePath":"t","tokenType":"Bearer",
    "accessToken":"","maxRefreshTryCount":2}"#;

/// One repeat at once, and no more patience than a second.
const CONFIG: &str = r#"{"connectionTimeoutConfig":
    {"connectionTimeout":1,"readTimeout":1,"retryCount":1,"retryWait":0}}"#;

/// How a row ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The import went through after all.
    Complete,
    /// It failed with this code; the store is as before.
    Failed(&'static str),
}

/// What the target does with the n-th request for people; token requests are answered.
type Fault = fn(usize, &Asked) -> Reply;

struct Row {
    name: &'static str,
    fault: Fault,
    end: End,
    /// What the operator reads.
    shown: &'static [&'static str],
    /// Requests for people.
    asked: usize,
}

fn people() -> Reply {
    reply(200, PEOPLE)
}

fn after(n: usize, times: usize, reply: Reply) -> Reply {
    if n < times { reply } else { people() }
}

const ROWS: &[Row] = &[
    Row {
        name: "a connection that is reset amid every body",
        fault: |_, _| people().but(Trouble::CutOff),
        end: End::Failed("R1002"),
        shown: &["ended before the answer was complete", "attempt 2 of 2"],
        asked: 2,
    },
    Row {
        name: "a connection that is reset amid one body",
        fault: |n, _| after(n, 1, people().but(Trouble::CutOff)),
        end: End::Complete,
        shown: &["no answer, waiting 0 s, attempt 2 of 2"],
        asked: 2,
    },
    Row {
        name: "a connection that closes without an answer",
        fault: |_, _| people().but(Trouble::Closed),
        end: End::Failed("R1002"),
        shown: &["the connection ended before the answer"],
        asked: 2,
    },
    Row {
        name: "a body that drips",
        fault: |_, _| people().but(Trouble::Slow(Duration::from_millis(100))),
        end: End::Failed("R1002"),
        shown: &["the answer did not end in time", "readTimeout"],
        asked: 2,
    },
    Row {
        name: "an answer that does not come",
        fault: |_, _| people().but(Trouble::Late(Duration::from_millis(1800))),
        end: End::Failed("R1002"),
        shown: &["nothing came in time", "readTimeout"],
        asked: 2,
    },
    Row {
        name: "401 once",
        fault: |n, _| after(n, 1, reply(401, "{}")),
        end: End::Complete,
        shown: &["token refused", "POST   /token"],
        asked: 2,
    },
    Row {
        name: "401 for ever",
        fault: |_, asked| {
            reply(
                401,
                &format!("{{\"message\":\"no {}\"}}", asked.header("authorization")),
            )
        },
        end: End::Failed("R2001"),
        shown: &["not even a fresh one", "the target says: no Bearer •••"],
        asked: 3,
    },
    Row {
        name: "403",
        fault: |_, _| reply(403, r#"{"message":"not for robots"}"#),
        end: End::Failed("R1003"),
        shown: &["lack a permission", "the target says: not for robots"],
        asked: 1,
    },
    Row {
        name: "429 once, without Retry-After",
        fault: |n, _| after(n, 1, reply(429, "{}")),
        end: End::Complete,
        shown: &["429, waiting 0 s, attempt 2 of 2"],
        asked: 2,
    },
    Row {
        name: "429 once, with Retry-After in seconds",
        fault: |n, _| after(n, 1, reply(429, "{}").with("Retry-After", "1")),
        end: End::Complete,
        shown: &["429, waiting 1 s, attempt 2 of 2", "waited 1.0 s"],
        asked: 2,
    },
    Row {
        name: "503 once, with Retry-After as a date in the past",
        fault: |n, _| {
            let date = "Wed, 21 Oct 2015 07:28:00 GMT";
            after(n, 1, reply(503, "{}").with("Retry-After", date))
        },
        end: End::Complete,
        shown: &["503, waiting 0 s, attempt 2 of 2"],
        asked: 2,
    },
    Row {
        name: "429 for ever",
        fault: |_, _| reply(429, "{}"),
        end: End::Failed("R1006"),
        shown: &["its rate limit", "429, waiting 0 s, attempt 2 of 2"],
        asked: 2,
    },
    Row {
        name: "429 with more patience than there is",
        fault: |_, _| reply(429, "{}").with("Retry-After", "86400"),
        end: End::Failed("R1006"),
        shown: &["it asks to wait 86400 seconds"],
        asked: 1,
    },
    Row {
        name: "500 once",
        fault: |n, _| after(n, 1, reply(500, "{}")),
        end: End::Complete,
        shown: &["500, waiting 0 s, attempt 2 of 2"],
        asked: 2,
    },
    Row {
        name: "500 for ever",
        fault: |_, _| reply(500, r#"{"message":"out of order"}"#),
        end: End::Failed("R1003"),
        shown: &["the target answered 500", "out of order"],
        asked: 2,
    },
];

/// A target whose people are in the store already; the token it gives is secret.
fn imported() -> (Stub, Connector, Vec<String>) {
    let stub = Stub::start(|asked| answer(asked, people));
    let connector = Connector::new(TOKEN, &stub.url);
    connector.put("ConfigJSON.json", CONFIG);
    connector.import().expect(0);
    let before = connector.accounts();
    assert_eq!(before, ["ada", "grace"]);
    (stub, connector, before)
}

fn answer(asked: &Asked, people: impl FnOnce() -> Reply) -> Reply {
    match asked.path.as_str() {
        "/token" => reply(200, r#"{"t":"access-secret"}"#),
        _ => people(),
    }
}

fn judge(name: &str, end: End, shown: &[&str], ended: &Ended) {
    let code = match end {
        End::Complete => 0,
        End::Failed(_) => 1,
    };
    assert_eq!(ended.code, code, "{name}: {ended}");
    if let End::Failed(code) = end {
        assert!(ended.err.contains(code), "{name}: {ended}");
        assert!(ended.err.contains("help:"), "{name}: {ended}");
    }
    let text = ended.to_string();
    for words in shown {
        assert!(text.contains(words), "{name}: no `{words}`: {ended}");
    }
    for secret in ["access-secret", "client-secret"] {
        assert!(!text.contains(secret), "{name}: {ended}");
    }
}

#[test]
fn every_fault_is_told_and_leaves_the_store_whole() {
    let (stub, connector, before) = imported();
    for row in ROWS {
        let (fault, mut n) = (row.fault, 0);
        let earlier = stub.asked().len();
        stub.answer(move |asked| {
            answer(asked, || {
                n += 1;
                fault(n - 1, asked)
            })
        });
        let ended = connector.import();
        judge(row.name, row.end, row.shown, &ended);
        assert_eq!(connector.accounts(), before, "{}", row.name);
        let asked = stub.asked();
        let people = asked[earlier..]
            .iter()
            .filter(|a| a.path.starts_with("/people"));
        assert_eq!(people.count(), row.asked, "{}: {ended}", row.name);
    }
}

#[test]
fn a_target_that_cannot_be_reached() {
    let (stub, connector, before) = imported();
    let over_tls = stub.url.replace("http:", "https:");
    for (base, shown) in [
        ("http://127.0.0.1:1", "no connection was accepted"),
        ("https://no-such-host.invalid", "the host name is unknown"),
        (
            over_tls.as_str(),
            "closed the connection before TLS was agreed",
        ),
    ] {
        let words = ["import", "{}", "--base-url", base, "--retries", "0"];
        let ended = run(connector.command(&words));
        judge(base, End::Failed("R1001"), &[shown], &ended);
        assert_eq!(connector.accounts(), before, "{base}");
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for() {
    let stub = Stub::start_tls(|_| people());
    let connector = Connector::new(TOKEN, &stub.url);
    connector.put("ConfigJSON.json", CONFIG);
    let ended = connector.import();
    let shown = ["certificate is not trusted"];
    judge("untrusted", End::Failed("R1001"), &shown, &ended);
    assert!(stub.asked().is_empty());
}

/// A host that nothing may reach.
fn stranger() -> (Stub, String) {
    let stub = Stub::start(|_| people());
    let url = format!("{}/people?page=2", stub.url);
    (stub, url)
}

#[test]
fn a_redirect_to_another_host_is_not_followed() {
    let (stub, connector, before) = imported();
    let (other, to) = stranger();
    let target = to.clone();
    stub.answer(move |asked| answer(asked, || reply(302, "").with("Location", &target)));
    let ended = connector.import();
    let shown = ["redirects are not followed", to.as_str()];
    judge("redirect", End::Failed("R1003"), &shown, &ended);
    // A token endpoint that points elsewhere gets no secret there either.
    stub.answer(move |_| reply(307, "").with("Location", &to));
    let ended = connector.import();
    judge(
        "token",
        End::Failed("R2002"),
        &["answered with 307"],
        &ended,
    );
    assert!(other.asked().is_empty());
    assert_eq!(connector.accounts(), before);
}

#[test]
fn a_next_page_on_another_host_is_refused() {
    let (stub, connector, before) = imported();
    let (other, to) = stranger();
    let path = connector.path().join("ImportAccountEntJSON.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let paging = r#""pagination":{"nextUrl":{"nextUrlPath":"${response.completeResponseMap.next}"}},
        "listField":"people""#;
    let text = text.replace(r#""listField":"""#, paging);
    connector.put("ImportAccountEntJSON.json", &text);
    stub.answer(move |asked| {
        let body = format!(r#"{{"people":{PEOPLE},"next":"{to}"}}"#);
        answer(asked, || reply(200, &body))
    });
    let ended = connector.import();
    assert_ne!(ended.code, 0, "{ended}");
    assert!(ended.err.contains("B5002"), "{ended}");
    assert!(other.asked().is_empty());
    assert_eq!(connector.accounts(), before);
}

#[test]
fn a_token_endpoint_out_of_order() {
    let (stub, connector, before) = imported();
    let times = Arc::new(Mutex::new(0));
    let counted = times.clone();
    stub.answer(move |asked| {
        assert_eq!(asked.path, "/token");
        *counted.lock().unwrap() += 1;
        reply(503, r#"{"error":"maintenance of client-secret"}"#)
    });
    let ended = connector.import();
    judge(
        "token",
        End::Failed("R2002"),
        &["maintenance of •••"],
        &ended,
    );
    assert_eq!(*times.lock().unwrap(), 2);
    assert_eq!(connector.accounts(), before);
}
