//! Accounts: status and removal (`rest-dialect §6`), merging, adoption.

use bindery_connector::ports::{
    AccountRule, AccountVerdict, ChangeKind, Effect, MissingAction, Store,
};
use bindery_model::{AccountRecord, AccountStatus, Columns};
use serde_json::{Value, json};

use super::{Bench, KEEP, NOW, account, columns, membership};

const INACTIVATE: AccountVerdict = AccountVerdict {
    action: MissingAction::Inactivate,
    delete_links: false,
};
const SUSPEND: AccountVerdict = AccountVerdict {
    action: MissingAction::Suspend,
    delete_links: false,
};

fn abc() -> Bench {
    let mut bench = Bench::new();
    let done = bench.import(
        &[account("a", "A"), account("b", "B"), account("c", "C")],
        KEEP,
    );
    assert_eq!((done.fetched, done.created, done.unchanged), (3, 3, 0));
    bench
}

fn ab() -> [AccountRecord; 2] {
    [account("a", "A"), account("b", "B")]
}

#[test]
fn a_missing_account_becomes_what_the_verdict_says() {
    for (verdict, state, counts) in [
        (KEEP, "active", (0, 0)),
        (INACTIVATE, "inactive", (1, 0)),
        (SUSPEND, "suspended-from-import", (0, 1)),
    ] {
        let mut bench = abc();
        let done = bench.import(&ab(), verdict);
        assert_eq!((done.inactivated, done.suspended), counts);
        assert_eq!((done.fetched, done.unchanged, done.created), (2, 2, 0));
        assert_eq!(
            bench.states(),
            ["A active", "B active", &format!("C {state}")]
        );
        // The second time nothing is missing any more.
        let again = bench.import(&ab(), verdict);
        assert_eq!(
            (again.inactivated, again.suspended, again.unchanged),
            (0, 0, 2)
        );
    }
}

#[test]
fn the_verdict_sees_the_facts_of_the_comparison() {
    let mut bench = abc();
    bench.stage_accounts(&[account("a", "A"), account("new", "N")]);
    let rule = AccountRule {
        key_column: "ACCOUNTid".to_owned(),
        include_inactive: false,
    };
    let mut seen = None;
    bench
        .store
        .reconcile_accounts(bench.run, &rule, &mut |facts| {
            seen = Some((facts.present, facts.staged, facts.missing));
            KEEP
        })
        .unwrap();
    assert_eq!(seen, Some((3, 2, 2)));
}

#[test]
fn an_account_that_returns_is_the_same_account_again() {
    for verdict in [INACTIVATE, SUSPEND] {
        let mut bench = abc();
        let row = bench
            .store
            .find_account("Target", "c")
            .unwrap()
            .unwrap()
            .row;
        bench.import(&ab(), verdict);
        let done = bench.import(
            &[account("a", "A"), account("b", "B"), account("c", "C")],
            verdict,
        );
        assert_eq!((done.reactivated, done.unchanged, done.created), (1, 2, 0));
        let back = bench.store.find_account("Target", "c").unwrap().unwrap();
        assert_eq!((back.row, back.status), (row, AccountStatus::Active));
    }
}

