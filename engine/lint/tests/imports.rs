//! Imports and operations that look like a mistake and are none: no rule may speak.

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

fn accounts(columns: &Value, more: &Value) -> Value {
    let mut call = json!({"callOrder": 0, "listField": "data", "keyField": "accountID",
        "http": {"url": "https://api.example.test/users?limit=100", "httpMethod": "GET"},
        "colsToPropsMap": columns});
    for (key, value) in more.as_object().unwrap() {
        call[key] = value.clone();
    }
    json!({"accountParams": {"connection": "a", "call": {"call1": call}}})
}

#[test]
fn a_key_that_only_begins_like_the_list_is_no_path_from_outside() {
    let columns = json!({"accountID": "database.id~#~char", "name": "data_name~#~char",
        "customproperty1": "data~#~char"});
    assert_silent(
        codes::PATH_FROM_OUTSIDE,
        "ImportAccountEntJSON",
        &accounts(&columns, &json!({})),
    );
}

#[test]
fn columns_that_the_list_does_not_know_are_not_misspelt() {
    let columns = json!({"accountID": "id~#~char", "accountName": "a~#~char", "email": "b~#~char",
        "ID": "c~#~char", "lastLogin": "d~#~char", "CUSTOMPROPERTY60": "e~#~char"});
    assert_silent(
        codes::MISSPELT_COLUMN,
        "ImportAccountEntJSON",
        &accounts(&columns, &json!({})),
    );
}

#[test]
fn a_next_url_that_may_be_null_ends() {
    let columns = json!({"accountID": "id~#~char"});
    for next in [
        "@odata.nextLink",
        "links.next",
        "${response.completeResponseMap.next}",
        "${response.completeResponseMap.more ? 'https://h.test/?p=' + response.completeResponseMap.next : null}",
        "${headers?.Link?.contains('next') ? headers.Link.split(',')[1] : null}",
    ] {
        assert_silent(
            codes::ENDLESS_PAGING,
            "ImportAccountEntJSON",
            &accounts(
                &columns,
                &json!({"pagination": {"nextUrl": {"nextUrlPath": next}}}),
            ),
        );
    }
}

#[test]
fn the_size_that_paging_sets_may_stand_in_the_url() {
    let columns = json!({"accountID": "id~#~char"});
    let paging = json!({"pagination": {"offset": {"offsetParam": "offset", "batchParam": "limit",
        "batchSize": "100"}}});
    assert_silent(
        codes::PAGE_SIZE_IN_URL,
        "ImportAccountEntJSON",
        &accounts(&columns, &paging),
    );
}

#[test]
fn patterns_of_the_field_are_no_mistakes() {
    for pattern in [
        "yyyy-MM-dd'T'HH:mm:ssXXX",
        "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
        "dd/MM/yyyy hh:mm a",
        "EEE, d MMM yyyy HH:mm:ss Z",
        "YYYY-'W'ww-u",
        "mm:ss",
        "yyyyMMddHHmmss",
        "HH 'o''clock'",
    ] {
        let document = json!({"globalSettings": {"dateFormat": pattern}});
        assert_silent(
            codes::MISTAKEN_DATE_PATTERN,
            "ImportAccountEntJSON",
            &document,
        );
    }
}

fn operation(verb: &str, url: &str, body: &str) -> Value {
    json!({"call": [{"name": "Group", "url": url, "httpMethod": verb, "httpParams": body}]})
}

#[test]
fn a_put_of_one_member_or_of_what_was_read_overwrites_nothing() {
    let url = "https://h.test/groups/${entitlementValue.entitlementID}";
    for body in [
        r#"{"role": "${entitlementValue.entitlementID}", "schemas": ["urn:x"]}"#,
        r#"{"groups": ${response.Group1.message.groups}}"#,
        "",
    ] {
        assert_silent(
            codes::OVERWRITING_ACCESS_CALL,
            "RemoveAccessJSON",
            &operation("PUT", url, body),
        );
    }
}

#[test]
fn a_body_that_names_the_account_is_for_somebody() {
    for (url, body) in [
        ("https://h.test/users", r#"{"id": "${account.accountID}"}"#),
        ("https://h.test/users/${user.email}", ""),
        ("https://h.test/users/{account.accountID}", ""),
    ] {
        assert_silent(
            codes::OPERATION_WITHOUT_SUBJECT,
            "DisableAccountJSON",
            &operation("POST", url, body),
        );
    }
}
