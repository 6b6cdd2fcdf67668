//! Who has part in a request, and what belongs to whom, as templates read it (field-notes §4.5).

use serde_json::{Value, json};

use crate::home::Home;
use crate::written::Written;

/// A call that sends bindings as JSON text.
fn call(name: &str, path: &str, body: &str) -> Value {
    json!({"name": name, "connection": "target", "url": format!("https://target.example{path}"),
        "httpMethod": "POST", "httpParams": body, "httpContentType": "application/json",
        "successResponses": {"statusCode": [200]}})
}

/// A desk whose calls say every name that a request answers.
fn desk() -> Written {
    let of_account = "{\"asks\":\"${requestor.username} ${requestor.email}\",\
        \"owns\":\"${taskowner.username} ${task.ownerKey.username}\",\
        \"endpoint\":\"${endpointowner.displayname} ${endpoint.customproperty1} ${endpoints.displayName}\",\
        \"approvers\":\"${approvers.join('+')} ${approverMap.get('2')}\",\
        \"accounts\":\"${ServiceAccountOwnerMap == null ? 'nobody' : ServiceAccountOwnerMap.get('1')}\",\
        \"why\":\"${businessJustification} ${requestid} ${requestAccessAttributes.cost} ${reqAttrs.cost}\"}";
    let of_access = "{\"role\":\"${role.role_name} ${rolesSet.join('+')}\",\
        \"what\":\"${entitlementValue.entitlement_value} ${entitlementSet.join('+')}\",\
        \"all\":\"${allEntitlementMap.get('Group').join('+')}\"}";
    let mut create = json!({"call": [call("call1", "/users", of_account)]});
    create["accountIdPath"] = "call1.message.id".into();
    let import = json!({
        "accountParams": {"connection": "target", "call": {"call1": {
            "http": {"url": "https://target.example/users", "httpMethod": "GET"},
            "listField": "users", "keyField": "accountID",
            "colsToPropsMap": {"accountID": "id~#~char", "name": "name~#~char"}}}},
        "entitlementParams": {"connection": "target", "entTypes": {"Group": {"call": {"call1": {
            "http": {"url": "https://target.example/groups", "httpMethod": "GET"},
            "listField": "groups", "keyField": "entitlementID",
            "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char"}}}}}},
    });
    let service = Written::new()
        .attribute("ImportAccountEntJSON", &import)
        .attribute("CreateAccountJSON", &create)
        .attribute(
            "UpdateAccountJSON",
            &json!({"call": [call("call1", "/update", of_account)]}),
        )
        .attribute(
            "AddAccessJSON",
            &json!({"call": [call("Group", "/members", of_access)]}),
        );
    service.has("/users", &json!({"id": "7", "users": []}));
    service.has(
        "/groups",
        &json!({"groups": [{"id": "g1", "name": "press"}]}),
    );
    for path in ["/update", "/members"] {
        service.has(path, &json!({}));
    }
    service
}

fn office(service: &Written) -> Home {
    let home = Home::over(service, "desk");
    home.says(
        "[[endpoint]]\nname = \"desk\"\ndisplay_name = \"Front desk\"\nowner = \"olga\"\n\
         customproperty1 = \"eu\"",
    );
    home.file(
        "people.csv",
        "username,firstname,displayname,email\nann,Ann,Ann A,ann@x.example\n\
         olga,Olga,Olga O,olga@x.example\nrobot,Build,Robot,robot@x.example\n\
         bob,Bob,Bob B,bob@x.example\n",
    );
    home.json(&["users", "load", "people.csv"]);
    home.json(&["import", "desk"]);
    service.sent();
    home
}

fn body(sent: &[(String, String)], path: &str) -> Value {
    let (_, body) = sent.iter().find(|(there, _)| there == path).unwrap();
    serde_json::from_str(body).unwrap()
}

