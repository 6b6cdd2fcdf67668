//! ImportAccountEntJSON: links, owners and entitlement maps (rest-dialect §2.11, §2.12, §2.14).

use bindery_diagnostics::Place;
use indexmap::IndexMap;

use crate::text::Word;

use super::{ErrorRules, HttpBlock, InputParams, PageRule, StatusRules, SuccessRule};

/// How links are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProcessingType {
    /// From memberships that came with the accounts.
    AcctToEntMapping,
    /// From memberships that came with the entitlements.
    EntToAcctMapping,
    /// One call per entitlement.
    HttpEntToAcct,
    /// One call per account.
    HttpAcctToEnt,
    /// One call for all pairs.
    Http,
    /// What the table of the documentation says for every section; the id paths decide.
    SequentialAndIterative,
    /// Something else.
    Other(String),
}

impl ProcessingType {
    /// Every known type by EIC's name.
    pub const KNOWN: &'static [(&'static str, Self)] = &[
        ("acctToEntMapping", Self::AcctToEntMapping),
        ("entToAcctMapping", Self::EntToAcctMapping),
        ("httpEntToAcct", Self::HttpEntToAcct),
        ("httpAcctToEnt", Self::HttpAcctToEnt),
        ("http", Self::Http),
        ("SequentialAndIterative", Self::SequentialAndIterative),
    ];

    /// Reads a type, case-insensitively.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::KNOWN
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text.trim()))
            .map_or_else(|| Self::Other(text.to_owned()), |(_, kind)| kind.clone())
    }
}

/// `acctEntParams`.
#[derive(Debug, Clone)]
pub struct LinkImport {
    /// Where it stands.
    pub place: Place,
    /// The authentication of calls that name none.
    pub connection: Option<Word>,
    /// How links are found where a call does not say.
    pub processing_type: Option<(ProcessingType, Place)>,
    /// What counts as success.
    pub success: Option<SuccessRule>,
    /// What counts as failure.
    pub failure: Option<SuccessRule>,
    /// Overrides of the connection's error rules.
    pub errors: ErrorRules,
    /// Whether nothing is removed after a failure.
    pub do_not_change_if_failed: Option<bool>,
    /// Whether a user is created for each new account.
    pub create_users: Option<bool>,
    /// The manager of those users.
    pub admin_name: Option<Word>,
    /// Status values and guards, where they stand here.
    pub status: Option<StatusRules>,
    /// Calls by entitlement type, in order; empty means all types that have mappings.
    pub types: IndexMap<String, LinkType>,
    /// Calls directly under the section, for all types.
    pub calls: Vec<LinkCall>,
}

/// One entry of `acctEntParams.entTypes`.
#[derive(Debug, Clone)]
pub struct LinkType {
    /// The entitlement type's name.
    pub name: Word,
    /// Where it stands.
    pub place: Place,
    /// How links are found where a call does not say.
    pub processing_type: Option<(ProcessingType, Place)>,
    /// Calls in the order they run.
    pub calls: Vec<LinkCall>,
}

/// A call that yields links.
#[derive(Debug, Clone)]
pub struct LinkCall {
    /// Its key in `call`.
    pub name: Word,
    /// Where it stands.
    pub place: Place,
    /// Calls run by this number, then by stage, then in the order of the document.
    pub order: i64,
    /// A label that breaks ties.
    pub stage: i64,
    /// The authentication, where the call names one of its own.
    pub connection: Option<Word>,
    /// How links are found; wins over the section's.
    pub processing_type: Option<(ProcessingType, Place)>,
    /// The request.
    pub http: Option<HttpBlock>,
    /// Where the records are.
    pub list_field: Option<Word>,
    /// The account's identifier in a record; falls back to `idPath`.
    pub acct_id_path: Option<Word>,
    /// The account column it is compared with.
    pub acct_key_field: Option<Word>,
    /// The entitlement's identifier in a record; falls back to `idPath`.
    pub ent_id_path: Option<Word>,
    /// The entitlement column it is compared with, and what `${id}` binds.
    pub ent_key_field: Option<Word>,
    /// A synonym of one of the id paths.
    pub id_path: Option<Word>,
    /// Owner's identifier in a record.
    pub owner_id_path: Option<Word>,
    /// The user column it is compared with.
    pub owner_key_field: Option<Word>,
    /// Parent's identifier, column, child's identifier and column of an entitlement map.
    pub ent1_id_path: Option<Word>,
    /// See [`Self::ent1_id_path`].
    pub ent1_key_field: Option<Word>,
    /// See [`Self::ent1_id_path`].
    pub ent2_id_path: Option<Word>,
    /// See [`Self::ent1_id_path`].
    pub ent2_key_field: Option<Word>,
    /// The child type of an entitlement map.
    pub target_ent_type: Option<Word>,
    /// `ENT2`, `ENTMAP`.
    pub mapping_types: Vec<Word>,
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
    /// A call without a request.
    pub dummy: bool,
    /// An attribute of each link.
    pub privilege: Option<Privilege>,
    /// The most calls under way at a time (`multiTrigger`).
    pub triggers: Option<i64>,
}

/// `privilegeParams`: an attribute of each link that a call yields (rest-dialect §2.14).
#[derive(Debug, Clone)]
pub struct Privilege {
    /// The attribute's name.
    pub name: Word,
    /// Its value, where it is the same for every link.
    pub value: Option<Word>,
    /// Where its value is in the record.
    pub path: Option<Word>,
}

/// `entOwnerParams` or `entMappingParams`: the same shape as links.
pub type RelationImport = LinkImport;
