//! Operations beyond accounts and access, and keys of calls that few packages have.

use super::*;

fn connection() -> (&'static str, Value) {
    let connection = json!({"authentications": {"acctAuth": {
        "authType": "oauth2", "accessToken": "Bearer a-long-secret-token"
    }}});
    ("ConnectionJSON", connection)
}

/// What one call of an operation sends, with this body.
fn sent(request: &OperationRequest, body: &str) -> String {
    let document = json!({"call": [call("call1", "POST", "/x", json!({"httpParams": body}))]});
    let mut bench = Bench::with_token(request.operation, document, vec![answer(200, &json!({}))]);
    let report = bench.run(request).unwrap();
    assert_eq!(report.status, ProvisionStatus::Completed, "{report:?}");
    bench.sent().remove(0)
}

#[test]
fn a_one_time_password_is_drawn_and_sent_to_the_users_phone_and_what_was_typed_is_checked() {
    let mut user = mira();
    user.columns.insert("phonenumber".into(), json!("+4712"));
    let mut request = OperationRequest::new(Operation::SendOtp);
    request.user = Some(Subject::Given(user));
    let text = sent(&request, "{\"o\":\"${otp}\",\"p\":\"${phone}\"}");
    let (_, rest) = text.split_once("{\"o\":\"").unwrap();
    let (otp, rest) = rest.split_once('"').unwrap();
    assert!(
        otp.len() == 6 && otp.chars().all(|c| c.is_ascii_digit()),
        "{text}"
    );
    assert_eq!(rest, ",\"p\":\"+4712\"}");
    request.otp = Some("424242".into());
    assert!(sent(&request, "{\"o\":\"${otp}\"}").ends_with("{\"o\":\"424242\"}"));

    let mut request = OperationRequest::new(Operation::ValidateOtp);
    request.user = Some(Subject::Given(mira()));
    request.pass_code = Some("424242".into());
    assert!(sent(&request, "{\"c\":\"${passCode}\"}").ends_with("{\"c\":\"424242\"}"));
}

#[test]
fn an_entitlement_that_is_not_there_yet_is_made_and_one_that_is_there_is_changed() {
    let document = json!({"call": [call("any", "POST", "/groups", json!({
        "httpParams": "{\"n\":\"${entitlementValue.entitlement_value}\",\"i\":\"${entitlementValue.entitlementID}\"}",
    }))]});
    let named = |value: &str| EntitlementSubject::Named {
        entitlement_type: "Group".into(),
        id_or_value: value.into(),
    };
    let mut bench = Bench::new(
        &[
            connection(),
            ("CreateEntitlementJSON", document.clone()),
            ("DeleteEntitlementJSON", document),
        ],
        vec![answer(201, &json!({})), answer(200, &json!({}))],
    );
    bench.store.entitlements.push(editors());
    let mut request = OperationRequest::new(Operation::CreateEntitlement);
    request.entitlement = Some(named("Writers"));
    bench.run(&request).unwrap();
    let mut request = OperationRequest::new(Operation::DeleteEntitlement);
    request.entitlement = Some(named("Writers"));
    assert!(bench.run(&request).is_err());
    request.entitlement = Some(named("Editors"));
    bench.run(&request).unwrap();
    assert_eq!(
        bench.sent(),
        [
            r#"POST https://acme.test/groups {"n":"Writers","i":"Writers"}"#,
            r#"POST https://acme.test/groups {"n":"Editors","i":"g9"}"#,
        ]
    );
}

#[test]
fn firefighter_access_has_a_password_in_its_task() {
    let mut request = OperationRequest::new(Operation::AddFirefighterAccess);
    request.user = Some(Subject::Given(mira()));
    request.account = Some(Subject::Given(her_account()));
    request.password = Some("s3cret-pass".into());
    let text = sent(&request, "{\"p\":\"${arsTasks.password}\"}");
    assert!(text.ends_with("{\"p\":\"s3cret-pass\"}"), "{text}");
}

