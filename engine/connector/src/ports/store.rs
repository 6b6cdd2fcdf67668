//! The store: staging, comparing and applying, in transactions.
//!
//! Pages are staged as they arrive, each together with its cursor (design D6). A complete read is
//! then compared with the rows of its endpoint and applied in one transaction per object type. The
//! store does the set work; what a missing row becomes is decided by a *verdict* that the connector
//! gives on the *facts* of the comparison. A plan is the same import run against a copy of the
//! store that is thrown away, so that it can never differ from the real thing.

use bindery_model::{
    Account, AccountRecord, Entitlement, EntitlementRecord, LinkRecord, User, UserRecord,
};
use serde::{Deserialize, Serialize};

use super::{
    AccountChanges, AccountFacts, AccountRule, AccountVerdict, AssociationChanges,
    CorrelationChanges, CorrelationRule, Effect, EndpointFacts, EndpointFilter, EntitlementChanges,
    EntitlementFacts, EntitlementRule, EntitlementVerdict, LinkChanges, LinkRule, Relation,
    RelationChanges, RelationEnd, RelationRecord, RelationRule, Timestamp, UserChanges, UserFacts,
    UserRule, UserVerdict,
};
use crate::Outcome;

/// A run's row in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub i64);

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunKind {
    /// An import.
    Import,
    /// A provisioning operation.
    Provision,
    /// Tasks of an endpoint: any number of such runs go on at a time, and no other beside them.
    Tasks,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunStatus {
    /// Still going, or killed.
    Running,
    /// All done.
    Completed,
    /// Some objects were unreadable; nothing was removed for what they feed.
    Partial,
    /// A guard refused to apply.
    Refused,
    /// Nothing was applied after a failure.
    Failed,
}

impl RunStatus {
    /// The word in the store and in outputs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Partial => "partial",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }
}

/// The end of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunOutcome {
    /// How it ended.
    pub status: RunStatus,
    /// The report as JSON, secrets masked.
    pub report: serde_json::Value,
}

/// One page of a call, committed together with the cursor that follows it.
#[derive(Debug, Clone, PartialEq)]
pub struct StagedPage {
    /// The rows.
    pub rows: StagedRows,
    /// Where the read goes on, as the connector wrote it; empty where the rows belong to no page.
    pub cursor: String,
}

/// The rows of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum StagedRows {
    /// Users; merged like accounts.
    Users(Vec<UserRecord>),
    /// Accounts; a key staged before in this run is merged, later non-null values win.
    Accounts(Vec<AccountRecord>),
    /// Entitlements of a type; merged likewise.
    Entitlements {
        /// The type.
        entitlement_type: String,
        /// The rows.
        rows: Vec<EntitlementRecord>,
    },
    /// Links of a type that were read on their own.
    Links {
        /// The type.
        entitlement_type: String,
        /// The links.
        rows: Vec<LinkRecord>,
        /// Entitlements whose members are now completely read, as column and value: links of these
        /// that were not staged may be removed, also when they have no member at all.
        observed: Vec<(String, String)>,
    },
    /// Relations of the entitlements of a type.
    Relations {
        /// Which relation.
        relation: Relation,
        /// The type.
        entitlement_type: String,
        /// The relations.
        rows: Vec<RelationRecord>,
        /// Entitlements, as column and value, whose relations towards an end are completely read.
        observed: Vec<(RelationEnd, String, String)>,
    },
    /// Rows of several kinds that one page carries.
    Several(Vec<StagedRows>),
}

impl StagedRows {
    /// The accounts among the rows, if there are some.
    #[must_use]
    pub fn into_accounts(self) -> Option<Vec<AccountRecord>> {
        match self {
            Self::Accounts(rows) => Some(rows),
            Self::Several(all) => all.into_iter().find_map(Self::into_accounts),
            _ => None,
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Users(rows) => rows.len(),
            Self::Accounts(rows) => rows.len(),
            Self::Entitlements { rows, .. } => rows.len(),
            Self::Links { rows, .. } => rows.len(),
            Self::Relations { rows, .. } => rows.len(),
            Self::Several(all) => all.iter().map(Self::count).sum(),
        }
    }
}

