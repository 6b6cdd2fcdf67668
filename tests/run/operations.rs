//! The operations that few connectors have: passwords, firefighter access, one-time passwords, tickets,
//! write-backs to a source, and entitlements in doubt.

use std::fs;

use serde_json::{Value, json};

use crate::bindery::run;
use crate::home::Home;
use crate::staff::{bodies, call, call_with, calls, carry_out, desk, people, staff};
use crate::written::{Answer, Written};

/// Everything that the workspace's store says of its tasks, and the bytes of the store.
fn everything(home: &Home) -> String {
    let mut all = String::new();
    for words in [
        &["task", "list"][..],
        &["task", "show", "1"],
        &["audit", "list"],
        &["job", "show", "provisioning desk"],
        &["runs", "list"],
    ] {
        all += &home.bindery(words).to_string();
        all += &home
            .bindery(&[words, &["--format", "json"]].concat())
            .to_string();
    }
    for file in ["bindery.db", "bindery.db-wal"] {
        let bytes = fs::read(home.path(file)).unwrap_or_default();
        all += &String::from_utf8_lossy(&bytes);
    }
    all
}

#[test]
fn a_password_is_changed_by_a_task_and_kept_nowhere() {
    let policy = json!({"minLength": 12, "maxLength": 14, "noOfCAPSAlpha": 3, "noOfDigits": 4, "noOfSplChars": 1});
    let change = calls(&[call(
        "call1",
        "/password",
        "{\"id\":\"${account.accountID}\",\"new\":\"${password}\",\"task\":\"${task.password}\"}",
    )]);
    let service = staff(&[("ChangePassJSON", change), ("PasswdPolicyJSON", policy)]);
    service.has("/password", &json!({"ok": true}));
    let home = desk(&service);
    let done = carry_out(&home, &["change-password", "--account", "ann"]);
    assert_eq!(done["status"], "COMPLETE", "{done}");
    let sent = bodies(&service, "/password").remove(0);
    let password = sent["new"].as_str().unwrap();
    assert_eq!((&sent["id"], &sent["task"]), (&json!("A1"), &sent["new"]));
    let count = |is: fn(char) -> bool| password.chars().filter(|c| is(*c)).count();
    assert!((12..=14).contains(&password.len()), "{password}");
    assert!(count(|c| c.is_ascii_uppercase()) >= 3, "{password}");
    assert_eq!(count(|c| c.is_ascii_digit()), 4, "{password}");
    assert_eq!(count(|c| !c.is_ascii_alphanumeric()), 1, "{password}");
    assert!(!everything(&home).contains(password));

    let words = ["request", "change-password", "--user", "ann"];
    let mut asked = home.command(&[&words[..], &["--password", "env:NEW_PASSWORD"]].concat());
    asked.env("NEW_PASSWORD", "planted-Passw0rd");
    run(asked).expect(0);
    assert!(!everything(&home).contains("planted-Passw0rd"));
    home.json(&["job", "run", "provisioning", "--endpoint", "desk"]);
    let sent = bodies(&service, "/password").remove(0);
    assert_eq!(sent["new"], "planted-Passw0rd");
    assert!(!everything(&home).contains("planted-Passw0rd"));
    let plan = home.bindery(&["import", "desk", "--plan"]).expect(0);
    assert!(plan.out.starts_with("nothing would change"), "{plan}");
}

#[test]
fn firefighter_access_is_given_and_taken_with_the_password_of_its_task() {
    let document = |path: &str| {
        calls(&[call(
            "call1",
            path,
            "{\"who\":\"${account.name}\",\"pass\":\"${arsTasks.password}\",\"group\":\"${entitlementValue.entitlementID}\"}",
        )])
    };
    let service = staff(&[
        ("AddFFIDAccessJSON", document("/fire")),
        ("RemoveFFIDAccessJSON", document("/unfire")),
    ]);
    service.has("/fire", &json!({})).has("/unfire", &json!({}));
    let home = desk(&service);
    let subjects = ["--account", "max", "--entitlement", "Group=press"];
    let mut sent = Vec::new();
    for (operation, path) in [
        ("add-ffid-access", "/fire"),
        ("remove-ffid-access", "/unfire"),
    ] {
        let done = carry_out(&home, &[&[operation], &subjects[..]].concat());
        assert_eq!(done["status"], "COMPLETE", "{done}");
        sent.push(bodies(&service, path).remove(0));
    }
    for sent in &sent {
        assert_eq!(
            (&sent["who"], &sent["group"]),
            (&json!("max"), &json!("g1"))
        );
        assert!(sent["pass"].as_str().unwrap().len() >= 12, "{sent}");
    }
    assert_ne!(sent[0]["pass"], sent[1]["pass"]);
    assert!(!everything(&home).contains(sent[0]["pass"].as_str().unwrap()));
}

