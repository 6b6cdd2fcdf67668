//! `bindery unpack` and `bindery pack`: a package, a folder, and the package again.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use bindery_definition::json::{Node, parse};
use serde_json::json;

use crate::{bindery, shared, shown};

/// An export with one of everything that must come back.
fn export() -> String {
    let create = "{\r\n  \"call\": [{\"name\": \"call1\", \"url\": \"https://h.test/u\", \"httpMethod\": \"POST\", \
                  \"httpParams\": \"{\\\"mail\\\": \\\"${user.email}\\\", \\\"n\\\":1.50}\", \"httpContentType\": \"application/json\"}]}";
    let broken = "{\"call\": [ {\"name\": \"x\",, }";
    let connection = |name: &str, kind: &str, attributes: serde_json::Value| {
        json!({"sslCertificate": null, "connectionname": name, "externalconnectiontype": kind, "status": 1,
               "connectiondescription": "größer als <b>", "EXTERNAL_ATTR": attributes})
    };
    let attribute = |name: &str, value: serde_json::Value| json!({"encryptedattributevalue": value, "formdata": null, "attributename": name});
    let text = serde_json::to_string_pretty(&json!({
        "crm": connection("CRM", "REST", json!([
            attribute("ConnectionJSON", json!("F094T0v6WHOpHcSzOqzN/G0EOXMVamwB8u2E9ttQNJNH")),
            attribute("CreateAccountJSON", json!(create)),
            attribute("UpdateAccountJSON", json!(broken)),
            attribute("EnableAccountJSON", json!(null)),
            attribute("DisableAccountJSON", json!("")),
            attribute("ConfigJSON", json!({"showLogs": true})),
            attribute("SomethingElse", json!("{\"a\": 1}")),
        ])),
        "soap": connection("soap", "SOAP", json!([attribute("CREATEACCOUNTJSON", json!(create))])),
    }))
    .unwrap();
    // What serde cannot write: half a surrogate pair, digits beyond any float, a repeated key.
    text.replacen(
        "\"status\": 1,",
        "\"half\": \"\\ud800\", \"big\": 12345678901234567890123.50, \"big\": 2, \"status\": 1,",
        1,
    )
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The entries of a zip in their order, without what macOS leaves.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut entry = archive.by_index(i).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().into_owned(), content)
        })
        .filter(|(name, _)| !name.contains("__MACOSX") && !name.contains("/._"))
        .collect()
}

