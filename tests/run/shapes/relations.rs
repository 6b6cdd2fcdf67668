//! Links, maps and owners in every form that the dialect has (§2.8, §2.11, §2.12, §2.14, §3.6).

use serde_json::{Value, json};

use super::{call, connector, groups, import, lay, links, of_accounts, people};
use crate::stub::{Asked, Connector, Reply, Stub, reply};
use crate::vectors::{self, rows};

/// Accounts u1 and u2, groups g1 and g2; the rest is a test's.
fn target(rest: impl Fn(&Asked) -> Reply + Send + 'static) -> Stub {
    Stub::start(move |asked| match asked.path.as_str() {
        "/people" => reply(
            200,
            r#"[{"id":"u1","name":"n1","mail":"u1@x"},{"id":"u2","name":"n2","mail":"u2@x"}]"#,
        ),
        "/groups" => reply(
            200,
            r#"[{"id":"g1","name":"one"},{"id":"g2","name":"two"}]"#,
        ),
        _ => rest(asked),
    })
}

fn document(section: &Value) -> Value {
    let mut document = of_accounts(
        &json!({"call1": people(&json!({"colsToPropsMap": {"customproperty1": "mail~#~char"}}))}),
    );
    document["entitlementParams"] = json!({"connection": "main", "entTypes": {"Group": {"entTypeOrder": 0, "call": {"call1": groups(&json!({}))}}}});
    lay(&mut document, section);
    document
}

fn with_links(stub: &Stub, keys: &Value) -> Connector {
    connector(
        stub,
        &document(
            &json!({"acctEntParams": {"connection": "main", "entTypes": {"Group": {"call": {"call1": keys}}}}}),
        ),
    )
}

/// Links of this store by the identifiers of both ends.
fn ids(connector: &Connector) -> Vec<String> {
    let names = [("n1", "u1"), ("n2", "u2")];
    let mut all = links(connector);
    for link in &mut all {
        for (name, id) in names {
            *link = link.replace(name, id);
        }
    }
    all.sort();
    all
}

