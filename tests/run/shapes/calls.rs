//! Calls: their order, the rows they run for, their form, what counts as success (§0.3–§0.5, §2.1–§2.6).

use serde_json::{Value, json};

use super::{call, column, connector, groups, import, of_accounts, people};
use crate::stub::{Stub, reply};
use crate::vectors::{self, rows};

fn detail(more: &Value) -> Value {
    let mut keys = json!({"callOrder": 1, "stageNumber": 3, "listField": "", "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char", "customproperty1": "job~#~char",
            "customproperty2": "note~#~char"}});
    super::lay(&mut keys, more);
    call("/people/${accountName}", &keys)
}

#[test]
fn calls_run_by_order_then_stage_then_place() {
    let stub = Stub::start(|_| reply(200, "[]"));
    let at = |path: &str, order: Value, stage: Value| {
        call(
            path,
            &json!({"callOrder": order, "stageNumber": stage, "listField": "",
            "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char"}}),
        )
    };
    let calls = json!({
        "z": at("/five", json!("1"), json!(2)), "y": at("/three", json!(0), json!(3)),
        "a": at("/one", json!("0"), json!("0")), "b": at("/two", json!(0), json!(0)),
        "c": at("/four", json!(1), json!("1")),
    });
    let connector = connector(&stub, &of_accounts(&calls));
    import(&connector, 0);
    let asked = ["/one", "/two", "/three", "/four", "/five"].map(|path| format!("GET {path}"));
    assert_eq!(stub.lines(), asked);
}

#[test]
fn two_sources_of_accounts_are_one_feed() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/people" => reply(200, r#"[{"id":1,"name":"ada","job":"j"}]"#),
        _ => reply(
            200,
            r#"[{"id":2,"name":"robot","job":null},{"id":1,"name":null,"job":null}]"#,
        ),
    });
    let robots = json!({"http": {"url": "{url}/robots", "httpMethod": "GET"}, "callOrder": 1,
        "inputParams": {"dependentCall": "false"}, "listField": "", "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char", "name": "name~#~char", "customproperty1": "job~#~char"}});
    let first = people(&json!({"colsToPropsMap": {"customproperty1": "job~#~char"}}));
    let connector = connector(
        &stub,
        &of_accounts(&json!({"call1": first, "call2": robots})),
    );
    import(&connector, 0);
    // A null of a later call erases nothing.
    assert_eq!(
        column(&connector, "customproperty1"),
        [("1".into(), json!("j")), ("2".into(), Value::Null)]
    );
    assert_eq!(column(&connector, "name")[0].1, "ada");
}

