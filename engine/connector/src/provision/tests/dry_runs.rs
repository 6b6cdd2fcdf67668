//! Rendering without sending.

use super::*;
use crate::request::{Style, print};

#[test]
fn a_dry_run_sends_nothing_and_names_what_depends_on_answers() {
    let document = json!({"call": [
        call("Group", "GET", "/users/${account.accountID}", json!({})),
        call("Group", "POST", "/users/${account.accountID}", json!({
            "httpParams": "{\"n\":\"${response.Group1.message.n}\"}",
        })),
        call("Group", "POST", "/never", json!({"callCondition": "${account.accountID == 'x'}"})),
        call("Group", "POST", "/${response.Group1.message.n}", json!({
            "callCondition": "${response.Group1.statusCode == 200}",
        })),
    ]});
    let mut bench = Bench::with_token(Operation::AddAccess, document, vec![]);
    let request = request(Operation::AddAccess);
    let planned = ready(bench.connector.dry_run(&request, &mut bench.store)).unwrap();
    assert!(bench.sent().is_empty());
    assert_eq!(bench.store.begun, 0);
    let Preview::Request(first) = &planned[0].request else {
        panic!("{:?}", planned[0]);
    };
    let printed = print(first, bench.connector.masker(), Style::Http);
    assert!(printed.contains("GET /users/u1 HTTP/1.1"), "{printed}");
    assert!(!printed.contains("a-long-secret-token"), "{printed}");
    let on = || vec!["call 1, Group".to_owned(), "call 2, Group".to_owned()];
    assert_eq!(
        planned[1].request,
        Preview::Depends {
            on: vec!["call 1, Group".into()],
            target: Some("POST https://acme.test/users/u1".into()),
        }
    );
    assert_eq!(planned[2].condition, Condition::Fails);
    assert_eq!(planned[2].request, Preview::Skipped);
    assert_eq!(planned[3].condition, Condition::Unknown);
    assert_eq!(
        planned[3].request,
        Preview::Depends {
            on: on(),
            target: None
        }
    );
}

#[test]
fn a_response_in_the_context_stands_in_for_answers() {
    let document = json!({"call": [
        call("call1", "GET", "/users", json!({})),
        call("call2", "DELETE", "/users/${response.call1.message.id}", json!({})),
    ]});
    let mut bench = Bench::with_token(Operation::RemoveAccount, document, vec![]);
    let mut request = request(Operation::RemoveAccount);
    let response = json!({"call1": {"message": {"id": 5}}});
    request.context.insert("response".into(), response);
    let planned = ready(bench.connector.dry_run(&request, &mut bench.store)).unwrap();
    let Preview::Request(second) = &planned[1].request else {
        panic!("{:?}", planned[1]);
    };
    assert_eq!(second.url, "https://acme.test/users/5");
}
