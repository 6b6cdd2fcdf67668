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

mod access_call_without_type;
mod binding_without_dollar;
mod blank_in_url;
mod broken_body;
mod content_type_misnamed;
mod contradictory_success;
mod emptied_host;
mod empty_url_segment;
mod failure_as_success;
mod header_as_subtraction;
mod link_call_without_id;
mod literal_total;
mod marker_without_mappings;
mod missing_host;
mod missing_property;
mod missing_success_rule;
mod missing_threshold;
mod null_in_url;
mod password_in_update;
mod plain_http;
mod repeated_status;
mod secret_in_clear_text;
mod start_index_as_page;
mod unbound_name;
mod unescaped_dot;
mod unfilled_parameter;
mod unguarded_null;
mod unknown_auth_type;
mod unknown_connection;
mod unknown_entitlement_type;
mod unknown_response_call;
mod unmapped_key;
mod unmapped_mandatory_column;
mod unmapped_status_column;
mod unpaired_operation;
mod unread_memberships;
mod unsent_body;
mod unstored_memberships;
mod unsupported;
mod untyped_column;

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

/// Every rule, in the order of their files.
pub static RULES: &[Rule] = &[
    access_call_without_type::RULE,
    binding_without_dollar::RULE,
    blank_in_url::RULE,
    broken_body::RULE,
    content_type_misnamed::RULE,
    contradictory_success::RULE,
    emptied_host::RULE,
    empty_url_segment::RULE,
    failure_as_success::RULE,
    header_as_subtraction::RULE,
    link_call_without_id::RULE,
    literal_total::RULE,
    marker_without_mappings::RULE,
    missing_host::RULE,
    missing_property::RULE,
    missing_success_rule::RULE,
    missing_threshold::RULE,
    null_in_url::RULE,
    password_in_update::RULE,
    plain_http::RULE,
    repeated_status::RULE,
    secret_in_clear_text::RULE,
    start_index_as_page::RULE,
    unbound_name::RULE,
    unescaped_dot::RULE,
    unfilled_parameter::RULE,
    unguarded_null::RULE,
    unknown_auth_type::RULE,
    unknown_connection::RULE,
    unknown_entitlement_type::RULE,
    unknown_response_call::RULE,
    unmapped_key::RULE,
    unmapped_mandatory_column::RULE,
    unmapped_status_column::RULE,
    unpaired_operation::RULE,
    unread_memberships::RULE,
    unsent_body::RULE,
    unstored_memberships::RULE,
    unsupported::RULE,
    untyped_column::RULE,
];

/// The page of a code; `None` where no rule reports it.
#[must_use]
pub fn page_of(code: Code) -> Option<&'static Page> {
    RULES.iter().find(|r| r.code == code).map(|r| &r.page)
}
