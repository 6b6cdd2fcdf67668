//! The port, answered: each method is one transaction over the modules that know how.

use bindery_connector::Outcome;
use bindery_connector::ports::{
    AccountChanges, AccountFacts, AccountRule, AccountVerdict, AssociationChanges,
    CorrelationChanges, CorrelationRule, Effect, EndpointFacts, EndpointFilter, EntitlementChanges,
    EntitlementFacts, EntitlementRule, EntitlementVerdict, LinkChanges, LinkRule, Objects,
    RelationChanges, RelationRule, RunId, RunKind, RunOutcome, StagedPage, Store, Timestamp,
    UserChanges, UserFacts, UserRule, UserVerdict,
};
use bindery_model::{Account, AccountRecord, Entitlement, EntitlementRecord, User, UserRecord};

use crate::scope::Place;
use crate::{
    Repository, associations, correlation, effects, endpoints, lease, links, lookups,
    reconciliation, relations, scope, staging, users, visits,
};

impl Store for Repository {
    fn open_endpoint(&mut self, connection: &str) -> Outcome<String> {
        self.transact(|tx| scope::open_endpoint(tx, connection))
    }

    fn begin_run(&mut self, endpoint: &str, kind: RunKind, now: Timestamp) -> Outcome<RunId> {
        self.transact(|tx| lease::begin(tx, endpoint, kind, now))
    }

    fn adopt_run(
        &mut self,
        endpoint: &str,
        fingerprint: &str,
        now: Timestamp,
    ) -> Outcome<Option<(RunId, Vec<String>)>> {
        self.transact_with_presence(|tx, presence| {
            let adopted = lease::adopt(tx, endpoint, fingerprint, now)?;
            if let Some((run, _)) = &adopted {
                presence.take_up(*run);
            }
            Ok(adopted)
        })
    }

    fn mark_run(&mut self, run: RunId, fingerprint: &str) -> Outcome<()> {
        self.transact(|tx| lease::mark(tx, run, fingerprint))
    }

    fn renew_run(&mut self, run: RunId, now: Timestamp) -> Outcome<()> {
        self.transact(|tx| lease::renew(tx, run, now).map(drop))
    }

    fn finish_run(&mut self, run: RunId, outcome: &RunOutcome, now: Timestamp) -> Outcome<()> {
        self.transact(|tx| lease::finish(tx, run, outcome, now))
    }

    fn expect(&mut self, run: RunId, objects: &Objects<'_>, key_column: &str) -> Outcome<()> {
        self.transact_with_presence(|tx, presence| {
            let endpoint = lease::endpoint_of(tx, run)?;
            let place = match objects {
                Objects::Accounts => Place::accounts(run, endpoint),
                Objects::Entitlements(name) => {
                    Place::entitlements(run, scope::entitlement_type(tx, endpoint, name)?)
                }
            };
            presence.expect(tx, &place, key_column)
        })
    }

    fn stage(&mut self, run: RunId, page: &StagedPage, now: Timestamp) -> Outcome<()> {
        self.transact_with_presence(|tx, presence| staging::stage(tx, presence, run, page, now))
    }

    fn stage_all(&mut self, run: RunId, pages: &[StagedPage], now: Timestamp) -> Outcome<()> {
        self.transact_with_presence(|tx, presence| {
            let mut pages = pages.iter();
            pages.try_for_each(|page| staging::stage(tx, presence, run, page, now))
        })
    }

    fn reconcile_accounts(
        &mut self,
        run: RunId,
        rule: &AccountRule,
        verdict: &mut dyn FnMut(&AccountFacts) -> AccountVerdict,
    ) -> Outcome<AccountChanges> {
        self.transact_with_presence(|tx, presence| {
            reconciliation::accounts(tx, presence, run, rule, verdict)
        })
    }

    fn reconcile_users(
        &mut self,
        run: RunId,
        rule: &UserRule,
        verdict: &mut dyn FnMut(&UserFacts) -> UserVerdict,
    ) -> Outcome<UserChanges> {
        self.transact(|tx| users::reconcile(tx, run, rule, verdict))
    }

