//! Reading and applying relations of entitlements: maps to other entitlements, and owners.
//!
//! Both ends are resolved when all types are in the store. What was not read completely is left as it
//! is.

use std::collections::BTreeSet;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Value};
use futures_util::StreamExt;
use indexmap::IndexMap;

use super::column::column_text;
use super::observed::Observed;
use super::pages::{self, News, Opening};
use super::progress::Progress;
use super::relation_plan::{RelationPlan, RelationRead, related};
use super::{Importer, Reads, bind_entitlement, passes};
use crate::Outcome;
use crate::ports::{Relation, RelationEnd, RelationRule, StagedRows};

/// The entitlement that a call runs for: its type and the bound value.
type Visited = (String, String);

/// An entitlement whose relations were read: its type where the call runs for it, and its value.
type Known = (Option<String>, String);

/// How the store is told that the relations of an entitlement of a type are known.
type Told = (String, (RelationEnd, String, String));

/// Whose relations are known, by what they lead to.
type Ends = IndexMap<String, Observed<Told>>;

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
        let mut observed = Ends::new();
        for read in &plan.calls {
            let ends: BTreeSet<&str> = read.to.iter().map(|to| towards(&to.end)).collect();
            for end in ends {
                observed
                    .entry(end.to_owned())
                    .or_insert_with(Observed::new)
                    .begin_call();
            }
            let all = self.visited_ends(plan, read)?;
            // Whose relations such a read tells is known without its pages: it need not be made again.
            let feed = match read.each && read.from_id.is_none() {
                true => self.feed_of(&read.call, (&read.list, &read.paging), all.len()),
                false => self.feed(&read.call, &read.list, &read.paging),
            };
            self.gather(all.len())?;
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
                    observe(plan, read, ends, &mut observed);
                }
            }
            self.settle()?;
            if !read.each && progress.complete && !progress.veto {
                // After one call for all, the relations of every entitlement are known.
                let ends = self.every_end(plan, read)?;
                observe(plan, read, ends, &mut observed);
            }
        }
        self.stage_ends(plan, observed)?;
        self.end(phase, &format!("{total} read"));
        Ok(progress)
    }

    async fn read_relation_call(
        &mut self,
        plan: &RelationPlan,
        read: &RelationRead,
        (visited, context, opening): (&Option<Visited>, &Context, Opening),
        (total, ends): (&mut usize, &mut Vec<Known>),
    ) -> Outcome<pages::ReadEnd> {
        let wire = self.wire;
        let feed = self.feed(&read.call, &read.list, &read.paging);
        let mut take = |news: News<'_, '_>| -> Outcome<Vec<String>> {
            let News::Page(page) = news else {
                return self.aside(news);
            };
            let types = match visited {
                Some((of, _)) => std::slice::from_ref(of),
                None => &plan.types[..],
            };
            let mut rows = Vec::new();
            for record in page.records {
                let kind = read.attribute.as_ref().and_then(|a| a.read(record));
                let from = match (&read.from_id, visited) {
                    (Some(path), _) => path.ids(record),
                    (None, Some((_, value))) => vec![value.clone()],
                    (None, None) => Vec::new(),
                };
                for value in from {
                    let end = (read.from_column.as_str(), value.as_str());
                    let related = related(&read.to, record, end, &read.kinds);
                    rows.extend(related.into_iter().map(|row| (kind.clone(), row)));
                    ends.push((None, value));
                }
            }
            *total += rows.len();
            self.page(plan.relation.as_str(), page, rows.len(), *total);
            for of in types {
                let counts = |kind: &Option<String>| match kind {
                    Some(kind) => self.counts_as_owner(of, kind),
                    None => true,
                };
                let rows = rows.iter().filter(|(kind, _)| counts(kind));
                let staged = StagedRows::Relations {
                    relation: plan.relation,
                    entitlement_type: of.clone(),
                    rows: rows.map(|(_, row)| row.clone()).collect(),
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
                if read
                    .filter
                    .as_ref()
                    .is_some_and(|filter| !passes(filter, &row))
                {
                    continue;
                }
                if let Some(value) = column_text(&row.columns, &read.from_column) {
                    let context = bind_entitlement(&base, &row.columns)
                        .with("id", Value::from(value.as_str()));
                    all.push((Some((of.clone(), value)), context));
                }
            }
        }
        Ok(all)
    }

    /// Whether a value of `privilegeParams` makes an owner of entitlements of a type; any does where
    /// the type has no rule.
    fn counts_as_owner(&self, of: &str, kind: &str) -> bool {
        let own = self.plan.types.iter().find(|one| one.name == of);
        own.is_none_or(|one| one.owners.kinds.is_empty() || one.owners.wants(kind))
    }

    fn every_end(&mut self, plan: &RelationPlan, read: &RelationRead) -> Outcome<Vec<Known>> {
        let mut ends = Vec::new();
        for of in &plan.types {
            let rows = self.store.entitlements_to_visit(self.run, of)?;
            let values = rows
                .iter()
                .filter_map(|row| column_text(&row.columns, &read.from_column));
            ends.extend(values.map(|value| (Some(of.clone()), value)));
        }
        Ok(ends)
    }

    fn stage_ends(&mut self, plan: &RelationPlan, observed: Ends) -> Outcome<()> {
        let known: Vec<Told> = observed.into_values().flat_map(Observed::by_all).collect();
        for of in &plan.types {
            let own = known.iter().filter(|(own, _)| own == of);
            let rows = StagedRows::Relations {
                relation: plan.relation,
                entitlement_type: of.to_owned(),
                rows: Vec::new(),
                observed: own.map(|(_, end)| end.clone()).collect(),
            };
            self.stage_apart(plan.relation.as_str(), rows)?;
        }
        Ok(())
    }

    /// Applies the relations of every type whose reads ended well; `unread` are types that were not
    /// applied.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn apply_relations(&mut self, reads: &Reads, unread: &[&str]) -> Outcome<()> {
        let plan = self.plan;
        let mut rules: Vec<RelationRule> = Vec::new();
        let most = |of: &str| {
            let own = plan.types.iter().find(|one| one.name == of);
            own.and_then(|one| one.owners.most)
        };
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
                    most: most(entitlement_type).filter(|_| relation == Relation::Owners),
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

/// What relations lead to, as far as they are told apart: a type, or users.
fn towards(end: &RelationEnd) -> &str {
    match end {
        RelationEnd::Entitlement(of) => of,
        RelationEnd::User | RelationEnd::Account => "",
    }
}

/// Notes whose relations a call has read.
fn observe(plan: &RelationPlan, read: &RelationRead, ends: Vec<Known>, observed: &mut Ends) {
    for (own, value) in ends {
        let types = plan
            .types
            .iter()
            .filter(|of| own.as_ref().is_none_or(|own| own == *of));
        for of in types {
            for to in &read.to {
                let end = (to.end.clone(), read.from_column.clone(), value.clone());
                let key = format!("{of}\u{1}{}\u{1}{value}", read.from_column);
                if let Some(observed) = observed.get_mut(towards(&to.end)) {
                    observed.note(key, (of.clone(), end));
                }
            }
        }
    }
}
