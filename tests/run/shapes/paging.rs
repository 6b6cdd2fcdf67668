//! Paging in the shapes that §2.16 names besides those of the vectors.

use serde_json::{Value, json};

use super::{call, connector, import, lay, of_accounts, people};
use crate::stub::{Asked, Connector, Reply, Stub, reply};
use crate::vectors::{self, parameter, rows};

fn page(ids: std::ops::Range<usize>, more: &Value) -> Reply {
    let list: Vec<Value> = ids
        .map(|id| json!({"id": id, "name": format!("n{id}")}))
        .collect();
    let mut body = json!({ "list": list });
    lay(&mut body, more);
    reply(200, &body.to_string())
}

fn paged(stub: &Stub, keys: &Value) -> Connector {
    let mut one = people(&json!({"listField": "list"}));
    lay(&mut one, keys);
    connector(stub, &of_accounts(&json!({ "call1": one })))
}

/// Three pages of two; the next one is named as a test wants it.
fn three(asked: &Asked, name: impl Fn(Reply, usize) -> Reply) -> Reply {
    let at: usize = parameter(asked, "p")
        .and_then(|p| p.parse().ok())
        .unwrap_or(1);
    let answer = page(at * 2..at * 2 + 2, &json!({}));
    if at < 3 { name(answer, at + 1) } else { answer }
}

#[test]
fn a_next_link_may_come_in_a_header() {
    let stub = Stub::start(|_| reply(200, "[]"));
    let url = stub.url.clone();
    let link = url.clone();
    type Next = Box<dyn Fn(Reply, usize) -> Reply + Send>;
    let cases: Vec<(&str, Next)> = vec![
        (
            "headers.X-Next",
            Box::new(move |r, n| r.with("x-next", &format!("{url}/people?p={n}"))),
        ),
        (
            "headers.Location",
            Box::new(|r, n| r.with("location", &format!("/people?p={n}"))),
        ),
        (
            "response.headers.'X-Next'",
            Box::new(|r, n| r.with("X-Next", &format!("?p={n}"))),
        ),
        (
            "${headers?.'X-Next'}",
            Box::new(|r, n| r.with("X-NEXT", &format!("/people?p={n}"))),
        ),
        (
            "${headers['x-next'] == null ? null : headers['x-next']}",
            Box::new(|r, n| r.with("X-Next", &format!("/people?p={n}"))),
        ),
        // The whole header of RFC 8288 has its own parser.
        (
            "headers.Link",
            Box::new(move |r, n| {
                r.with(
                    "Link",
                    &format!(
                        "<{link}/people?p=1>; rel=\"first\", <{link}/people?p={n}>; rel=\"next\""
                    ),
                )
            }),
        ),
    ];
    for (path, next) in cases {
        stub.answer(move |asked| three(asked, &next));
        let connector = paged(
            &stub,
            &json!({"pagination": {"nextUrl": {"nextUrlPath": path}}}),
        );
        let ended = import(&connector, 0);
        assert_eq!(rows(&connector, "accounts").len(), 6, "{path}: {ended}");
    }
}

#[test]
fn a_next_link_in_the_body_may_be_relative_null_empty_or_the_word_null() {
    for (path, next, last) in [
        ("next", "/people?p={n}", json!(null)),
        ("paging.next", "?p={n}", json!("")),
        ("links[0].href", "people?p={n}", json!("null")),
        (
            "${response?.completeResponseMap?.next != null && response.completeResponseMap.next != '' ? response.completeResponseMap.next : null}",
            "/people?p={n}",
            json!(""),
        ),
        (
            "${response.completeResponseMap.next ?: ''}",
            "/people?p={n}",
            json!(null),
        ),
    ] {
        let key = path.trim_start_matches("${");
        let stub = Stub::start(move |asked| {
            let at: usize = parameter(asked, "p")
                .and_then(|p| p.parse().ok())
                .unwrap_or(1);
            let next = if at < 3 {
                json!(next.replace("{n}", &(at + 1).to_string()))
            } else {
                last.clone()
            };
            let more = json!({"next": next, "paging": {"next": next}, "links": [{"href": next}]});
            page(at * 2..at * 2 + 2, &more)
        });
        let connector = paged(
            &stub,
            &json!({"pagination": {"nextUrl": {"nextUrlPath": path}}}),
        );
        let ended = import(&connector, 0);
        assert_eq!(rows(&connector, "accounts").len(), 6, "{key}: {ended}");
    }
}

#[test]
fn an_expression_that_fails_is_no_silent_end() {
    let stub = Stub::start(|_| page(0..2, &json!({"page": "one"})));
    let next = "${'/people?page=' + Math.addExact(response.completeResponseMap.page, 1)}";
    let connector = paged(
        &stub,
        &json!({"pagination": {"nextUrl": {"nextUrlPath": next}}}),
    );
    let ended = vectors::import(&connector);
    assert_ne!(ended.code, 0, "{ended}");
    assert!(!connector.store().exists(), "{ended}");
}

