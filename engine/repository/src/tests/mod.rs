//! What the store promises, as tests over the whole crate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod effects;
mod entitlements;
mod jobs;
mod leases;
mod links;
mod listing;
mod opening;
mod random_histories;
mod speed;
mod tasks;

use bindery_connector::ports::{
    AccountChanges, AccountRule, AccountVerdict, EntitlementRule, EntitlementVerdict, LinkChanges,
    LinkRule, LinkSource, MissingAction, Objects, RunId, RunKind, RunOutcome, RunStatus,
    StagedPage, StagedRows, Store,
};
use bindery_model::{AccountRecord, Columns, EntitlementRecord, LinkRecord, Membership};
use serde_json::json;

use crate::Repository;

/// 2024-06-15T12:34:56Z.
const NOW: i64 = 1_718_454_896_000;
const KEEP: AccountVerdict = AccountVerdict {
    action: MissingAction::Keep,
    delete_links: false,
};

fn columns(pairs: &[(&str, &str)]) -> Columns {
    pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), json!(v)))
        .collect()
}

fn account(id: &str, name: &str) -> AccountRecord {
    AccountRecord {
        key: id.to_owned(),
        columns: columns(&[("accountID", id), ("name", name)]),
        status: None,
        memberships: None,
    }
}

fn member(id: &str, groups: &[&str]) -> AccountRecord {
    AccountRecord {
        memberships: Some(vec![membership("Group", groups)]),
        ..account(id, id)
    }
}

fn membership(entitlement_type: &str, ids: &[&str]) -> Membership {
    Membership {
        entitlement_type: entitlement_type.to_owned(),
        key_field: "entitlementID".to_owned(),
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
    }
}

fn group(id: &str) -> EntitlementRecord {
    EntitlementRecord {
        key: id.to_owned(),
        columns: columns(&[
            ("entitlementID", id),
            ("entitlement_value", &format!("value of {id}")),
        ]),
        status: None,
    }
}

fn link(account: &str, group: &str) -> LinkRecord {
    LinkRecord {
        account_column: "accountID".to_owned(),
        account_value: account.to_owned(),
        entitlement_column: "entitlementID".to_owned(),
        entitlement_value: group.to_owned(),
        attributes: Columns::new(),
    }
}

/// A store with an endpoint and the steps of an import.
struct Bench {
    store: Repository,
    run: RunId,
}

impl Bench {
    fn new() -> Self {
        Self::over(Repository::open_in_memory().unwrap())
    }

    fn over(mut store: Repository) -> Self {
        store.open_endpoint("Target").unwrap();
        let run = store.begin_run("Target", RunKind::Import, NOW).unwrap();
        Self { store, run }
    }

    fn next_run(&mut self) {
        self.finish();
        self.run = self
            .store
            .begin_run("Target", RunKind::Import, NOW)
            .unwrap();
    }

    fn finish(&mut self) {
        let outcome = RunOutcome {
            status: RunStatus::Completed,
            report: json!({"status": "completed"}),
        };
        self.store.finish_run(self.run, &outcome, NOW).unwrap();
    }

    fn stage(&mut self, rows: StagedRows) {
        let page = StagedPage {
            rows,
            cursor: "next".to_owned(),
        };
        self.store.stage(self.run, &page, NOW).unwrap();
    }

    /// Tells the store that each account comes once, told by its id.
    fn expect_accounts(&mut self) {
        self.store
            .expect(self.run, &Objects::Accounts, "accountID")
            .unwrap();
    }

    fn stage_accounts(&mut self, rows: &[AccountRecord]) {
        self.stage(StagedRows::Accounts(rows.to_vec()));
    }

    fn accounts_by(
        &mut self,
        key: &str,
        rows: &[AccountRecord],
        verdict: AccountVerdict,
    ) -> AccountChanges {
        self.stage_accounts(rows);
        let rule = AccountRule {
            key_column: key.to_owned(),
            include_inactive: false,
        };
        self.store
            .reconcile_accounts(self.run, &rule, &mut |_| verdict)
            .unwrap()
    }

    /// A whole import of accounts.
    fn import(&mut self, rows: &[AccountRecord], verdict: AccountVerdict) -> AccountChanges {
        let done = self.accounts_by("accountID", rows, verdict);
        self.next_run();
        done
    }

    fn groups(&mut self, rows: &[EntitlementRecord]) {
        self.stage(StagedRows::Entitlements {
            entitlement_type: "Group".to_owned(),
            rows: rows.to_vec(),
        });
        let rule = EntitlementRule {
            entitlement_type: "Group".to_owned(),
            key_column: "entitlementID".to_owned(),
        };
        self.store
            .reconcile_entitlements(self.run, &rule, &mut |_| EntitlementVerdict::Inactivate)
            .unwrap();
    }

    fn links(&mut self, source: LinkSource) -> LinkChanges {
        let rule = LinkRule {
            entitlement_type: "Group".to_owned(),
            source,
            remove_stale: true,
            most_removed: None,
        };
        self.store.reconcile_links(self.run, &rule).unwrap()
    }

    fn stage_links(&mut self, rows: &[LinkRecord], observed: &[&str]) {
        self.stage(StagedRows::Links {
            entitlement_type: "Group".to_owned(),
            rows: rows.to_vec(),
            observed: observed
                .iter()
                .map(|id| ("entitlementID".to_owned(), (*id).to_owned()))
                .collect(),
        });
    }

    /// Every link as `account-entitlement`.
    fn linked(&self) -> Vec<String> {
        let links = self.store.list_links(&crate::Filter::default()).unwrap();
        links
            .iter()
            .map(|l| format!("{}-{}", l.account, l.entitlement_id))
            .collect()
    }

    /// Every account as `name status`.
    fn states(&self) -> Vec<String> {
        let accounts = self.store.list_accounts(&crate::Filter::default()).unwrap();
        accounts
            .iter()
            .map(|a| format!("{} {}", a.name.as_deref().unwrap_or("?"), a.status.as_str()))
            .collect()
    }
}
