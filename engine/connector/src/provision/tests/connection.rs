//! The connection test.

use super::*;
use crate::test_connection::TestVerdict;
use bindery_diagnostics::codes;

fn bench(more: Value, answers: Vec<Result<ResponseData, TransportError>>) -> Bench {
    let mut authentication = json!({
        "authType": "oauth2", "accessToken": "Bearer a-long-secret-token"
    });
    for (key, value) in more.as_object().unwrap() {
        authentication[key] = value.clone();
    }
    let connection = json!({"authentications": {"acctAuth": authentication}});
    Bench::new(&[("ConnectionJSON", connection)], answers)
}

fn test(more: Value) -> Value {
    let mut test = json!({"http": {
        "url": "https://acme.test/me",
        "httpMethod": "GET",
        "httpHeaders": {"Authorization": "${access_token}"},
    }});
    for (key, value) in more.as_object().unwrap() {
        test[key] = value.clone();
    }
    json!({"testConnectionParams": test})
}

#[test]
fn a_test_passes_by_its_rules() {
    for (rules, status, body, passes) in [
        (json!({}), 200, json!({}), true),
        (json!({}), 404, json!({}), false),
        (
            json!({"successResponses": {"statusCode": [204]}}),
            200,
            json!({}),
            false,
        ),
        (
            json!({"errors": ["E1"], "errorPath": "error"}),
            200,
            json!({"error": "E1"}),
            false,
        ),
        (
            json!({"errors": ["E1"], "errorPath": "error"}),
            200,
            json!({"error": "E12"}),
            true,
        ),
        (
            json!({"errors": ["E1"], "errorPath": ""}),
            200,
            json!({"note": "E1"}),
            true,
        ),
        (
            json!({"successResponse": ["ok"], "successResponsePath": "state"}),
            200,
            json!({"state": "ok"}),
            true,
        ),
        (
            json!({"successResponse": ["ok"], "successResponsePath": "state"}),
            200,
            json!({"state": "down"}),
            false,
        ),
    ] {
        let bench = bench(test(rules.clone()), vec![answer(status, &body)]);
        let report = ready(bench.connector.test_report()).unwrap();
        assert_eq!(report.diagnostics.is_empty(), passes);
        assert_eq!(report.passed(), passes, "{rules} {body}");
        assert_eq!(report.tests[0].status, Some(status));
        if !passes {
            assert_eq!(report.diagnostics[0].code, codes::TEST_FAILED, "{rules}");
            assert!(report.diagnostics[0].help.is_some());
        }
    }
}

#[test]
fn wrong_credentials_are_called_so() {
    let bench = bench(test(json!({})), vec![answer(401, &json!({}))]);
    let report = ready(bench.connector.test_report()).unwrap();
    assert!(!report.passed());
    assert_eq!(report.diagnostics[0].code, codes::UNAUTHENTICATED);
}

#[test]
fn the_older_test_url_is_asked_with_the_token() {
    let bench = bench(
        json!({"testname": "https://acme.test/ping"}),
        vec![answer(200, &json!({}))],
    );
    let report = ready(bench.connector.test_report()).unwrap();
    assert_eq!(
        report.tests[0].verdict,
        TestVerdict::Passed,
        "{:?}",
        report.diagnostics
    );
    let sent = bench.target.sent.lock().unwrap();
    assert_eq!(sent[0].url, "https://acme.test/ping");
    assert_eq!(sent[0].headers[0].1, "Bearer a-long-secret-token");
}

#[test]
fn an_authentication_without_a_test_is_untested() {
    let bench = bench(json!({}), vec![]);
    let report = ready(bench.connector.test_report()).unwrap();
    assert_eq!(report.tests[0].verdict, TestVerdict::Untested);
    assert!(report.passed());
    assert_eq!(report.diagnostics.len(), 1);
}

#[test]
fn a_definition_without_authentications_says_what_to_give() {
    let bench = Bench::new(&[("ConfigJSON", json!({}))], vec![]);
    let findings = ready(bench.connector.test_report()).unwrap_err();
    let help = findings[0].help.as_deref();
    assert_eq!(
        help,
        Some("give a ConnectionJSON with --connection-json FILE")
    );
}
