//! Subjects, names and passwords.

use super::*;
use bindery_diagnostics::codes;

fn echo(params: &str) -> Value {
    json!({"call": [call("call1", "POST", "/x", json!({"httpParams": params}))]})
}

fn body(bench: &Bench) -> Value {
    let sent = bench.target.sent.lock().unwrap();
    serde_json::from_slice(sent.last().unwrap().body.as_ref().unwrap()).unwrap()
}

fn rendered(operation: Operation, params: &str, request: &OperationRequest) -> Value {
    let mut bench = Bench::with_token(operation, echo(params), vec![answer(200, &json!({}))]);
    bench.store.users = vec![
        User {
            username: "boss".into(),
            columns: columns(&[("systemUserName", "B1")]),
        },
        User {
            username: "mira".into(),
            columns: columns(&[("firstname", "Mira"), ("manager", "boss")]),
        },
    ];
    let report = bench.run(request).unwrap();
    assert_eq!(
        report.status,
        ProvisionStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    body(&bench)
}

#[test]
fn names_of_the_product_are_bound() {
    let mut request = request(Operation::AddAccess);
    request.user = Some(Subject::Named("mira".into()));
    request.attributes = json!({"profile": "p1"}).as_object().cloned();
    let document = "{\"a\":\"${accountName}\",\"s\":\"${account.status}\",\"m\":\"${userManager.systemUserName}\",\
        \"e\":\"${task.entitlement_valueKey.entitlement_value}\",\"n\":\"${endpoint.endpointname}\",\
        \"p\":\"${requestAccessAttributes?.profile}\",\"x\":\"${reqAttrs?.none}\",\"t\":\"${arsTasks.source}\",\
        \"g\":\"${user.getFirstname()}\",\"b\":\"${businessJustification == null}\"}";
    let mut bench = Bench::with_token(
        Operation::AddAccess,
        json!({"call": [call("Group", "POST", "/x", json!({"httpParams": document}))]}),
        vec![answer(200, &json!({}))],
    );
    bench.store.users = vec![
        User {
            username: "boss".into(),
            columns: columns(&[("systemUserName", "B1")]),
        },
        User {
            username: "mira".into(),
            columns: columns(&[("firstname", "Mira"), ("manager", "boss")]),
        },
    ];
    let report = bench.run(&request).unwrap();
    assert_eq!(
        report.status,
        ProvisionStatus::Completed,
        "{:?}",
        report.diagnostics
    );
    assert_eq!(
        body(&bench),
        json!({
            "a": "mira", "s": "1", "m": "B1", "e": "Editors", "n": "Acme", "p": "p1", "x": "null",
            "t": "REQUEST", "g": "Mira", "b": "true"
        })
    );
}

#[test]
fn the_context_lies_over_what_is_bound() {
    let mut request = request(Operation::UpdateAccount);
    request.context = json!({"user": {"title": "Head"}, "businessJustification": "new job"})
        .as_object()
        .cloned()
        .unwrap();
    let sent = rendered(
        Operation::UpdateAccount,
        "{\"n\":\"${user.firstname}\",\"t\":\"${user.title}\",\"b\":\"${businessJustification}\"}",
        &request,
    );
    assert_eq!(sent, json!({"n": "Mira", "t": "Head", "b": "new job"}));
}

#[test]
fn passwords_are_generated_where_one_is_set_and_only_there() {
    let params = "{\"p\":\"${password}\"}";
    let mut given = request(Operation::ChangePassword);
    given.password = Some("Given-Pass-1".into());
    assert_eq!(
        rendered(Operation::ChangePassword, params, &given)["p"],
        "Given-Pass-1"
    );
    let made = rendered(
        Operation::CreateAccount,
        params,
        &request(Operation::CreateAccount),
    );
    assert_eq!(made["p"].as_str().unwrap().len(), 20);
    let update = rendered(
        Operation::UpdateAccount,
        params,
        &request(Operation::UpdateAccount),
    );
    assert_eq!(update["p"], "null");
}

#[test]
fn missing_subjects_are_named_before_anything_is_sent() {
    let refused = |request: &OperationRequest| {
        let mut bench = Bench::with_token(request.operation, echo("{}"), vec![]);
        let findings = bench.run(request).unwrap_err();
        assert_eq!(findings[0].code, codes::MISSING_SUBJECT);
        assert!(findings[0].help.is_some());
        findings[0].message.clone()
    };
    let mut request = OperationRequest::new(Operation::CreateAccount);
    assert_eq!(refused(&request), "create-account needs a user");
    request.user = Some(Subject::Named("nobody".into()));
    assert_eq!(refused(&request), "the store has no user `nobody`");
    let mut request = OperationRequest::new(Operation::RemoveAccount);
    assert_eq!(refused(&request), "remove-account needs an account");
    request.account = Some(Subject::Named("u404".into()));
    assert_eq!(refused(&request), "endpoint Acme has no account `u404`");
    let mut request = super::request(Operation::AddAccess);
    request.entitlement = Some(EntitlementSubject::Named {
        entitlement_type: "Group".into(),
        id_or_value: "g404".into(),
    });
    assert_eq!(refused(&request), "endpoint Acme has no Group `g404`");
}

#[test]
fn an_operation_that_is_not_defined_is_named_with_those_that_are() {
    let mut bench = Bench::with_token(Operation::UpdateAccount, echo("{}"), vec![]);
    let findings = bench.run(&request(Operation::RemoveAccount)).unwrap_err();
    assert_eq!(findings[0].code, codes::NO_OPERATION);
    assert_eq!(findings[0].notes, ["it defines update-account"]);
}

#[test]
fn a_user_action_is_chosen_by_its_name() {
    let actions = json!({"actions": {
        "Update Login": {"call": [call("call1", "PUT", "/login", json!({}))]},
        "Disable User": {"call": [call("call1", "PUT", "/off", json!({}))]},
    }});
    let answers = vec![answer(200, &json!({}))];
    let mut bench = Bench::with_token(Operation::UpdateUser, actions, answers);
    let mut request = OperationRequest::new(Operation::UpdateUser);
    request.user = Some(Subject::Given(mira()));
    let findings = bench.run(&request).unwrap_err();
    let help = findings[0].help.as_deref();
    assert_eq!(help, Some("name one of Update Login, Disable User"));
    request.action = Some("Disable User".into());
    bench.run(&request).unwrap();
    assert_eq!(bench.sent(), ["PUT https://acme.test/off"]);
}