/// A kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objects<'a> {
    /// Accounts.
    Accounts,
    /// Entitlements of a type.
    Entitlements(&'a str),
}

/// The repository, as the connector needs it. Every method is one transaction.
pub trait Store: Send {
    /// Makes sure that the security system and endpoint of a connection exist, both named after it,
    /// and returns the endpoint's name (design D15).
    fn open_endpoint(&mut self, connection: &str) -> Outcome<String>;

    /// Starts a run and takes the endpoint's lease, which runs of [`RunKind::Tasks`] share. A lease
    /// of a run that has not renewed it for a minute counts as abandoned and is taken over; its
    /// staged rows are dropped.
    ///
    /// # Errors
    /// `R5002` when another run holds the lease.
    fn begin_run(&mut self, endpoint: &str, kind: RunKind, now: Timestamp) -> Outcome<RunId>;

    /// Takes up the import of an endpoint that was interrupted, with what it has staged, and gives the
    /// cursors of its pages in order. Only the endpoint's last run can be taken up, only where its
    /// process is gone or it has not renewed its lease, and only if it was marked with the same
    /// fingerprint; `None` where there is none.
    fn adopt_run(
        &mut self,
        _endpoint: &str,
        _fingerprint: &str,
        _now: Timestamp,
    ) -> Outcome<Option<(RunId, Vec<String>)>> {
        Ok(None)
    }

    /// Marks a run with the fingerprint of what it is made from.
    fn mark_run(&mut self, _run: RunId, _fingerprint: &str) -> Outcome<()> {
        Ok(())
    }

    /// Shows that a run is alive.
    ///
    /// # Errors
    /// `R5002` when another run has taken its lease.
    fn renew_run(&mut self, run: RunId, now: Timestamp) -> Outcome<()> {
        let nothing = StagedPage {
            rows: StagedRows::Accounts(Vec::new()),
            cursor: String::new(),
        };
        self.stage(run, &nothing, now)
    }

    /// Ends a run: its report is kept, its staging dropped, its lease given back.
    fn finish_run(&mut self, run: RunId, outcome: &RunOutcome, now: Timestamp) -> Outcome<()>;

    /// Says how objects of this run will be compared, before the first is staged, and that all come
    /// from one call, which gives each of them the same columns, and that none is looked at again: a
    /// store may then leave out of its staging what is stored as it is. Saying nothing changes no
    /// result.
    fn expect(&mut self, _run: RunId, _objects: &Objects<'_>, _key_column: &str) -> Outcome<()> {
        Ok(())
    }

    /// Stages a page and renews the lease.
    fn stage(&mut self, run: RunId, page: &StagedPage, now: Timestamp) -> Outcome<()>;

    /// Stages pages of many small reads, in their order; a store may do so in one transaction.
    fn stage_all(&mut self, run: RunId, pages: &[StagedPage], now: Timestamp) -> Outcome<()> {
        pages.iter().try_for_each(|page| self.stage(run, page, now))
    }

    /// Compares the staged accounts with the stored ones and applies the difference.
    fn reconcile_accounts(
        &mut self,
        run: RunId,
        rule: &AccountRule,
        verdict: &mut dyn FnMut(&AccountFacts) -> AccountVerdict,
    ) -> Outcome<AccountChanges>;

    /// Compares the staged users with the stored ones and applies the difference. Users belong to
    /// no endpoint, but each remembers which one's feed brought it, and only those can go missing.
    fn reconcile_users(
        &mut self,
        run: RunId,
        rule: &UserRule,
        verdict: &mut dyn FnMut(&UserFacts) -> UserVerdict,
    ) -> Outcome<UserChanges>;

    /// Gives accounts of the run's endpoint that have no user the one that the rule finds. A user
    /// that an account has stays.
    fn correlate(&mut self, run: RunId, rule: &CorrelationRule) -> Outcome<CorrelationChanges>;

