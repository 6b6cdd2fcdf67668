#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const BASE: &str = "https://h/u";

fn page(size: u64, first: Option<u64>, total: Option<&str>) -> PageConfig {
    PageConfig::Page(PageNumbers {
        number_param: "page".to_owned(),
        first,
        size_param: "size".to_owned(),
        size: size.to_string(),
        total: total.and_then(|t| Amount::parse_text(t).unwrap()),
    })
}

fn offset(batch: u64, total: Option<&str>) -> PageConfig {
    PageConfig::Offset(Offsets {
        offset_param: "offset".to_owned(),
        batch_param: "limit".to_owned(),
        batch,
        total: total.and_then(|t| Amount::parse_text(t).unwrap()),
    })
}

/// What a server answers: records, body, headers, next URL.
type Answer = (Vec<Value>, Value, Vec<(String, String)>, Option<String>);

struct Run {
    urls: Vec<String>,
    end: Step,
    complete: bool,
    records: Vec<Value>,
}

impl Run {
    /// The values of one parameter, request by request.
    fn values(&self, name: &str) -> Vec<u64> {
        self.urls
            .iter()
            .filter_map(|url| param(url, name))
            .collect()
    }
}

fn param(url: &str, name: &str) -> Option<u64> {
    let parsed = Url::parse(url).ok()?;
    let mut pairs = parsed.query_pairs();
    pairs.find(|(n, _)| n == name)?.1.parse().ok()
}

fn run(pager: Pager, base: &str, serve: impl Fn(&str) -> Answer) -> Run {
    let mut pager = pager;
    let mut request = pager.first_request(base);
    let mut run = Run {
        urls: vec![],
        end: Step::Done(Ended::SinglePage),
        complete: false,
        records: vec![],
    };
    loop {
        run.urls.push(request.url.clone());
        let (records, body, headers, next) = serve(&request.url);
        let refs: Vec<&Value> = records.iter().collect();
        let step = pager.next(&PageAnswer {
            records: &refs,
            keys: None,
            body: &body,
            headers: &headers,
            next_url: next.as_deref(),
            list_missing: body.get("noList").is_some(),
        });
        run.records.extend(records);
        match step {
            Step::Request(next) => request = next,
            end => {
                run.complete = pager.is_complete(&end);
                run.end = end;
                return run;
            }
        }
    }
}

/// An honest server: `count` records, at most `cap` at once.
struct Server {
    count: u64,
    cap: u64,
    first: u64,
}

impl Server {
    fn slice(&self, from: u64, size: u64) -> Answer {
        let to = from.saturating_add(size.min(self.cap)).min(self.count);
        let records: Vec<Value> = (from..to).map(|id| json!({ "id": id })).collect();
        let headers = vec![("X-Total-Count".to_owned(), self.count.to_string())];
        (records, json!({ "total": self.count }), headers, None)
    }

    fn by_page(&self, url: &str) -> Answer {
        let size = param(url, "size").unwrap_or(50).min(self.cap);
        let page = param(url, "page").unwrap_or(self.first) - self.first;
        self.slice(page * size, size)
    }

    fn by_offset(&self, url: &str) -> Answer {
        let size = param(url, "limit").unwrap_or(20);
        self.slice(param(url, "offset").unwrap_or(0), size)
    }

    fn by_index(&self, url: &str) -> Answer {
        let size = param(url, "size").or(param(url, "limit")).unwrap_or(20);
        let index = param(url, "startIndex").unwrap_or(1).max(1);
        self.slice(index - 1, size)
    }
}

fn server(count: u64, cap: u64) -> Server {
    Server {
        count,
        cap,
        first: 1,
    }
}

#[test]
fn pages_end_when_the_total_is_reached() {
    let honest = server(120, 100);
    let run = run(
        Pager::new(page(50, Some(1), Some("completeResponseMap.total"))),
        BASE,
        |u| honest.by_page(u),
    );
    assert_eq!(run.values("page"), [1, 2, 3]);
    assert_eq!(run.urls[0], "https://h/u?size=50&page=1");
    assert_eq!(run.end, Step::Done(Ended::TotalReached));
    assert!(run.complete);
}

#[test]
fn the_first_page_can_be_zero() {
    let honest = Server {
        count: 100,
        cap: 100,
        first: 0,
    };
    let run = run(Pager::new(page(50, Some(0), Some("total"))), BASE, |u| {
        honest.by_page(u)
    });
    assert_eq!(run.values("page"), [0, 1]);
    assert_eq!(run.end, Step::Done(Ended::TotalReached));
}

