//! Pages of the codes that reading reports: syntax, shape and packages.
//!
//! Reading finds these on its way, so no rule runs for them. Their examples are checked like those of
//! rules; where a text cannot show one (a zip that is cut short), the prose says it.

use bindery_diagnostics::{Code, codes};

use crate::page::Page;

/// Pairs codes with pages; the page and the examples are found by name.
macro_rules! pages {
    ($($code:ident $name:literal $example:ident;)*) => {
        /// Every code that reading reports, with its page.
        pub static READING: &[(Code, Page)] = &[$((
            codes::$code,
            Page {
                prose: include_str!(concat!($name, ".md")),
                bad: pages!(@ $example $name, "/bad.json"),
                good: pages!(@ $example $name, "/good.json"),
            },
        )),*];
    };
    (@ shown $name:literal, $file:literal) => {
        include_str!(concat!("../../fixtures/", $name, $file))
    };
    (@ told $name:literal, $file:literal) => { "" };
}

pages! {
    SYNTAX "binding-syntax" shown;
    UNTERMINATED "unterminated-binding" shown;
    JSON_SYNTAX "json-syntax" shown;
    UNKNOWN_KEY "unknown-key" shown;
    WRONG_TYPE "wrong-type" shown;
    MISSING_KEY "missing-key" shown;
    KEY_CASE "key-case" shown;
    DUPLICATE_KEY "duplicate-key" shown;
    TRAILING_COMMA "trailing-comma" shown;
    CONTROL_CHARACTER "control-character" shown;
    KEY_ALIAS "key-alias" shown;
    IGNORED_KEY "ignored-key" shown;
    MISPLACED_KEY "misplaced-key" shown;
    EMPTY_NAME "empty-name" shown;
    BLANK_IN_KEY "blank-in-key" shown;
    KEY_OF_ANOTHER_OBJECT "key-of-another-object" shown;
    BINDING_NOT_EVALUATED "binding-not-evaluated" shown;
    UNREADABLE "unreadable-package" told;
    REFUSED_PACKAGE "refused-package" told;
    ENCRYPTED_ATTRIBUTE "encrypted-attribute" shown;
    NOT_REST "not-rest" told;
    NO_CONNECTION "no-connection" told;
    UNKNOWN_ATTRIBUTE "unknown-attribute" shown;
    MANIFEST_SYNTAX "manifest-syntax" told;
    SUMMARY_MISMATCH "summary-mismatch" told;
    REPEATED_ATTRIBUTE "repeated-attribute" told;
    REPEATED_CONNECTION "repeated-connection" told;
    IGNORE_WITHOUT_REASON "ignore-without-reason" told;
    UNUSED_IGNORE "unused-ignore" told;
    UNKNOWN_CODE "unknown-code" told;
    UNDECLARED "undeclared-name" told;
    DECLARED_TWICE "declared-twice" told;
    BAD_SCHEDULE "unreadable-schedule" told;
    OPEN_SECRET_FILE "open-secret-file" told;
    UNUSABLE_CONNECTION "unusable-connection" told;
}