#[test]
fn an_index_computed_from_the_body_pages_a_scim_feed() {
    let stub = Stub::start(|asked| {
        let from: usize = parameter(asked, "startIndex")
            .and_then(|p| p.parse().ok())
            .unwrap_or(1);
        page(
            from - 1..(from + 1).min(5),
            &json!({"startIndex": from, "itemsPerPage": 2, "totalResults": 5}),
        )
    });
    let next = "${response.objectList.size() > 0 && response.completeResponseMap.startIndex + response.completeResponseMap.itemsPerPage <= response.completeResponseMap.totalResults ? '/people?startIndex=' + (response.completeResponseMap.startIndex + response.completeResponseMap.itemsPerPage) : null}";
    let connector = paged(
        &stub,
        &json!({"pagination": {"nextUrl": {"nextUrlPath": next}}}),
    );
    let ended = import(&connector, 0);
    assert_eq!(rows(&connector, "accounts").len(), 5, "{ended}");
    assert_eq!(stub.lines().len(), 3);
}

#[test]
fn totals_come_from_headers_paths_and_literals_of_either_kind() {
    for (rule, pages) in [
        (json!({"totalCountPath": "headers.X-Total-Count"}), 3),
        (json!({"totalCountPath": "headers.x-total-count"}), 3),
        (
            json!({"totalCountPath": "response.headers.X-Total-Count"}),
            3,
        ),
        (
            json!({"totalCountPath": "completeResponseMap.meta.total"}),
            3,
        ),
        (json!({"totalCountPath": "meta.total"}), 3),
        (json!({"totalCountPath": "meta.words"}), 3),
        (json!({"totalCountPath": 1000}), 4),
        (json!({"totalCountPath": "1000"}), 4),
        (json!({"totalCountPath": "meta.absent"}), 4),
        // A literal count of a page's records that is wrong loses nothing.
        (
            json!({"totalCountPath": "meta.total", "pageRecordCount": "5"}),
            3,
        ),
        (
            json!({"totalCountPath": "meta.total", "pageRecordCount": 1}),
            3,
        ),
        (
            json!({"totalCountPath": "meta.total", "pageRecordCount": "completeResponseMap.absent"}),
            3,
        ),
    ] {
        let stub = Stub::start(|asked| {
            let at: usize = parameter(asked, "page")
                .and_then(|p| p.parse().ok())
                .unwrap_or(1);
            let from = ((at - 1) * 2).min(5);
            page(
                from..(from + 2).min(5),
                &json!({"meta": {"total": 5, "words": "5"}}),
            )
            .with("X-Total-Count", "5")
        });
        let mut keys =
            json!({"pageSizeParam": "per_page", "pageSize": 2, "pageNumberParam": "page"});
        lay(&mut keys, &rule);
        let connector = paged(&stub, &json!({"pagination": {"page": keys}}));
        let ended = import(&connector, 0);
        assert_eq!(rows(&connector, "accounts").len(), 5, "{rule}: {ended}");
        assert_eq!(stub.lines().len(), pages, "{rule}: {:?}", stub.lines());
    }
}

#[test]
fn offsets_begin_where_their_name_says_and_follow_a_server_that_caps() {
    for (name, first, cap) in [("offset", 0, 2), ("startIndex", 1, 2), ("skip", 0, 1)] {
        let stub = Stub::start(move |asked| {
            let from: usize = parameter(asked, name).and_then(|p| p.parse().ok()).unwrap();
            let from = (from - first).min(5);
            page(from..(from + cap).min(5), &json!({"total": 5})).with("total", "5")
        });
        let keys = json!({"offset": {"offsetParam": name, "batchParam": "limit", "batchSize": "2",
            "totalCountPath": "completeResponseMap.total"}});
        let connector = paged(&stub, &json!({ "pagination": keys }));
        let ended = import(&connector, 0);
        assert_eq!(rows(&connector, "accounts").len(), 5, "{name}: {ended}");
        assert!(
            stub.lines()[0].contains(&format!("{name}={first}&limit=2")),
            "{:?}",
            stub.lines()
        );
    }
}

