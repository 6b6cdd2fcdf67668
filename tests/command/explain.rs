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
