#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::{
    Amount, Column, DateRule, IdPath, ListField, MembershipRule, MissingAccounts, MissingAction,
    MissingEntitlements, NamedResponse, Offsets, PageAnswer, PageConfig, PageNumbers, Pager,
    RemovalGuard, ResponsePath, ResponseValue, Spot, StaleLinks, StatusDecision, StatusHint,
    StatusReason, StatusRule, StatusValues, Step, SuccessRule, Tally, decide,
};

#[test]
fn every_leniency_has_one_row_and_a_name_of_its_own() {
    let names: BTreeSet<&str> = LENIENCIES.iter().map(|entry| entry.name).collect();
    assert_eq!(names.len(), LENIENCIES.len());
    for entry in LENIENCIES {
        assert_eq!(entry.leniency.entry(), Some(entry));
        assert_eq!(entry.leniency.name(), entry.name);
        assert!(!entry.source.is_empty() && !entry.what.ends_with('.'));
    }
}

#[test]
fn every_leniency_does_what_its_row_says() {
    for entry in LENIENCIES {
        assert!(holds(entry.leniency), "{}", entry.name);
    }
}

fn read(name: &str, entry: &str, record: &Value) -> Value {
    let column = Column::parse(name, entry).unwrap();
    column.read(record, &DateRule::default()).value
}

fn rows(field: &str, body: &Value) -> usize {
    ListField::parse(field).unwrap().records(body).rows.len()
}

fn succeeds(success: &Value, unsuccess: &Value, status: u16) -> bool {
    let success = SuccessRule::parse(success).unwrap();
    let unsuccess = SuccessRule::parse(unsuccess).unwrap();
    decide(
        success.as_ref(),
        unsuccess.as_ref(),
        status,
        Some(&json!({})),
    )
    .ok
}

/// The step after a first page of so many records with this body and next URL.
fn after(config: PageConfig, records: usize, body: &Value, next_url: Option<&str>) -> String {
    let mut pager = Pager::new(config);
    pager.first_request("https://h/a/u");
    let records: Vec<Value> = (0..records).map(|i| json!(i)).collect();
    let step = pager.next(&PageAnswer {
        records: &records.iter().collect::<Vec<_>>(),
        keys: None,
        body,
        headers: &[],
        next_url,
        list_missing: false,
    });
    match step {
        Step::Request(request) => request.url,
        Step::Done(ended) => ended.words().to_owned(),
        Step::Stop(guard) => guard.words().to_owned(),
    }
}

fn pages(param: &str, total: &str) -> PageConfig {
    PageConfig::Page(PageNumbers {
        number_param: param.to_owned(),
        total: Amount::parse_text(total).unwrap(),
        ..PageNumbers::default()
    })
}

fn offsets(param: &str, total: &str) -> PageConfig {
    PageConfig::Offset(Offsets {
        offset_param: param.to_owned(),
        batch: 10,
        total: Amount::parse_text(total).unwrap(),
        ..Offsets::default()
    })
}

fn status(rule: &StatusRule, columns: &Value) -> StatusDecision {
    rule.decide(&serde_json::from_value(columns.clone()).unwrap())
}

const TALLY: Tally = Tally {
    present: 2,
    fetched: 1,
    missing: 1,
};

