//! A store that remembers effects and finds what it was given.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::{
    Account, AccountRecord, Entitlement, EntitlementRecord, Task, User, UserRecord,
};

use crate::Outcome;
use crate::ports::{
    AccountChanges, AccountFacts, AccountRule, AccountVerdict, CorrelationChanges, CorrelationRule,
    Effect, EntitlementChanges, EntitlementFacts, EntitlementRule, EntitlementVerdict,
    JournalEntry, JournalPlace, JournalState, LinkChanges, LinkRule, RelationChanges, RelationRule,
    RequestFacts, RunId, RunKind, RunOutcome, Settlement, StagedPage, Store, Tasks, Timestamp,
    UserChanges, UserFacts, UserRule, UserVerdict,
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
    /// Links, by the rows of account and entitlement.
    pub links: Vec<(i64, i64)>,
    pub journal: Vec<JournalEntry>,
    /// Every state that was written, with the step and item: what was known at each moment.
    pub written: Vec<(JournalPlace, JournalState)>,
    pub settled: Vec<Settlement>,
    pub password: Option<String>,
    pub request: Option<RequestFacts>,
    /// The entry, counted from 1, at which the worker is killed.
    pub killed_at: Option<usize>,
    /// Another worker has the task.
    pub lost: bool,
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

    fn is_linked(&mut self, account: i64, entitlement: i64) -> Outcome<bool> {
        Ok(self.links.contains(&(account, entitlement)))
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
            Effect::EntitlementCreated { .. } => 2,
            Effect::EntitlementUpdated { entitlement, .. }
            | Effect::EntitlementDeleted { entitlement } => *entitlement,
        })
    }
}

fn killed<T>() -> Outcome<T> {
    Err(Box::new(Diagnostic::new(codes::STORE_BUSY, "killed")))
}

impl Tasks for Remembering {
    fn claim_next(&mut self, _: &str, _: &str, _: Timestamp) -> Outcome<Option<Task>> {
        not_asked()
    }

    fn claim(&mut self, _: i64, _: &str, _: Timestamp) -> Outcome<Option<Task>> {
        not_asked()
    }

    fn renew(&mut self, _: i64, _: &str, _: Timestamp) -> Outcome<()> {
        Ok(())
    }

    fn journal(&mut self, _: i64) -> Outcome<Vec<JournalEntry>> {
        Ok(self.journal.clone())
    }

    fn write(&mut self, _: i64, _: &str, entry: &JournalEntry, _: Timestamp) -> Outcome<()> {
        if self.lost {
            return killed();
        }
        self.written.push((entry.place, entry.state));
        if self.killed_at == Some(self.written.len()) {
            return killed();
        }
        self.journal.retain(|earlier| earlier.place != entry.place);
        self.journal.push(entry.clone());
        self.journal.sort_by_key(|entry| entry.place);
        Ok(())
    }

    fn password(&mut self, _: i64) -> Outcome<Option<String>> {
        Ok(self.password.clone())
    }

    fn keep_password(&mut self, _: i64, password: &str, _: Timestamp) -> Outcome<()> {
        self.password = Some(password.to_owned());
        Ok(())
    }

    fn settle(
        &mut self,
        _: i64,
        _: &str,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Outcome<Option<i64>> {
        if self.lost {
            return killed();
        }
        let mut row = None;
        for effect in &settlement.effects {
            row = Some(self.record("Acme", effect, now)?);
        }
        self.settled.push(settlement.clone());
        Ok(row)
    }

    fn seed(&mut self, _: i64) -> Outcome<u64> {
        Ok(99)
    }

    fn request(&mut self, _: i64) -> Outcome<Option<RequestFacts>> {
        Ok(self.request.clone())
    }
}
