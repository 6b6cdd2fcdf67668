//! A store that keeps nothing: rows go to standard output as they are read.
//!
//! For `import --to jsonl` where every row comes from one call and nothing has to be looked up
//! again, so that memory is bounded by a page, however long the feed. A key that the feed repeats is
//! written each time it comes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use bindery_connector::Outcome;
use bindery_connector::ports::{
    AccountChanges, AccountFacts, AccountRule, AccountVerdict, CorrelationChanges, CorrelationRule,
    Effect, EntitlementChanges, EntitlementFacts, EntitlementRule, EntitlementVerdict, LinkChanges,
    LinkRule, RelationChanges, RelationRule, RunId, RunKind, RunOutcome, StagedPage, StagedRows,
    Store, Timestamp, UserChanges, UserFacts, UserRule, UserVerdict,
};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::{
    Account, AccountRecord, AccountStatus, Entitlement, EntitlementRecord, EntitlementStatus, User,
    UserRecord,
};

use crate::layout::Layout;
use crate::rows::{ACCOUNT, ENTITLEMENT, Line};

/// How much is gathered before it is written.
const CHUNK: usize = 64 * 1024;

/// Writes what is staged.
pub struct Stream {
    gathered: Vec<u8>,
    layout: Layout,
    endpoint: String,
    accounts: usize,
    entitlements: BTreeMap<String, usize>,
}

impl Stream {
    /// To the process's standard output.
    pub fn new() -> Self {
        Self {
            gathered: Vec::with_capacity(CHUNK + CHUNK / 4),
            layout: Layout::default(),
            endpoint: String::new(),
            accounts: 0,
            entitlements: BTreeMap::new(),
        }
    }

    /// Writes what is still gathered.
    pub fn flush(&mut self) -> io::Result<()> {
        let mut output = io::stdout().lock();
        let written = output.write_all(&self.gathered);
        self.gathered.clear();
        written?;
        output.flush()
    }

    fn flush_if_full(&mut self) -> io::Result<()> {
        match self.gathered.len() < CHUNK {
            true => Ok(()),
            false => self.flush(),
        }
    }

    fn write(&mut self, rows: &StagedRows) -> io::Result<()> {
        match rows {
            StagedRows::Accounts(rows) => {
                self.accounts += rows.len();
                let mut front = Vec::new();
                Line::begin(&mut front, "account", &self.endpoint)?;
                for row in rows {
                    let status = row.status.unwrap_or(AccountStatus::Active).eic_name();
                    let edge = (front.as_slice(), status);
                    self.layout
                        .write(&mut self.gathered, edge, &ACCOUNT, &row.columns);
                    self.flush_if_full()?;
                }
            }
            StagedRows::Entitlements {
                entitlement_type,
                rows,
            } => {
                *self
                    .entitlements
                    .entry(entitlement_type.clone())
                    .or_default() += rows.len();
                let mut front = Vec::new();
                Line::begin(&mut front, "entitlement", &self.endpoint)?
                    .text("type", Some(entitlement_type))?;
                for row in rows {
                    let status = row.status.unwrap_or(EntitlementStatus::Active).as_str();
                    let edge = (front.as_slice(), status);
                    self.layout
                        .write(&mut self.gathered, edge, &ENTITLEMENT, &row.columns);
                    self.flush_if_full()?;
                }
            }
            StagedRows::Several(all) => {
                for rows in all {
                    self.write(rows)?;
                }
            }
            StagedRows::Links { .. } | StagedRows::Relations { .. } | StagedRows::Users(_) => {}
        }
        Ok(())
    }
}

impl Drop for Stream {
    /// What an interrupted run has read is written, too.
    fn drop(&mut self) {
        // Nobody is left to hear of a failure.
        let _ = self.flush();
    }
}

/// What a stream cannot answer, because it keeps nothing.
fn forgotten<T>() -> Outcome<T> {
    Err(Diagnostic::new(
        codes::FAULT,
        "a stream of rows was asked for rows it has written",
    )
    .into())
}

