//! Keys that few packages have, each with what it does to a run.

use serde_json::{Value, json};

use crate::bindery::{bindery, run};
use crate::stub::{Connector, PEOPLE, Reply, Stub, reply};

const BASIC: &str =
    r#""main":{"authType":"Basic","properties":{"userName":"u","password":"p-secret"}}"#;

/// One repeat at once.
const CONFIG: &str = r#"{"connectionTimeoutConfig":{"retryCount":1,"retryWait":0}}"#;

/// A connector whose account section and call have more keys.
fn connector(stub: &Stub, authentication: &str, section: &Value, call: &Value) -> Connector {
    let connector = Connector::new(authentication, &stub.url);
    let mut one = json!({"http": {"url": format!("{}/people", stub.url), "httpMethod": "GET",
            "httpHeaders": {"Authorization": "${access_token}"}},
        "listField": "", "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char", "name": "login~#~char",
            "customproperty1": "state~#~char", "customproperty2": "lock~#~char"}});
    lay(&mut one, call);
    let mut accounts = json!({"connection": "main", "call": {"call1": one}});
    lay(&mut accounts, section);
    let document = json!({ "accountParams": accounts });
    connector.put("ImportAccountEntJSON.json", &document.to_string());
    connector.put("ConfigJSON.json", CONFIG);
    connector
}

fn lay(into: &mut Value, keys: &Value) {
    for (key, value) in keys.as_object().unwrap() {
        match into.get_mut(key) {
            Some(old) if old.is_object() && value.is_object() => lay(old, value),
            _ => into[key] = value.clone(),
        }
    }
}

fn people(rows: &Value) -> Reply {
    reply(200, &rows.to_string())
}

fn rows(connector: &Connector) -> Vec<Value> {
    let list = run(connector.command(&["accounts", "list", "--format", "json"])).expect(0);
    list.json().as_array().unwrap().clone()
}

#[test]
fn a_text_that_tells_of_a_timeout_is_waited_for_without_a_new_token() {
    let auth = r#""main":{"authType":"oauth2","url":"{url}/token","httpParams":{"a":"b"},
        "tokenResponsePath":"t","tokenType":"Bearer","accessToken":"","timeOutError":"took too long"}"#;
    let own = json!({"timeOutError": "gave up"});
    for (section, text, works) in [
        (json!({}), "it took too long", true),
        (json!({}), "gave up", false),
        // On a section the key wins over the authentication's.
        (own.clone(), "gave up", true),
        (own, "it took too long", false),
    ] {
        let mut first = true;
        let stub = Stub::start(move |asked| match asked.path.as_str() {
            "/token" => reply(200, r#"{"t":"a-token"}"#),
            _ if std::mem::take(&mut first) => reply(400, &json!({ "message": text }).to_string()),
            _ => reply(200, PEOPLE),
        });
        let connector = connector(&stub, auth, &section, &json!({}));
        let ended = connector.import();
        assert_eq!(ended.code, i32::from(!works), "{section} {text}: {ended}");
        let waits = ended.err.contains("400, waiting 0 s, attempt 2 of 2");
        assert_eq!(waits, works, "{section} {text}: {ended}");
        let tokens = stub
            .lines()
            .into_iter()
            .filter(|line| line == "POST /token");
        assert_eq!(tokens.count(), 1);
    }
}

#[test]
fn who_is_locked_is_a_column_beside_the_status() {
    let by_column = json!({"statusAndThresholdConfig": {"lockedStatusColumn": "customproperty2",
        "lockedStatusMapping": {"Locked": ["yes", 1], "Unlocked": ["no"]}}});
    let by_status = json!({"colsToPropsMap": {"status": "lock~#~char"},
        "statusConfig": {"active": ["no", "yes", "1"], "locked": ["yes", "1"]}});
    for (section, call, third) in [
        (by_column, json!({}), Value::Null),
        (json!({}), by_status, json!(false)),
    ] {
        let stub = Stub::start(|_| {
            people(&json!([{"id": "1", "login": "ada", "lock": "yes"},
                {"id": "2", "login": "bob", "lock": "no"},
                {"id": "3", "login": "cyd", "lock": "perhaps"},
                {"id": "4", "login": "dan", "lock": 1}]))
        });
        let connector = connector(&stub, BASIC, &section, &call);
        connector.import().expect(0);
        let rows = rows(&connector);
        let locked: Vec<&Value> = rows.iter().map(|row| &row["columns"]["locked"]).collect();
        assert_eq!(locked, [&json!(true), &json!(false), &third, &json!(true)]);
        assert_eq!(rows[0]["status"], "active");
    }
}

