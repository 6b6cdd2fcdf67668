//! What links carry: attributes, owners by them, and calls that share a type.

use serde_json::{Value, json};

use crate::bindery::bindery;
use crate::written::{Answer, Written};

/// Teams whose members and maintainers are two calls, as a published definition has them.
fn document(config: &Value) -> Value {
    let call = |order: usize, role: &str| {
        json!({"callOrder": order, "stageNumber": 11 + order,
            "inputParams": {"entitlementname": "Organization",
                "statusFilter": "(ev.status = 6 or ev.status = 1)"},
            "http": {"url": format!("/teams/${{id}}/members?role={role}"), "httpMethod": "GET"},
            "listField": "", "acctKeyField": "accountID", "entKeyField": "entitlementID",
            "acctIdPath": "id", "privilegeParams": {"attrName": "Permission", "attrValue": role}})
    };
    json!({
        "accountParams": {"connection": "target", "call": {"call1": {
            "http": {"url": "/accounts", "httpMethod": "GET"}, "listField": "", "keyField": "accountID",
            "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char"}}}},
        "entitlementParams": {"connection": "target", "entTypes": {"Team": {
            "entitlementOwnerConfig": config,
            "call": {"call1": {"http": {"url": "/teams", "httpMethod": "GET"},
                "listField": "", "keyField": "entitlementID", "colsToPropsMap":
                    {"entitlementID": "id~#~char", "entitlement_value": "id~#~char"}}}}}},
        "acctEntParams": {"connection": "target", "processingType": "httpEntToAcct",
            "initPrivigesMap": [{"privName": "Permission", "entType": "Team"}],
            "entTypes": {"Team": {"call": {"call1": call(0, "member"), "call2": call(1, "maintainer")}}}}
    })
}

fn ids(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id})).collect()
}

/// Three accounts with users of their names; a and b are members of t1, b and c maintain it.
fn target(config: &Value) -> Written {
    let users = json!({"connection": "target", "url": "/accounts", "httpMethod": "GET",
        "userResponsePath": "", "colsToPropsMap": {"username": "id~#~char"}});
    let target = Written::new()
        .attribute("ImportAccountEntJSON", &document(config))
        .attribute("ImportUserJSON", &users)
        .file(
            "connector.toml",
            "name = \"written\"\n[correlation]\nuser = \"username\"\naccount = \"name\"\n",
        );
    target
        .has("/accounts", &ids(&["a", "b", "c"]))
        .has("/teams", &ids(&["t1", "t2"]))
        .has("/teams/t1/members?role=member", &ids(&["a", "b"]))
        .has("/teams/t1/members?role=maintainer", &ids(&["b", "c"]))
        .has("/teams/t2/members?role=member", &ids(&["c"]))
        .has("/teams/t2/members?role=maintainer", &ids(&[]));
    target
}

fn links(target: &Written) -> Vec<String> {
    let text = |link: &Value, key: &str| link[key].as_str().unwrap().to_owned();
    let rows = target.store.rows("links");
    let line = |link: &Value| {
        let (who, what) = (text(link, "account"), text(link, "entitlement_id"));
        format!("{who}-{what} {}", link["attributes"]["Permission"])
    };
    rows.iter().map(line).collect()
}

fn owners(target: &Written, team: &str) -> Value {
    let path = target.store.path();
    let store = path.to_str().unwrap();
    let words = [
        "entitlements",
        "show",
        team,
        "--format",
        "json",
        "--store",
        store,
    ];
    bindery(&words).expect(0).json()["owners"].clone()
}

