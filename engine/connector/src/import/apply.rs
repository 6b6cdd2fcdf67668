//! Applying what was read: one transaction per object type, only for complete reads (design D6),
//! guarded where objects are missing (design D7).

use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_mapping::{MissingAction, RemovalGuard, Tally};

use super::links::{LinkOrigin, LinkPlan};
use super::plan::{AccountPlan, ImportPlan, TypePlan};
use super::progress::Progress;
use super::report::Guard;
use super::{Importer, Reads};
use crate::Outcome;
use crate::ports::{
    AccountRule, AccountVerdict, EntitlementRule, EntitlementVerdict, LinkRule, LinkSource,
};

impl Importer<'_> {
    /// Applies every complete read.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn apply(&mut self, plan: &ImportPlan, reads: &Reads) -> Outcome<()> {
        let mut accounts_ok = reads.accounts.complete;
        let mut unread: Vec<&str> = Vec::new();
        if let Some(accounts) = &plan.accounts
            && reads.accounts.begun
        {
            if accounts_ok {
                accounts_ok = self.apply_accounts(accounts, &reads.accounts)?;
            } else {
                self.incomplete("accounts");
            }
        }
        if reads.accounts.begun && accounts_ok {
            self.correlate()?;
        }
        for (one, progress) in plan.types.iter().zip(&reads.types) {
            if progress.begun && !progress.complete {
                self.incomplete(&format!("entitlements {}", one.name));
                unread.push(&one.name);
            } else if progress.begun && !self.apply_type(one, progress)? {
                unread.push(&one.name);
            }
        }
        if reads.accounts.begun && accounts_ok {
            self.apply_created(plan, reads)?;
        }
        if reads.asked_for_access {
            for (links, progress) in plan.links.iter().zip(&reads.links) {
                let name = links.entitlement_type.as_str();
                if accounts_ok && !unread.contains(&name) && progress.complete {
                    self.apply_links(plan, links)?;
                } else {
                    self.unlinked(name, progress);
                }
            }
            self.apply_relations(reads, &unread)?;
            self.associate()?;
        }
        Ok(())
    }

    /// Returns whether links may follow: not after an empty feed.
    fn apply_accounts(&mut self, plan: &AccountPlan, progress: &Progress) -> Outcome<bool> {
        let rule = AccountRule {
            key_column: plan.key_column.clone(),
            include_inactive: plan.include_inactive,
        };
        let mut guard = None;
        let mut missing = 0;
        let mut staged = 0;
        let changes = self
            .store
            .reconcile_accounts(self.run, &rule, &mut |facts| {
                missing = facts.missing;
                staged = facts.staged;
                let decision = plan.missing.decide(Tally {
                    present: facts.present,
                    fetched: facts.staged,
                    missing: facts.missing,
                });
                guard = decision.guard;
                if facts.staged == 0 && facts.present > 0 {
                    guard = Some(RemovalGuard::EmptyFeed);
                }
                let keep = progress.veto || guard.is_some();
                AccountVerdict {
                    action: if keep {
                        MissingAction::Keep
                    } else {
                        decision.action
                    },
                    delete_links: decision.delete_links && !keep,
                }
            })?;
        let is_empty = guard == Some(RemovalGuard::EmptyFeed);
        match guard {
            Some(guard) => self.guarded("accounts", guard, missing, progress.missing_list),
            None if progress.missing_list && staged == 0 => self.no_list("accounts"),
            None => {}
        }
        if !is_empty {
            self.report.accounts = Some(changes);
            self.applied = true;
        }
        Ok(!is_empty)
    }

    /// Gives accounts the users that the endpoint's rule finds.
    fn correlate(&mut self) -> Outcome<()> {
        let Some(rule) = &self.correlation else {
            return Ok(());
        };
        let changes = self.store.correlate(self.run, rule)?;
        if changes.ambiguous > 0 {
            let message = format!(
                "{} accounts match several users, so they got none",
                changes.ambiguous
            );
            let mut finding = Diagnostic::new(codes::AMBIGUOUS_USER, message);
            for sample in &changes.ambiguous_samples {
                finding = finding.with_note(sample.as_str());
            }
            self.findings.push(
                finding.with_help("add a column to the correlation rule that tells them apart"),
            );
        }
        self.report.correlation = Some(changes);
        Ok(())
    }

    /// Associates accounts with the logical endpoints whose entitlements they hold.
    fn associate(&mut self) -> Outcome<()> {
        if self.filters.is_empty() {
            return Ok(());
        }
        let changes = self.store.associate(self.run, &self.filters)?;
        let names = self.filters.iter().map(|filter| filter.endpoint.clone());
        self.report.associations = names.zip(changes).collect();
        Ok(())
    }

    fn apply_type(&mut self, plan: &TypePlan, progress: &Progress) -> Outcome<bool> {
        let rule = EntitlementRule {
            entitlement_type: plan.name.clone(),
            key_column: plan.key_column.clone(),
        };
        let mut guard = None;
        let mut missing = 0;
        let mut staged = 0;
        let changes = self
            .store
            .reconcile_entitlements(self.run, &rule, &mut |facts| {
                missing = facts.missing;
                staged = facts.staged;
                let (inactivate, seen) = plan.missing.decide(Tally {
                    present: facts.present,
                    fetched: facts.staged,
                    missing: facts.missing,
                });
                guard = seen;
                if facts.staged == 0 && facts.present > 0 {
                    guard = Some(RemovalGuard::EmptyFeed);
                }
                if inactivate && guard.is_none() && !progress.veto {
                    EntitlementVerdict::Inactivate
                } else {
                    EntitlementVerdict::Keep
                }
            })?;
        let is_empty = guard == Some(RemovalGuard::EmptyFeed);
        match guard {
            Some(guard) => self.guarded(&plan.name, guard, missing, progress.missing_list),
            None if progress.missing_list && staged == 0 => self.no_list(&plan.name),
            None => {}
        }
        if changes.in_process > 0 {
            let message = format!(
                "{} entitlements of {} wait for a call that has not filled them",
                changes.in_process, plan.name
            );
            self.findings.push(
                Diagnostic::new(codes::IN_PROCESS, message).with_help(
                    "see which calls failed; the last call has makeProcessingStatus false",
                ),
            );
        }
        if !is_empty {
            self.report.entitlements.insert(plan.name.clone(), changes);
            self.applied = true;
        }
        Ok(!is_empty)
    }

    /// Entitlements that were made of memberships, where no call of their type read them.
    fn apply_created(&mut self, plan: &ImportPlan, reads: &Reads) -> Outcome<()> {
        let Some(accounts) = &plan.accounts else {
            return Ok(());
        };
        for membership in accounts.memberships.iter().filter(|m| m.creates.is_some()) {
            let name = &membership.rule.entitlement_type;
            if self.report.entitlements.contains_key(name) {
                continue;
            }
            let own = plan.types.iter().find(|t| t.name == *name);
            if own.is_some_and(|t| !t.calls.is_empty()) {
                continue;
            }
            let made;
            let one = match own {
                Some(one) => one,
                None => {
                    made = TypePlan::bare(name);
                    &made
                }
            };
            self.apply_type(one, &reads.accounts)?;
        }
        Ok(())
    }

    fn apply_links(&mut self, plan: &ImportPlan, links: &LinkPlan) -> Outcome<()> {
        let rule = LinkRule {
            entitlement_type: links.entitlement_type.clone(),
            source: match links.source {
                LinkOrigin::Accounts => LinkSource::Memberships,
                LinkOrigin::Entitlements | LinkOrigin::Calls(_) => LinkSource::Staged,
            },
            remove_stale: plan.stale.intent(),
            most_removed: plan.stale.threshold.limit(),
        };
        let changes = self.store.reconcile_links(self.run, &rule)?;
        if changes.unresolved > 0 {
            let message = format!(
                "{} memberships of {} have an end that is not known",
                changes.unresolved, links.entitlement_type
            );
            let mut finding = Diagnostic::new(codes::UNRESOLVED_LINK, message);
            for sample in &changes.unresolved_samples {
                finding = finding.with_note(sample.as_str());
            }
            self.findings.push(
                finding.with_help("they are kept and linked when an import brings the other end"),
            );
        }
        if changes.held_back > 0 {
            let guard = RemovalGuard::Threshold {
                missing: changes.held_back,
                threshold: plan.stale.threshold.limit().unwrap_or(0),
            };
            let object = format!("links {}", links.entitlement_type);
            self.guarded(&object, guard, changes.held_back, false);
        }
        self.report
            .links
            .insert(links.entitlement_type.clone(), changes);
        self.applied = true;
        Ok(())
    }

    pub(super) fn incomplete(&mut self, object: &str) {
        self.incomplete = true;
        self.findings.push(
            Diagnostic::new(
                codes::INCOMPLETE,
                format!("{object} were not read completely, so nothing was applied for them"),
            )
            .with_help("cure the failure above and import again"),
        );
    }

    /// Links that were left alone: their own read, or that of what they join, is incomplete.
    fn unlinked(&mut self, entitlement_type: &str, progress: &Progress) {
        if !progress.complete {
            self.incomplete(&format!("links {entitlement_type}"));
            return;
        }
        let message = format!(
            "links {entitlement_type} were left as they are, because what they join was not applied"
        );
        self.findings
            .push(Diagnostic::new(codes::INCOMPLETE, message).with_severity(Severity::Warning));
    }

    /// Nothing was read because there was no list to read from, and no rows existed that tell.
    pub(super) fn no_list(&mut self, object: &str) {
        let message = format!("{object}: the answer has nothing at the call's listField");
        self.findings.push(
            Diagnostic::new(codes::MISSING_LIST, message).with_help(
                "check the call's URL and its listField against an answer of the target",
            ),
        );
    }

    pub(super) fn guarded(
        &mut self,
        object: &str,
        guard: RemovalGuard,
        missing: usize,
        missing_list: bool,
    ) {
        let code = match guard {
            RemovalGuard::EmptyFeed => codes::EMPTY_FEED,
            RemovalGuard::Threshold { .. } => codes::THRESHOLD,
        };
        let message = format!("{object}: {}", guard.words());
        let mut finding = Diagnostic::new(code, message.clone()).with_severity(Severity::Error);
        if missing_list {
            finding = finding.with_note("the answer has nothing at the call's listField");
        }
        self.findings.push(finding.with_help(match guard {
            RemovalGuard::EmptyFeed => "check the call, its listField and the token's permissions",
            RemovalGuard::Threshold { .. } => {
                "if the removals are right, import again with --accept-removals"
            }
        }));
        self.report.guards.push(Guard {
            code: code.as_str(),
            object: object.to_owned(),
            missing,
            message,
        });
    }
}
