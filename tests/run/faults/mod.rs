//! The fault matrix: for each fault what the operator sees, the exit code, and that the store is as
//! before or complete. No token and no secret is shown, and nothing at all reaches another host.
//!
//! Each row runs against a connector of its own whose store an earlier import filled. What the rows
//! showed is the page `docs/src/faults.md`; `BINDERY_WRITE_DOCS=1` writes it anew.

mod alone;
mod answers;
mod page;
mod wire;

use crate::bindery::{Ended, run};
use crate::stub::{Asked, Connector, PEOPLE, Reply, Stub, reply};

const TOKEN: &str = r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
    "httpParams":{"client_secret":"client-secret"},"tokenResponsePath":"t","tokenType":"Bearer",
    "accessToken":"","maxRefreshTryCount":2}"#;

/// One repeat at once, and no more patience than a second.
const CONFIG: &str = r#"{"connectionTimeoutConfig":
    {"connectionTimeout":1,"readTimeout":1,"retryCount":1,"retryWait":0}}"#;

/// Pages of one person, without a total.
const PAGES: &str = r#""pagination":{"page":{"pageNumberParam":"page","pageSizeParam":"size",
    "pageSize":"1"}},"listField":"""#;

/// A link to the next page in the body.
const NEXT: &str = r#""pagination":{"nextUrl":{"nextUrlPath":
    "${response.completeResponseMap.next}"}},"listField":"people""#;

/// How a row ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The import went through after all; these are the accounts then, with their states.
    Complete(&'static [(&'static str, &'static str)]),
    /// It failed with this code; the store is as before.
    Failed(&'static str),
    /// The answers were readable and a guard refused them; the store is as before.
    Refused(&'static str),
}

/// Both people as they were.
pub const AS_BEFORE: End = End::Complete(&[("ada", "active"), ("grace", "active")]);

/// How the call reads people.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All at once.
    Whole,
    /// One to a page.
    Pages,
    /// Pages that name the next.
    Next,
}

/// What the target does with the n-th request for people; token requests are answered.
pub type Fault = fn(usize, &Asked) -> Reply;

/// One row of the matrix.
pub struct Row {
    /// What happens at the target.
    pub name: &'static str,
    /// How the call reads.
    pub shape: Shape,
    /// What the target does.
    pub fault: Fault,
    /// How the import ends.
    pub end: End,
    /// What the operator reads.
    pub shown: &'static [&'static str],
    /// Requests for people; 0 where their number is of no interest.
    pub asked: usize,
}

/// What a row showed, for the page.
pub struct Shown {
    /// What happened at the target.
    pub name: String,
    /// How the import ended.
    pub end: End,
    /// What the operator saw, without what differs from run to run.
    pub text: String,
}

pub fn people() -> Reply {
    reply(200, PEOPLE)
}

/// People as the shape of the call wants them.
pub fn in_order(asked: &Asked) -> Reply {
    match asked.path.split("page=").nth(1).map(|n| &n[..1]) {
        Some("1") => reply(200, r#"[{"id":"1","login":"ada"}]"#),
        Some("2") => reply(200, r#"[{"id":"2","login":"grace"}]"#),
        Some(_) => reply(200, "[]"),
        None => people(),
    }
}

/// A connector of some shape.
pub fn connector(stub: &Stub, shape: Shape) -> Connector {
    let connector = Connector::new(TOKEN, &stub.url);
    connector.put("ConfigJSON.json", CONFIG);
    let keys = match shape {
        Shape::Whole => return connector,
        Shape::Pages => PAGES,
        Shape::Next => NEXT,
    };
    let path = connector.path().join("ImportAccountEntJSON.json");
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.replace(r#""listField":"""#, keys);
    connector.put("ImportAccountEntJSON.json", &text);
    connector
}

