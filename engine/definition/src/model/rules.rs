//! Rules as data: success, paging, status, thresholds. What they mean is mapping's business.

use bindery_diagnostics::Place;
use indexmap::IndexMap;

use crate::text::{Text, Word};

/// `successResponses` or `unsuccessResponses`: it matches when any alternative does (rest-dialect §2.6).
#[derive(Debug, Clone)]
pub struct SuccessRule {
    /// Where it stands.
    pub place: Place,
    /// Alternatives; all conditions of one must hold, and one without conditions always holds.
    pub alternatives: Vec<Vec<SuccessCondition>>,
}

/// One condition of a success rule.
#[derive(Debug, Clone)]
pub enum SuccessCondition {
    /// The status is one of these.
    Status(Vec<u16>),
    /// The value at a path of the body is one of these, compared as text.
    Value {
        /// The path.
        path: Word,
        /// The values; a null entry is left out.
        allowed: Vec<Text>,
    },
}

/// Which failures are authentication failures, and how often to try again (rest-dialect §1.9).
/// On a section or call of an import it overrides the connection's (§2.17).
#[derive(Debug, Clone, Default)]
pub struct ErrorRules {
    /// Where error values are in a body.
    pub error_path: Option<Word>,
    /// Values that mean "not authenticated".
    pub auth_error: Vec<Text>,
    /// A value that means "token expired".
    pub expiry_error: Option<Text>,
    /// A text that means "timed out".
    pub time_out_error: Option<Text>,
    /// Statuses that trigger a refresh; `None` where absent, which differs from an empty list.
    pub retry_failure_status_code: Option<Vec<u16>>,
    /// The most refreshes of one call.
    pub max_refresh_try_count: Option<u32>,
}

/// How a call is paged (rest-dialect §2.16).
#[derive(Debug, Clone)]
pub struct PageRule {
    /// Where it stands.
    pub place: Place,
    /// The rule.
    pub kind: Pagination,
}

impl PageRule {
    /// What says how many records there are in all.
    #[must_use]
    pub fn total(&self) -> Option<&CountSource> {
        match &self.kind {
            Pagination::Page {
                total_count_path, ..
            }
            | Pagination::Offset {
                total_count_path, ..
            } => total_count_path.as_ref(),
            Pagination::NextUrl { .. } => None,
        }
    }
}

/// The three ways to page.
#[derive(Debug, Clone)]
pub enum Pagination {
    /// Each page names the next.
    NextUrl {
        /// A binding, or a plain path into the body.
        next_url_path: Text,
    },
    /// By page number.
    Page {
        /// The parameter that carries the page size.
        page_size_param: Option<Word>,
        /// The page size.
        page_size: Option<u64>,
        /// How many records a page has.
        page_record_count: Option<CountSource>,
        /// The parameter that carries the page number.
        page_number_param: Option<Word>,
        /// How many records there are.
        total_count_path: Option<CountSource>,
        /// The number of the first page.
        first_page_number: Option<i64>,
    },
    /// By record offset.
    Offset {
        /// The parameter that carries the offset.
        offset_param: Option<Word>,
        /// The parameter that carries the batch size.
        batch_param: Option<Word>,
        /// The batch size.
        batch_size: Option<u64>,
        /// How many records there are, or an upper bound.
        total_count_path: Option<CountSource>,
    },
}

/// A number, or where to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountSource {
    /// A literal.
    Literal(u64),
    /// A path: `completeResponseMap.total`, `headers.x-total-count`, or bare, into the body.
    Path(Word),
}

/// A value of a status list; `None` is a JSON null. Compared as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueMatch {
    /// The value as text.
    pub value: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// `statusConfig`: the target's values for our statuses (rest-dialect §2.9.3).
#[derive(Debug, Clone)]
pub struct StatusConfig {
    /// Where it stands.
    pub place: Place,
    /// Values that mean active.
    pub active: Vec<ValueMatch>,
    /// Values that mean inactive.
    pub inactive: Vec<ValueMatch>,
    /// Values that mean locked.
    pub locked: Vec<ValueMatch>,
}

/// `statusAndThresholdConfig` (rest-dialect §2.9.1).
#[derive(Debug, Clone)]
pub struct StatusRules {
    /// Where it stands.
    pub place: Place,
    /// The column that holds the target's status.
    pub status_column: Option<Word>,
    /// Values that mean active; `None` where absent. Aliases `active` and `status` are folded in.
    pub active_status: Option<Vec<ValueMatch>>,
    /// Values that mean inactive; absent means everything that is not active.
    pub inactive_status: Option<Vec<ValueMatch>>,
    /// Whether missing accounts lose their links.
    pub delete_links: Option<bool>,
    /// At or above so many missing accounts nothing is removed.
    pub account_threshold: Option<u64>,
    /// Whether inactive accounts are linked to users.
    pub correlate_inactive_accounts: Option<bool>,
    /// Whether missing accounts become inactive.
    pub inactivate_accounts_not_in_file: Option<bool>,
    /// What happens to missing accounts; wins over the previous key.
    pub accounts_not_in_import_action: Option<(MissingAccountAction, Place)>,
    /// Whether links that were not read are removed from active accounts.
    pub delete_links_of_active_accounts: Option<bool>,
    /// At or above so many missing links nothing is removed.
    pub account_entitlement_threshold: Option<u64>,
    /// The same per application.
    pub app_account_threshold: Option<u64>,
    /// Whether missing entitlements become inactive.
    pub inactivate_entitlements_not_in_feed: Option<bool>,
    /// At or above so many missing entitlements nothing is removed.
    pub entitlement_threshold: Option<Threshold>,
    /// Whether missing organisations become inactive; kept, without effect.
    pub inactivate_organizations_not_in_feed: Option<bool>,
    /// The column that says whether an account is locked.
    pub locked_status_column: Option<Word>,
    /// Values that mean locked.
    pub locked: Vec<ValueMatch>,
    /// Values that mean unlocked.
    pub unlocked: Vec<ValueMatch>,
}

/// A threshold for all entitlement types or for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Threshold {
    /// One number for every type.
    All(u64),
    /// A number per type.
    PerType(IndexMap<String, u64>),
}

impl Threshold {
    /// The threshold of a type.
    #[must_use]
    pub fn of(&self, entitlement_type: &str) -> Option<u64> {
        match self {
            Self::All(n) => Some(*n),
            Self::PerType(map) => map.get(entitlement_type).copied(),
        }
    }
}

/// `accountsNotInImportAction`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MissingAccountAction {
    /// Suspended from the import service.
    Suspend,
    /// Inactive.
    Inactivate,
    /// Left alone.
    NoAction,
    /// Something no source explains; left alone.
    Other(String),
}

impl MissingAccountAction {
    /// Reads an action, case-insensitively.
    #[must_use]
    pub fn read(text: &str) -> Self {
        match text
            .trim()
            .to_ascii_lowercase()
            .replace([' ', '_'], "")
            .as_str()
        {
            "suspend" => Self::Suspend,
            "inactivate" | "inactive" => Self::Inactivate,
            "noaction" | "none" | "" => Self::NoAction,
            _ => Self::Other(text.to_owned()),
        }
    }
}
