//! How links are found (`rest-dialect §2.14`), compiled: from memberships that came with accounts or
//! entitlements, or by calls of their own.

use bindery_definition::{ImportDocument, LinkCall, Privilege, ProcessingType, Word};
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_mapping::{IdPath, ListField, StatusFilter};
use bindery_model::catalogue::{ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS};
use serde_json::Value as Json;

use super::column::eic_name;
use super::compile::status_filter;
use super::plan::{AccountPlan, OwnerPlan, Section, TypePlan, keep};
use super::relation_plan::{self, OtherEnd};
use super::rules::{self, Paging};
use crate::ports::RelationEnd;
use crate::request::RequestTimeouts;
use crate::request::template::Compiler;
use crate::send::Call;

/// The links of one entitlement type.
#[derive(Debug, Clone)]
pub(crate) struct LinkPlan {
    pub entitlement_type: String,
    pub source: LinkOrigin,
}

impl LinkPlan {
    /// Whether a call runs once per account.
    pub fn visits_accounts(&self) -> bool {
        match &self.source {
            LinkOrigin::Calls(calls) => calls.iter().any(|c| c.visits == Visits::Accounts),
            LinkOrigin::Accounts | LinkOrigin::Entitlements => false,
        }
    }

    /// Whether its calls say who owns an entitlement.
    pub fn reads_owners(&self) -> bool {
        matches!(&self.source, LinkOrigin::Calls(calls)
            if calls.iter().any(LinkRead::reads_owners))
    }
}

/// Where they come from.
#[derive(Debug, Clone)]
pub(crate) enum LinkOrigin {
    /// Memberships stored with the accounts.
    Accounts,
    /// Members that came with the entitlements; staged while those are read.
    Entitlements,
    /// Calls.
    Calls(Vec<LinkRead>),
}

/// A call that reads links.
#[derive(Debug, Clone)]
pub(crate) struct LinkRead {
    pub call: Call,
    pub visits: Visits,
    pub list: ListField,
    pub account_id: Option<IdPath>,
    pub account_column: String,
    pub entitlement_id: Option<IdPath>,
    pub entitlement_column: String,
    pub paging: Paging,
    /// Who owns the entitlement, where the record says so too (`ownerIdPath`).
    pub owners: Vec<OtherEnd>,
    /// Which entitlements the call runs for, where not for all (`statusFilter`).
    pub filter: Option<StatusFilter>,
    /// An attribute of each link (`privilegeParams`).
    pub attribute: Option<Attribute>,
    /// Which owners of the type count.
    pub owner_rule: OwnerPlan,
}

impl LinkRead {
    /// Whether it may say who owns an entitlement.
    pub fn reads_owners(&self) -> bool {
        let by_attribute = self.attribute.as_ref().is_some_and(|attribute| {
            let kinds = &self.owner_rule;
            match (&attribute.path, &attribute.value) {
                (Some(_), _) => !kinds.kinds.is_empty(),
                (None, value) => value.as_deref().is_some_and(|value| kinds.wants(value)),
            }
        });
        by_attribute || !self.owners.is_empty()
    }
}

/// An attribute of the links that a call yields (`rest-dialect §2.14`).
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub name: String,
    value: Option<String>,
    path: Option<IdPath>,
}

impl Attribute {
    /// Compiles `privilegeParams`.
    pub fn compile(compiler: &mut Compiler<'_>, written: &Privilege) -> Option<Self> {
        let name = written.name.as_str().trim();
        let path = written
            .path
            .as_ref()
            .filter(|w| !w.as_str().trim().is_empty());
        let path = path.and_then(|w| keep(compiler, IdPath::parse(w.as_str()), w));
        (!name.is_empty()).then(|| Self {
            name: name.to_owned(),
            value: written.value.as_ref().map(|w| w.as_str().to_owned()),
            path,
        })
    }

    /// Its value for the links of a record; where the record has none, the one for all.
    pub fn read(&self, record: &Json) -> Option<String> {
        let found = self.path.as_ref().map(|path| path.ids(record).join(","));
        found
            .filter(|value| !value.is_empty())
            .or_else(|| self.value.clone())
    }
}

/// How often the call runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visits {
    /// Once per entitlement; its members.
    Entitlements,
    /// Once per account; its entitlements.
    Accounts,
    /// Once; all pairs.
    Once,
}

/// Compiles `acctEntParams`, together with what follows from mappings alone.
pub(crate) fn compile(
    compiler: &mut Compiler<'_>,
    document: &ImportDocument,
    accounts: Option<&AccountPlan>,
    types: &[TypePlan],
    timeouts: RequestTimeouts,
) -> Vec<LinkPlan> {
    let mut plans: Vec<LinkPlan> = Vec::new();
    if let Some(links) = &document.links {
        let section = Section {
            connection: links.connection.as_ref(),
            success: links.success.as_ref(),
            failure: links.failure.as_ref(),
            errors: Some(&links.errors),
            timeouts,
        };
        let section_type = links.processing_type.as_ref();
        for one in links.types.values() {
            let kind = one.processing_type.as_ref().or(section_type);
            let rule = owner_rule(types, one.name.as_str());
            let calls = link_calls(compiler, section, &one.calls, (kind, rule));
            add(&mut plans, one.name.as_str(), calls);
        }
        // Calls directly under the section serve every type.
        if !links.calls.is_empty() {
            for one in types {
                let kind = (section_type, one.owners.clone());
                let calls = link_calls(compiler, section, &links.calls, kind);
                add(&mut plans, &one.name, calls);
            }
        }
    }
    let carried = accounts.map_or(&[][..], |a| &a.memberships[..]);
    for membership in carried {
        let name = &membership.rule.entitlement_type;
        if !plans.iter().any(|p| p.entitlement_type == *name) {
            plans.push(LinkPlan {
                entitlement_type: name.clone(),
                source: LinkOrigin::Accounts,
            });
        }
    }
    for one in types.iter().filter(|t| t.members.is_some()) {
        if !plans.iter().any(|p| p.entitlement_type == one.name) {
            plans.push(LinkPlan {
                entitlement_type: one.name.clone(),
                source: LinkOrigin::Entitlements,
            });
        }
    }
    plans
}

