//! Checking whole packages: what a person reads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_definition::load_from_bytes;
use bindery_diagnostics::render::{Style, human};
use bindery_lint::{CheckOptions, check};
use serde_json::{Value, json};

/// An export with one connection whose attributes are given as JSON and stored as strings.
fn export(attributes: &[(&str, Value)]) -> String {
    let list: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| {
            let text = match value {
                Value::String(text) => text.clone(),
                other => serde_json::to_string_pretty(other).unwrap(),
            };
            json!({"attributename": name, "encryptedattributevalue": text, "formdata": null})
        })
        .collect();
    serde_json::to_string_pretty(&json!({
        "acme": {
            "connectionname": "acme",
            "externalconnectiontype": "REST",
            "EXTERNAL_ATTR": list,
        }
    }))
    .unwrap()
}

fn report(attributes: &[(&str, Value)]) -> String {
    let loaded = load_from_bytes("acme.json", export(attributes).as_bytes());
    human(
        &check(&loaded, &CheckOptions::default()),
        &loaded.sources,
        Style::default(),
    )
}

fn create(call: Value) -> Vec<(&'static str, Value)> {
    vec![("CreateAccountJSON", json!({"call": [call]}))]
}

#[test]
fn an_encrypted_connection_and_relative_urls_are_named() {
    insta::assert_snapshot!(report(&[
        (
            "ConnectionJSON",
            json!("c2Fsd2F5cyBlbmNyeXB0ZWQgaW4gZXhwb3J0cw==")
        ),
        (
            "CreateAccountJSON",
            json!({"call": [
                {"name": "call1", "connection": "acctAuth", "url": "/users", "httpMethod": "POST"},
                {"name": "call2", "connection": "acctAuth", "url": "/groups", "httpMethod": "POST"},
            ]})
        ),
    ]));
}

#[test]
fn a_broken_binding_inside_http_params_is_shown_at_its_place() {
    insta::assert_snapshot!(report(&create(json!({
        "name": "call1",
        "url": "https://api.example.test/users",
        "httpMethod": "POST",
        "httpParams": "{\"name\":\"Zoë ${user.firstname ?}\",\"mail\":\"${user.email}\"}",
    }))));
}

#[test]
fn an_unterminated_binding_is_shown_at_its_place() {
    insta::assert_snapshot!(report(&create(json!({
        "name": "call1",
        "url": "https://api.example.test/users/${user.username",
        "httpMethod": "POST",
    }))));
}

#[test]
fn a_misspelt_key_is_corrected() {
    insta::assert_snapshot!(report(&create(json!({
        "name": "call1",
        "url": "https://api.example.test/users",
        "httpMehtod": "POST",
        "SuccessResponses": {"statusCode": [201, "two hundred"]},
    }))));
}

#[test]
fn a_call_without_url_is_reported() {
    insta::assert_snapshot!(report(&create(
        json!({"name": "call1", "httpMethod": "POST"})
    )));
}

#[test]
fn a_parameter_without_value_is_reported_once() {
    insta::assert_snapshot!(report(&create(json!({
        "name": "call1",
        "url": "https://@HOST@/users",
        "httpMethod": "POST",
        "httpParams": "{\"x\":\"${user.email == null ? '@HOST@' : 'y'}\"}",
    }))));
}

#[test]
fn a_connection_that_is_not_defined_is_reported() {
    insta::assert_snapshot!(report(&[
        (
            "ConnectionJSON",
            json!({"authentications": {"acctAuth": {"authType": "oauth2", "url": "https://api.example.test/token"}}})
        ),
        (
            "DisableAccountJSON",
            json!({"call": [{"name": "call1", "connection": "acctAuht", "url": "/users", "httpMethod": "PUT"}]})
        ),
    ]));
}

#[test]
fn a_missing_comma_inside_an_attribute_is_shown_at_its_place() {
    insta::assert_snapshot!(report(&[(
        "DisableAccountJSON",
        json!(
            "{\r\n  \"call\": [\r\n    {\r\n      \"name\": \"call1\"\r\n      \"url\": \"https://api.example.test/\",\r\n    }\r\n  ]\r\n}"
        )
    )]));
}

#[test]
fn a_user_import_in_the_wrong_attribute_is_named() {
    insta::assert_snapshot!(report(&[(
        "ImportAccountEntJSON",
        json!({"connection": "a", "url": "https://api.example.test/people", "httpMethod": "GET",
            "userResponsePath": "", "colsToPropsMap": {"username": "id~#~char"}})
    )]));
}

#[test]
fn paging_in_the_wrong_place_is_named() {
    insta::assert_snapshot!(report(&[(
        "ImportAccountEntJSON",
        json!({"accountParams": {"call": {"call1": {
            "callOrder": "0", "http": {"url": "https://api.example.test/people", "httpMethod": "GET"},
            "colsToPropsMap": {"accountID": "id~#~char"},
            "page": {"pageNumberParam": "page", "pageSize": "fifty"}}}}})
    )]));
}

#[test]
fn an_unknown_attribute_is_corrected() {
    insta::assert_snapshot!(report(&[("CreateAcountJSON", json!({"call": []}))]));
}

#[test]
fn a_soap_connection_is_named_and_left_alone() {
    let text = r#"{"legacy": {"externalconnectiontype": "SOAP", "EXTERNAL_ATTR": [{"attributename": "X", "encryptedattributevalue": "{"}]}}"#;
    let loaded = load_from_bytes("legacy.json", text.as_bytes());
    let found = check(&loaded, &CheckOptions::default());
    insta::assert_snapshot!(human(&found, &loaded.sources, Style::default()));
}

#[test]
fn codes_can_be_selected_and_ignored() {
    use bindery_diagnostics::codes;
    let text = export(&create(json!({"name": "call1", "url": "/@X@/", "nmae": 1})));
    let loaded = load_from_bytes("acme.json", text.as_bytes());
    let all = check(&loaded, &CheckOptions::default());
    assert!(all.len() >= 3, "{all:?}");
    let one = check(
        &loaded,
        &CheckOptions {
            select: vec![codes::UNFILLED_PARAMETER],
            ..CheckOptions::default()
        },
    );
    assert_eq!(one.len(), 1);
    let rest = check(
        &loaded,
        &CheckOptions {
            ignore: vec![codes::UNFILLED_PARAMETER],
            ..CheckOptions::default()
        },
    );
    assert_eq!(rest.len(), all.len() - 1);
}

#[test]
fn the_connectors_of_this_repository_have_no_errors_or_warnings() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../connectors");
    let mut seen = 0;
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let loaded = bindery_definition::load(&path);
        let mut found = check(&loaded, &CheckOptions::default());
        found.retain(|d| d.severity > bindery_diagnostics::Severity::Info);
        assert!(
            found.is_empty(),
            "{}",
            human(&found, &loaded.sources, Style::default())
        );
        seen += 1;
    }
    assert!(seen > 0);
}
