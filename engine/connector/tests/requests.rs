//! What goes over the wire for a call: verbs, headers, query, body encodings (rest-dialect §0.3,
//! §0.4), with values that try to break out of their place (design D4).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;

use bench::{Target, answer, bench};
use bindery_connector::ImportOptions;
use bindery_connector::ports::RequestSpec;
use bindery_repository::Repository;
use serde_json::{Value, json};

/// The request of an account call with this `http` block.
async fn request(http: Value) -> RequestSpec {
    let mut http = http;
    http["url"] = http
        .get("url")
        .cloned()
        .unwrap_or_else(|| json!("https://api.test/x"));
    let connection = json!({"authentications": {"acctAuth": {"authType": "oauth2",
        "url": "https://api.test/token", "accessToken": "Bearer permanent-token",
        "host": "api.test", "odd": "a\"b & c=d\\"}}});
    let document = json!({"accountParams": {"connection": "acctAuth", "call": {"call1": {
        "callOrder": 0, "http": http, "listField": "", "keyField": "accountID",
        "colsToPropsMap": {"accountID": "id~#~char"}}}}});
    let target = Target::new(|_| Ok(answer(200, "[]")));
    let bench = bench(
        &[
            ("ConnectionJSON", &connection.to_string()),
            ("ImportAccountEntJSON", &document.to_string()),
        ],
        &target,
    );
    let mut store = Repository::open_in_memory().unwrap();
    let report = bench
        .connector
        .import(&mut store, &ImportOptions::default())
        .await
        .unwrap();
    let asked = target.asked.lock().unwrap();
    asked
        .first()
        .unwrap_or_else(|| panic!("{:?}", report.diagnostics))
        .clone()
}

fn header(request: &RequestSpec, name: &str) -> Option<String> {
    let mut found = request
        .headers
        .iter()
        .filter(|(n, _)| n.eq_ignore_ascii_case(name));
    let value = found.next().map(|(_, v)| v.clone());
    assert!(found.next().is_none(), "{name} is sent twice");
    value
}

fn body(request: &RequestSpec) -> String {
    String::from_utf8(request.body.clone().unwrap_or_default()).unwrap()
}

#[tokio::test]
async fn a_get_sends_no_body_and_its_parameters_join_the_query() {
    let sent = request(
        json!({"url": " https://api.test/x?keep=1&page=9 ", "httpMethod": "get",
        "httpParams": {"page": 1, "q": "a b&c"}, "httpContentType": "application/json"}),
    )
    .await;
    assert_eq!(sent.method, "GET");
    assert_eq!(sent.url, "https://api.test/x?keep=1&page=1&q=a%20b%26c");
    assert_eq!(
        (sent.body.as_ref(), header(&sent, "content-type")),
        (None, None)
    );
}

#[tokio::test]
async fn the_withbody_verbs_send_one() {
    let sent = request(json!({"httpMethod": "GETWITHBODY", "httpParams": "{\"a\": 1}"})).await;
    assert_eq!(
        (sent.method.as_str(), body(&sent).as_str()),
        ("GET", "{\"a\": 1}")
    );
    assert_eq!(header(&sent, "content-type").unwrap(), "application/json");
}

#[tokio::test]
async fn the_content_type_alias_counts_and_empty_header_names_do_not() {
    let sent = request(json!({"httpMethod": "POST", "httpParams": {"a b": "c d"},
        "httpHeaders": {"contentType": "application/x-www-form-urlencoded", "": "x",
            "Authorization": "${access_token}"}}))
    .await;
    assert_eq!(
        header(&sent, "content-type").unwrap(),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        header(&sent, "authorization").unwrap(),
        "Bearer permanent-token"
    );
    assert_eq!(sent.headers.len(), 2);
    assert_eq!(body(&sent), "a%20b=c%20d");
}

#[tokio::test]
async fn the_pws_form_keeps_blanks_as_plus_under_the_ordinary_type() {
    let sent = request(json!({"httpMethod": "POST", "httpParams": {"a": "c d"},
        "httpContentType": "application/x-www-form-urlencoded-pws"}))
    .await;
    assert_eq!(body(&sent), "a=c+d");
    assert_eq!(
        header(&sent, "content-type").unwrap(),
        "application/x-www-form-urlencoded"
    );
}

#[tokio::test]
async fn values_cannot_leave_their_place() {
    let odd = "${connection.odd}";
    let json_body = request(json!({"httpMethod": "POST",
        "httpParams": format!("{{\"v\":\"{odd}\"}}"), "httpContentType": "application/json"}))
    .await;
    let parsed: Value = serde_json::from_str(&body(&json_body)).unwrap();
    assert_eq!(parsed["v"], "a\"b & c=d\\");
    let form = "application/x-www-form-urlencoded";
    for params in [json!({"v": odd, "w": "1"}), json!(format!("v={odd}&w=1"))] {
        let sent = request(json!({"httpMethod": "POST", "httpParams": params,
            "httpContentType": form}))
        .await;
        assert_eq!(body(&sent), "v=a%22b%20%26%20c%3Dd%5C&w=1");
    }
    let sent = request(json!({"url": format!("https://api.test/x?v={odd}&w=1"),
        "httpMethod": "GET"}))
    .await;
    assert!(sent.url.ends_with("&w=1"), "{}", sent.url);
    assert!(!sent.url.contains(" & c=d"), "{}", sent.url);
}

#[tokio::test]
async fn a_form_written_as_json_text_is_sent_as_pairs() {
    let sent = request(json!({"httpMethod": "POST",
        "httpParams": "{\"grant\":\"x y\",\"n\":1}",
        "httpContentType": "application/x-www-form-urlencoded"}))
    .await;
    assert_eq!(body(&sent), "grant=x%20y&n=1");
}

#[tokio::test]
async fn a_host_taken_from_the_connection_is_an_origin_of_the_definition() {
    let sent = request(json!({"url": "https://${connection.host}/y", "httpMethod": "GET"})).await;
    assert_eq!(sent.url, "https://api.test/y");
}

#[tokio::test]
async fn a_multipart_body_has_one_part_per_pair() {
    let sent = request(
        json!({"httpMethod": "POST", "httpParams": {"a": "1", "b": "2"},
        "httpContentType": "multipart/form-data"}),
    )
    .await;
    assert_eq!(
        header(&sent, "content-type").unwrap(),
        "multipart/form-data; boundary=bindery-part-0"
    );
    assert_eq!(body(&sent).matches("Content-Disposition").count(), 2);
}