/// A type without calls of its own takes what its records or accounts carry.
fn add(plans: &mut Vec<LinkPlan>, entitlement_type: &str, calls: Vec<LinkRead>) {
    if !calls.is_empty() {
        plans.push(LinkPlan {
            entitlement_type: entitlement_type.to_owned(),
            source: LinkOrigin::Calls(calls),
        });
    }
}

fn owner_rule(types: &[TypePlan], name: &str) -> OwnerPlan {
    let own = types.iter().find(|one| one.name == name);
    own.map_or_else(OwnerPlan::default, |one| one.owners.clone())
}

fn link_calls(
    compiler: &mut Compiler<'_>,
    section: Section<'_>,
    calls: &[LinkCall],
    (kind, owner_rule): (Option<&(ProcessingType, Place)>, OwnerPlan),
) -> Vec<LinkRead> {
    let calls = calls.iter().filter(|c| !c.dummy);
    let read = calls.filter_map(|c| link_call(compiler, section, c, kind));
    let own = read.map(|read| LinkRead {
        owner_rule: owner_rule.clone(),
        ..read
    });
    own.collect()
}

fn link_call(
    compiler: &mut Compiler<'_>,
    section: Section<'_>,
    written: &LinkCall,
    kind: Option<&(ProcessingType, Place)>,
) -> Option<LinkRead> {
    let kind = written.processing_type.as_ref().or(kind).map(|(k, _)| k);
    if matches!(
        kind,
        Some(ProcessingType::AcctToEntMapping | ProcessingType::EntToAcctMapping)
    ) {
        return None;
    }
    if written.http.is_none() && kind.is_some_and(asks) {
        let missing = Diagnostic::new(codes::MISSING_KEY, "`http` is missing from this link call");
        compiler.problems.push(
            missing
                .at(written.place.clone(), "its processingType asks the target")
                .with_help("add `http` with the URL to read"),
        );
    }
    let call = section.link_call(compiler, written)?;
    let visits = visits(kind, written);
    let own = |w: &Option<Word>| w.as_ref().map(|w| w.as_str().to_owned());
    let synonym = own(&written.id_path);
    let account_synonym = synonym
        .as_deref()
        .filter(|_| visits == Visits::Entitlements);
    let entitlement_synonym = synonym.as_deref().filter(|_| visits == Visits::Accounts);
    let account_id =
        IdPath::parse_with_synonym(own(&written.acct_id_path).as_deref(), account_synonym);
    let entitlement_id =
        IdPath::parse_with_synonym(own(&written.ent_id_path).as_deref(), entitlement_synonym);
    let list = ListField::parse(written.list_field.as_ref().map_or("", |w| w.as_str()));
    let column = |w: &Option<Word>, default: &str, table: &[&str]| {
        own(w)
            .filter(|t| !t.trim().is_empty())
            .map_or_else(|| default.to_owned(), |t| eic_name(&t, table))
    };
    let owners = match &written.owner_id_path {
        Some(_) => relation_plan::owners(compiler, written),
        None => Vec::new(),
    };
    Some(LinkRead {
        owners: owners
            .into_iter()
            .filter(|o| o.end == RelationEnd::User)
            .collect(),
        visits,
        list: keep(compiler, list, &written.name)?,
        account_id: keep(compiler, account_id, &written.name)?.map(|(path, _)| path),
        account_column: column(&written.acct_key_field, "accountID", ACCOUNT_COLUMNS),
        entitlement_id: keep(compiler, entitlement_id, &written.name)?.map(|(path, _)| path),
        entitlement_column: column(&written.ent_key_field, "entitlementID", ENTITLEMENT_COLUMNS),
        paging: rules::paging(compiler, written.pagination.as_ref(), written.triggers),
        filter: status_filter(compiler, &written.input),
        attribute: written
            .privilege
            .as_ref()
            .and_then(|written| Attribute::compile(compiler, written)),
        owner_rule: OwnerPlan::default(),
        call,
    })
}

/// Whether links of this kind come from requests of their own (`rest-dialect §2.14`).
const fn asks(kind: &ProcessingType) -> bool {
    matches!(
        kind,
        ProcessingType::HttpEntToAcct | ProcessingType::HttpAcctToEnt | ProcessingType::Http
    )
}

/// The processing type, or what the id paths say where it says nothing.
fn visits(kind: Option<&ProcessingType>, call: &LinkCall) -> Visits {
    match kind {
        Some(ProcessingType::HttpEntToAcct) => Visits::Entitlements,
        Some(ProcessingType::HttpAcctToEnt) => Visits::Accounts,
        Some(ProcessingType::Http) => Visits::Once,
        _ => match (&call.acct_id_path, &call.ent_id_path) {
            (Some(_), Some(_)) => Visits::Once,
            (None, Some(_)) => Visits::Accounts,
            _ => Visits::Entitlements,
        },
    }
}
