//! `bindery explain`.

use crate::{bindery, shown};

#[test]
fn a_code_is_explained_by_number_and_by_name() {
    let by_number = bindery(&["explain", "b0002"], b"");
    assert_eq!(
        shown(&by_number),
        shown(&bindery(&["explain", "unterminated-binding"], b""))
    );
    insta::assert_snapshot!(shown(&by_number));
}

#[test]
fn an_unknown_code_is_refused() {
    insta::assert_snapshot!(shown(&bindery(&["explain", "B9999"], b"")));
}

#[test]
fn the_code_book_is_complete_as_json() {
    let output = bindery(&["explain", "--format", "json"], b"");
    let pages: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(pages.len(), bindery_diagnostics::codes::BOOK.len());
    assert!(
        pages
            .iter()
            .all(|p| p["page"].as_str().is_some_and(|t| !t.is_empty()))
    );
}

#[test]
fn every_code_that_a_check_reports_explains_itself() {
    let of_rules = bindery_lint::RULES.iter().map(|rule| rule.code);
    let of_reading = bindery_lint::READING.iter().map(|(code, _)| *code);
    for code in of_rules.chain(of_reading) {
        let output = bindery(&["explain", code.as_str()], b"");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{code}");
        for wanted in [
            code.as_str(),
            code.name(),
            "What it does",
            "Why it is bad",
            "Good",
        ] {
            assert!(
                text.contains(wanted),
                "{code} does not say `{wanted}`: {text}"
            );
        }
    }
}
