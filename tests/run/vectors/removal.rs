//! Status and removal: local accounts a, b, c are active; the feed returns a and b.

use serde_json::{Value, json};

use super::{BASIC, answer, import, list, of_accounts, rows, status};
use crate::stub::{Connector, Reply, Stub, reply};

/// A connector with these keys of statusAndThresholdConfig, and a, b, c in its store; c is in g1.
fn known(stub: &Stub, keys: &Value) -> Connector {
    let connector = of_accounts(stub, BASIC, &json!({}));
    let url = &stub.url;
    let mut accounts = json!({"connection": "main", "call": {"call1": super::call(url, &json!({
        "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char",
            "customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}}))},
        "acctEntMappings": {"Group": {"listPath": "groups", "idPath": "", "keyField": "entitlementID",
            "importAsEntitlement": true, "colsToPropsMap": {"entitlementID": "entitlementID~#~char"}}}});
    if !keys.is_null() {
        accounts["statusAndThresholdConfig"] = keys.clone();
    }
    let pagination = json!({"page": {"pageNumberParam": "page", "pageSizeParam": "size", "pageSize": "2",
        "totalCountPath": "completeResponseMap.total"}});
    accounts["call"]["call1"]["pagination"] = pagination;
    let document = json!({"accountParams": accounts,
        "acctEntParams": {"connection": "main", "processingType": "acctToEntMapping"}});
    connector.put("ImportAccountEntJSON.json", &document.to_string());
    stub.answer(|asked| {
        let members = |id: &str| json!({"id": id, "groups": ["g1"]});
        if asked.path.contains("page=1") {
            answer(&json!({"total": 3, "list": [members("a"), members("b")]}))
        } else {
            answer(&json!({"total": 3, "list": [members("c")]}))
        }
    });
    import(&connector).expect(0);
    assert_eq!(rows(&connector, "links").len(), 3);
    connector
}

fn a_and_b() -> Reply {
    answer(
        &json!({"total": 2, "list": [{"id": "a", "groups": ["g1"]}, {"id": "b", "groups": ["g1"]}]}),
    )
}

fn linked(connector: &Connector, account: &str) -> bool {
    let rows = rows(connector, "links");
    rows.iter().any(|link| link["account"] == account)
}

#[test]
fn what_becomes_of_c_is_the_keys_to_say() {
    // (keys, status of c, whether its link stays, exit code)
    let vectors = [
        // The reference says untouched; D7 says suspended from import service.
        (Value::Null, "suspended-from-import", true, 0),
        (
            json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1000}),
            "inactive",
            true,
            0,
        ),
        (
            json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1000, "deleteLinks": true}),
            "inactive",
            false,
            0,
        ),
        (
            json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1}),
            "active",
            true,
            3,
        ),
        (
            json!({"accountsNotInImportAction": "Suspend"}),
            "suspended-from-import",
            true,
            0,
        ),
    ];
    for (keys, expected, link, code) in vectors {
        let stub = Stub::start(|_| a_and_b());
        let connector = known(&stub, &keys);
        stub.answer(|_| a_and_b());
        let ended = import(&connector);
        assert_eq!(ended.code, code, "{keys}: {ended}");
        assert_eq!(status(&connector, "c"), expected, "{keys}: {ended}");
        assert_eq!(linked(&connector, "c"), link, "{keys}: {ended}");
        assert_eq!(status(&connector, "a"), "active", "{keys}");
    }
}

#[test]
fn a_threshold_that_holds_warns_with_both_numbers() {
    let stub = Stub::start(|_| a_and_b());
    let connector = known(
        &stub,
        &json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1}),
    );
    stub.answer(|_| a_and_b());
    let ended = import(&connector).expect(3);
    let guard = &ended.json()["guards"][0];
    let told = "accounts: 1 missing, and the threshold is 1";
    assert_eq!(guard["message"], told, "{ended}");
}

#[test]
fn a_failed_page_leaves_c_untouched() {
    let stub = Stub::start(|_| a_and_b());
    let connector = known(&stub, &json!({"inactivateAccountsNotInFile": true}));
    stub.answer(|asked| match asked.path.contains("page=1") {
        true => answer(&list(&["a", "new"], &json!({"total": 3}))),
        false => reply(500, "{}"),
    });
    let ended = import(&connector);
    assert_ne!(ended.code, 0, "{ended}");
    assert_eq!(status(&connector, "c"), "active", "{ended}");
    // The reference keeps the rows of page 1; D6 applies nothing of an incomplete read.
    assert_eq!(status(&connector, "new"), "none", "{ended}");
}

#[test]
fn a_feed_without_accounts_leaves_c_untouched() {
    let stub = Stub::start(|_| a_and_b());
    let connector = known(&stub, &json!({"inactivateAccountsNotInFile": true}));
    stub.answer(|_| answer(&list(&[], &json!({"total": 0}))));
    let ended = import(&connector).expect(3);
    assert_eq!(status(&connector, "c"), "active", "{ended}");
}
