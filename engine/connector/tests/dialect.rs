//! Imports of the dialect's other shapes, against a scripted target and a real store.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;

use std::sync::Arc;

use bench::{Bench, Target, answer, bench};
use bindery_connector::ports::RunStatus;
use bindery_connector::{ImportOptions, ImportReport};
use bindery_repository::Repository;
use serde_json::{Value, json};

const CONNECTION: &str = r#"{"authentications":{"acctAuth":{"authType":"oauth2",
    "url":"https://api.test/token","accessToken":"Bearer permanent-token"}}}"#;

/// A target that answers paths (with their query) from a table; anything else is a 404.
fn pages(table: &[(&str, Value)]) -> Arc<Target> {
    let table: Vec<(String, String)> = table
        .iter()
        .map(|(path, body)| ((*path).to_owned(), body.to_string()))
        .collect();
    Target::new(move |request| {
        let path = request.url.trim_start_matches("https://api.test");
        let found = table.iter().find(|(p, _)| p == path);
        Ok(found.map_or_else(|| answer(404, "{}"), |(_, body)| answer(200, body)))
    })
}

fn http(url: &str) -> Value {
    json!({"url": url, "httpMethod": "GET",
        "httpHeaders": {"Authorization": "${access_token}"}})
}

/// The usual account call on `/users`.
fn users() -> Value {
    json!({"callOrder": 0, "http": http("https://api.test/users"), "listField": "users",
        "keyField": "accountID", "colsToPropsMap":
        {"accountID": "id~#~char", "name": "login~#~char"}})
}

fn groups() -> Value {
    json!({"entTypeOrder": 0, "call": {"call1": {"callOrder": 0,
        "http": http("https://api.test/groups"), "listField": "groups",
        "keyField": "entitlementID", "colsToPropsMap":
        {"entitlementID": "id~#~char", "entitlement_value": "name~#~char"}}}})
}

fn with(mut value: Value, pointer: &str, key: &str, member: Value) -> Value {
    value.pointer_mut(pointer).unwrap()[key] = member;
    value
}

fn document(accounts: Value, types: Value, links: Value) -> Value {
    json!({
        "accountParams": accounts,
        "entitlementParams": {"connection": "acctAuth", "entTypes": types},
        "acctEntParams": links,
    })
}

fn accounts(calls: Value) -> Value {
    json!({"connection": "acctAuth", "call": calls})
}

fn made(document: &Value, target: &Arc<Target>) -> Bench {
    bench(
        &[
            ("ConnectionJSON", CONNECTION),
            ("ImportAccountEntJSON", &document.to_string()),
        ],
        target,
    )
}

async fn run(document: &Value, target: &Arc<Target>, store: &mut Repository) -> ImportReport {
    made(document, target)
        .connector
        .import(store, &ImportOptions::default())
        .await
        .unwrap()
}

fn two_users() -> Value {
    json!({"users": [{"id": "u1", "login": "ann"}, {"id": "u2", "login": "bob"}]})
}

fn two_groups() -> Value {
    json!({"groups": [{"id": "g1", "name": "Readers"}, {"id": "g2", "name": "Writers"}]})
}

#[tokio::test]
async fn a_dependent_call_fills_the_accounts_that_an_earlier_one_listed() {
    let detail = json!({"callOrder": "1", "stageNumber": 3,
        "http": http("https://api.test/user/${accountName}"), "listField": "",
        "inputParams": {"dependentCall": true}, "nextApiKeyField": "accountID",
        "keyField": "accountID", "colsToPropsMap":
        {"accountID": "id~#~char", "customproperty1": "mail~#~char", "name": "nothing~#~char"}});
    let document = document(
        accounts(json!({"call1": users(), "call2": detail})),
        json!({}),
        json!({}),
    );
    let target = pages(&[
        ("/users", two_users()),
        ("/user/u1", json!({"id": "u1", "mail": "ann@x"})),
    ]);
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&document, &target, &mut store).await;
    assert_eq!(
        target.lines(),
        ["GET /users", "GET /user/u1", "GET /user/u2"]
    );
    // One account has no detail: it is kept, and the run says that it is partial.
    assert_eq!(report.status, RunStatus::Partial);
    assert_eq!(report.accounts.unwrap().created, 2);
    let stored = store.list_accounts(&Default::default()).unwrap();
    let ann = stored
        .iter()
        .find(|a| a.account_id.as_deref() == Some("u1"));
    let ann = ann.unwrap();
    assert_eq!(ann.name.as_deref(), Some("ann"));
    assert_eq!(ann.columns["customproperty1"], "ann@x");
}

