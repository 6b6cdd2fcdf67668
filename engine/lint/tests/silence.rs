//! What looks like a mistake and is none: no rule may speak.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_definition::load_from_bytes;
use bindery_diagnostics::render::{Style, human};
use bindery_diagnostics::{Code, codes};
use bindery_lint::{CheckOptions, check};
use serde_json::{Value, json};

fn assert_silent(code: Code, attribute: &str, value: &Value) {
    let export = json!({"acme": {"EXTERNAL_ATTR": [
        {"attributename": attribute, "encryptedattributevalue": value}
    ]}});
    let loaded = load_from_bytes("acme.json", export.to_string().as_bytes());
    let options = CheckOptions {
        select: vec![code],
        ..CheckOptions::default()
    };
    let found = check(&loaded, &options);
    assert!(
        found.is_empty(),
        "{}",
        human(&found, &loaded.sources, Style::default())
    );
}

fn body(text: &str) -> Value {
    json!({"call": [{"name": "call1", "url": "https://api.example.test/users",
        "httpMethod": "POST", "httpContentType": "application/json", "httpParams": text}]})
}

#[test]
fn a_body_that_some_value_makes_json_is_not_broken() {
    for text in [
        r#"{"a": ${user.statuskey}}"#,
        r#"{"a": 1${user.email == null ? '' : ',"b": 2'}}"#,
        r#"{${user.email == null ? '' : '"b": 2,'} "a": 1}"#,
        r#"[${user.customproperty1}]"#,
        r#"{"a": "say \"${user.email}\" {"}"#,
        "{\"a\": \"two\nlines\"}",
        "${user.customproperty9}",
    ] {
        assert_silent(codes::BROKEN_BODY, "CreateAccountJSON", &body(text));
    }
}

#[test]
fn a_body_that_is_no_json_by_its_type_is_left_alone() {
    let mut document = body("{grant=x&scope=y");
    document["call"][0]["httpContentType"] = json!("application/x-www-form-urlencoded");
    assert_silent(codes::BROKEN_BODY, "CreateAccountJSON", &document);
}

#[test]
fn braces_of_json_and_of_other_templates_are_not_bindings() {
    for text in [r#"{"user": {"id": 1}}"#, "{{user.name}}", "{appId}/{id.x}"] {
        assert_silent(
            codes::BINDING_WITHOUT_DOLLAR,
            "CreateAccountJSON",
            &body(text),
        );
    }
}

#[test]
fn names_that_a_script_declares_are_bound() {
    for text in [
        r#"{"a": "${def x = user.email; x}"}"#,
        r#"{"a": "${[1, 2].collect { it + 1 }.size()}"}"#,
        r#"{"a": "${[1].each { n -> n }}${Math.max(1, 2)}"}"#,
        r#"{"a": "${new java.text.SimpleDateFormat('yyyy').format(user.startdate)}"}"#,
    ] {
        assert_silent(codes::UNBOUND_NAME, "CreateAccountJSON", &body(text));
    }
}

#[test]
fn a_tested_part_is_guarded() {
    for text in [
        r#"{"a": "${user.email == null ? '' : user.email.trim()}"}"#,
        r#"{"a": "${user.email ? user.email.trim() : ''}"}"#,
        r#"{"a": "${requestAccessAttributes?.get('x')}"}"#,
    ] {
        assert_silent(codes::UNGUARDED_NULL, "CreateAccountJSON", &body(text));
    }
}

#[test]
fn a_placeholder_and_a_token_are_no_secrets() {
    for value in [
        "${access_token}",
        "Bearer @API_KEY1@",
        "<API_KEY_1>",
        "none",
        "Basic",
    ] {
        let mut document = body("{}");
        document["call"][0]["httpHeaders"] = json!({"Authorization": value});
        assert_silent(codes::SECRET_IN_CLEAR_TEXT, "CreateAccountJSON", &document);
    }
}

#[test]
fn plain_http_may_stay_on_this_machine() {
    for url in [
        "http://localhost:8080/users",
        "http://127.0.0.1/users",
        "http://[::1]:1/u",
    ] {
        let mut document = body("{}");
        document["call"][0]["url"] = json!(url);
        assert_silent(codes::PLAIN_HTTP, "CreateAccountJSON", &document);
    }
}

#[test]
fn a_url_may_hold_marks_in_its_query_and_a_placeholder_for_its_host() {
    for url in [
        "https://api.example.test/users?a=1&b=2",
        "https://@HOST@/users",
        "<URL>/users",
        "/users",
        "${connection.url}/users&x=1",
        "https://api.example.test:8443/users?next=${user.email}&x=1",
    ] {
        let mut document = body("{}");
        document["call"][0]["url"] = json!(url);
        for code in [
            codes::MALFORMED_QUERY,
            codes::MALFORMED_SCHEME,
            codes::FRAGMENT_IN_URL,
            codes::UNENCODED_URL_CHARACTER,
            codes::LEFTOVER_TEXT,
            codes::SECRET_IN_URL,
        ] {
            assert_silent(code, "CreateAccountJSON", &document);
        }
    }
}

#[test]
fn methods_of_values_whose_class_is_not_known_are_left_alone() {
    for text in [
        r#"{"a": "${user.getEmail()}"}"#,
        r#"{"a": "${response.call9.message.anything()}"}"#,
        r#"{"a": "${def f(x) { x }; 'a'.f()}"}"#,
    ] {
        assert_silent(codes::MISSING_METHOD, "CreateAccountJSON", &body(text));
    }
}

#[test]
fn conditions_that_guard_are_not_constant() {
    for text in [
        r#"{"a": "${user.email != null && user.email != '' ? user.email : ''}"}"#,
        r#"{"a": "${user.email == null || user.email == '' ? '' : user.email}"}"#,
        r#"{"a": "${user.email != null || user.title != null ? 1 : 2}"}"#,
    ] {
        assert_silent(codes::CONSTANT_CONDITION, "CreateAccountJSON", &body(text));
    }
    let both = r#"{"a": "${user.email == null || user.email == 'null' ? '' : user.email}"}"#;
    assert_silent(
        codes::COMPARED_WITH_WORD_NULL,
        "CreateAccountJSON",
        &body(both),
    );
}

#[test]
fn a_password_that_a_task_brings_is_no_secret() {
    for text in [
        r#"{"password": "${task.password}"}"#,
        r#"{"password": "@PASSWORD@"}"#,
        r#"{"tokenType": "Bearer"}"#,
        r#"{"password": ""}"#,
    ] {
        assert_silent(codes::SECRET_IN_BODY, "CreateAccountJSON", &body(text));
    }
}
