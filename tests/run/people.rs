//! Users: read from a feed, kept where a read is incomplete, found by the accounts that are theirs.

use serde_json::{Value, json};

use crate::bindery::bindery;
use crate::written::{Answer, Written};

fn flat() -> Value {
    json!({
        "connection": "target", "url": "/people", "httpMethod": "GET",
        "httpHeaders": {"Authorization": "${access_token}"},
        "userResponsePath": "result.people",
        "colsToPropsMap": {
            "username": "login~#~char", "FIRSTNAME": "name.given~#~char", "lastname": "name.family~#~char",
            "email": "${login + '@acme.example'}~#~char", "statuskey": "state~#~char",
            "customproperty1": "rooms.id~#~char"
        },
        "statusConfig": {"active": ["here"], "inactive": ["gone", "ill"]},
        "pagination": {"offset": {"offsetParam": "from", "batchParam": "count", "batchSize": "2",
            "totalCountPath": "completeResponseMap.result.total"}}
    })
}

fn person(login: &str, state: &str) -> Value {
    json!({"login": login, "name": {"given": "G", "family": login}, "state": state,
        "rooms": [{"id": 1}, {"id": 2}]})
}

fn pages(target: &Written, people: &[Value]) {
    let total = people.len();
    let mut from = 0;
    loop {
        let page: Vec<_> = people.iter().skip(from).take(2).collect();
        let body = json!({"result": {"total": total, "people": page}});
        target.has(&format!("/people?from={from}&count=2"), &body);
        from += 2;
        if from >= total {
            break;
        }
    }
}

fn user<'u>(users: &'u [Value], name: &str) -> &'u Value {
    users.iter().find(|u| u["username"] == name).unwrap()
}

#[test]
fn users_are_read_page_by_page_with_their_status() {
    let target = Written::new().attribute("ImportUserJSON", &flat());
    pages(
        &target,
        &[
            person("ann", "here"),
            person("bob", "gone"),
            person("cid", "ill"),
        ],
    );
    let report = target.import(&["--only", "users"], 0);
    assert_eq!(report["users"]["created"], 3, "{report}");
    let users = target.store.rows("users");
    let ann = user(&users, "ann");
    assert_eq!(ann["columns"]["firstname"], "G", "{ann}");
    assert_eq!(ann["columns"]["email"], "ann@acme.example");
    assert_eq!(ann["columns"]["statuskey"], "1");
    assert_eq!(ann["columns"]["customproperty1"], "1,2");
    assert_eq!(user(&users, "cid")["columns"]["statuskey"], "0");
    assert_eq!(target.asked().len(), 2);

    pages(
        &target,
        &[
            person("ann", "gone"),
            person("bob", "here"),
            person("cid", "ill"),
        ],
    );
    // Without --only, too; there is nothing else to read.
    let again = target.import(&[], 0);
    assert_eq!(
        again["users"],
        json!({"fetched": 3, "created": 0, "updated": 0, "unchanged": 1, "inactivated": 1,
            "reactivated": 1, "skipped": 0})
    );
    let path = target.store.path();
    let shown = bindery(&["users", "show", "ann", "--store", path.to_str().unwrap()]).expect(0);
    assert!(shown.out.contains("ann@acme.example"), "{shown}");
    let list = bindery(&["users", "list", "--store", path.to_str().unwrap()]).expect(0);
    assert!(list.out.contains("inactive"), "{list}");
}

#[test]
fn users_that_the_feed_lost_stay_unless_the_operator_says_otherwise() {
    let everybody = [
        person("ann", "here"),
        person("bob", "here"),
        person("cid", "here"),
    ];
    for (toml, code, inactive) in [
        ("", 0, 0),
        ("[users]\nnot_in_feed = \"inactivate\"\n", 0, 1),
        (
            "[users]\nnot_in_feed = \"inactivate\"\nthreshold = 1\n",
            3,
            0,
        ),
    ] {
        let target = Written::new()
            .attribute("ImportUserJSON", &flat())
            .file("connector.toml", &format!("name = \"written\"\n{toml}"));
        pages(&target, &everybody);
        target.import(&[], 0);
        pages(&target, &everybody[..2]);
        let report = target.import(&[], code);
        assert_eq!(report["users"]["inactivated"], inactive, "{toml}: {report}");
        if code == 3 {
            assert_eq!(report["guards"][0]["object"], "users");
            let let_through = target.import(&["--accept-removals"], 0);
            assert_eq!(let_through["users"]["inactivated"], 1);
        }
    }
}