#[test]
fn without_a_total_pages_end_with_an_empty_one() {
    let honest = server(120, 100);
    let run = run(Pager::new(page(50, None, None)), BASE, |u| {
        honest.by_page(u)
    });
    assert_eq!(run.values("page"), [1, 2, 3, 4]);
    assert_eq!(run.end, Step::Done(Ended::EmptyPage));
}

#[test]
fn an_empty_page_before_the_total_is_not_the_end() {
    for config in [
        page(50, None, Some("total")),
        offset(50, Some("completeResponseMap.total")),
    ] {
        let run = run(Pager::new(config), BASE, |url| {
            let is_first =
                param(url, "page").unwrap_or(1) == 1 && param(url, "offset").unwrap_or(0) == 0;
            let mut answer = match is_first {
                true => server(50, 100).by_page(url),
                false => (vec![], json!({}), vec![], None),
            };
            answer.1 = json!({"total": 120});
            answer
        });
        assert_eq!(run.end, Step::Stop(PageGuard::CutShort));
        assert!(!run.complete);
    }
}

#[test]
fn a_row_deleted_between_two_pages_makes_the_read_incomplete() {
    let run = run(Pager::new(page(50, None, Some("total"))), BASE, |url| {
        let is_first = param(url, "page") == Some(1);
        server(if is_first { 120 } else { 119 }, 100).by_page(url)
    });
    assert_eq!(run.end, Step::Stop(PageGuard::CutShort));
    assert!(!run.complete);
}

#[test]
fn a_server_that_caps_pages_is_read_to_the_end() {
    let capped = server(60, 25);
    let run = run(Pager::new(page(50, None, Some("total"))), BASE, |u| {
        capped.by_page(u)
    });
    assert_eq!(run.values("page"), [1, 2, 3]);
    assert_eq!(run.end, Step::Done(Ended::TotalReached));
    assert_eq!(run.records.len(), 60);
}

#[test]
fn a_total_can_be_in_a_header() {
    let honest = server(120, 100);
    let run = run(
        Pager::new(page(50, None, Some("headers.x-total-count"))),
        BASE,
        |u| honest.by_page(u),
    );
    assert_eq!(run.values("page"), [1, 2, 3]);
}

#[test]
fn a_server_that_ignores_page_numbers_trips_the_guard() {
    let honest = server(50, 100);
    let same = |_: &str| honest.slice(0, 50);
    let run = run(Pager::new(page(50, None, None)), BASE, same);
    assert_eq!(run.values("page"), [1, 2]);
    assert_eq!(run.end, Step::Stop(PageGuard::RepeatedPage));
    assert!(!run.complete);
}

#[test]
fn a_guard_is_harmless_once_a_known_total_is_there() {
    // 50 distinct records, and a total that says so only on the second page.
    let honest = server(50, 100);
    let mut pager = Pager::new(page(50, None, Some("total")));
    pager.first_request(BASE);
    let (records, ..) = honest.slice(0, 50);
    let refs: Vec<&Value> = records.iter().collect();
    let answer = |body| PageAnswer {
        records: &refs,
        keys: None,
        body,
        headers: &[],
        next_url: None,
        list_missing: false,
    };
    let (silent, telling) = (json!({}), json!({"total": 50}));
    assert!(matches!(pager.next(&answer(&silent)), Step::Request(_)));
    let end = pager.next(&answer(&telling));
    assert_eq!(end, Step::Done(Ended::TotalReached));
    assert!(pager.is_complete(&Step::Stop(PageGuard::RepeatedPage)));
    assert_eq!((pager.received(), pager.distinct()), (100, 50));
}

#[test]
fn a_page_number_called_start_index_advances_by_records() {
    let scim = server(120, 100);
    let config = PageConfig::Page(PageNumbers {
        number_param: "startIndex".to_owned(),
        size_param: "size".to_owned(),
        size: "50".to_owned(),
        total: Amount::parse_text("total").unwrap(),
        first: None,
    });
    let run = run(Pager::new(config), BASE, |u| scim.by_index(u));
    assert_eq!(run.values("startIndex"), [1, 51, 101]);
    assert_eq!(run.end, Step::Done(Ended::TotalReached));
}

#[test]
fn offsets_end_when_the_total_is_reached() {
    let honest = server(250, 100);
    let run = run(
        Pager::new(offset(100, Some("completeResponseMap.total"))),
        BASE,
        |u| honest.by_offset(u),
    );
    assert_eq!(run.values("offset"), [0, 100, 200]);
    assert_eq!(run.end, Step::Done(Ended::TotalReached));
}

