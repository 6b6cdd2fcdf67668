//! Chains of calls through the binary: conditions, lists, names, rules, results, pauses and timeouts.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::staff::{bodies, call, call_with, calls, carry_out, desk, people, staff};
use crate::written::Answer;

#[test]
fn a_chain_asks_conditions_goes_through_lists_and_reads_earlier_answers() {
    let update = json!({"call": [
        call("find", "/find", "{\"name\":\"${account.name}\"}"),
        call_with("each", "/each", "{\"item\":\"${childresponse.id}\",\"of\":\"${response.find.message.team}\"}",
            &json!({"callListPath": "response.find.message.items"})),
        call_with("never", "/never", "{}",
            &json!({"callCondition": "${response.find.message.items.size() > 5}"})),
        call_with("once", "/once", "{\"status\":\"${response.call1.statusCode} ${response.'find'.message.team}\"}",
            &json!({"callCondition": "${response.find.message.items.size() == 2}"})),
        call_with("none", "/none", "{}", &json!({"callListPath": "find.message.nothing"})),
    ]});
    let service = staff(&[("UpdateAccountJSON", update)]);
    service.has(
        "/find",
        &json!({"team": "red", "items": [{"id": 1}, {"id": "two"}]}),
    );
    service.has("/each", &json!({})).has("/once", &json!({}));
    let home = desk(&service);
    let done = carry_out(&home, &["update-account", "--account", "ann"]);
    assert_eq!(done["status"], "COMPLETE", "{done}");
    assert_eq!(service.asked(), ["/find", "/each", "/each", "/once"]);
    let sent = service.sent();
    let body = |at: usize| serde_json::from_str::<Value>(&sent[at].1).unwrap();
    assert_eq!(body(1), json!({"item": "1", "of": "red"}));
    assert_eq!(body(2), json!({"item": "two", "of": "red"}));
    assert_eq!(body(3), json!({"status": "200 red"}));
}

