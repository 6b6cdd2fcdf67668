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

mod access_call_without_party;
mod access_call_without_type;
mod assignment_in_condition;
mod bare_value;
mod binding_without_dollar;
mod blank_in_url;
mod body_against_content_type;
mod broken_body;
mod call_without_token;
mod collection_as_text;
mod compared_with_word_null;
mod condition_without_binding;
mod constant_condition;
mod constant_key;
mod content_type_conflict;
mod content_type_misnamed;
mod contradictory_removal;
mod contradictory_status;
mod contradictory_success;
mod dependent_call_without_binding;
mod dollar_without_braces;
mod emptied_host;
mod empty_url_segment;
mod empty_value;
mod endless_paging;
mod entitlement_type_without_call;
mod failure_as_success;
mod first_of_many;
mod foreign_class;
mod fragment_in_url;
mod half_condition;
mod header_as_subtraction;
mod id_not_in_sample;
mod identical_opposites;
mod identity_disabled;
mod implicit_dependent_call;
mod impossible_password;
mod incomplete_paging;
mod incomplete_status_rule;
mod joined_identifiers;
mod label_without_column;
mod later_response;
mod leftover_text;
mod link_call_without_id;
mod link_call_without_id_path;
mod link_call_without_request;
mod links_not_restored;
mod list_not_in_sample;
mod literal_binding;
mod literal_total;
mod login_in_update;
mod malformed_form;
mod malformed_header;
mod malformed_query;
mod malformed_scheme;
mod mapping_without_memberships;
mod marker_elsewhere;
mod marker_without_mappings;
mod membership_without_path;
mod memberships_overwritten;
mod misplaced_delete;
mod missing_account_id_path;
mod missing_connection;
mod missing_connection_test;
mod missing_content_type;
mod missing_credentials;
mod missing_else;
mod missing_entitlement_threshold;
mod missing_host;
mod missing_key_field;
mod missing_link_key;
mod missing_mapping;
mod missing_method;
mod missing_property;
mod missing_slash;
mod missing_success_rule;
mod missing_threshold;
mod missing_ticket_path;
mod missing_token_path;
mod missing_token_type;
mod missing_verb;
mod misspelt_column;
mod misspelt_header;
mod misspelt_marker;
mod misspelt_path;
mod misspelt_status_code;
mod mistaken_date_pattern;
mod nothing_inside;
mod nothing_sent;
mod null_in_url;
mod null_value;
mod odd_call_order;
mod odd_time_limit;
mod operation_without_subject;
mod overwriting_access_call;
mod page_size_in_url;
mod password_in_update;
mod password_in_url;
mod path_from_outside;
mod path_not_in_sample;
mod plain_http;
mod record_without_key;
mod removal_after_failure;
mod repeated_call_name;
mod repeated_column;
mod repeated_header;
mod repeated_status;
mod secret_in_body;
mod secret_in_clear_text;
mod secret_in_url;
mod section_without_calls;
mod several_entitlements;
mod start_index_as_page;
mod status_both_ways;
mod status_only_success;
mod superseded_removal_key;
mod suspends_missing;
mod test_of_another_host;
mod text_outside_quotes;
mod token_never_renewed;
mod token_parameters;
mod token_scheme_twice;
mod token_without_url;
mod unbound_name;
mod unbounded_paging;
mod unencoded_url_character;
mod unescaped_dot;
mod unescaped_json;
mod unfed_call;
mod unfilled_parameter;
mod unguarded_null;
mod unknown_auth_type;
mod unknown_connection;
mod unknown_content_type;
mod unknown_entitlement_type;
mod unknown_map_kind;
mod unknown_processing_type;
mod unknown_related_type;
mod unknown_removal_action;
mod unknown_response_call;
mod unknown_response_part;
mod unknown_task_type;
mod unknown_verb;
mod unlinked_entitlement_type;
mod unmapped_key;
mod unmapped_link_key;
mod unmapped_mandatory_column;
mod unmapped_status_column;
mod unmatched_sample;
mod unpaired_entitlement_type;
mod unpaired_operation;
mod unquoted_text;
mod unread_list_item;
mod unread_memberships;
mod unsent_body;
mod unset_refresh_token;
mod unsigned_assertion;
mod unstored_memberships;
mod unsupported;
mod untyped_column;
mod unused_admin_name;
mod unused_authentication;
mod unused_membership_columns;
mod unused_status_values;
mod value_of_another_type;
mod verb_case;
mod weak_tls;
mod zero_threshold;

