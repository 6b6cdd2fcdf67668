//! The token vectors of rest-dialect §6, over the connection test as the call.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;

use std::sync::Arc;
use std::time::Duration;

use bindery_diagnostics::codes;

use bench::{Bench, Target, answer, bench};
use bindery_connector::ports::ResponseData;

/// A ConnectionJSON whose one authentication has these members besides a test call to `/me`.
fn connection(members: &str) -> String {
    format!(
        r#"{{"authentications":{{"acctAuth":{{{members},
        "testConnectionParams":{{"http":{{"url":"https://api.test/me","httpMethod":"GET",
        "httpHeaders":{{"Authorization":"${{access_token}}"}}}}}}}}}}}}"#
    )
}

const FETCHED: &str = r#""authType":"oauth2","url":"https://api.test/token","httpMethod":"POST",
    "httpParams":{"grant_type":"client_credentials","client_secret":"s 3cret"},
    "tokenResponsePath":"access_token","tokenType":"Bearer","accessToken":"Bearer stale-token""#;

fn one(members: &str, target: &Arc<Target>) -> Bench {
    bench(&[("ConnectionJSON", &connection(members))], target)
}

fn token(value: &str) -> ResponseData {
    answer(200, &format!(r#"{{"access_token":"{value}"}}"#))
}

#[tokio::test]
async fn a_stale_token_is_renewed_and_the_call_sent_again() {
    let target = Target::answering(vec![
        answer(401, ""),
        token("fresh-token"),
        answer(200, "{}"),
    ]);
    let bench = one(
        &format!(r#"{FETCHED},"retryFailureStatusCode":[401]"#),
        &target,
    );
    bench.connector.test_connection().await.unwrap();
    assert_eq!(target.lines(), ["GET /me", "POST /token", "GET /me"]);
    assert_eq!(
        target.header(0, "authorization").unwrap(),
        "Bearer stale-token"
    );
    assert_eq!(
        target.header(2, "authorization").unwrap(),
        "Bearer fresh-token"
    );
    assert_eq!(
        target.body(1),
        "grant_type=client_credentials&client_secret=s%203cret"
    );
}

#[tokio::test]
async fn a_target_that_always_refuses_is_asked_three_times_with_two_renewals() {
    let target = Target::new(|request| {
        Ok(if request.url.ends_with("/token") {
            token("fresh-token")
        } else {
            answer(401, r#"{"message":"no fresh-token for you"}"#)
        })
    });
    let bench = one(&format!(r#"{FETCHED},"maxRefreshTryCount":2"#), &target);
    let problems = bench.connector.test_connection().await.unwrap_err();
    assert_eq!(
        target.lines(),
        [
            "GET /me",
            "POST /token",
            "GET /me",
            "POST /token",
            "GET /me"
        ]
    );
    assert_eq!(problems[0].code, codes::UNAUTHENTICATED);
    let shown = format!("{problems:?} {:?}", bench.heard.0.lock().unwrap());
    assert!(!shown.contains("fresh-token"), "{shown}");
    assert!(shown.contains("no ••• for you"), "{shown}");
}

#[tokio::test]
async fn an_error_value_in_a_200_is_a_rejection() {
    for (rule, body) in [
        (
            r#""errorPath":"error","expiryError":"EXPIRED""#,
            r#"{"error":"EXPIRED"}"#,
        ),
        (
            r#""errorPath":"errors.type","authError":["INVALID_SESSION_ID"]"#,
            r#"{"errors":[{"type":"INVALID_SESSION_ID"}]}"#,
        ),
    ] {
        let target = Target::answering(vec![
            answer(200, body),
            token("fresh-token"),
            answer(200, "{}"),
        ]);
        let bench = one(&format!("{FETCHED},{rule}"), &target);
        bench.connector.test_connection().await.unwrap();
        assert_eq!(target.lines().len(), 3, "{rule}");
    }
}

#[tokio::test]
async fn a_static_token_is_never_renewed() {
    let target = Target::answering(vec![answer(401, "")]);
    let members = r#""authType":"oauth2","url":"https://api.test/token","httpParams":{},
        "accessToken":"Bearer permanent-token","tokenResponsePath":"""#;
    let problems = one(members, &target)
        .connector
        .test_connection()
        .await
        .unwrap_err();
    assert_eq!(problems[0].code, codes::UNAUTHENTICATED);
    assert_eq!(target.lines(), ["GET /me"]);
}

#[tokio::test]
async fn a_rotated_refresh_token_is_used_the_next_time() {
    let target = Target::answering(vec![
        answer(
            200,
            r#"{"access_token":"access-one","refresh_token":"refresh-two"}"#,
        ),
        answer(401, ""),
        answer(200, r#"{"access_token":"access-two"}"#),
        answer(200, "{}"),
    ]);
    let members = r#""authType":"oauth2","url":"https://api.test/token","httpMethod":"POST",
        "httpParams":{"grant_type":"refresh_token","refresh_token":"${refresh_token}"},
        "refreshType":"RefreshToken","refreshToken":"refresh-one",
        "refreshTokenResponsePath":"refresh_token",
        "tokenResponsePath":"access_token","tokenType":"Bearer","accessToken":"""#;
    one(members, &target)
        .connector
        .test_connection()
        .await
        .unwrap();
    assert_eq!(
        target.body(0),
        "grant_type=refresh_token&refresh_token=refresh-one"
    );
    assert_eq!(
        target.body(2),
        "grant_type=refresh_token&refresh_token=refresh-two"
    );
    assert_eq!(
        target.header(3, "authorization").unwrap(),
        "Bearer access-two"
    );
}

#[tokio::test]
async fn a_stale_refresh_token_is_renewed_by_its_own_call() {
    let target = Target::answering(vec![
        answer(400, r#"{"error":"assertion is stale"}"#),
        answer(200, r#""assertion-two""#),
        token("access-one"),
        answer(200, "{}"),
    ]);
    let members = r#""authType":"oauth2","url":"https://api.test/token","httpMethod":"POST",
        "httpParams":{"assertion":"${refresh_token}"},"refreshType":"RefreshToken",
        "refreshToken":"assertion-one","refreshTokenAuthError":["stale"],
        "refreshTokenErrorPath":"error","refreshTokenCall":{"url":"https://api.test/saml",
        "httpMethod":"POST","httpParams":{"a":"b"},
        "httpContentType":"application/x-www-form-urlencoded","refreshTokenResponsePath":""},
        "tokenResponsePath":"access_token","tokenType":"Bearer","accessToken":"Bearer none""#;
    one(members, &target)
        .connector
        .test_connection()
        .await
        .unwrap();
    assert_eq!(
        target.lines(),
        ["POST /token", "POST /saml", "POST /token", "GET /me"]
    );
}

#[tokio::test]
async fn a_token_in_a_cookie_is_sent_without_its_attributes() {
    let target = Target::answering(vec![
        ResponseData {
            status: 200,
            headers: vec![("set-cookie".into(), "SID=1234; Path=/; HttpOnly".into())],
            body: vec![],
        },
        answer(200, "{}"),
    ]);
    let members = r##""authType":"oauth2","url":"https://api.test/login","httpMethod":"POST",
        "httpParams":{"user":"u"},"tokenResponsePath":"#HEADERS#Set-Cookie","tokenType":"",
        "authHeaderName":"Cookie","accessToken":"","testname":"https://api.test/me""##;
    let connection = format!(r#"{{"authentications":{{"acctAuth":{{{members}}}}}}}"#);
    let bench = bench(&[("ConnectionJSON", &connection)], &target);
    bench.connector.test_connection().await.unwrap();
    assert_eq!(target.lines(), ["POST /login", "GET /me"]);
    assert_eq!(target.header(1, "cookie").unwrap(), "SID=1234");
}

#[tokio::test]
async fn basic_needs_no_token_request() {
    let target = Target::answering(vec![answer(200, "{}")]);
    let members = r#""authType":"basic","properties":{"userName":"svc","password":"pässword"}"#;
    one(members, &target)
        .connector
        .test_connection()
        .await
        .unwrap();
    assert_eq!(
        target.header(0, "authorization").unwrap(),
        "Basic c3ZjOnDDpHNzd29yZA=="
    );
}

#[tokio::test]
async fn a_token_response_without_a_token_names_the_path_and_the_keys() {
    let target = Target::answering(vec![answer(200, r#"{"token":"x","expires":1}"#)]);
    let problems = one(&FETCHED.replace("Bearer stale-token", ""), &target)
        .connector
        .test_connection()
        .await
        .unwrap_err();
    assert_eq!(problems[0].code, codes::NO_TOKEN);
    assert_eq!(
        problems[0].message,
        "the token response of acctAuth has nothing at the path access_token"
    );
    assert_eq!(problems[0].notes, ["it has the keys token, expires"]);
}

#[tokio::test]
async fn a_rate_limit_pauses_between_requests() {
    let target = Target::new(|_| Ok(answer(200, "{}")));
    let members = r#""authType":"Basic","properties":{"userName":"u","password":"p"},
        "apiRateLimitConfig":{"retryAfterCalls":100,"retryWaitSeconds":60}"#;
    let bench = one(members, &target);
    for _ in 0..250 {
        bench.connector.test_connection().await.unwrap();
    }
    assert_eq!(
        *bench.clock.0.lock().unwrap(),
        [Duration::from_secs(60), Duration::from_secs(60)]
    );
}

#[tokio::test]
async fn a_signature_without_its_credentials_names_what_is_missing() {
    let target = Target::answering(vec![]);
    let members = r#""authType":"SignedHeaders","accessToken":"none""#;
    let problems = one(members, &target)
        .connector
        .test_connection()
        .await
        .unwrap_err();
    assert_eq!(problems[0].code, codes::SIGNING_KEY);
    assert_eq!(
        problems[0].message,
        "authentication acctAuth lacks properties.userId"
    );
}

#[tokio::test]
async fn calls_that_find_a_token_rejected_together_renew_it_once() {
    let target = Target::new(|request| {
        let bearer = request.headers.iter().find(|(n, _)| n == "Authorization");
        Ok(match bearer {
            _ if request.url.ends_with("/token") => token("fresh-token"),
            Some((_, value)) if value == "Bearer fresh-token" => answer(200, "{}"),
            _ => answer(401, ""),
        })
    });
    let bench = one(FETCHED, &target);
    let test = || bench.connector.test_connection();
    let (a, b, c) = tokio::join!(test(), test(), test());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    let lines = target.lines();
    assert_eq!(lines[..3], ["GET /me", "GET /me", "GET /me"]);
    assert_eq!(lines.iter().filter(|l| *l == "POST /token").count(), 1);
    assert_eq!(lines.len(), 7);
}

#[tokio::test]
async fn a_refused_token_without_its_scheme_word_is_told_so() {
    let target = Target::answering(vec![answer(401, "")]);
    let members = r#""authType":"oauth2","tokenType":"Bearer","accessToken":"0123456789abcdef""#;
    let problems = one(members, &target).connector.test_connection().await;
    let help = problems.unwrap_err()[0].help.clone().unwrap();
    assert!(help.contains("`Bearer`"), "{help}");
}
