//! Reading accounts, with the memberships and entitlements that their records carry.

use std::mem;

use bindery_expression::Context;
use bindery_mapping::{LOCKED, MembershipElement, StatusReason};
use bindery_model::{AccountRecord, EntitlementRecord};
use futures_util::StreamExt;
use indexmap::IndexMap;
use serde_json::Value as Json;

use super::Importer;
use super::column::column_text;
use super::entitlements::entitlement_status;
use super::pages::{self, News, Opening};
use super::plan::{AccountPlan, MembershipPlan, ReadCall, Subject};
use super::progress::Progress;
use crate::Outcome;
use crate::ports::{Objects, StagedRows};

impl Importer<'_> {
    /// Reads and stages every account.
    ///
    /// # Errors
    /// A failure that ends the run.
    pub(super) async fn read_accounts(&mut self, plan: &AccountPlan) -> Outcome<Progress> {
        self.start("accounts");
        if plan.calls.len() == 1 && !self.plan.visits_accounts() {
            self.store
                .expect(self.run, &Objects::Accounts, &plan.key_column)?;
        }
        let mut progress = Progress::begin();
        let mut total = 0;
        for (index, call) in plan.calls.iter().enumerate() {
            let one_of_many = call.subject != Subject::Nothing;
            let subjects = self.subjects(&call.subject)?;
            let feed = self.feed_of(&call.call, (&call.list, &call.paging), subjects.len());
            self.gather(subjects.len())?;
            let mut openings = pages::openings(self.wire, feed, subjects.iter().map(|(_, c)| c));
            for (_, context) in &subjects {
                let opening = self.until(openings.next()).await?;
                let end = self
                    .read_account_call(plan, (index, call), (context, opening), &mut total)
                    .await;
                progress.note(&mut self.findings, end, one_of_many)?;
                if !progress.complete {
                    self.settle()?;
                    self.end("accounts", "incomplete");
                    return Ok(progress);
                }
            }
            self.settle()?;
        }
        self.spare = Vec::new();
        self.end("accounts", &format!("{total} read"));
        Ok(progress)
    }

    async fn read_account_call(
        &mut self,
        plan: &AccountPlan,
        (index, call): (usize, &ReadCall),
        (context, opening): (&Context, Opening),
        total: &mut usize,
    ) -> Outcome<pages::ReadEnd> {
        let wire = self.wire;
        let feed = self.feed(&call.call, &call.list, &call.paging);
        let mut take = |news: News<'_, '_>| -> Outcome<Vec<String>> {
            let News::Page(page) = news else {
                return self.aside(news);
            };
            let mut rows = mem::take(&mut self.spare);
            let mut read = 0;
            let mut created: IndexMap<&str, Vec<EntitlementRecord>> = IndexMap::new();
            for record in page.records {
                if read == rows.len() {
                    rows.push(AccountRecord::default());
                }
                let Some(row) = rows.get_mut(read) else { break };
                let columns = &mut row.columns;
                let dates = &self.plan.dates;
                call.mapping.read_into(record, dates, context, columns)?;
                let Some(key) = column_text(columns, &call.key) else {
                    self.skipped += 1;
                    continue;
                };
                row.key = key;
                if call.mapping.keeps_memberships {
                    for membership in &plan.memberships {
                        let made = self.created(membership, record, context)?;
                        created
                            .entry(&membership.rule.entitlement_type)
                            .or_default()
                            .extend(made);
                    }
                }
                complete(row, plan, (index, call), record);
                read += 1;
            }
            rows.truncate(read);
            *total += rows.len();
            let keys = rows.iter().map(|r| r.key.clone()).collect();
            self.page("accounts", page, rows.len(), *total);
            self.stage(&call.call.name, StagedRows::Accounts(rows));
            for (name, rows) in created.into_iter().filter(|(_, rows)| !rows.is_empty()) {
                let rows = StagedRows::Entitlements {
                    entitlement_type: name.to_owned(),
                    rows,
                };
                self.stage(&call.call.name, rows);
            }
            Ok(keys)
        };
        pages::read(wire, feed, (context, opening), &mut take).await
    }

    /// The entitlements made of a record's memberships (`importAsEntitlement`).
    fn created(
        &self,
        membership: &MembershipPlan,
        record: &Json,
        context: &Context,
    ) -> Outcome<Vec<EntitlementRecord>> {
        let Some(mapping) = &membership.creates else {
            return Ok(Vec::new());
        };
        let mut made = Vec::new();
        for MembershipElement { id, element } in membership.rule.elements(record) {
            let mut columns = mapping.read_element(element, &id, &self.plan.dates, context)?;
            let key_field = &membership.rule.key_field;
            for name in [key_field.as_str(), "entitlementID", "entitlement_value"] {
                if column_text(&columns, name).is_none() {
                    columns.insert(name.to_owned(), Json::from(id.as_str()));
                }
            }
            let key = column_text(&columns, "entitlementID").unwrap_or_else(|| id.clone());
            made.push(EntitlementRecord {
                status: entitlement_status(&membership.status, &columns, false),
                key,
                columns,
            });
        }
        Ok(made)
    }
}

/// Adds what follows from the columns of a row.
fn complete(
    row: &mut AccountRecord,
    plan: &AccountPlan,
    (index, call): (usize, &ReadCall),
    record: &Json,
) {
    let decision = call.status.decide(&row.columns);
    let lock = call.status.lock.as_ref();
    if let Some(locked) = lock.and_then(|lock| lock.decide(&row.columns)) {
        row.columns.insert(LOCKED.to_owned(), locked.into());
    }
    // A later call that says nothing of the status leaves what an earlier one said.
    let says_nothing = index > 0 && decision.reason == StatusReason::Returned;
    row.status = (!says_nothing).then_some(decision.status);
    row.memberships = call.mapping.keeps_memberships.then(|| {
        plan.memberships
            .iter()
            .map(|m| m.rule.membership(record))
            .collect()
    });
}
