//! ImportAccountEntJSON: accounts and entitlements (rest-dialect §2.1–2.4, §2.8, §2.11).

use bindery_diagnostics::Place;
use indexmap::IndexMap;

use crate::text::Word;

use super::{
    Column, ErrorRules, ImportCall, LinkImport, RelationImport, StatusConfig, StatusRules,
    SuccessRule,
};

/// The whole document.
#[derive(Debug, Clone)]
pub struct ImportDocument {
    /// Where it stands.
    pub place: Place,
    /// `globalSettings.dateFormat`, a Java pattern.
    pub date_format: Option<Word>,
    /// Accounts.
    pub accounts: Option<AccountImport>,
    /// Entitlements.
    pub entitlements: Option<EntitlementImport>,
    /// Links between them.
    pub links: Option<LinkImport>,
    /// Owners of entitlements.
    pub owners: Option<RelationImport>,
    /// Entitlement-to-entitlement maps.
    pub entitlement_maps: Option<RelationImport>,
}

/// `accountParams`.
#[derive(Debug, Clone)]
pub struct AccountImport {
    /// Where it stands.
    pub place: Place,
    /// The authentication of calls that name none.
    pub connection: Option<Word>,
    /// Always `SequentialAndIterative`.
    pub processing_type: Option<Word>,
    /// Whether a user is created for each new account.
    pub create_users: Option<bool>,
    /// The manager of those users.
    pub admin_name: Option<Word>,
    /// What counts as success.
    pub success: Option<SuccessRule>,
    /// What counts as failure.
    pub failure: Option<SuccessRule>,
    /// Overrides of the connection's error rules.
    pub errors: ErrorRules,
    /// Whether nothing is removed after a failure.
    pub do_not_change_if_failed: Option<bool>,
    /// Whether inactive accounts are matched too.
    pub include_existing_inactive: Option<bool>,
    /// Status values and guards.
    pub status: Option<StatusRules>,
    /// Calls in the order they run.
    pub calls: Vec<ImportCall>,
    /// Memberships listed on the account, by entitlement type.
    pub memberships: IndexMap<String, AccountMembership>,
}

/// One entry of `accountParams.acctEntMappings` (rest-dialect §2.8.1).
#[derive(Debug, Clone)]
pub struct AccountMembership {
    /// The entitlement type.
    pub entitlement_type: Word,
    /// Where it stands.
    pub place: Place,
    /// The list inside the record; empty for the record itself.
    pub list_path: Option<Word>,
    /// The identifier inside an element; empty for the element itself.
    pub id_path: Option<Word>,
    /// The entitlement column the identifier is compared with.
    pub key_field: Option<Word>,
    /// Whether entitlements are created from the elements.
    pub import_as_entitlement: Option<bool>,
    /// Columns of those entitlements.
    pub columns: Vec<Column>,
    /// Status of those entitlements.
    pub status: Option<StatusConfig>,
}

/// `entitlementParams`.
#[derive(Debug, Clone)]
pub struct EntitlementImport {
    /// Where it stands.
    pub place: Place,
    /// The authentication of calls that name none.
    pub connection: Option<Word>,
    /// Always `SequentialAndIterative`.
    pub processing_type: Option<Word>,
    /// What counts as success.
    pub success: Option<SuccessRule>,
    /// What counts as failure.
    pub failure: Option<SuccessRule>,
    /// Overrides of the connection's error rules.
    pub errors: ErrorRules,
    /// Whether nothing is removed after a failure.
    pub do_not_change_if_failed: Option<bool>,
    /// Types in the order they are imported: `entTypeOrder`, then the order of the document.
    pub types: IndexMap<String, EntitlementType>,
}

/// One entry of `entitlementParams.entTypes`.
#[derive(Debug, Clone)]
pub struct EntitlementType {
    /// The type's name.
    pub name: Word,
    /// Where it stands.
    pub place: Place,
    /// Its number in the order.
    pub order: Option<i64>,
    /// Labels of columns; no effect on data.
    pub labels: IndexMap<String, String>,
    /// Calls in the order they run.
    pub calls: Vec<ImportCall>,
    /// Memberships listed on the entitlement.
    pub memberships: Option<EntitlementMembership>,
    /// Relations to other types listed on the entitlement, by child type.
    pub relations: IndexMap<String, EntitlementRelation>,
    /// Which owners count.
    pub owners: OwnerRule,
}

/// `entitlementOwnerConfig` (rest-dialect §2.12).
#[derive(Debug, Clone, Default)]
pub struct OwnerRule {
    /// The most owners of one entitlement.
    pub most: Option<i64>,
    /// Values of a link's attribute that make the account's user an owner.
    pub kinds: Vec<Word>,
}

/// `acctEntMappings` of an entitlement type (rest-dialect §2.8.2).
#[derive(Debug, Clone)]
pub struct EntitlementMembership {
    /// Where it stands.
    pub place: Place,
    /// The list inside the record.
    pub list_field: Option<Word>,
    /// The identifier inside an element.
    pub id_path: Option<Word>,
    /// The account column the identifier is compared with.
    pub key_field: Option<Word>,
    /// Whether missing accounts are created.
    pub import_as_account: Option<bool>,
}

/// One entry of `entMappings` (rest-dialect §2.11).
#[derive(Debug, Clone)]
pub struct EntitlementRelation {
    /// The child type.
    pub child_type: Word,
    /// Where it stands.
    pub place: Place,
    /// The list inside the record.
    pub list_path: Option<Word>,
    /// The identifier inside an element.
    pub id_path: Option<Word>,
    /// The child's column the identifier is compared with.
    pub id_column: Option<Word>,
    /// `ENT2`, `ENTMAP`.
    pub mapping_types: Vec<Word>,
}
