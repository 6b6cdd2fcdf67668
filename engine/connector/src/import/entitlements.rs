//! Reading the entitlements of one type, with the members that their records carry.

use bindery_expression::Context;
use bindery_mapping::{StatusReason, StatusRule};
use bindery_model::{
    AccountRecord, AccountStatus, Columns, EntitlementRecord, EntitlementStatus, LinkRecord,
};
use futures_util::StreamExt;
use indexmap::IndexMap;
use serde_json::Value as Json;

use super::Importer;
use super::column::column_text;
use super::observed::Observed;
use super::pages::{self, News, Opening};
use super::plan::{ReadCall, Subject, TypePlan};
use super::progress::Progress;
use crate::Outcome;
use crate::ports::{Objects, Relation, RelationEnd, RelationRecord, StagedRows};

impl Importer<'_> {
    /// Reads and stages every entitlement of a type.
    ///
    /// # Errors
    /// A failure that ends the run.
    pub(super) async fn read_type(&mut self, plan: &TypePlan) -> Outcome<Progress> {
        let phase = format!("entitlements {}", plan.name);
        self.start(&phase);
        if let [only] = &plan.calls[..]
            && !only.in_process
        {
            let objects = Objects::Entitlements(&plan.name);
            self.store.expect(self.run, &objects, &plan.key_column)?;
        }
        let mut progress = Progress::begin();
        let mut total = 0;
        let mut parents: IndexMap<&str, Observed<End>> = IndexMap::new();
        for call in &plan.calls {
            let one_of_many = call.subject != Subject::Nothing;
            let subjects = self.subjects(&call.subject)?;
            self.gather(subjects.len())?;
            let parents_of = parents_of(call);
            if let Some((of, _)) = parents_of {
                parents.entry(of).or_insert_with(Observed::new).begin_call();
            }
            let feed = self.feed_of(&call.call, (&call.list, &call.paging), subjects.len());
            let mut openings = pages::openings(self.wire, feed, subjects.iter().map(|(_, c)| c));
            for (parent, context) in &subjects {
                let opening = self.until(openings.next()).await?;
                let end = self
                    .read_type_call(plan, (call, parent), (context, opening), &mut total)
                    .await;
                let is_read = matches!(&end, Ok(end) if end.complete && end.failed.is_none());
                progress.note(&mut self.findings, end, one_of_many)?;
                if let (Some((of, column)), true) = (parents_of, is_read)
                    && let Some(observed) = parents.get_mut(of)
                {
                    let end = RelationEnd::Entitlement(plan.name.clone());
                    observed.note(parent.clone(), (end, column.to_owned(), parent.clone()));
                }
                if !progress.complete {
                    self.settle()?;
                    self.end(&phase, "incomplete");
                    return Ok(progress);
                }
            }
            self.settle()?;
        }
        // What is mapped to an entitlement that calls ran for is known, also where it is nothing.
        for (of, observed) in parents {
            let rows = StagedRows::Relations {
                relation: Relation::Maps,
                entitlement_type: of.to_owned(),
                rows: Vec::new(),
                observed: observed.by_all(),
            };
            self.stage_apart(&plan.name, rows)?;
        }
        self.end(&phase, &format!("{total} read"));
        Ok(progress)
    }

    async fn read_type_call(
        &mut self,
        plan: &TypePlan,
        (call, parent): (&ReadCall, &str),
        (context, opening): (&Context, Opening),
        total: &mut usize,
    ) -> Outcome<pages::ReadEnd> {
        let wire = self.wire;
        let feed = self.feed(&call.call, &call.list, &call.paging);
        let staged_in_process = plan.calls.iter().any(|c| c.in_process);
        let accounts_key = self.plan.accounts.as_ref().map(|a| a.key_column.as_str());
        let creates_accounts = plan.creates_accounts
            && self.reads_accounts
            && plan.members.as_ref().map(|(_, column)| column.as_str()) == accounts_key;
        let mut take = |news: News<'_, '_>| -> Outcome<Vec<String>> {
            let News::Page(page) = news else {
                return self.aside(news);
            };
            let mut rows = Vec::with_capacity(page.records.len());
            let mut links = Vec::new();
            let mut observed = Vec::new();
            let mut accounts = Vec::new();
            let mut maps = Maps::default();
            for record in page.records {
                let columns = call.mapping.read(record, &self.plan.dates, context)?;
                let Some(key) = column_text(&columns, &call.key) else {
                    self.skipped += 1;
                    continue;
                };
                if let Some((members, account_column)) = &plan.members
                    && call.mapping.keeps_memberships
                {
                    let ids = members.ids(record);
                    if creates_accounts {
                        accounts.extend(ids.iter().map(|id| made_account(account_column, id)));
                    }
                    links.extend(ids.into_iter().map(|id| LinkRecord {
                        account_column: account_column.clone(),
                        account_value: id,
                        entitlement_column: call.key.clone(),
                        entitlement_value: key.clone(),
                        attributes: Columns::new(),
                    }));
                    observed.push((call.key.clone(), key.clone()));
                }
                maps.note(plan, (call, parent), &key, record);
                let status = if call.in_process {
                    Some(EntitlementStatus::InProcess)
                } else {
                    entitlement_status(&call.status, &columns, staged_in_process)
                };
                rows.push(EntitlementRecord {
                    key,
                    columns,
                    status,
                });
            }
            *total += rows.len();
            let keys = rows.iter().map(|r| r.key.clone()).collect();
            self.page(
                &format!("entitlements {}", plan.name),
                page,
                rows.len(),
                *total,
            );
            let entitlement_type = plan.name.clone();
            let rows = StagedRows::Entitlements {
                entitlement_type: entitlement_type.clone(),
                rows,
            };
            self.stage(&call.call.name, rows);
            if !accounts.is_empty() {
                self.stage(&call.call.name, StagedRows::Accounts(accounts));
            }
            for rows in maps.staged(plan) {
                self.stage(&call.call.name, rows);
            }
            if !observed.is_empty() {
                let rows = StagedRows::Links {
                    entitlement_type,
                    rows: links,
                    observed,
                };
                self.stage(&call.call.name, rows);
            }
            Ok(keys)
        };
        pages::read(wire, feed, (context, opening), &mut take).await
    }
}