use bindery_definition::{Connection, Definition, LEFT_OUT, MOST_OF_A_CODE};
use bindery_diagnostics::{Code, Diagnostic};

use crate::keys::KeyOrders;
use crate::page::Page;
use crate::reading::READING;
use crate::samples::Matched;

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The connection, for its attributes as they stand and `connector.toml`.
    pub connection: &'a Connection,
    /// What it says.
    pub definition: &'a Definition,
    /// Whether something outside the definition gives relative URLs a host.
    pub has_base_url: bool,
    /// The samples of the connection's calls.
    pub(crate) samples: &'a Matched<'a>,
    /// Large objects by key, for the places of findings.
    pub(crate) orders: &'a KeyOrders,
}

/// What one rule finds, as many as are kept of one code: a rule may find a million things in a hostile
/// text.
#[derive(Debug, Default)]
pub struct Findings {
    kept: Vec<Diagnostic>,
    is_cut: bool,
}

impl Findings {
    fn push(&mut self, finding: Diagnostic) {
        if self.kept.len() < MOST_OF_A_CODE {
            self.kept.push(finding);
        } else {
            self.is_cut = true;
        }
    }

    /// Keeps a finding that is made only if it is kept: naming what may be meant takes time.
    fn offer(&mut self, finding: impl FnOnce() -> Diagnostic) {
        if self.kept.len() < MOST_OF_A_CODE {
            self.kept.push(finding());
        } else {
            self.is_cut = true;
        }
    }

    fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        findings.into_iter().for_each(|f| self.push(f));
    }

    /// The findings; the last says if more were left out.
    pub(crate) fn into_kept(mut self) -> Vec<Diagnostic> {
        if let Some(last) = self.kept.pop_if(|_| self.is_cut) {
            self.kept.push(last.with_note(LEFT_OUT));
        }
        self.kept
    }
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its entry in the code book, which gives it name and severity.
    pub code: Code,
    /// Its page.
    pub page: Page,
    /// Appends what it finds.
    pub run: fn(&Subject<'_>, &mut Findings),
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
    access_call_without_party::RULE,
    access_call_without_type::RULE,
    assignment_in_condition::RULE,
    bare_value::RULE,
    binding_without_dollar::RULE,
    blank_in_url::RULE,
    body_against_content_type::RULE,
    broken_body::RULE,
    call_without_token::RULE,
    collection_as_text::RULE,
    compared_with_word_null::RULE,
    condition_without_binding::RULE,
    constant_condition::RULE,
    constant_key::RULE,
    content_type_conflict::RULE,
    content_type_misnamed::RULE,
    contradictory_removal::RULE,
    contradictory_status::RULE,
    contradictory_success::RULE,
    dependent_call_without_binding::RULE,
    dollar_without_braces::RULE,
    emptied_host::RULE,
    empty_url_segment::RULE,
    empty_value::RULE,
    endless_paging::RULE,
    entitlement_type_without_call::RULE,
    failure_as_success::RULE,
    first_of_many::RULE,
    foreign_class::RULE,
    fragment_in_url::RULE,
    half_condition::RULE,
    header_as_subtraction::RULE,
    id_not_in_sample::RULE,
    identical_opposites::RULE,
    identity_disabled::RULE,
    implicit_dependent_call::RULE,
    impossible_password::RULE,
    incomplete_paging::RULE,
    incomplete_status_rule::RULE,
    joined_identifiers::RULE,
    label_without_column::RULE,
    later_response::RULE,
    leftover_text::RULE,
    link_call_without_id::RULE,
    link_call_without_id_path::RULE,
    link_call_without_request::RULE,
    links_not_restored::RULE,
    list_not_in_sample::RULE,
    literal_binding::RULE,
    literal_total::RULE,
    login_in_update::RULE,
    malformed_form::RULE,
    malformed_header::RULE,
    malformed_query::RULE,
    malformed_scheme::RULE,
    mapping_without_memberships::RULE,
    marker_elsewhere::RULE,
    marker_without_mappings::RULE,
    membership_without_path::RULE,
    memberships_overwritten::RULE,
    misplaced_delete::RULE,
    missing_account_id_path::RULE,
    missing_connection::RULE,
    missing_connection_test::RULE,
    missing_content_type::RULE,
    missing_credentials::RULE,
    missing_else::RULE,
    missing_entitlement_threshold::RULE,
    missing_host::RULE,
    missing_key_field::RULE,
    missing_link_key::RULE,
    missing_mapping::RULE,
    missing_method::RULE,
    missing_property::RULE,
    missing_slash::RULE,
    missing_success_rule::RULE,
    missing_threshold::RULE,
    missing_ticket_path::RULE,
    missing_token_path::RULE,
    missing_token_type::RULE,
    missing_verb::RULE,
    misspelt_column::RULE,
    misspelt_header::RULE,
    misspelt_marker::RULE,
    misspelt_path::RULE,
    misspelt_status_code::RULE,
    mistaken_date_pattern::RULE,
    nothing_inside::RULE,
    nothing_sent::RULE,
    null_in_url::RULE,
    null_value::RULE,
    odd_call_order::RULE,
    odd_time_limit::RULE,
    operation_without_subject::RULE,
    overwriting_access_call::RULE,
    page_size_in_url::RULE,
    password_in_update::RULE,
    password_in_url::RULE,
    path_from_outside::RULE,
    path_not_in_sample::RULE,
    plain_http::RULE,
    record_without_key::RULE,
    removal_after_failure::RULE,
    repeated_call_name::RULE,
    repeated_column::RULE,
    repeated_header::RULE,
    repeated_status::RULE,
    secret_in_body::RULE,
    secret_in_clear_text::RULE,
    secret_in_url::RULE,
    section_without_calls::RULE,
    several_entitlements::RULE,
    start_index_as_page::RULE,
    status_both_ways::RULE,
    status_only_success::RULE,
    superseded_removal_key::RULE,
    suspends_missing::RULE,
    test_of_another_host::RULE,
    text_outside_quotes::RULE,
    token_never_renewed::RULE,
    token_parameters::RULE,
    token_scheme_twice::RULE,
    token_without_url::RULE,
    unbound_name::RULE,
    unbounded_paging::RULE,
    unencoded_url_character::RULE,
    unescaped_dot::RULE,
    unescaped_json::RULE,
    unfed_call::RULE,
    unfilled_parameter::RULE,
    unguarded_null::RULE,
    unknown_auth_type::RULE,
    unknown_connection::RULE,
    unknown_content_type::RULE,
    unknown_entitlement_type::RULE,
    unknown_map_kind::RULE,
    unknown_processing_type::RULE,
    unknown_related_type::RULE,
    unknown_removal_action::RULE,
    unknown_response_call::RULE,
    unknown_response_part::RULE,
    unknown_task_type::RULE,
    unknown_verb::RULE,
    unlinked_entitlement_type::RULE,
    unmapped_key::RULE,
    unmapped_link_key::RULE,
    unmapped_mandatory_column::RULE,
    unmapped_status_column::RULE,
    unmatched_sample::RULE,
    unpaired_entitlement_type::RULE,
    unpaired_operation::RULE,
    unquoted_text::RULE,
    unread_list_item::RULE,
    unread_memberships::RULE,
    unsent_body::RULE,
    unset_refresh_token::RULE,
    unsigned_assertion::RULE,
    unstored_memberships::RULE,
    unsupported::RULE,
    untyped_column::RULE,
    unused_admin_name::RULE,
    unused_authentication::RULE,
    unused_membership_columns::RULE,
    unused_status_values::RULE,
    value_of_another_type::RULE,
    verb_case::RULE,
    weak_tls::RULE,
    zero_threshold::RULE,
];

/// The page of a code; `None` where checking does not report it.
#[must_use]
pub fn page_of(code: Code) -> Option<&'static Page> {
    let of_rule = RULES.iter().find(|r| r.code == code).map(|r| &r.page);
    of_rule.or_else(|| READING.iter().find(|(c, _)| *c == code).map(|(_, p)| p))
}
