//! ImportUserJSON in the forms of §2.13 and §3.9 besides those of `people`.

use serde_json::{Value, json};

use super::lay;
use crate::bindery::run;
use crate::stub::{Connector, Stub, reply};
use crate::vectors::{BASIC, parameter, rows};

fn with(stub: &Stub, document: &Value) -> Connector {
    let connector = Connector::new(BASIC, &stub.url);
    std::fs::remove_file(connector.path().join("ImportAccountEntJSON.json")).unwrap();
    let text = document.to_string().replace("{url}", &stub.url);
    connector.put("ImportUserJSON.json", &text);
    connector
}

fn import(connector: &Connector, code: i32) -> Value {
    let words = ["import", "{}", "--retries", "0", "--format", "json"];
    run(connector.command(&words)).expect(code).json()
}

fn call(more: &Value) -> Value {
    let mut call = json!({"connection": "main", "url": "{url}/staff", "httpMethod": "GET",
        "colsToPropsMap": {"username": "u~#~char", "email": "m~#~char"}});
    lay(&mut call, more);
    call
}

fn names(connector: &Connector) -> Vec<String> {
    let rows = rows(connector, "users");
    let mut all: Vec<String> = rows
        .iter()
        .map(|row| row["username"].as_str().unwrap().to_owned())
        .collect();
    all.sort();
    all
}

#[test]
fn one_call_may_be_written_in_every_form() {
    let two = r#"[{"u":"ann","m":"a@x"},{"u":"bob","m":"b@x"}]"#;
    let inside = r#"{"staff":{"list":[{"u":"ann","m":"a@x"},{"u":"bob","m":"b@x"}]}}"#;
    for (document, body) in [
        (call(&json!({})), two),
        (call(&json!({"userResponsePath": ""})), two),
        (call(&json!({"userResponsePath": "staff.list"})), inside),
        (call(&json!({"listField": "staff.list"})), inside),
        (
            json!({"type": "multiCall", "call": [call(&json!({"name": "one"}))]}),
            two,
        ),
        (json!({"call": {"call1": call(&json!({}))}}), two),
        (
            json!({"connection": "main", "http": {"url": "{url}/staff", "httpMethod": "GET"},
                "colsToPropsMap": {"username": "u~#~char"}}),
            two,
        ),
        (call(&json!({"keyField": "email"})), two),
    ] {
        let stub = Stub::start(move |_| reply(200, body));
        let connector = with(&stub, &document);
        import(&connector, 0);
        assert_eq!(names(&connector), ["ann", "bob"], "{document}");
    }
}

#[test]
fn feeds_of_users_page_like_others_and_send_what_they_are_told() {
    for pagination in [
        json!({"nextUrl": {"nextUrlPath": "${response?.completeResponseMap?.next}"}}),
        json!({"page": {"pageSizeParam": "n", "pageSize": "1", "pageNumberParam": "p", "totalCountPath": "total"}}),
        json!({"offset": {"offsetParam": "from", "batchParam": "n", "batchSize": "1", "totalCountPath": "total"}}),
    ] {
        let stub = Stub::start(|asked| {
            assert_eq!(asked.method, "POST");
            assert_eq!(asked.header("x-a"), "b");
            let number = |name| parameter(asked, name).and_then(|n| n.parse::<usize>().ok());
            let at = number("from")
                .or_else(|| number("p").map(|p| p - 1))
                .unwrap_or(0);
            let next = (at == 0).then(|| "/staff?p=2".to_owned());
            let user = json!({"u": if at == 0 { "ann" } else { "bob" }, "m": "x"});
            reply(
                200,
                &json!({"list": [user], "total": 2, "next": next}).to_string(),
            )
        });
        let keys = json!({"httpMethod": "POST", "httpHeaders": {"X-A": "b"}, "httpParams": "{}",
            "httpContentType": "application/json", "userResponsePath": "list", "pagination": pagination});
        let connector = with(&stub, &call(&keys));
        import(&connector, 0);
        assert_eq!(names(&connector), ["ann", "bob"], "{pagination}");
    }
}

#[test]
fn constants_names_and_states_of_users_are_told_by_the_record() {
    let stub = Stub::start(|_| {
        reply(
            200,
            r#"[{"u":"ann","first":"Ann","on":"yes","born":"24.12.1990"},{"u":"bob","first":"Bob","on":"no","born":"1990-12-24"}]"#,
        )
    });
    let keys = json!({"globalSettings": {"dateFormat": "dd.MM.yyyy"}, "statusConfig": {"active": "yes"},
        "colsToPropsMap": {"firstname": "first~#~char", "displayname": "#CONST#${response.first.toUpperCase()}~#~char",
            "systemUserName": "${u + '@acme'}~#~char", "statuskey": "on~#~char", "startdate": "born~#~date",
            "customproperty1": "#CONST#staff~#~char"}});
    let connector = with(&stub, &call(&keys));
    import(&connector, 0);
    let users = rows(&connector, "users");
    let ann = users.iter().find(|user| user["username"] == "ann").unwrap();
    for (column, value) in [
        ("firstname", "Ann"),
        ("displayname", "ANN"),
        ("systemUserName", "ann@acme"),
        ("statuskey", "1"),
        ("startdate", "1990-12-24T00:00:00Z"),
        ("customproperty1", "staff"),
    ] {
        assert_eq!(ann["columns"][column], value, "{column}: {ann}");
    }
    let bob = users.iter().find(|user| user["username"] == "bob").unwrap();
    assert_eq!(bob["columns"]["statuskey"], "0");
    assert_eq!(bob["columns"]["startdate"], "1990-12-24T00:00:00Z");
}

#[test]
fn an_answer_that_the_rules_refuse_keeps_every_user() {
    let stub = Stub::start(|_| reply(200, r#"{"ok":true,"list":[{"u":"ann","m":"a@x"}]}"#));
    let keys = json!({"userResponsePath": "list", "successResponses": {"statusCode": [200], "ok": "true"}});
    let connector = with(&stub, &call(&keys));
    import(&connector, 0);
    for (status, body) in [
        (200, r#"{"ok":false,"list":[]}"#),
        (201, r#"{"ok":true,"list":[]}"#),
    ] {
        stub.answer(move |_| reply(status, body));
        import(&connector, 1);
        assert_eq!(names(&connector), ["ann"]);
    }
}
