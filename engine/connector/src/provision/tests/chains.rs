//! Order, conditions, names of answers, and what happens when a call fails.

use super::*;
use bindery_diagnostics::codes;

fn two_calls() -> Value {
    json!({"call": [
        call("call1", "POST", "/users", json!({
            "httpParams": "{\"name\":\"${user.username}\"}",
            "successResponses": {"statusCode": [201]},
        })),
        call("call2", "PUT", "/users/${response.call1.message.id}/mail", json!({
            "httpParams": "{\"to\":\"${user.email}\"}",
        })),
    ], "accountIdPath": "call1.message.id"})
}

#[test]
fn a_chain_reads_earlier_answers_and_records_its_account() {
    let mut bench = Bench::with_token(
        Operation::CreateAccount,
        two_calls(),
        vec![answer(201, &json!({"id": 12})), answer(200, &json!({}))],
    );
    let report = bench.run(&request(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, ProvisionStatus::Completed);
    assert_eq!(
        bench.sent(),
        [
            r#"POST https://acme.test/users {"name":"mira"}"#,
            r#"PUT https://acme.test/users/12/mail {"to":"mira@acme.test"}"#,
        ]
    );
    assert_eq!(report.account.account_id.as_deref(), Some("12"));
    assert_eq!(report.account.row, Some(1));
    assert!(report.target_changed);
    assert_eq!(report.requests, 2);
    let run = bench.store.runs.first().unwrap();
    assert_eq!(run.report["calls"][1]["status"], 200);
    assert!(!run.report.to_string().contains("a-long-secret-token"));
}

#[test]
fn the_first_failure_ends_the_chain_and_names_what_stays_done() {
    let mut bench = Bench::with_token(
        Operation::CreateAccount,
        two_calls(),
        vec![
            answer(201, &json!({"id": 12})),
            answer(409, &json!({"message": "mail taken"})),
        ],
    );
    let report = bench.run(&request(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, ProvisionStatus::Failed);
    assert!(report.target_changed);
    assert!(bench.store.effects.is_empty());
    let finding = report.diagnostics.first().unwrap();
    assert_eq!(finding.code, codes::BAD_STATUS);
    let notes = finding.notes.join("\n");
    assert!(notes.contains("mail taken"), "{notes}");
    assert!(notes.contains("call 2 of 2, call2, failed"), "{notes}");
    assert!(
        notes.contains(
            "call 1 of 2, call1, succeeded, and what it did stays done: POST https://acme.test/users"
        ),
        "{notes}"
    );
}

#[test]
fn a_write_without_an_answer_is_in_doubt_and_nothing_is_recorded() {
    let mut bench = Bench::with_token(Operation::CreateAccount, two_calls(), vec![no_answer()]);
    let report = bench.run(&request(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, ProvisionStatus::InDoubt);
    assert!(report.target_changed);
    assert_eq!(report.calls.len(), 1);
    assert_eq!(report.calls[0].outcome, CallOutcome::InDoubt);
    assert!(bench.store.effects.is_empty());
    let help = report.diagnostics[0].help.as_deref().unwrap();
    assert!(help.contains("import, which adopts it"), "{help}");
}

#[test]
fn a_false_condition_skips_its_call() {
    let document = json!({"call": [
        call("check", "GET", "/users", json!({})),
        call("create", "POST", "/users", json!({
            "callCondition": "${response.check.message.found == false}",
        })),
        call("enable", "POST", "/enable", json!({
            "callCondition": "${response.check.message.found == true}",
        })),
    ]});
    let mut bench = Bench::with_token(
        Operation::CreateAccount,
        document,
        vec![
            answer(200, &json!({"found": true})),
            answer(200, &json!({})),
        ],
    );
    let report = bench.run(&request(Operation::CreateAccount)).unwrap();
    let outcomes: Vec<_> = report.calls.iter().map(|c| c.outcome.as_str()).collect();
    assert_eq!(outcomes, ["ok", "skipped", "ok"]);
    assert_eq!(bench.sent()[1], "POST https://acme.test/enable");
}

#[test]
fn access_runs_the_calls_of_its_type_and_numbers_their_answers() {
    let document = json!({"call": [
        call("Role", "POST", "/roles", json!({})),
        call("Group", "GET", "/users/${account.accountID}", json!({})),
        call("Group", "POST", "/users/${account.accountID}", json!({
            "httpParams":
                "{\"a\":\"${response.Group1.message.n}\",\"b\":\"${response.call1.message.n}\",\
                  \"c\":\"${response.'Group'.message.n}\",\"g\":\"${entitlementValue.entitlementID}\"}",
        })),
    ]});
    let mut bench = Bench::with_token(
        Operation::AddAccess,
        document,
        vec![answer(200, &json!({"n": 5})), answer(202, &json!({}))],
    );
    let report = bench.run(&request(Operation::AddAccess)).unwrap();
    assert_eq!(report.status, ProvisionStatus::Completed);
    assert_eq!(
        bench.sent(),
        [
            "GET https://acme.test/users/u1",
            r#"POST https://acme.test/users/u1 {"a":"5","b":"5","c":"5","g":"g9"}"#,
        ]
    );
}

#[test]
fn a_type_without_calls_is_refused_before_anything_is_sent() {
    let document = json!({"call": [call("group", "POST", "/x", json!({}))]});
    let mut bench = Bench::with_token(Operation::AddAccess, document, vec![]);
    let findings = bench.run(&request(Operation::AddAccess)).unwrap_err();
    assert_eq!(findings[0].code, codes::NO_CALL);
    assert_eq!(findings[0].notes, ["its calls are for group"]);
    let help = findings[0].help.as_deref();
    assert_eq!(help, Some("write group as Group: case counts"));
    assert_eq!(bench.store.begun, 0);
}

#[test]
fn success_is_judged_by_the_body_where_the_rules_say_so() {
    let document = json!({"call": [call("call1", "POST", "/x", json!({
        "successResponses": {"result.state": ["done"]},
        "unsuccessResponses": {"result.error": ["E1"]},
    }))]});
    for (body, status) in [
        (
            json!({"result": {"state": "done"}}),
            ProvisionStatus::Completed,
        ),
        (
            json!({"result": {"state": "open"}}),
            ProvisionStatus::Failed,
        ),
        (
            json!({"result": {"state": "done", "error": "E1"}}),
            ProvisionStatus::Failed,
        ),
    ] {
        let mut bench = Bench::with_token(
            Operation::EnableAccount,
            document.clone(),
            vec![answer(200, &body)],
        );
        let report = bench.run(&request(Operation::EnableAccount)).unwrap();
        assert_eq!(report.status, status, "{body}");
        if status == ProvisionStatus::Failed {
            let notes = report.diagnostics[0].notes.join("\n");
            assert!(notes.contains("usually done what it was asked"), "{notes}");
        }
    }
}

#[test]
fn a_call_that_cannot_be_rendered_was_never_sent() {
    let document = json!({"call": [call("call1", "POST", "/x", json!({
        "httpParams": "{\"a\":${user.email}}",
    }))]});
    let mut bench = Bench::with_token(Operation::UpdateAccount, document, vec![]);
    let report = bench.run(&request(Operation::UpdateAccount)).unwrap();
    assert_eq!(report.status, ProvisionStatus::Failed);
    assert_eq!(report.calls[0].outcome, CallOutcome::NotSent);
    assert!(!report.target_changed);
    assert_eq!(report.diagnostics[0].code, codes::BROKEN_BODY);
}

#[test]
fn a_body_that_is_null_is_no_body() {
    let document = json!({"call": [call("call1", "POST", "/x", json!({
        "httpParams": "${requestAccessAttributes?.body}",
    }))]});
    let mut bench = Bench::with_token(
        Operation::UpdateAccount,
        document,
        vec![answer(200, &json!({}))],
    );
    bench.run(&request(Operation::UpdateAccount)).unwrap();
    assert_eq!(bench.sent(), ["POST https://acme.test/x"]);
}

#[test]
fn a_call_with_a_list_runs_once_per_item() {
    let document = json!({"call": [
        call("call1", "GET", "/tokens", json!({})),
        call("call2", "DELETE", "/tokens/${childresponse.id}", json!({
            "callListPath": "response.call1.message.items",
        })),
    ]});
    let mut bench = Bench::with_token(
        Operation::DisableAccount,
        document,
        vec![
            answer(200, &json!({"items": [{"id": "a"}, {"id": "b"}]})),
            answer(204, &Value::Null),
            answer(204, &Value::Null),
        ],
    );
    let report = bench.run(&request(Operation::DisableAccount)).unwrap();
    assert_eq!(report.calls.len(), 3);
    assert_eq!(bench.sent()[2], "DELETE https://acme.test/tokens/b");
}

#[test]
fn a_password_that_the_target_repeats_is_not_repeated_by_the_report() {
    let document = json!({"call": [call("call1", "POST", "/x", json!({
        "httpParams": "{\"password\":\"${password}\"}",
    }))]});
    let answers = vec![answer(400, &json!({"message": "Given-Pass-1 is too weak"}))];
    let mut bench = Bench::with_token(Operation::ChangePassword, document, answers);
    let mut request = request(Operation::ChangePassword);
    request.password = Some("Given-Pass-1".into());
    let report = bench.run(&request).unwrap();
    let shown = format!("{report:?} {:?} {request:?}", bench.store.runs);
    assert!(shown.contains("is too weak"));
    assert!(!shown.contains("Given-Pass-1"), "{shown}");
}

#[test]
fn a_failure_reads_well() {
    let answers = vec![
        answer(201, &json!({"id": 12})),
        answer(409, &json!({"message": "mail taken"})),
    ];
    let mut bench = Bench::with_token(Operation::CreateAccount, two_calls(), answers);
    let report = bench.run(&request(Operation::CreateAccount)).unwrap();
    let mut written = serde_json::to_value(&report).unwrap();
    written["elapsed_ms"] = 0.into();
    for call in written["calls"].as_array_mut().unwrap() {
        call["elapsed_ms"] = 0.into();
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&written).unwrap());
}