fn members_document(kind: &str) -> Value {
    let members = json!({"callOrder": 0, "processingType": kind,
        "http": http("https://api.test/groups/${id}/members"), "listField": "data",
        "acctIdPath": "user.id", "acctKeyField": "accountID", "entKeyField": "entitlementID"});
    document(
        accounts(json!({"call1": users()})),
        json!({"Group": groups()}),
        json!({"connection": "acctAuth",
            "entTypes": {"Group": {"call": {"call1": members}}}}),
    )
}

fn member(id: &str) -> Value {
    json!({"user": {"id": id}})
}

#[tokio::test]
async fn members_are_read_per_group_and_an_empty_list_revokes() {
    let document = members_document("httpEntToAcct");
    let table = |g2: Value| {
        pages(&[
            ("/users", two_users()),
            ("/groups", two_groups()),
            (
                "/groups/g1/members",
                json!({"data": [member("u1"), member("u2")]}),
            ),
            ("/groups/g2/members", g2),
        ])
    };
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(
        &document,
        &table(json!({"data": [member("u1")]})),
        &mut store,
    )
    .await;
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    assert_eq!(report.link_totals().added, 3);
    let report = run(&document, &table(json!({"data": []})), &mut store).await;
    let totals = report.link_totals();
    assert_eq!((totals.removed, totals.unchanged), (1, 2));
}

#[tokio::test]
async fn a_group_whose_members_cannot_be_read_keeps_its_links() {
    let document = members_document("httpEntToAcct");
    let all = pages(&[
        ("/users", two_users()),
        ("/groups", two_groups()),
        ("/groups/g1/members", json!({"data": [member("u1")]})),
        ("/groups/g2/members", json!({"data": [member("u1")]})),
    ]);
    let mut store = Repository::open_in_memory().unwrap();
    run(&document, &all, &mut store).await;
    let some = pages(&[
        ("/users", two_users()),
        ("/groups", two_groups()),
        ("/groups/g1/members", json!({"data": []})),
    ]);
    let report = run(&document, &some, &mut store).await;
    assert_eq!(report.status, RunStatus::Partial);
    assert_eq!(report.link_totals().removed, 1);
    let kept = store.list_links(&Default::default()).unwrap();
    let kept: Vec<&str> = kept.iter().map(|l| l.entitlement_id.as_str()).collect();
    assert_eq!(kept, ["g2"]);
    assert_eq!(report.diagnostics[0].code.as_str(), "R1003");
}

#[tokio::test]
async fn links_are_read_per_account_or_all_at_once() {
    let per_account = json!({"callOrder": 0, "processingType": "httpAcctToEnt",
        "http": http("https://api.test/users/${id}"), "listField": "result",
        "entIdPath": "roles.id", "acctKeyField": "accountID", "entKeyField": "entitlementID"});
    let all_pairs = json!({"callOrder": 0, "processingType": "http",
        "http": http("https://api.test/assignments"), "listField": "value",
        "acctIdPath": "target.id", "entIdPath": "pkg.id",
        "acctKeyField": "accountID", "entKeyField": "entitlementID"});
    for call in [per_account, all_pairs] {
        let document = document(
            accounts(json!({"call1": users()})),
            json!({"Group": groups()}),
            json!({"connection": "acctAuth",
                "entTypes": {"Group": {"call": {"call1": call}}}}),
        );
        let pair = |a: &str, g: &str| json!({"target": {"id": a}, "pkg": {"id": g}});
        let target = pages(&[
            ("/users", two_users()),
            ("/groups", two_groups()),
            (
                "/users/u1",
                json!({"result": {"roles": [{"id": "g1"}, {"id": "g2"}]}}),
            ),
            ("/users/u2", json!({"result": {"roles": []}})),
            (
                "/assignments",
                json!({"value": [pair("u1", "g1"), pair("u1", "g2")]}),
            ),
        ]);
        let mut store = Repository::open_in_memory().unwrap();
        let report = run(&document, &target, &mut store).await;
        assert_eq!(
            report.status,
            RunStatus::Completed,
            "{:?}",
            report.diagnostics
        );
        assert_eq!(report.link_totals().added, 2);
    }
}