#[test]
fn a_literal_total_is_an_upper_bound() {
    let honest = server(45, 100);
    let run = run(Pager::new(offset(20, Some("5000"))), BASE, |u| {
        honest.by_offset(u)
    });
    assert_eq!(run.values("offset"), [0, 20, 40, 60]);
    assert_eq!(run.end, Step::Done(Ended::EmptyPage));
    assert_eq!(run.records.len(), 45);
}

#[test]
fn a_literal_total_that_cuts_a_full_page_is_not_complete() {
    let honest = server(45, 100);
    let run = run(Pager::new(offset(20, Some("20"))), BASE, |u| {
        honest.by_offset(u)
    });
    assert_eq!(run.values("offset"), [0]);
    assert_eq!(run.end, Step::Done(Ended::LiteralTotal));
    assert!(!run.complete);
}

#[test]
fn under_a_literal_total_a_capped_server_loses_nothing() {
    let capped = server(45, 15);
    let run = run(Pager::new(offset(20, Some("5000"))), BASE, |u| {
        capped.by_offset(u)
    });
    assert_eq!(run.values("offset"), [0, 15, 30, 45]);
    let distinct: std::collections::BTreeSet<String> =
        run.records.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), 45);
}

#[test]
fn parameters_in_the_url_are_replaced() {
    let mut pager = Pager::new(offset(100, None));
    let request = pager.first_request(" https://h/u?offset=5&limit=5 ");
    assert_eq!(request.url, "https://h/u?offset=0&limit=100");
    assert_eq!(
        request.params,
        [
            ("offset".to_owned(), "0".to_owned()),
            ("limit".to_owned(), "100".to_owned())
        ]
    );
}

#[test]
fn an_offset_called_start_index_begins_at_one() {
    let scim = server(45, 100);
    let config = PageConfig::Offset(Offsets {
        offset_param: "startIndex".to_owned(),
        batch_param: "limit".to_owned(),
        batch: 20,
        total: Amount::parse_text("total").unwrap(),
    });
    let run = run(Pager::new(config), BASE, |u| scim.by_index(u));
    assert_eq!(run.values("startIndex"), [1, 21, 41]);
    assert_eq!(run.records.len(), 45);
}

fn linked(urls: &[Option<&str>]) -> Run {
    run(
        Pager::new(PageConfig::NextUrl),
        "https://h/a/u?page=1",
        |url| {
            let page = param(url, "page").unwrap_or(1);
            let next = urls
                .get(usize::try_from(page - 1).unwrap())
                .copied()
                .flatten();
            (
                vec![json!(page)],
                json!({}),
                vec![],
                next.map(str::to_owned),
            )
        },
    )
}

#[test]
fn next_urls_are_followed_until_null() {
    for last in [None, Some(""), Some(" null ")] {
        let run = linked(&[Some("https://h/a/u?page=2"), Some("/a/u?page=3"), last]);
        assert_eq!(run.values("page"), [1, 2, 3]);
        assert_eq!(run.urls[2], "https://h/a/u?page=3");
        assert_eq!(run.end, Step::Done(Ended::NoNextUrl));
        assert!(run.complete);
    }
}

#[test]
fn a_computed_next_url_ends_with_the_empty_list() {
    let run = run(
        Pager::new(PageConfig::NextUrl),
        "https://h/u?page=1",
        |url| {
            let page = param(url, "page").unwrap_or(1);
            let records = if page < 3 { vec![json!(page)] } else { vec![] };
            let next = (!records.is_empty()).then(|| format!("https://h/u?page={}", page + 1));
            (records, json!({}), vec![], next)
        },
    );
    assert_eq!(run.values("page"), [1, 2, 3]);
    assert_eq!(run.end, Step::Done(Ended::NoNextUrl));
}

#[test]
fn the_same_next_url_again_trips_the_guard() {
    let run = linked(&[Some("https://h/a/u?page=2"), Some("https://h/a/u?page=2")]);
    assert_eq!(run.values("page"), [1, 2]);
    assert_eq!(run.end, Step::Stop(PageGuard::RepeatedUrl));
    let run = linked(&[Some("https://h/a/u?page=1")]);
    assert_eq!(run.urls.len(), 1);
    assert_eq!(run.end, Step::Stop(PageGuard::RepeatedUrl));
}

