//! Odd shapes of the dialect (`rest-dialect §1` and §2, `field-notes §2`–§3), each through the binary:
//! what a sentence of the references says, and what real packages make of it.

mod calls;
mod paging;
mod records;
mod relations;
mod status;
mod tokens;
mod users;

use serde_json::{Value, json};

use crate::bindery::Ended;
use crate::stub::{Connector, Stub};
use crate::vectors;

/// A connector with this import document; `{url}` stands for the target.
fn connector(stub: &Stub, document: &Value) -> Connector {
    let connector = Connector::new(vectors::BASIC, &stub.url);
    let text = document.to_string().replace("{url}", &stub.url);
    connector.put("ImportAccountEntJSON.json", &text);
    connector
}

/// Imports, sure of the exit code.
fn import(connector: &Connector, code: i32) -> Ended {
    vectors::import(connector).expect(code)
}

/// A call of `/path`, with more keys.
fn call(path: &str, more: &Value) -> Value {
    let mut call = json!({"http": {"url": format!("{{url}}{path}"), "httpMethod": "GET"}});
    lay(&mut call, more);
    call
}

/// Puts keys over others; objects are merged.
fn lay(into: &mut Value, keys: &Value) {
    for (key, value) in keys.as_object().unwrap() {
        match into.get_mut(key) {
            Some(old) if old.is_object() && value.is_object() => lay(old, value),
            _ => into[key] = value.clone(),
        }
    }
}

/// A call of accounts with `id`, `name` in a list at the top.
fn people(more: &Value) -> Value {
    let mut keys = json!({"listField": "", "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char", "name": "name~#~char"}});
    lay(&mut keys, more);
    call("/people", &keys)
}

/// A call of groups with `id`, `name` in a list at the top.
fn groups(more: &Value) -> Value {
    let mut keys = json!({"listField": "", "keyField": "entitlementID",
        "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char"}});
    lay(&mut keys, more);
    call("/groups", &keys)
}

/// A document with these account calls.
fn of_accounts(calls: &Value) -> Value {
    json!({"accountParams": {"connection": "main", "call": calls}})
}

/// A column of each account, by its identifier.
fn column(connector: &Connector, name: &str) -> Vec<(String, Value)> {
    let rows = vectors::rows(connector, "accounts");
    let cell = |row: &Value| {
        let id = row["account_id"].as_str().unwrap_or("?").to_owned();
        let value = match row.get(name) {
            Some(value) => value.clone(),
            None => row["columns"][name].clone(),
        };
        (id, value)
    };
    rows.iter().map(cell).collect()
}

/// The links of a store, as `account>entitlement`.
fn links(connector: &Connector) -> Vec<String> {
    let rows = vectors::rows(connector, "links");
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or("?").to_owned();
    let mut all: Vec<String> = rows
        .iter()
        .map(|row| format!("{}>{}", text(row, "account"), text(row, "entitlement_id")))
        .collect();
    all.sort();
    all
}
