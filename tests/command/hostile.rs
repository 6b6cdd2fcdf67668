//! Whatever a file holds, a check of it ends soon, in a time that grows as the file does, and in little
//! memory: the shapes that tempt a reader to look back, to look everywhere, or to keep everything.
//!
//! `BINDERY_HOSTILE=64 cargo test --release -p bindery --test command hostile` is the long form: files of
//! 64 MB, 60 s and 512 MiB each.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::{bindery, command, shown};

/// Bytes of the smaller file of a pair; the other is [`TIMES`] as large.
const SIZE: usize = 24_000;
const TIMES: usize = 4;
/// The most memory, in KiB.
const MEMORY: u64 = 512 * 1024;

/// A shape: its name, the attribute that it stands in (nothing for a file as it is), and what it begins
/// with, repeats and ends with. `#` is the number of the repetition.
type Shape = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const SHAPES: &[Shape] = &[
    (
        "broken calls",
        "ImportAccountEntJSON",
        r#"{"accountParams":{"connection":"a","call":{"#,
        r#""c#":{"url":"x"},"#,
        "}}}",
    ),
    (
        "wrong calls",
        "ImportAccountEntJSON",
        r#"{"accountParams":{"connection":"a","call":{"#,
        r#""c#":{"callOrder":#,"http":{"url":"/u${a","httpMethod":"GT"},"keyField":"x","colsToPropsMap":{"name":"id"}},"#,
        "}}}",
    ),
    (
        "empty calls",
        "CreateAccountJSON",
        r#"{"call":["#,
        "{},",
        "]}",
    ),
    (
        "calls of one another",
        "CreateAccountJSON",
        r#"{"call":["#,
        r#"{"name":"c#","url":"https://h.test/${response.d#.message.id}","httpMethod":"POST","httpParams":"{\"a\":\"${user.email#}\"}"},"#,
        "]}",
    ),
    (
        "access calls",
        "AddAccessJSON",
        r#"{"call":["#,
        r#"{"name":"T#","url":"https://h.test/u/${x#}"},"#,
        "]}",
    ),
    (
        "columns with bindings",
        "ImportAccountEntJSON",
        r#"{"accountParams":{"call":{"c":{"http":{"url":"https://h.test"},"keyField":"accountID","colsToPropsMap":{"#,
        r##""customproperty#":"#CONST#${if(response.a#!=null){return response.b#;} else return null}~#~char","##,
        "}}}}}",
    ),
    (
        "misspelt columns",
        "ImportAccountEntJSON",
        r#"{"accountParams":{"call":{"c":{"http":{"url":"https://h.test"},"keyField":"accountID","colsToPropsMap":{"#,
        r#""custompropertry#":"a.b.c[#]","#,
        "}}}}}",
    ),
    (
        "a body of bindings",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":{"#,
        r#""k#":"${user.customproperty#}","#,
        "}}]}",
    ),
    (
        "headers",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpHeaders":{"#,
        r#""X-#":"v","#,
        "}}]}",
    ),
    (
        "unknown keys",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","#,
        r#""k#":1,"#,
        "}]}",
    ),
    (
        "one key again and again",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","#,
        r#""httpMethod":"a","#,
        "}]}",
    ),
    (
        "near keys",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","#,
        r#""httpMethods#":"a","#,
        "}]}",
    ),
    ("tiny objects", "", "[", "{},", "]"),
    (
        "tiny objects in a body",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":["#,
        "{},",
        "]}]}",
    ),
    (
        "connections",
        "",
        "{",
        r#""acme#":{"EXTERNAL_ATTR":[]},"#,
        "}",
    ),
    (
        "attributes",
        "",
        r#"{"acme":{"EXTERNAL_ATTR":["#,
        r#"{"attributename":"A#","encryptedattributevalue":"{}"},"#,
        "]}}",
    ),
    (
        "one attribute again and again",
        "",
        r#"{"acme":{"EXTERNAL_ATTR":["#,
        r#"{"attributename":"CreateAccountJSON","encryptedattributevalue":"{}"},"#,
        "]}}",
    ),
    (
        "authentications",
        "ConnectionJSON",
        r#"{"authentications":{"#,
        r#""a#":{"authType":"oauth2","url":"https://h.test/#"},"#,
        "}}",
    ),
    (
        "entitlement types",
        "ImportAccountEntJSON",
        r#"{"entitlementParams":{"connection":"a","entTypes":{"#,
        r#""T#":{"call":{"c":{"http":{"url":"u"}}}},"#,
        "}}}",
    ),
    (
        "links of unknown types",
        "ImportAccountEntJSON",
        r#"{"entitlementParams":{"entTypes":{"X":{}}},"acctEntParams":{"entTypes":{"#,
        r#""t#":{"call":{"c":{"processingType":"httpEntToAcct","http":{"url":"u"}}}},"#,
        "}}}",
    ),
    (
        "memberships",
        "ImportAccountEntJSON",
        r#"{"accountParams":{"acctEntMappings":{"#,
        r#""T#":{"listPath":"a","idPath":"b","keyField":"entitlementID"},"#,
        "}}}",
    ),
    (
        "placeholders",
        "CreateAccountJSON",
        r#"{"call":["#,
        r#"{"name":"c#","url":"https://@H#@/x","httpParams":"@@A#@@"},"#,
        "]}",
    ),
    (
        "one string of bindings",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":""#,
        "${user.p#}x",
        r#""}]}"#,
    ),
    (
        "a binding that never ends",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":""#,
        "${",
        r#""}]}"#,
    ),
    (
        "a long sum",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":"${a"#,
        "+a",
        r#"}"}]}"#,
    ),
    (
        "half surrogates",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":""#,
        r"\ud800",
        r#""}]}"#,
    ),
    (
        "raw line breaks in a string",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":""#,
        "\n",
        r#""}]}"#,
    ),
    (
        "escapes",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":""#,
        r"\u00e9",
        r#""}]}"#,
    ),
    (
        "bare quotes in nested JSON",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","httpParams":"{"#,
        r#"\"a#":"b","#,
        r#"}"}]}"#,
    ),
    ("lists", "", "", "[", ""),
    ("objects", "", "", r#"{"a":"#, ""),
    ("closing brackets", "", "", "]}", ""),
    ("wrong brackets", "", "", "[{]", ""),
    ("commas", "", "[", ",", "]"),
    ("typographic quotes", "", "{", "“a”: ‘b’, ", "}"),
    ("open quotes", "", "", "[\"a\n", ""),
    ("comments", "", "{", "// x\n", "}"),
    ("colons", "", "{", ":", "}"),
    ("equals signs", "", "{", "\"a\"=\"b\"=", "}"),
    ("lists without an end", "", "{", r#""a":["x","b":"#, "}"),
    (
        "blank lines",
        "CreateAccountJSON",
        "\n\n{\"call\":[{\"urll\":\"x\"}]}",
        "\n",
        "",
    ),
    (
        "statuses",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test","successResponses":{"statusCode":["#,
        "200,",
        "]}}]}",
    ),
    (
        "actions",
        "UpdateUserJSON",
        r#"{"actions":{"#,
        r#""A#":{"call":[{"name":"c","url":"u"}]},"#,
        "}}",
    ),
    (
        "columns of a response",
        "CreateAccountJSON",
        r#"{"call":[{"name":"c","url":"https://h.test"}],"responseColsToPropsMap":{"#,
        r#""customproperty#":"d#.message.id~#~char","#,
        "}}",
    ),
];

fn text((_, attribute, head, unit, tail): &Shape, size: usize) -> String {
    let mut text = match *attribute {
        "" => String::new(),
        name => format!(
            r#"{{"acme":{{"externalconnectiontype":"REST","EXTERNAL_ATTR":[{{"attributename":"{name}","encryptedattributevalue":"#
        ),
    };
    text.push_str(head);
    let mut number = 0;
    while text.len() < size {
        text.push_str(&unit.replace("#", &number.to_string()));
        number += 1;
    }
    // No comma before the end, which would be another finding.
    if unit.ends_with("\",") || unit.ends_with("},") || unit.ends_with("0,") {
        text.pop();
    }
    text.push_str(tail);
    if !attribute.is_empty() {
        text.push_str("}]}}");
    }
    text
}

/// What a process took: seconds of the processor, and the most memory in KiB.
struct Taken {
    seconds: f64,
    memory: u64,
}

/// Runs a check of a file and watches it.
fn check(file: &Path, within: Duration) -> Taken {
    let mut child = command(&["check", file.to_str().unwrap(), "--format", "json"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let process = format!("/proc/{}", child.id());
    let start = Instant::now();
    let mut taken = Taken {
        seconds: 0.0,
        memory: 0,
    };
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let read = |name: &str| fs::read_to_string(format!("{process}/{name}")).unwrap_or_default();
        let peak = read("status").lines().find_map(|l| {
            let kib = l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?;
            kib.parse().ok()
        });
        taken.memory = taken.memory.max(peak.unwrap_or(0));
        let stat = read("stat");
        let ticks: f64 = stat.rsplit(')').next().map_or(0.0, |rest| {
            let fields: Vec<&str> = rest.split_whitespace().collect();
            let at = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok());
            at(11).unwrap_or(0.0) + at(12).unwrap_or(0.0)
        });
        taken.seconds = taken.seconds.max(ticks / 100.0);
        if start.elapsed() > within {
            child.kill().unwrap();
            panic!("{} takes more than {within:?}", file.display());
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(
        matches!(status.code(), Some(0..=2)),
        "{}: {status}",
        file.display()
    );
    taken
}

#[test]
fn hostile_files_are_checked_in_time_that_grows_as_they_do() {
    let long: Option<usize> = std::env::var("BINDERY_HOSTILE")
        .ok()
        .and_then(|m| m.parse().ok());
    let folder = tempfile::tempdir().unwrap();
    let mut slow = Vec::new();
    for shape in SHAPES {
        let file = |size: usize| {
            let file = folder
                .path()
                .join(format!("{}.json", shape.0.replace(' ', "-")));
            fs::write(&file, text(shape, size)).unwrap();
            file
        };
        if let Some(megabytes) = long {
            let taken = check(&file(megabytes * 1_000_000), Duration::from_secs(60));
            eprintln!(
                "{:32} {:6.2} s {:5} MiB",
                shape.0,
                taken.seconds,
                taken.memory / 1024
            );
            if taken.memory > MEMORY {
                slow.push(format!("{} takes {} MiB", shape.0, taken.memory / 1024));
            }
            continue;
        }
        let small = check(&file(SIZE), Duration::from_secs(60));
        let large = check(&file(SIZE * TIMES), Duration::from_secs(60));
        // A square of the size would take sixteen times as long; a tick of the clock is 10 ms.
        if large.seconds > 0.5 + small.seconds * 8.0 || large.memory > MEMORY {
            slow.push(format!(
                "{}: {:.2} s, then {:.2} s and {} MiB",
                shape.0,
                small.seconds,
                large.seconds,
                large.memory / 1024
            ));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

fn zip(path: &Path, entries: impl Iterator<Item = (String, Vec<u8>)>) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, content) in entries {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap();
}

fn ends(path: &Path, code: i32, says: &str) {
    let output = bindery(&["check", path.to_str().unwrap()], b"");
    let text = shown(&output);
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert!(text.contains(says), "{text}");
}

#[test]
fn hostile_zips_are_refused_and_cut_ones_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    zip(
        &path,
        (0..10_000).map(|i| (format!("{i}.json"), b"{}".to_vec())),
    );
    ends(&path, 2, "B2002");
    zip(
        &path,
        [("Connection_1.json".to_owned(), vec![b' '; 100_000_000])].into_iter(),
    );
    ends(&path, 2, "B2002");
    zip(
        &path,
        [("../Connection_1.json".to_owned(), b"{}".to_vec())].into_iter(),
    );
    ends(&path, 2, "B2002");
    let whole = br#"{"acme":{"EXTERNAL_ATTR":[]}}"#.to_vec();
    zip(&path, [("Connection_1.json".to_owned(), whole)].into_iter());
    let bytes = fs::read(&path).unwrap();
    for length in (4..bytes.len()).step_by(7) {
        fs::write(&path, &bytes[..length]).unwrap();
        ends(&path, 2, "B2001");
    }
}

#[test]
fn files_that_are_too_large_or_in_another_encoding_are_refused_or_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let file = fs::File::create(&path).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    ends(&path, 2, "B2002");
    let export = r#"{"acme":{"EXTERNAL_ATTR":[{"attributename":"CreateAccountJSON","encryptedattributevalue":"{\"call\":[{\"name\":\"é\",\"urll\":\"x\"}]}"}]}}"#;
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let mut bytes: Vec<u8> = order(0xFEFF).to_vec();
        bytes.extend(export.encode_utf16().flat_map(order));
        fs::write(&path, &bytes).unwrap();
        ends(&path, 1, "B1002");
        // Half of a pair, and half of a unit.
        bytes.extend(order(0xD800));
        bytes.push(b'x');
        fs::write(&path, &bytes).unwrap();
        ends(&path, 1, "B1002");
    }
    fs::write(&path, [0xFF, 0x00, 0x80, 0xC3]).unwrap();
    ends(&path, 2, "B2001");
    fs::write(&path, "[".repeat(10_000)).unwrap();
    ends(&path, 2, "B1001");
}
