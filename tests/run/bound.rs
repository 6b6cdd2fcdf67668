//! Every name that the guide promises to a provisioning operation (field-notes §4.5), read by the calls
//! of each operation that has it.

use serde_json::{Value, json};

use crate::staff::{call, carry_out, desk, staff};

/// The names of the guide, and those of its second list, each read in a way that shows what it is.
const GUIDE: &str = "{\
    \"owners\":\"${ServiceAccountOwnerMap?.get('1')}\",\
    \"endpoints\":\"${endpoints.endpointname} ${endpoints.customproperty1} ${endpoint}\",\
    \"accountName\":\"${accountName}\",\
    \"userManager\":\"${userManager.username} ${userManager.getEmail()} ${userManager} ${manager.firstname}\",\
    \"approvers\":\"${approvers[0]} ${approverMap.get('1')}\",\
    \"task\":\"${task.accountName} ${arsTasks.source} ${task.endpoint.endpointname} ${task.users.username} ${task.id == arsTasks.taskkey}\",\
    \"managerAccount\":\"${managerAccount.accountID} ${managerAccount.customproperty1}\",\
    \"password\":\"${password != null} ${randomPassword != null}\",\
    \"requestid\":\"${requestid} ${task.requestKey.id}\",\
    \"response\":\"${response.size()}\",\
    \"connection\":\"${connection.region}\",\
    \"userAccount\":\"${userAccount?.accountID}\",\
    \"attributes\":\"${requestAccessAttributes.cost} ${reqAttrs.cost} ${requestAccessAttributes.none}\",\
    \"why\":\"${businessJustification}\",\
    \"user\":\"${user.username} ${user.firstname} ${user.getLastname()} ${user.email} ${user.customproperty65}\",\
    \"since\":\"${user.startdate == null ? '' : user.startdate.format('yyyy/MM/dd')}\",\
    \"parties\":\"${requestor} ${endpointowner} ${taskowner}\",\
    \"account\":\"${account?.accountID} ${account?.name} ${account?.customproperty1} ${account?.status}\",\
    \"names\":\"${binding.variables.containsKey('user')}\"}";

/// What access has besides.
const ACCESS: &str = "{\
    \"entitlement\":\"${entitlementValue.entitlementID} ${entitlementValue.entitlement_value} ${entitlementValue.customproperty2}\",\
    \"key\":\"${task.entitlement_valueKey.entitlementID} ${entTask.entitlement_valueKey.entitlement_value} ${entTask.accountName}\",\
    \"set\":\"${entitlementSet.join('+')} ${newEntitlementMap.get('Group')} ${allEntitlementMap}\",\
    \"roles\":\"${role.role_name} ${rolesSet.join('+')} ${entitlement.entitlementID}\"}";

