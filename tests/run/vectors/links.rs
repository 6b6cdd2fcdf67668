//! Links: earlier a-g1 and a-g2; what the groups answer now.

use serde_json::{Value, json};

use super::{BASIC, answer, import, list, of_accounts, rows};
use crate::stub::{Connector, Reply, Stub, reply};

/// A connector that asks each group for its members, with a in both groups.
fn known(stub: &Stub, keys: &Value) -> Connector {
    let connector = of_accounts(stub, BASIC, &json!({}));
    let url = &stub.url;
    let http = |path: &str| json!({"url": format!("{url}{path}"), "httpMethod": "GET"});
    let document = json!({
        "accountParams": {"connection": "main", "statusAndThresholdConfig": keys,
            "call": {"call1": super::call(url, &json!({}))}},
        "entitlementParams": {"connection": "main", "entTypes": {"Group": {"call": {"call1": {
            "http": http("/groups"), "listField": "list", "keyField": "entitlementID",
            "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "id~#~char"}}}}}},
        "acctEntParams": {"connection": "main", "entTypes": {"Group": {"call": {"call1": {
            "processingType": "httpEntToAcct", "http": http("/groups/${id}/members"),
            "listField": "list", "acctIdPath": "id", "acctKeyField": "accountID",
            "entKeyField": "entitlementID"}}}}}});
    connector.put("ImportAccountEntJSON.json", &document.to_string());
    stub.answer(|asked| target(&asked.path, || answer(&list(&["a"], &json!({})))));
    import(&connector).expect(0);
    assert_eq!(links(&connector), ["a-g1", "a-g2"]);
    connector
}

/// Account a, groups g1 and g2, a in g1; what g2 says of its members.
fn target(path: &str, g2: impl FnOnce() -> Reply) -> Reply {
    match path {
        "/accounts" | "/groups/g1/members" => answer(&list(&["a"], &json!({}))),
        "/groups" => answer(&list(&["g1", "g2"], &json!({}))),
        _ => g2(),
    }
}

fn links(connector: &Connector) -> Vec<String> {
    let text = |link: &Value, key: &str| link[key].as_str().unwrap().to_owned();
    rows(connector, "links")
        .iter()
        .map(|link| format!("{}-{}", text(link, "account"), text(link, "entitlement_id")))
        .collect()
}

#[test]
fn an_empty_list_of_members_revokes() {
    for (keys, left) in [
        (json!({"deleteAccEntForActiveAccounts": true}), vec!["a-g1"]),
        (
            json!({"deleteAccEntForActiveAccounts": false}),
            vec!["a-g1", "a-g2"],
        ),
    ] {
        let stub = Stub::start(|_| answer(&json!({})));
        let connector = known(&stub, &keys);
        stub.answer(|asked| target(&asked.path, || answer(&list(&[], &json!({})))));
        import(&connector).expect(0);
        assert_eq!(links(&connector), left, "{keys}");
    }
}

#[test]
fn members_that_could_not_be_read_stay() {
    for status in [500, 404] {
        let stub = Stub::start(|_| answer(&json!({})));
        let connector = known(&stub, &json!({"deleteAccEntForActiveAccounts": true}));
        stub.answer(move |asked| target(&asked.path, || reply(status, "{}")));
        let ended = import(&connector).expect(3);
        assert_eq!(links(&connector), ["a-g1", "a-g2"], "{status}: {ended}");
        let told = ended.json()["diagnostics"].to_string();
        assert!(told.contains("g2"), "{status}: {told}");
    }
}
