//! The rules, one file each, with their pages beside them.

/// Defines a file's rule from its code, its name, and the function that runs it. The page and the
/// examples are found by name.
macro_rules! rule {
    ($code:ident, $name:literal) => {
        pub(super) const RULE: super::Rule = super::Rule {
            code: bindery_diagnostics::codes::$code,
            page: crate::page::Page {
                prose: include_str!(concat!($name, ".md")),
                bad: include_str!(concat!("../../fixtures/", $name, "/bad.json")),
                good: include_str!(concat!("../../fixtures/", $name, "/good.json")),
            },
            run,
        };
    };
}

/// Declares the modules of the rules and the list of them.
macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// Every rule, in the order of their files.
        pub static RULES: &[Rule] = &[$($module::RULE,)*];
    };
}

rules! {
    blank_in_url
    content_type_misnamed
    contradictory_success
    empty_url_segment
    failure_as_success
    missing_host
    missing_success_rule
    null_in_url
    plain_http
    repeated_status
    secret_in_clear_text
    unfilled_parameter
    unknown_connection
    unsent_body
    unsupported
}

use bindery_definition::{Connection, Definition};
use bindery_diagnostics::{Code, Diagnostic};

use crate::page::Page;

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The connection, for its attributes as they stand and `connector.toml`.
    pub connection: &'a Connection,
    /// What it says.
    pub definition: &'a Definition,
    /// Whether something outside the definition gives relative URLs a host.
    pub has_base_url: bool,
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its entry in the code book, which gives it name and severity.
    pub code: Code,
    /// Its page.
    pub page: Page,
    /// Appends what it finds.
    pub run: fn(&Subject<'_>, &mut Vec<Diagnostic>),
}

impl Rule {
    /// The pattern it finds, in kebab case.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.code.name()
    }
}

/// The page of a code; `None` where no rule reports it.
#[must_use]
pub fn page_of(code: Code) -> Option<&'static Page> {
    RULES.iter().find(|r| r.code == code).map(|r| &r.page)
}
