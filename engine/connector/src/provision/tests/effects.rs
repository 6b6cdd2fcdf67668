//! What the store is told.

use super::*;
use crate::ports::Effect;
use bindery_diagnostics::codes;

fn one_call(more: Value) -> Value {
    let mut document = json!({"call": [call("call1", "POST", "/x", json!({}))]});
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    document
}

fn effects(operation: Operation, document: Value, body: &Value) -> Vec<Effect> {
    let mut bench = Bench::with_token(operation, document, vec![answer(200, body)]);
    let report = bench.run(&request(operation)).unwrap();
    assert_eq!(report.status, ProvisionStatus::Completed);
    assert_eq!(report.effects.len(), bench.store.effects.len());
    bench.store.effects
}

#[test]
fn a_new_account_takes_its_id_and_columns_from_the_answer() {
    let document = one_call(json!({
        "accountIdPath": "call1.message.user.id",
        "responseColsToPropsMap": {
            "name": "call1.message.user.login~#~char",
            "customproperty1": "call1.message.user.since~#~date",
            "customproperty2": "call1.message.user.nothing~#~char",
        },
        "dateFormat": "dd/MM/yyyy",
    }));
    let body = json!({"user": {"id": 12, "login": "m.lindholm", "since": "15/06/2024"}});
    assert_eq!(
        effects(Operation::CreateAccount, document, &body),
        [Effect::AccountCreated {
            account_id: Some("12".into()),
            name: "m.lindholm".into(),
            columns: columns(&[("customproperty1", "2024-06-15T00:00:00Z")]),
            user: Some("mira".into()),
            memberships: None,
        }]
    );
}

#[test]
fn a_new_account_without_an_id_is_named_and_the_gap_reported() {
    let document = one_call(json!({"accountIdPath": "call2.message.id"}));
    let mut bench = Bench::with_token(
        Operation::CreateAccount,
        document,
        vec![answer(201, &json!({}))],
    );
    let report = bench.run(&request(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, ProvisionStatus::Completed);
    assert_eq!(report.account.account_id, None);
    assert_eq!(report.account.name.as_deref(), Some("mira"));
    let finding = &report.diagnostics[0];
    assert_eq!(
        finding.message,
        "no account id was found at call2.message.id"
    );
    assert_eq!(
        finding.primary.as_ref().unwrap().text,
        "the answer has nothing there"
    );
}

#[test]
fn each_operation_leaves_the_account_in_its_state() {
    for (operation, status) in [
        (Operation::EnableAccount, AccountStatus::Active),
        (Operation::DisableAccount, AccountStatus::Inactive),
        (Operation::RemoveAccount, AccountStatus::ManuallySuspended),
    ] {
        assert_eq!(
            effects(operation, one_call(json!({})), &json!({})),
            [Effect::AccountStatusChanged { account: 7, status }]
        );
    }
    for operation in [Operation::UpdateAccount, Operation::ChangePassword] {
        assert!(effects(operation, one_call(json!({})), &json!({})).is_empty());
    }
}

#[test]
fn access_makes_and_unmakes_the_link() {
    let document = json!({"call": [call("Group", "POST", "/x", json!({}))]});
    assert_eq!(
        effects(Operation::AddAccess, document.clone(), &json!({})),
        [Effect::AccessAdded {
            account: 7,
            entitlement: 9
        }]
    );
    assert_eq!(
        effects(Operation::RemoveAccess, document, &json!({})),
        [Effect::AccessRemoved {
            account: 7,
            entitlement: 9
        }]
    );
}

#[test]
fn a_store_that_fails_after_the_target_acted_is_told_loudly() {
    let mut bench = Bench::with_token(
        Operation::CreateAccount,
        one_call(json!({"accountIdPath": "call1.message.id"})),
        vec![answer(201, &json!({"id": "u1"}))],
    );
    bench.store.full = true;
    let report = bench.run(&request(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, ProvisionStatus::Failed);
    assert!(report.target_changed);
    let finding = &report.diagnostics[0];
    assert_eq!(finding.code, codes::STORE_FULL);
    assert_eq!(
        finding.message,
        "the target has done create-account, and the store could not record it"
    );
    assert!(
        finding
            .help
            .as_deref()
            .unwrap()
            .starts_with("do not repeat it")
    );
    assert!(
        finding.notes.iter().any(|n| n == "the account is u1"),
        "{:?}",
        finding.notes
    );
}
