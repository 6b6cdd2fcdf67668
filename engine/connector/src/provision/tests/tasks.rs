//! Tasks: what an attempt leaves in the journal, and what the next one makes of it.

use super::*;
use crate::ports::{JournalPlace, JournalState, Parties, RequestFacts};
use bindery_diagnostics::codes;

fn two_calls() -> Value {
    json!({"call": [
        call("call1", "POST", "/users", json!({
            "httpParams": "{\"name\":\"${user.username}\",\"n\":\"${UUID.randomUUID()}\"}",
            "successResponses": {"statusCode": [201]},
        })),
        call("call2", "POST", "/users/${response.call1.message.id}/mail", json!({
            "httpParams": "{\"to\":\"${user.email}\"}",
        })),
    ], "accountIdPath": "call1.message.id"})
}

fn bench(document: Value) -> Bench {
    let mut bench = Bench::with_token(Operation::CreateAccount, document, vec![]);
    bench.store.users.push(mira());
    bench
}

fn again(task: &Task) -> Task {
    let mut again = task.clone();
    again.tries += 1;
    again
}

#[test]
fn a_task_that_succeeds_is_complete_with_its_effects_and_each_call_was_written_before_it_was_sent()
{
    let mut bench = bench(two_calls());
    bench.answers(vec![
        answer(201, &json!({"id": 12})),
        answer(200, &json!({})),
    ]);
    let report = bench.carry_out(&task(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, TaskStatus::Complete);
    assert_eq!(report.account.account_id.as_deref(), Some("12"));
    assert_eq!(report.account.row, Some(1));
    assert_eq!(bench.store.effects.len(), 1);
    let place = |step| JournalPlace { step, item: 0 };
    assert_eq!(
        bench.store.written,
        [
            (place(1), JournalState::Sent),
            (place(1), JournalState::Done),
            (place(2), JournalState::Sent),
            (place(2), JournalState::Done),
        ]
    );
    let first = bench.store.journal.first().unwrap();
    assert_eq!(first.answer.as_ref().unwrap().message, json!({"id": 12}));
    let comment = &bench.store.settled[0].comment;
    assert!(comment.contains("attempt 1 of 10, completed"), "{comment}");
    assert!(
        comment.contains("call1: POST https://acme.test/users 201, ok"),
        "{comment}"
    );
}

#[test]
fn a_later_attempt_goes_on_at_the_call_that_failed_with_the_earlier_answer_bound() {
    let mut bench = bench(two_calls());
    let refused = answer(503, &json!({"message": "busy"}));
    let busy = || {
        vec![
            refused.clone(),
            refused.clone(),
            refused.clone(),
            refused.clone(),
        ]
    };
    let mut answers = vec![answer(201, &json!({"id": 12}))];
    answers.extend(busy());
    bench.answers(answers);
    let first = task(Operation::CreateAccount);
    let report = bench.carry_out(&first).unwrap();
    assert_eq!(report.status, TaskStatus::New);
    assert_eq!(report.not_before, Some(1_718_454_896_000 + 30_000));
    assert!(bench.store.effects.is_empty());
    assert!(
        report.comment.contains("the target says: busy"),
        "{}",
        report.comment
    );

    bench.answers(vec![answer(200, &json!({}))]);
    let report = bench.carry_out(&again(&first)).unwrap();
    assert_eq!(report.status, TaskStatus::Complete);
    let outcomes: Vec<_> = report.calls.iter().map(|c| c.outcome.as_str()).collect();
    assert_eq!(outcomes, ["done earlier", "ok"]);
    assert_eq!(
        bench.sent().last().unwrap(),
        r#"POST https://acme.test/users/12/mail {"to":"mira@acme.test"}"#
    );
    let creates = bench
        .sent()
        .iter()
        .filter(|s| s.ends_with("}") && s.contains("/users {"))
        .count();
    assert_eq!(creates, 1);
    assert_eq!(report.account.account_id.as_deref(), Some("12"));
}

#[test]
fn from_start_sends_call_one_again_but_not_what_is_in_doubt() {
    let mut bench = bench(two_calls());
    bench.connector.policy.resume = Resume::FromStart;
    let refused = answer(503, &json!({}));
    let mut answers = vec![answer(201, &json!({"id": 12}))];
    answers.extend(vec![refused; 4]);
    bench.answers(answers);
    let first = task(Operation::CreateAccount);
    bench.carry_out(&first).unwrap();
    bench.answers(vec![answer(201, &json!({"id": 13})), no_answer()]);
    let report = bench.carry_out(&again(&first)).unwrap();
    assert_eq!(report.status, TaskStatus::PendingProvisioning);
    let creates: Vec<_> = bench
        .sent()
        .into_iter()
        .filter(|s| s.contains("/users {"))
        .collect();
    assert_eq!(creates.len(), 2);
    assert_eq!(creates[0], creates[1], "the same random numbers every time");

    bench.answers(vec![answer(201, &json!({"id": 14}))]);
    let report = bench.carry_out(&again(&first)).unwrap();
    assert_eq!(report.status, TaskStatus::PendingProvisioning);
    assert_eq!(report.calls[1].outcome, CallOutcome::InDoubt);
}

#[test]
fn a_worker_that_died_after_sending_leaves_a_create_in_doubt_and_repeats_a_put() {
    for (method, wanted) in [
        ("POST", TaskStatus::PendingProvisioning),
        ("PUT", TaskStatus::Complete),
    ] {
        let mut bench = bench(json!({"call": [call("call1", method, "/users", json!({}))]}));
        bench.store.killed_at = Some(2);
        bench.answers(vec![answer(200, &json!({"id": 1}))]);
        let first = task(Operation::CreateAccount);
        bench.carry_out(&first).unwrap_err();
        assert_eq!(bench.store.journal[0].state, JournalState::Sent);
        assert!(bench.store.settled.is_empty());
        bench.answers(vec![answer(200, &json!({"id": 1}))]);
        let report = bench.carry_out(&again(&first)).unwrap();
        assert_eq!(report.status, wanted);
        if method == "POST" {
            assert_eq!(bench.sent().len(), 1);
            let comment = &report.comment;
            assert!(
                comment.contains("in doubt: nobody knows whether call1"),
                "{comment}"
            );
            assert!(comment.contains("attempt 1 sent it"), "{comment}");
        }
    }
}

#[test]
fn a_repeated_delete_that_finds_nothing_is_done() {
    let document =
        json!({"call": [call("call1", "DELETE", "/users/${account.accountID}", json!({}))]});
    let mut bench = Bench::with_token(Operation::RemoveAccount, document, vec![]);
    bench.store.users.push(mira());
    bench.store.accounts.push(her_account());
    bench.store.killed_at = Some(2);
    bench.answers(vec![answer(204, &Value::Null)]);
    let first = task(Operation::RemoveAccount);
    bench.carry_out(&first).unwrap_err();
    bench.answers(vec![answer(404, &json!({}))]);
    let report = bench.carry_out(&again(&first)).unwrap();
    assert_eq!(report.status, TaskStatus::Complete);
    let mut fresh = Bench::with_token(
        Operation::RemoveAccount,
        json!({"call": [call("call1", "DELETE", "/users/u1", json!({}))]}),
        vec![answer(404, &json!({}))],
    );
    fresh.store.accounts.push(her_account());
    let report = fresh.carry_out(&first).unwrap();
    assert_eq!(report.status, TaskStatus::ProvisioningFailed);
}

#[test]
fn the_class_of_a_failure_decides_what_becomes_of_the_task() {
    let busy = vec![answer(429, &json!({})); 4];
    for (answers, wanted) in [
        (
            vec![answer(409, &json!({}))],
            TaskStatus::ProvisioningFailed,
        ),
        (
            vec![answer(500, &json!({}))],
            TaskStatus::PendingProvisioning,
        ),
        (vec![no_answer()], TaskStatus::PendingProvisioning),
        (busy, TaskStatus::New),
        (
            vec![answer(200, &json!({}))],
            TaskStatus::PendingProvisioning,
        ),
    ] {
        let mut bench = bench(two_calls());
        bench.answers(answers);
        let report = bench.carry_out(&task(Operation::CreateAccount)).unwrap();
        assert_eq!(report.status, wanted, "{}", report.comment);
        assert_eq!(bench.store.settled[0].status, wanted);
    }
}

#[test]
fn a_body_that_says_it_failed_is_tried_again() {
    let document = json!({"call": [call("call1", "POST", "/users", json!({
        "successResponses": {"result": ["done"]},
    }))]});
    let mut bench = bench(document);
    bench.answers(vec![answer(200, &json!({"result": "locked"}))]);
    let report = bench.carry_out(&task(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, TaskStatus::New);
    bench.answers(vec![answer(200, &json!({"result": "done"}))]);
    let report = bench
        .carry_out(&again(&task(Operation::CreateAccount)))
        .unwrap();
    assert_eq!(report.status, TaskStatus::Complete);
}

#[test]
fn the_last_try_ends_in_error_and_an_earlier_one_waits_longer_each_time() {
    let mut bench = bench(two_calls());
    let mut last = task(Operation::CreateAccount);
    last.tries = 3;
    bench.answers(vec![answer(503, &json!({})); 4]);
    let report = bench.carry_out(&last).unwrap();
    assert_eq!(report.not_before, Some(1_718_454_896_000 + 120_000));
    last.tries = 10;
    bench.answers(vec![answer(503, &json!({})); 4]);
    let report = bench.carry_out(&last).unwrap();
    assert_eq!(report.status, TaskStatus::Error);
    assert!(report.not_before.is_none());
    assert!(
        report.comment.contains("attempt 10 of 10"),
        "{}",
        report.comment
    );
}

#[test]
fn what_is_as_asked_needs_no_call() {
    let mut bench = Bench::with_token(
        Operation::AddAccess,
        json!({"call": [call("Group", "POST", "/groups", json!({}))]}),
        vec![],
    );
    bench.store.users.push(mira());
    bench.store.accounts.push(her_account());
    bench.store.entitlements.push(editors());
    bench.store.links.push((7, 9));
    let report = bench.carry_out(&task(Operation::AddAccess)).unwrap();
    assert_eq!(report.status, TaskStatus::NoActionRequired);
    assert!(
        report.comment.contains("mira has Group Editors"),
        "{}",
        report.comment
    );
    assert!(bench.sent().is_empty());
    let report = bench.carry_out(&task(Operation::RemoveAccess)).unwrap();
    assert_eq!(
        report.status,
        TaskStatus::ProvisioningFailed,
        "{}",
        report.comment
    );
}

#[test]
fn the_password_is_sealed_before_it_is_sent_and_every_attempt_sends_the_same() {
    let document = json!({"call": [
        call("call1", "PUT", "/users", json!({"httpParams": "{\"p\":\"${password}\",\"r\":\"${randomPassword}\"}"})),
    ]});
    let mut bench = bench(document);
    bench.store.killed_at = Some(2);
    bench.answers(vec![answer(200, &json!({}))]);
    let first = task(Operation::CreateAccount);
    bench.carry_out(&first).unwrap_err();
    let sealed = bench.store.password.clone().unwrap();
    bench.answers(vec![answer(200, &json!({}))]);
    let report = bench.carry_out(&again(&first)).unwrap();
    let sent = bench.sent();
    assert_eq!(sent[0], sent[1]);
    assert!(sent[0].contains(&sealed));
    assert!(!format!("{report:?}{:?}", bench.store.settled).contains(&sealed));
}

#[test]
fn items_of_a_list_are_written_one_by_one_and_those_that_are_done_stay_so() {
    let document = json!({"call": [
        call("list", "GET", "/groups", json!({})),
        call("each", "POST", "/groups/${childresponse.id}", json!({
            "callListPath": "response.list.message.items",
        })),
    ]});
    let mut bench = bench(document);
    let list = answer(200, &json!({"items": [{"id": 1}, {"id": 2}, {"id": 3}]}));
    let mut answers = vec![list, answer(200, &json!({}))];
    answers.extend(vec![answer(503, &json!({})); 4]);
    bench.answers(answers);
    let first = task(Operation::CreateAccount);
    assert_eq!(bench.carry_out(&first).unwrap().status, TaskStatus::New);
    bench.answers(vec![answer(200, &json!({})), answer(200, &json!({}))]);
    let report = bench.carry_out(&again(&first)).unwrap();
    assert_eq!(report.status, TaskStatus::Complete);
    let sent = bench.sent();
    let to = |n: u8| {
        sent.iter()
            .filter(|s| s.ends_with(&format!("/groups/{n}")))
            .count()
    };
    assert_eq!((to(1), to(2), to(3)), (1, 5, 1));
    assert_eq!(sent.iter().filter(|s| s.starts_with("GET")).count(), 1);
}

#[test]
fn a_task_that_another_worker_has_sends_nothing_more() {
    let mut bench = bench(two_calls());
    bench.store.lost = true;
    let error = bench
        .carry_out(&task(Operation::CreateAccount))
        .unwrap_err();
    assert_eq!(error.code, codes::STORE_BUSY);
    assert!(bench.sent().is_empty());
}

#[test]
fn without_calls_for_the_operation_a_ticket_stands_in_and_is_asked_for() {
    let create = json!({"call": [call("call1", "POST", "/tickets", json!({
        "httpParams": "{\"t\":\"${task.tasktype} ${accountName} ${taskIds}\"}",
        "ticketidPath": "call1.message.number",
    }))]});
    let status = json!({"call": [call("call1", "GET", "/tickets/${ticketID}", json!({
        "ticketStatusPath": "call1.message.state",
        "ticketStatusValue": ["closed"],
        "disContinueStatusValue": ["rejected"],
    }))]});
    let connection = json!({"authentications": {"acctAuth": {
        "authType": "oauth2", "accessToken": "Bearer a-long-secret-token"
    }}});
    let mut bench = Bench::new(
        &[
            ("ConnectionJSON", connection),
            ("CreateTicketJSON", create),
            ("TicketStatusJSON", status),
        ],
        vec![answer(201, &json!({"number": "T7"}))],
    );
    bench.store.users.push(mira());
    let mut first = task(Operation::CreateAccount);
    let report = bench.carry_out(&first).unwrap();
    assert_eq!(report.status, TaskStatus::New, "{}", report.comment);
    assert_eq!(bench.store.settled[0].ticket.as_deref(), Some("T7"));
    assert_eq!(
        bench.sent()[0],
        r#"POST https://acme.test/tickets {"t":"NEWACCOUNT mira 5"}"#
    );

    first.ticket = Some("T7".into());
    for (state, wanted) in [
        ("open", TaskStatus::New),
        ("rejected", TaskStatus::Discontinued),
        ("closed", TaskStatus::Complete),
    ] {
        bench.answers(vec![answer(200, &json!({"state": state}))]);
        let report = bench.carry_out(&again(&first)).unwrap();
        assert_eq!(report.status, wanted, "{}", report.comment);
        assert_eq!(
            bench.sent().last().unwrap(),
            "GET https://acme.test/tickets/T7"
        );
    }
    assert_eq!(bench.store.effects.len(), 1);
}

#[test]
fn the_task_and_its_request_are_bound() {
    let document = json!({"call": [call("call1", "POST", "/users", json!({"httpParams":
        "{\"a\":\"${task.id} ${arsTasks.source} ${task.endpoint.endpointname} ${task.users.email}\",\
          \"b\":\"${requestid} ${businessJustification} ${approvers} ${requestor.username} ${approverMap['1']}\",\
          \"c\":\"${endpoint} ${userManager} ${user} ${task.requestKey.id} ${task.provisioningTries}\"}",
    }))]});
    let mut bench = bench(document);
    bench.store.users[0]
        .columns
        .insert("manager".into(), json!("boss"));
    bench.store.users.push(User {
        username: "boss".into(),
        columns: Columns::new(),
    });
    bench.store.request = Some(RequestFacts {
        requestor: Some("asker".into()),
        parties: Parties {
            approvers: vec![("1".into(), "boss".into())],
            ..Parties::default()
        },
        ..RequestFacts::default()
    });
    bench.answers(vec![answer(200, &json!({}))]);
    let mut first = task(Operation::CreateAccount);
    first.justification = Some("a \"new\" colleague".into());
    bench.carry_out(&first).unwrap();
    assert_eq!(
        bench.sent()[0],
        "POST https://acme.test/users {\"a\":\"5 REQUEST Acme mira@acme.test\",\
         \"b\":\"3 a \\\"new\\\" colleague [boss] asker boss\",\"c\":\"Acme boss mira 3 1\"}"
    );
}

#[test]
fn carrying_out_can_move_between_threads() {
    fn moves<T: Send>(_: T) {}
    let mut bench = bench(two_calls());
    let task = task(Operation::CreateAccount);
    moves(bench.connector.carry_out(&task, "w", &mut bench.store));
}

#[test]
fn what_was_only_read_is_read_again_by_a_later_attempt() {
    let document = json!({"call": [
        call("read", "GET", "/users/u1", json!({})),
        call("write", "POST", "/users/u1", json!({
            "httpParams": "{\"groups\":\"${response.read.message.groups.join(',')}\"}",
        })),
    ]});
    let mut bench = bench(document);
    let mut answers = vec![answer(200, &json!({"groups": ["a"]}))];
    answers.extend(vec![answer(503, &json!({})); 4]);
    bench.answers(answers);
    let first = task(Operation::CreateAccount);
    bench.carry_out(&first).unwrap();
    bench.answers(vec![
        answer(200, &json!({"groups": ["a", "b"]})),
        answer(200, &json!({})),
    ]);
    bench.carry_out(&again(&first)).unwrap();
    assert!(
        bench
            .sent()
            .last()
            .unwrap()
            .ends_with(r#"{"groups":"a,b"}"#)
    );
}

/// A create that can be looked up: by a search whose hit stands for the answer of the create.
fn looked_up() -> Bench {
    let document = json!({"call": [
        call("call1", "POST", "/users", json!({})),
        call("call2", "PUT", "/users/${response.call1.message.id}/mail", json!({})),
    ], "accountIdPath": "call1.message.id"});
    let lookup = r#"
        [in_doubt."create-account/call1"]
        url = "https://acme.test/search?name=${user.username}"
        headers = { Authorization = "${access_token}" }
        found = "total"
        answer = "rows[0]"
    "#;
    let mut bench = Bench::of_folder(lookup, &[(Operation::CreateAccount.attribute(), document)]);
    bench.store.users.push(mira());
    bench
}

fn hit() -> Result<ResponseData, TransportError> {
    answer(200, &json!({"total": 1, "rows": [{"id": "u9"}]}))
}

fn no_hit() -> Result<ResponseData, TransportError> {
    answer(200, &json!({"total": 0, "rows": []}))
}

#[test]
fn a_create_in_doubt_that_is_found_goes_on_with_what_was_found() {
    let mut bench = looked_up();
    bench.answers(vec![no_answer(), hit(), answer(200, &json!({}))]);
    let report = bench.carry_out(&task(Operation::CreateAccount)).unwrap();
    assert_eq!(report.status, TaskStatus::Complete, "{}", report.comment);
    assert_eq!(report.account.account_id.as_deref(), Some("u9"));
    assert!(report.calls[0].found);
    assert!(
        report.comment.contains("found at the target"),
        "{}",
        report.comment
    );
    assert_eq!(
        bench.sent(),
        [
            "POST https://acme.test/users",
            "GET https://acme.test/search?name=mira",
            "PUT https://acme.test/users/u9/mail",
        ]
    );
}

#[test]
fn a_create_that_is_not_found_is_sent_again_by_a_later_attempt_which_looks_first() {
    let mut bench = looked_up();
    bench.answers(vec![no_answer(), no_hit()]);
    let first = task(Operation::CreateAccount);
    let report = bench.carry_out(&first).unwrap();
    assert_eq!(report.status, TaskStatus::New);
    assert!(
        report.comment.contains("a later attempt looks again"),
        "{}",
        report.comment
    );
    let failed = answer(403, &json!({}));
    bench.answers(vec![failed]);
    let second = again(&first);
    let report = bench.carry_out(&second).unwrap();
    assert_eq!(
        report.status,
        TaskStatus::New,
        "a look-up that fails says nothing"
    );
    bench.answers(vec![
        no_hit(),
        answer(201, &json!({"id": "u5"})),
        answer(200, &json!({})),
    ]);
    let report = bench.carry_out(&again(&second)).unwrap();
    assert_eq!(report.status, TaskStatus::Complete);
    assert_eq!(report.account.account_id.as_deref(), Some("u5"));
    let creates = bench
        .sent()
        .iter()
        .filter(|s| *s == "POST https://acme.test/users")
        .count();
    assert_eq!(creates, 2);
}

#[test]
fn a_worker_that_died_after_sending_is_followed_by_one_that_looks() {
    let mut bench = looked_up();
    bench.store.killed_at = Some(2);
    bench.answers(vec![answer(201, &json!({"id": "u9"}))]);
    let first = task(Operation::CreateAccount);
    bench.carry_out(&first).unwrap_err();
    bench.answers(vec![hit(), answer(200, &json!({}))]);
    let report = bench.carry_out(&again(&first)).unwrap();
    assert_eq!(report.status, TaskStatus::Complete);
    assert_eq!(report.account.account_id.as_deref(), Some("u9"));
}

#[test]
fn the_last_try_of_a_create_in_doubt_waits_for_the_operator() {
    let mut bench = looked_up();
    bench.answers(vec![no_answer(), no_hit()]);
    let mut last = task(Operation::CreateAccount);
    last.tries = 10;
    let report = bench.carry_out(&last).unwrap();
    assert_eq!(report.status, TaskStatus::PendingProvisioning);
    assert!(
        report.comment.contains("to do: look for the account"),
        "{}",
        report.comment
    );
}

#[test]
fn where_an_operator_says_that_a_create_was_done_its_answer_is_looked_for() {
    let mut bench = looked_up();
    bench.answers(vec![no_answer(), no_hit()]);
    let mut first = task(Operation::CreateAccount);
    first.tries = 10;
    bench.carry_out(&first).unwrap();
    bench.store.journal[0].state = JournalState::Done;
    first.tries = 1;
    bench.answers(vec![hit(), answer(200, &json!({}))]);
    let report = bench.carry_out(&first).unwrap();
    assert_eq!(report.status, TaskStatus::Complete, "{}", report.comment);
    assert_eq!(report.account.account_id.as_deref(), Some("u9"));
}