#[test]
fn values_that_mean_inactive_leave_the_others_to_the_next_rule() {
    let stub = Stub::start(|_| {
        people(&json!([{"id": "1", "login": "ada", "state": "on"},
            {"id": "2", "login": "bob", "state": "off"},
            {"id": "3", "login": "cyd", "state": "new"}]))
    });
    let section = json!({"statusAndThresholdConfig": {"statusColumn": "customproperty1",
        "activeStatus": ["on"], "inactiveStatus": ["off"]}});
    let connector = connector(&stub, BASIC, &section, &json!({}));
    connector.import().expect(0);
    let rows = rows(&connector);
    let states: Vec<&Value> = rows.iter().map(|row| &row["status"]).collect();
    assert_eq!(states, ["active", "inactive", "active"]);
}

#[test]
fn the_older_key_for_missing_accounts_still_counts() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let call = json!({"disableDeletedAccounts": "true"});
    let connector = connector(&stub, BASIC, &json!({}), &call);
    connector.import().expect(0);
    stub.answer(|_| reply(200, r#"[{"id":"1","login":"ada"}]"#));
    connector.import().expect(0);
    assert_eq!(rows(&connector)[1]["status"], "inactive");
}

#[test]
fn a_dummy_call_asks_for_nothing() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let mut section = json!({"call": {"call2": {"callOrder": 1, "dummyCall": true}}});
    section["call"]["call3"] = json!({"callOrder": 2, "dummyCall": "true",
        "http": {"url": "/never", "httpMethod": "GET"}, "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char"}});
    let connector = connector(&stub, BASIC, &section, &json!({}));
    connector.import().expect(0);
    assert_eq!(stub.lines(), ["GET /people"]);
}

#[test]
fn a_call_can_have_another_authentication_than_its_section() {
    let stub = Stub::start(|asked| match asked.header("authorization") {
        "Key call-token-0001" => reply(200, PEOPLE),
        other => panic!("{other}"),
    });
    let auth =
        format!(r#"{BASIC},"other":{{"authType":"oauth2","accessToken":"Key call-token-0001"}}"#);
    let call = json!({"connection": "other"});
    let connector = connector(&stub, &auth, &json!({}), &call);
    let ended = connector.import().expect(0);
    assert!(!ended.to_string().contains("call-token"), "{ended}");
}

#[test]
fn flat_parameters_go_with_the_token_request_and_a_flag_renews_at_once() {
    let mut n = 0;
    let stub = Stub::start(move |asked| match asked.path.as_str() {
        "/token" => {
            assert!(asked.body.contains("client_id=flat-id"), "{asked:?}");
            assert!(
                asked.body.contains("client_secret=flat-secret"),
                "{asked:?}"
            );
            assert!(asked.body.contains("scope=all%20of%20it"), "{asked:?}");
            reply(200, r#"{"t":"a-token"}"#)
        }
        "/renew" => {
            n += 1;
            reply(200, &format!(r#"{{"r":"refresh-{n}"}}"#))
        }
        _ => reply(200, PEOPLE),
    });
    let auth = r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
        "client_id":"flat-id","client_secret":"flat-secret","scope":"all of it",
        "httpParams":{"grant_type":"refresh_token","refresh_token":"${refresh_token}"},
        "refreshType":"RefreshToken","refreshToken":"refresh-0","refreshTokenFlag":"true",
        "refreshTokenCall":{"url":"{url}/renew","httpMethod":"POST","httpParams":{"a":"b"},
        "refreshTokenResponsePath":"r"},
        "tokenResponsePath":"t","tokenType":"Bearer","accessToken":""}"#;
    let connector = connector(&stub, auth, &json!({}), &json!({}));
    connector.import().expect(0);
    assert_eq!(stub.lines(), ["POST /token", "POST /renew", "GET /people"]);
}

#[test]
fn a_key_without_effect_is_told() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let call = json!({"showJobHistory": true});
    let connector = connector(&stub, BASIC, &json!({}), &call);
    connector.put("ConfigJSON.json", r#"{"showLogs": true}"#);
    let path = connector.path();
    let found = bindery(&["check", path.to_str().unwrap(), "--select", "B1010"]).expect(0);
    for key in ["showJobHistory", "showLogs"] {
        assert!(
            found.out.contains(&format!("`{key}` has no effect")),
            "{found}"
        );
    }
    connector.import().expect(0);
}
