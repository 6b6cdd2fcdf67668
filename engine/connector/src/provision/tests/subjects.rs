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

#[test]
fn a_user_may_come_with_the_context_alone() {
    let mut bench = Bench::with_token(
        Operation::CreateAccount,
        echo("{\"u\":\"${user.username}\",\"a\":\"${accountName}\"}"),
        vec![answer(200, &json!({}))],
    );
    let mut request = OperationRequest::new(Operation::CreateAccount);
    request
        .context
        .insert("user".into(), json!({"username": "ada"}));
    request.context.insert("accountName".into(), json!("ada.l"));
    let report = bench.run(&request).unwrap();
    assert_eq!(body(&bench), json!({"u": "ada", "a": "ada.l"}));
    assert_eq!(report.user.as_deref(), Some("ada"));
    assert_eq!(report.account.name.as_deref(), Some("ada.l"));
}

#[test]
fn a_task_without_a_user_says_how_to_give_one() {
    let mut request = OperationRequest::new(Operation::UpdateAccount);
    request.account = Some(Subject::Given(her_account()));
    let params = "{\"u\":\"${user.email}\"}";
    let mut bench = Bench::with_token(Operation::UpdateAccount, echo(params), vec![]);
    let report = bench.run(&request).unwrap();
    let finding = &report.diagnostics[0];
    assert_eq!(finding.code, codes::NULL_DEREFERENCED);
    assert!(
        finding.notes.iter().any(|n| n.contains("--user")),
        "{:?}",
        finding.notes
    );
}

#[test]
fn tickets_are_opened_and_followed() {
    let opened = json!({"call": [call("call1", "POST", "/tickets", json!({
        "httpParams": "{\"for\":\"${user.username}\"}",
        "ticketidPath": "call1.message.number",
    }))]});
    let answers = vec![answer(201, &json!({"number": "T7"}))];
    let mut bench = Bench::with_token(Operation::CreateTicket, opened, answers);
    let mut request = OperationRequest::new(Operation::CreateTicket);
    request.user = Some(Subject::Given(mira()));
    let report = bench.run(&request).unwrap();
    assert_eq!(report.ticket.unwrap().id.as_deref(), Some("T7"));

    let followed = json!({"call": [call("call1", "GET", "/tickets/${ticketID}", json!({
        "ticketStatusPath": "call1.message.state",
        "ticketStatusValue": ["closed", "done"],
        "disContinueStatusValue": ["rejected"],
    }))]});
    for (state, verdict) in [
        ("done", "complete"),
        ("rejected", "discontinue"),
        ("new", "pending"),
    ] {
        let answers = vec![answer(200, &json!({"state": state}))];
        let mut bench = Bench::with_token(Operation::TicketStatus, followed.clone(), answers);
        let mut request = OperationRequest::new(Operation::TicketStatus);
        request.context.insert("ticketID".into(), json!("T7"));
        let report = bench.run(&request).unwrap();
        assert_eq!(report.ticket.unwrap().verdict, Some(verdict));
        assert_eq!(bench.sent(), ["GET https://acme.test/tickets/T7"]);
    }
}

#[test]
fn a_rule_names_new_accounts_and_a_given_name_wins() {
    let document = json!({"call": [call("call1", "POST", "/users", json!({
        "httpParams": "{\"name\":\"${accountName}\"}",
    }))]});
    let mut bench = Bench::of_folder(
        "account_name_rule = \"${user.firstname.toLowerCase()}.x\"",
        &[(Operation::CreateAccount.attribute(), document)],
    );
    bench.answers(vec![answer(201, &json!({})), answer(201, &json!({}))]);
    let mut wanted = request(Operation::CreateAccount);
    let report = bench.run(&wanted).unwrap();
    assert_eq!(report.account.name.as_deref(), Some("mira.x"));
    assert_eq!(
        bench.connector.account_name(&mira()).unwrap().as_deref(),
        Some("mira.x")
    );
    wanted.account_name = Some("m1".into());
    bench.run(&wanted).unwrap();
    assert!(bench.sent()[0].ends_with(r#"{"name":"mira.x"}"#));
    assert!(bench.sent()[1].ends_with(r#"{"name":"m1"}"#));
}
