//! The formats of `bindery check` for other programs.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::{bindery, command, shown};

fn output(arguments: &[&str]) -> String {
    let all: Vec<&str> = ["check"].iter().chain(arguments).copied().collect();
    String::from_utf8(bindery(&all, b"").stdout).unwrap()
}

/// A zip with one exported file whose attribute nests JSON in JSON and holds other scripts.
fn package(folder: &std::path::Path) -> std::path::PathBuf {
    use std::io::Write;
    let attribute = json!({"call": [{
        "name": "call1", "url": "https://é.example.test/users", "httpMethod": "POST",
        "httpMehtod": "x",
        "httpParams": "{\"näme\": \"${user.firstname ?}\"}",
        "password": "hunter2",
    }]})
    .to_string();
    let export = json!({"ac,me": {"connectionname": "ac,me", "externalconnectiontype": "REST",
        "EXTERNAL_ATTR": [{"attributename": "CreateAccountJSON", "encryptedattributevalue": attribute}]}});
    let path = folder.join("Päckage 1.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    zip.start_file(
        "Connection_1.json",
        zip::write::SimpleFileOptions::default(),
    )
    .unwrap();
    zip.write_all(export.to_string().as_bytes()).unwrap();
    zip.finish().unwrap();
    path
}

/// What the published schema of SARIF 2.1.0 says of the objects that are written: the properties that
/// must be there, and those that may. The schema allows no others.
const OBJECTS: &[(&str, &[&str], &[&str])] = &[
    ("log", &["version", "runs"], &["$schema"]),
    ("run", &["tool"], &["results", "columnKind"]),
    ("tool", &["driver"], &[]),
    (
        "driver",
        &["name"],
        &["semanticVersion", "rules", "informationUri"],
    ),
    (
        "rule",
        &["id"],
        &[
            "name",
            "shortDescription",
            "fullDescription",
            "help",
            "defaultConfiguration",
        ],
    ),
    (
        "result",
        &["message"],
        &[
            "ruleId",
            "ruleIndex",
            "level",
            "locations",
            "relatedLocations",
            "partialFingerprints",
            "fixes",
        ],
    ),
    (
        "location",
        &[],
        &["physicalLocation", "logicalLocations", "message"],
    ),
    ("physicalLocation", &["artifactLocation"], &["region"]),
    ("artifactLocation", &["uri"], &[]),
    (
        "region",
        &[],
        &["startLine", "startColumn", "endLine", "endColumn"],
    ),
    ("fix", &["artifactChanges"], &["description"]),
    ("artifactChange", &["artifactLocation", "replacements"], &[]),
    ("replacement", &["deletedRegion"], &["insertedContent"]),
    ("message", &["text"], &[]),
];

fn conforms(object: &Value, kind: &str) {
    let (_, required, optional) = OBJECTS.iter().find(|(name, ..)| *name == kind).unwrap();
    let members = object
        .as_object()
        .unwrap_or_else(|| panic!("{kind}: {object}"));
    for key in *required {
        assert!(members.contains_key(*key), "{kind} has no {key}");
    }
    for key in members.keys() {
        let known = required.contains(&key.as_str()) || optional.contains(&key.as_str());
        assert!(known, "{kind} has {key}");
    }
}

fn each<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value
        .get(key)
        .into_iter()
        .flat_map(|v| v.as_array().unwrap())
}

fn level(value: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&value.as_str().unwrap()));
}

fn region(region: &Value) {
    conforms(region, "region");
    for key in ["startLine", "startColumn", "endLine", "endColumn"] {
        assert!(region[key].as_u64().unwrap() >= 1);
    }
}

fn artifact(location: &Value) {
    conforms(location, "artifactLocation");
    let uri = location["uri"].as_str().unwrap();
    assert!(
        uri.bytes().all(|b| b.is_ascii_graphic()) && !uri.contains(['\\', '"', '<', '>', '`']),
        "{uri} is no URI reference"
    );
}

fn location(location: &Value) {
    conforms(location, "location");
    conforms(&location["physicalLocation"], "physicalLocation");
    artifact(&location["physicalLocation"]["artifactLocation"]);
    if let Some(value) = location["physicalLocation"].get("region") {
        region(value);
    }
}