    fn correlate(&mut self, run: RunId, rule: &CorrelationRule) -> Outcome<CorrelationChanges> {
        self.transact(|tx| correlation::correlate(tx, run, rule))
    }

    fn reconcile_relations(&mut self, run: RunId, rule: &RelationRule) -> Outcome<RelationChanges> {
        self.transact(|tx| relations::reconcile(tx, run, rule))
    }

    fn associate(
        &mut self,
        run: RunId,
        filters: &[EndpointFilter],
    ) -> Outcome<Vec<AssociationChanges>> {
        self.transact(|tx| associations::associate(tx, run, filters))
    }

    fn endpoint(&mut self, name: &str) -> Outcome<EndpointFacts> {
        Ok(endpoints::facts(&self.connection, name)?)
    }

    fn accounts_to_visit(&mut self, run: RunId) -> Outcome<Vec<AccountRecord>> {
        self.transact(|tx| visits::accounts_to_visit(tx, run))
    }

    fn staged_users(&mut self, run: RunId) -> Outcome<Vec<UserRecord>> {
        self.transact(|tx| users::staged(tx, run))
    }

    fn reconcile_entitlements(
        &mut self,
        run: RunId,
        rule: &EntitlementRule,
        verdict: &mut dyn FnMut(&EntitlementFacts) -> EntitlementVerdict,
    ) -> Outcome<EntitlementChanges> {
        self.transact_with_presence(|tx, presence| {
            reconciliation::entitlements(tx, presence, run, rule, verdict)
        })
    }

    fn reconcile_links(&mut self, run: RunId, rule: &LinkRule) -> Outcome<LinkChanges> {
        self.transact_with_presence(|tx, presence| links::reconcile(tx, presence, run, rule))
    }

    fn staged_accounts(&mut self, run: RunId) -> Outcome<Vec<AccountRecord>> {
        self.transact(|tx| visits::accounts(tx, run))
    }

    fn entitlements_to_visit(
        &mut self,
        run: RunId,
        entitlement_type: &str,
    ) -> Outcome<Vec<EntitlementRecord>> {
        self.transact(|tx| visits::entitlements(tx, run, entitlement_type))
    }

    fn find_account(&mut self, endpoint: &str, id_or_name: &str) -> Outcome<Option<Account>> {
        Ok(lookups::find_account(
            &self.connection,
            endpoint,
            id_or_name,
        )?)
    }

    fn find_account_of(&mut self, endpoint: &str, username: &str) -> Outcome<Option<Account>> {
        Ok(lookups::find_account_of(
            &self.connection,
            endpoint,
            username,
        )?)
    }

    fn owners_of(&mut self, account: i64) -> Outcome<Vec<(u32, String)>> {
        Ok(lookups::owners_of(&self.connection, account)?)
    }

    fn find_entitlement(
        &mut self,
        endpoint: &str,
        entitlement_type: &str,
        id_or_value: &str,
    ) -> Outcome<Option<Entitlement>> {
        let connection = &self.connection;
        Ok(lookups::find_entitlement(
            connection,
            endpoint,
            entitlement_type,
            id_or_value,
        )?)
    }

    fn is_linked(&mut self, account: i64, entitlement: i64) -> Outcome<bool> {
        Ok(lookups::is_linked(&self.connection, account, entitlement)?)
    }

    fn held_by(&mut self, account: i64) -> Outcome<Vec<(String, String)>> {
        Ok(lookups::held_by(&self.connection, account)?)
    }

    fn find_user(&mut self, username: &str) -> Outcome<Option<User>> {
        Ok(lookups::find_user(&self.connection, username)?)
    }

    fn put_user(&mut self, user: &User) -> Outcome<()> {
        self.transact(|tx| lookups::put_user(tx, user))
    }

    fn record(&mut self, endpoint: &str, effect: &Effect, now: Timestamp) -> Outcome<i64> {
        self.transact(|tx| effects::record(tx, endpoint, effect, now))
    }
}