/// A target whose people are in the store already; the token it gives is secret.
pub fn imported(shape: Shape) -> (Stub, Connector, String) {
    let stub = Stub::start(move |asked| {
        answer(asked, || match shape {
            Shape::Next => reply(200, &format!(r#"{{"people":{PEOPLE}}}"#)),
            _ => in_order(asked),
        })
    });
    let connector = connector(&stub, shape);
    connector.import().expect(0);
    let before = stored(&connector);
    assert_eq!(connector.accounts(), ["ada", "grace"]);
    (stub, connector, before)
}

pub fn answer(asked: &Asked, people: impl FnOnce() -> Reply) -> Reply {
    match asked.path.as_str() {
        "/token" => reply(200, r#"{"t":"access-secret"}"#),
        _ => people(),
    }
}

/// Imports as the rows do: every request shown, one at a time, at most so many pages.
pub fn import(connector: &Connector, more: &[&str]) -> Ended {
    let mut words = vec!["import", "{}", "--verbose", "--prefetch", "1"];
    words.extend(["--page-cap", "20"]);
    words.extend(more);
    run(connector.command(&words))
}

/// Everything in the store.
pub fn stored(connector: &Connector) -> String {
    let list = |table: &str| run(connector.command(&[table, "list", "--format", "json"]));
    list("accounts").expect(0).out + list("links").expect(0).out.as_str()
}

fn states(connector: &Connector) -> Vec<(String, String)> {
    let list = run(connector.command(&["accounts", "list", "--format", "json"])).expect(0);
    let rows = list.json();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (text(row, "name"), text(row, "status")))
        .collect()
}

/// Makes sure of what holds for every row.
pub fn judge(
    name: &str,
    end: End,
    shown: &[&str],
    ended: &Ended,
    (connector, before): (&Connector, &str),
) {
    let (exit, code) = match end {
        End::Complete(_) => (0, None),
        End::Failed(code) => (1, Some(code)),
        End::Refused(code) => (3, Some(code)),
    };
    assert_eq!(ended.code, exit, "{name}: {ended}");
    if let Some(code) = code {
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
    match end {
        End::Complete(expected) => {
            let states = states(connector);
            let states: Vec<_> = states
                .iter()
                .map(|(n, s)| (n.as_str(), s.as_str()))
                .collect();
            assert_eq!(states, expected, "{name}: {ended}");
        }
        _ => assert_eq!(stored(connector), before, "{name}: {ended}"),
    }
}

fn play(row: &Row) -> Shown {
    let (stub, connector, before) = imported(row.shape);
    let (fault, mut n) = (row.fault, 0);
    let earlier = stub.asked().len();
    stub.answer(move |asked| {
        answer(asked, || {
            n += 1;
            fault(n - 1, asked)
        })
    });
    let ended = import(&connector, &[]);
    judge(row.name, row.end, row.shown, &ended, (&connector, &before));
    let asked = stub.asked();
    let people = asked[earlier..]
        .iter()
        .filter(|a| a.path.starts_with("/people"));
    if row.asked > 0 {
        assert_eq!(people.count(), row.asked, "{}: {ended}", row.name);
    }
    Shown {
        name: row.name.to_owned(),
        end: row.end,
        text: page::steady(&ended, &[&stub.url]),
    }
}

/// Plays rows, some at a time: most of them wait.
fn play_all(rows: &[Row]) -> Vec<Shown> {
    let mut all = Vec::new();
    for some in rows.chunks(4) {
        std::thread::scope(|scope| {
            let playing: Vec<_> = some.iter().map(|row| scope.spawn(|| play(row))).collect();
            all.extend(playing.into_iter().map(|row| row.join().unwrap()));
        });
    }
    all
}

#[test]
fn every_fault_is_told_and_leaves_the_store_whole() {
    let mut all: Vec<Shown> = alone::unreachable();
    all.extend(play_all(wire::ROWS));
    all.extend(alone::strangers());
    all.extend(play_all(answers::ROWS));
    all.extend(alone::stores());
    page::is_fresh(&all);
}