#[test]
fn an_incomplete_read_of_users_changes_nothing() {
    let toml = "name = \"written\"\n[users]\nnot_in_feed = \"inactivate\"\n";
    let target = Written::new()
        .attribute("ImportUserJSON", &flat())
        .file("connector.toml", toml);
    let everybody = [
        person("ann", "here"),
        person("bob", "here"),
        person("cid", "here"),
    ];
    pages(&target, &everybody);
    target.import(&[], 0);
    let before = target.store.rows("users");
    for (path, answer, code) in [
        ("/people?from=2&count=2", Answer::status(500), 1),
        (
            "/people?from=0&count=2",
            Answer::text("text/html", "<html>"),
            1,
        ),
        (
            "/people?from=0&count=2",
            Answer::json(&json!({"result": {"total": 0, "people": []}})),
            3,
        ),
        (
            "/people?from=0&count=2",
            Answer::json(&json!({"other": 1})),
            3,
        ),
    ] {
        pages(
            &target,
            &[
                person("dan", "here"),
                person("ann", "gone"),
                person("eve", "here"),
            ],
        );
        target.answers(path, answer);
        let report = target.import(&[], code);
        assert_eq!(target.store.rows("users"), before, "{report}");
    }
}

#[test]
fn the_second_call_of_several_runs_for_each_user_of_the_first() {
    let document = json!({"type": "multiCall", "call": [
        {"name": "all", "connection": "target", "url": "/ids", "httpMethod": "GET",
         "userResponsePath": "", "colsToPropsMap": {"username": "id~#~char"}},
        {"name": "one", "connection": "target", "url": "/ids/${userIdentifier}", "httpMethod": "GET",
         "userResponsePath": "", "colsToPropsMap": {"username": "id~#~char", "title": "job~#~char"}}
    ]});
    let target = Written::new().attribute("ImportUserJSON", &document);
    target.has("/ids", &json!([{"id": "a"}, {"id": "b"}, {"id": null}]));
    target.has("/ids/a", &json!({"id": "a", "job": "cook"}));
    target.has("/ids/b", &json!({"id": "b", "job": "judge"}));
    let report = target.import(&["--only", "users"], 0);
    assert_eq!(report["users"]["created"], 2);
    let mut asked = target.asked();
    asked.sort();
    assert_eq!(asked, ["/ids", "/ids/a", "/ids/b"]);
    assert_eq!(
        user(&target.store.rows("users"), "b")["columns"]["title"],
        "judge"
    );
    // One that cannot be read is told, and keeps what it had.
    target.answers("/ids/b", Answer::status(404));
    let report = target.import(&["--only", "users"], 3);
    assert_eq!(report["status"], "partial");
    assert_eq!(
        user(&target.store.rows("users"), "b")["columns"]["title"],
        "judge"
    );
}

#[test]
fn a_connector_without_users_says_so() {
    let target = Written::new();
    let ended = target
        .command(&["import", "{}", "--only", "users"])
        .expect(2);
    assert!(ended.err.contains("ImportUserJSON"), "{ended}");
}

fn accounts() -> Value {
    json!({"accountParams": {"connection": "target",
        "statusAndThresholdConfig": {"statusColumn": "customproperty2", "activeStatus": ["true"],
            "correlateInactiveAccounts": false},
        "call": {"call1": {"http": {"url": "/accounts", "httpMethod": "GET"}, "listField": "",
            "keyField": "accountID", "colsToPropsMap": {"accountID": "id~#~char", "name": "name~#~char",
                "customproperty1": "mail~#~char", "customproperty2": "on~#~char"}}}}})
}

fn owners(target: &Written) -> Vec<(String, Option<String>)> {
    let text = |v: &Value| v.as_str().map(ToOwned::to_owned);
    let rows = target.store.rows("accounts");
    rows.iter()
        .map(|a| (text(&a["name"]).unwrap(), text(&a["user"])))
        .collect()
}

