//! STATUS_THRESHOLD_CONFIG, key by key, and what becomes of what a feed no longer has (§2.9, §3.7).

use serde_json::{Value, json};

use super::{column, connector, groups, import, lay, links, of_accounts, people};
use crate::stub::{Connector, Stub, reply};
use crate::vectors::{self, rows, status};

/// Accounts a, b, c, each in groups g1 and g2, with a switch `on`.
fn first(path: &str) -> Value {
    match path {
        "/people" => json!(
            ["a", "b", "c"]
                .map(|id| json!({"id": id, "name": id, "on": "yes", "in": ["g1", "g2"]}))
        ),
        _ => json!(["g1", "g2"].map(|id| json!({"id": id, "name": id}))),
    }
}

/// A connector whose store has the first feed; `attribute` is STATUS_THRESHOLD_CONFIG.
fn known(stub: &Stub, attribute: &Value, section: &Value, call: &Value) -> Connector {
    let mut one = people(&json!({"colsToPropsMap": {"customproperty1": "on~#~char",
        "customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}}));
    lay(&mut one, call);
    let mut document = of_accounts(&json!({ "call1": one }));
    document["accountParams"]["acctEntMappings"] =
        json!({"Group": {"listPath": "in", "idPath": "", "keyField": "entitlementID"}});
    lay(&mut document["accountParams"], section);
    document["entitlementParams"] = json!({"connection": "main", "entTypes": {"Group": {"call": {"call1": groups(&json!({}))}}}});
    document["acctEntParams"] = json!({"processingType": "acctToEntMapping"});
    let connector = connector(stub, &document);
    connector.put("STATUS_THRESHOLD_CONFIG.json", &attribute.to_string());
    stub.answer(|asked| reply(200, &first(&asked.path).to_string()));
    import(&connector, 0);
    assert_eq!(links(&connector).len(), 6);
    connector
}

/// Now only a is there, in g1, and only g1 is.
fn second(stub: &Stub) {
    stub.answer(|asked| match asked.path.as_str() {
        "/people" => reply(200, r#"[{"id":"a","name":"a","on":"yes","in":["g1"]}]"#),
        _ => reply(200, r#"[{"id":"g1","name":"g1"}]"#),
    });
}

fn entitlement(connector: &Connector, id: &str) -> String {
    let rows = rows(connector, "entitlements");
    let row = rows.iter().find(|row| row["entitlement_id"] == id);
    row.unwrap()["status"].as_str().unwrap().to_owned()
}

#[test]
fn every_key_of_the_attribute_does_what_it_says() {
    struct Case {
        keys: Value,
        /// Status of b, of g2, links that are left, exit code.
        end: (&'static str, &'static str, &'static [&'static str], i32),
    }
    const ALL: &[&str] = &["a>g1", "b>g1", "b>g2", "c>g1", "c>g2"];
    const KEPT: &[&str] = &["a>g1", "a>g2", "b>g1", "b>g2", "c>g1", "c>g2"];
    let case = |keys, end| Case { keys, end };
    for Case { keys, end } in [
        case(json!({}), ("suspended-from-import", "inactive", ALL, 0)),
        case(
            json!({"inactivateAccountsNotInFile": true}),
            ("inactive", "inactive", ALL, 0),
        ),
        case(
            json!({"inactivateAccountsNotInFile": "true", "deleteLinks": "true"}),
            ("inactive", "inactive", &["a>g1"], 0),
        ),
        case(
            json!({"inactivateAccountsNotInFile": false}),
            ("suspended-from-import", "inactive", ALL, 0),
        ),
        case(
            json!({"inactivateAccountsNotInFile": true, "accountsNotInImportAction": "SUSPEND"}),
            ("suspended-from-import", "inactive", ALL, 0),
        ),
        case(
            json!({"accountsNotInImportAction": "Inactivate"}),
            ("inactive", "inactive", ALL, 0),
        ),
        case(
            json!({"accountsNotInImportAction": "NOACTION"}),
            ("active", "inactive", ALL, 0),
        ),
        case(
            json!({"accountsNotInImportAction": "None"}),
            ("active", "inactive", ALL, 0),
        ),
        case(
            json!({"accountThresholdValue": 2}),
            ("active", "inactive", ALL, 3),
        ),
        case(
            json!({"accountThresholdValue": "3"}),
            ("suspended-from-import", "inactive", ALL, 0),
        ),
        case(
            json!({"appAccountThresholdValue": 2}),
            ("active", "inactive", ALL, 3),
        ),
        case(
            json!({"accountThresholdValue": 0}),
            ("active", "inactive", ALL, 3),
        ),
        case(
            json!({"deleteAccEntForActiveAccounts": false}),
            ("suspended-from-import", "inactive", KEPT, 0),
        ),
        case(
            json!({"deleteAccEntForActiveAccounts": "true", "accountEntThresholdValue": 1}),
            ("suspended-from-import", "inactive", KEPT, 3),
        ),
        case(
            json!({"accountEntThresholdValue": 2}),
            ("suspended-from-import", "inactive", ALL, 0),
        ),
        case(
            json!({"inactivateEntsNotInFeed": false}),
            ("suspended-from-import", "active", ALL, 0),
        ),
        case(
            json!({"inactivateEntsNotInFeed": "true", "entThresholdValue": 1}),
            ("suspended-from-import", "active", ALL, 3),
        ),
        case(
            json!({"entThresholdValue": {"entType": {"Group": {"ent": 1}}}}),
            ("suspended-from-import", "active", ALL, 3),
        ),
        case(
            json!({"entThresholdValue": {"entType": {"Role": {"ent": 1}}}}),
            ("suspended-from-import", "inactive", ALL, 0),
        ),
    ] {
        let stub = Stub::start(|_| reply(200, "[]"));
        let attribute = json!({ "statusAndThresholdConfig": keys });
        let connector = known(&stub, &attribute, &json!({}), &json!({}));
        second(&stub);
        let ended = vectors::import(&connector);
        let (account, group, left, code) = end;
        assert_eq!(ended.code, code, "{keys}: {ended}");
        assert_eq!(status(&connector, "b"), account, "{keys}: {ended}");
        assert_eq!(entitlement(&connector, "g2"), group, "{keys}: {ended}");
        assert_eq!(links(&connector), left, "{keys}: {ended}");
        assert_eq!(status(&connector, "a"), "active", "{keys}");
    }
}

#[test]
fn the_attribute_wins_key_by_key_and_may_stand_without_its_frame() {
    for (attribute, section, account) in [
        (
            json!({"statusAndThresholdConfig": {"inactivateAccountsNotInFile": true}}),
            json!({"statusAndThresholdConfig": {"inactivateAccountsNotInFile": false, "deleteLinks": true}}),
            "inactive",
        ),
        (
            json!({"accountsNotInImportAction": "Suspend", "deleteLinks": "true"}),
            json!({"statusAndThresholdConfig": {"accountsNotInImportAction": "NoAction"}}),
            "suspended-from-import",
        ),
        (
            json!({}),
            json!({"statusAndThresholdConfig": {"inactivateAccountsNotInFile": true, "deleteLinks": true}}),
            "inactive",
        ),
    ] {
        let stub = Stub::start(|_| reply(200, "[]"));
        let connector = known(&stub, &attribute, &section, &json!({}));
        second(&stub);
        let ended = import(&connector, 0);
        assert_eq!(
            status(&connector, "b"),
            account,
            "{attribute} {section}: {ended}"
        );
        // `deleteLinks` is from wherever it is said.
        assert_eq!(links(&connector), ["a>g1"], "{attribute} {section}");
    }
}

#[test]
fn older_keys_of_calls_count_where_no_newer_one_does() {
    for (account_key, group_key, attribute, account, group) in [
        (
            json!({"disableDeletedAccounts": true}),
            json!({"disableDeletedEntitlements": false}),
            json!({}),
            "inactive",
            "active",
        ),
        (
            json!({"disableDeletedAccounts": "false"}),
            json!({"disableDeletedEntitlements": "true"}),
            json!({}),
            "suspended-from-import",
            "inactive",
        ),
        (
            json!({"disableDeletedAccounts": true}),
            json!({"disableDeletedEntitlements": false}),
            json!({"accountsNotInImportAction": "Suspend", "inactivateEntsNotInFeed": true}),
            "suspended-from-import",
            "inactive",
        ),
    ] {
        let stub = Stub::start(|_| reply(200, "[]"));
        let connector = known(&stub, &attribute, &json!({}), &account_key);
        let text =
            std::fs::read_to_string(connector.path().join("ImportAccountEntJSON.json")).unwrap();
        let mut document: Value = serde_json::from_str(&text).unwrap();
        lay(
            &mut document["entitlementParams"]["entTypes"]["Group"]["call"]["call1"],
            &group_key,
        );
        connector.put("ImportAccountEntJSON.json", &document.to_string());
        second(&stub);
        let ended = import(&connector, 0);
        assert_eq!(
            status(&connector, "b"),
            account,
            "{account_key} {attribute}: {ended}"
        );
        assert_eq!(
            entitlement(&connector, "g2"),
            group,
            "{group_key} {attribute}: {ended}"
        );
    }
}

#[test]
fn an_account_that_comes_back_is_the_same_account() {
    let stub = Stub::start(|_| reply(200, "[]"));
    let attribute = json!({"statusAndThresholdConfig": {"inactivateAccountsNotInFile": true}});
    let connector = known(&stub, &attribute, &json!({}), &json!({}));
    let before = rows(&connector, "accounts");
    second(&stub);
    import(&connector, 0);
    stub.answer(|asked| reply(200, &first(&asked.path).to_string()));
    let ended = import(&connector, 0);
    assert_eq!(ended.json()["accounts"]["reactivated"], 2);
    let after = rows(&connector, "accounts");
    let same: Vec<_> = before
        .iter()
        .zip(&after)
        .map(|(b, a)| b["row"] == a["row"] && a["status"] == "active")
        .collect();
    assert_eq!(same, [true; 3]);
}

#[test]
fn the_status_of_an_account_is_told_by_the_first_rule_that_applies() {
    let rows = json!([
        {"id": 1, "name": "a", "state": "on", "flag": true, "n": 512, "none": null},
        {"id": 2, "name": "b", "state": "ON", "flag": false, "n": 514, "none": "x"},
        {"id": 3, "name": "c", "state": "off", "flag": null, "n": 1, "none": null},
    ]);
    let of = |on: [bool; 3]| on.map(|on| json!(if on { "active" } else { "inactive" }));
    let column = |source: &str| json!({"colsToPropsMap": {"customproperty2": source}});
    let by_column = |values: Value| json!({"statusAndThresholdConfig": {"statusColumn": "customproperty2", "activeStatus": values}});
    let mapped = |source: &str| json!({"colsToPropsMap": {"status": source}});
    for (section, call, expected) in [
        (
            by_column(json!(["on"])),
            column("state~#~char"),
            of([true, false, false]),
        ),
        (
            by_column(json!(["true"])),
            column("flag~#~char"),
            of([true, false, false]),
        ),
        (
            by_column(json!([true])),
            column("flag~#~bool"),
            of([true, false, false]),
        ),
        (
            by_column(json!([512, "1"])),
            column("n~#~number"),
            of([true, false, true]),
        ),
        (
            by_column(json!([null])),
            column("none~#~char"),
            of([true, false, true]),
        ),
        (
            by_column(json!("on")),
            column("state~#~char"),
            of([true, false, false]),
        ),
        (
            json!({"statusAndThresholdConfig": {"STATUSCOLUMN": "CUSTOMPROPERTY2", "active": ["on"]}}),
            column("state~#~char"),
            of([true, false, false]),
        ),
        (
            json!({"statusAndThresholdConfig": {"statusColumn": "customproperty2", "status": ["on"]}}),
            column("state~#~char"),
            of([true, false, false]),
        ),
        (
            json!({"statusAndThresholdConfig": {"statusColumn": "customproperty2", "activeStatus": ["on"], "inactiveStatus": ["off"]}}),
            column("state~#~char"),
            of([true, true, false]),
        ),
        // statusConfig, for the mapped column `status`.
        (
            json!({}),
            json!({"colsToPropsMap": {"status": "state~#~char"}, "statusConfig": {"active": "on", "inactive": "off"}}),
            of([true, true, false]),
        ),
        (
            json!({}),
            json!({"colsToPropsMap": {"status": "state~#~char"}, "statusConfig": {"active": ["on", "ON"]}}),
            of([true, true, false]),
        ),
        // A raw status.
        (json!({}), mapped("flag~#~char"), of([true, false, true])),
        // A status column that nothing is mapped to.
        (by_column(json!(["on"])), json!({}), of([true, true, true])),
    ] {
        let text = rows.to_string();
        let stub = Stub::start(move |_| reply(200, &text));
        let mut document = of_accounts(&json!({"call1": people(&call)}));
        lay(&mut document["accountParams"], &section);
        let connector = connector(&stub, &document);
        let ended = import(&connector, 0);
        let found: Vec<Value> = super::column(&connector, "status")
            .into_iter()
            .map(|(_, v)| v)
            .collect();
        assert_eq!(found, expected, "{section} {call}: {ended}");
    }
}

#[test]
fn an_inactive_account_can_go_missing_where_the_definition_counts_it() {
    for (include, expected) in [(false, "inactive"), (true, "suspended-from-import")] {
        let stub = Stub::start(|_| {
            reply(
                200,
                r#"[{"id":"a","name":"a","on":"true"},{"id":"b","name":"b","on":"false"}]"#,
            )
        });
        let mut document = of_accounts(
            &json!({"call1": people(&json!({"colsToPropsMap": {"status": "on~#~char"}}))}),
        );
        document["accountParams"]["includeExistingInActiveAccounts"] = json!(include.to_string());
        let connector = connector(&stub, &document);
        import(&connector, 0);
        stub.answer(|_| reply(200, r#"[{"id":"a","name":"a","on":"true"}]"#));
        import(&connector, 0);
        assert_eq!(status(&connector, "b"), expected, "{include}");
    }
}

#[test]
fn a_failed_type_keeps_its_entitlements_and_links_and_nothing_else() {
    let stub = Stub::start(|_| reply(200, "[]"));
    let connector = known(
        &stub,
        &json!({}),
        &json!({"doNotChangeIfFailed": false}),
        &json!({}),
    );
    stub.answer(|asked| match asked.path.as_str() {
        "/people" => reply(200, r#"[{"id":"a","name":"a","on":"yes","in":["g1"]}]"#),
        _ => reply(500, "{}"),
    });
    let ended = vectors::import(&connector);
    assert_ne!(ended.code, 0);
    assert_eq!(entitlement(&connector, "g2"), "active", "{ended}");
    assert!(links(&connector).contains(&"a>g2".to_owned()), "{ended}");
    assert_eq!(
        column(&connector, "status")[1].1,
        "suspended-from-import",
        "{ended}"
    );
}
