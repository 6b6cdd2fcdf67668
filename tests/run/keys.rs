//! The keys of an import, one by one: what each makes of the same feed.

use serde_json::{Value, json};

use crate::bindery::bindery;
use crate::written::{Answer, Written};

/// Accounts a, b, c and groups g1, g2, whose members are asked for one by one.
fn document() -> Value {
    json!({
        "accountParams": {"connection": "target", "call": {"call1": {
            "http": {"url": "/accounts", "httpMethod": "GET"}, "listField": "list",
            "keyField": "accountID", "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char",
                "customproperty1": "state~#~char", "created_on": "since~#~date"}}}},
        "entitlementParams": {"connection": "target", "entTypes": {"Group": {
            "entTypeLabels": {"customproperty3": "Tags"}, "call": {"call1": {
            "http": {"url": "/groups", "httpMethod": "GET"}, "listField": "list",
            "keyField": "entitlementID", "colsToPropsMap": {"entitlementID": "id~#~char",
                "entitlement_value": "id~#~char"}}}}}},
        "acctEntParams": {"connection": "target", "entTypes": {"Group": {"call": {"call1": {
            "processingType": "httpEntToAcct", "http": {"url": "/groups/${id}/members", "httpMethod": "GET"},
            "listField": "", "acctIdPath": "id", "acctKeyField": "accountID", "entKeyField": "entitlementID"}}}}}
    })
}

fn rows(ids: &[&str]) -> Value {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| json!({"id": id, "state": "on", "since": "2024-01-02 03:04"}))
        .collect();
    json!({ "list": rows })
}

fn members(ids: &[&str]) -> Value {
    json!(ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>())
}

/// The connector with some keys.
fn prepared(at: &str, keys: &Value) -> Written {
    let mut all = document();
    merge(all.pointer_mut(at).unwrap(), keys);
    let target = Written::new().attribute("ImportAccountEntJSON", &all);
    target
        .has("/accounts", &rows(&["a", "b", "c"]))
        .has("/groups", &rows(&["g1", "g2"]))
        .has("/groups/g1/members", &members(&["a", "c"]))
        .has("/groups/g2/members", &members(&["a"]));
    target
}

/// The same, its first import done.
fn imported(at: &str, keys: &Value) -> Written {
    let target = prepared(at, keys);
    target.import(&[], 0);
    target.asked();
    target
}

fn merge(into: &mut Value, keys: &Value) {
    for (key, value) in keys.as_object().unwrap() {
        match into.get_mut(key) {
            Some(old) if old.is_object() && value.is_object() => merge(old, value),
            _ => into[key] = value.clone(),
        }
    }
}

fn state(target: &Written, account: &str) -> String {
    let rows = target.store.rows("accounts");
    let row = rows.iter().find(|a| a["name"] == account).unwrap();
    row["status"].as_str().unwrap().to_owned()
}

fn links(target: &Written) -> Vec<String> {
    let rows = target.store.rows("links");
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.iter()
        .map(|l| format!("{}-{}", text(l, "account"), text(l, "entitlement_id")))
        .collect()
}

const RULES: &str = "/accountParams";

fn rules(keys: Value) -> Value {
    json!({ "statusAndThresholdConfig": keys })
}

#[test]
fn what_becomes_of_a_missing_account_is_the_keys_to_say() {
    // (keys, state of c, its link stays, exit code)
    for (keys, expected, linked, code) in [
        (json!({}), "suspended-from-import", true, 0),
        (
            json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1000}),
            "inactive",
            true,
            0,
        ),
        (
            json!({"inactivateAccountsNotInFile": true, "deleteLinks": true}),
            "inactive",
            false,
            0,
        ),
        (
            json!({"inactivateAccountsNotInFile": false, "deleteLinks": "true"}),
            "suspended-from-import",
            false,
            0,
        ),
        (
            json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1, "deleteLinks": true}),
            "active",
            true,
            3,
        ),
        (
            json!({"inactivateAccountsNotInFile": true, "appAccountThresholdValue": "1"}),
            "active",
            true,
            3,
        ),
        (
            json!({"accountsNotInImportAction": "SUSPEND"}),
            "suspended-from-import",
            true,
            0,
        ),
        (
            json!({"accountsNotInImportAction": "NoAction"}),
            "active",
            true,
            0,
        ),
        (json!({"accountThresholdValue": 0}), "active", true, 3),
    ] {
        let target = imported(RULES, &rules(keys.clone()));
        target
            .has("/accounts", &rows(&["a", "b"]))
            .has("/groups/g1/members", &members(&["a", "c"]));
        target.import(&[], code);
        assert_eq!(state(&target, "c"), expected, "{keys}");
        assert_eq!(
            links(&target).contains(&"c-g1".to_owned()),
            linked,
            "{keys}"
        );
    }
}

