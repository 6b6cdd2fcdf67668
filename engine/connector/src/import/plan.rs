//! An import document compiled into what is read, in which order, and what becomes of it.

use bindery_definition::{Definition, ErrorRules, ImportDocument, LinkCall, SuccessRule, Word};
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_mapping::{
    DateRule, ListField, MembershipRule, MissingAccounts, MissingEntitlements, PathError,
    Selection, StaleLinks, StatusFilter, StatusRule, Threshold,
};

use super::Correlation;
use super::column::Mapping;
use super::compile::{accounts, types};
use super::links::LinkPlan;
use super::relation_plan::{CarriedMap, RelationPlan};
use super::rules::{self, Paging};
use crate::ports::{CorrelationRule, UserTemplate};
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts, RequestTimeouts};
use crate::send::Call;
use crate::send::rules::Rules;

/// The whole import.
#[derive(Debug, Clone)]
pub(crate) struct ImportPlan {
    pub dates: DateRule,
    pub accounts: Option<AccountPlan>,
    pub types: Vec<TypePlan>,
    pub links: Vec<LinkPlan>,
    pub stale: StaleLinks,
    pub relations: Vec<RelationPlan>,
    /// Inactive accounts find their users too (`correlateInactiveAccounts`).
    pub correlates_inactive: bool,
    /// A user is made for an account that finds none (`createUsers`, `adminName`).
    pub create_users: Option<UserTemplate>,
}

/// Accounts.
#[derive(Debug, Clone)]
pub(crate) struct AccountPlan {
    pub calls: Vec<ReadCall>,
    pub memberships: Vec<MembershipPlan>,
    pub key_column: String,
    pub include_inactive: bool,
    pub missing: MissingAccounts,
}

/// Memberships that account records carry.
#[derive(Debug, Clone)]
pub(crate) struct MembershipPlan {
    pub rule: MembershipRule,
    /// The entitlements made of the elements (`importAsEntitlement`).
    pub creates: Option<Mapping>,
    /// What their own values say of their status (`statusConfig`).
    pub status: StatusRule,
}

/// One entitlement type.
#[derive(Debug, Clone)]
pub(crate) struct TypePlan {
    pub name: String,
    pub calls: Vec<ReadCall>,
    pub key_column: String,
    pub missing: MissingEntitlements,
    /// Members that its records carry, and the account column their ids are compared with.
    pub members: Option<(MembershipRule, String)>,
    /// Accounts are made of the members (`importAsAccount`).
    pub creates_accounts: bool,
    /// Other entitlements that its records list.
    pub maps: Vec<CarriedMap>,
    /// Which owners count.
    pub owners: OwnerPlan,
}

/// Which owners of a type count (`entitlementOwnerConfig`, `rest-dialect §2.12`).
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnerPlan {
    /// The most owners of one entitlement.
    pub most: Option<usize>,
    /// Values of a link's attribute that make the account's user an owner; empty for no rule.
    pub kinds: Vec<String>,
}

impl OwnerPlan {
    /// Whether a value of `privilegeParams` makes an owner.
    pub fn wants(&self, value: &str) -> bool {
        let value = value.trim();
        self.kinds
            .iter()
            .any(|kind| kind.eq_ignore_ascii_case(value))
    }
}

/// A call that reads rows.
#[derive(Debug, Clone)]
pub(crate) struct ReadCall {
    pub call: Call,
    pub list: ListField,
    /// The column that identifies a row.
    pub key: String,
    pub mapping: Mapping,
    pub status: StatusRule,
    pub paging: Paging,
    pub subject: Subject,
    /// Rows stay in process until a later call fills them.
    pub in_process: bool,
}

/// The rows a call runs for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Once.
    Nothing,
    /// Once per account read so far; the column whose value is bound.
    Accounts { column: String },
    /// Once per user read so far.
    Users,
    /// Once per entitlement of a type; the column whose value is bound.
    Entitlements {
        of: String,
        column: String,
        filter: Option<StatusFilter>,
    },
}

/// What calls of a section share.
#[derive(Clone, Copy)]
pub(crate) struct Section<'d> {
    pub connection: Option<&'d Word>,
    pub success: Option<&'d SuccessRule>,
    pub failure: Option<&'d SuccessRule>,
    pub errors: Option<&'d ErrorRules>,
    pub timeouts: RequestTimeouts,
}

