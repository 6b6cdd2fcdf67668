//! Pagination: which requests, and why they end. An account that an earlier import brought tells
//! whether the read counted as complete: then it is suspended (D7), else it stays as it is.

use std::ops::Range;

use serde_json::{Value, json};

use super::{BASIC, answer, import, list, of_accounts, parameter, status};
use crate::stub::{Asked, Connector, Reply, Stub};

/// Records by their numbers, and more keys beside them.
fn records(numbers: Range<usize>, more: &Value) -> Value {
    let ids: Vec<String> = numbers.map(|n| format!("u{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    list(&ids, more)
}

fn number(asked: &Asked, name: &str) -> Option<usize> {
    parameter(asked, name)?.parse().ok()
}

/// A server with so many records that gives at most `cap` at once; it pages by its own size.
fn pages(asked: &Asked, count: usize, cap: usize, first: usize, more: &Value) -> Reply {
    let size = number(asked, "size").unwrap_or(cap).min(cap);
    let page = number(asked, "page").unwrap_or(first);
    let from = ((page - first) * size).min(count);
    answer(&records(from..(from + size).min(count), more))
}

fn offsets(asked: &Asked, count: usize, more: &Value) -> Reply {
    let from = number(asked, "offset").unwrap_or(0).min(count);
    let size = number(asked, "limit").unwrap_or(count);
    answer(&records(from..(from + size).min(count), more))
}

struct Vector {
    name: &'static str,
    /// `pagination` of the call.
    pagination: Value,
    server: fn(&Asked) -> Reply,
    /// The parameter that is watched, and its values request by request.
    watched: &'static str,
    values: Vec<&'static str>,
    /// Distinct records.
    fetched: usize,
    complete: bool,
}

fn paged(more: &Value) -> Value {
    let mut page = json!({"pageSizeParam": "size", "pageSize": "50", "pageNumberParam": "page"});
    for (key, value) in more.as_object().unwrap() {
        page[key] = value.clone();
    }
    json!({ "page": page })
}

fn offset(batch: usize, total: Value) -> Value {
    json!({"offset": {"offsetParam": "offset", "batchParam": "limit", "batchSize": batch,
        "totalCountPath": total}})
}

fn next(expression: &str) -> Value {
    json!({"nextUrl": {"nextUrlPath": expression}})
}

fn linked(asked: &Asked, last: &Value) -> Reply {
    let page = number(asked, "p").unwrap_or(1);
    let next = match page {
        3 => last.clone(),
        _ => json!(format!("/accounts?p={}", page + 1)),
    };
    answer(&records(
        page * 10..page * 10 + 5,
        &json!({ "next_page": next }),
    ))
}

#[allow(clippy::too_many_lines)]
fn vectors() -> Vec<Vector> {
    let total = |first: u64| {
        json!({"pageRecordCount": "completeResponseMap.count", "firstPageNumber": first,
            "totalCountPath": "completeResponseMap.total"})
    };
    vec![
        Vector {
            name: "page size 50, first 1, T=120 by path",
            pagination: paged(&total(1)),
            server: |asked| pages(asked, 120, 100, 1, &json!({"total": 120})),
            watched: "page",
            values: vec!["1", "2", "3"],
            fetched: 120,
            complete: true,
        },
        Vector {
            name: "page size 50, first 0, T=100",
            pagination: paged(&total(0)),
            server: |asked| pages(asked, 100, 100, 0, &json!({"total": 100})),
            watched: "page",
            values: vec!["0", "1"],
            fetched: 100,
            complete: true,
        },
        Vector {
            name: "page size 50, no total",
            pagination: paged(&json!({})),
            server: |asked| pages(asked, 120, 100, 1, &json!({})),
            watched: "page",
            values: vec!["1", "2", "3", "4"],
            fetched: 120,
            complete: true,
        },
        Vector {
            name: "page size 50, T=60, caps at 25",
            pagination: paged(&total(1)),
            server: |asked| pages(asked, 60, 25, 1, &json!({"total": 60})),
            watched: "page",
            values: vec!["1", "2", "3"],
            fetched: 60,
            complete: true,
        },
        Vector {
            name: "page, T=120 in headers.x-total-count",
            pagination: paged(&json!({"totalCountPath": "headers.x-total-count"})),
            server: |asked| pages(asked, 120, 100, 1, &json!({})).with("X-Total-Count", "120"),
            watched: "page",
            values: vec!["1", "2", "3"],
            fetched: 120,
            complete: true,
        },
        Vector {
            name: "page, param name unknown to server, no total",
            pagination: paged(&json!({})),
            server: |_| answer(&records(0..50, &json!({}))),
            watched: "page",
            values: vec!["1", "2"],
            fetched: 50,
            complete: false,
        },
        Vector {
            name: "page, param startIndex, size 50, T=120",
            pagination: paged(&json!({"pageNumberParam": "startIndex",
                "totalCountPath": "completeResponseMap.total"})),
            server: |asked| {
                let from = number(asked, "startIndex").unwrap_or(1) - 1;
                answer(&records(from..(from + 50).min(120), &json!({"total": 120})))
            },
            watched: "startIndex",
            values: vec!["1", "51", "101"],
            fetched: 120,
            complete: true,
        },
        Vector {
            name: "offset batch 100, T=250",
            pagination: offset(100, json!("completeResponseMap.total")),
            server: |asked| offsets(asked, 250, &json!({"total": 250})),
            watched: "offset",
            values: vec!["0", "100", "200"],
            fetched: 250,
            complete: true,
        },
        Vector {
            name: "offset batch 20, literal total 5000",
            pagination: offset(20, json!("5000")),
            server: |asked| offsets(asked, 45, &json!({})),
            watched: "offset",
            values: vec!["0", "20", "40", "60"],
            fetched: 45,
            complete: true,
        },
        Vector {
            name: "nextUrl next_page==null?null:…",
            pagination: next(
                "${response?.completeResponseMap?.next_page==null?null:response.completeResponseMap.next_page}",
            ),
            server: |asked| linked(asked, &Value::Null),
            watched: "p",
            values: vec!["2", "3"],
            fetched: 15,
            complete: true,
        },
        Vector {
            name: "nextUrl objectList.size()>0",
            pagination: next(
                "${response.objectList.size()>0 ? '/accounts?page=' + Math.addExact(response.completeResponseMap.page,1) : null}",
            ),
            server: |asked| {
                let page = number(asked, "page").unwrap_or(1);
                let more = json!({ "page": page });
                let from = page * 10;
                answer(&records(
                    if page < 3 { from..from + 10 } else { 0..0 },
                    &more,
                ))
            },
            watched: "page",
            values: vec!["2", "3"],
            fetched: 20,
            complete: true,
        },
        Vector {
            name: "nextUrl returns the same URL",
            pagination: next("${response.completeResponseMap.next_page}"),
            server: |asked| linked(asked, &json!("/accounts?p=3")),
            watched: "p",
            values: vec!["2", "3"],
            fetched: 15,
            complete: false,
        },
    ]
}

/// A connector whose store knows the account `old`.
fn with_old(stub: &Stub, more: &Value) -> Connector {
    let connector = of_accounts(stub, BASIC, more);
    let mut first = true;
    stub.answer(move |_| {
        let ids: &[&str] = if std::mem::take(&mut first) {
            &["old"]
        } else {
            &[]
        };
        answer(&list(ids, &json!({"page": 1})))
    });
    import(&connector).expect(0);
    assert_eq!(status(&connector, "old"), "active");
    connector
}

#[test]
fn every_kind_of_paging_asks_for_its_pages_and_ends() {
    for vector in vectors() {
        let Vector { name, server, .. } = vector;
        let stub = Stub::start(|_| answer(&json!({})));
        let connector = with_old(&stub, &json!({"pagination": vector.pagination}));
        let earlier = stub.asked().len();
        stub.answer(server);
        let ended = import(&connector);
        let asked = stub.asked();
        let values: Vec<_> = asked[earlier..]
            .iter()
            .filter_map(|asked| parameter(asked, vector.watched))
            .collect();
        assert_eq!(values, vector.values, "{name}: {ended}");
        let (code, old) = match vector.complete {
            true => (0, "suspended-from-import"),
            false => (3, "active"),
        };
        assert_eq!(ended.code, code, "{name}: {ended}");
        assert_eq!(status(&connector, "old"), old, "{name}: {ended}");
        let report = ended.json();
        let kept = match vector.complete {
            true => vector.fetched + 1,
            // What an incomplete read brought is not applied (D6).
            false => 1,
        };
        assert_eq!(
            super::rows(&connector, "accounts").len(),
            kept,
            "{name}: {report}"
        );
    }
}

#[test]
fn parameters_in_the_url_are_replaced() {
    let stub = Stub::start(|asked| offsets(asked, 3, &json!({})));
    let mut more = json!({"pagination": offset(100, Value::Null)});
    more["http"] =
        json!({"url": format!("{}/accounts?offset=5&limit=5", stub.url), "httpMethod": "GET"});
    let connector = of_accounts(&stub, BASIC, &more);
    import(&connector).expect(0);
    assert_eq!(stub.lines()[0], "GET /accounts?offset=0&limit=100");
}

#[test]
fn the_same_next_url_at_once_is_asked_twice_at_most() {
    let stub = Stub::start(|_| answer(&records(0..5, &json!({"next": "/accounts"}))));
    let more = json!({"pagination": next("${response.completeResponseMap.next}")});
    let connector = of_accounts(&stub, BASIC, &more);
    import(&connector).expect(3);
    assert!(stub.lines().len() <= 2, "{:?}", stub.lines());
}