#[test]
fn links_come_from_calls_per_entitlement_per_account_or_for_all() {
    let per_group = "/groups/${id}/members";
    let per_account = "/people/${id}/groups";
    // (URL, keys, links)
    for (url, keys, expected) in [
        (
            per_group,
            json!({"processingType": "httpEntToAcct", "listField": "data", "acctIdPath": "user.id",
            "acctKeyField": "accountID", "entKeyField": "entitlementID"}),
            vec!["u1>g1", "u2>g1"],
        ),
        // By other columns, and without a processing type.
        (
            "/groups/${id}/mails",
            json!({"listField": "data", "acctIdPath": "mail", "acctKeyField": "customproperty1",
            "entKeyField": "entitlement_value"}),
            vec!["u1>g1"],
        ),
        // `idPath` stands in.
        (
            per_group,
            json!({"processingType": "httpEntToAcct", "listField": "data", "idPath": "user.id",
            "acctKeyField": "accountID", "entKeyField": "entitlementID"}),
            vec!["u1>g1", "u2>g1"],
        ),
        (
            per_account,
            json!({"processingType": "httpAcctToEnt", "listField": "result", "entIdPath": "roles.id",
            "acctKeyField": "accountID", "entKeyField": "entitlementID"}),
            vec!["u1>g1", "u1>g2", "u2>g2"],
        ),
        (
            "/people/${id}/names",
            json!({"processingType": "httpAcctToEnt", "listField": "", "entIdPath": "",
            "acctKeyField": "name", "entKeyField": "entitlement_value"}),
            vec!["u1>g2"],
        ),
        // A list inside a record is one link for each of its values.
        (
            "/groups/${id}/keys",
            json!({"processingType": "httpEntToAcct", "listField": "", "acctIdPath": "userKeys",
            "acctKeyField": "accountID", "entKeyField": "entitlementID"}),
            vec!["u1>g1", "u2>g1"],
        ),
        (
            "/assignments",
            json!({"processingType": "http", "listField": "value", "acctIdPath": "who.id",
            "entIdPath": "what", "acctKeyField": "accountID", "entKeyField": "entitlementID"}),
            vec!["u1>g2", "u2>g1"],
        ),
        (
            "/assignments",
            json!({"processingType": "SequentialAndIterative", "listField": "value", "acctIdPath": "who.id",
            "entIdPath": "what", "acctKeyField": "accountID", "entKeyField": "entitlementID"}),
            vec!["u1>g2", "u2>g1"],
        ),
    ] {
        let stub = target(|asked| match asked.path.as_str() {
            "/groups/g1/members" => reply(
                200,
                r#"{"data":[{"user":{"id":"u1"}},{"user":{"id":"u2"}},{"user":{"id":"gone"}}]}"#,
            ),
            "/groups/one/mails" => reply(200, r#"{"data":[{"mail":"u1@x"}]}"#),
            "/people/u1/groups" => reply(200, r#"{"result":{"roles":[{"id":"g1"},{"id":"g2"}]}}"#),
            "/people/u2/groups" => reply(200, r#"{"result":{"roles":{"id":"g2"}}}"#),
            "/people/n1/names" => reply(200, r#"["two"]"#),
            "/groups/g1/keys" => reply(200, r#"{"userKeys":["u1","u2"]}"#),
            "/assignments" => reply(
                200,
                r#"{"value":[{"who":{"id":"u1"},"what":"g2"},{"who":{"id":"u2"},"what":"g1"}]}"#,
            ),
            // A list that is not there is an empty one.
            _ => reply(200, "{}"),
        });
        let connector = with_links(&stub, &call(url, &keys));
        let ended = import(&connector, 0);
        assert_eq!(ids(&connector), expected, "{url} {keys}: {ended}");
    }
}

#[test]
fn one_call_may_feed_all_types() {
    let stub = target(|asked| match asked.path.as_str() {
        "/roles" => reply(200, r#"[{"id":"r1","name":"r1"}]"#),
        _ => reply(200, r#"[{"a":"u1","e":"g1"},{"a":"u2","e":"r1"}]"#),
    });
    let mut all = document(
        &json!({"acctEntParams": {"connection": "main", "processingType": "http", "call": {"call1":
        call("/all", &json!({"listField": "", "acctIdPath": "a", "entIdPath": "e", "acctKeyField": "accountID",
            "entKeyField": "entitlementID"}))}}}),
    );
    let mut roles = groups(&json!({}));
    roles["http"]["url"] = json!("{url}/roles");
    all["entitlementParams"]["entTypes"]["Role"] = json!({"call": {"call1": roles}});
    let connector = connector(&stub, &all);
    let ended = import(&connector, 0);
    assert_eq!(ids(&connector), ["u1>g1", "u2>r1"], "{ended}");
}

#[test]
fn memberships_listed_on_the_entitlement_link_its_accounts() {
    for (rule, extra) in [
        (
            json!({"listField": "members", "idPath": "value", "keyField": "accountID"}),
            false,
        ),
        (
            json!({"listPath": "members", "idPath": "value", "keyField": "accountID", "importAsAccount": "true"}),
            true,
        ),
        (
            json!({"listField": "mails", "idPath": "", "keyField": "customproperty1"}),
            false,
        ),
    ] {
        let stub = Stub::start(|asked| match asked.path.as_str() {
            "/people" => reply(200, r#"[{"id":"u1","name":"n1","mail":"u1@x"}]"#),
            _ => reply(
                200,
                r#"[{"id":"g1","name":"one","members":[{"value":"u1"},{"value":"u9"}],"mails":["u1@x"]},{"id":"g2","name":"two"}]"#,
            ),
        });
        let keys = json!({"colsToPropsMap": {"acctEntMappingInfoColumnFromEnt": "STORE#ACC#ENT#MAPPINGINFO~#~char"}});
        let document = document(
            &json!({"entitlementParams": {"entTypes": {"Group": {"acctEntMappings": rule,
            "call": {"call1": groups(&keys)}}}}, "acctEntParams": {"processingType": "entToAcctMapping"}}),
        );
        let connector = connector(&stub, &document);
        let ended = import(&connector, 0);
        let expected: &[&str] = if extra {
            &["u1>g1", "u9>g1"]
        } else {
            &["u1>g1"]
        };
        assert_eq!(ids(&connector), expected, "{rule}: {ended}");
    }
}

#[test]
fn an_accounts_and_an_access_run_link_across_time() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/people" => reply(
            200,
            r#"[{"id":"u1","name":"n1","in":[{"ref":"g1"},{"ref":"g3"}]}]"#,
        ),
        _ => reply(200, r#"[{"id":"g1","name":"one"}]"#),
    });
    let document = document(
        &json!({"accountParams": {"acctEntMappings": {"Group": {"ListPath": "in", "IdPath": "ref", "KeyField": "entitlementID"}},
        "call": {"call1": people(&json!({"colsToPropsMap": {"customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}}))}},
        "acctEntParams": {"entTypes": {"Group": {"processingType": "acctToEntMapping"}}}}),
    );
    let connector = connector(&stub, &document);
    let only = |part: &str| {
        let words = ["import", "{}", "--only", part, "--format", "json"];
        crate::bindery::run(connector.command(&words)).expect(0)
    };
    only("accounts");
    assert!(links(&connector).is_empty());
    only("access");
    assert_eq!(ids(&connector), ["u1>g1"]);
    // A group that comes later is linked then.
    stub.answer(|_| {
        reply(
            200,
            r#"[{"id":"g1","name":"one"},{"id":"g3","name":"three"}]"#,
        )
    });
    only("access");
    assert_eq!(ids(&connector), ["u1>g1", "u1>g3"]);
}

fn maps(connector: &Connector, id: &str) -> Vec<String> {
    let words = ["entitlements", "show", id, "--format", "json"];
    let shown = crate::bindery::run(connector.command(&words))
        .expect(0)
        .json();
    let text = |v: &Value| v.as_str().unwrap_or("?").to_owned();
    let all = shown["maps"].as_array().cloned().unwrap_or_default();
    let mut all: Vec<String> = all
        .iter()
        .map(|map| format!("{}:{}", text(&map["kind"]), text(&map["entitlement_id"])))
        .collect();
    all.sort();
    all
}

#[test]
fn entitlements_are_mapped_by_lists_by_calls_and_by_parents() {
    let part = |keys: &Value| {
        let mut all = json!({"http": {"url": "{url}/parts", "httpMethod": "GET"}, "listField": "", "keyField": "entitlementID",
            "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "id~#~char"}});
        lay(&mut all, keys);
        json!({"Part": {"entTypeOrder": 5, "call": {"call1": all}}})
    };
    let params = |calls: Value| json!({"entitlementParams": {"entTypes": part(&json!({}))}, "entMappingParams": calls});
    let relation = call(
        "/maps",
        &json!({"listField": "rows", "ent1IdPath": "p", "ent2IdPath": "c.id", "ent1KeyField": "entitlementID",
        "ent2KeyField": "entitlement_value", "targetEntType": "Part", "mappingTypes": ["ENT2"]}),
    );
    let each = call(
        "/groups/${id}/parts",
        &json!({"listField": "", "ent2IdPath": "id", "ent1KeyField": "entitlementID",
        "ent2KeyField": "entitlementID", "targetEntType": "Part", "mappingTypes": "ENTMAP"}),
    );
    for (section, expected) in [
        (
            json!({"entitlementParams": {"entTypes": {"Group": {"entMappings": {"Part": {"listPath": "has", "idPath": "id",
            "idColumn": "entitlementID", "mappingTypes": ["ENT2"]}}}, "Part": part(&json!({}))["Part"]}}}),
            "ENT2:p1",
        ),
        (
            json!({"entitlementParams": {"entTypes": part(&json!({"http": {"url": "{url}/groups/${entitlementID}/parts"},
            "inputParams": {"entitlementname": "Group"},
            "colsToPropsMap": {"customproperty5": "STORE#ENT#MAPPINGINFO#PARENTID~#~char"}}))}}),
            "ENTMAP:p1",
        ),
        (
            params(
                json!({"connection": "main", "entTypes": {"Group": {"call": {"call1": relation.clone()}}}}),
            ),
            "ENT2:p1",
        ),
        (
            params(json!({"connection": "main", "call": {"call1": relation}})),
            "ENT2:p1",
        ),
        (
            params(json!({"connection": "main", "entTypes": {"Group": {"call": {"call1": each}}}})),
            "ENTMAP:p1",
        ),
    ] {
        let stub = Stub::start(|asked| match asked.path.as_str() {
            "/people" => reply(200, r#"[{"id":"u1","name":"n1"}]"#),
            "/groups" => reply(
                200,
                r#"[{"id":"g1","name":"one","has":[{"id":"p1"},{"id":"p7"}]},{"id":"g2","name":"two"}]"#,
            ),
            "/parts" | "/groups/g1/parts" => reply(200, r#"[{"id":"p1"}]"#),
            "/maps" => reply(200, r#"{"rows":[{"p":"g1","c":{"id":"p1"}}]}"#),
            _ => reply(200, "[]"),
        });
        let connector = connector(&stub, &document(&section));
        let ended = import(&connector, 0);
        assert_eq!(maps(&connector, "g1"), [expected], "{section}: {ended}");
        assert!(maps(&connector, "g2").is_empty(), "{section}");
        let again = import(&connector, 0);
        assert_eq!(again.json()["maps"]["unchanged"], 1, "{section}: {again}");
    }
}

fn owners(connector: &Connector, id: &str) -> Vec<String> {
    let words = ["entitlements", "show", id, "--format", "json"];
    let shown = crate::bindery::run(connector.command(&words))
        .expect(0)
        .json();
    let all = shown["owners"].as_array().cloned().unwrap_or_default();
    all.iter()
        .map(|owner| {
            owner.as_str().map_or_else(
                || owner["username"].as_str().unwrap_or("?").to_owned(),
                ToOwned::to_owned,
            )
        })
        .collect()
}

#[test]
fn owners_are_users_found_by_a_column_or_by_an_account() {
    let users = json!({"connection": "main", "url": "{url}/staff", "httpMethod": "GET", "userResponsePath": "",
        "colsToPropsMap": {"username": "u~#~char", "email": "m~#~char"}});
    let all = call(
        "/owners",
        &json!({"listField": "", "entIdPath": "g", "entKeyField": "entitlementID",
        "ownerIdPath": "mail", "ownerKeyField": "email"}),
    );
    let each = call(
        "/groups/${id}/owner",
        &json!({"listField": "", "entKeyField": "entitlementID", "ownerIdPath": "mail", "ownerKeyField": "email"}),
    );
    let by_account = call(
        "/owners",
        &json!({"listField": "", "entIdPath": "g", "entKeyField": "entitlementID",
        "acctIdPath": "acct", "acctKeyField": "accountID"}),
    );
    for one in [all, each, by_account] {
        let stub = target(|asked| match asked.path.as_str() {
            "/staff" => reply(200, r#"[{"u":"n1","m":"ann@x"},{"u":"n2","m":"bob@x"}]"#),
            "/owners" => reply(200, r#"[{"g":"g1","mail":"ann@x","acct":"u1"}]"#),
            "/groups/g1/owner" => reply(200, r#"{"mail":"ann@x"}"#),
            _ => reply(200, "[]"),
        });
        let section = json!({"entOwnerParams": {"connection": "main", "entTypes": {"Group": {"call": {"call1": one}}}}});
        let connector = connector(&stub, &document(&section));
        connector.put(
            "ImportUserJSON.json",
            &users.to_string().replace("{url}", &stub.url),
        );
        connector.put(
            "connector.toml",
            "display_name = \"Stub\"\n[correlation]\nrule = \"users.username = accounts.name\"\n",
        );
        let ended = import(&connector, 0);
        assert_eq!(owners(&connector, "g1"), ["n1"], "{section}: {ended}");
        assert!(owners(&connector, "g2").is_empty());
    }
}

#[test]
fn a_user_import_in_the_wrong_attribute_runs_with_a_notice() {
    let stub = Stub::start(|_| reply(200, r#"[{"u":"ann","from":"24.12.2024"}]"#));
    let document = json!({"connection": "main", "url": "{url}/staff", "httpMethod": "GET", "userResponsePath": "",
        "globalSettings": {"dateFormat": "dd.MM.yyyy"},
        "colsToPropsMap": {"username": "u~#~char", "startdate": "from~#~date"}});
    let connector = connector(&stub, &document);
    import(&connector, 0);
    let path = connector.path();
    let check = crate::bindery::bindery(&["check", path.to_str().unwrap(), "--select", "B1"]);
    assert!(check.out.contains("move it to ImportUserJSON"), "{check}");
    let users = rows(&connector, "users");
    assert_eq!(
        users[0]["columns"]["startdate"], "2024-12-24T00:00:00Z",
        "{}",
        users[0]
    );
}

#[test]
fn a_mapping_without_its_section_still_links() {
    // acctEntParams may be absent; `acctEntMappings` may stand one level too high.
    for outside in [false, true] {
        let stub = Stub::start(|asked| match asked.path.as_str() {
            "/people" => reply(200, r#"[{"id":"u1","name":"n1","in":["g1"]}]"#),
            _ => reply(200, r#"[{"id":"g1","name":"one"}]"#),
        });
        let mapping =
            json!({"Group": {"listPath": "in", "idPath": "", "keyField": "entitlementID"}});
        let marker =
            json!({"colsToPropsMap": {"customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}});
        let mut document =
            document(&json!({"accountParams": {"call": {"call1": people(&marker)}}}));
        if outside {
            document["acctEntMappings"] = mapping;
        } else {
            document["accountParams"]["acctEntMappings"] = mapping;
        }
        let connector = connector(&stub, &document);
        let ended = vectors::import(&connector).expect(0);
        assert_eq!(ids(&connector), ["u1>g1"], "{outside}: {ended}");
    }
}

#[test]
fn a_call_for_links_without_a_request_is_refused_before_anything_is_sent() {
    for kind in ["httpEntToAcct", "httpAcctToEnt", "http"] {
        let stub = target(|_| reply(200, "[]"));
        let keys = json!({"processingType": kind, "listField": "", "acctIdPath": "id", "acctKeyField": "accountID",
            "entKeyField": "entitlementID"});
        let connector = with_links(&stub, &keys);
        let ended = vectors::import(&connector);
        assert_ne!(ended.code, 0, "{kind}: {ended}");
        assert!(ended.err.contains("http"), "{kind}: {ended}");
        assert!(stub.lines().is_empty(), "{kind}: {:?}", stub.lines());
    }
}

#[test]
fn entitlements_made_of_memberships_have_columns_and_states() {
    let stub = Stub::start(|_| {
        reply(
            200,
            r#"[{"id":"u1","name":"n1","roles":[{"key":"r1","label":"One","state":"on"},{"key":"r2","label":"Two","state":"off"}]},
            {"id":"u2","name":"n2","roles":[{"key":"r1","label":"One","state":"on"}]}]"#,
        )
    });
    let mapping = json!({"Role": {"importAsEntitlement": "true", "listPath": "roles", "idPath": "key", "keyField": "entitlementID",
        "statusConfig": {"active": ["on"], "inactive": ["off"]},
        "colsToPropsMap": {"entitlementID": "entitlementID~#~char", "entitlement_value": "label~#~char",
            "status": "state~#~char", "customproperty1": "#CONST#made~#~char"}}});
    let marker =
        json!({"colsToPropsMap": {"customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}});
    let mut document = of_accounts(&json!({"call1": people(&marker)}));
    document["accountParams"]["acctEntMappings"] = mapping;
    let connector = connector(&stub, &document);
    let ended = import(&connector, 0);
    assert_eq!(ids(&connector), ["u1>r1", "u1>r2", "u2>r1"], "{ended}");
    let mut found: Vec<(Value, Value, Value)> = rows(&connector, "entitlements")
        .iter()
        .map(|row| {
            (
                row["value"].clone(),
                row["status"].clone(),
                row["columns"]["customproperty1"].clone(),
            )
        })
        .collect();
    found.sort_by_key(|(value, ..)| value.to_string());
    let made = |value: &str, status: &str| (json!(value), json!(status), json!("made"));
    assert_eq!(found, [made("One", "active"), made("Two", "inactive")]);
}

#[test]
fn users_for_accounts_may_be_asked_for_in_either_section() {
    for section in ["accountParams", "acctEntParams"] {
        let stub = target(|_| reply(200, "[]"));
        let asks = json!({"createUsers": "true", "adminName": "boss"});
        let connector = connector(&stub, &document(&json!({ section: asks })));
        let ended = import(&connector, 0);
        let users = rows(&connector, "users");
        let managers: Vec<&Value> = users
            .iter()
            .map(|user| &user["columns"]["manager"])
            .collect();
        assert_eq!(managers, ["boss", "boss"], "{section}: {ended}");
    }
}