#[test]
fn the_attribute_of_thresholds_wins_key_by_key() {
    let target = imported(
        RULES,
        &rules(json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1})),
    )
    .attribute(
        "STATUS_THRESHOLD_CONFIG",
        &rules(json!({"accountThresholdValue": 2})),
    );
    target.has("/accounts", &rows(&["a", "b"]));
    target.import(&[], 0);
    assert_eq!(state(&target, "c"), "inactive");
}

#[test]
fn a_failed_page_and_an_empty_feed_leave_everything_as_it_is() {
    for (answer, code) in [
        (Answer::status(500), 1),
        (Answer::json(&json!({"list": []})), 3),
        (Answer::json(&json!({"list": null})), 3),
        (Answer::json(&json!({})), 3),
    ] {
        for failed in [
            json!({"doNotChangeIfFailed": true}),
            json!({"doNotChangeIfFailed": false}),
        ] {
            let target = imported(RULES, &failed);
            let before = target.store.dump();
            target.answers("/accounts", answer.clone());
            target.import(&["--only", "accounts"], code);
            assert_eq!(target.store.dump(), before);
        }
    }
}

#[test]
fn inactive_accounts_go_missing_too_where_they_are_included() {
    for (included, expected) in [(true, "suspended-from-import"), (false, "inactive")] {
        let keys = json!({"includeExistingInActiveAccounts": included,
            "statusAndThresholdConfig": {"statusColumn": "customproperty1", "activeStatus": ["on"]}});
        let target = imported(RULES, &keys);
        let mut feed = rows(&["a", "b", "c"]);
        feed["list"][2]["state"] = json!("off");
        target.has("/accounts", &feed);
        target.import(&[], 0);
        assert_eq!(state(&target, "c"), "inactive");
        target.has("/accounts", &rows(&["a", "b"]));
        target.import(&[], 0);
        assert_eq!(state(&target, "c"), expected, "{included}");
    }
}

#[test]
fn what_becomes_of_links_that_were_not_read_is_the_keys_to_say() {
    for (keys, left, code) in [
        (json!({}), 1, 0),
        (json!({"deleteAccEntForActiveAccounts": true}), 1, 0),
        (json!({"deleteAccEntForActiveAccounts": false}), 3, 0),
        (json!({"accountEntThresholdValue": 2}), 3, 3),
        (json!({"accountEntThresholdValue": 3}), 1, 0),
    ] {
        let target = imported(RULES, &rules(keys.clone()));
        target
            .has("/groups/g1/members", &members(&["a"]))
            .has("/groups/g2/members", &members(&[]));
        let report = target.import(&[], code);
        assert_eq!(links(&target).len(), left, "{keys}: {report}");
        if code == 3 {
            assert_eq!(report["guards"][0]["object"], "links Group");
            target.import(&["--accept-removals"], 0);
            assert_eq!(links(&target), ["a-g1"]);
        }
    }
}

#[test]
fn links_of_a_group_whose_members_could_not_be_read_stay() {
    for status in [500, 404] {
        let target = imported(RULES, &json!({}));
        target
            .has("/groups/g1/members", &members(&["a"]))
            .answers("/groups/g2/members", Answer::status(status));
        let report = target.import(&[], 3);
        assert_eq!(report["status"], "partial", "{report}");
        assert_eq!(links(&target), ["a-g1", "a-g2"], "{status}");
    }
}

