//! Imports whose time is ours: a hundred thousand accounts from a target that answers at once.
//!
//! The target is in this process, on loopback; its pages of 1,000 are made beforehand. The binary is the
//! one that is shipped. A word on the command line runs only the rows whose name holds it; a number
//! after it makes that many objects. The best of three is shown: whatever else the machine does makes a
//! run slower, never faster.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod loopback;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

const OBJECTS: usize = 100_000;
const PAGE: usize = 1_000;
const ROUNDS: usize = 3;

fn main() {
    let mut words = std::env::args().skip(1).filter(|w| !w.starts_with('-'));
    let only = words.next().unwrap_or_default();
    let objects = words.next().map_or(OBJECTS, |n| n.parse().unwrap());
    let url = start(objects);
    println!(
        "{:<32} {:>8} {:>10} {:>11} {:>9}",
        "what", "took s", "user+sys s", "records/s", "peak MiB"
    );
    let connector = |further: &[(&str, &str)]| loopback::connector(&url, &columns(further));
    let (plain, expressions) = (connector(&[]), connector(&EXPRESSIONS));
    let lines = ["--to", "jsonl"];
    let row = |name: &str, measured: &mut dyn FnMut() -> Measured| {
        if name.contains(&only) {
            let best = (0..ROUNDS).map(|_| measured()).min_by_key(|m| m.took);
            best.unwrap().print(name, objects);
        }
    };
    row("as lines", &mut || import(plain.path(), &lines));
    row("as lines, four expressions", &mut || {
        import(expressions.path(), &lines)
    });
    row("into a new store", &mut || {
        let folder = TempDir::new().unwrap();
        import(plain.path(), &store(&folder).each_ref().map(String::as_str))
    });
    row("again, nothing changed", &mut || {
        let folder = TempDir::new().unwrap();
        let store = store(&folder);
        let to = store.each_ref().map(String::as_str);
        import(plain.path(), &to);
        import(plain.path(), &to)
    });
}

/// Columns of an expression each: two fields joined, a guard against null, a copy, capitals.
const EXPRESSIONS: [(&str, &str); 4] = [
    (
        "customproperty5",
        "${response.firstName + ' ' + response.lastName}",
    ),
    (
        "customproperty6",
        "${response.email == null ? '' : response.email}",
    ),
    ("customproperty7", "${response.username}"),
    ("customproperty8", "${response.lastName.toUpperCase()}"),
];

fn store(folder: &TempDir) -> [String; 2] {
    let path = folder.path().join("bindery.db");
    ["--store".to_owned(), path.to_str().unwrap().to_owned()]
}

struct Measured {
    took: Duration,
    processor: f64,
    peak: u64,
}

impl Measured {
    fn print(&self, name: &str, objects: usize) {
        let took = self.took.as_secs_f64();
        println!(
            "{name:<32} {took:>8.2} {:>10.2} {:>11.0} {:>9.1}",
            self.processor,
            objects as f64 / took,
            self.peak as f64 / 1024.0
        );
    }
}

fn import(connector: &Path, to: &[&str]) -> Measured {
    let before = loopback::processor_time();
    let begun = Instant::now();
    let mut process = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("import")
        .arg(connector)
        .args(to)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(resident_at_most(process.id()));
        match process.try_wait().unwrap() {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(2)),
        }
    };
    let took = begun.elapsed();
    assert!(status.success(), "{status}");
    Measured {
        took,
        processor: loopback::processor_time() - before,
        peak,
    }
}

/// The most memory that a process has had, in KiB, where the system tells.
fn resident_at_most(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Starts a target that answers at once; gives its URL.
fn start(objects: usize) -> String {
    let pages: Vec<String> = (0..=objects.div_ceil(PAGE))
        .map(|page| body(page * PAGE..((page + 1) * PAGE).min(objects)))
        .collect();
    loopback::start(move |path, stream| {
        let behind = path.split_once("page=").map_or("", |(_, behind)| behind);
        let digits = behind.split(|c: char| !c.is_ascii_digit()).next();
        let page: usize = digits.and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let page = pages.get(page).map_or("[]", String::as_str);
        loopback::head(stream, page.len())?;
        stream.write_all(page.as_bytes())
    })
}

/// An import of eight columns, and further ones.
fn columns(further: &[(&str, &str)]) -> Value {
    let mut columns = json!({
        "accountID": "id~#~char", "name": "username~#~char", "displayName": "email~#~char",
        "customproperty1": "firstName~#~char", "customproperty2": "lastName~#~char",
        "customproperty3": "email~#~char", "customproperty4": "profileId~#~char",
        "customproperty10": "active~#~char"
    });
    for (column, expression) in further {
        columns[*column] = json!(format!("#CONST#{expression}~#~char"));
    }
    json!({"accountParams": {
        "connection": "target",
        "statusAndThresholdConfig": {"statusColumn": "customproperty10", "activeStatus": ["true"]},
        "call": {"list": {
            "http": {"url": "/api/v4/users", "httpMethod": "GET",
                "httpHeaders": {"Authorization": "${access_token}"}},
            "listField": "", "keyField": "accountID", "colsToPropsMap": columns,
            "pagination": {"page": {"pageSizeParam": "limit", "pageSize": PAGE,
                "pageNumberParam": "page", "firstPageNumber": 0}}
        }}
    }})
}

/// Objects of some 430 bytes, their ids in no order.
fn body(objects: std::ops::Range<usize>) -> String {
    const NAMES: [&str; 8] = [
        "Astrid", "Bjarne", "Cecilie", "Dagfinn", "Eirin", "Frode", "Gunvor", "Halvard",
    ];
    let mut body = String::from("[");
    for (at, object) in objects.enumerate() {
        let number = (object as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (first, last) = (NAMES[object % 8], NAMES[object / 8 % 8]);
        let name = format!("{first}.{last}.{object:06}").to_lowercase();
        let groups: Vec<String> = (0..3)
            .map(|n| {
                let group = (object * 7 + n * 131) % 500;
                format!(
                    r#"{{"id":"00000000-0000-4000-8000-{group:012}","name":"group-{group:04}"}}"#
                )
            })
            .collect();
        let _ = write!(
            body,
            r#"{}{{"id":"{number:016x}-4000-8000-{object:012}","username":"{name}","email":"{name}@example.com","firstName":"{first}","lastName":"{last}","active":{},"profileId":"profile-0000-4000-8000-{:012}","groups":[{}]}}"#,
            if at > 0 { "," } else { "" },
            object % 10 != 0,
            object % 20,
            groups.join(",")
        );
    }
    body + "]"
}