/// Checks a log as the schema does, and what the standard asks beyond it; returns its results.
fn valid(text: &str) -> Vec<Value> {
    let log: Value = serde_json::from_str(text).unwrap();
    conforms(&log, "log");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    conforms(run, "run");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    conforms(&run["tool"], "tool");
    let driver = &run["tool"]["driver"];
    conforms(driver, "driver");
    let mut ids = BTreeSet::new();
    for rule in each(driver, "rules") {
        conforms(rule, "rule");
        level(&rule["defaultConfiguration"]["level"]);
        assert!(ids.insert(rule["id"].as_str().unwrap()), "rules are unique");
    }
    let unique = |list: &[Value], what: &str| {
        let all: BTreeSet<String> = list.iter().map(ToString::to_string).collect();
        assert_eq!(all.len(), list.len(), "{what} repeat each other");
    };
    for result in each(run, "results") {
        conforms(result, "result");
        for key in ["relatedLocations", "fixes"] {
            let list = result.get(key).and_then(Value::as_array);
            unique(list.map_or(&[], Vec::as_slice), key);
        }
        conforms(&result["message"], "message");
        level(&result["level"]);
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
        each(result, "locations").for_each(location);
        each(result, "relatedLocations").for_each(location);
        for fix in each(result, "fixes") {
            conforms(fix, "fix");
            let changes = fix["artifactChanges"].as_array().unwrap();
            assert!(!changes.is_empty());
            unique(changes, "artifactChanges");
            for change in each(fix, "artifactChanges") {
                conforms(change, "artifactChange");
                assert!(!change["replacements"].as_array().unwrap().is_empty());
                artifact(&change["artifactLocation"]);
                for replacement in each(change, "replacements") {
                    conforms(replacement, "replacement");
                    region(&replacement["deletedRegion"]);
                }
            }
        }
    }
    run["results"].as_array().unwrap().clone()
}

#[test]
fn sarif_follows_its_schema_and_has_every_finding() {
    let results = valid(&output(&["docs/examples/broken", "--format", "sarif"]));
    let report: Value =
        serde_json::from_str(&output(&["docs/examples/broken", "--format", "json"])).unwrap();
    let rows = report["diagnostics"].as_array().unwrap();
    assert_eq!(results.len(), rows.len());
    for (result, row) in results.iter().zip(rows) {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(result["ruleId"], row["code"]);
        if region.is_object() {
            assert_eq!(region["startLine"], row["line"]);
            assert_eq!(region["startColumn"], row["column"]);
        }
    }
}

/// Every example of a mistake, and the published connectors: what real output looks like.
#[test]
fn sarif_of_every_example_of_a_rule_follows_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../lint/fixtures");
    let mut paths: Vec<String> = Vec::new();
    for entry in fs::read_dir(fixtures).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(path.join("bad.json")) else {
            continue;
        };
        let attributes: Value = serde_json::from_str(&text).unwrap();
        let list: Vec<Value> = attributes
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, _)| *name != "samples")
            .map(|(name, value)| json!({"attributename": name, "encryptedattributevalue": value}))
            .collect();
        let export = json!({"acme": {"externalconnectiontype": "REST", "EXTERNAL_ATTR": list}});
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let file = folder.path().join(format!("{name}.json"));
        fs::write(&file, export.to_string()).unwrap();
        paths.push(file.display().to_string());
    }
    paths.sort();
    let mut words: Vec<&str> = paths.iter().map(String::as_str).collect();
    words.extend(["--format", "sarif"]);
    let results = valid(&output(&words));
    let codes: BTreeSet<&str> = results
        .iter()
        .filter_map(|r| r["ruleId"].as_str())
        .collect();
    assert!(codes.len() > 120, "{}", codes.len());
}

#[test]
fn sarif_names_files_in_zips_as_uris_and_hides_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let zip = package(folder.path());
    let text = output(&[zip.to_str().unwrap(), "--format", "sarif"]);
    let results = valid(&text);
    assert!(!results.is_empty());
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    let uri = uri.as_str().unwrap();
    assert!(
        uri.ends_with("P%C3%A4ckage%201.zip!Connection_1.json"),
        "{uri}"
    );
    assert!(!text.contains("hunter2"));
}

#[test]
fn sarif_without_findings_is_a_run_with_no_results() {
    let text = output(&[
        "docs/examples/broken",
        "--select",
        "B2001",
        "--format",
        "sarif",
    ]);
    assert!(valid(&text).is_empty());
}