#[test]
fn a_link_carries_the_attribute_of_its_call_and_a_later_call_wins() {
    let target = target(&json!({}));
    let report = target.import(&[], 0);
    assert_eq!(report["links"]["added"], 4, "{report}");
    let before = [
        r#"a-t1 "member""#,
        r#"b-t1 "maintainer""#,
        r#"c-t1 "maintainer""#,
        r#"c-t2 "member""#,
    ];
    assert_eq!(links(&target), before);
    assert_eq!(report["links"].get("updated"), None, "{report}");

    target.has("/teams/t1/members?role=maintainer", &ids(&["c"]));
    let plan = target.command(&["import", "{}", "--plan"]).expect(0);
    assert!(plan.out.contains("b -> Team t1"), "{plan}");
    assert!(plan.out.contains("Permission"), "{plan}");
    assert_eq!(links(&target), before);
    let report = target.import(&[], 0);
    assert_eq!(report["links"]["updated"], 1, "{report}");
    assert_eq!(report["links"]["unchanged"], 3, "{report}");
    assert_eq!(links(&target)[1], r#"b-t1 "member""#);
    let report = target.import(&[], 0);
    assert_eq!(report["links"]["unchanged"], 4, "{report}");

    let path = target.store.path();
    let words = [
        "links",
        "show",
        "b",
        "t1",
        "--store",
        path.to_str().unwrap(),
    ];
    let shown = bindery(&words).expect(0);
    assert!(shown.out.contains("Permission"), "{shown}");
    let lines = target.command(&["import", "{}", "--to", "jsonl"]).expect(0);
    assert!(
        lines
            .out
            .contains(r#""attributes":{"Permission":"member"}"#),
        "{lines}"
    );
}

#[test]
fn an_attribute_is_read_from_the_record() {
    let mut document = document(&json!({}));
    document["acctEntParams"]["entTypes"]["Team"]["call"]["call1"]["privilegeParams"] =
        json!({"attrName": "Permission", "attrValuePath": "role.name", "attrValue": "guest"});
    let calls = document["acctEntParams"]["entTypes"]["Team"]["call"].as_object_mut();
    calls.unwrap().remove("call2");
    let target = target(&json!({})).attribute("ImportAccountEntJSON", &document);
    target.has(
        "/teams/t1/members?role=member",
        &json!([{"id": "a", "role": {"name": "admin"}}, {"id": "b"}]),
    );
    target.import(&[], 0);
    assert_eq!(
        links(&target),
        [r#"a-t1 "admin""#, r#"b-t1 "guest""#, r#"c-t2 "guest""#]
    );
}

#[test]
fn what_one_of_two_calls_could_not_read_is_not_taken_away() {
    let target = target(&json!({"typeOfImportOwner": ["maintainer"]}));
    target.import(&[], 0);
    let before = links(&target);
    assert_eq!(owners(&target, "t1"), json!(["b", "c"]));
    target
        .has("/teams/t1/members?role=member", &ids(&["a"]))
        .answers("/teams/t1/members?role=maintainer", Answer::status(500))
        .has("/teams/t2/members?role=member", &ids(&[]));
    let report = target.import(&[], 3);
    assert_eq!(report["status"], "partial", "{report}");
    assert_eq!(report["links"]["removed"], 1, "{report}");
    // t2 was read by both calls, t1 by one.
    assert_eq!(links(&target), before[..3]);
    assert_eq!(owners(&target, "t1"), json!(["b", "c"]));
}

#[test]
fn owners_are_those_of_a_kind_and_no_more_than_the_most() {
    let target = target(&json!({"maxNumberOfOwner": 1, "typeOfImportOwner": ["maintainer"]}));
    let report = target.import(&[], 0);
    assert_eq!(report["owners"]["added"], 1, "{report}");
    assert_eq!(report["owners"]["left_out"], 1, "{report}");
    assert_eq!(owners(&target, "t1"), json!(["b"]), "the first stays");
    assert_eq!(owners(&target, "t2"), json!([]));
    target.has("/teams/t1/members?role=maintainer", &ids(&["c"]));
    target.import(&[], 0);
    assert_eq!(owners(&target, "t1"), json!(["c"]));
    target.has("/teams/t1/members?role=maintainer", &ids(&[]));
    let report = target.import(&[], 0);
    assert_eq!(report["owners"]["removed"], 1, "{report}");
    assert_eq!(owners(&target, "t1"), json!([]));
}

#[test]
fn a_call_of_links_runs_for_the_rows_that_its_filter_lets_through() {
    let mut document = document(&json!({}));
    let call = &mut document["acctEntParams"]["entTypes"]["Team"]["call"]["call2"];
    call["inputParams"]["statusFilter"] = json!("ev.status = 6");
    call["acctEntMappingTypeParam"] = json!({"mappingType": "ENT2PRIVREVERSE"});
    let target = target(&json!({})).attribute("ImportAccountEntJSON", &document);
    target.import(&[], 0);
    let asked = target.asked();
    assert!(
        asked.iter().any(|path| path.ends_with("role=member")),
        "{asked:?}"
    );
    assert!(
        !asked.iter().any(|path| path.ends_with("maintainer")),
        "{asked:?}"
    );
}

#[test]
fn a_call_has_no_more_under_way_than_its_triggers() {
    let mut document = document(&json!({}));
    document["accountParams"]["call"]["call2"] = json!({"callOrder": 1,
        "http": {"url": "/accounts/${accountName}", "httpMethod": "GET"}, "listField": "",
        "keyField": "accountID", "colsToPropsMap": {"accountID": "id~#~char", "description": "d~#~char"},
        "multiTrigger": {"multiTriggerType": "MultiTriggerByAccountBatching", "triggersCount": "3",
            "params": {"accountsoraccess": "accounts"}}});
    let target = target(&json!({})).attribute("ImportAccountEntJSON", &document);
    let many: Vec<String> = (0..20).map(|n| format!("u{n:02}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    target.has("/accounts", &ids(&many));
    for id in &many {
        target.has(
            &format!("/accounts/{id}"),
            &json!({"id": id, "d": format!("no {id}")}),
        );
    }
    target.takes(std::time::Duration::from_millis(20));
    let report = target.import(&["--only", "accounts"], 0);
    assert_eq!(report["accounts"]["created"], 20, "{report}");
    assert_eq!(target.most_at_once(), 3);
    target.import(&["--only", "accounts", "--prefetch", "2"], 0);
    assert_eq!(
        target.most_at_once(),
        2,
        "the command line's limit is the lower one"
    );
}
