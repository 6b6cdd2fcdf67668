//! A broken binding planted inside an escaped string inside a zip is named by file, line and column,
//! with a caret under it.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::{bindery, shown};

/// A definition whose one body has an error three levels deep: JSON in a string of JSON in a string.
fn export(binding: &str) -> String {
    let body = json!({"email": binding}).to_string();
    let create = json!({
        "accountIdPath": "call1.message.id",
        "call": [{
            "name": "call1",
            "connection": "acctAuth",
            "url": "https://acme.example/users",
            "httpMethod": "POST",
            "httpParams": body,
            "httpHeaders": {"Authorization": "${access_token}"},
            "httpContentType": "application/json",
            "successResponses": {"statusCode": [201]}
        }]
    });
    let connection = json!({"authentications": {"acctAuth": {
        "authType": "Basic", "properties": {"userName": "é", "password": "@PASSWORD@"},
        "url": "https://acme.example/"
    }}});
    let attribute = |name: &str, value: &Value| {
        json!({
            "attributekey": name,
            "attributename": name,
            "isencrypted": "false",
            "encryptedattributevalue": value.to_string()
        })
    };
    let document = json!({"Acme": {
        "connectionname": "Acme",
        "externalconnectiontype": "REST",
        "EXTERNAL_ATTR": [
            attribute("ConnectionJSON", &connection),
            attribute("CreateAccountJSON", &create),
        ]
    }});
    serde_json::to_string_pretty(&document).unwrap()
}

fn zip(path: &Path, entry: &str, text: &str) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file(entry, options).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap();
}

#[test]
fn the_place_is_that_of_the_outer_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Acme.zip");
    let text = export("${user.email == 'é' ? user.email : }");
    zip(&path, "Acme/Connection_1.json", &text);

    let path = path.to_str().unwrap();
    let output = bindery(&["check", path, "--format", "json", "--select", "B0"], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = &report["diagnostics"][0];
    assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    assert_eq!(found["code"], "B0001");
    assert_eq!(found["attribute"], "CreateAccountJSON");
    assert!(
        found["file"]
            .as_str()
            .unwrap()
            .ends_with("Acme.zip!Acme/Connection_1.json")
    );

    let line = usize::try_from(found["line"].as_u64().unwrap()).unwrap();
    let column = usize::try_from(found["column"].as_u64().unwrap()).unwrap();
    let at: String = text
        .lines()
        .nth(line - 1)
        .unwrap()
        .chars()
        .skip(column - 1)
        .collect();
    assert!(at.starts_with('}'), "the place is at `{at}`");

    let human = shown(&bindery(&["check", path, "--select", "B0"], b""));
    insta::assert_snapshot!(human.replace(folder.path().to_str().unwrap(), "[folder]"));
}

#[test]
fn a_sound_binding_has_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Acme.zip");
    zip(
        &path,
        "Connection_1.json",
        &export("${user.email == 'é' ? user.email : ''}"),
    );
    let output = bindery(&["check", path.to_str().unwrap(), "--select", "B0"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}
