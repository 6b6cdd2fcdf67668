//! Imports whose time is the target's: a call per object, and pages of a slow target.
//!
//! The target is in this process, on loopback, and answers every request so many milliseconds late,
//! on as many connections as are opened. The binary is the one that is shipped, its store a new one
//! each time. The floor is what the waits alone take with eight requests under way. A word on the
//! command line runs only the rows whose name holds it; a number after it makes that many objects.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod loopback;

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Requests under way at a time.
const WIDTH: usize = 8;
/// Objects that a call runs for.
const OBJECTS: usize = 10_000;
/// Objects in a page of a list.
const PAGE: usize = 1_000;

fn main() {
    let mut words = std::env::args().skip(1).filter(|w| !w.starts_with('-'));
    let only = words.next().unwrap_or_default();
    let objects = words.next().map_or(OBJECTS, |n| n.parse().unwrap());
    println!(
        "{:<34} {:>9} {:>9} {:>9} {:>10}",
        "what", "requests", "floor s", "took s", "user+sys s"
    );
    let late = Duration::from_millis(20);
    for (name, import, to) in [
        ("details of accounts", details(), &[][..]),
        ("members of groups", members(), &[]),
        ("owners of groups", owners(), &[]),
    ] {
        measure(&only, name, (&import, to), objects, late);
    }
    let slow = Duration::from_millis(200);
    let lines: &[&str] = &["--to", "jsonl"];
    for (name, import, to) in [
        ("pages by number, as lines", by_page(), lines),
        ("pages by number, stored", by_page(), &[]),
        ("pages by offset, as lines", by_offset(), lines),
    ] {
        measure(&only, name, (&import, to), 100 * PAGE, slow);
    }
}

fn measure(
    only: &str,
    name: &str,
    (import, to): (&Value, &[&str]),
    objects: usize,
    latency: Duration,
) {
    if !name.contains(only) {
        return;
    }
    let (url, asked) = start(objects, latency);
    let folder = loopback::connector(&url, import);
    let before = loopback::processor_time();
    let begun = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("import")
        .arg(folder.path())
        .args(to)
        .arg("--store")
        .arg(folder.path().join("bindery.db"))
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let took = begun.elapsed();
    assert!(status.success(), "{name}: {status}");
    let asked = asked.load(Ordering::Relaxed);
    let rounds = u32::try_from(asked.div_ceil(WIDTH)).unwrap();
    println!(
        "{name:<34} {asked:>9} {:>9.2} {:>9.2} {:>10.2}",
        (latency * rounds).as_secs_f64(),
        took.as_secs_f64(),
        loopback::processor_time() - before
    );
}

fn get(path: &str) -> Value {
    json!({"url": path, "httpMethod": "GET", "httpHeaders": {"Authorization": "${access_token}"}})
}

fn offset() -> Value {
    json!({"offset": {"offsetParam": "offset", "batchParam": "limit", "batchSize": PAGE,
        "totalCountPath": "total"}})
}

fn accounts(pagination: &Value) -> Value {
    json!({"connection": "target", "call": {"list": {"http": get("/objects"), "listField": "rows",
        "keyField": "accountID", "pagination": pagination,
        "colsToPropsMap": {"accountID": "id~#~char", "name": "name~#~char"}}}})
}

fn groups() -> Value {
    json!({"connection": "target", "entTypes": {"Group": {"call": {"list": {
        "http": get("/objects"), "listField": "rows", "keyField": "entitlementID",
        "pagination": offset(),
        "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char"}}}}}})
}

fn details() -> Value {
    let mut accounts = accounts(&offset());
    accounts["call"]["details"] = json!({"callOrder": 1, "http": get("/objects/${accountID}"),
        "inputParams": {"dependentCall": true}, "nextApiKeyField": "accountID",
        "listField": "", "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char", "description": "about~#~char"}});
    json!({"accountParams": accounts})
}

fn members() -> Value {
    json!({"accountParams": accounts(&offset()), "entitlementParams": groups(),
        "acctEntParams": {"connection": "target", "processingType": "httpEntToAcct",
            "entTypes": {"Group": {"call": {"members": {"http": get("/objects/${id}/members"),
                "listField": "members", "acctIdPath": "id", "acctKeyField": "accountID",
                "entKeyField": "entitlementID"}}}}}})
}

fn owners() -> Value {
    json!({"accountParams": accounts(&offset()), "entitlementParams": groups(),
        "entOwnerParams": {"connection": "target", "entTypes": {"Group": {"call": {"owners": {
            "http": get("/objects/${id}/members"), "listField": "members", "acctIdPath": "id",
            "acctKeyField": "accountID", "entKeyField": "entitlementID"}}}}}})
}

fn by_page() -> Value {
    let page = json!({"page": {"pageSizeParam": "limit", "pageSize": PAGE,
        "pageNumberParam": "page", "totalCountPath": "total"}});
    json!({"accountParams": accounts(&page)})
}

fn by_offset() -> Value {
    json!({"accountParams": accounts(&offset())})
}

/// Starts a target that answers so late; gives its URL and how often it was asked.
fn start(objects: usize, latency: Duration) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&asked);
    let url = loopback::start(move |path, stream| {
        let came = Instant::now();
        counting.fetch_add(1, Ordering::Relaxed);
        let body = answer(path, objects);
        thread::sleep(latency.saturating_sub(came.elapsed()));
        loopback::head(stream, body.len())?;
        stream.write_all(body.as_bytes())
    });
    (url, asked)
}

fn answer(path: &str, objects: usize) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let number = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let found = pairs.rfind(|(key, _)| *key == name);
        found.and_then(|(_, value)| value.parse::<usize>().ok())
    };
    let mut parts = path.trim_start_matches("/objects").split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some(id), Some(_)) => {
            let own: usize = id.trim_start_matches('o').parse().unwrap_or(0);
            let other = (own * 7 + 1) % objects;
            format!(r#"{{"members":[{{"id":"o{own:06}"}},{{"id":"o{other:06}"}}]}}"#)
        }
        (Some(id), None) => format!(r#"{{"id":"{id}","about":"the one called {id}"}}"#),
        _ => {
            let page = number("page").map(|page| (page - 1) * PAGE);
            let from = number("offset").or(page).unwrap_or(0).min(objects);
            let mut body = format!(r#"{{"total":{objects},"rows":["#);
            for at in from..(from + PAGE).min(objects) {
                let comma = if at > from { "," } else { "" };
                let _ = write!(
                    body,
                    r#"{comma}{{"id":"o{at:06}","name":"name {at}","mail":"{at}@example.test","active":true,
                    "manager":{{"id":"o000001","name":"name 1"}},"phone":"+47 22 00 {at:06}",
                    "text":"the quick brown fox jumps over the lazy dog and runs away from here"}}"#
                );
            }
            body + "]}"
        }
    }
}