#[test]
fn an_account_that_the_feed_calls_inactive_counts_as_inactivated() {
    let mut bench = abc();
    let mut c = account("c", "C");
    c.status = Some(AccountStatus::Inactive);
    let done = bench.import(&[account("a", "A"), account("b", "B2"), c], SUSPEND);
    assert_eq!(
        (
            done.inactivated,
            done.updated,
            done.unchanged,
            done.suspended
        ),
        (1, 1, 1, 0)
    );
    let kinds: Vec<_> = done
        .changes
        .iter()
        .map(|c| (c.kind, c.subject.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [(ChangeKind::Updated, "B2"), (ChangeKind::Inactivated, "C")]
    );
    assert_eq!(
        done.changes[0].columns,
        [(
            "name".to_owned(),
            Some("B".to_owned()),
            Some("B2".to_owned())
        )]
    );
    assert_eq!(
        done.changes[1].columns,
        [(
            "status".to_owned(),
            Some("active".to_owned()),
            Some("inactive".to_owned())
        )]
    );
}

#[test]
fn stored_inactive_accounts_go_missing_only_if_asked() {
    for (include_inactive, suspended) in [(false, 0), (true, 1)] {
        let mut bench = abc();
        bench.import(&ab(), INACTIVATE);
        bench.stage_accounts(&ab());
        let rule = AccountRule {
            key_column: "accountID".to_owned(),
            include_inactive,
        };
        let done = bench
            .store
            .reconcile_accounts(bench.run, &rule, &mut |_| SUSPEND)
            .unwrap();
        assert_eq!(done.suspended, suspended);
    }
}

#[test]
fn calls_of_one_run_are_merged_and_null_never_erases() {
    let mut bench = Bench::new();
    let record = |pairs: &[(&str, Value)]| AccountRecord {
        key: "1".to_owned(),
        columns: pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), v.clone()))
            .collect::<Columns>(),
        status: None,
        memberships: None,
    };
    bench.stage_accounts(&[record(&[
        ("AccountId", json!("1")),
        ("displayname", json!("One")),
        ("customproperty1", json!("x")),
        ("customproperty2", json!(null)),
    ])]);
    let mut later = record(&[
        ("displayName", json!(null)),
        ("CustomProperty1", json!(null)),
        ("customproperty2", json!("y")),
        ("status", json!("enabled")),
    ]);
    later.status = Some(AccountStatus::Inactive);
    later.memberships = Some(vec![membership("Group", &["g1"])]);
    bench.stage_accounts(&[later]);
    let mut last = record(&[]);
    last.memberships = Some(vec![membership("Role", &["r1"])]);
    bench.stage_accounts(&[last]);

    let staged = bench.store.staged_accounts(bench.run).unwrap();
    assert_eq!(staged.len(), 1);
    assert_eq!(
        serde_json::to_string(&staged[0].columns).unwrap(),
        r#"{"accountID":"1","displayName":"One","customproperty1":"x","customproperty2":"y","status":"enabled"}"#
    );
    assert_eq!(staged[0].status, Some(AccountStatus::Inactive));
    assert_eq!(
        staged[0].memberships,
        Some(vec![
            membership("Group", &["g1"]),
            membership("Role", &["r1"])
        ])
    );
    let done = bench.import(&[], KEEP);
    assert_eq!((done.fetched, done.created), (1, 1));
    let stored = bench.store.find_account("Target", "1").unwrap().unwrap();
    assert_eq!(stored.status, AccountStatus::Inactive);
    assert_eq!(stored.columns["status"], json!("enabled"));
}

#[test]
fn a_null_of_a_whole_import_empties_the_column_and_an_absent_one_stays() {
    let mut bench = Bench::new();
    let mut first = account("1", "One");
    first
        .columns
        .extend(columns(&[("email", "e"), ("phone", "p")]));
    bench.import(&[first], KEEP);
    let mut second = account("1", "One");
    second.columns.insert("email".to_owned(), Value::Null);
    let done = bench.import(&[second.clone()], KEEP);
    assert_eq!(done.updated, 1);
    let stored = bench.store.find_account("Target", "1").unwrap().unwrap();
    assert_eq!(stored.columns["email"], Value::Null);
    assert_eq!(stored.columns["phone"], json!("p"));
    assert_eq!(bench.import(&[second], KEEP).unchanged, 1);
}

#[test]
fn identifiers_keep_their_text() {
    let mut bench = Bench::new();
    let number: Value = serde_json::from_str("12345678901234567890123").unwrap();
    let mut record = account("12345678901234567890123", "big");
    record
        .columns
        .insert("accountID".to_owned(), number.clone());
    record
        .columns
        .insert("customproperty5".to_owned(), number.clone());
    let mut zeros = account("007", "zeros");
    zeros
        .columns
        .insert("x".to_owned(), serde_json::from_str("2.50").unwrap());
    bench.import(&[record, zeros], KEEP);
    let big = bench.store.find_account("Target", "big").unwrap().unwrap();
    assert_eq!(big.account_id.as_deref(), Some("12345678901234567890123"));
    assert_eq!(big.columns["customproperty5"], number);
    let zeros = bench.store.find_account("Target", "007").unwrap().unwrap();
    assert_eq!(zeros.columns["x"].to_string(), "2.50");
}

