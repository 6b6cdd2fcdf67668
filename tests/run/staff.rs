//! A target with some accounts and groups, whose operations a test writes, and a workspace over it.

use serde_json::{Value, json};

use crate::home::Home;
use crate::written::Written;

/// A call that sends bindings as JSON text.
pub fn call(name: &str, path: &str, body: &str) -> Value {
    json!({"name": name, "connection": "target", "url": format!("https://target.example{path}"),
        "httpMethod": "POST", "httpParams": body, "httpContentType": "application/json"})
}

/// The same with further keys.
pub fn call_with(name: &str, path: &str, body: &str, keys: &Value) -> Value {
    let mut call = call(name, path, body);
    for (key, value) in keys.as_object().unwrap() {
        call[key] = value.clone();
    }
    call
}

/// A document of these calls.
pub fn calls(calls: &[Value]) -> Value {
    json!({ "call": calls })
}

/// The target: accounts of ann and max, two groups, and these documents.
pub fn staff(documents: &[(&str, Value)]) -> Written {
    let import = json!({
        "accountParams": {"connection": "target", "call": {"call1": {
            "http": {"url": "https://target.example/people", "httpMethod": "GET"},
            "listField": "people", "keyField": "accountID",
            "statusConfig": {"active": "on", "inactive": "off"},
            "colsToPropsMap": {"accountID": "id~#~char", "name": "login~#~char",
                "customproperty1": "site~#~char", "status": "state~#~char",
                "customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}}},
            "acctEntMappings": {"Group": {"listPath": "groups", "idPath": "", "keyField": "entitlementID"}}},
        "entitlementParams": {"connection": "target", "entTypes": {"Group": {"call": {"call1": {
            "http": {"url": "https://target.example/groups", "httpMethod": "GET"},
            "listField": "groups", "keyField": "entitlementID",
            "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char",
                "customproperty2": "kind~#~char"}}}}}},
        "acctEntParams": {"connection": "target", "processingType": "acctToEntMapping"}
    });
    let mut service = Written::new().attribute("ImportAccountEntJSON", &import);
    for (name, document) in documents {
        service = service.attribute(name, document);
    }
    service.has("/people", &people(&[]));
    service.has(
        "/groups",
        &json!({"groups": [{"id": "g1", "name": "press", "kind": "open"},
            {"id": "g2", "name": "sales", "kind": "closed"}]}),
    );
    service
}

/// The target's accounts, ann and max, with these after them.
pub fn people(more: &[Value]) -> Value {
    let mut people = vec![
        json!({"id": "A1", "login": "ann", "site": "Oslo", "state": "on", "groups": ["g2"]}),
        json!({"id": "M1", "login": "max", "site": "Bergen", "state": "on", "groups": []}),
    ];
    people.extend(more.iter().cloned());
    json!({ "people": people })
}

/// A workspace with the connection `desk`, its people loaded and its accounts imported. Max manages ann
/// and ben; ben has no account.
pub fn desk(service: &Written) -> Home {
    let home = Home::over(service, "desk");
    home.says(
        "[[endpoint]]\nname = \"desk\"\ndisplay_name = \"Front desk\"\nowner = \"olga\"\n\
         customproperty1 = \"eu\"\ncorrelation = { rule = \"users.username = accounts.name\" }",
    );
    home.file(
        "people.csv",
        "username,firstname,lastname,email,manager,phonenumber,startdate,statuskey\n\
         ann,Ann,Able,ann@x.example,max,+47 12,2024-06-15,1\n\
         ben,Ben,\"O'Best \"\"B\"\"\",ben@x.example,max,,,1\n\
         max,Max,Mann,max@x.example,,,,1\nolga,Olga,Orr,olga@x.example,,,,1\n",
    );
    home.json(&["users", "load", "people.csv"]);
    home.json(&["import", "desk"]);
    service.sent();
    service.asked();
    home
}

/// Requests, runs the job, and shows the last task that was made.
pub fn carry_out(home: &Home, words: &[&str]) -> Value {
    let made = home.json(&[&["request"], words].concat());
    home.bindery(&["job", "run", "provisioning", "--endpoint", "desk"]);
    let number = made["tasks"].as_array().unwrap().last().unwrap()["id"].to_string();
    home.json(&["task", "show", &number])["task"].clone()
}

/// Bodies that were sent to a path since the last look, as JSON.
pub fn bodies(service: &Written, path: &str) -> Vec<Value> {
    let sent = service.sent();
    let of_path = sent.iter().filter(|(there, _)| there == path);
    of_path
        .map(|(_, body)| serde_json::from_str(body).unwrap_or_else(|_| body.as_str().into()))
        .collect()
}