#[test]
fn what_becomes_of_a_missing_entitlement_is_the_keys_to_say() {
    let per_type = |n: u64| json!({"entThresholdValue": {"entType": {"Group": {"ent": n}}}});
    for (keys, of_call, expected, code) in [
        (json!({}), Value::Null, "inactive", 0),
        (json!({}), json!(false), "active", 0),
        (json!({}), json!("true"), "inactive", 0),
        (
            json!({"inactivateEntsNotInFeed": false}),
            json!(true),
            "active",
            0,
        ),
        (
            json!({"inactivateEntsNotInFeed": true}),
            json!(false),
            "inactive",
            0,
        ),
        (json!({"entThresholdValue": 1}), Value::Null, "active", 3),
        (per_type(1), Value::Null, "active", 3),
        (per_type(2), Value::Null, "inactive", 0),
        (
            json!({"entThresholdValue": {"entType": {"Role": {"ent": 1}}}}),
            Value::Null,
            "inactive",
            0,
        ),
    ] {
        let mut all = rules(keys.clone());
        all = json!({"accountParams": all});
        if !of_call.is_null() {
            let call = json!({"call1": {"disableDeletedEntitlements": of_call}});
            all["entitlementParams"] = json!({"entTypes": {"Group": {"call": call}}});
        }
        let target = imported("", &all);
        target.has("/groups", &rows(&["g1"]));
        target.import(&[], code);
        let groups = target.store.rows("entitlements");
        let g2 = groups.iter().find(|g| g["entitlement_id"] == "g2").unwrap();
        assert_eq!(g2["status"], expected, "{keys} {of_call}");
    }
}

#[test]
fn a_call_that_fills_rows_in_process_makes_them_active() {
    let calls = json!({
        "call1": {"callOrder": "0", "stageNumber": 0, "makeProcessingStatus": true},
        "call2": {"callOrder": 1, "stageNumber": 3, "makeProcessingStatus": "false",
            "http": {"url": "/groups/${entitlementID}", "httpMethod": "GET"},
            "inputParams": {"entitlementname": "Group", "statusFilter": "ev.status = 6"},
            "listField": "", "keyField": "entitlementID",
            "colsToPropsMap": {"entitlementID": "id~#~char", "description": "text~#~char"}},
    });
    let mut all = document();
    merge(
        &mut all["entitlementParams"]["entTypes"]["Group"]["call"],
        &calls,
    );
    all.as_object_mut().unwrap().remove("acctEntParams");
    let target = Written::new().attribute("ImportAccountEntJSON", &all);
    target
        .has("/accounts", &rows(&["a"]))
        .has("/groups", &rows(&["g1", "g2"]))
        .has("/groups/g1", &json!({"id": "g1", "text": "first"}));
    let report = target.import(&[], 3);
    let state = |id: &str| {
        let all = target.store.rows("entitlements");
        all.into_iter().find(|g| g["entitlement_id"] == id).unwrap()
    };
    assert_eq!(state("g1")["status"], "active");
    assert_eq!(state("g1")["columns"]["description"], "first");
    assert_eq!(state("g2")["status"], "in-process");
    assert!(
        report["diagnostics"].to_string().contains("R3010"),
        "{report}"
    );
    target.has("/groups/g2", &json!({"id": "g2", "text": null}));
    target.import(&[], 0);
    assert_eq!(state("g2")["status"], "active");
}

#[test]
fn a_dependent_call_completes_each_account_and_erases_nothing() {
    for (url, input) in [
        (
            "/accounts/${accountName}",
            json!({"inputParams": {"dependentCall": true}, "nextApiKeyField": "accountID"}),
        ),
        (
            "/accounts/${id}",
            json!({"inputParams": {"dependentCall": "true", "nextApiKeyField": "accountID"}}),
        ),
        ("/accounts/${accountID}", json!({})),
    ] {
        let mut call = json!({"callOrder": 1, "http": {"url": url, "httpMethod": "GET"}, "listField": "",
            "keyField": "accountID", "colsToPropsMap": {"accountID": "id~#~char", "name": "nick~#~char",
                "description": "text~#~char"}});
        merge(&mut call, &input);
        let mut all = document();
        all["accountParams"]["call"]["call2"] = call;
        let target = Written::new().attribute("ImportAccountEntJSON", &all);
        target.has("/accounts", &rows(&["a", "b"])).has(
            "/accounts/a",
            &json!({"id": "a", "nick": null, "text": "first"}),
        );
        let report = target.import(&["--only", "accounts"], 3);
        assert_eq!(report["status"], "partial");
        let accounts = target.store.rows("accounts");
        assert_eq!(accounts[0]["name"], "a", "{url}");
        assert_eq!(accounts[0]["columns"]["description"], "first");
        assert_eq!(accounts.len(), 2, "a 404 of one keeps its row");
        let mut asked = target.asked();
        asked.sort();
        assert_eq!(asked, ["/accounts", "/accounts/a", "/accounts/b"]);
    }
}