#[test]
fn accounts_find_their_users_by_the_rule() {
    let users = json!({"connection": "target", "url": "/people", "httpMethod": "GET",
        "userResponsePath": "", "colsToPropsMap": {"username": "u~#~char", "email": "m~#~char"}});
    let people = json!([{"u": "ann", "m": "ann@x"}, {"u": "bob", "m": "bob@x"}, {"u": "bob2", "m": "bob@x"}]);
    let rows = json!([
        {"id": "1", "name": "Ann", "mail": "ANN@x", "on": true},
        {"id": "2", "name": "bob", "mail": "bob@x", "on": true},
        {"id": "3", "name": "cid", "mail": null, "on": true},
        {"id": "4", "name": "ann", "mail": "ann@x", "on": false},
    ]);
    let some = |name: &str| Some(name.to_owned());
    for (toml, expected, uncorrelated) in [
        (
            "user = \"username\"\naccount = \"name\"",
            [None, None, some("bob"), None],
            2,
        ),
        (
            "rule = \"users.username = accounts.name\"\nignore_case = true",
            [some("ann"), None, some("bob"), None],
            1,
        ),
        (
            "rule = \"lower(users.email) = lower(accounts.customproperty1)\"",
            [some("ann"), None, None, None],
            2,
        ),
        (
            "rule = \"users.email = accounts.customproperty1 AND users.username = accounts.name\"",
            [None, None, some("bob"), None],
            2,
        ),
    ] {
        let target = Written::new()
            .attribute("ImportUserJSON", &users)
            .attribute("ImportAccountEntJSON", &accounts())
            .file(
                "connector.toml",
                &format!("name = \"written\"\n[correlation]\n{toml}\n"),
            );
        target.has("/people", &people).has("/accounts", &rows);
        let report = target.import(&[], 0);
        let found: Vec<_> = owners(&target).into_iter().map(|(_, user)| user).collect();
        assert_eq!(found, expected, "{toml}: {:?}", owners(&target));
        assert_eq!(report["accounts"]["uncorrelated"], uncorrelated, "{toml}");
        let again = target.import(&[], 0);
        assert_eq!(again["accounts"]["correlated"], 0, "{toml}");
        assert_eq!(again["accounts"]["uncorrelated"], uncorrelated, "{toml}");
        if toml.contains("lower") {
            let told = report["diagnostics"].to_string();
            assert!(told.contains("R3009") && told.contains("bob"), "{told}");
        }
    }
}

#[test]
fn users_are_made_for_accounts_where_the_definition_asks_for_it() {
    let mut document = accounts();
    document["accountParams"]["createUsers"] = json!("true");
    document["accountParams"]["adminName"] = json!("boss");
    let target = Written::new().attribute("ImportAccountEntJSON", &document);
    target.has(
        "/accounts",
        &json!([{"id": "1", "name": "ann", "on": true}]),
    );
    let report = target.import(&[], 0);
    assert_eq!(report["accounts"]["correlated"], 1, "{report}");
    let users = target.store.rows("users");
    assert_eq!(user(&users, "ann")["columns"]["manager"], "boss");
    assert_eq!(
        owners(&target),
        [("ann".to_owned(), Some("ann".to_owned()))]
    );
}

#[test]
fn what_the_workspace_says_of_an_endpoint_wins() {
    let users = json!({"connection": "target", "url": "/people", "httpMethod": "GET",
        "userResponsePath": "", "colsToPropsMap": {"username": "u~#~char", "email": "m~#~char"}});
    let target = Written::new()
        .attribute("ImportUserJSON", &users)
        .attribute("ImportAccountEntJSON", &accounts())
        .file(
            "connector.toml",
            "name = \"written\"\n[correlation]\nuser = \"username\"\naccount = \"name\"\n",
        )
        .file(
            "bindery.toml",
            "[[endpoint]]\nname = \"written\"\nusers = { not_in_feed = \"inactivate\" }\n\
             correlation = { rule = \"users.email = accounts.customproperty1\" }\n",
        );
    target
        .has(
            "/people",
            &json!([{"u": "ann", "m": "a@x"}, {"u": "bob", "m": "b@x"}]),
        )
        .has(
            "/accounts",
            &json!([{"id": "1", "name": "bob", "mail": "a@x", "on": true}]),
        );
    target.import(&[], 0);
    assert_eq!(
        owners(&target),
        [("bob".to_owned(), Some("ann".to_owned()))]
    );
    target.has("/people", &json!([{"u": "ann", "m": "a@x"}]));
    assert_eq!(target.import(&[], 0)["users"]["inactivated"], 1);
    // A rule that is none stops a run before its first request.
    let target = target.file(
        "bindery.toml",
        "[[endpoint]]\nname = \"written\"\ncorrelation = { rule = \"username = name\" }\n",
    );
    target.asked();
    let ended = target.command(&["import", "{}"]).expect(2);
    assert!(
        ended.err.contains("users.COLUMN = accounts.COLUMN"),
        "{ended}"
    );
    assert!(target.asked().is_empty());
}