#[test]
fn what_provisioning_made_is_adopted_by_id_or_by_name() {
    for (given, key) in [
        (Some("7"), "accountID"),
        (None, "accountID"),
        (None, "name"),
    ] {
        let mut bench = Bench::new();
        let effect = Effect::AccountCreated {
            account_id: given.map(str::to_owned),
            name: "jo".to_owned(),
            columns: columns(&[("email", "jo@e")]),
            user: Some("jo".to_owned()),
            memberships: None,
        };
        let row = bench.store.record("Target", &effect, NOW).unwrap();
        assert_eq!(bench.states(), ["jo manually-provisioned"]);
        let mut seen = account("7", "jo");
        if key == "name" {
            seen.key = "jo".to_owned();
        }
        let done = bench.accounts_by(key, &[seen], INACTIVATE);
        assert_eq!((done.created, done.updated, done.adopted), (0, 0, 1));
        assert!(done.changes.is_empty(), "{:?}", done.changes);
        let adopted = bench.store.find_account("Target", "7").unwrap().unwrap();
        assert_eq!((adopted.row, adopted.status), (row, AccountStatus::Active));
        assert_eq!(adopted.user.as_deref(), Some("jo"));
        assert_eq!(adopted.columns["email"], json!("jo@e"));
    }
}

#[test]
fn accounts_keyed_by_name_may_swap_their_ids_and_claim_one_twice() {
    let mut bench = Bench::new();
    let named = |name: &str, id: &str| AccountRecord {
        key: name.to_owned(),
        ..account(id, name)
    };
    bench.accounts_by("name", &[named("a", "1"), named("b", "2")], KEEP);
    bench.next_run();
    let done = bench.accounts_by("name", &[named("a", "2"), named("b", "1")], KEEP);
    assert_eq!((done.updated, done.created), (2, 0));
    assert_eq!(
        bench
            .store
            .find_account("Target", "2")
            .unwrap()
            .unwrap()
            .name
            .as_deref(),
        Some("a")
    );
    bench.next_run();
    let done = bench.accounts_by("name", &[named("c", "1"), named("d", "1")], SUSPEND);
    assert_eq!((done.created, done.updated, done.suspended), (1, 1, 1));
    bench.next_run();
    let done = bench.accounts_by("name", &[named("c", "1"), named("d", "1")], SUSPEND);
    assert_eq!(done.unchanged, 2);
}

#[test]
fn accounts_can_be_keyed_by_any_column() {
    let mut bench = Bench::new();
    let keyed = |key: &str, id: &str| {
        let mut record = account(id, id);
        record.key = key.to_owned();
        record.columns.extend(columns(&[("customproperty9", key)]));
        record
    };
    bench.accounts_by("CUSTOMPROPERTY9", &[keyed("x", "1"), keyed("y", "2")], KEEP);
    bench.next_run();
    let done = bench.accounts_by("customproperty9", &[keyed("x", "3"), keyed("y", "2")], KEEP);
    assert_eq!((done.updated, done.unchanged, done.created), (1, 1, 0));
}

#[test]
fn an_empty_feed_leaves_everything_when_the_verdict_keeps() {
    let mut bench = abc();
    let done = bench.import(&[], KEEP);
    assert_eq!(done, bindery_connector::ports::AccountChanges::default());
    assert_eq!(bench.states(), ["A active", "B active", "C active"]);
}

/// The indexes of accounts, as the database has them.
fn indexes(bench: &Bench) -> Vec<(String, String)> {
    let mut query = bench
        .store
        .connection
        .prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = 'accounts' AND sql IS NOT NULL ORDER BY name",
        )
        .unwrap();
    let rows = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_first_import_leaves_the_indexes_as_they_were_also_where_a_key_comes_again() {
    for (names, expected) in [
        (
            ["one", "two", "three"],
            [("1", "one"), ("2", "two"), ("3", "three")].as_slice(),
        ),
        (["one", "two", ""], [("1", "one"), ("2", "two")].as_slice()),
    ] {
        let mut bench = Bench::new();
        let before = indexes(&bench);
        assert!(before.len() > 2);
        bench.expect_accounts();
        let [one, two, three] = names;
        bench.stage_accounts(&[account("1", one), account("2", "second")]);
        // The second row again, in another page, and a third, or the first once more.
        let last = if three.is_empty() {
            account("1", one)
        } else {
            account("3", three)
        };
        let last_but_one = account("2", two);
        let rows = if three.is_empty() {
            vec![last_but_one, last]
        } else {
            bench.next_run();
            bench.expect_accounts();
            bench.stage_accounts(&[account("1", one), account("2", two)]);
            vec![last]
        };
        let done = bench.accounts_by("accountID", &rows, KEEP);
        assert_eq!(done.created, expected.len());
        assert_eq!(indexes(&bench), before);
        let accounts = bench
            .store
            .list_accounts(&crate::Filter::default())
            .unwrap();
        let mut there: Vec<_> = accounts
            .iter()
            .map(|a| (a.account_id.as_deref().unwrap(), a.name.as_deref().unwrap()))
            .collect();
        there.sort_unstable();
        assert_eq!(there, expected);
    }
}
