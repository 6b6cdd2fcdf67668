//! Calls of an import that yield rows (rest-dialect §2.2–2.4).

use bindery_diagnostics::Place;

use crate::text::{Text, Word};

use super::{ErrorRules, HttpBlock, PageRule, StatusConfig, SuccessRule};

/// One call that reads accounts or entitlements.
#[derive(Debug, Clone)]
pub struct ImportCall {
    /// Its key in `call`.
    pub name: Word,
    /// Where it stands.
    pub place: Place,
    /// Calls run by this number, then by stage, then in the order of the document; they are kept so.
    pub order: i64,
    /// A label that breaks ties.
    pub stage: i64,
    /// The authentication, where the call names one of its own.
    pub connection: Option<Word>,
    /// The request; `None` for a `dummyCall`.
    pub http: Option<HttpBlock>,
    /// Where the records are; empty for the body itself.
    pub list_field: Option<Word>,
    /// The column that tells known rows from new ones.
    pub key_field: Option<Word>,
    /// The mapping, in order.
    pub columns: Vec<Column>,
    /// Status values of this call.
    pub status: Option<StatusConfig>,
    /// Paging, misplaced blocks included.
    pub pagination: Option<PageRule>,
    /// Which rows the call runs for.
    pub input: InputParams,
    /// Overrides the section's rule.
    pub success: Option<SuccessRule>,
    /// Overrides the section's rule.
    pub failure: Option<SuccessRule>,
    /// Overrides of the connection's error rules.
    pub errors: ErrorRules,
    /// `disableDeletedAccounts` or `disableDeletedEntitlements`.
    pub disable_deleted: Option<bool>,
    /// Whether rows stay in process until a later call fills them.
    pub make_processing_status: Option<bool>,
    /// The most calls under way at a time (`multiTrigger`, rest-dialect §2.15).
    pub triggers: Option<i64>,
}

/// Which rows a call runs for (rest-dialect §2.3, §2.4).
#[derive(Debug, Clone, Default)]
pub struct InputParams {
    /// Once per row of earlier calls.
    pub dependent_call: Option<bool>,
    /// Once per row of this entitlement type.
    pub entitlement_name: Option<Word>,
    /// A filter over those rows: `ev.status = 6 or ev.status = 1`.
    pub status_filter: Option<Word>,
    /// The column whose value is bound.
    pub next_api_key_field: Option<Word>,
}

/// One line of a mapping: `"accountID": "id~#~char"` (rest-dialect §2.7).
#[derive(Debug, Clone)]
pub struct Column {
    /// The column as written.
    pub name: Word,
    /// The source: path, marker or constant, with its type suffix.
    pub source: Text,
}
