//! Relations of entitlements (`rest-dialect §2.11`, §2.12): maps to other entitlements, and owners.
//!
//! Maps come from calls of their own (`entMappingParams`), from lists in the entitlements' records
//! (`entMappings`), or from calls that run once per parent (`STORE#ENT#MAPPINGINFO#PARENTID`). Owners
//! come from `entOwnerParams`, and from link calls that say `ownerIdPath`. Both ends are resolved when
//! all types are in the store. What was not read completely is left as it is.

use bindery_definition::{EntitlementRelation, ImportDocument, LinkCall, RelationImport, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Value};
use bindery_mapping::{IdPath, ListField, MembershipRule, Selection};
use bindery_model::catalogue::{ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS, USER_COLUMNS};
use futures_util::StreamExt;
use serde_json::Value as Json;

use super::column::{column_text, eic_name};
use super::pages::{self, News, Opening};
use super::plan::{Section, TypePlan, keep};
use super::progress::Progress;
use super::rules::{self, Paging};
use super::{Importer, Reads, bind_entitlement};
use crate::Outcome;
use crate::ports::{Relation, RelationEnd, RelationRecord, RelationRule, StagedRows};
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts, RequestTimeouts};
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
    call: Call,
    list: ListField,
    paging: Paging,
    /// It runs once per entitlement; this column is bound as `id`.
    each: bool,
    from_id: Option<IdPath>,
    from_column: String,
    /// Where the other end is; the first that yields an id is taken.
    to: Vec<OtherEnd>,
    kinds: Vec<String>,
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
    let http = written.http.as_ref()?;
    let call = section.call(
        compiler,
        (written.name.as_str(), &written.place),
        written.connection.as_ref(),
        (
            written.success.as_ref(),
            written.failure.as_ref(),
            Some(&written.errors),
        ),
        &Parts::of(http, DefaultMethod::Get),
    );
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
        paging: rules::paging(compiler, written.pagination.as_ref()),
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

/// The entitlement that a call runs for: its type and the bound value.
type Visited = (String, String);