#[test]
fn every_operation_has_the_names_of_the_guide() {
    let one = |name: &str, path: &str| json!({"call": [call(name, path, GUIDE)]});
    let access = |path: &str| {
        let second = format!("{path}/more");
        json!({"call": [call("Group", path, GUIDE), call("Group", &second, ACCESS)]})
    };
    let mut create = one("call1", "/create");
    create["accountIdPath"] = "call1.message.id".into();
    let service = staff(&[
        ("CreateAccountJSON", create),
        ("UpdateAccountJSON", one("call1", "/update")),
        ("EnableAccountJSON", one("call1", "/enable")),
        ("DisableAccountJSON", one("call1", "/disable")),
        ("RemoveAccountJSON", one("call1", "/remove")),
        ("AddAccessJSON", access("/add")),
        ("RemoveAccessJSON", access("/take")),
        ("ChangePassJSON", one("call1", "/pass")),
        ("AddFFIDAccessJSON", one("call1", "/fire")),
        ("RemoveFFIDAccessJSON", one("call1", "/unfire")),
    ])
    .file(
        "ConnectionJSON.json",
        &json!({"authentications": {"target": {"authType": "Basic", "url": "https://target.example",
            "properties": {"userName": "robot", "password": "r0b0t"}, "region": "north"}}})
        .to_string(),
    );
    for path in [
        "/update",
        "/enable",
        "/disable",
        "/remove",
        "/add",
        "/add/more",
        "/take",
        "/take/more",
        "/pass",
        "/fire",
        "/unfire",
    ] {
        service.has(path, &json!({}));
    }
    service.has("/create", &json!({"id": "B1"}));
    let home = desk(&service);
    let parties = [
        "--requestor",
        "olga",
        "--approver",
        "max",
        "--justification",
        "because",
        "--attr",
        "cost=12",
        "--role",
        "Editor",
        "--role",
        "Writer",
    ];
    let ask = |operation: &str, words: &[&str]| -> Vec<Value> {
        let done = carry_out(&home, &[&[operation], words, &parties[..]].concat());
        assert_eq!(done["status"], "COMPLETE", "{done}");
        let sent = service.sent();
        let bodies = sent
            .iter()
            .map(|(_, body)| serde_json::from_str(body).unwrap());
        bodies.collect()
    };
    let ann = ["--account", "ann"];
    let group = ["--account", "ann", "--entitlement", "Group=press"];
    let asked: [(&str, &[&str], bool); 9] = [
        ("update-account", &ann, false),
        ("add-access", &group, false),
        ("change-password", &ann, true),
        ("add-ffid-access", &group, true),
        ("remove-ffid-access", &group, true),
        ("remove-access", &group, false),
        ("disable-account", &ann, false),
        ("enable-account", &ann, false),
        ("remove-account", &ann, false),
    ];
    for (number, (operation, words, sets_password)) in asked.into_iter().enumerate() {
        let number = number + 1;
        let status = if operation == "enable-account" {
            "2"
        } else {
            "1"
        };
        let sent = ask(operation, words);
        let expected = json!({
            "owners": "null", "endpoints": "desk eu desk", "accountName": "ann",
            "userManager": "max max@x.example max Max", "approvers": "max max",
            "task": "ann REQUEST desk ann true", "managerAccount": "M1 Bergen",
            "password": format!("{sets_password} true"), "requestid": format!("{number} {number}"),
            "response": "0", "connection": "north", "userAccount": "A1",
            "attributes": "12 12 null", "why": "because",
            "user": "ann Ann Able ann@x.example null", "since": "2024/06/15",
            "parties": "olga olga olga", "account": format!("A1 ann Oslo {status}"), "names": "true",
        });
        assert_eq!(sent[0], expected, "{operation}");
        if let Some(more) = sent.get(1) {
            let all = match operation {
                "add-access" => "[Group:[sales, press]]",
                _ => "[Group:[sales]]",
            };
            let expected = json!({
                "entitlement": "g1 press open", "key": "g1 press ann",
                "set": format!("press [press] {all}"), "roles": "Editor Editor+Writer g1",
            });
            assert_eq!(*more, expected, "{operation}");
        }
    }
    let words = ["--user", "ben", "--account-owner", "olga"];
    let sent = ask("create-account", &words).remove(0);
    let expected = json!({
        "owners": "olga", "endpoints": "desk eu desk", "accountName": "ben",
        "userManager": "max max@x.example max Max", "approvers": "max max",
        "task": "ben REQUEST desk ben true", "managerAccount": "M1 Bergen",
        "password": "true true", "requestid": "10 10", "response": "0", "connection": "north",
        "userAccount": "null", "attributes": "12 12 null", "why": "because",
        "user": "ben Ben O'Best \"B\" ben@x.example null", "since": "", "parties": "olga olga olga",
        "account": "null null null null", "names": "true",
    });
    assert_eq!(sent, expected);
}

#[test]
fn birthright_access_has_no_attributes_and_an_unbound_name_is_told_before_anything_is_sent() {
    let add = json!({"call": [call("Group", "/add",
        "{\"a\":\"${requestAccessAttributes?.cost} ${task.source} ${businessJustification} ${requestor}\"}")]});
    let remove = json!({"call": [call("Group", "/take", "{\"a\":\"${nobody.knows}\"}")]});
    let service = staff(&[("AddAccessJSON", add), ("RemoveAccessJSON", remove)]);
    service.has("/add", &json!({}));
    let home = desk(&service);
    let group = ["--account", "ann", "--entitlement", "Group=press"];
    let words = [&["add-access"], &group[..], &["--source", "PROVRULE"]].concat();
    assert_eq!(carry_out(&home, &words)["status"], "COMPLETE");
    let (_, sent) = service.sent().remove(0);
    assert!(sent.starts_with("{\"a\":\"null PROVRULE null "), "{sent}");
    let failed = carry_out(&home, &[&["remove-access"], &group[..]].concat());
    assert_eq!(failed["status"], "PROVFAILED", "{failed}");
    assert!(failed.to_string().contains("nobody"), "{failed}");
    assert!(service.sent().is_empty());
}