#[tokio::test]
async fn members_listed_on_the_entitlement_become_links() {
    let mut types = json!({"Group": groups()});
    types["Group"]["acctEntMappings"] =
        json!({"listField": "members", "idPath": "value", "keyField": "accountID"});
    types["Group"]["call"]["call1"]["colsToPropsMap"]["acctEntMappingInfoColumnFromEnt"] =
        json!("STORE#ACC#ENT#MAPPINGINFO~#~char");
    let document = document(
        accounts(json!({"call1": users()})),
        types,
        json!({"processingType": "entToAcctMapping"}),
    );
    let target = pages(&[
        ("/users", two_users()),
        (
            "/groups",
            json!({"groups": [{"id": "g1", "name": "R", "members": [{"value": "u1"}, {"value": "u9"}]}]}),
        ),
    ]);
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&document, &target, &mut store).await;
    let totals = report.link_totals();
    assert_eq!((totals.added, totals.unresolved), (1, 1));
    assert_eq!(report.status, RunStatus::Completed);
}

#[tokio::test]
async fn entitlements_are_made_of_memberships_that_no_call_lists() {
    let mut section = accounts(json!({"call1": users()}));
    section["acctEntMappings"] = json!({"Role": {"importAsEntitlement": true,
        "listPath": "roles", "idPath": "id", "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "entitlementID~#~char",
            "entitlement_value": "label~#~char", "displayname": "displayname~#~char"}}});
    let section = with(
        section,
        "/call/call1/colsToPropsMap",
        "customproperty31",
        json!("STORE#ACC#ENT#MAPPINGINFO~#~char"),
    );
    let document = document(section, json!({"Role": {"call": {}}}), json!({}));
    let target = pages(&[(
        "/users",
        json!({"users": [
            {"id": "u1", "login": "ann", "roles": [{"id": "r1", "label": "Admin"}, {"id": "r2"}]},
            {"id": "u2", "login": "bob", "roles": [{"id": "r2"}]}]}),
    )]);
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&document, &target, &mut store).await;
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    assert_eq!(report.entitlements["Role"].created, 2);
    assert_eq!(report.link_totals().added, 3);
    let stored = store.list_entitlements(&Default::default()).unwrap();
    let values: Vec<_> = stored
        .iter()
        .map(|e| (e.entitlement_id.as_str(), e.value.as_deref().unwrap()))
        .collect();
    assert_eq!(values, [("r1", "Admin"), ("r2", "r2")]);
}

#[tokio::test]
async fn entitlements_are_iterated_over_another_type_and_constants_read_the_record() {
    let sub = json!({"entTypeOrder": 1, "call": {"call1": {"callOrder": 0,
        "http": http("https://api.test/groups/${entitlementID}/parts"), "listField": "",
        "inputParams": {"entitlementname": "Group"}, "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "id~#~char",
            "entitlement_value": "#CONST#${response.id + '!'}~#~char",
            "customproperty1": "#CONST#Part~#~char"}}}});
    let document = document(
        accounts(json!({})),
        json!({"Group": groups(), "Part": sub}),
        json!({}),
    );
    let target = pages(&[
        ("/groups", two_groups()),
        ("/groups/g1/parts", json!([{"id": "p1"}, {"id": "p2"}])),
        ("/groups/g2/parts", json!([])),
    ]);
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&document, &target, &mut store).await;
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    assert_eq!(report.entitlements["Part"].created, 2);
    let stored = store.list_entitlements(&Default::default()).unwrap();
    let part = stored.iter().find(|e| e.entitlement_id == "p1").unwrap();
    assert_eq!(part.value.as_deref(), Some("p1!"));
    assert_eq!(part.columns["customproperty1"], "Part");
}

