//! Relations of entitlements (`rest-dialect §2.11`, §2.12), compiled: maps to other entitlements, and
//! owners.
//!
//! Maps come from calls of their own (`entMappingParams`), from lists in the entitlements' records
//! (`entMappings`), or from calls that run once per parent (`STORE#ENT#MAPPINGINFO#PARENTID`). Owners
//! come from `entOwnerParams`, from link calls that say `ownerIdPath`, and from links whose attribute
//! is a `typeOfImportOwner`.

use bindery_definition::{EntitlementRelation, ImportDocument, LinkCall, RelationImport, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{IdPath, ListField, MembershipRule, Selection, StatusFilter};
use bindery_model::catalogue::{ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS, USER_COLUMNS};
use serde_json::Value as Json;

use super::column::eic_name;
use super::compile::status_filter;
use super::links::Attribute;
use super::plan::{Section, TypePlan, keep};
use super::rules::{self, Paging};
use crate::ports::{Relation, RelationEnd, RelationRecord};
use crate::request::template::Compiler;
use crate::request::{CallTemplate, RequestTimeouts};
use crate::send::Call;

/// The kind of a map that names none.
pub(crate) const TWO_WAY: &str = "ENTMAP";

/// Relations that calls of their own read.
#[derive(Debug, Clone)]
pub(crate) struct RelationPlan {
    pub relation: Relation,
    /// The types that the entitlements may be of.
    pub types: Vec<String>,
    pub calls: Vec<RelationRead>,
}

/// A call that reads relations.
#[derive(Debug, Clone)]
pub(crate) struct RelationRead {
    pub call: Call,
    pub list: ListField,
    pub paging: Paging,
    /// It runs once per entitlement; this column is bound as `id`.
    pub each: bool,
    /// Which entitlements it runs for, where not for all.
    pub filter: Option<StatusFilter>,
    pub from_id: Option<IdPath>,
    pub from_column: String,
    /// Where the other end is; the first that yields an id is taken.
    pub to: Vec<OtherEnd>,
    pub kinds: Vec<String>,
    /// What says whether an owner counts (`privilegeParams`).
    pub attribute: Option<Attribute>,
}

/// The other end in a record.
#[derive(Debug, Clone)]
pub(crate) struct OtherEnd {
    pub id: IdPath,
    pub end: RelationEnd,
    pub column: String,
}

/// A list of other entitlements in the records of a type (`entMappings`).
#[derive(Debug, Clone)]
pub(crate) struct CarriedMap {
    rule: MembershipRule,
    kinds: Vec<String>,
}

impl CarriedMap {
    /// Compiles an entry.
    pub fn compile(compiler: &mut Compiler<'_>, written: &EntitlementRelation) -> Option<Self> {
        let word = |w: &Option<Word>| w.as_ref().map_or("", |w| w.as_str()).to_owned();
        let column = eic_name(&word(&written.id_column), ENTITLEMENT_COLUMNS);
        let rule = MembershipRule::parse(
            written.child_type.as_str(),
            &word(&written.list_path),
            &word(&written.id_path),
            &column,
        );
        Some(Self {
            rule: keep(compiler, rule, &written.child_type)?,
            kinds: kinds(&written.mapping_types),
        })
    }

    /// Adds what it looks at in a record.
    pub fn select(&self, record: &mut Selection) {
        self.rule.select(record);
    }

    /// The type of the children.
    pub fn end(&self) -> RelationEnd {
        RelationEnd::Entitlement(self.rule.entitlement_type.clone())
    }

    /// The maps that a record carries.
    pub fn read(&self, record: &Json, column: &str, value: &str) -> Vec<RelationRecord> {
        let ids = self.rule.ids(record);
        let rows = ids.iter().flat_map(|id| {
            self.kinds.iter().map(|kind| RelationRecord {
                from_column: column.to_owned(),
                from_value: value.to_owned(),
                to: self.end(),
                to_column: self.rule.key_field.clone(),
                to_value: id.clone(),
                kind: kind.clone(),
            })
        });
        rows.collect()
    }
}

fn kinds(written: &[Word]) -> Vec<String> {
    let mut kinds: Vec<String> = written
        .iter()
        .map(|w| w.as_str().trim().to_ascii_uppercase())
        .filter(|kind| !kind.is_empty())
        .collect();
    if kinds.is_empty() {
        kinds.push(TWO_WAY.to_owned());
    }
    kinds
}

/// Compiles `entOwnerParams` and `entMappingParams`, in the order in which they run.
pub(crate) fn compile(
    compiler: &mut Compiler<'_>,
    document: &ImportDocument,
    types: &[TypePlan],
    timeouts: RequestTimeouts,
) -> Vec<RelationPlan> {
    let mut plans = Vec::new();
    let sections = [
        (Relation::Owners, &document.owners),
        (Relation::Maps, &document.entitlement_maps),
    ];
    for (relation, section) in sections {
        let Some(section) = section else { continue };
        add(compiler, (relation, section), types, timeouts, &mut plans);
    }
    plans
}

fn add(
    compiler: &mut Compiler<'_>,
    (relation, written): (Relation, &RelationImport),
    types: &[TypePlan],
    timeouts: RequestTimeouts,
    plans: &mut Vec<RelationPlan>,
) {
    let section = Section {
        connection: written.connection.as_ref(),
        success: written.success.as_ref(),
        failure: written.failure.as_ref(),
        errors: Some(&written.errors),
        timeouts,
    };
    let mut of_calls = |calls: &[LinkCall], of: Vec<String>| {
        let calls: Vec<RelationRead> = calls
            .iter()
            .filter(|c| !c.dummy)
            .filter_map(|c| read(compiler, section, c, relation))
            .collect();
        if !calls.is_empty() && !of.is_empty() {
            plans.push(RelationPlan {
                relation,
                types: of,
                calls,
            });
        }
    };
    for one in written.types.values() {
        of_calls(&one.calls, vec![one.name.as_str().to_owned()]);
    }
    // Calls directly under the section may be about any type.
    of_calls(
        &written.calls,
        types.iter().map(|t| t.name.clone()).collect(),
    );
}

fn read(
    compiler: &mut Compiler<'_>,
    section: Section<'_>,
    written: &LinkCall,
    relation: Relation,
) -> Option<RelationRead> {
    let call = section.link_call(compiler, written)?;
    let (from_path, from_column) = match relation {
        Relation::Maps => (&written.ent1_id_path, &written.ent1_key_field),
        Relation::Owners => (&written.ent_id_path, &written.ent_key_field),
    };
    let from_id = from_path
        .as_ref()
        .and_then(|w| keep(compiler, IdPath::parse(w.as_str()), w));
    let to = match relation {
        Relation::Maps => {
            let Some(target) = &written.target_ent_type else {
                compiler.problems.push(
                    Diagnostic::new(
                        codes::MISSING_KEY,
                        "`targetEntType` is missing from this call",
                    )
                    .at(written.place.clone(), "this call")
                    .with_help("name the entitlement type of the children"),
                );
                return None;
            };
            let end = RelationEnd::Entitlement(target.as_str().to_owned());
            let child = (&written.ent2_id_path, &written.ent2_key_field);
            other_end(compiler, child, end, "entitlementID", ENTITLEMENT_COLUMNS)
                .into_iter()
                .collect()
        }
        Relation::Owners => owners(compiler, written),
    };
    let list = ListField::parse(written.list_field.as_ref().map_or("", |w| w.as_str()));
    Some(RelationRead {
        list: keep(compiler, list, &written.name)?,
        paging: rules::paging(compiler, written.pagination.as_ref(), written.triggers),
        filter: status_filter(compiler, &written.input),
        attribute: written
            .privilege
            .as_ref()
            .and_then(|written| Attribute::compile(compiler, written)),
        each: is_per_entitlement(&call.request, from_id.is_some()),
        from_id,
        from_column: column(from_column, "entitlementID", ENTITLEMENT_COLUMNS),
        to,
        kinds: match relation {
            Relation::Maps => kinds(&written.mapping_types),
            Relation::Owners => vec![String::new()],
        },
        call,
    })
}

fn is_per_entitlement(request: &CallTemplate, names_its_end: bool) -> bool {
    let names = ["id", "entitlementID", "entitlementValue"];
    names.iter().any(|name| request.reads(name)) || !names_its_end
}

/// The owner of a record: a user, else the user of an account.
pub(crate) fn owners(compiler: &mut Compiler<'_>, written: &LinkCall) -> Vec<OtherEnd> {
    let user = (&written.owner_id_path, &written.owner_key_field);
    let account = (&written.acct_id_path, &written.acct_key_field);
    [
        other_end(compiler, user, RelationEnd::User, "username", USER_COLUMNS),
        other_end(
            compiler,
            account,
            RelationEnd::Account,
            "accountID",
            ACCOUNT_COLUMNS,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn other_end(
    compiler: &mut Compiler<'_>,
    (path, key): (&Option<Word>, &Option<Word>),
    end: RelationEnd,
    default: &str,
    table: &[&str],
) -> Option<OtherEnd> {
    let path = path.as_ref()?;
    Some(OtherEnd {
        id: keep(compiler, IdPath::parse(path.as_str()), path)?,
        end,
        column: column(key, default, table),
    })
}

fn column(written: &Option<Word>, default: &str, table: &[&str]) -> String {
    match written.as_ref().map(|w| w.as_str().trim()) {
        None | Some("") => default.to_owned(),
        Some(name) => eic_name(name, table),
    }
}

/// The relations of one end: of the ways to the other end, the first that yields ids counts.
pub(crate) fn related(
    to: &[OtherEnd],
    record: &Json,
    (column, value): (&str, &str),
    kinds: &[String],
) -> Vec<RelationRecord> {
    let found = to
        .iter()
        .map(|other| (other, other.id.ids(record)))
        .find(|(_, ids)| !ids.is_empty());
    let Some((other, ids)) = found else {
        return Vec::new();
    };
    let rows = ids.iter().flat_map(|id| {
        kinds.iter().map(|kind| RelationRecord {
            from_column: column.to_owned(),
            from_value: value.to_owned(),
            to: other.end.clone(),
            to_column: other.column.clone(),
            to_value: id.clone(),
            kind: kind.clone(),
        })
    });
    rows.collect()
}
