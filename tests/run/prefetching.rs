//! Reading ahead: what comes in is the same, whatever was asked for early.

use std::time::Duration;

use serde_json::{Value, json};

use crate::written::Written;

fn document(http: &Value, pagination: &Value) -> Value {
    json!({"accountParams": {"connection": "target", "call": {"call1": {
        "http": http, "listField": "", "keyField": "accountID", "pagination": pagination,
        "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char"}}}}})
}

fn people(from: usize, count: usize) -> Value {
    let rows = (from..from + count).map(|n| json!({"id": format!("u{n:03}")}));
    Value::Array(rows.collect())
}

/// Seven people in pages of two; the target refuses pages past the first empty one.
fn paged() -> Written {
    let http = json!({"url": "/people", "httpMethod": "GET"});
    let pages =
        json!({"page": {"pageSizeParam": "limit", "pageSize": 2, "pageNumberParam": "page"}});
    let target = Written::new().attribute("ImportAccountEntJSON", &document(&http, &pages));
    for (page, count) in [2, 2, 2, 1, 0].into_iter().enumerate() {
        let path = format!("/people?limit=2&page={}", page + 1);
        target.has(&path, &people(page * 2, count));
    }
    // A target that answers at once is not asked ahead.
    target.takes(Duration::from_millis(15));
    target
}

#[test]
fn pages_that_were_asked_for_early_change_nothing() {
    let (one_by_one, ahead) = (paged(), paged());
    let report = one_by_one.import(&["--prefetch", "1"], 0);
    assert_eq!(report["accounts"]["fetched"], 7);
    let pages: Vec<String> = (1..=5)
        .map(|n| format!("/people?limit=2&page={n}"))
        .collect();
    assert_eq!(one_by_one.asked(), pages);
    let report = ahead.import(&[], 0);
    assert_eq!(report["accounts"]["fetched"], 7);
    assert_eq!(
        one_by_one.store.rows("accounts"),
        ahead.store.rows("accounts")
    );
    let asked = ahead.asked();
    for page in &pages {
        assert_eq!(
            asked.iter().filter(|asked| *asked == page).count(),
            1,
            "{asked:?}"
        );
    }
    assert!(asked.len() > pages.len(), "{asked:?}");
}

#[test]
fn a_page_that_fails_is_told_when_its_turn_comes() {
    let target = paged();
    target.import(&[], 0);
    let before = target.store.rows("accounts");
    target.answers(
        "/people?limit=2&page=3",
        crate::written::Answer::status(404),
    );
    let report = target.import(&[], 1);
    assert_eq!(report["status"], "failed");
    assert_eq!(target.store.rows("accounts"), before);
}

#[test]
fn pages_and_the_calls_of_many_objects_are_under_way_together() {
    let target = paged();
    // Page 1 comes alone: only a full page shows that more may follow.
    target.holds_until(8, |path| {
        path.contains("page=") && !path.ends_with("page=1")
    });
    let report = target.import(&[], 0);
    assert_eq!(report["accounts"]["created"], 7);

    let http = json!({"url": "/people", "httpMethod": "GET"});
    let mut all = document(&http, &json!({}));
    all["accountParams"]["call"]["call2"] = json!({"callOrder": 1,
        "http": {"url": "/people/${id}", "httpMethod": "GET"}, "listField": "", "keyField": "accountID",
        "inputParams": {"dependentCall": true, "nextApiKeyField": "accountID"},
        "colsToPropsMap": {"accountID": "id~#~char", "description": "about~#~char"}});
    let target = Written::new().attribute("ImportAccountEntJSON", &all);
    target.has("/people", &people(0, 12));
    for n in 0..12 {
        let id = format!("u{n:03}");
        target.has(
            &format!("/people/{id}"),
            &json!({"id": id, "about": format!("no {n}")}),
        );
    }
    target.holds_until(8, |path| path.starts_with("/people/"));
    let report = target.import(&[], 0);
    assert_eq!(report["accounts"]["created"], 12);
    for (n, account) in target.store.rows("accounts").iter().enumerate() {
        assert_eq!(account["columns"]["description"], format!("no {n}"));
    }
}