fn paged(next: &str) -> Value {
    let call = with(
        users(),
        "",
        "pagination",
        json!({"nextUrl": {"nextUrlPath": next}}),
    );
    document(accounts(json!({"call1": call})), json!({}), json!({}))
}

fn user(n: u32) -> Value {
    json!({"id": format!("u{n}"), "login": format!("user{n}")})
}

#[tokio::test]
async fn the_next_page_is_named_by_the_body_in_several_ways() {
    for next in [
        "${response?.completeResponseMap?.next==null?null:response.completeResponseMap.next}",
        "next",
        "${response.objectList ? response.completeResponseMap.next : null}",
    ] {
        let target = pages(&[
            (
                "/users",
                json!({"users": [user(1)], "next": "https://api.test/users?p=2"}),
            ),
            (
                "/users?p=2",
                json!({"users": [user(2)], "next": "/users?p=3"}),
            ),
            ("/users?p=3", json!({"users": [user(3)], "next": null})),
        ]);
        let mut store = Repository::open_in_memory().unwrap();
        let report = run(&paged(next), &target, &mut store).await;
        assert_eq!(
            report.status,
            RunStatus::Completed,
            "{next} {:?}",
            report.diagnostics
        );
        assert_eq!(report.accounts.unwrap().created, 3, "{next}");
        assert_eq!(report.requests, 3);
    }
}

#[tokio::test]
async fn the_next_page_is_named_by_a_header() {
    let target = Target::new(|request| {
        let second = request.url.ends_with("p=2");
        let mut page = answer(
            200,
            &json!({"users": [user(if second { 2 } else { 1 })]}).to_string(),
        );
        if !second {
            page.headers
                .push(("x-next-page".into(), "https://api.test/users?p=2".into()));
        }
        Ok(page)
    });
    let next = "${headers?.'X-Next-Page'==null?null:headers.'X-Next-Page'}";
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&paged(next), &target, &mut store).await;
    assert_eq!(
        report.accounts.unwrap().created,
        2,
        "{:?}",
        report.diagnostics
    );
}

#[tokio::test]
async fn a_next_page_at_a_foreign_host_is_refused_and_the_token_stays_home() {
    let target = pages(&[(
        "/users",
        json!({"users": [user(1)], "next": "https://evil.test/users"}),
    )]);
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&paged("next"), &target, &mut store).await;
    assert_eq!(report.status, RunStatus::Failed);
    assert_eq!(report.diagnostics[0].code.as_str(), "B5002");
    assert!(report.diagnostics[0].message.contains("evil.test"));
    assert_eq!(target.lines().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_where_it_points_is_named() {
    let target = Target::new(|_| {
        let mut redirect = answer(302, "{}");
        let to = "https://evil.test/users?token=abcdef";
        redirect.headers.push(("Location".into(), to.into()));
        Ok(redirect)
    });
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&paged("next"), &target, &mut store).await;
    assert_eq!(report.status, RunStatus::Failed);
    let notes = &report.diagnostics[0].notes;
    assert!(
        notes.iter().any(|n| n.contains("https://evil.test/users")),
        "{notes:?}"
    );
    assert!(!notes.iter().any(|n| n.contains("abcdef")), "{notes:?}");
    assert_eq!(target.lines().len(), 1);
}