#[test]
fn a_dependent_call_runs_once_per_account_with_its_columns_bound() {
    // (keys of the call, path and body it asks for first)
    for (keys, line, body) in [
        (
            json!({"inputParams": {"dependentCall": true}, "nextApiKeyField": "accountID"}),
            "GET /people/1",
            "",
        ),
        (
            json!({"inputParams": {"dependentCall": "true", "nextApiKeyField": "accountID"}}),
            "GET /people/1",
            "",
        ),
        (
            json!({"inputParams": {"dependentCall": true}}),
            "GET /people/ada%20l",
            "",
        ),
        // Without inputParams the URL tells.
        (json!({}), "GET /people/ada%20l", ""),
        (
            json!({"http": {"url": "{url}/people/${accountID}/x"}}),
            "GET /people/1/x",
            "",
        ),
        (
            json!({"http": {"url": "{url}/people/${id}?by=${customproperty9}"}, "inputParams": {"dependentCall": true},
            "nextApiKeyField": "customproperty9"}),
            "GET /people/k1?by=k1",
            "",
        ),
        (
            json!({"http": {"url": "{url}/find", "httpMethod": "POST", "httpContentType": "application/json",
                "httpParams": "{\"who\":\"${accountName}\",\"id\":${accountID}}"},
                "inputParams": {"dependentCall": true}}),
            "POST /find",
            r#"{"who":"ada l","id":1}"#,
        ),
    ] {
        let stub = Stub::start(|asked| match asked.path.as_str() {
            "/people" => reply(200, r#"[{"id":1,"name":"ada l","k":"k1"}]"#),
            _ => reply(200, r#"{"id":1,"job":"analyst","note":null}"#),
        });
        let first = people(&json!({"colsToPropsMap": {"customproperty9": "k~#~char"}}));
        let calls = json!({"call1": first, "call2": detail(&keys)});
        let connector = connector(&stub, &of_accounts(&calls));
        let ended = import(&connector, 0);
        let asked = stub.asked();
        assert_eq!(asked[1].line(), line, "{keys}: {ended}");
        assert_eq!(asked[1].body, body, "{keys}");
        assert_eq!(
            column(&connector, "customproperty1")[0].1,
            "analyst",
            "{keys}"
        );
    }
}

#[test]
fn an_account_whose_call_is_refused_is_kept_and_told() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/people" => reply(200, r#"[{"id":1,"name":"ada"},{"id":2,"name":"bob"}]"#),
        "/people/ada" => reply(404, "{}"),
        _ => reply(200, r#"{"id":2,"job":"judge"}"#),
    });
    let calls = json!({"call1": people(&json!({})), "call2": detail(&json!({}))});
    let connector = connector(&stub, &of_accounts(&calls));
    let ended = import(&connector, 3);
    assert_eq!(ended.json()["status"], "partial");
    let found = column(&connector, "customproperty1");
    assert_eq!(
        found,
        [("1".into(), Value::Null), ("2".into(), json!("judge"))]
    );
}

#[test]
fn entitlements_of_one_type_are_read_for_each_of_another() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/groups" => reply(
            200,
            r#"[{"id":"g 1","name":"one"},{"id":"g2","name":"two"}]"#,
        ),
        "/groups/g%201/parts?of=one" => reply(200, r#"[{"id":"p1","name":"part 1"}]"#),
        _ => reply(200, r#"[{"id":"p2","name":"part 2"}]"#),
    });
    let part = call(
        "/groups/${entitlementID}/parts?of=${entitlementValue}",
        &json!({"listField": "",
        "inputParams": {"entitlementname": "Group"}, "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char",
            "entitlementMappingJson": "STORE#ENT#MAPPINGINFO#PARENTID#TYPE##ENTMAP~#~char"}}),
    );
    let document = json!({"entitlementParams": {"connection": "main", "processingType": "SequentialAndIterative",
        "entTypes": {"Part": {"entTypeOrder": "1", "call": {"call1": part}},
            "Group": {"entTypeOrder": 0, "call": {"call1": groups(&json!({}))}}}}});
    let connector = connector(&stub, &document);
    let ended = import(&connector, 0);
    assert_eq!(rows(&connector, "entitlements").len(), 4, "{ended}");
    assert_eq!(ended.json()["maps"]["added"], 2, "{ended}");
    assert_eq!(stub.lines()[1], "GET /groups/g%201/parts?of=one");
}

#[test]
fn rows_in_process_become_active_when_their_details_come() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/groups" => reply(200, r#"[{"id":"g1","name":null},{"id":"g2","name":null}]"#),
        "/groups/g1" => reply(200, r#"{"id":"g1","name":"one"}"#),
        _ => reply(404, "{}"),
    });
    let second = call(
        "/groups/${entitlementID}",
        &json!({"callOrder": 1, "listField": "",
        "inputParams": {"dependentCall": true, "statusFilter": "(ev.status = 6 OR ev.status = 1)"},
        "nextApiKeyField": "entitlementID", "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char"}}),
    );
    let first = groups(&json!({"makeProcessingStatus": "true"}));
    let document = json!({"entitlementParams": {"connection": "main", "entTypes": {
        "Group": {"call": {"call1": first, "call2": second}}}}});
    let connector = connector(&stub, &document);
    let ended = import(&connector, 3);
    let rows = rows(&connector, "entitlements");
    let mut found: Vec<_> = rows
        .iter()
        .map(|row| (row["entitlement_id"].as_str(), row["status"].as_str()))
        .collect();
    found.sort_unstable();
    let expected = [("g1", "active"), ("g2", "in-process")];
    assert_eq!(
        found,
        expected.map(|(id, status)| (Some(id), Some(status))),
        "{ended}"
    );
    assert!(ended.to_string().contains("R3010"), "{ended}");
}