#[test]
fn one_time_passwords_are_sent_and_what_was_typed_is_checked() {
    let send = json!({"call": [{"name": "call1", "connection": "target",
        "url": "https://target.example/otp", "httpMethod": "POST",
        "httpContentType": "application/x-www-form-urlencoded",
        "httpParams": {"to": "${phone}", "text": "your code is ${otp}"}}]});
    let check = calls(&[call_with(
        "call1",
        "/check",
        "{\"code\":\"${passCode}\",\"who\":\"${user.username}\"}",
        &json!({"successResponses": {"statusCode": [200]}, "unsuccessResponses": {"statusCode": [403]}}),
    )]);
    let service = staff(&[("SendOtpJSON", send), ("ValidateOtpJSON", check)]);
    service.has("/otp", &json!({})).has("/check", &json!({}));
    let home = desk(&service);
    let sent_otp = home
        .bindery(&["provision", "desk", "send-otp", "--user", "ann"])
        .expect(0);
    let (_, form) = service.sent().remove(0);
    let digits = form
        .strip_prefix("to=%2B47%2012&text=your%20code%20is%20")
        .unwrap();
    assert!(
        digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()),
        "{form}"
    );
    assert!(!sent_otp.to_string().contains(digits), "{sent_otp}");
    let validate = |code: &str| {
        let words = ["provision", "desk", "validate-otp", "--user", "ann"];
        let mut asked = home.command(&[&words[..], &["--pass-code", "env:CODE"]].concat());
        asked.env("CODE", code);
        run(asked)
    };
    validate("314159").expect(0);
    assert_eq!(
        bodies(&service, "/check"),
        [json!({"code": "314159", "who": "ann"})]
    );
    service.answers("/check", Answer::status(403));
    let refused = validate("271828").expect(1);
    assert!(
        refused.err.contains("send-otp sends a new one"),
        "{refused}"
    );
    assert!(!refused.to_string().contains("271828"), "{refused}");
}

fn tickets() -> Written {
    let open = calls(&[call_with(
        "call1",
        "/tickets",
        "{\"what\":\"${task.tasktype} ${allEntitlementsValues} ${entitlementValue_entitlement_value}\",\
          \"where\":\"${endpoint}\",\"who\":\"${requestor}\",\"tasks\":\"${taskIds}\",\"owner\":\"${taskowner}\"}",
        &json!({"ticketidPath": "call1.message.data.number"}),
    )]);
    let ask = calls(&[call_with(
        "call1",
        "/ticket/${ticketID}",
        "",
        &json!({"httpMethod": "GET", "successResponses": [{"Ticket[0].State": "${ticketStatusValue}"},
                {"Ticket[0].State": "open"}, {"Ticket[0].State": "rejected"}],
            "ticketStatusPath": "call1.message.Ticket[0].State", "ticketStatusValue": ["closed", "solved"],
            "disContinueStatusValue": ["rejected"]}),
    )]);
    let service = staff(&[("CreateTicketJSON", open), ("TicketStatusJSON", ask)]);
    service.has("/tickets", &json!({"data": {"number": 4711}}));
    service
}