#[allow(clippy::too_many_lines)]
fn holds(leniency: Leniency) -> bool {
    let nothing = json!({});
    let list = json!({"a": [{"b": 1}, {"b": 2}, {"b": 1}]});
    let taken = |entry: &str| Column::parse("x", entry).unwrap().leniencies == [leniency];
    match leniency {
        Leniency::DotThroughList => read("x", "a.b~#~char", &list) == json!("1,2"),
        Leniency::FirstForKey => read("name", "a.b~#~char", &list) == json!("1"),
        Leniency::IndexOnNonList => {
            read("x", "a[3].b~#~char", &json!({"a": {"b": 1}})) == json!("1")
        }
        Leniency::UnescapedDots => {
            let record = json!({"a": {"b": 1}, "a.b": 2});
            read("x", "a.b~#~char", &record) == json!("2")
        }
        Leniency::TrailingTilde => taken("a~~#~char") && !read("x", "a~~#~char", &list).is_null(),
        Leniency::EmptySegment => read("x", "a..b.~#~char", &list) == json!("1,2"),
        Leniency::MissingType => taken("a"),
        Leniency::TypeSpelling => taken("a~#~Char "),
        Leniency::UnknownType => taken("a~#~varchar"),
        Leniency::BareTemplate => taken("${A + '@x'}~#~char"),
        Leniency::UnreadableKept => read("x", "#CONST#soon~#~date", &nothing) == json!("soon"),
        Leniency::EpochMagnitude => {
            DateRule::read_epoch("100000000000") == Some("1973-03-03T09:46:40Z".to_owned())
        }
        Leniency::ObjectIsOneRecord => rows("a", &json!({"a": {}})) == 1,
        Leniency::MissingListIsEmpty => rows("z", &list) == 0,
        Leniency::NestedLists => rows("a.b", &json!({"a": [{"b": [1]}, {"b": [2, 3]}]})) == 3,
        Leniency::EmptyExpectation => succeeds(
            &json!({"m": "", "statusCode": [null, 418]}),
            &Value::Null,
            418,
        ),
        Leniency::EmptyUnsuccess => succeeds(&Value::Null, &json!([{}]), 200),
        Leniency::BarePagePath => {
            after(pages("page", "total"), 1, &json!({"total": 1}), None) == "the total is reached"
        }
        Leniency::ActualCount => {
            // The target says that the page was the last one's size; only records count.
            let body = json!({"total": 9, "itemsOnPage": 9});
            after(pages("page", "total"), 1, &body, None).ends_with("page=2")
        }
        Leniency::ZeroTotal => {
            after(pages("page", "total"), 1, &json!({"total": 0}), None).ends_with("page=2")
        }
        Leniency::StartIndexPage => {
            after(pages("startIndex", ""), 7, &nothing, None).ends_with("startIndex=8")
        }
        Leniency::StartIndexOffset => {
            after(offsets("startIndex", ""), 10, &nothing, None).ends_with("startIndex=11")
        }
        Leniency::CappedPages => {
            after(offsets("offset", "total"), 4, &json!({"total": 9}), None).ends_with("offset=4")
        }
        Leniency::LiteralTotalCap => {
            after(offsets("offset", "500"), 4, &nothing, None).ends_with("offset=4")
        }
        Leniency::RelativeNextUrl => {
            after(PageConfig::NextUrl, 1, &nothing, Some("u?p=2")) == "https://h/a/u?p=2"
        }
        Leniency::LinkHeader => {
            let headers = [("link".to_owned(), "</u?p=2>; rel=\"next\"".to_owned())];
            let spot = Spot::parse("headers.Link").unwrap();
            spot.read_next(&nothing, &headers).as_deref() == Some("/u?p=2")
        }
        Leniency::NullWordEndsPaging => {
            after(PageConfig::NextUrl, 1, &nothing, Some("null")) == "there is no next page"
        }
        Leniency::ActiveAliases => ["activeStatus", "active", "status"].iter().all(|key| {
            let written = StatusRule::parse(&json!({"statusColumn": "c", *key: ["A"]}));
            written.active == StatusValues::parse(&json!(["A"]))
        }),
        Leniency::UnmappedStatusColumn => {
            let rule = StatusRule {
                column: Some("c".to_owned()),
                active: StatusValues::parse(&json!(["A"])),
                ..StatusRule::default()
            };
            let decided = status(&rule, &nothing);
            decided.hint == Some(StatusHint::ColumnNotMapped)
                && decided.reason == StatusReason::Returned
        }
        Leniency::RawStatusWords => {
            let decided = status(&StatusRule::default(), &json!({"status": "disabled"}));
            decided.status == bindery_model::AccountStatus::Inactive
        }
        Leniency::SuspendMissing => {
            MissingAccounts::default().decide(TALLY).action == MissingAction::Suspend
        }
        Leniency::InactivateMissingEntitlements => MissingEntitlements::default().decide(TALLY).0,
        Leniency::StaleLinksGo => StaleLinks::default().decide(1).0,
        Leniency::EmptyFeedKept => {
            let empty = Tally {
                fetched: 0,
                ..TALLY
            };
            MissingAccounts::default().decide(empty).guard == Some(RemovalGuard::EmptyFeed)
        }
        Leniency::UnknownMissingAction => {
            let rule = MissingAccounts {
                action: Some("Explode".to_owned()),
                ..MissingAccounts::default()
            };
            rule.decide(TALLY).action == MissingAction::Keep
        }
        Leniency::AllEmptyMembership => {
            let rule = MembershipRule::parse("T", "", "", "").unwrap();
            rule.ids(&json!({"T": [1]})) == ["1"]
        }
        Leniency::IdPathSynonym => {
            let parsed = IdPath::parse_with_synonym(None, Some("id")).unwrap();
            parsed.is_some_and(|(_, taken)| taken == [leniency])
        }
        Leniency::OnlyCallPath => {
            let response = NamedResponse {
                name: "create",
                message: &json!({"id": 1}),
                headers: &[],
                status: 200,
            };
            let path = ResponsePath::parse("id").unwrap();
            path.read(&[response]) == ResponseValue::Text("1".to_owned())
        }
    }
}