#[test]
fn everybody_who_has_part_in_a_request_is_bound() {
    let service = desk();
    let home = office(&service);
    let words = [
        "request",
        "create-account",
        "--user",
        "robot",
        "--requestor",
        "bob",
        "--approver",
        "ann",
        "--approver",
        "olga",
        "--account-owner",
        "ann",
        "--account-owner",
        "bob",
        "--justification",
        "nightly builds",
        "--attr",
        "cost=4711",
    ];
    home.json(&words);
    let shown = home.bindery(&["task", "show", "1", "--render"]).expect(0);
    home.json(&["job", "run", "provisioning", "--endpoint", "desk"]);
    let sent = body(&service.sent(), "/users");
    let expected = json!({
        "asks": "bob bob@x.example", "owns": "olga olga", "endpoint": "Olga O eu Front desk",
        "approvers": "ann+olga olga", "accounts": "ann", "why": "nightly builds 1 4711 4711",
    });
    assert_eq!(sent, expected);
    assert!(shown.out.contains("ann+olga olga"), "{shown}");

    // The owners stay with the account; whatever else is asked for it later.
    home.json(&[
        "request",
        "update-account",
        "--account",
        "robot",
        "--task-owner",
        "bob",
        "--approver",
        "second=bob",
        "--approver",
        "2=ann",
        "--requestor",
        "stranger",
        "--attr",
        "cost=1",
    ]);
    home.json(&["job", "run", "provisioning", "--endpoint", "desk"]);
    let sent = body(&service.sent(), "/update");
    assert_eq!(sent["accounts"], "ann");
    assert_eq!(sent["owns"], "bob bob");
    assert_eq!(sent["approvers"], "bob+ann ann");
    assert_eq!(sent["asks"], "stranger null");
}

#[test]
fn the_roles_of_a_request_for_access_are_bound() {
    let service = desk();
    let home = office(&service);
    let words = [
        "request",
        "add-access",
        "--user",
        "ann",
        "--entitlement",
        "Group=press",
        "--role",
        "Reporter",
        "--role",
        "Editor",
        "--approver",
        "bob",
        "--approver",
        "olga",
        "--attr",
        "cost=2",
    ];
    home.json(&words);
    let ran = home.bindery(&["job", "run", "provisioning", "--endpoint", "desk"]);
    let story = home.bindery(&["task", "show", "2"]);
    assert_eq!(ran.code, 0, "{story}");
    let sent = body(&service.sent(), "/members");
    let expected = json!({"role": "Reporter Reporter+Editor", "what": "press press",
        "all": "press"});
    assert_eq!(sent, expected);
    // The same names in a single operation that is no task.
    let dry = home
        .bindery(&[
            "provision",
            "desk",
            "create-account",
            "--user",
            "bob",
            "--dry-run",
            "--requestor",
            "olga",
            "--approver",
            "ann",
            "--approver",
            "olga",
            "--attribute",
            "cost=3",
            "--justification",
            "why not",
        ])
        .expect(0);
    assert!(dry.out.contains("olga olga@x.example"), "{dry}");
    assert!(dry.out.contains("ann+olga olga"), "{dry}");
}

#[test]
fn owners_that_nobody_knows_and_owners_of_nothing_are_refused() {
    let service = desk();
    let home = office(&service);
    for (words, why) in [
        (
            &[
                "create-account",
                "--user",
                "robot",
                "--account-owner",
                "nobody",
            ][..],
            "the store has no user `nobody` to own the account",
        ),
        (
            &[
                "remove-account",
                "--user",
                "robot",
                "--account-owner",
                "ann",
            ],
            "remove-account gives an account no owners",
        ),
        (
            &[
                "create-account",
                "--user",
                "robot",
                "--account-owner",
                "first=ann",
            ],
            "a rank is a number from 1",
        ),
        (
            &["create-account", "--user", "robot", "--approver", "1="],
            "expected NAME",
        ),
    ] {
        let mut all = vec!["request"];
        all.extend(words);
        let ended = home.bindery(&all).expect(2);
        assert!(ended.err.contains(why), "{ended}");
    }
}