#[test]
fn the_answer_of_a_call_that_shows_it_is_kept_masked_in_the_comments() {
    let document = json!({"call": {"name": "call1", "connection": "acctAuth",
        "url": "https://acme.test/users", "httpMethod": "POST", "showResponse": true,
        "httpHeaders": {"Authorization": "${access_token}"}}});
    let mut bench = Bench::with_token(Operation::CreateAccount, document, vec![]);
    bench.store.users.push(mira());
    bench.answers(vec![answer(
        200,
        &json!({"id": 7, "token": "hidden-token-1"}),
    )]);
    let report = bench.carry_out(&task(Operation::CreateAccount)).unwrap();
    assert!(
        report.comment.contains("it answered:"),
        "{}",
        report.comment
    );
    assert!(report.comment.contains("\"id\""), "{}", report.comment);
    assert!(
        !report.comment.contains("hidden-token-1"),
        "{}",
        report.comment
    );
}

#[test]
fn a_privilege_is_among_the_attributes_null_where_it_was_not_asked_for() {
    let document = json!({"call": [call("Group", "POST", "/x", json!({
        "httpParams": "{\"n\":\"${dynamicattributename}\",\"v\":\"${requestAccessAttributes.level}\"}",
        "privilegeEntitlement": {"privEntType": "Group", "privAttrName": "level"},
    }))]});
    for (given, wanted) in [(json!({"level": "admin"}), "admin"), (json!({}), "null")] {
        let mut bench = Bench::with_token(
            Operation::AddAccess,
            document.clone(),
            vec![answer(200, &json!({}))],
        );
        let mut request = request(Operation::AddAccess);
        request.attributes = given.as_object().cloned();
        bench.run(&request).unwrap();
        let expected = format!("{{\"n\":\"level\",\"v\":\"{wanted}\"}}");
        assert!(bench.sent()[0].ends_with(&expected), "{:?}", bench.sent());
    }
}

#[test]
fn after_so_many_tasks_of_a_type_the_next_one_waits() {
    let config = json!({"provisioningLimit": {"types": {"NEWACCOUNT": 2}, "waitTimeMillis": 5000}});
    let document = json!({"call": [call("call1", "POST", "/users", json!({}))]});
    let mut bench = Bench::new(
        &[
            connection(),
            ("CreateAccountJSON", document),
            ("ConfigJSON", config),
        ],
        vec![
            answer(200, &json!({})),
            answer(200, &json!({})),
            answer(200, &json!({})),
        ],
    );
    bench.store.users.push(mira());
    for _ in 0..3 {
        bench.carry_out(&task(Operation::CreateAccount)).unwrap();
        bench.store.journal.clear();
    }
    let slept = bench.clock.0.lock().unwrap().clone();
    assert_eq!(slept, [Duration::from_secs(5)]);
}

#[test]
fn the_values_of_a_rule_may_be_templates() {
    let document = json!({"call": [call("call1", "GET", "/tickets/${ticketID}", json!({
        "successResponses": [{"Ticket[0].State": "${ticketStatusValue}"}],
        "ticketStatusPath": "call1.message.Ticket[0].State",
        "ticketStatusValue": ["done", "solved"],
    }))]});
    for (state, wanted) in [
        ("solved", ProvisionStatus::Completed),
        ("new", ProvisionStatus::Failed),
    ] {
        let body = json!({"Ticket": [{"State": state}]});
        let mut bench = Bench::with_token(
            Operation::TicketStatus,
            document.clone(),
            vec![answer(200, &body)],
        );
        let mut request = OperationRequest::new(Operation::TicketStatus);
        request.ticket = Some("T1".into());
        let report = bench.run(&request).unwrap();
        assert_eq!(report.status, wanted, "{:?}", report.diagnostics);
        assert_eq!(bench.sent(), ["GET https://acme.test/tickets/T1"]);
    }
}