#[tokio::test]
async fn a_target_that_lost_its_list_is_warned_of_where_no_rows_tell() {
    let target = pages(&[("/users", json!({"message": "moved"}))]);
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&paged("next"), &target, &mut store).await;
    assert_eq!(report.status, RunStatus::Completed);
    let codes: Vec<&str> = report.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["R3008"]);
}

#[tokio::test]
async fn a_page_that_names_itself_stops_the_read_and_nothing_is_applied() {
    let target = pages(&[(
        "/users",
        json!({"users": [user(1)], "next": "https://api.test/users"}),
    )]);
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&paged("next"), &target, &mut store).await;
    assert_eq!(report.diagnostics[0].code.as_str(), "R3004");
    assert!(report.accounts.is_none());
    assert_eq!(report.status, RunStatus::Refused);
}

#[tokio::test]
async fn a_threshold_refuses_removals_until_the_operator_accepts_them() {
    let mut section = accounts(json!({"call1": users()}));
    section["statusAndThresholdConfig"] =
        json!({"inactivateAccountsNotInFile": true, "accountThresholdValue": 1});
    let document = document(section, json!({}), json!({}));
    let mut store = Repository::open_in_memory().unwrap();
    run(&document, &pages(&[("/users", two_users())]), &mut store).await;
    let target = pages(&[("/users", json!({"users": [user(1)]}))]);
    let report = run(&document, &target, &mut store).await;
    assert_eq!(report.status, RunStatus::Refused);
    assert_eq!(report.guards[0].code, "R3003");
    assert_eq!(report.accounts.unwrap().inactivated, 0);
    let options = ImportOptions {
        accept_removals: true,
        ..ImportOptions::default()
    };
    let bench = made(&document, &target);
    let report = bench.connector.import(&mut store, &options).await.unwrap();
    assert_eq!(report.status, RunStatus::Completed);
    assert_eq!(report.accounts.unwrap().inactivated, 1);
}

#[tokio::test]
async fn a_post_list_sends_its_body_and_counts_as_a_read() {
    let mut call = users();
    call["http"] = json!({"url": "https://api.test/search", "httpMethod": "POST",
        "httpHeaders": {"Authorization": "${access_token}"},
        "httpParams": {"filter": {"active": true, "ids": ["a\"b", 1]}},
        "httpContentType": "application/json"});
    let document = document(accounts(json!({"call1": call})), json!({}), json!({}));
    let mut failures = 1;
    let target = Target::new(move |_| {
        if failures > 0 {
            failures -= 1;
            return Ok(answer(502, ""));
        }
        Ok(answer(200, &two_users().to_string()))
    });
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&document, &target, &mut store).await;
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    assert_eq!(
        target.body(1),
        r#"{"filter":{"active":true,"ids":["a\"b",1]}}"#
    );
    assert_eq!(report.retries, 1);
}

#[tokio::test]
async fn a_paged_post_list_sets_the_fields_of_its_body_too() {
    let mut call = users();
    call["http"] = json!({"url": "https://api.test/search", "httpMethod": "POST",
        "httpHeaders": {"Authorization": "${access_token}"},
        "httpParams": {"offset": 0, "limit": "x", "sort": "id"},
        "httpContentType": "application/json"});
    call["pagination"] = json!({"offset": {"offsetParam": "offset", "batchParam": "limit",
        "batchSize": "1", "totalCountPath": "completeResponseMap.total"}});
    let document = document(accounts(json!({"call1": call})), json!({}), json!({}));
    let target = Target::new(|request| {
        let first = request.url.contains("offset=0");
        let page = json!({"users": [user(if first { 1 } else { 2 })], "total": 2});
        Ok(answer(200, &page.to_string()))
    });
    let mut store = Repository::open_in_memory().unwrap();
    let report = run(&document, &target, &mut store).await;
    assert_eq!(
        report.status,
        RunStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    assert_eq!(
        target.lines(),
        [
            "POST /search?offset=0&limit=1",
            "POST /search?offset=1&limit=1"
        ]
    );
    assert_eq!(target.body(1), r#"{"offset":1,"limit":"1","sort":"id"}"#);
}
