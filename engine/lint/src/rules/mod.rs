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
    access_call_without_type
    binding_without_dollar
    blank_in_url
    content_type_misnamed
    contradictory_success
    emptied_host
    empty_url_segment
    failure_as_success
    header_as_subtraction
    link_call_without_id
    literal_total
    marker_without_mappings
    missing_host
    missing_property
    missing_success_rule
    null_in_url
    plain_http
    repeated_status
    secret_in_clear_text
    start_index_as_page
    unbound_name
    unfilled_parameter
    unknown_auth_type
    unknown_connection
    unknown_entitlement_type
    unknown_response_call
    unmapped_key
    unmapped_mandatory_column
    unmapped_status_column
    unread_memberships
    unsent_body
    unstored_memberships
    unsupported
    untyped_column
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