    /// Compares the staged entitlements of one type with the stored ones and applies the difference.
    fn reconcile_entitlements(
        &mut self,
        run: RunId,
        rule: &EntitlementRule,
        verdict: &mut dyn FnMut(&EntitlementFacts) -> EntitlementVerdict,
    ) -> Outcome<EntitlementChanges>;

    /// Makes the links of one type what was read. Links that a task made and no import has seen yet
    /// are removed like any other once their end is observed.
    fn reconcile_links(&mut self, run: RunId, rule: &LinkRule) -> Outcome<LinkChanges>;

    /// Makes the relations of the entitlements of one type what was read.
    fn reconcile_relations(&mut self, run: RunId, rule: &RelationRule) -> Outcome<RelationChanges>;

    /// Makes the associations of accounts with logical endpoints what their links say
    /// (`ENDPOINTS_FILTER`); in the order of the filters.
    fn associate(
        &mut self,
        _run: RunId,
        _filters: &[EndpointFilter],
    ) -> Outcome<Vec<AssociationChanges>> {
        Ok(Vec::new())
    }

    /// What is known of an endpoint besides its name; one that the store does not know is known by
    /// its name alone.
    fn endpoint(&mut self, name: &str) -> Outcome<EndpointFacts> {
        Ok(EndpointFacts::named(name))
    }

    /// Accounts to ask for their entitlements: those staged in this run but for inactive ones, in
    /// the order of the feed; in a run that read none, the present ones of the store, by row.
    fn accounts_to_visit(&mut self, run: RunId) -> Outcome<Vec<AccountRecord>>;

    /// Users staged in this run, in the order of the feed.
    fn staged_users(&mut self, run: RunId) -> Outcome<Vec<UserRecord>>;

    /// Accounts staged in this run, in the order of the feed: the subjects of dependent calls.
    fn staged_accounts(&mut self, run: RunId) -> Outcome<Vec<AccountRecord>>;

    /// Active and in-process entitlements of a type, staged rows of this run laid over stored ones,
    /// in the order of their ids.
    fn entitlements_to_visit(
        &mut self,
        run: RunId,
        entitlement_type: &str,
    ) -> Outcome<Vec<EntitlementRecord>>;

    /// Finds an account of an endpoint by id, else by name.
    fn find_account(&mut self, endpoint: &str, id_or_name: &str) -> Outcome<Option<Account>>;

    /// The account of a user at an endpoint: of several a present one, else the one of its name that
    /// belongs to nobody.
    fn find_account_of(&mut self, endpoint: &str, username: &str) -> Outcome<Option<Account>> {
        let found = self.find_account(endpoint, username)?;
        Ok(found.filter(|a| a.user.as_deref().is_none_or(|owner| owner == username)))
    }

    /// Whom an account belongs to that is no person's own: rank and username, the first owner first.
    fn owners_of(&mut self, _account: i64) -> Outcome<Vec<(u32, String)>> {
        Ok(Vec::new())
    }

    /// Finds an entitlement by id, else by value.
    fn find_entitlement(
        &mut self,
        endpoint: &str,
        entitlement_type: &str,
        id_or_value: &str,
    ) -> Outcome<Option<Entitlement>>;

    /// Whether an account has an entitlement, both by their rows.
    /// A store that keeps no links says no.
    fn is_linked(&mut self, _account: i64, _entitlement: i64) -> Outcome<bool> {
        Ok(false)
    }

    /// The active entitlements that an account has, type and value each; a store that keeps no
    /// links knows of none.
    fn held_by(&mut self, _account: i64) -> Outcome<Vec<(String, String)>> {
        Ok(Vec::new())
    }

    /// Finds a user by username.
    fn find_user(&mut self, username: &str) -> Outcome<Option<User>>;

    /// Adds or replaces a user.
    fn put_user(&mut self, user: &User) -> Outcome<()>;

    /// Records the proven effect of a provisioning operation; returns the account's row, or the
    /// entitlement's where the effect is about one itself.
    fn record(&mut self, endpoint: &str, effect: &Effect, now: Timestamp) -> Outcome<i64>;
}