/// An entitlement whose relations towards an end are known, by column and value.
type End = (RelationEnd, String, String);

/// The type whose entitlements a call's rows are mapped to, and the column that it is bound by.
fn parents_of(call: &ReadCall) -> Option<(&str, &str)> {
    match (&call.mapping.parent_map, &call.subject) {
        (Some(_), Subject::Entitlements { of, column, .. }) => Some((of, column)),
        _ => None,
    }
}

/// An account known by its id alone; what the accounts' own calls say of it stays.
fn made_account(column: &str, id: &str) -> AccountRecord {
    let mut columns = Columns::new();
    columns.insert(column.to_owned(), Json::from(id));
    AccountRecord {
        key: id.to_owned(),
        columns,
        status: None,
        memberships: None,
    }
}

/// Maps that a page's records carry, or that the call's own subject is the parent of.
#[derive(Default)]
struct Maps {
    own: Vec<RelationRecord>,
    own_ends: Vec<(RelationEnd, String, String)>,
    /// By the type of the parent.
    parents: IndexMap<String, Vec<RelationRecord>>,
}

impl Maps {
    fn note(
        &mut self,
        plan: &TypePlan,
        (call, parent): (&ReadCall, &str),
        key: &str,
        record: &Json,
    ) {
        for map in &plan.maps {
            self.own.extend(map.read(record, &call.key, key));
            let end = (map.end(), call.key.clone(), key.to_owned());
            self.own_ends.push(end);
        }
        if let (Some(kind), Subject::Entitlements { of, column, .. }) =
            (&call.mapping.parent_map, &call.subject)
        {
            let map = RelationRecord {
                from_column: column.clone(),
                from_value: parent.to_owned(),
                to: RelationEnd::Entitlement(plan.name.clone()),
                to_column: call.key.clone(),
                to_value: key.to_owned(),
                kind: kind.clone(),
            };
            self.parents.entry(of.clone()).or_default().push(map);
        }
    }

    fn staged(self, plan: &TypePlan) -> Vec<StagedRows> {
        let of = |entitlement_type: String, rows, observed| StagedRows::Relations {
            relation: Relation::Maps,
            entitlement_type,
            rows,
            observed,
        };
        let mut all = Vec::new();
        if !self.own_ends.is_empty() {
            all.push(of(plan.name.clone(), self.own, self.own_ends));
        }
        for (parent, rows) in self.parents {
            all.push(of(parent, rows, Vec::new()));
        }
        all
    }
}

/// The status that the record's own values give; a row that an earlier call left in process becomes
/// active.
pub(super) fn entitlement_status(
    rule: &StatusRule,
    columns: &Columns,
    was_in_process: bool,
) -> Option<EntitlementStatus> {
    let decision = rule.decide(columns);
    match (decision.reason, decision.status) {
        (StatusReason::Returned, _) => was_in_process.then_some(EntitlementStatus::Active),
        (_, AccountStatus::Active) => Some(EntitlementStatus::Active),
        _ => Some(EntitlementStatus::Inactive),
    }
}