#[test]
fn a_ticket_stands_for_a_task_until_it_is_solved_or_rejected() {
    let service = tickets();
    let home = desk(&service);
    let state = |state: &str| {
        service.has("/ticket/4711", &json!({"Ticket": [{"State": state}]}));
        home.json(&["job", "run", "ticket-status", "--endpoint", "desk"]);
    };
    let words = [
        "add-access",
        "--account",
        "max",
        "--entitlement",
        "Group=press",
    ];
    let task = carry_out(&home, &[&words[..], &["--requestor", "ann"]].concat());
    assert_eq!(
        (&task["status"], &task["ticket"]),
        (&json!("NEW"), &json!("4711")),
        "{task}"
    );
    assert_eq!(
        bodies(&service, "/tickets"),
        [
            json!({"what": "ADDACCESS press press", "where": "desk", "who": "ann", "tasks": "1", "owner": "olga"})
        ]
    );
    state("open");
    assert_eq!(home.json(&["task", "show", "1"])["task"]["status"], "NEW");
    state("solved");
    assert_eq!(
        home.json(&["task", "show", "1"])["task"]["status"],
        "COMPLETE"
    );
    let task = carry_out(&home, &["disable-account", "--account", "max"]);
    assert_eq!(task["status"], "NEW", "{task}");
    state("rejected");
    let number = task["task"].to_string();
    let over = home.json(&["task", "show", &number])["task"].clone();
    assert_eq!(over["status"], "DISCONTINUE", "{over}");
    // The same calls, asked for by hand.
    let opened = home
        .bindery(&["provision", "desk", "create-ticket", "--user", "ann"])
        .expect(0);
    assert!(opened.out.contains("create-ticket"), "{opened}");
    let asked = [
        "provision",
        "desk",
        "ticket-status",
        "--ticket",
        "4711",
        "--format",
        "json",
    ];
    let asked = home.bindery(&asked).expect(0).json();
    assert_eq!(asked["ticket"]["verdict"], "discontinue", "{asked}");
}

#[test]
fn a_user_is_written_back_by_the_action_that_is_named() {
    let action = |path: &str| calls(&[call("call1", path, "{\"mail\":\"${user.email}\"}")]);
    let update = json!({"actions": {"Update Login": action("/login/${user.username}"),
        "Disable User": action("/off/${user.username}")}});
    let service = staff(&[("UpdateUserJSON", update)]);
    service
        .has("/login/ann", &json!({}))
        .has("/off/ann", &json!({}));
    let home = desk(&service);
    for (name, path) in [("Update Login", "/login/ann"), ("Disable User", "/off/ann")] {
        let done = carry_out(&home, &["update-user", "--user", "ann", "--action", name]);
        assert_eq!(done["status"], "COMPLETE", "{done}");
        assert_eq!(bodies(&service, path), [json!({"mail": "ann@x.example"})]);
    }
    for (words, why) in [
        (
            &["--action", "Update Logn"][..],
            "UpdateUserJSON has no action `Update Logn`",
        ),
        (&[], "UpdateUserJSON has several actions"),
    ] {
        let words = [
            &["provision", "desk", "update-user", "--user", "ann"],
            words,
        ]
        .concat();
        let refused = home.bindery(&words).expect(2);
        assert!(refused.err.contains(why), "{refused}");
        assert!(
            refused
                .err
                .contains("name one of Update Login, Disable User"),
            "{refused}"
        );
    }
}

/// Operations on groups whose answer says nothing of what became of them.
fn doubtful() -> Home {
    let document = |path: &str| {
        let mut document = calls(&[call(
            "call1",
            path,
            "{\"name\":\"${entitlementValue.entitlement_value}\",\"kind\":\"${requestAccessAttributes.kind}\"}",
        )]);
        document["responseColsToPropsMap"] = json!({"entitlementID": "call1.message.id~#~char",
            "entitlement_value": "call1.message.name~#~char", "customproperty2": "call1.message.kind~#~char"});
        document
    };
    let service = staff(&[
        ("CreateEntitlementJSON", document("/make")),
        ("UpdateEntitlementJSON", document("/change")),
        ("DeleteEntitlementJSON", document("/drop")),
    ])
    .file(
        "connector.toml",
        "name = \"written\"\n[in_doubt.update-entitlement]\n\
         url = \"https://target.example/group/${entitlementValue.entitlementID}\"\nfound = { kind = \"secret\" }\n",
    );
    for path in ["/make", "/change", "/drop"] {
        service.answers(path, Answer::status(502));
    }
    service.has(
        "/group/g1",
        &json!({"id": "g1", "name": "press", "kind": "secret"}),
    );
    let home = desk(&service);
    // The service lives as long as the test.
    std::mem::forget(service);
    home
}