impl ImportPlan {
    /// Compiles the import of a definition; `None` where it has none.
    pub fn compile(
        mut compiler: Compiler<'_>,
        definition: &Definition,
        timeouts: RequestTimeouts,
    ) -> Option<Result<Self, Vec<Diagnostic>>> {
        let document = definition.import.as_ref()?;
        let own = document
            .accounts
            .as_ref()
            .and_then(|a| a.status.as_ref())
            .or_else(|| document.links.as_ref().and_then(|l| l.status.as_ref()));
        let status = rules::merged(definition.status_threshold.as_ref(), own);
        let c = &mut compiler;
        let accounts = accounts(c, document, status.as_ref(), timeouts);
        let types = types(c, document, status.as_ref(), timeouts);
        let links = super::links::compile(c, document, accounts.as_ref(), &types, timeouts);
        let relations = super::relation_plan::compile(c, document, &types, timeouts);
        let plan = Self {
            dates: DateRule::new(document.date_format.as_ref().map(Word::as_str)),
            accounts,
            types,
            links,
            stale: StaleLinks {
                delete: status
                    .as_ref()
                    .and_then(|s| s.delete_links_of_active_accounts),
                threshold: status
                    .as_ref()
                    .and_then(|s| s.account_entitlement_threshold)
                    .map_or(Threshold::NONE, Threshold::of),
            },
            relations,
            correlates_inactive: status
                .as_ref()
                .and_then(|s| s.correlate_inactive_accounts)
                .unwrap_or(true),
            create_users: create_users(document),
        };
        Some(compiler.finish(plan))
    }
}

impl ImportPlan {
    /// Whether calls run once per account that was read.
    pub fn visits_accounts(&self) -> bool {
        let types = self.types.iter().flat_map(|t| &t.calls);
        let accounts = self.accounts.iter().flat_map(|a| &a.calls);
        let by_call = types
            .chain(accounts)
            .any(|call| matches!(call.subject, Subject::Accounts { .. }));
        by_call || self.links.iter().any(LinkPlan::visits_accounts)
    }

    /// Whether no row is completed, or looked up, by a second call.
    pub fn reads_each_row_once(&self, only: super::Only) -> bool {
        let once = |calls: &[ReadCall]| match calls {
            [] => true,
            [one] => one.subject == Subject::Nothing && !one.in_process,
            _ => false,
        };
        let accounts = self.accounts.as_ref();
        let accounts_once = accounts.is_none_or(|a| once(&a.calls) && a.memberships.is_empty());
        let types_once = self
            .types
            .iter()
            .all(|t| once(&t.calls) && t.members.is_none() && t.maps.is_empty())
            && self.relations.is_empty();
        match only {
            super::Only::Users => false,
            super::Only::Accounts => accounts_once,
            super::Only::Access => types_once && self.links.is_empty(),
            super::Only::Everything => accounts_once && types_once && self.links.is_empty(),
        }
    }

    /// An import of nothing, beside one of users.
    pub fn nothing() -> Self {
        Self {
            dates: DateRule::default(),
            accounts: None,
            types: Vec::new(),
            links: Vec::new(),
            stale: StaleLinks::default(),
            relations: Vec::new(),
            correlates_inactive: true,
            create_users: None,
        }
    }

    /// The endpoint's rule, with what the definition says of it. Where only users are to be made,
    /// they are known by the account's name.
    pub fn correlation(&self, rule: Option<&Correlation>) -> Option<CorrelationRule> {
        let by_name = || Correlation {
            pairs: vec![("username".to_owned(), "name".to_owned())],
            ignore_case: false,
        };
        let rule = match rule {
            Some(rule) => rule.clone(),
            None if self.create_users.is_some() => by_name(),
            None => return None,
        };
        Some(CorrelationRule {
            pairs: rule.pairs,
            ignore_case: rule.ignore_case,
            inactive: self.correlates_inactive,
            create_users: self.create_users.clone(),
        })
    }

    /// The same import with thresholds that do not hold: the operator has accepted the removals.
    pub fn without_thresholds(&self) -> Self {
        let mut plan = self.clone();
        if let Some(accounts) = &mut plan.accounts {
            accounts.missing.threshold = Threshold::NONE;
        }
        for one in &mut plan.types {
            one.missing.threshold = Threshold::NONE;
        }
        plan.stale.threshold = Threshold::NONE;
        plan
    }
}

impl ReadCall {
    /// Settles what is read of an answer: the columns, what paging asks for, and what `more` adds
    /// of each record.
    pub fn select(&mut self, more: impl FnOnce(&mut Selection)) {
        let mut body = Selection::default();
        let record = self.list.select(&mut body);
        self.mapping.select(record);
        more(record);
        self.paging.select(&mut body, &self.list);
        self.call.selection = body;
    }
}