#[test]
fn an_empty_page_with_a_next_url_goes_on() {
    let run = run(
        Pager::new(PageConfig::NextUrl),
        "https://h/u?page=1",
        |url| {
            let page = param(url, "page").unwrap_or(1);
            let next = (page < 3).then(|| format!("?page={}", page + 1));
            let records = if page == 2 { vec![] } else { vec![json!(page)] };
            (records, json!({}), vec![], next)
        },
    );
    assert_eq!(run.values("page"), [1, 2, 3]);
    assert_eq!(run.records.len(), 2);
}

#[test]
fn a_next_url_that_is_none_or_says_null_is_told() {
    let run = linked(&[Some("mailto:x@h")]);
    assert_eq!(run.end, Step::Stop(PageGuard::BadUrl));
    let mut pager = Pager::new(PageConfig::NextUrl);
    pager.first_request("https://h/u");
    let step = pager.next(&PageAnswer {
        records: &[&json!(1)],
        keys: None,
        body: &json!({}),
        headers: &[],
        next_url: Some("https://h/u?per=null&page=2"),
        list_missing: false,
    });
    assert!(matches!(step, Step::Request(request) if request.null_in_url));
}

#[test]
fn the_cap_ends_a_target_that_never_ends() {
    let run = run(Pager::new(page(1, None, None)).with_cap(7), BASE, |url| {
        (vec![json!(url)], json!({}), vec![], None)
    });
    assert_eq!(run.urls.len(), 7);
    assert_eq!(run.end, Step::Stop(PageGuard::PageCap));
    assert!(!run.complete);
}

#[test]
fn a_zero_total_beside_records_is_no_total() {
    let run = run(Pager::new(page(2, None, Some("total"))), BASE, |url| {
        let mut answer = server(5, 9).by_page(url);
        answer.1 = json!({"total": 0});
        answer
    });
    assert_eq!(run.records.len(), 5);
    assert_eq!(run.end, Step::Done(Ended::EmptyPage));
}

#[test]
fn keys_tell_a_repeated_page_where_records_differ() {
    let mut pager = Pager::new(page(1, None, None));
    pager.first_request(BASE);
    let keys = ["u1".to_owned()];
    let mut ask = |record: Value| {
        pager.next(&PageAnswer {
            records: &[&record],
            keys: Some(&keys),
            body: &json!({}),
            headers: &[],
            next_url: None,
            list_missing: false,
        })
    };
    assert!(matches!(
        ask(json!({"id": "u1", "now": 1})),
        Step::Request(_)
    ));
    assert_eq!(
        ask(json!({"id": "u1", "now": 2})),
        Step::Stop(PageGuard::RepeatedPage)
    );
}

#[test]
fn a_call_that_does_not_page_asks_once() {
    let run = run(Pager::new(PageConfig::None), " https://h/u ", |_| {
        (
            vec![json!(1)],
            json!({}),
            vec![],
            Some("https://h/2".to_owned()),
        )
    });
    assert_eq!(run.urls, ["https://h/u"]);
    assert_eq!(run.end, Step::Done(Ended::SinglePage));
}

fn total() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![
        Just(None),
        Just(Some("total")),
        Just(Some("headers.x-total-count"))
    ]
}

fn distinct(records: &[Value]) -> usize {
    let texts: std::collections::BTreeSet<String> =
        records.iter().map(ToString::to_string).collect();
    texts.len()
}

proptest! {
    #[test]
    fn honest_servers_lose_no_record(
        count in 0..200_u64, cap in 1..60_u64, batch in 0..60_u64, total in total(), first in 0..3_u64,
    ) {
        let honest = Server { count, cap, first };
        let offsets = run(Pager::new(offset(batch, total)), BASE, |u| honest.by_offset(u));
        prop_assert_eq!(distinct(&offsets.records), usize::try_from(count).unwrap());
        prop_assert!(offsets.complete);

        let literal = run(Pager::new(offset(batch, Some("9999"))), BASE, |u| honest.by_offset(u));
        prop_assert_eq!(distinct(&literal.records), usize::try_from(count).unwrap());
        prop_assert!(literal.complete);

        let size = batch.max(1);
        let pages = run(Pager::new(page(size, Some(first), total)), BASE, |u| honest.by_page(u));
        prop_assert_eq!(distinct(&pages.records), usize::try_from(count).unwrap());
        prop_assert!(pages.complete);
    }

    #[test]
    fn every_server_is_left_in_the_end(
        answers in prop::collection::vec((0..4_u8, 0..9_u8, prop::option::of("[a-z/:?=0-9]{0,12}")), 1..20),
        total in prop_oneof![Just(None), Just(Some("total")), Just(Some("30"))],
        kind in 0..3_u8,
    ) {
        let config = match kind {
            0 => page(3, None, total),
            1 => offset(3, total),
            _ => PageConfig::NextUrl,
        };
        let turn = std::cell::Cell::new(0_usize);
        let run = run(Pager::new(config).with_cap(50), BASE, |_| {
            let (records, said, next) = &answers[turn.get() % answers.len()];
            turn.set(turn.get() + 1);
            let records = (0..*records).map(|r| json!([r, turn.get() % 5])).collect();
            (records, json!({"total": said}), vec![], next.clone())
        });
        prop_assert!(run.urls.len() <= 50);
    }
}