#[test]
fn empty_calls_and_types_read_nothing() {
    let stub = Stub::start(|_| reply(200, r#"[{"id":1,"name":"ada"}]"#));
    let mut document = of_accounts(&json!({"call1": people(&json!({}))}));
    document["entitlementParams"] =
        json!({"connection": "main", "entTypes": {"Group": {"call": {}}, "Role": {}}});
    document["acctEntParams"] = json!({});
    let connector = connector(&stub, &document);
    import(&connector, 0);
    assert_eq!(stub.lines(), ["GET /people"]);
}

#[test]
fn calls_may_stand_in_a_list_or_alone_without_a_name() {
    for calls in [json!([people(&json!({}))]), people(&json!({}))] {
        let stub = Stub::start(|_| reply(200, r#"[{"id":1,"name":"ada"}]"#));
        let connector = connector(&stub, &of_accounts(&calls));
        import(&connector, 0);
        assert_eq!(connector.accounts(), ["ada"]);
    }
}

#[test]
fn an_answer_of_200_with_an_error_inside_is_a_failure_where_a_rule_says_so() {
    // (rules, body, exit code)
    for (rules, body, code) in [
        (
            json!({"unsuccessResponses": {"error.code": ["E7", "E8"]}}),
            r#"{"error":{"code":"E8"},"list":[]}"#,
            1,
        ),
        (
            json!({"unsuccessResponses": {"message": "", "statusCode": [null, 400]}}),
            r#"{"list":[{"id":1}]}"#,
            0,
        ),
        (
            json!({"SuccessResponses": {"ok": "true"}}),
            r#"{"ok":true,"list":[{"id":1}]}"#,
            0,
        ),
        (
            json!({"SuccessResponses": {"ok": "true"}}),
            r#"{"ok":false,"list":[{"id":1}]}"#,
            1,
        ),
        (
            json!({"successResponses": null}),
            r#"{"list":[{"id":1}]}"#,
            0,
        ),
        (
            json!({"successResponses": {"statusCode": [200], "ok": [true]}}),
            r#"{"ok":false,"list":[]}"#,
            1,
        ),
    ] {
        for in_section in [false, true] {
            let stub = Stub::start(move |_| reply(200, body));
            let mut one = people(&json!({"listField": "list",
                "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char"}}));
            if !in_section {
                super::lay(&mut one, &rules);
            }
            let mut document = of_accounts(&json!({ "call1": one }));
            if in_section {
                super::lay(&mut document["accountParams"], &rules);
            }
            let connector = connector(&stub, &document);
            let ended = vectors::import(&connector);
            assert_eq!(ended.code, code, "{rules} {body}: {ended}");
        }
    }
}

#[test]
fn bodies_take_the_form_of_their_type() {
    // (keys of http, content type, body)
    for (http, kind, body) in [
        (
            json!({"httpMethod": "PUT", "httpParams": {"a": "b c", "n": 1}}),
            "application/json",
            r#"{"a":"b c","n":1}"#,
        ),
        (
            json!({"httpMethod": "POST", "httpParams": "a=${'x y'}&b=2",
                "httpContentType": "application/x-www-form-urlencoded"}),
            "application/x-www-form-urlencoded",
            "a=x%20y&b=2",
        ),
        (
            json!({"httpMethod": "POST", "httpParams": {"q": {"deep": [1, 2]}}, "httpContentType": "application/json"}),
            "application/json",
            r#"{"q":{"deep":[1,2]}}"#,
        ),
        (
            json!({"httpMethod": "POST", "httpParams": "<q>${'a<b'}</q>", "httpContentType": "application/xml"}),
            "application/xml",
            "<q>a&lt;b</q>",
        ),
        (
            json!({"httpMethod": "POST", "httpContentType": "text/html"}),
            "",
            "",
        ),
        (
            json!({"httpMethod": "POST", "httpParams": "{\"q\":1}", "httpContentType": "application/json",
                "httpHeaders": {"Content-Type": "application/scim+json"}}),
            "application/scim+json",
            r#"{"q":1}"#,
        ),
        (
            json!({"httpMethod": "POST", "httpParams": {"a": "b c"},
                "httpHeaders": {"content-type": "application/x-www-form-urlencoded"}}),
            "application/x-www-form-urlencoded",
            "a=b%20c",
        ),
        (
            json!({"httpMethod": "PATCH", "httpParams": "{}"}),
            "application/json",
            "{}",
        ),
        (
            json!({"httpMethod": "DELETEWITHBODY", "httpParams": {"a": 1}}),
            "application/json",
            r#"{"a":1}"#,
        ),
        (json!({"httpMethod": " post ", "httpParams": ""}), "", ""),
    ] {
        let stub = Stub::start(|_| reply(200, r#"[{"id":1,"name":"ada"}]"#));
        let connector = connector(
            &stub,
            &of_accounts(&json!({"call1": people(&json!({ "http": http }))})),
        );
        let ended = import(&connector, 0);
        let asked = stub.asked();
        let verb = http["httpMethod"].as_str().unwrap().trim().to_uppercase();
        assert_eq!(
            asked[0].method,
            verb.trim_end_matches("WITHBODY"),
            "{http}: {ended}"
        );
        assert_eq!(asked[0].header("content-type"), kind, "{http}");
        assert_eq!(asked[0].body, body, "{http}");
    }
}

#[test]
fn a_multipart_body_has_a_part_for_each_pair() {
    let stub = Stub::start(|_| reply(200, r#"[{"id":1,"name":"ada"}]"#));
    let http = json!({"httpMethod": "POST", "httpParams": {"a": "b c", "n": 1}, "httpContentType": "multipart/form-data"});
    let connector = connector(
        &stub,
        &of_accounts(&json!({"call1": people(&json!({ "http": http }))})),
    );
    import(&connector, 0);
    let asked = stub.asked();
    let kind = asked[0].header("content-type");
    assert!(kind.starts_with("multipart/form-data; boundary="), "{kind}");
    for part in ["name=\"a\"\r\n\r\nb c\r\n", "name=\"n\"\r\n\r\n1\r\n"] {
        assert!(asked[0].body.contains(part), "{}", asked[0].body);
    }
}

#[test]
fn what_a_template_says_may_stand_anywhere_in_a_request() {
    let stub = Stub::start(|_| reply(200, r#"[{"id":1,"name":"ada"}]"#));
    let http = json!({"url": " {url}/${'people'}?since=${new Date().format('yyyy')}&q=${connection.search} ",
        "httpMethod": "${'POST'}", "httpParams": {"key": "${connection.tenant}"},
        "httpHeaders": {"X-Tenant": "t-${connection.tenant}", "Accept": "application/json"},
        "httpContentType": "application/json"});
    let connector = connector(
        &stub,
        &of_accounts(&json!({"call1": people(&json!({ "http": http }))})),
    );
    let auth = r#"{"authentications":{"main":{"authType":"Basic","tenant":"acme","search":"a b&c",
        "properties":{"userName":"u","password":"p-secret"}}}}"#;
    connector.put("ConnectionJSON.json", auth);
    let ended = import(&connector, 0);
    let asked = stub.asked();
    let year = asked[0].path.split(['=', '&']).nth(1).unwrap();
    assert!(year.parse::<u16>().is_ok_and(|year| year > 2023), "{ended}");
    assert!(asked[0].path.ends_with("&q=a%20b%26c"), "{}", asked[0].path);
    assert_eq!(asked[0].method, "POST");
    assert_eq!(asked[0].header("x-tenant"), "t-acme");
    assert_eq!(asked[0].body, r#"{"key":"acme"}"#);
}