/// `createUsers` and `adminName`, in either place (`rest-dialect §2.2`).
fn create_users(document: &ImportDocument) -> Option<UserTemplate> {
    let accounts = document.accounts.as_ref();
    let links = document.links.as_ref();
    let asked = accounts
        .and_then(|a| a.create_users)
        .or_else(|| links.and_then(|l| l.create_users));
    let manager = accounts
        .and_then(|a| a.admin_name.as_ref())
        .or_else(|| links.and_then(|l| l.admin_name.as_ref()))
        .map_or("admin", |w| w.as_str().trim());
    (asked == Some(true)).then(|| UserTemplate {
        manager: manager.to_owned(),
    })
}

impl TypePlan {
    /// A type without calls or rules of its own.
    pub fn bare(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            calls: Vec::new(),
            key_column: "entitlementID".to_owned(),
            missing: MissingEntitlements::default(),
            members: None,
            creates_accounts: false,
            maps: Vec::new(),
            owners: OwnerPlan::default(),
        }
    }

    /// Types whose entitlements its calls run for and are mapped to.
    pub fn parents(&self) -> impl Iterator<Item = &str> {
        self.calls.iter().filter_map(|call| {
            let Subject::Entitlements { of, .. } = &call.subject else {
                return None;
            };
            call.mapping.parent_map.as_ref().map(|_| of.as_str())
        })
    }
}

impl Section<'_> {
    /// A call with what the section gives it.
    pub fn call(
        &self,
        compiler: &mut Compiler<'_>,
        (name, place): (&str, &Place),
        connection: Option<&Word>,
        own: (
            Option<&SuccessRule>,
            Option<&SuccessRule>,
            Option<&ErrorRules>,
        ),
        parts: &Parts<'_>,
    ) -> Call {
        let mut request = CallTemplate::compile(compiler, parts);
        request.timeouts = self.timeouts;
        let rules = Rules::compile(own.0.or(self.success), own.1.or(self.failure), compiler);
        Call {
            name: name.to_owned(),
            connection: connection
                .or(self.connection)
                .map(|w| w.as_str().trim().to_owned())
                .filter(|n| !n.is_empty()),
            request,
            rules,
            errors: layered(own.2, self.errors),
            selection: Selection::whole(),
            place: Some(place.clone()),
            // Reading changes nothing, also by POST.
            idempotent: true,
        }
    }

    /// A call that reads links or relations; `None` where it has no request.
    pub fn link_call(&self, compiler: &mut Compiler<'_>, written: &LinkCall) -> Option<Call> {
        Some(self.call(
            compiler,
            (written.name.as_str(), &written.place),
            written.connection.as_ref(),
            (
                written.success.as_ref(),
                written.failure.as_ref(),
                Some(&written.errors),
            ),
            &Parts::of(written.http.as_ref()?, DefaultMethod::Get),
        ))
    }
}

/// A call's error rules over its section's, key by key (`rest-dialect §2.17`); `None` where neither
/// says anything.
fn layered(call: Option<&ErrorRules>, section: Option<&ErrorRules>) -> Option<Box<ErrorRules>> {
    let mut all = call.cloned().unwrap_or_default();
    if let Some(under) = section {
        macro_rules! lay {
            ($($field:ident),*) => {
                $(if all.$field.is_none() { all.$field.clone_from(&under.$field); })*
            };
        }
        lay!(
            error_path,
            expiry_error,
            time_out_error,
            retry_failure_status_code
        );
        all.max_refresh_try_count = all.max_refresh_try_count.or(under.max_refresh_try_count);
        if all.auth_error.is_empty() {
            all.auth_error.clone_from(&under.auth_error);
        }
    }
    let says_something = !all.auth_error.is_empty()
        || all.error_path.is_some()
        || all.expiry_error.is_some()
        || all.time_out_error.is_some()
        || all.retry_failure_status_code.is_some()
        || all.max_refresh_try_count.is_some();
    says_something.then(|| Box::new(all))
}

/// The part, or a problem at the word it came from.
pub(crate) fn keep<T>(
    compiler: &mut Compiler<'_>,
    parsed: Result<T, PathError>,
    at: &Word,
) -> Option<T> {
    match parsed {
        Ok(part) => Some(part),
        Err(error) => {
            compiler.problems.push(
                Diagnostic::new(codes::WRONG_TYPE, error.to_string())
                    .at(at.place().clone(), "in this part"),
            );
            None
        }
    }
}