#[test]
fn a_list_by_post_pages_where_its_parameters_are() {
    // (keys of http, the first and second request's path and body)
    for (http, first, second) in [
        (
            json!({"httpParams": {"page": 9, "q": "x"}, "httpContentType": "application/x-www-form-urlencoded"}),
            ("/people?size=2&page=1", "page=1&q=x"),
            ("/people?size=2&page=2", "page=2&q=x"),
        ),
        (
            json!({"httpParams": "{\"q\":{\"page\":1}}", "httpContentType": "application/json"}),
            ("/people?size=2&page=1", r#"{"q":{"page":1}}"#),
            ("/people?size=2&page=2", r#"{"q":{"page":1}}"#),
        ),
        (
            json!({"httpParams": {"page": "1", "size": 5}, "httpContentType": "application/json"}),
            ("/people?size=2&page=1", r#"{"page":"1","size":2}"#),
            ("/people?size=2&page=2", r#"{"page":"2","size":2}"#),
        ),
        (
            json!({"httpParams": "{}", "httpContentType": "application/json"}),
            ("/people?size=2&page=1", "{}"),
            ("/people?size=2&page=2", "{}"),
        ),
    ] {
        let stub = Stub::start(|_| reply(200, "[]"));
        let mut n = 0;
        stub.answer(move |_| {
            n += 1;
            page(
                n * 2..if n < 2 { n * 2 + 2 } else { n * 2 + 1 },
                &json!({"total": 3}),
            )
        });
        let mut keys = json!({"http": {"httpMethod": "POST"}, "pagination": {"page": {"pageSizeParam": "size",
            "pageSize": "2", "pageNumberParam": "page", "totalCountPath": "completeResponseMap.total"}}});
        lay(&mut keys["http"], &http);
        let connector = paged(&stub, &keys);
        import(&connector, 0);
        let asked = stub.asked();
        let seen: Vec<_> = asked
            .iter()
            .map(|a| (a.path.as_str(), a.body.as_str()))
            .collect();
        assert_eq!(seen, [first, second], "{http}");
    }
}

#[test]
fn pages_keep_verb_headers_body_and_token() {
    let stub = Stub::start(|asked| {
        assert_eq!(asked.method, "POST");
        assert_eq!(asked.header("x-a"), "b");
        assert_eq!(asked.body, r#"{"q":1}"#);
        assert!(asked.header("authorization").starts_with("Basic "));
        three(asked, |r, n| r.with("X-Next", &format!("/people?p={n}")))
    });
    let keys = json!({"http": {"httpMethod": "POST", "httpParams": "{\"q\":1}", "httpContentType": "application/json",
            "httpHeaders": {"X-A": "b", "Authorization": "${access_token}"}},
        "pagination": {"nextUrl": {"nextUrlPath": "headers.X-Next"}}});
    let connector = paged(&stub, &keys);
    import(&connector, 0);
    assert_eq!(rows(&connector, "accounts").len(), 6);
}

#[test]
fn a_token_of_the_next_page_goes_into_the_url() {
    let stub = Stub::start(|asked| match parameter(asked, "cursor") {
        None => page(0..2, &json!({"cursor": "a+b/c="})),
        Some(cursor) => {
            assert_eq!(cursor, "a%2Bb%2Fc%3D");
            page(2..3, &json!({"cursor": null}))
        }
    });
    let next = "${response.completeResponseMap.cursor == null ? null : '{url}/people?cursor=' + URLEncoder.encode(response.completeResponseMap.cursor, 'UTF-8')}";
    let connector = paged(
        &stub,
        &json!({"pagination": {"nextUrl": {"nextUrlPath": next}}}),
    );
    let ended = import(&connector, 0);
    assert_eq!(rows(&connector, "accounts").len(), 3, "{ended}");
}

#[test]
fn each_object_of_a_call_pages_by_itself() {
    let stub = Stub::start(|asked| match asked.path.split('?').next().unwrap() {
        "/people" => reply(
            200,
            r#"[{"id":1,"name":"a"},{"id":2,"name":"b"},{"id":3,"name":"c"}]"#,
        ),
        "/groups" => reply(200, r#"[{"id":"g1","name":"g1"},{"id":"g2","name":"g2"}]"#),
        path => {
            let from: usize = parameter(asked, "start")
                .and_then(|p| p.parse().ok())
                .unwrap();
            let all = if path.contains("g1") { 3 } else { 1 };
            page(
                from.min(all) + 1..(from + 2).min(all) + 1,
                &json!({ "total": all }),
            )
        }
    });
    let members = call(
        "/groups/${id}/members",
        &json!({"processingType": "httpEntToAcct", "listField": "list",
        "acctIdPath": "id", "acctKeyField": "accountID", "entKeyField": "entitlementID",
        "pagination": {"offset": {"offsetParam": "start", "batchParam": "limit", "batchSize": 2,
            "totalCountPath": "total"}}}),
    );
    let mut document = of_accounts(&json!({"call1": people(&json!({}))}));
    document["entitlementParams"] = json!({"connection": "main",
        "entTypes": {"Group": {"call": {"call1": super::groups(&json!({}))}}}});
    document["acctEntParams"] =
        json!({"connection": "main", "entTypes": {"Group": {"call": {"call1": members}}}});
    let connector = connector(&stub, &document);
    import(&connector, 0);
    assert_eq!(super::links(&connector), ["a>g1", "a>g2", "b>g1", "c>g1"]);
}