#[test]
fn an_entitlement_in_doubt_is_looked_up_or_left_to_the_operator() {
    let home = doubtful();
    let group = |home: &Home, name: &str| -> Value {
        let rows = home.json(&["entitlements", "list"]);
        let rows = rows.as_array().unwrap().clone();
        let found = rows
            .into_iter()
            .find(|row| row["value"] == name || row["entitlement_value"] == name);
        found.unwrap_or(Value::Null)
    };
    let ask = |operation: &str, name: &str| {
        carry_out(
            &home,
            &[
                operation,
                "--entitlement",
                &format!("Group={name}"),
                "--attr",
                "kind=secret",
            ],
        )
    };
    // Nothing says how to find out: it waits, and the repository says nothing.
    let made = ask("create-entitlement", "film");
    assert_eq!(made["status"], "PENDINGPROV", "{made}");
    assert_eq!(group(&home, "film"), Value::Null);
    let told = home.bindery(&["task", "show", "1"]).expect(0);
    assert!(told.out.contains("task retry 1 --done"), "{told}");
    home.bindery(&["task", "retry", "1"]).expect(2);
    home.bindery(&["task", "retry", "1", "--done"]).expect(0);
    home.json(&["job", "run", "provisioning", "--endpoint", "desk"]);
    assert_eq!(
        home.json(&["task", "show", "1"])["task"]["status"],
        "COMPLETE"
    );
    assert_ne!(group(&home, "film"), Value::Null);
    // The connector says how: it is found as asked.
    let changed = ask("update-entitlement", "press");
    assert_eq!(changed["status"], "COMPLETE", "{changed}");
    assert_eq!(
        group(&home, "press")["columns"]["customproperty2"],
        "secret"
    );
    let dropped = ask("delete-entitlement", "sales");
    assert_eq!(dropped["status"], "PENDINGPROV", "{dropped}");
    assert_eq!(group(&home, "sales")["status"], "active");
    let number = dropped["task"].to_string();
    home.bindery(&["task", "discontinue", &number]).expect(0);
    assert_eq!(group(&home, "sales")["status"], "active");
}

#[test]
fn whatever_a_task_does_the_next_import_finds_nothing_to_change() {
    let one = |path: &str| calls(&[call("call1", path, "{}")]);
    let mut create = one("/create");
    create["accountIdPath"] = "call1.message.id".into();
    create["responseColsToPropsMap"] = json!({"customproperty1": "call1.message.site~#~char"});
    let mut update = one("/update");
    update["responseColsToPropsMap"] = json!({"customproperty1": "call1.message.site~#~char"});
    let group = |path: &str| calls(&[call("Group", path, "{}")]);
    let service = staff(&[
        ("CreateAccountJSON", create),
        ("UpdateAccountJSON", update),
        ("EnableAccountJSON", one("/on")),
        ("DisableAccountJSON", one("/off")),
        ("RemoveAccountJSON", one("/remove")),
        ("AddAccessJSON", group("/join")),
        ("RemoveAccessJSON", group("/leave")),
    ]);
    for path in ["/on", "/off", "/remove", "/join", "/leave"] {
        service.has(path, &json!({}));
    }
    service.has("/create", &json!({"id": "B1", "site": "Rome"}));
    service.has("/update", &json!({"id": "B1", "site": "Oslo"}));
    let home = desk(&service);
    let ben = |site: &str, state: &str, groups: &[&str]| {
        [json!({"id": "B1", "login": "ben", "site": site, "state": state, "groups": groups})]
    };
    let account = ["--account", "ben"];
    let press = ["--account", "ben", "--entitlement", "Group=press"];
    let life: [(&str, &[&str], &[Value]); 7] = [
        (
            "create-account",
            &["--user", "ben"],
            &ben("Rome", "on", &[]),
        ),
        ("add-access", &press, &ben("Rome", "on", &["g1"])),
        ("update-account", &account, &ben("Oslo", "on", &["g1"])),
        ("disable-account", &account, &ben("Oslo", "off", &["g1"])),
        ("enable-account", &account, &ben("Oslo", "on", &["g1"])),
        ("remove-access", &press, &ben("Oslo", "on", &[])),
        ("remove-account", &account, &[]),
    ];
    for (operation, words, rows) in life {
        let done = carry_out(&home, &[&[operation], words].concat());
        assert_eq!(done["status"], "COMPLETE", "{done}");
        service.has("/people", &people(rows));
        let plan = home.bindery(&["import", "desk", "--plan"]).expect(0);
        assert!(
            plan.out.starts_with("nothing would change"),
            "{operation} {plan}"
        );
        let really = home.json(&["import", "desk"]);
        let adopted = really["accounts"]["adopted"].as_u64().unwrap_or(0);
        assert_eq!(
            adopted,
            u64::from(operation == "create-account"),
            "{really}"
        );
    }
}
