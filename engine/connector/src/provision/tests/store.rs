//! A store that remembers effects and finds what it was given.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::{Account, AccountRecord, Entitlement, EntitlementRecord, User, UserRecord};

use crate::Outcome;
use crate::ports::{
    AccountChanges, AccountFacts, AccountRule, AccountVerdict, CorrelationChanges, CorrelationRule,
    Effect, EntitlementChanges, EntitlementFacts, EntitlementRule, EntitlementVerdict, LinkChanges,
    LinkRule, RelationChanges, RelationRule, RunId, RunKind, RunOutcome, StagedPage, Store,
    Timestamp, UserChanges, UserFacts, UserRule, UserVerdict,
};

#[derive(Default)]
pub(in super::super) struct Remembering {
    pub users: Vec<User>,
    pub accounts: Vec<Account>,
    pub entitlements: Vec<Entitlement>,
    pub effects: Vec<Effect>,
    pub runs: Vec<RunOutcome>,
    pub begun: usize,
    /// The disk is full.
    pub full: bool,
}

fn not_asked<T>() -> Outcome<T> {
    Err(Box::new(Diagnostic::new(codes::FAULT, "not asked here")))
}

impl Store for Remembering {
    fn open_endpoint(&mut self, connection: &str) -> Outcome<String> {
        Ok(connection.to_owned())
    }

    fn begin_run(&mut self, _: &str, _: RunKind, _: Timestamp) -> Outcome<RunId> {
        self.begun += 1;
        Ok(RunId(41))
    }

    fn finish_run(&mut self, _: RunId, outcome: &RunOutcome, _: Timestamp) -> Outcome<()> {
        self.runs.push(outcome.clone());
        Ok(())
    }

    fn stage(&mut self, _: RunId, _: &StagedPage, _: Timestamp) -> Outcome<()> {
        not_asked()
    }

    fn reconcile_accounts(
        &mut self,
        _: RunId,
        _: &AccountRule,
        _: &mut dyn FnMut(&AccountFacts) -> AccountVerdict,
    ) -> Outcome<AccountChanges> {
        not_asked()
    }

    fn reconcile_users(
        &mut self,
        _: RunId,
        _: &UserRule,
        _: &mut dyn FnMut(&UserFacts) -> UserVerdict,
    ) -> Outcome<UserChanges> {
        not_asked()
    }

    fn correlate(&mut self, _: RunId, _: &CorrelationRule) -> Outcome<CorrelationChanges> {
        not_asked()
    }

    fn reconcile_relations(&mut self, _: RunId, _: &RelationRule) -> Outcome<RelationChanges> {
        not_asked()
    }

    fn accounts_to_visit(&mut self, _: RunId) -> Outcome<Vec<AccountRecord>> {
        not_asked()
    }

    fn staged_users(&mut self, _: RunId) -> Outcome<Vec<UserRecord>> {
        not_asked()
    }

    fn reconcile_entitlements(
        &mut self,
        _: RunId,
        _: &EntitlementRule,
        _: &mut dyn FnMut(&EntitlementFacts) -> EntitlementVerdict,
    ) -> Outcome<EntitlementChanges> {
        not_asked()
    }

    fn reconcile_links(&mut self, _: RunId, _: &LinkRule) -> Outcome<LinkChanges> {
        not_asked()
    }

    fn staged_accounts(&mut self, _: RunId) -> Outcome<Vec<AccountRecord>> {
        not_asked()
    }

    fn entitlements_to_visit(&mut self, _: RunId, _: &str) -> Outcome<Vec<EntitlementRecord>> {
        not_asked()
    }

    fn find_account(&mut self, _: &str, wanted: &str) -> Outcome<Option<Account>> {
        let is_it = |a: &&Account| {
            a.account_id.as_deref() == Some(wanted) || a.name.as_deref() == Some(wanted)
        };
        Ok(self.accounts.iter().find(is_it).cloned())
    }

    fn find_entitlement(
        &mut self,
        _: &str,
        of: &str,
        wanted: &str,
    ) -> Outcome<Option<Entitlement>> {
        let is_it = |e: &&Entitlement| {
            e.entitlement_type == of
                && (e.entitlement_id == wanted || e.value.as_deref() == Some(wanted))
        };
        Ok(self.entitlements.iter().find(is_it).cloned())
    }

    fn find_user(&mut self, username: &str) -> Outcome<Option<User>> {
        let found = self.users.iter().find(|u| u.username == username);
        Ok(found.cloned())
    }

    fn put_user(&mut self, _: &User) -> Outcome<()> {
        not_asked()
    }

    fn record(&mut self, _: &str, effect: &Effect, _: Timestamp) -> Outcome<i64> {
        if self.full {
            let finding = Diagnostic::new(codes::STORE_FULL, "the disk is full");
            return Err(Box::new(finding.with_help("make room")));
        }
        self.effects.push(effect.clone());
        Ok(match effect {
            Effect::AccountCreated { .. } => 1,
            Effect::AccountUpdated { account, .. }
            | Effect::AccountStatusChanged { account, .. }
            | Effect::AccessAdded { account, .. }
            | Effect::AccessRemoved { account, .. } => *account,
        })
    }
}
