//! `bindery fmt`, `bindery diff` and `bindery schema`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::{bindery, root, shared, shown};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn files_are_laid_out_once_and_only_where_they_parse() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("acme");
    fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("connector.toml", "name = \"acme\"\n");
    write(
        "CreateAccountJSON.json",
        "\u{feff}{\"call\":[\r\n{\"name\":\"\\u00e9\",\"n\":1.50,\"n\":2 , \"x\":\"\\ud800\",}]}",
    );
    write("UpdateAccountJSON.json", "{\"call\": [}\n");
    write("notes.json", "[1,2]");
    write("export.json", "[1,2]");
    let arguments = ["fmt", text(&folder)];
    let check = bindery(&[&arguments[..], &["--check"]].concat(), b"");
    assert_eq!(check.status.code(), Some(1));
    assert!(
        fs::read_to_string(folder.join("CreateAccountJSON.json"))
            .unwrap()
            .starts_with('\u{feff}')
    );
    let output = bindery(&arguments, b"");
    insta::assert_snapshot!(shown(&output).replace(text(home.path()), "HOME"));
    assert_eq!(
        fs::read_to_string(folder.join("CreateAccountJSON.json")).unwrap(),
        "{\n  \"call\": [\n    { \"name\": \"\\u00e9\", \"n\": 1.50, \"n\": 2, \"x\": \"\\ud800\" }\n  ]\n}\n"
    );
    assert_eq!(
        fs::read_to_string(folder.join("UpdateAccountJSON.json")).unwrap(),
        "{\"call\": [}\n"
    );
    assert_eq!(
        fs::read_to_string(folder.join("notes.json")).unwrap(),
        "[1,2]"
    );
    assert_eq!(
        fs::read_to_string(folder.join("export.json")).unwrap(),
        "[1,2]"
    );
    fs::remove_file(folder.join("UpdateAccountJSON.json")).unwrap();
    let again = bindery(&[&arguments[..], &["--check"]].concat(), b"");
    assert_eq!(again.status.code(), Some(0), "{}", shown(&again));
    assert_eq!(
        bindery(&["fmt", "no-such-file.json"], b"").status.code(),
        Some(2)
    );
}

