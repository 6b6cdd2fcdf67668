//! What tasks leave in the repository, with connectors that a test writes: entitlements that are made,
//! changed and deleted, logical endpoints, and a write-back to a source that is in doubt.

use serde_json::{Value, json};

use crate::home::Home;
use crate::stub::{Stub, Trouble, reply};
use crate::written::Written;

fn call(name: &str, method: &str, path: &str, body: &str) -> Value {
    json!({"name": name, "connection": "target", "url": format!("https://target.example{path}"),
        "httpMethod": method, "httpParams": body, "httpContentType": "application/json",
        "successResponses": {"statusCode": [200]}})
}

/// People with groups, as the import reads them, and every operation on groups.
fn service() -> Written {
    let import = json!({
        "accountParams": {"connection": "target", "call": {"call1": {
            "callOrder": 0, "stageNumber": 0, "keyField": "accountID", "listField": "people",
            "http": {"url": "https://target.example/people", "httpMethod": "GET"},
            "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char",
                "customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}}},
            "acctEntMappings": {"Group": {"listPath": "groups", "idPath": "id", "keyField": "entitlementID"}}},
        "entitlementParams": {"connection": "target", "entTypes": {"Group": {"entTypeOrder": 0, "call": {"call1": {
            "callOrder": 0, "stageNumber": 0, "keyField": "entitlementID", "listField": "groups",
            "http": {"url": "https://target.example/groups", "httpMethod": "GET"},
            "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char",
                "description": "about~#~char"}}}}}},
        "acctEntParams": {"connection": "target", "processingType": "acctToEntMapping"}
    });
    let mut create = json!({"call": [call("call1", "POST", "/make",
        "{\"name\":\"${role.role_name}\",\"about\":\"${requestAccessAttributes.about}\"}")]});
    create["responseColsToPropsMap"] = json!({"entitlementID": "call1.message.id~#~char",
        "entitlement_value": "call1.message.name~#~char", "description": "call1.message.about~#~char"});
    let mut update = json!({"call": [call("call1", "POST", "/change/${entitlementValue.entitlementID}",
        "{\"name\":\"${requestAccessAttributes.name}\"}")]});
    update["responseColsToPropsMap"] = json!({"entitlement_value": "call1.message.name~#~char",
        "description": "call1.message.about~#~char"});
    let remove =
        json!({"call": [call("call1", "POST", "/drop/${entitlementValue.entitlementID}", "")]});
    let member = |path: &str| {
        json!({"call": [call("Group", "POST", path,
        "{\"who\":\"${account.accountID}\",\"at\":\"${endpoint.endpointname} ${task.endpoint.endpointname}\"}")]})
    };
    let service = Written::new()
        .attribute("ImportAccountEntJSON", &import)
        .attribute("CreateEntitlementJSON", &create)
        .attribute("UpdateEntitlementJSON", &update)
        .attribute("DeleteEntitlementJSON", &remove)
        .attribute("AddAccessJSON", &member("/join"))
        .attribute("RemoveAccessJSON", &member("/leave"))
        .attribute(
            "DisableAccountJSON",
            &json!({"call": [call("call1", "POST", "/disable/${account.accountID}", "")]}),
        )
        .attribute(
            "ENDPOINTS_FILTER",
            &json!({"Press": [{"Group": ["press"]}]}),
        );
    service.has(
        "/groups",
        &json!({"groups": [{"id": "1", "name": "press", "about": "News"}, {"id": "2", "name": "sales", "about": "Deals"}]}),
    );
    service.has(
        "/people",
        &json!({"people": [{"id": "ann", "groups": [{"id": "1"}]}, {"id": "bob", "groups": [{"id": "2"}]}]}),
    );
    for path in ["/join", "/leave", "/disable/ann", "/drop/3"] {
        service.has(path, &json!({}));
    }
    service
}

fn carry_out(home: &Home, endpoint: &str, words: &[&str]) -> Value {
    let mut all = vec!["request"];
    all.extend(words);
    let made = home.json(&all);
    home.bindery(&["job", "run", "provisioning", "--endpoint", endpoint]);
    let number = made["tasks"].as_array().unwrap().last().unwrap()["id"].to_string();
    home.json(&["task", "show", &number])["task"].clone()
}

fn counts(report: &Value) -> Vec<u64> {
    let groups = &report["entitlements"]["Group"];
    let links = &report["links"];
    [
        &groups["created"],
        &groups["updated"],
        &groups["inactivated"],
        &links["added"],
        &links["removed"],
    ]
    .map(|count| count.as_u64().unwrap())
    .to_vec()
}

#[test]
fn entitlements_that_a_task_makes_changes_and_deletes_are_so_in_the_repository() {
    let service = service();
    let home = Home::over(&service, "desk");
    home.json(&["import", "desk"]);
    service.has(
        "/make",
        &json!({"id": "3", "name": "film", "about": "Films"}),
    );
    let at_desk = ["--endpoint", "desk"];
    let mut words = vec![
        "create-entitlement",
        "--entitlement",
        "Group=film",
        "--attr",
        "about=Films",
    ];
    words.extend(at_desk);
    let done = carry_out(&home, "desk", &words);
    assert_eq!(done["status"], "COMPLETE", "{done}");
    let (_, sent) = service.sent().pop().unwrap();
    assert_eq!(sent, "{\"name\":\"film\",\"about\":\"Films\"}");
    let film = home.json(&["entitlements", "show", "film", "--type", "Group"]);
    assert_eq!(film["entitlement"]["entitlement_id"], "3", "{film}");
    let all = |name: &str| {
        json!({"groups": [{"id": "1", "name": "press", "about": "News"},
            {"id": "2", "name": "sales", "about": "Deals"}, {"id": "3", "name": name, "about": "Films"}]})
    };
    service.has("/groups", &all("film"));
    assert_eq!(counts(&home.json(&["import", "desk"])), [0; 5]);

    service.has(
        "/change/3",
        &json!({"id": "3", "name": "cinema", "about": "Films"}),
    );
    let mut words = vec![
        "update-entitlement",
        "--entitlement",
        "Group=film",
        "--attr",
        "name=cinema",
    ];
    words.extend(at_desk);
    assert_eq!(carry_out(&home, "desk", &words)["status"], "COMPLETE");
    service.has("/groups", &all("cinema"));
    assert_eq!(counts(&home.json(&["import", "desk"])), [0; 5]);

    let mut words = vec![
        "add-access",
        "--account",
        "ann",
        "--entitlement",
        "Group=cinema",
    ];
    words.extend(at_desk);
    carry_out(&home, "desk", &words);
    let mut words = vec!["delete-entitlement", "--entitlement", "Group=cinema"];
    words.extend(at_desk);
    assert_eq!(carry_out(&home, "desk", &words)["status"], "COMPLETE");
    service.has(
        "/groups",
        &json!({"groups": [{"id": "1", "name": "press", "about": "News"}, {"id": "2", "name": "sales", "about": "Deals"}]}),
    );
    let again = home.json(&["import", "desk"]);
    assert_eq!(counts(&again), [0; 5], "{again}");
}

#[test]
fn what_is_asked_at_a_logical_endpoint_is_carried_out_where_the_accounts_are() {
    let service = service();
    let home = Home::over(&service, "desk");
    home.says(
        "[[endpoint]]\nname = \"desk\"\n\n[[endpoint]]\nname = \"Press\"\nsecurity_system = \"desk\"\ncustomproperty1 = \"x\"",
    );
    home.json(&["import", "desk"]);
    let at_press = |words: &[&'static str]| {
        let mut all = words.to_vec();
        all.extend(["--endpoint", "Press"]);
        all
    };
    // An account that does not belong to it yet: the access makes it belong.
    let refused = home
        .bindery(&[
            "request",
            "disable-account",
            "--account",
            "bob",
            "--endpoint",
            "Press",
        ])
        .expect(2);
    assert!(
        refused
            .err
            .contains("the account bob of desk does not belong to Press"),
        "{refused}"
    );
    let words = at_press(&[
        "add-access",
        "--account",
        "bob",
        "--entitlement",
        "Group=press",
    ]);
    let done = carry_out(&home, "Press", &words);
    assert_eq!(done["status"], "COMPLETE", "{done}");
    assert_eq!(done["endpoint"], "Press");
    assert_eq!(done["carried_out_at"], "desk");
    let (_, sent) = service.sent().pop().unwrap();
    assert_eq!(sent, "{\"who\":\"bob\",\"at\":\"Press Press\"}");
    let names = || {
        let rows = home.json(&["accounts", "list", "--endpoint", "Press"]);
        let rows = rows.as_array().unwrap().iter();
        rows.map(|a| a["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(), ["ann", "bob"]);
    // Now bob's whole account can be asked for there; and a job of the accounts' endpoint does it too.
    let words = at_press(&["disable-account", "--account", "ann"]);
    assert_eq!(carry_out(&home, "desk", &words)["status"], "COMPLETE");
    let words = at_press(&[
        "remove-access",
        "--account",
        "bob",
        "--entitlement",
        "Group=press",
    ]);
    assert_eq!(carry_out(&home, "Press", &words)["status"], "COMPLETE");
    assert_eq!(names(), ["ann"]);
    let listed = home.json(&["task", "list", "--endpoint", "Press"]);
    assert_eq!(listed.as_array().unwrap().len(), 3);
    // As an import would have it.
    let again = home.json(&["import", "desk", "--plan"]);
    assert_eq!(again["links"]["added"], 0, "{again}");
    let rendered = home.bindery(&["task", "show", "1", "--render"]).expect(0);
    assert!(rendered.out.contains("Press Press"), "{rendered}");
}

#[test]
fn a_write_back_without_an_answer_is_looked_up() {
    let mut answered = 0;
    let stub = Stub::start(move |asked| match asked.line().as_str() {
        "POST /people/ann" => {
            answered += 1;
            reply(200, "{}").but(Trouble::Closed)
        }
        "GET /people/ann" => reply(
            200,
            &format!("{{\"login\":\"new\",\"written\":{answered}}}"),
        ),
        _ => reply(404, "{}"),
    });
    let action =
        json!({"call": [call("call1", "POST", "/people/${user.username}", "{\"login\":\"new\"}")]});
    let service = Written::new()
        .attribute(
            "UpdateUserJSON",
            &json!({"actions": {"Update Login": action, "Other": action}}),
        )
        .file(
            "connector.toml",
            "name = \"written\"\n[in_doubt.\"update-user/Update Login\"]\n\
             url = \"https://target.example/people/${user.username}\"\nfound = { login = \"new\" }\n",
        );
    let home = Home::new();
    home.bindery(&["init"]).expect(0);
    let path = service.path().display().to_string();
    home.bindery(&["connection", "add", "hr", &path, "--base-url", &stub.url])
        .expect(0);
    home.says("[[endpoint]]\nname = \"hr\"");
    home.file("people.csv", "username,firstname\nann,Ann\n");
    home.json(&["users", "load", "people.csv"]);
    let ask = |action: &'static str| {
        carry_out(
            &home,
            "hr",
            &["update-user", "--user", "ann", "--action", action],
        )
    };
    assert_eq!(ask("Update Login")["status"], "COMPLETE");
    // The other action says nothing of how to find out.
    assert_eq!(ask("Other")["status"], "PENDINGPROV");
    let wrong = home.file(
        "wrong/connector.toml",
        "name = \"wrong\"\n[in_doubt.\"update-user/Updte Login\"]\nurl = \"https://x.example\"\n",
    );
    let folder = wrong.parent().unwrap();
    std::fs::copy(
        service.path().join("UpdateUserJSON.json"),
        folder.join("UpdateUserJSON.json"),
    )
    .unwrap();
    std::fs::copy(
        service.path().join("ConnectionJSON.json"),
        folder.join("ConnectionJSON.json"),
    )
    .unwrap();
    let checked = home.bindery(&["check", "wrong"]);
    assert!(
        checked
            .to_string()
            .contains("did you mean `update-user/Update Login`?"),
        "{checked}"
    );
}
