//! The acceptance vectors of `rest-dialect §6`, each by its name and each through the binary against
//! a target on loopback, with one read at a time. Where the design differs from the reference (D6: an
//! incomplete read applies nothing; D7: missing accounts are suspended), the vector says so.

mod examples;
mod links;
mod mapping;
mod paging;
mod removal;
mod tokens;

use serde_json::{Value, json};

use crate::bindery::{Ended, run};
use crate::stub::{Asked, Connector, Reply, Stub, reply};

/// An authentication that asks for no token.
pub const BASIC: &str =
    r#""main":{"authType":"Basic","properties":{"userName":"svc","password":"pw-secret"}}"#;

/// A call for accounts from `/accounts`, with more keys.
pub fn call(url: &str, more: &Value) -> Value {
    let mut call = json!({"http": {"url": format!("{url}/accounts"), "httpMethod": "GET",
            "httpHeaders": {"Authorization": "${access_token}"}},
        "listField": "list", "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char"}});
    for (key, value) in more.as_object().unwrap() {
        call[key] = value.clone();
    }
    call
}

/// A connector with one account call.
pub fn of_accounts(stub: &Stub, authentication: &str, more: &Value) -> Connector {
    let connector = Connector::new(authentication, &stub.url);
    let document =
        json!({"accountParams": {"connection": "main", "call": {"call1": call(&stub.url, more)}}});
    connector.put("ImportAccountEntJSON.json", &document.to_string());
    connector
}

/// Imports with one read at a time and no repeats.
pub fn import(connector: &Connector) -> Ended {
    let words = [
        "import",
        "{}",
        "--prefetch",
        "1",
        "--retries",
        "0",
        "--format",
        "json",
    ];
    run(connector.command(&words))
}

/// Rows of a table of the store.
pub fn rows(connector: &Connector, table: &str) -> Vec<Value> {
    let list = run(connector.command(&[table, "list", "--format", "json"])).expect(0);
    list.json().as_array().unwrap().clone()
}

/// The status of an account.
pub fn status(connector: &Connector, account: &str) -> String {
    let rows = rows(connector, "accounts");
    let row = rows.iter().find(|row| row["account_id"] == account);
    row.map_or("none", |row| row["status"].as_str().unwrap())
        .to_owned()
}

/// A list of records with these identifiers, and more keys beside it.
pub fn list(ids: &[&str], more: &Value) -> Value {
    let rows: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let mut body = json!({ "list": rows });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

/// An answer of JSON.
pub fn answer(body: &Value) -> Reply {
    reply(200, &body.to_string())
}

/// A parameter of a request's query.
pub fn parameter<'a>(asked: &'a Asked, name: &str) -> Option<&'a str> {
    let (_, query) = asked.path.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(there, _)| *there == name)
        .map(|(_, value)| value)
}
