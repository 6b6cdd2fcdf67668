//! Reading the entitlements of one type, with the members that their records carry.

use bindery_expression::Context;
use bindery_mapping::{StatusReason, StatusRule};
use bindery_model::{AccountStatus, Columns, EntitlementRecord, EntitlementStatus, LinkRecord};

use super::Importer;
use super::column::column_text;
use super::pages::{self, Feed, News};
use super::plan::{ReadCall, Subject, TypePlan};
use super::progress::Progress;
use crate::Outcome;
use crate::ports::{Objects, StagedRows};

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
        for call in &plan.calls {
            let one_of_many = call.subject != Subject::Nothing;
            for (_, context) in self.subjects(&call.subject)? {
                let end = self.read_type_call(plan, call, &context, &mut total).await;
                progress.note(&mut self.findings, end, one_of_many)?;
                if !progress.complete {
                    self.end(&phase, "incomplete");
                    return Ok(progress);
                }
            }
        }
        self.end(&phase, &format!("{total} read"));
        Ok(progress)
    }

    async fn read_type_call(
        &mut self,
        plan: &TypePlan,
        call: &ReadCall,
        context: &Context,
        total: &mut usize,
    ) -> Outcome<pages::ReadEnd> {
        let wire = self.wire;
        let feed = Feed {
            call: &call.call,
            list: &call.list,
            paging: &call.paging,
            cap: self.cap,
        };
        let staged_in_process = plan.calls.iter().any(|c| c.in_process);
        let mut take = |news: News<'_, '_>| -> Outcome<Vec<String>> {
            let News::Page(page) = news else {
                return self.show_alive();
            };
            let mut rows = Vec::with_capacity(page.records.len());
            let mut links = Vec::new();
            let mut observed = Vec::new();
            for record in page.records {
                let columns = call.mapping.read(record, &self.plan.dates, context)?;
                let Some(key) = column_text(&columns, &call.key) else {
                    self.skipped += 1;
                    continue;
                };
                if let Some((members, account_column)) = &plan.members
                    && call.mapping.keeps_memberships
                {
                    links.extend(members.ids(record).into_iter().map(|id| LinkRecord {
                        account_column: account_column.clone(),
                        account_value: id,
                        entitlement_column: call.key.clone(),
                        entitlement_value: key.clone(),
                    }));
                    observed.push((call.key.clone(), key.clone()));
                }
                let status = if call.in_process {
                    Some(EntitlementStatus::InProcess)
                } else {
                    status(&call.status, &columns, staged_in_process)
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
            self.stage(&call.call.name, page, rows)?;
            if !observed.is_empty() {
                let rows = StagedRows::Links {
                    entitlement_type,
                    rows: links,
                    observed,
                };
                self.stage(&call.call.name, page, rows)?;
            }
            Ok(keys)
        };
        pages::read(wire, &feed, context, &mut take).await
    }
}

/// The status that the record's own values give; a row that an earlier call left in process becomes
/// active.
fn status(rule: &StatusRule, columns: &Columns, was_in_process: bool) -> Option<EntitlementStatus> {
    let decision = rule.decide(columns);
    match (decision.reason, decision.status) {
        (StatusReason::Returned, _) => was_in_process.then_some(EntitlementStatus::Active),
        (_, AccountStatus::Active) => Some(EntitlementStatus::Active),
        _ => Some(EntitlementStatus::Inactive),
    }
}
