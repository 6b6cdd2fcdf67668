//! `bindery check --fix` and `--diff`.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::{bindery, shared, shown};

const SLIPS: &str = "{\n  \"call\": [\n    {\n      \"name\": \"call1\",\n      \"url\": \"https://a.example.test/users/{account.accountID} \",\n      \"httpMethod\": \"PUT\",\n      \"httpHeadres\": { \"contentType\": \"application/json\" },\n      \"successResponses\": { \"statusCode\": [200] },\n    }\n  ]\n}\n";

/// A folder with one attribute.
fn connector(folder: &Path, text: &[u8]) -> PathBuf {
    let connector = folder.join("acme");
    fs::create_dir(&connector).unwrap();
    fs::write(connector.join("DisableAccountJSON.json"), text).unwrap();
    fs::write(connector.join("README.md"), "kept").unwrap();
    connector
}

fn export() -> String {
    json!({"acme": {"connectionname": "acme", "externalconnectiontype": "REST", "EXTERNAL_ATTR": [
        {"attributename": "DisableAccountJSON", "encryptedattributevalue": SLIPS}]}})
    .to_string()
}

fn zip_of(path: &Path, text: &str) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, text) in [
        ("ObjectSummary.json", "{\"objects\": [ ]}"),
        ("Connection_1.json", text),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

fn fixable(path: &Path) -> usize {
    let output = bindery(&["check", path.to_str().unwrap(), "--format", "json"], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = report["diagnostics"].as_array().unwrap();
    rows.iter().filter(|d| d.get("fix").is_some()).count()
}

fn fix(path: &Path, arguments: &[&str]) -> std::process::Output {
    let all: Vec<&str> = ["check", path.to_str().unwrap()]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    bindery(&all, b"")
}

/// What the slips are once they are mended, whichever way they are stored.
fn is_mended(text: &str) {
    for right in [
        "/users/${account.accountID}\"",
        "\"httpHeaders\"",
        "\"Content-Type\"",
        "[200] }\n",
    ] {
        assert!(text.contains(right), "{right} is not in {text}");
    }
}

#[test]
fn a_folder_is_mended_in_rounds_until_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = connector(folder.path(), SLIPS.as_bytes());
    assert!(fixable(&path) >= 4);
    let output = fix(&path, &["--fix"]);
    assert!(
        shown(&output).contains("mended 5 findings in 1 file"),
        "{}",
        shown(&output)
    );
    is_mended(&fs::read_to_string(path.join("DisableAccountJSON.json")).unwrap());
    assert_eq!(fixable(&path), 0);
    let names: Vec<_> = fs::read_dir(&path).unwrap().collect();
    assert_eq!(names.len(), 2, "nothing is left behind");
    let again = fix(&path, &["--fix"]);
    assert!(shown(&again).contains("mended 0 findings in 0 files"));
}

#[test]
fn an_export_and_a_zip_are_mended_through_their_strings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Connection_1.json");
    fs::write(&file, format!("\u{feff}{}", export())).unwrap();
    let zip = folder.path().join("acme.zip");
    zip_of(&zip, &export());
    let before = fs::read(&zip).unwrap();
    for path in [&file, &zip] {
        fix(path, &["--fix"]);
        assert_eq!(fixable(path), 0, "{}", path.display());
    }
    let text = fs::read_to_string(&file).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    is_mended(
        value["acme"]["EXTERNAL_ATTR"][0]["encryptedattributevalue"]
            .as_str()
            .unwrap(),
    );
    let entry = |bytes: &[u8], name: &str| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
        let mut entry = archive.by_name(name).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        text
    };
    let after = fs::read(&zip).unwrap();
    assert_eq!(entry(&after, "Connection_1.json"), text);
    assert_eq!(
        entry(&after, "ObjectSummary.json"),
        entry(&before, "ObjectSummary.json")
    );
}

#[test]
fn a_diff_shows_what_would_change_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = connector(folder.path(), SLIPS.as_bytes());
    fs::write(
        path.join("ConnectionJSON.json"),
        "{\"authentications\": {\"a\": {\"authType\": \"oauth2\",\n\"accessToken\": \"hunter2\",\n\"authErorr\": [\"x\"],\n}}}",
    )
    .unwrap();
    let output = fix(&path, &["--diff"]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!text.contains("hunter2"), "{text}");
    let text = text.replace(&path.display().to_string(), "acme");
    insta::assert_snapshot!(text);
    assert_eq!(
        fs::read(path.join("DisableAccountJSON.json")).unwrap(),
        SLIPS.as_bytes()
    );
}

#[test]
fn only_chosen_findings_are_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = connector(folder.path(), SLIPS.as_bytes());
    fix(&path, &["--fix", "--select", "trailing-comma"]);
    let text = fs::read_to_string(path.join("DisableAccountJSON.json")).unwrap();
    assert_eq!(text, SLIPS.replace("] },\n    }", "] }\n    }"));
}

#[test]
fn a_file_in_another_encoding_is_left_alone_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(SLIPS.encode_utf16().flat_map(u16::to_le_bytes));
    let path = connector(folder.path(), &bytes);
    let output = fix(&path, &["--fix"]);
    assert!(
        shown(&output).contains("is not text in UTF-8"),
        "{}",
        shown(&output)
    );
    assert_eq!(
        fs::read(path.join("DisableAccountJSON.json")).unwrap(),
        bytes
    );
}

#[test]
fn a_package_that_cannot_be_read_is_reported_as_ever() {
    let output = bindery(&["check", "no/such.zip", "--fix"], b"");
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
}

#[test]
fn mending_the_corpus_never_adds_a_finding() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(shared.join("corpus")).unwrap() {
        let from = entry.unwrap().path();
        if from.extension().is_none_or(|e| e != "zip") {
            continue;
        }
        let path = folder.path().join("package.zip");
        fs::copy(&from, &path).unwrap();
        let count = || {
            let report = fix(&path, &["--format", "json"]);
            let report: Value = serde_json::from_slice(&report.stdout).unwrap();
            report["diagnostics"].as_array().unwrap().len()
        };
        let before = count();
        fix(&path, &["--fix"]);
        assert!(count() <= before, "{}", from.display());
        assert_eq!(fixable(&path), 0, "{}", from.display());
    }
}
