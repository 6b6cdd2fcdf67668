//! How long reading and checking take as a definition grows, for a valid one of many entitlement
//! types, calls and columns.
//!
//! Each line is one size: the best of some rounds, so that what else the machine does counts little.
//! Time per megabyte must not grow with the size. Numbers on the command line are other sizes in
//! megabytes; `write SIZE FILE` writes such a definition instead, to check it as a process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, Instant};
use std::{env, fs};

use bindery_definition::load_from_bytes;
use bindery_lint::{CheckOptions, check};
use serde_json::{Map, Value, json};

const MEGABYTE: usize = 1_000_000;

fn main() {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|w| !w.starts_with('-'))
        .collect();
    if let [word, size, file] = words.as_slice()
        && word == "write"
    {
        fs::write(file, definition(size.parse().expect("a size"))).expect("a file to write");
        return;
    }
    let mut sizes: Vec<usize> = words.iter().map(|w| w.parse().expect("a size")).collect();
    if sizes.is_empty() {
        sizes = vec![1, 2, 4, 8, 16];
    }
    println!(
        "{:>6} {:>12} {:>12} {:>9} {:>9}",
        "MB", "reading", "checking", "ms/MB", "findings"
    );
    for size in sizes {
        let text = definition(size);
        let rounds = (32 / size.max(1)).max(2);
        let (mut reading, mut checking, mut found) = (Duration::MAX, Duration::MAX, 0);
        for _ in 0..rounds {
            let start = Instant::now();
            let loaded = load_from_bytes("big.json", text.as_bytes());
            reading = reading.min(start.elapsed());
            let start = Instant::now();
            found = check(&loaded, &CheckOptions::default()).len();
            checking = checking.min(start.elapsed());
        }
        let all = (reading + checking).as_secs_f64() * 1000.0;
        let megabytes = text.len() as f64 / MEGABYTE as f64;
        println!(
            "{megabytes:>6.1} {reading:>12.1?} {checking:>12.1?} {:>9.1} {found:>9}",
            all / megabytes
        );
    }
}

/// An export of about so many megabytes.
fn definition(megabytes: usize) -> String {
    let few = export(20).len();
    let per_type = (export(40).len() - few) / 20;
    export((megabytes * MEGABYTE).saturating_sub(few) / per_type + 20)
}

/// A connection with so many types of entitlements, each with its import, links and operations.
fn export(types: usize) -> String {
    let connection = json!({"authentications": {"main": {
        "authType": "oauth2", "accessToken": "Bearer @TOKEN@", "tokenType": "Bearer",
        "testConnectionParams": {
            "http": {"url": "https://api.example.test/me", "httpMethod": "GET", "httpHeaders": headers()},
            "successResponses": {"statusCode": [200]},
        },
    }}});
    let names: Vec<String> = (0..types).map(|i| format!("Group{}x", i + 1)).collect();
    let of = |build: &dyn Fn(&str) -> Value| -> Map<String, Value> {
        names.iter().map(|n| (n.clone(), build(n))).collect()
    };
    let import = json!({
        "accountParams": {
            "connection": "main", "successResponses": {"statusCode": [200]},
            "statusAndThresholdConfig": {
                "statusColumn": "customproperty3", "activeStatus": ["1", "true"],
                "accountThresholdValue": 50, "inactivateAccountsNotInFile": true,
            },
            "call": accounts(types),
        },
        "entitlementParams": {
            "connection": "main", "successResponses": {"statusCode": [200]}, "entTypes": of(&entitlements),
        },
        "acctEntParams": {"connection": "main", "entTypes": of(&links)},
    });
    let calls = |verb: &str| -> Value {
        json!({"call": names.iter().map(|n| access(n, verb)).collect::<Vec<_>>()})
    };
    let attributes = [
        ("ConnectionJSON", connection),
        ("ImportAccountEntJSON", import),
        ("AddAccessJSON", calls("POST")),
        ("RemoveAccessJSON", calls("DELETE")),
        ("CreateAccountJSON", create(types)),
    ];
    let list: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| {
            let text = serde_json::to_string_pretty(value).expect("JSON");
            json!({"attributename": name, "encryptedattributevalue": text, "formdata": null})
        })
        .collect();
    let export = json!({"acme": {
        "connectionname": "acme", "externalconnectiontype": "REST", "EXTERNAL_ATTR": list,
    }});
    serde_json::to_string_pretty(&export).expect("JSON")
}