fn run(arguments: &[&str]) -> String {
    let output = bindery(arguments, b"");
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn tree(text: &[u8]) -> Node {
    parse(std::str::from_utf8(text).unwrap()).root.unwrap()
}

/// Unpacks and packs; the package that came out.
fn around(package: &Path, folder: &Path, more: &[&str]) -> Vec<u8> {
    let again = folder.with_extension("again.zip");
    run(&[&["unpack", text(package), text(folder)], more].concat());
    run(&["pack", text(folder), text(&again)]);
    fs::read(again).unwrap()
}

#[test]
fn a_package_comes_back_byte_for_byte() {
    let home = tempfile::tempdir().unwrap();
    let package = home.path().join("all.zip");
    let bytes = zipped(&[
        ("Acme/Connection_1.json", export().as_bytes()),
        ("Acme/ObjectSummary_1.json", b"{ \"Objects\":\n {} }"),
        ("Acme/readme.txt", "ä text".as_bytes()),
        ("Acme/logo.png", b"\x89PNG\xff\x00"),
        ("Acme/notes.json", b"{ not json"),
    ]);
    fs::write(&package, &bytes).unwrap();
    for more in [&[][..], &["--connection", "crm"]] {
        let folder = home.path().join(format!("folder{}", more.len()));
        let again = around(&package, &folder, more);
        assert_eq!(entries(&again), entries(&bytes));
        let create = fs::read_to_string(folder.join("CreateAccountJSON.json")).unwrap();
        assert!(
            create.contains(r#""httpParams": {"mail": "${user.email}", "n":1.50}"#),
            "{create}"
        );
        assert!(!folder.join("ConnectionJSON.json").exists());
        // The folder says what the package says.
        let codes = |path: &Path| {
            let output = bindery(&["check", text(path), "--format", "json"], b"");
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let mut codes: Vec<String> = report["diagnostics"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|d| {
                    !["B2004", "B2005", "B2006", "B1001", "B1006"]
                        .contains(&d["code"].as_str().unwrap())
                })
                .map(|d| format!("{} {}", d["code"], d["attribute"]))
                .collect();
            codes.sort();
            codes
        };
        assert_eq!(codes(&folder), codes(&package));
    }
}

#[test]
fn every_package_of_the_corpus_comes_back() {
    let Some(shared) = shared() else { return };
    let home = tempfile::tempdir().unwrap();
    let mut count = 0;
    for path in fs::read_dir(shared.join("corpus")).unwrap() {
        let path = path.unwrap().path();
        if path.extension().is_none_or(|e| e != "zip") {
            continue;
        }
        count += 1;
        let folder = home.path().join(path.file_stem().unwrap());
        let before = entries(&fs::read(&path).unwrap());
        let after = entries(&around(&path, &folder, &[]));
        assert_eq!(before.len(), after.len(), "{}", path.display());
        for ((name, before), (again, after)) in before.iter().zip(&after) {
            assert_eq!(name, again);
            if name.ends_with(".json") {
                assert!(
                    tree(before).is_same(&tree(after)),
                    "{name} of {}",
                    path.display()
                );
            }
            let strip = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().trim().to_owned();
            // The texts are not part of the project and not shown.
            assert!(
                strip(before) == strip(after),
                "{name} of {}",
                path.display()
            );
        }
    }
    assert_eq!(count, 27);
}

#[test]
fn several_connections_get_a_folder_each_and_a_changed_file_goes_into_the_package() {
    let home = tempfile::tempdir().unwrap();
    let package = home.path().join("two.json");
    let both = export().replace("SOAP", "REST");
    fs::write(&package, &both).unwrap();
    let folder = home.path().join("two");
    insta::assert_snapshot!(
        run(&["unpack", text(&package), text(&folder)]).replace(text(&folder), "DIR")
    );
    let again = home.path().join("again.json");
    run(&["pack", text(&folder), text(&again)]);
    assert_eq!(fs::read_to_string(&again).unwrap(), both);

    let file = folder.join("CRM/CreateAccountJSON.json");
    let changed = fs::read_to_string(&file)
        .unwrap()
        .replace("user.email", "user.mail");
    fs::write(&file, changed).unwrap();
    fs::remove_file(folder.join("CRM/ConfigJSON.json")).unwrap();
    fs::write(
        folder.join("CRM/RemoveAccountJSON.json"),
        "{\"call\": []}\n",
    )
    .unwrap();
    fs::write(folder.join("CRM/simulator.json"), "{\"secret\": 1}").unwrap();
    assert_eq!(
        bindery(&["pack", text(&folder), text(&again)], b"")
            .status
            .code(),
        Some(2)
    );
    run(&["pack", text(&folder), text(&again), "--force"]);
    let packed = fs::read_to_string(&again).unwrap();
    let value: serde_json::Value = serde_json::from_str(&packed.replace("\\ud800", "")).unwrap();
    let attributes = value["crm"]["EXTERNAL_ATTR"].as_array().unwrap();
    let of = |name: &str| {
        let found = attributes.iter().find(|a| a["attributename"] == name);
        found.unwrap()["encryptedattributevalue"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(of("CreateAccountJSON").contains(r#"\"${user.mail}\""#));
    assert_eq!(of("ConfigJSON"), "");
    assert_eq!(of("RemoveAccountJSON"), "{\"call\": []}");
    assert!(!packed.contains("secret"));
}

#[test]
fn a_hand_made_folder_becomes_a_package_without_what_is_ours_and_without_the_secret() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("acme");
    fs::create_dir_all(folder.join("tests")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write(
        "connector.toml",
        "name = \"acme\"\ndisplay_name = \"Acme\"\n[parameters.TOKEN]\nsecret = true\n",
    );
    write(
        "ConnectionJSON.json",
        r#"{"authentications": {"a": {"authType": "oauth2", "url": "https://h.test", "accessToken": "Bearer s3cr3t-0001", "refreshToken": "@TOKEN@"}}}"#,
    );
    write(
        "CreateAccountJSON.json",
        "{\"call\": [{\"name\": \"c\", \"url\": \"/u\", \"httpMethod\": \"POST\", \"httpContentType\": \"application/json\", \"httpParams\": {\n \"a\": \"${user.email}\"\n}}]}",
    );
    write("simulator.json", "{}");
    write("README.md", "ours");
    write("tests/answer.json", "{}");
    let package = home.path().join("acme.zip");
    let output = bindery(&["pack", text(&folder), text(&package)], b"");
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    insta::assert_snapshot!(shown(&output).replace(text(home.path()), "HOME"));
    let bytes = fs::read(&package).unwrap();
    let packed = entries(&bytes);
    let names: Vec<&str> = packed.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Connection_acme.json", "ObjectSummary_acme.json"]);
    let export = String::from_utf8(packed[0].1.clone()).unwrap();
    assert!(!export.contains("s3cr3t") && export.contains("Bearer @ACCESSTOKEN@"));
    assert!(
        export.contains(r#"{\\\"a\\\":\\\"${user.email}\\\"}"#),
        "{export}"
    );
    // The same bytes again, and a package that reads like the folder.
    run(&["pack", text(&folder), text(&package), "--force"]);
    assert_eq!(fs::read(&package).unwrap(), bytes);
    run(&["check", text(&package), "--ignore", "B"]);
    run(&[
        "pack",
        text(&folder),
        text(&package),
        "--force",
        "--keep-secrets",
    ]);
    assert!(
        String::from_utf8_lossy(&entries(&fs::read(&package).unwrap())[0].1).contains("s3cr3t")
    );
}

#[test]
fn a_target_with_something_in_it_is_refused_and_with_force_keeps_what_is_ours() {
    let home = tempfile::tempdir().unwrap();
    let package = home.path().join("acme.json");
    fs::write(&package, export()).unwrap();
    let folder = home.path().join("acme");
    fs::create_dir_all(folder.join("tests")).unwrap();
    fs::write(folder.join("tests/one.json"), "1").unwrap();
    fs::write(folder.join("connector.toml"), "name = \"mine\"\n").unwrap();
    fs::write(folder.join("RemoveAccountJSON.json"), "{}").unwrap();
    let refused = bindery(&["unpack", text(&package), text(&folder)], b"");
    assert_eq!(refused.status.code(), Some(2));
    insta::assert_snapshot!(shown(&refused).replace(text(&folder), "DIR"));
    run(&["unpack", text(&package), text(&folder), "--force"]);
    assert_eq!(
        fs::read_to_string(folder.join("tests/one.json")).unwrap(),
        "1"
    );
    assert_eq!(
        fs::read_to_string(folder.join("connector.toml")).unwrap(),
        "name = \"mine\"\n"
    );
    assert!(folder.join("CreateAccountJSON.json").exists());
    assert!(!folder.join("RemoveAccountJSON.json").exists());
    let names: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn hostile_and_damaged_packages_write_nothing() {
    let home = tempfile::tempdir().unwrap();
    let hostile = zipped(&[("../Connection_1.json", export().as_bytes())]);
    let cut = &zipped(&[("Connection_1.json", export().as_bytes())])[..200];
    let torn = export().replacen("\"REST\"", "REST", 1);
    let torn = zipped(&[("Connection_1.json", torn.as_bytes())]);
    for (name, bytes) in [
        ("a.zip", &hostile[..]),
        ("b.zip", cut),
        ("c.zip", &torn),
        ("d.json", b"[]"),
    ] {
        let package = home.path().join(name);
        fs::write(&package, bytes).unwrap();
        let folder = home.path().join("folder");
        let output = bindery(&["unpack", text(&package), text(&folder)], b"");
        assert_eq!(output.status.code(), Some(2), "{name}: {}", shown(&output));
        assert!(!folder.exists(), "{name}");
    }
    let folder = home.path().join("damaged");
    fs::create_dir(&folder).unwrap();
    for export in [
        r#"{"entries": [{"name": "../../x.json", "json": {}}]}"#,
        r#"{"folders": {"a": "../b"}, "entries": []}"#,
        r#"{"entries": [{"name": "x"}]}"#,
        "{\"entries\": [",
    ] {
        fs::write(folder.join("export.json"), export).unwrap();
        let output = bindery(
            &["pack", text(&folder), text(&home.path().join("x.zip"))],
            b"",
        );
        assert_eq!(
            output.status.code(),
            Some(2),
            "{export}: {}",
            shown(&output)
        );
        assert!(!home.path().join("x.zip").exists());
    }
}