#[test]
fn calls_of_one_name_are_told_apart_by_their_number_and_only_those_of_the_type_run() {
    let add = json!({"call": [
        call("Group", "/first", "{}"),
        call("Role", "/role", "{}"),
        call("Group", "/second",
            "{\"a\":\"${response.Group1.message.id}\",\"b\":\"${response.'Group1'.message.id}\",\"c\":\"${response.call1.message.id}\"}"),
        call("Group", "/third", "{\"d\":\"${response.Group2.message.id} ${response.Group.message.id}\"}"),
    ]});
    let remove = json!({"call": [call("Role", "/role", "{}")]});
    let service = staff(&[("AddAccessJSON", add), ("RemoveAccessJSON", remove)]);
    for (path, id) in [("/first", "f1"), ("/second", "s2"), ("/third", "t3")] {
        service.has(path, &json!({"id": id}));
    }
    let home = desk(&service);
    let subjects = ["--account", "max", "--entitlement", "Group=press"];
    let done = carry_out(&home, &[&["add-access"], &subjects[..]].concat());
    assert_eq!(done["status"], "COMPLETE", "{done}");
    let sent = service.sent();
    assert_eq!(sent.len(), 3, "{sent:?}");
    assert_eq!(sent[1].1, r#"{"a":"f1","b":"f1","c":"f1"}"#);
    assert_eq!(sent[2].1, r#"{"d":"s2 s2"}"#);
    // Calls of one name are counted in other operations too.
    let twice = json!({"call": [call("Sign", "/first", "{}"), call("Sign", "/second",
        "{\"a\":\"${response.Sign1.message.id} ${response.Sign.message.id}\"}")],
        "responseColsToPropsMap": {"customproperty8": "Sign1.message.id~#~char",
            "customproperty9": "Sign2.message.id~#~char"}});
    std::fs::write(
        service.path().join("UpdateAccountJSON.json"),
        twice.to_string(),
    )
    .unwrap();
    let done = carry_out(&home, &["update-account", "--account", "max"]);
    assert_eq!(done["status"], "COMPLETE", "{done}");
    assert_eq!(service.sent()[1].1, r#"{"a":"f1 f1"}"#);
    let shown = home.json(&["accounts", "show", "max"]);
    let columns = &shown["account"]["columns"];
    assert_eq!(
        (&columns["customproperty8"], &columns["customproperty9"]),
        (&json!("f1"), &json!("s2"))
    );
    // A type without a call fails, and nothing is sent.
    let failed = carry_out(&home, &[&["remove-access"], &subjects[..]].concat());
    assert_eq!(failed["status"], "PROVFAILED", "{failed}");
    assert!(
        failed.to_string().contains("entitlement type `Group`"),
        "{failed}"
    );
    assert!(service.sent().is_empty());
}

#[test]
fn a_call_that_stands_alone_and_an_account_that_is_named_and_columns_of_the_answer() {
    let one = call(
        "CreateUser",
        "/create",
        "{\"login\":\"${accountName}\",\"name\":\"${user.lastname}\"}",
    );
    let create = json!({"call": one, "accountIdPath": "accountName", "dateFormat": "dd.MM.yyyy HH:mm",
        "responseColsToPropsMap": {"customproperty3": "CreateUser.message.data.state~#~int",
            "customproperty4": "CreateUser.message.data.since~#~date",
            "customproperty5": "CreateUser.message.data.on~#~bool",
            "customproperty6": "CreateUser.message.data.made~#~epochdate",
            "customproperty7": "CreateUser.headers.content-type~#~char",
            "displayName": "CreateUser.message.data.shown~#~char"}});
    let service = staff(&[("CreateAccountJSON", create)]);
    service.has(
        "/create",
        &json!({"data": {"state": 7.0, "since": "03.02.2024 17:45", "on": "true", "made": 1_700_000_000_000_u64, "shown": "Ben B"}}),
    );
    let home = desk(&service);
    let done = carry_out(&home, &["create-account", "--user", "ben"]);
    assert_eq!(done["status"], "COMPLETE", "{done}");
    assert_eq!(
        bodies(&service, "/create"),
        [json!({"login": "ben", "name": "O'Best \"B\""})]
    );
    let account = home.json(&["accounts", "show", "ben"])["account"].clone();
    assert_eq!(account["account_id"], "ben", "{account}");
    assert_eq!(account["display_name"], "Ben B", "{account}");
    assert_eq!(account["status"], "manually-provisioned");
    let columns = &account["columns"];
    assert_eq!(columns["customproperty3"], 7, "{account}");
    assert_eq!(columns["customproperty4"], "2024-02-03T17:45:00Z");
    assert_eq!(columns["customproperty5"], true);
    assert_eq!(columns["customproperty6"], "2023-11-14T22:13:20Z");
    assert_eq!(columns["customproperty7"], "application/json");
    // The import has seen no more of it: an adoption, and no change.
    let people = people(&[json!({"id": "ben", "login": "ben", "state": "on"})]);
    service.has("/people", &people);
    let plan = home.bindery(&["import", "desk", "--plan"]).expect(0);
    assert!(plan.out.starts_with("nothing would change"), "{plan}");
    assert!(plan.out.contains("adopted"), "{plan}");
}

#[test]
fn success_and_failure_are_told_by_rules_of_every_shape() {
    let body = json!({"state": "done", "result": {"code": 7, "list": [{"s": "ok"}]}, "who": "ann"});
    let failed_body = json!({"state": "failed", "error": {"message": "Operation Failed"}});
    for (success, failure, answer, wanted) in [
        (
            json!({"statusCode": [200, 201]}),
            json!(null),
            &body,
            "COMPLETE",
        ),
        (
            json!({"statusCode": [201]}),
            json!(null),
            &body,
            "PENDINGPROV",
        ),
        (
            json!({"state": ["finished", "done"]}),
            json!(null),
            &body,
            "COMPLETE",
        ),
        (
            json!({"state": "done", "result.code": "7"}),
            json!(null),
            &body,
            "COMPLETE",
        ),
        (
            json!({"state": "done", "result.code": ["8"]}),
            json!(null),
            &body,
            "NEW",
        ),
        (
            json!([{"state": "x"}, {"result.list[0].s": "ok"}]),
            json!(null),
            &body,
            "COMPLETE",
        ),
        (
            json!({"who": "${account.name}"}),
            json!(null),
            &body,
            "COMPLETE",
        ),
        (
            json!({"who": ["${user.email}", "nobody"]}),
            json!(null),
            &body,
            "NEW",
        ),
        (json!([{}]), json!(null), &body, "COMPLETE"),
        (
            json!([{}]),
            json!({"error.message": "Operation Failed"}),
            &failed_body,
            "NEW",
        ),
        (
            json!(null),
            json!({"state": ["failed"]}),
            &failed_body,
            "NEW",
        ),
        (
            json!(null),
            json!({"statusCode": [null, 200]}),
            &body,
            "PENDINGPROV",
        ),
        (
            json!(null),
            json!({"message": "", "statusCode": [null, 400]}),
            &body,
            "COMPLETE",
        ),
    ] {
        let mut one = call("call1", "/enable", "{}");
        one["successResponses"] = success;
        one["unsuccessResponses"] = failure;
        let service = staff(&[("UpdateAccountJSON", calls(std::slice::from_ref(&one)))]);
        service.has("/enable", answer);
        let home = desk(&service);
        let task = carry_out(&home, &["update-account", "--account", "ann"]);
        assert_eq!(task["status"], wanted, "{one} {task}");
    }
}

#[test]
fn the_answer_of_a_call_that_shows_it_is_in_the_comments_masked() {
    let update = json!({"call": [
        call_with("shown", "/shown", "{}", &json!({"showResponse": true})),
        call("quiet", "/quiet", "{}")]});
    let service = staff(&[("UpdateAccountJSON", update)]);
    service.has(
        "/shown",
        &json!({"ticket": "visible-77", "token": "hidden-88"}),
    );
    service.has("/quiet", &json!({"note": "silent-99"}));
    let home = desk(&service);
    carry_out(&home, &["update-account", "--account", "ann"]);
    let told = home.bindery(&["task", "show", "1"]).expect(0);
    assert!(told.out.contains("visible-77"), "{told}");
    assert!(
        !told.out.contains("hidden-88") && !told.out.contains("silent-99"),
        "{told}"
    );
}

#[test]
fn a_privilege_of_the_request_goes_with_its_entitlement() {
    let add = json!({"call": [call_with("Group", "/join",
        "{\"name\":\"${dynamicattributename}\",\"level\":\"${requestAccessAttributes.level}\"}",
        &json!({"privilegeEntitlement": {"privEntType": "Group", "privAttrName": "level"}}))]});
    let service = staff(&[("AddAccessJSON", add)]);
    service.has("/join", &json!({}));
    let home = desk(&service);
    let words = ["add-access", "--account", "max", "--entitlement"];
    for (group, attribute, wanted) in [
        ("Group=press", "level=admin", "admin"),
        ("Group=sales", "x=y", "null"),
    ] {
        let done = carry_out(&home, &[&words[..], &[group, "--attr", attribute]].concat());
        assert_eq!(done["status"], "COMPLETE", "{done}");
        assert_eq!(
            bodies(&service, "/join"),
            [json!({"name": "level", "level": wanted})]
        );
    }
}

#[test]
fn so_many_tasks_of_a_type_begin_and_then_there_is_a_pause() {
    let config =
        json!({"provisioningLimit": {"types": {"UPDATEACCOUNT": 1}, "waitTimeMillis": 1500}});
    let service = staff(&[
        (
            "UpdateAccountJSON",
            calls(&[call("call1", "/update", "{}")]),
        ),
        ("DisableAccountJSON", calls(&[call("call1", "/off", "{}")])),
        ("ConfigJSON", config),
    ]);
    service.has("/update", &json!({})).has("/off", &json!({}));
    let home = desk(&service);
    let timed = |requests: &[[&str; 3]]| {
        for words in requests {
            home.json(&[&["request"], &words[..]].concat());
        }
        let begun = Instant::now();
        let ran = home.json(&["job", "run", "provisioning", "--endpoint", "desk"]);
        assert_eq!(ran["tasks"]["completed"], requests.len(), "{ran}");
        begun.elapsed()
    };
    let limited = timed(&[
        ["update-account", "--account", "ann"],
        ["update-account", "--account", "max"],
    ]);
    assert!(limited >= Duration::from_millis(1500), "{limited:?}");
    let free = timed(&[
        ["disable-account", "--account", "ann"],
        ["disable-account", "--account", "max"],
    ]);
    assert!(free < Duration::from_millis(1500), "{free:?}");
}

#[test]
fn a_write_that_takes_longer_than_the_definition_allows_is_in_doubt() {
    let config = json!({"connectionTimeoutConfig": {"connectionTimeout": 5, "readTimeout": 1, "writeTimeout": 5,
        "retryWait": 1, "retryCount": 1}});
    let service = staff(&[
        (
            "UpdateAccountJSON",
            calls(&[call("call1", "/update", "{}")]),
        ),
        ("ConfigJSON", config),
    ]);
    service.has("/update", &json!({}));
    let home = desk(&service);
    service.takes(Duration::from_secs(4));
    let begun = Instant::now();
    let task = carry_out(&home, &["update-account", "--account", "ann"]);
    assert_eq!(task["status"], "PENDINGPROV", "{task}");
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
    assert!(
        task.to_string().contains("R1005") || task.to_string().contains("in doubt"),
        "{task}"
    );
}

#[test]
fn a_body_of_nothing_is_no_body_and_verbs_of_any_case_are_sent() {
    let update = json!({"call": [
        call_with("a", "/a", "${requestAccessAttributes?.none}", &json!({"httpMethod": "put"})),
        call_with("b", "", "", &json!({"httpMethod": "DELETEWITHBODY", "url": " https://target.example/b "})),
        call_with("c", "/c", "", &json!({"httpMethod": "DELETE", "httpParams": "{\"x\":1}"})),
        call_with("d", "/d", "", &json!({"httpMethod": "PATCH", "httpParams": {"n": "${account.name}", "deep": {"list": ["${user.firstname}"]}}})),
    ]});
    let service = staff(&[("UpdateAccountJSON", update)]);
    for path in ["/a", "/b", "/c", "/d"] {
        service.answers(path, Answer::json(&json!({})));
    }
    let home = desk(&service);
    let done = carry_out(&home, &["update-account", "--account", "ann"]);
    assert_eq!(done["status"], "COMPLETE", "{done}");
    let bodies: Vec<String> = service.sent().into_iter().map(|(_, body)| body).collect();
    assert_eq!(
        bodies,
        ["", "", "", r#"{"n":"ann","deep":{"list":["Ann"]}}"#]
    );
}