fn headers() -> Value {
    json!({"Authorization": "${access_token}", "Accept": "application/json"})
}

/// Account calls: one for every eighth type.
fn accounts(types: usize) -> Value {
    let columns: Map<String, Value> = (4..60)
        .map(|i| {
            (
                format!("customproperty{i}"),
                json!(format!("profile.field{i}~#~char")),
            )
        })
        .collect();
    let call = |i: usize| {
        let mut columns = columns.clone();
        for (column, path) in [
            ("accountID", "id"),
            ("name", "login"),
            ("customproperty3", "active"),
        ] {
            columns.insert(column.to_owned(), json!(format!("{path}~#~char")));
        }
        json!({
            "callOrder": i, "stageNumber": 0,
            "http": {
                "url": format!("https://api.example.test/v1/realms/{i}/users"),
                "httpMethod": "GET", "httpHeaders": headers(), "httpContentType": "application/json",
            },
            "listField": "users", "keyField": "accountID", "colsToPropsMap": columns,
            "pagination": {"page": {
                "pageNumberParam": "page", "pageSizeParam": "limit", "pageSize": "100", "firstPageNumber": 1,
                "totalCountPath": "completeResponseMap.total",
            }},
        })
    };
    (0..types / 8 + 1)
        .map(|i| (format!("call{}", i + 1), call(i)))
        .collect::<Map<_, _>>()
        .into()
}

fn entitlements(name: &str) -> Value {
    json!({"call": {"call1": {
        "callOrder": 0, "stageNumber": 0,
        "http": {
            "url": format!("https://api.example.test/v1/{name}/entries"),
            "httpMethod": "GET", "httpHeaders": headers(), "httpContentType": "application/json",
        },
        "listField": "entries", "keyField": "entitlementID",
        "colsToPropsMap": {
            "entitlementID": "id~#~char", "entitlement_value": "name~#~char", "displayname": "title~#~char",
            "customproperty1": "owner.name~#~char", "customproperty2": "kind~#~char",
        },
        "pagination": {"nextUrl": {"nextUrlPath":
            "${response?.completeResponseMap?.next == null ? null : response.completeResponseMap.next}"}},
        "disableDeletedEntitlements": true,
    }}})
}

fn links(name: &str) -> Value {
    json!({"call": {"call1": {
        "processingType": "httpEntToAcct",
        "http": {
            "url": format!("https://api.example.test/v1/{name}/${{id}}/members"),
            "httpMethod": "GET", "httpHeaders": headers(),
        },
        "listField": "members", "acctIdPath": "value", "acctKeyField": "accountID",
        "entKeyField": "entitlementID",
    }}})
}

fn access(name: &str, verb: &str) -> Value {
    let mut call = json!({
        "name": name, "connection": "main", "httpMethod": verb, "httpHeaders": headers(),
        "url": format!("https://api.example.test/v1/{name}/${{entitlementValue.entitlementID}}/members/${{account.accountID}}"),
        "httpContentType": "application/json", "successResponses": {"statusCode": [200, 201, 204]},
    });
    if verb == "POST" {
        let body = json!({
            "member": "${account.accountID}", "kind": name, "requestedBy": "${requestor == null ? '' : requestor.username}",
        });
        call["httpParams"] = json!(body.to_string());
    }
    call
}

/// Creating: one call, and one more for every fourth type that reads the first one's response.
fn create(types: usize) -> Value {
    let first = json!({
        "userName": "${user.username}", "active": true,
        "name": {"given": "${user.firstname == null ? '' : user.firstname}", "family": "${user.lastname}"},
    });
    let mut calls = vec![json!({
        "name": "call1", "connection": "main", "url": "https://api.example.test/v1/users",
        "httpMethod": "POST", "httpHeaders": headers(), "httpContentType": "application/json",
        "httpParams": first.to_string(), "successResponses": {"statusCode": [201]},
    })];
    calls.extend((0..types / 4).map(|i| {
        json!({
            "name": format!("step{i}"), "connection": "main",
            "url": format!("https://api.example.test/v1/realms/{i}/users/${{response.call1.message.id}}"),
            "httpMethod": "PUT", "httpHeaders": headers(), "httpContentType": "application/json",
            "httpParams": json!({"mail": "${user.email}", "realm": i}).to_string(),
            "successResponses": {"statusCode": [200]},
        })
    }));
    json!({"accountIdPath": "call1.message.id", "call": calls})
}
