//! Random histories of imports against a model in memory.

use std::collections::{BTreeMap, BTreeSet};

use bindery_connector::ports::{
    AccountChanges, AccountVerdict, LinkRule, LinkSource, MissingAction, Store,
};
use bindery_model::{AccountRecord, AccountStatus, Columns};
use proptest::prelude::*;
use serde_json::Value;

use super::{Bench, KEEP, group, member};
use crate::Filter;

/// What one import stages, page by page, and what becomes of the missing.
#[derive(Debug, Clone)]
struct Import {
    /// Whether the store is told beforehand that all accounts come from one call, with the same
    /// columns. They may come twice all the same.
    expected: bool,
    pages: Vec<Vec<AccountRecord>>,
    action: MissingAction,
}

type State = (AccountStatus, Option<String>, BTreeMap<String, Value>);

/// The whole rule of accounts, on maps.
#[derive(Default)]
struct Model(BTreeMap<String, State>);

impl Model {
    fn import(&mut self, import: &Import) -> AccountChanges {
        let mut staged: BTreeMap<&str, (Columns, Option<AccountStatus>)> = BTreeMap::new();
        for record in import.pages.iter().flatten() {
            let (columns, status) = staged.entry(&record.key).or_default();
            for (k, v) in &record.columns {
                let old = columns.entry(k.clone()).or_insert(Value::Null);
                if !v.is_null() {
                    *old = v.clone();
                }
            }
            *status = record.status.or(*status);
        }
        let mut done = AccountChanges {
            fetched: staged.len(),
            ..AccountChanges::default()
        };
        let present: Vec<String> = self
            .0
            .iter()
            .filter(|(k, (s, ..))| s.is_present() && !staged.contains_key(k.as_str()))
            .map(|(k, _)| k.clone())
            .collect();
        for (key, (columns, status)) in staged {
            let status = status.unwrap_or(AccountStatus::Active);
            let old = self.0.get(key).cloned();
            let (_, mut name, mut rest) = old.clone().unwrap_or((status, None, BTreeMap::new()));
            for (k, v) in columns {
                match (k.as_str(), v) {
                    ("accountID", _) => {}
                    ("name", v) => name = v.as_str().map(str::to_owned),
                    (_, Value::Null) => drop(rest.remove(&k)),
                    (_, v) => drop(rest.insert(k, v)),
                }
            }
            let new = (status, name, rest);
            match &old {
                None => done.created += 1,
                Some(old) if *old == new => done.unchanged += 1,
                Some((s, ..)) if s.is_present() && status == AccountStatus::Inactive => {
                    done.inactivated += 1;
                }
                Some((s, ..)) if !s.is_present() && status == AccountStatus::Active => {
                    done.reactivated += 1;
                }
                Some(_) => done.updated += 1,
            }
            self.0.insert(key.to_owned(), new);
        }
        for key in present {
            let Some(state) = self.0.get_mut(&key) else {
                continue;
            };
            match import.action {
                MissingAction::Keep => {}
                MissingAction::Inactivate => {
                    state.0 = AccountStatus::Inactive;
                    done.inactivated += 1;
                }
                MissingAction::Suspend => {
                    state.0 = AccountStatus::SuspendedFromImport;
                    done.suspended += 1;
                }
            }
        }
        done
    }
}

fn record() -> impl Strategy<Value = AccountRecord> {
    let value = prop_oneof![Just(Value::Null), "[xy]".prop_map(Value::String)];
    let column = prop_oneof![Just("name"), Just("email"), Just("customproperty1")];
    let status = prop_oneof![
        Just(None),
        Just(Some(AccountStatus::Active)),
        Just(Some(AccountStatus::Inactive))
    ];
    let columns = prop::collection::vec((column, value), 0..3);
    ("[a-e]", columns, status).prop_map(|(key, pairs, status)| {
        let mut columns = Columns::new();
        columns.insert("accountID".to_owned(), Value::String(key.clone()));
        columns.extend(pairs.into_iter().map(|(k, v)| (k.to_owned(), v)));
        AccountRecord {
            key,
            columns,
            status,
            memberships: None,
        }
    })
}