/// Answers by request, for one kind of paging.
fn scripted(config: PageConfig, answers: &[(&[u64], Value, Option<&str>)]) -> Run {
    let asked = std::cell::Cell::new(0);
    run(Pager::new(config), BASE, |_| {
        let (ids, body, next) = &answers[asked.get().min(answers.len() - 1)];
        asked.set(asked.get() + 1);
        let records = ids.iter().map(|id| json!({ "id": id })).collect();
        (records, body.clone(), vec![], next.map(str::to_owned))
    })
}

#[test]
fn rows_that_come_twice_do_not_count_towards_the_total() {
    let four = json!({"total": 4});
    // Row 2 moved to the second page while row 3 was pushed out of it.
    let pages: &[(&[u64], Value, Option<&str>)] = &[
        (&[1, 2], four.clone(), None),
        (&[2, 4], four.clone(), None),
        (&[], four.clone(), None),
    ];
    for config in [page(2, None, Some("total")), offset(2, Some("total"))] {
        let run = scripted(config, pages);
        assert_eq!(run.end, Step::Stop(PageGuard::CutShort));
        assert!(!run.complete);
        assert_eq!(run.urls.len(), 3);
    }
    // Where a third page brings it, everything was read.
    let pages: &[(&[u64], Value, Option<&str>)] = &[
        (&[1, 2], four.clone(), None),
        (&[2, 4], four.clone(), None),
        (&[3], four.clone(), None),
    ];
    for config in [page(2, None, Some("total")), offset(2, Some("total"))] {
        let run = scripted(config, pages);
        assert_eq!(run.end, Step::Done(Ended::TotalReached));
        assert!(run.complete);
    }
    // Twice on one page is the target's own affair.
    let run = scripted(
        page(2, None, Some("total")),
        &[(&[1, 1], json!({"total": 2}), None)],
    );
    assert!(run.complete);
}

#[test]
fn a_further_page_without_its_list_is_no_empty_page() {
    let pages: &[(&[u64], Value, Option<&str>)] = &[
        (&[1], json!({}), Some("https://h/u?p=2")),
        (&[], json!({"noList": true}), None),
    ];
    let run = scripted(PageConfig::NextUrl, pages);
    assert_eq!(run.end, Step::Stop(PageGuard::MissingList));
    assert!(!run.complete);
    let pages: &[(&[u64], Value, Option<&str>)] = &[
        (&[1], json!({}), Some("https://h/u?p=2")),
        (&[], json!({}), None),
    ];
    assert!(scripted(PageConfig::NextUrl, pages).complete);
}

#[test]
fn empty_pages_without_end_and_totals_that_grow_are_stopped() {
    let asked = std::cell::Cell::new(0);
    let endless = run(Pager::new(PageConfig::NextUrl), BASE, |_| {
        asked.set(asked.get() + 1);
        (
            vec![],
            json!({}),
            vec![],
            Some(format!("https://h/u?p={}", asked.get())),
        )
    });
    assert_eq!(endless.end, Step::Stop(PageGuard::RepeatedPage));
    assert_eq!(endless.urls.len(), MAX_EMPTY_PAGES + 1);
    let growing = Pager::new(page(1, None, Some("total"))).with_cap(50);
    let asked = std::cell::Cell::new(0);
    let growing = run(growing, BASE, |_| {
        asked.set(asked.get() + 1);
        let id = asked.get();
        (
            vec![json!({ "id": id })],
            json!({"total": id + 1}),
            vec![],
            None,
        )
    });
    assert_eq!(growing.end, Step::Stop(PageGuard::PageCap));
    assert!(!growing.complete);
}