impl Store for Stream {
    fn open_endpoint(&mut self, connection: &str) -> Outcome<String> {
        connection.clone_into(&mut self.endpoint);
        Ok(connection.to_owned())
    }

    fn begin_run(&mut self, _: &str, _: RunKind, _: Timestamp) -> Outcome<RunId> {
        Ok(RunId(0))
    }

    fn finish_run(&mut self, _: RunId, _: &RunOutcome, _: Timestamp) -> Outcome<()> {
        self.flush().map_err(|e| unwritable(&e))
    }

    fn stage(&mut self, _: RunId, page: &StagedPage, _: Timestamp) -> Outcome<()> {
        self.write(&page.rows).map_err(|e| unwritable(&e))
    }

    fn reconcile_accounts(
        &mut self,
        _: RunId,
        _: &AccountRule,
        _: &mut dyn FnMut(&AccountFacts) -> AccountVerdict,
    ) -> Outcome<AccountChanges> {
        Ok(AccountChanges {
            fetched: self.accounts,
            created: self.accounts,
            ..AccountChanges::default()
        })
    }

    fn reconcile_entitlements(
        &mut self,
        _: RunId,
        rule: &EntitlementRule,
        _: &mut dyn FnMut(&EntitlementFacts) -> EntitlementVerdict,
    ) -> Outcome<EntitlementChanges> {
        let written = self.entitlements.get(&rule.entitlement_type);
        let written = written.copied().unwrap_or_default();
        Ok(EntitlementChanges {
            fetched: written,
            created: written,
            ..EntitlementChanges::default()
        })
    }

    fn reconcile_links(&mut self, _: RunId, _: &LinkRule) -> Outcome<LinkChanges> {
        Ok(LinkChanges::default())
    }

    fn reconcile_users(
        &mut self,
        _: RunId,
        _: &UserRule,
        _: &mut dyn FnMut(&UserFacts) -> UserVerdict,
    ) -> Outcome<UserChanges> {
        Ok(UserChanges::default())
    }

    fn correlate(&mut self, _: RunId, _: &CorrelationRule) -> Outcome<CorrelationChanges> {
        Ok(CorrelationChanges::default())
    }

    fn reconcile_relations(&mut self, _: RunId, _: &RelationRule) -> Outcome<RelationChanges> {
        Ok(RelationChanges::default())
    }

    fn accounts_to_visit(&mut self, _: RunId) -> Outcome<Vec<AccountRecord>> {
        forgotten()
    }

    fn staged_users(&mut self, _: RunId) -> Outcome<Vec<UserRecord>> {
        forgotten()
    }

    fn staged_accounts(&mut self, _: RunId) -> Outcome<Vec<AccountRecord>> {
        forgotten()
    }

    fn entitlements_to_visit(&mut self, _: RunId, _: &str) -> Outcome<Vec<EntitlementRecord>> {
        forgotten()
    }

    fn find_account(&mut self, _: &str, _: &str) -> Outcome<Option<Account>> {
        forgotten()
    }

    fn find_entitlement(&mut self, _: &str, _: &str, _: &str) -> Outcome<Option<Entitlement>> {
        forgotten()
    }

    fn find_user(&mut self, _: &str) -> Outcome<Option<User>> {
        forgotten()
    }

    fn put_user(&mut self, _: &User) -> Outcome<()> {
        forgotten()
    }

    fn record(&mut self, _: &str, _: &Effect, _: Timestamp) -> Outcome<i64> {
        forgotten()
    }
}

fn unwritable(error: &io::Error) -> Box<Diagnostic> {
    let what = match error.kind() {
        io::ErrorKind::BrokenPipe => "standard output was closed before the last row",
        _ => "the rows cannot be written to standard output",
    };
    Box::new(
        Diagnostic::new(codes::STORE, what).with_help("give the rows a reader that takes them all"),
    )
}