#[test]
fn the_connectors_of_this_repository_are_laid_out() {
    let output = bindery(&["fmt", "--check", "connectors/bynder"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

/// An export with one connection.
fn export(path: &Path, attributes: &Value) {
    let list: Vec<Value> = attributes
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| json!({"attributename": name, "encryptedattributevalue": value.to_string()}))
        .collect();
    let document = json!({"acme": {"connectionname": "acme", "externalconnectiontype": "REST", "EXTERNAL_ATTR": list}});
    fs::write(path, document.to_string()).unwrap();
}

fn left() -> Value {
    json!({
        "ConnectionJSON": {"authentications": {"a": {"authType": "oauth2", "accessToken": "Bearer old-s3cret", "url": "https://h.test/token"}}},
        "ImportAccountEntJSON": {"accountParams": {
            "call": {
                "call1": {"callOrder": 0, "http": {"url": "https://h.test/u", "httpMethod": "GET"}, "colsToPropsMap": {"accountID": "id~#~char", "name": "n~#~char"}},
                "call2": {"callOrder": 1, "http": {"url": "https://h.test/v"}}},
            "successResponses": {"statusCode": [200, 201]}}},
        "CreateAccountJSON": {"call": [
            {"name": "Group", "url": "https://h.test/g", "httpParams": "{\"a\": [1, 2], \"b\": \"${user.email}\"}"},
            {"name": "Role", "url": "https://h.test/r"}]},
        "RemoveAccountJSON": {"call": [{"name": "call1", "url": "https://h.test/d"}]},
    })
}

#[test]
fn forms_of_the_same_definition_do_not_differ() {
    let home = tempfile::tempdir().unwrap();
    let (a, b) = (home.path().join("a.json"), home.path().join("b.json"));
    export(&a, &left());
    let mut other = left();
    other["ImportAccountEntJSON"]["accountParams"]["successResponses"] =
        json!({"statusCode": ["201", "200"]});
    other["ImportAccountEntJSON"]["accountParams"]["call"] = json!({
        "call1": {"colsToPropsMap": {"name": "n~#~char", "accountID": "id~#~char"}, "callOrder": "0", "http": {"httpMethod": "GET", "url": "https://h.test/u", "ssl": null}},
        "call2": {"callOrder": 1, "http": {"url": "https://h.test/v"}}});
    other["CreateAccountJSON"]["call"][0]["httpParams"] =
        json!({"b": "${user.email}", "a": [1, 2]});
    other["RemoveAccountJSON"] =
        json!({"call": {"call1": {"url": "https://h.test/d", "name": "call1"}}});
    export(&b, &other);
    let output = bindery(&["diff", text(&a), text(&b), "--exit-code"], b"");
    assert_eq!(
        shown(&output),
        "exit code: 0\n── stdout\nno difference\n── stderr\n"
    );
}

#[test]
fn what_differs_is_named_by_attribute_call_and_column_without_secrets() {
    let home = tempfile::tempdir().unwrap();
    let (a, b) = (home.path().join("a.json"), home.path().join("b.json"));
    export(&a, &left());
    let mut other = left();
    other["ConnectionJSON"]["authentications"]["a"]["accessToken"] = json!("Bearer new-s3cret");
    let account = &mut other["ImportAccountEntJSON"]["accountParams"];
    account["call"]["call1"]["colsToPropsMap"] =
        json!({"accountID": "uuid~#~char", "displayName": "d~#~char"});
    account["call"]["call2"] = json!(null);
    account["successResponses"]["statusCode"] = json!([200, 404]);
    let calls = other["CreateAccountJSON"]["call"].as_array_mut().unwrap();
    calls.reverse();
    calls[1]["httpParams"] = json!("{\"a\": [2, 1], \"b\": \"${user.email}\"}");
    other["RemoveAccountJSON"] = json!(null);
    other["EnableAccountJSON"] = json!({"call": [{"name": "e", "url": "https://h.test/e", "httpHeaders": {"Authorization": "Basic c2VjcmV0"}}]});
    export(&b, &other);
    let output = bindery(&["diff", text(&a), text(&b)], b"");
    insta::assert_snapshot!(shown(&output));
    let output = bindery(
        &[
            "diff",
            text(&a),
            text(&b),
            "--format",
            "json",
            "--exit-code",
        ],
        b"",
    );
    assert_eq!(output.status.code(), Some(1));
    let printed = shown(&output);
    assert!(
        !printed.contains("s3cret") && !printed.contains("c2VjcmV0"),
        "{printed}"
    );
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["same"], json!(false));
    let rows = document["differences"].as_array().unwrap();
    assert!(rows.iter().any(|r| r["attribute"] == "ImportAccountEntJSON"
        && r["path"] == "/accountParams/call/call1/colsToPropsMap/accountID"
        && r["kind"] == "changed"
        && r["after"] == "uuid~#~char"));
}

#[test]
fn a_package_does_not_differ_from_its_folder() {
    let Some(shared) = shared() else { return };
    let home = tempfile::tempdir().unwrap();
    for path in fs::read_dir(shared.join("corpus")).unwrap() {
        let path = path.unwrap().path();
        if path.extension().is_none_or(|e| e != "zip") {
            continue;
        }
        let folder = home.path().join(path.file_stem().unwrap());
        bindery(&["unpack", text(&path), text(&folder)], b"");
        bindery(&["fmt", text(&folder)], b"");
        let output = bindery(&["diff", text(&path), text(&folder), "--exit-code"], b"");
        assert_eq!(output.status.code(), Some(0), "{}", path.display());
    }
}

#[test]
fn unpacking_says_which_credentials_stand_in_clear_text() {
    let home = tempfile::tempdir().unwrap();
    let connection = r#"{"authentications": {"main": {"authType": "oauth2",
        "httpParams": {"client_id": "@ID@", "client_secret": "planted-secret-1"}}}}"#;
    let export = serde_json::json!({"acme": {"externalconnectiontype": "REST", "EXTERNAL_ATTR": [
        {"attributename": "ConnectionJSON", "encryptedattributevalue": connection}]}});
    let package = home.path().join("acme.json");
    fs::write(&package, export.to_string()).unwrap();
    let folder = home.path().join("acme");
    let output = bindery(&["unpack", text(&package), text(&folder)], b"");
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("/authentications/main/httpParams/client_secret"),
        "{told}"
    );
    assert!(
        !told.contains("planted-secret-1") && !told.contains("client_id"),
        "{told}"
    );
}

#[test]
fn schemas_are_printed_and_written() {
    let output = bindery(&["schema", "createaccountjson"], b"");
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema["title"], "CreateAccountJSON");
    assert_eq!(
        schema["definitions"]["provisioningCall"]["properties"]["callCondition"]["description"],
        "skip the call where this is false"
    );
    let all: Value = serde_json::from_slice(&bindery(&["schema"], b"").stdout).unwrap();
    assert!(all.as_object().unwrap().len() > 20);
    insta::assert_snapshot!(shown(&bindery(&["schema", "CreateAcountJSON"], b"")));
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("schemas");
    assert!(
        bindery(&["schema", "--write", text(&folder)], b"")
            .status
            .success()
    );
    assert!(folder.join("ImportAccountEntJSON.schema.json").is_file());
    assert!(root().join("docs/src/editor.md").is_file());
}
