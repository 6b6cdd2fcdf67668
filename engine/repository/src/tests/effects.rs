//! The effects of provisioning.

use bindery_connector::ports::{Effect, LinkSource, Store};
use bindery_diagnostics::codes;
use bindery_model::{AccountStatus, Columns, LinkOrigin, User};
use serde_json::json;

use super::{Bench, KEEP, NOW, account, columns, group, member};
use crate::Filter;

fn create(id: Option<&str>, name: &str) -> Effect {
    Effect::AccountCreated {
        account_id: id.map(str::to_owned),
        name: name.to_owned(),
        columns: Columns::new(),
        user: None,
        memberships: None,
    }
}

#[test]
fn a_created_account_is_the_stored_one_of_its_id_or_name() {
    let mut bench = Bench::new();
    let first = bench
        .store
        .record("Target", &create(None, "jo"), NOW)
        .unwrap();
    assert_eq!(
        bench
            .store
            .record("Target", &create(Some("1"), "jo"), NOW)
            .unwrap(),
        first
    );
    assert_eq!(
        bench
            .store
            .record("Target", &create(Some("1"), "joe"), NOW)
            .unwrap(),
        first
    );
    // Another id is another account, also under the same name.
    assert_ne!(
        bench
            .store
            .record("Target", &create(Some("2"), "joe"), NOW)
            .unwrap(),
        first
    );
}

#[test]
fn columns_are_laid_over_and_null_empties() {
    let mut bench = Bench::new();
    bench.import(&[account("1", "jo"), account("2", "al")], KEEP);
    let row = bench
        .store
        .find_account("Target", "1")
        .unwrap()
        .unwrap()
        .row;
    let update = |pairs: Columns| Effect::AccountUpdated {
        account: row,
        columns: pairs,
        memberships: None,
    };
    bench
        .store
        .record(
            "Target",
            &update(columns(&[("displayname", "Jo"), ("email", "e")])),
            NOW,
        )
        .unwrap();
    let mut null = Columns::new();
    null.insert("EMAIL".to_owned(), json!(null));
    bench.store.record("Target", &update(null), NOW).unwrap();
    let stored = bench.store.find_account("Target", "jo").unwrap().unwrap();
    assert_eq!(stored.display_name.as_deref(), Some("Jo"));
    assert_eq!(stored.columns["email"], json!(null));
    let taken = bench
        .store
        .record("Target", &update(columns(&[("accountID", "2")])), NOW)
        .unwrap_err();
    assert_eq!(taken.code, codes::STORE);
}

#[test]
fn access_is_given_and_taken_and_survives_an_import_of_access_alone() {
    let mut bench = Bench::new();
    bench.groups(&[group("g1"), group("g2")]);
    bench.accounts_by(
        "accountID",
        &[member("a", &["g1"]), account("b", "b")],
        KEEP,
    );
    bench.links(LinkSource::Memberships);
    bench.next_run();
    let a = bench
        .store
        .find_account("Target", "a")
        .unwrap()
        .unwrap()
        .row;
    let b = bench
        .store
        .find_account("Target", "b")
        .unwrap()
        .unwrap()
        .row;
    let g1 = bench
        .store
        .find_entitlement("Target", "Group", "g1")
        .unwrap()
        .unwrap()
        .row;
    let g2 = bench
        .store
        .find_entitlement("Target", "Group", "g2")
        .unwrap()
        .unwrap()
        .row;
    for account in [a, b] {
        let added = Effect::AccessAdded {
            account,
            entitlement: g2,
        };
        assert_eq!(bench.store.record("Target", &added, NOW).unwrap(), account);
    }
    let removed = Effect::AccessRemoved {
        account: a,
        entitlement: g1,
    };
    bench.store.record("Target", &removed, NOW).unwrap();
    let done = bench.links(LinkSource::Memberships);
    assert_eq!((done.added, done.removed), (0, 0));
    assert_eq!(bench.linked(), ["a-g2", "b-g2"]);
    let links = bench.store.list_links(&Filter::default()).unwrap();
    assert!(links.iter().all(|l| l.origin == LinkOrigin::Task));
    // An import that reads a's memberships anew has the last word.
    bench.next_run();
    bench.accounts_by("accountID", &[member("a", &[])], KEEP);
    assert_eq!(bench.links(LinkSource::Memberships).removed, 1);
}

#[test]
fn a_removed_account_has_no_links() {
    let mut bench = Bench::new();
    bench.groups(&[group("g1")]);
    bench.accounts_by("accountID", &[member("a", &["g1"])], KEEP);
    bench.links(LinkSource::Memberships);
    let row = bench
        .store
        .find_account("Target", "a")
        .unwrap()
        .unwrap()
        .row;
    for (status, links) in [
        (AccountStatus::Inactive, 1),
        (AccountStatus::ManuallySuspended, 0),
    ] {
        let effect = Effect::AccountStatusChanged {
            account: row,
            status,
        };
        bench.store.record("Target", &effect, NOW).unwrap();
        assert_eq!(bench.linked().len(), links);
        assert_eq!(bench.states(), [format!("a {}", status.as_str())]);
    }
}

#[test]
fn rows_of_another_endpoint_are_out_of_reach() {
    let mut bench = Bench::new();
    bench.import(&[account("a", "a")], KEEP);
    bench.store.open_endpoint("Other").unwrap();
    let row = bench
        .store
        .find_account("Target", "a")
        .unwrap()
        .unwrap()
        .row;
    let effect = Effect::AccountStatusChanged {
        account: row,
        status: AccountStatus::Inactive,
    };
    assert_eq!(
        bench.store.record("Other", &effect, NOW).unwrap_err().code,
        codes::STORE
    );
    assert_eq!(
        bench
            .store
            .record("Nowhere", &effect, NOW)
            .unwrap_err()
            .code,
        codes::STORE
    );
    assert!(bench.store.find_account("Other", "a").unwrap().is_none());
    assert!(bench.store.find_account("Nowhere", "a").unwrap().is_none());
}

#[test]
fn a_user_is_added_and_replaced() {
    let mut bench = Bench::new();
    for email in ["one", "two"] {
        let user = User {
            username: "jo".to_owned(),
            columns: columns(&[("email", email)]),
        };
        bench.store.put_user(&user).unwrap();
        assert_eq!(bench.store.find_user("jo").unwrap(), Some(user));
    }
    assert_eq!(bench.store.list_users(&Filter::default()).unwrap().len(), 1);
}