fn import() -> impl Strategy<Value = Import> {
    let action = prop_oneof![
        Just(MissingAction::Keep),
        Just(MissingAction::Inactivate),
        Just(MissingAction::Suspend)
    ];
    let pages = prop::collection::vec(prop::collection::vec(record(), 0..5), 1..3);
    (any::<bool>(), pages, action).prop_map(|(expected, mut pages, action)| {
        if expected {
            for record in pages.iter_mut().flatten() {
                for column in ["name", "email", "customproperty1"] {
                    record
                        .columns
                        .entry(column.to_owned())
                        .or_insert(Value::Null);
                }
            }
        }
        Import {
            expected,
            pages,
            action,
        }
    })
}

/// Raw memberships of the accounts that a run of accounts and access reads.
fn memberships() -> impl Strategy<Value = BTreeMap<String, BTreeSet<String>>> {
    prop::collection::btree_map("[a-d]", prop::collection::btree_set("[1-5]", 0..4), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    /// Groups 1 to 4 exist, group 5 never does; accounts are kept when they go missing.
    #[test]
    fn links_follow_the_memberships_of_the_accounts_seen(
        history in prop::collection::vec((memberships(), any::<bool>(), any::<bool>()), 1..6)
    ) {
        let mut bench = Bench::new();
        bench.groups(&["1", "2", "3", "4"].map(group));
        let mut model: BTreeSet<(String, String)> = BTreeSet::new();
        for (read, remove_stale, expected) in &history {
            if *expected {
                bench.expect_accounts();
            }
            let rows: Vec<_> = read
                .iter()
                .map(|(id, groups)| {
                    let groups: Vec<_> = groups.iter().map(String::as_str).collect();
                    member(id, &groups)
                })
                .collect();
            bench.accounts_by("accountID", &rows, KEEP);
            let rule = LinkRule {
                entitlement_type: "Group".to_owned(),
                source: LinkSource::Memberships,
                remove_stale: *remove_stale,
                most_removed: None,
            };
            let run = bench.run;
            let done = bench.store.reconcile_links(run, &rule).unwrap();
            let before = model.clone();
            if *remove_stale {
                model.retain(|(a, _)| !read.contains_key(a));
            }
            for (a, groups) in read {
                model.extend(groups.iter().filter(|g| *g != "5").map(|g| (a.clone(), g.clone())));
            }
            prop_assert_eq!(done.added, model.difference(&before).count());
            prop_assert_eq!(done.removed, before.difference(&model).count());
            prop_assert_eq!(done.unresolved, read.values().filter(|g| g.contains("5")).count());
            let stored: BTreeSet<_> = bench.linked().into_iter().collect();
            let expected: BTreeSet<_> = model.iter().map(|(a, g)| format!("{a}-{g}")).collect();
            prop_assert_eq!(stored, expected);
            bench.next_run();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_store_and_the_model_agree(history in prop::collection::vec(import(), 1..6)) {
        let mut bench = Bench::new();
        let mut model = Model::default();
        for import in &history {
            if import.expected {
                bench.expect_accounts();
            }
            for page in &import.pages {
                bench.stage_accounts(page);
            }
            let verdict = AccountVerdict { action: import.action, delete_links: false };
            let mut done = bench.import(&[], verdict);
            let listed = done.changes.len();
            done.changes.clear();
            prop_assert_eq!(&done, &model.import(import));
            prop_assert_eq!(listed, done.created + done.updated + done.inactivated
                + done.suspended + done.reactivated);
            let stored: BTreeMap<String, State> = bench
                .store
                .list_accounts(&Filter::default())
                .unwrap()
                .into_iter()
                .map(|a| {
                    let rest = a.columns.into_iter().filter(|(_, v)| !v.is_null()).collect();
                    (a.account_id.unwrap(), (a.status, a.name, rest))
                })
                .collect();
            prop_assert_eq!(&stored, &model.0);
        }
    }
}