#[test]
fn links_are_found_by_every_processing_type() {
    let by_account = json!({"processingType": "httpAcctToEnt",
        "http": {"url": "/accounts/${id}/groups", "httpMethod": "GET"}, "listField": "result",
        "entIdPath": "of.id", "entKeyField": "entitlementID", "acctKeyField": "accountID"});
    let at_once = json!({"processingType": "http", "http": {"url": "/pairs", "httpMethod": "GET"},
        "listField": "value", "acctIdPath": "a.id", "entIdPath": "g", "acctKeyField": "name",
        "entKeyField": "entitlement_value"});
    let untold = json!({"http": {"url": "/pairs", "httpMethod": "GET"}, "listField": "value",
        "acctIdPath": "a.id", "entIdPath": "g"});
    for call in [by_account, at_once, untold] {
        let mut all = document();
        all["acctEntParams"]["entTypes"]["Group"]["call"]["call1"] = call.clone();
        let target = Written::new().attribute("ImportAccountEntJSON", &all);
        target
            .has("/accounts", &rows(&["a", "b"]))
            .has("/groups", &rows(&["g1", "g2"]))
            .has(
                "/accounts/a/groups",
                &json!({"result": {"of": [{"id": "g1"}, {"id": "g2"}]}}),
            )
            .has("/accounts/b/groups", &json!({"result": {"of": []}}))
            .has(
                "/pairs",
                &json!({"value": [{"a": {"id": "a"}, "g": "g1"}, {"a": {"id": "a"}, "g": "g2"}]}),
            );
        target.import(&[], 0);
        assert_eq!(links(&target), ["a-g1", "a-g2"], "{call}");
        // A run of access alone asks for the accounts of the store.
        target.has(
            "/accounts/b/groups",
            &json!({"result": {"of": [{"id": "g2"}]}}),
        );
        target.has(
            "/accounts/a/groups",
            &json!({"result": {"of": [{"id": "g1"}]}}),
        );
        target.has(
            "/pairs",
            &json!({"value": [{"a": {"id": "a"}, "g": "g1"}, {"a": {"id": "b"}, "g": "g2"}]}),
        );
        target.import(&["--only", "access"], 0);
        assert_eq!(links(&target), ["a-g1", "b-g2"], "{call}");
    }
}

#[test]
fn members_that_came_with_a_group_are_links_and_accounts_where_asked() {
    for (creates, expected) in [(false, vec!["a-g1"]), (true, vec!["a-g1", "z-g1"])] {
        let mut all = document();
        all["acctEntParams"] = json!({"processingType": "entToAcctMapping"});
        let group = &mut all["entitlementParams"]["entTypes"]["Group"];
        group["acctEntMappings"] = json!({"listField": "members", "idPath": "value",
            "keyField": "accountID", "importAsAccount": creates});
        group["call"]["call1"]["colsToPropsMap"]["acctEntMappingInfoColumnFromEnt"] =
            json!("STORE#ACC#ENT#MAPPINGINFO~#~char");
        let target = Written::new().attribute("ImportAccountEntJSON", &all);
        target.has("/accounts", &rows(&["a"])).has(
            "/groups",
            &json!({"list": [{"id": "g1", "members": [{"value": "a"}, {"value": "z"}]}]}),
        );
        let report = target.import(&[], 0);
        let mut found: Vec<String> = target
            .store
            .rows("links")
            .iter()
            .map(|l| {
                format!(
                    "{}-{}",
                    l["account_id"].as_str().unwrap(),
                    l["entitlement_id"].as_str().unwrap()
                )
            })
            .collect();
        found.sort();
        assert_eq!(found, expected, "{report}");
        let a = target.store.rows("accounts");
        assert!(
            a.iter().any(|a| a["name"] == "a"),
            "the feed's own columns stay"
        );
    }
}