/// The names of elements in order, after checking that every element is closed by its own name and
/// that no text holds a bare sign of markup.
fn elements(xml: &str) -> Vec<String> {
    let body = xml
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .unwrap();
    let (mut open, mut all) = (Vec::new(), Vec::new());
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        for stretch in tag.split('&').skip(1).chain(text.split('&').skip(1)) {
            let entity = stretch.split(';').next().unwrap();
            assert!(
                ["amp", "lt", "gt", "quot", "#13"].contains(&entity),
                "{entity}"
            );
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap().to_owned();
        all.push(name.clone());
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    all
}

#[test]
fn junit_is_well_formed_and_fails_what_fails_the_check() {
    let text = output(&["docs/examples/broken", "--format", "junit"]);
    let count = |text: &str, name: &str| elements(text).iter().filter(|e| *e == name).count();
    let report: Value =
        serde_json::from_str(&output(&["docs/examples/broken", "--format", "json"])).unwrap();
    let (errors, warnings) = (&report["summary"]["errors"], &report["summary"]["warnings"]);
    assert_eq!(count(&text, "failure") as u64, errors.as_u64().unwrap());
    assert!(text.contains(&format!("failures=\"{errors}\"")), "{text}");
    let strict = output(&[
        "docs/examples/broken",
        "--format",
        "junit",
        "--deny",
        "warnings",
    ]);
    assert_eq!(
        count(&strict, "failure") as u64,
        errors.as_u64().unwrap() + warnings.as_u64().unwrap()
    );
    let clean = output(&[
        "docs/examples/broken",
        "--select",
        "B2001",
        "--format",
        "junit",
    ]);
    assert!(clean.contains("<testcase name=\"no findings\""), "{clean}");
    assert_eq!(count(&clean, "failure"), 0);
}

#[test]
fn junit_and_github_hide_secrets_and_name_the_zip() {
    let folder = tempfile::tempdir().unwrap();
    let zip = package(folder.path());
    for format in ["junit", "github"] {
        let text = output(&[zip.to_str().unwrap(), "--format", format]);
        assert!(text.contains("ckage 1.zip"), "{text}");
        assert!(
            text.contains("B0001") && !text.contains("hunter2"),
            "{text}"
        );
    }
    elements(&output(&[zip.to_str().unwrap(), "--format", "junit"]));
}

#[test]
fn github_gets_one_command_a_line_at_the_place() {
    let text = output(&[
        "docs/examples/broken",
        "--format",
        "github",
        "--select",
        "B1002",
    ]);
    assert_eq!(
        text,
        "::warning file=docs/examples/broken/DisableAccountJSON.json,line=9,endLine=9,col=7,\
         endColumn=20,title=B1002 unknown-key::`httpHeadres` is not a key of this provisioning call\
         %0Ain DisableAccountJSON at /call/0/httpHeadres%0Adid you mean `httpHeaders`?\n"
    );
    let all = output(&["docs/examples/broken", "--format", "github"]);
    for line in all.lines() {
        let rest = line.strip_prefix("::").unwrap();
        let (head, message) = rest.split_once("::").unwrap();
        assert!(["error", "warning", "notice"].contains(&head.split(' ').next().unwrap()));
        assert!(!message.is_empty());
    }
}

#[test]
fn the_summary_is_markdown_for_a_ticket() {
    insta::assert_snapshot!(output(&["docs/examples/broken", "--summary"]));
}

#[test]
fn settings_of_the_workspace_and_of_the_connector_hold() {
    let folder = tempfile::tempdir().unwrap();
    let connector = folder.path().join("acme");
    fs::create_dir(&connector).unwrap();
    fs::write(
        connector.join("DisableAccountJSON.json"),
        r#"{"call": [{"name": "call1", "url": "/users/", "httpMethod": "PUT", "httpMehtod": "PUT"}]}"#,
    )
    .unwrap();
    let codes = |arguments: &[&str]| -> Vec<String> {
        let all: Vec<&str> = ["check", "acme", "--format", "json"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        let output = command(&all).current_dir(folder.path()).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        each(&report, "diagnostics")
            .map(|d| d["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let has = |codes: &[String], code: &str| codes.iter().any(|c| c == code);
    let plain = codes(&[]);
    assert!(has(&plain, "B1002") && has(&plain, "B3002"), "{plain:?}");

    fs::write(
        connector.join("connector.toml"),
        "[[check.ignore]]\ncode = \"unknown-key\"\nreason = \"kept for an older version\"\n\
         [[check.ignore]]\ncode = \"B4012\"\nreason = \"was needed once\"\n",
    )
    .unwrap();
    let left = codes(&[]);
    assert!(!has(&left, "B1002") && has(&left, "B2021"), "{left:?}");
    assert!(!has(&codes(&["--select", "B3"]), "B2021"));

    fs::write(
        folder.path().join("bindery.toml"),
        "[check]\ndeny = [\"missing-host\"]\nignore = [{ code = \"B6\", reason = \"\" }]\n",
    )
    .unwrap();
    assert!(has(&codes(&[]), "B2020"));
    fs::write(
        folder.path().join("bindery.toml"),
        "[check]\nselect = [\"B3002\"]\ndeny = [\"missing-host\"]\n",
    )
    .unwrap();
    assert_eq!(codes(&[]), ["B3002"]);
    let status = |arguments: &[&str]| {
        let output = command(arguments).current_dir(folder.path()).output();
        output.unwrap().status.code()
    };
    assert_eq!(
        status(&["check", "acme"]),
        Some(1),
        "the workspace denies it"
    );
    assert_eq!(status(&["check", "acme", "--ignore", "B3002"]), Some(0));
    assert_eq!(status(&["check", "acme", "--select", "B9"]), Some(2));
    assert_eq!(status(&["check", "acme", "--deny", "B9"]), Some(2));
}

#[test]
fn codes_can_be_denied_by_number_beginning_and_name() {
    for deny in ["B1002", "B1", "unknown-key", "warnings"] {
        let arguments = [
            "check",
            "docs/examples/broken",
            "--select",
            "B1002",
            "--deny",
            deny,
        ];
        let output = bindery(&arguments, b"");
        assert_eq!(output.status.code(), Some(1), "{deny}: {}", shown(&output));
    }
    let arguments = [
        "check",
        "docs/examples/broken",
        "--select",
        "B1002",
        "--deny",
        "B3",
    ];
    assert_eq!(bindery(&arguments, b"").status.code(), Some(0));
}