impl Importer<'_> {
    /// Reads and stages the relations of a plan.
    ///
    /// # Errors
    /// A failure that ends the run.
    pub(super) async fn read_relations(&mut self, plan: &RelationPlan) -> Outcome<Progress> {
        let phase = plan.relation.as_str();
        self.start(phase);
        let mut progress = Progress::begin();
        let mut total = 0;
        for read in &plan.calls {
            let feed = self.feed(&read.call, &read.list, &read.paging);
            let all = self.visited_ends(plan, read)?;
            let mut openings = pages::openings(self.wire, feed, all.iter().map(|(_, c)| c));
            for (visited, context) in &all {
                let opening = self.until(openings.next()).await?;
                let mut ends = Vec::new();
                let subject = (visited, context, opening);
                let end = self
                    .read_relation_call(plan, read, subject, (&mut total, &mut ends))
                    .await;
                let is_read = matches!(&end, Ok(end) if end.complete && end.failed.is_none());
                progress.note(&mut self.findings, end, read.each)?;
                if is_read {
                    ends.extend(visited.clone().map(|(of, value)| (Some(of), value)));
                    self.observe_ends(plan, read, ends)?;
                }
            }
            if !read.each && progress.complete && !progress.veto {
                self.observe_every_end(plan, read)?;
            }
        }
        self.end(phase, &format!("{total} read"));
        Ok(progress)
    }

    async fn read_relation_call(
        &mut self,
        plan: &RelationPlan,
        read: &RelationRead,
        (visited, context, opening): (&Option<Visited>, &Context, Opening),
        (total, ends): (&mut usize, &mut Vec<(Option<String>, String)>),
    ) -> Outcome<pages::ReadEnd> {
        let wire = self.wire;
        let feed = self.feed(&read.call, &read.list, &read.paging);
        let mut take = |news: News<'_, '_>| -> Outcome<Vec<String>> {
            let News::Page(page) = news else {
                return self.aside(news);
            };
            let mut rows = Vec::new();
            for record in page.records {
                let from = match (&read.from_id, visited) {
                    (Some(path), _) => path.ids(record),
                    (None, Some((_, value))) => vec![value.clone()],
                    (None, None) => Vec::new(),
                };
                for value in from {
                    let end = (read.from_column.as_str(), value.as_str());
                    rows.extend(related(&read.to, record, end, &read.kinds));
                    ends.push((None, value));
                }
            }
            *total += rows.len();
            self.page(plan.relation.as_str(), page, rows.len(), *total);
            let types = match visited {
                Some((of, _)) => std::slice::from_ref(of),
                None => &plan.types[..],
            };
            for of in types {
                let staged = StagedRows::Relations {
                    relation: plan.relation,
                    entitlement_type: of.clone(),
                    rows: rows.clone(),
                    observed: Vec::new(),
                };
                self.stage(&read.call.name, staged);
            }
            Ok(Vec::new())
        };
        pages::read(wire, feed, (context, opening), &mut take).await
    }

    /// The entitlements a call runs for, each with its type and bound value; once with none.
    fn visited_ends(
        &mut self,
        plan: &RelationPlan,
        read: &RelationRead,
    ) -> Outcome<Vec<(Option<Visited>, Context)>> {
        let base = self.context();
        if !read.each {
            return Ok(vec![(None, base)]);
        }
        let mut all = Vec::new();
        for of in &plan.types {
            for row in self.store.entitlements_to_visit(self.run, of)? {
                if let Some(value) = column_text(&row.columns, &read.from_column) {
                    let context = bind_entitlement(&base, &row.columns)
                        .with("id", Value::from(value.as_str()));
                    all.push((Some((of.clone(), value)), context));
                }
            }
        }
        Ok(all)
    }

    fn observe_ends(
        &mut self,
        plan: &RelationPlan,
        read: &RelationRead,
        ends: Vec<(Option<String>, String)>,
    ) -> Outcome<()> {
        for of in &plan.types {
            let observed = ends
                .iter()
                .filter(|(own, _)| own.as_ref().is_none_or(|own| own == of))
                .flat_map(|(_, value)| {
                    read.to
                        .iter()
                        .map(|to| (to.end.clone(), read.from_column.clone(), value.clone()))
                })
                .collect();
            self.stage_ends(plan, read, of, observed)?;
        }
        Ok(())
    }

    /// After one call for all, the relations of every entitlement are known.
    fn observe_every_end(&mut self, plan: &RelationPlan, read: &RelationRead) -> Outcome<()> {
        for of in &plan.types {
            let rows = self.store.entitlements_to_visit(self.run, of)?;
            let values = rows
                .iter()
                .filter_map(|row| column_text(&row.columns, &read.from_column));
            let observed = values
                .flat_map(|value| {
                    read.to
                        .iter()
                        .map(move |to| (to.end.clone(), read.from_column.clone(), value.clone()))
                })
                .collect();
            self.stage_ends(plan, read, of, observed)?;
        }
        Ok(())
    }

    fn stage_ends(
        &mut self,
        plan: &RelationPlan,
        read: &RelationRead,
        of: &str,
        observed: Vec<(RelationEnd, String, String)>,
    ) -> Outcome<()> {
        let rows = StagedRows::Relations {
            relation: plan.relation,
            entitlement_type: of.to_owned(),
            rows: Vec::new(),
            observed,
        };
        self.stage_apart(&read.call.name, rows)
    }

    /// Applies the relations of every type whose reads ended well; `unread` are types that were not
    /// applied.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn apply_relations(&mut self, reads: &Reads, unread: &[&str]) -> Outcome<()> {
        let plan = self.plan;
        let mut rules: Vec<RelationRule> = Vec::new();
        let mut add = |relation: Relation, entitlement_type: &str, one_of_many: bool| {
            let known = rules
                .iter_mut()
                .find(|r| r.relation == relation && r.entitlement_type == entitlement_type);
            match known {
                Some(rule) => rule.one_of_many |= one_of_many,
                None => rules.push(RelationRule {
                    relation,
                    entitlement_type: entitlement_type.to_owned(),
                    one_of_many,
                }),
            }
        };
        for (one, progress) in plan.types.iter().zip(&reads.types) {
            if !progress.begun || !progress.complete {
                continue;
            }
            if !one.maps.is_empty() {
                add(Relation::Maps, &one.name, false);
            }
            for parent in one.parents() {
                add(Relation::Maps, parent, false);
            }
        }
        for (links, progress) in plan.links.iter().zip(&reads.links) {
            if progress.complete && links.reads_owners() {
                add(Relation::Owners, &links.entitlement_type, false);
            }
        }
        let mut incomplete = Vec::new();
        for (relations, progress) in plan.relations.iter().zip(&reads.relations) {
            if !progress.complete {
                incomplete.push(relations);
                continue;
            }
            for of in relations.types.iter().filter(|_| progress.begun) {
                add(relations.relation, of, relations.types.len() > 1);
            }
        }
        for relations in &incomplete {
            self.incomplete(relations.relation.as_str());
        }
        rules.retain(|rule| {
            let held_back = incomplete.iter().any(|plan| {
                plan.relation == rule.relation && plan.types.contains(&rule.entitlement_type)
            });
            !held_back && !unread.contains(&rule.entitlement_type.as_str())
        });
        for rule in rules {
            let changes = self.store.reconcile_relations(self.run, &rule)?;
            if changes.unresolved > 0 {
                let message = format!(
                    "{} {} of {} have an end that is not known",
                    changes.unresolved,
                    rule.relation.as_str(),
                    rule.entitlement_type
                );
                let mut finding = Diagnostic::new(codes::UNRESOLVED_LINK, message);
                for sample in &changes.unresolved_samples {
                    finding = finding.with_note(sample.as_str());
                }
                self.findings
                    .push(finding.with_help("import the other end, then import again"));
            }
            let key = (rule.relation, rule.entitlement_type);
            self.report.relations.insert(key, changes);
            self.applied = true;
        }
        Ok(())
    }
}
