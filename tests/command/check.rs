//! `bindery check`.

use std::fs;

use serde_json::Value;

use crate::{bindery, shared, shown};

/// The report on one path.
fn report(arguments: &[&str]) -> Value {
    let all: Vec<&str> = ["check", "--format", "json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    serde_json::from_slice(&bindery(&all, b"").stdout).unwrap()
}

#[test]
fn every_problem_of_a_definition_is_reported_at_once() {
    insta::assert_snapshot!(shown(&bindery(&["check", "docs/examples/broken"], b"")));
}

#[test]
fn the_report_for_programs_has_its_documented_shape() {
    let report = report(&["docs/examples/broken"]);
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        for key in ["code", "rule", "severity", "message", "file"] {
            assert!(diagnostic[key].is_string(), "{key}: {diagnostic}");
        }
        for key in [
            "help",
            "attribute",
            "path",
            "line",
            "column",
            "end_line",
            "end_column",
        ] {
            assert!(diagnostic.get(key).is_some(), "{key}: {diagnostic}");
        }
    }
    for key in ["files", "errors", "warnings", "infos"] {
        assert!(report["summary"][key].is_u64(), "{key}");
    }
}

#[test]
fn the_connector_that_ships_has_no_findings_once_its_parameters_are_filled() {
    let output = bindery(
        &[
            "check",
            "connectors/bynder",
            "--deny",
            "warnings",
            "--param",
            "PORTAL=acme.example",
            "--param",
            "TOKEN=file:docs/examples/user.json",
        ],
        b"",
    );
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

#[test]
fn findings_can_be_selected_and_ignored() {
    let all = report(&["docs/examples/broken"]);
    let codes = |report: &Value| -> Vec<String> {
        let rows = report["diagnostics"].as_array().unwrap();
        rows.iter()
            .map(|d| d["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let kept = codes(&report(&["docs/examples/broken", "--select", "B1"]));
    assert!(!kept.is_empty() && kept.iter().all(|code| code.starts_with("B1")));
    let left = codes(&report(&["docs/examples/broken", "--ignore", "B1"]));
    assert_eq!(kept.len() + left.len(), codes(&all).len());
    assert_eq!(
        bindery(&["check", ".", "--select", "nonsense"], b"")
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn what_cannot_be_read_ends_with_2_and_a_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.zip");
    fs::write(&file, "PK\u{3}\u{4}cut short").unwrap();
    for path in ["no/such/package.zip", file.to_str().unwrap()] {
        let output = bindery(&["check", path], b"");
        assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
        assert!(shown(&output).contains("help:"), "{}", shown(&output));
    }
}

#[test]
fn every_package_of_the_corpus_is_read() {
    let Some(shared) = shared() else { return };
    let mut packages = 0;
    for entry in fs::read_dir(shared.join("corpus")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "zip") {
            continue;
        }
        packages += 1;
        let output = bindery(&["check", path.to_str().unwrap(), "--format", "json"], b"");
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{}",
            shown(&output)
        );
        assert!(output.stderr.is_empty(), "{}", shown(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let rows = report["diagnostics"].as_array().unwrap();
        assert!(
            rows.iter()
                .all(|d| d["code"] != "R9001" && d["file"].is_string())
        );
    }
    assert_eq!(packages, 27);
}

#[test]
fn soap_connections_are_named_and_left_alone() {
    let Some(shared) = shared() else { return };
    let mut named = 0;
    for entry in fs::read_dir(shared.join("corpus")).unwrap() {
        let path = entry.unwrap().path();
        let rows = report(&[path.to_str().unwrap()])["diagnostics"]
            .as_array()
            .unwrap()
            .clone();
        let others: Vec<_> = rows.iter().filter(|d| d["code"] == "B2004").collect();
        named += others.len();
        assert!(
            others
                .iter()
                .all(|d| d["message"].as_str().unwrap().contains("SOAP")),
            "{rows:?}"
        );
    }
    assert!(named > 0);
}
