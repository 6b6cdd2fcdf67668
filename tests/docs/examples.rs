//! The examples of the README and of the book, run as they stand.

use std::env;

#[test]
fn every_example_prints_what_its_page_says() {
    env::set_current_dir(super::root()).unwrap();
    let cases = trycmd::TestCases::new();
    cases.register_bin(
        "bindery",
        std::path::Path::new(env!("CARGO_BIN_EXE_bindery")),
    );
    cases.case("README.md").case("docs/src/*.md");
    cases.run();
}