#[test]
fn entitlements_are_made_of_memberships() {
    let mut all = document();
    all["acctEntParams"] = json!({"processingType": "acctToEntMapping"});
    all["entitlementParams"] = json!({"entTypes": {}});
    let accounts = &mut all["accountParams"];
    accounts["acctEntMappings"] = json!({"Role": {"importAsEntitlement": "true", "listPath": "roles",
        "idPath": "id", "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "entitlementID~#~char", "entitlement_value": "title~#~char"}}});
    accounts["call"]["call1"]["colsToPropsMap"]["customproperty31"] =
        json!("STORE#ACC#ENT#MAPPINGINFO~#~char");
    let target = Written::new().attribute("ImportAccountEntJSON", &all);
    let feed = json!({"list": [{"id": "a", "roles": [{"id": "r1", "title": "One"}, {"id": "r2"}]},
        {"id": "b", "roles": [{"id": "r2"}]}]});
    target.has("/accounts", &feed);
    let report = target.import(&[], 0);
    assert_eq!(report["entitlements"]["Role"]["created"], 2, "{report}");
    assert_eq!(links(&target), ["a-r1", "a-r2", "b-r2"]);
    let roles = target.store.rows("entitlements");
    assert_eq!(roles[0]["value"], "One");
}

#[test]
fn entitlements_are_mapped_to_each_other() {
    let mut all = document();
    all.as_object_mut().unwrap().remove("acctEntParams");
    let types = &mut all["entitlementParams"]["entTypes"];
    types["Group"]["entMappings"] = json!({"Policy": {"listPath": "assigned", "idPath": "id",
        "idColumn": "entitlementID", "mappingTypes": ["ENT2"]}});
    types["Policy"] = json!({"entTypeOrder": 5, "call": {"call1": {
        "http": {"url": "/policies", "httpMethod": "GET"}, "listField": "list", "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "id~#~char"}}}});
    types["Part"] = json!({"entTypeOrder": 6, "call": {"call1": {
        "http": {"url": "/policies/${entitlementID}/parts", "httpMethod": "GET"}, "listField": "",
        "inputParams": {"entitlementname": "Policy"}, "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "id~#~char",
            "entitlementMappingJson": "STORE#ENT#MAPPINGINFO#PARENTID#TYPE##ENTMAP~#~char"}}}});
    all["entMappingParams"] = json!({"connection": "target", "entTypes": {"Policy": {"call": {"call1": {
        "http": {"url": "/conflicts", "httpMethod": "GET"}, "listField": "", "ent1IdPath": "one",
        "ent2IdPath": "other", "ent1KeyField": "entitlementID", "ent2KeyField": "entitlementID",
        "targetEntType": "Policy", "mappingTypes": ["ENTMAP"]}}}}});
    let target = Written::new().attribute("ImportAccountEntJSON", &all);
    let groups =
        |assigned: Value| json!({"list": [{"id": "g1", "assigned": assigned}, {"id": "g2"}]});
    target
        .has("/accounts", &rows(&["a"]))
        .has(
            "/groups",
            &groups(json!([{"id": "p1"}, {"id": "p2"}, {"id": "p9"}])),
        )
        .has("/policies", &rows(&["p1", "p2"]))
        .has("/policies/p1/parts", &json!([{"id": "x"}]))
        .has("/policies/p2/parts", &json!([]))
        .has("/conflicts", &json!([{"one": "p1", "other": "p2"}]));
    let report = target.import(&[], 0);
    assert_eq!(
        report["maps"],
        json!({"added": 4, "removed": 0, "unchanged": 0, "unresolved": 1}),
        "{report}"
    );
    let show = |what: &str| {
        let path = target.store.path();
        let path = path.to_str().unwrap();
        bindery(&["entitlements", "show", what, "--store", path])
            .expect(0)
            .out
    };
    let p1 = show("p1");
    for line in [
        "part of  Group g1 (ENT2)",
        "maps to  Policy p2 (ENTMAP)",
        "maps to  Part x (ENTMAP)",
    ] {
        assert!(p1.contains(line), "{p1}");
    }
    // What is no longer said goes; what could not be read stays.
    target
        .has("/groups", &groups(json!([{"id": "p2"}])))
        .has("/conflicts", &json!([]));
    let report = target.import(&[], 0);
    assert_eq!(report["maps"]["removed"], 2, "{report}");
    assert!(!show("p1").contains("Group g1"));
    // Of a type whose maps were not read completely, none goes.
    target
        .answers("/conflicts", Answer::status(500))
        .has("/policies/p1/parts", &json!([]))
        .has("/policies/p2/parts", &json!([{"id": "x"}]));
    let report = target.import(&[], 3);
    assert!(
        report["diagnostics"].to_string().contains("maps"),
        "{report}"
    );
    assert!(show("p1").contains("Part x"));
    target.has("/conflicts", &json!([]));
    let report = target.import(&[], 0);
    assert_eq!(report["maps"]["removed"], 1, "{report}");
    assert!(show("p2").contains("Part x") && !show("p1").contains("Part x"));
}

#[test]
fn entitlements_have_owners() {
    let owners = json!({"connection": "target", "entTypes": {"Group": {"call": {"call1": {
        "http": {"url": "/groups/${id}/owners", "httpMethod": "GET"}, "listField": "",
        "entKeyField": "entitlementID", "ownerIdPath": "mail", "ownerKeyField": "email",
        "acctIdPath": "account", "acctKeyField": "accountID"}}}}});
    let users = json!({"connection": "target", "url": "/people", "httpMethod": "GET",
        "userResponsePath": "", "colsToPropsMap": {"username": "u~#~char", "email": "m~#~char"}});
    let mut all = document();
    all["entOwnerParams"] = owners;
    let target = Written::new()
        .attribute("ImportAccountEntJSON", &all)
        .attribute("ImportUserJSON", &users)
        .file(
            "connector.toml",
            "name = \"written\"\n[correlation]\nuser = \"username\"\naccount = \"name\"\n",
        );
    target
        .has(
            "/people",
            &json!([{"u": "ann", "m": "ann@x"}, {"u": "a", "m": "a@x"}]),
        )
        .has("/accounts", &rows(&["a", "b"]))
        .has("/groups", &rows(&["g1", "g2"]))
        .has("/groups/g1/members", &members(&[]))
        .has("/groups/g2/members", &members(&[]))
        .has(
            "/groups/g1/owners",
            &json!([{"mail": "ann@x"}, {"account": "a"}]),
        )
        .has(
            "/groups/g2/owners",
            &json!([{"mail": "ann@x"}, {"mail": "nobody@x"}]),
        );
    let report = target.import(&[], 0);
    assert_eq!(report["owners"]["added"], 3, "{report}");
    assert_eq!(report["owners"]["unresolved"], 1);
    let of = |group: &str| {
        let path = target.store.path();
        let words = [
            "entitlements",
            "show",
            group,
            "--format",
            "json",
            "--store",
            path.to_str().unwrap(),
        ];
        bindery(&words).expect(0).json()["owners"].clone()
    };
    assert_eq!(of("g1"), json!(["a", "ann"]));
    target
        .has("/groups/g1/owners", &json!([]))
        .answers("/groups/g2/owners", Answer::status(500));
    let report = target.import(&[], 3);
    assert_eq!(report["owners"]["removed"], 2, "{report}");
    assert_eq!(of("g1"), json!([]));
    assert_eq!(of("g2"), json!(["ann"]), "what could not be read stays");
}

#[test]
fn dates_are_read_in_the_zone_and_form_that_are_given() {
    for (format, toml, expected) in [
        (json!("yyyy-dd-MM HH:mm"), "", "2024-02-01T03:04:00Z"),
        (
            json!("yyyy-MM-dd HH:mm"),
            "time_zone = \"Europe/Oslo\"\n",
            "2024-01-02T02:04:00Z",
        ),
        (
            json!(""),
            "time_zone = \"America/New_York\"\n",
            "2024-01-02T08:04:00Z",
        ),
    ] {
        let mut all = document();
        all["globalSettings"] = json!({ "dateFormat": format });
        let target = Written::new()
            .attribute("ImportAccountEntJSON", &all)
            .file("connector.toml", &format!("name = \"written\"\n{toml}"));
        target.has("/accounts", &rows(&["a"]));
        target.import(&["--only", "accounts"], 0);
        let account = &target.store.rows("accounts")[0];
        assert_eq!(account["columns"]["created_on"], expected, "{toml}");
    }
    let target = Written::new()
        .attribute("ImportAccountEntJSON", &document())
        .file(
            "connector.toml",
            "name = \"written\"\ntime_zone = \"Mars/Olympus\"\n",
        );
    let ended = target.command(&["import", "{}"]);
    assert_ne!(ended.code, 0);
    assert!(ended.err.contains("Mars/Olympus"), "{ended}");
}

#[test]
fn xml_answers_are_read_like_json() {
    let mut all = document();
    all["accountParams"]["call"]["call1"]["listField"] = json!("people.person");
    all["entitlementParams"]["entTypes"]["Group"]["call"]["call1"]["listField"] = json!("group");
    let target = Written::new().attribute("ImportAccountEntJSON", &all);
    target
        .answers("/accounts", Answer::text("application/xml", "<?xml version=\"1.0\"?>\n<r:reply xmlns:r=\"u\">\
            <people><person id=\"a\"><state>on</state></person><person><id>b &amp; c</id></person></people></r:reply>"))
        .answers("/groups", Answer::text("text/xml", "<groups><group><id>g1</id></group></groups>"))
        .answers("/groups/g1/members", Answer::text("application/xml", "<member><id>a</id></member>"));
    target.import(&[], 0);
    let names: Vec<_> = target
        .store
        .rows("accounts")
        .iter()
        .map(|a| a["name"].clone())
        .collect();
    assert_eq!(names, ["a", "b & c"]);
    assert_eq!(links(&target), ["a-g1"]);
    target.answers(
        "/accounts",
        Answer::text("application/xml", "<reply><people>"),
    );
    let words = ["import", "{}", "--only", "accounts"];
    let ended = target.command(&words).expect(1);
    assert!(ended.err.contains("XML is cut short"), "{ended}");
}

#[test]
fn a_section_says_for_itself_what_an_expired_token_looks_like() {
    let auth = json!({"authentications": {"target": {
        "authType": "oauth2", "url": "https://target.example/token", "httpMethod": "POST",
        "httpParams": {"grant_type": "client_credentials"}, "tokenResponsePath": "token",
        "tokenType": "Bearer", "accessToken": "Bearer stale-token-of-old",
        "retryFailureStatusCode": [401], "errorPath": "error"}}});
    for (keys, tokens) in [
        (json!({}), 0),
        (json!({"retryFailureStatusCode": [419]}), 2),
    ] {
        let mut all = document();
        merge(&mut all["accountParams"], &keys);
        merge(&mut all["accountParams"], &json!({"maxRefreshTryCount": 2}));
        let call = &mut all["accountParams"]["call"]["call1"]["http"];
        call["httpHeaders"] = json!({"Authorization": "${access_token}"});
        let target = Written::new()
            .attribute("ConnectionJSON", &auth)
            .attribute("ImportAccountEntJSON", &all);
        target
            .has("/token", &json!({"token": "fresh-token-of-new"}))
            .answers("/accounts", Answer::status(419));
        target
            .command(&["import", "{}", "--only", "accounts"])
            .expect(1);
        let asked = target.asked();
        let fetched = asked.iter().filter(|path| *path == "/token").count();
        assert_eq!(fetched, tokens, "{keys}: {asked:?}");
    }
}

#[test]
fn pages_that_overlap_or_lose_their_list_remove_nothing() {
    let paged = |paging: Value| json!({"call": {"call1": {"pagination": paging}}});
    let by_page = paged(
        json!({"page": {"pageSizeParam": "size", "pageSize": "2", "pageNumberParam": "page",
        "totalCountPath": "completeResponseMap.total"}}),
    );
    let by_link =
        paged(json!({"nextUrl": {"nextUrlPath": "${response.completeResponseMap.next}"}}));
    let with = |ids: &[&str], more: Value| {
        let mut body = rows(ids);
        merge(&mut body, &more);
        body
    };
    let total = json!({"total": 4});
    let target = prepared(RULES, &by_page);
    target.has("/accounts?size=2&page=1", &with(&["a", "b"], total.clone()));
    target.has("/accounts?size=2&page=2", &with(&["c", "d"], total.clone()));
    target.import(&[], 0);
    target.has("/accounts?size=2&page=2", &with(&["b", "d"], total.clone()));
    target.has("/accounts?size=2&page=3", &with(&[], total));
    target.import(&[], 3);
    assert_eq!(
        state(&target, "c"),
        "active",
        "c moved to a page that was read already"
    );

    let target = prepared(RULES, &by_link);
    target.has(
        "/accounts",
        &with(&["a", "b"], json!({"next": "/accounts/more"})),
    );
    target.has("/accounts/more", &with(&["c"], json!({})));
    target.import(&[], 0);
    target.has("/accounts/more", &json!({"error": "the list is made anew"}));
    target.import(&[], 3);
    assert_eq!(state(&target, "c"), "active");
    target.has("/accounts/more", &with(&[], json!({})));
    target.import(&[], 0);
    assert_eq!(
        state(&target, "c"),
        "suspended-from-import",
        "an empty list is an end"
    );
}
