//! Authentications in the forms that §1 and `field-notes §2` name besides those of the vectors.

use serde_json::{Value, json};

use super::{connector, lay, of_accounts, people};
use crate::bindery::{Ended, run};
use crate::stub::{Asked, Connector, Reply, Stub, key_file, reply, reply_of};
use crate::vectors;

const ADA: &str = r#"[{"id":1,"name":"ada"}]"#;

/// A connector with these keys of its authentication `main`; `{url}` stands for the target.
fn with(stub: &Stub, auth: &Value, call: &Value) -> Connector {
    let mut one = people(&json!({"http": {"httpHeaders": {"Authorization": "${access_token}"}}}));
    lay(&mut one, call);
    let connector = connector(stub, &of_accounts(&json!({ "call1": one })));
    let text = json!({"authentications": {"main": auth}}).to_string();
    connector.put("ConnectionJSON.json", &text.replace("{url}", &stub.url));
    connector
}

fn imports(stub: &Stub, auth: &Value) -> Ended {
    vectors::import(&with(stub, auth, &json!({})))
}

/// oauth2 with a token that looks good and is stale.
fn stale(more: &Value) -> Value {
    let mut auth = json!({"authType": "oauth2", "url": "{url}/token", "httpMethod": "POST",
        "httpParams": {"grant_type": "client_credentials"}, "tokenResponsePath": "t",
        "tokenType": "Bearer", "accessToken": "Bearer stale-token-of-old"});
    lay(&mut auth, more);
    auth
}

/// What a target says that takes the token `fresh-token` and no other.
fn for_the_fresh(asked: &Asked) -> Reply {
    let is_fresh = asked.header("authorization") == "Bearer fresh-token";
    reply(if is_fresh { 200 } else { 401 }, ADA)
}

/// A target that gives the token `fresh-token`, takes no other, and refuses in its own way.
fn renews(refusal: impl Fn() -> Reply + Send + 'static) -> Stub {
    Stub::start(move |asked| match asked.path.as_str() {
        "/token" => reply(200, r#"{"t":"fresh-token"}"#),
        _ if asked.header("authorization") == "Bearer fresh-token" => reply(200, ADA),
        _ => refusal(),
    })
}

#[test]
fn types_are_known_in_any_case_and_credentials_flat_or_nested() {
    let basic = "Basic c3ZjOnB3LXNlY3JldA==";
    for (auth, header) in [
        (
            json!({"authType": "BASIC", "username": "svc", "password": "pw-secret"}),
            basic,
        ),
        (
            json!({"authType": "basic", "username": "other", "password": "other",
            "properties": {"userName": "svc", "password": "pw-secret"}}),
            basic,
        ),
        (
            json!({"authType": "Basic", "properties": {"USERNAME": "svc", "Password": "pw-secret"}}),
            basic,
        ),
        // Without a user the token counts as it is.
        (
            json!({"authType": "Basic", "accessToken": "Key abcdef-0001"}),
            "Key abcdef-0001",
        ),
        (
            json!({"authType": "OAUTH2", "accessToken": "abcdef-0001"}),
            "abcdef-0001",
        ),
        (json!({"accessToken": "abcdef-0001"}), "abcdef-0001"),
        (
            json!({"authType": "Bearer", "accessToken": "Bearer abcdef-0001"}),
            "Bearer abcdef-0001",
        ),
    ] {
        let stub = Stub::start(move |asked| {
            reply(
                if asked.header("authorization") == header {
                    200
                } else {
                    401
                },
                ADA,
            )
        });
        let ended = imports(&stub, &auth);
        assert_eq!(ended.code, 0, "{auth}: {ended}");
        assert!(!ended.to_string().contains("pw-secret"), "{ended}");
    }
}

#[test]
fn a_token_is_fetched_first_where_the_configured_one_cannot_work() {
    for (token, first) in [
        ("", "POST /token"),
        ("Bearer abcd", "POST /token"),
        ("Bearer none", "POST /token"),
        ("none", "POST /token"),
        ("Bearer a-token-that-may-work", "GET /people"),
    ] {
        let stub = renews(|| reply(401, "{}"));
        let ended = imports(&stub, &stale(&json!({ "accessToken": token })));
        assert_eq!(ended.code, 0, "{token}: {ended}");
        assert_eq!(stub.lines()[0], first, "{token}");
    }
}

#[test]
fn what_says_that_a_token_is_bad_renews_it_and_nothing_else_does() {
    let code = |code: &str| json!({"odata.error": {"code": code}}).to_string();
    // (keys, status and body of the refusal, whether the token is renewed)
    for (keys, status, body, renewed) in [
        (json!({}), 401, "{}".to_owned(), true),
        (json!({}), 403, "{}".to_owned(), false),
        (
            json!({"retryFailureStatusCode": [401, 417]}),
            417,
            "{}".to_owned(),
            true,
        ),
        (
            json!({"retryFailureStatusCode": ["403"]}),
            403,
            "{}".to_owned(),
            true,
        ),
        (
            json!({"retryFailureStatusCode": ["403"]}),
            401,
            "{}".to_owned(),
            false,
        ),
        (
            json!({"retryFailureStatusCode": []}),
            401,
            "{}".to_owned(),
            false,
        ),
        (
            json!({"errorPath": "odata~dot#error.code", "authError": ["Expired"]}),
            400,
            code("Expired token"),
            true,
        ),
        (
            json!({"errorPath": "odata~dot#error.code", "authError": ["Expired"]}),
            400,
            code("Other"),
            false,
        ),
        (
            json!({"errorPath": "odata~dot#error.code", "expiryError": "Expired"}),
            200,
            code("Expired"),
            true,
        ),
        // Without a path the whole text of a failure is searched, and never that of a success.
        (
            json!({"authError": ["session is over"]}),
            400,
            "the session is over".to_owned(),
            true,
        ),
        (
            json!({"authError": ["ada"], "retryFailureStatusCode": []}),
            200,
            ADA.to_owned(),
            false,
        ),
        (
            json!({"retryFailureStatusCode": [], "authError": ["HTTP error code : 401"]}),
            401,
            "{}".to_owned(),
            true,
        ),
        (
            json!({"retryFailureStatusCode": [], "authError": ["401"]}),
            401,
            "{}".to_owned(),
            true,
        ),
    ] {
        let answer = body.clone();
        let stub = renews(move || reply(status, &answer));
        let ended = imports(&stub, &stale(&keys));
        let asked = stub.lines().iter().any(|line| line == "POST /token");
        assert_eq!(asked, renewed, "{keys} {status} {body}: {ended}");
        let well = renewed || status == 200 && body == ADA;
        assert_eq!(ended.code == 0, well, "{keys} {status} {body}: {ended}");
    }
}

#[test]
fn a_call_may_have_its_own_rule_of_what_a_bad_token_is() {
    for (call, renewed) in [
        (json!({"retryFailureStatusCode": [403]}), true),
        (json!({"errorPath": "why", "authError": ["late"]}), true),
        (json!({}), false),
    ] {
        let stub = renews(|| reply(403, r#"{"why":"too late"}"#));
        let ended = vectors::import(&with(&stub, &stale(&json!({})), &call));
        assert_eq!(ended.code == 0, renewed, "{call}: {ended}");
    }
}

#[test]
fn a_token_is_found_wherever_the_answer_has_it() {
    // (path, answer)
    let cases: [(&str, Reply); 7] = [
        (
            "data.tokens[0].value",
            reply(200, r#"{"data":{"tokens":[{"value":"fresh-token"}]}}"#),
        ),
        (
            "access~dot#token",
            reply(200, r#"{"access.token":"fresh-token"}"#),
        ),
        (
            "Reply.token",
            reply_of(
                "application/xml",
                b"<Reply><token>fresh-token</token></Reply>",
            ),
        ),
        (
            "#HEADERS#X-Subject-Token",
            reply(201, "{}").with("x-subject-token", "fresh-token"),
        ),
        (
            "#HEADERS#Authorization",
            reply(200, "").with("Authorization", "fresh-token"),
        ),
        ("[0].t", reply(200, r#"[{"t":"fresh-token"}]"#)),
        ("t", reply(200, "\u{feff}{\"t\":\"fresh-token\"}")),
    ];
    for (path, answer) in cases {
        let stub = Stub::start(move |asked| match asked.path.as_str() {
            "/token" => answer.clone(),
            _ => for_the_fresh(asked),
        });
        let keys =
            json!({"tokenResponsePath": path, "accessToken": "", "cleanUpTextContent": true});
        let ended = imports(&stub, &stale(&keys));
        assert_eq!(ended.code, 0, "{path}: {ended}");
        assert!(
            !ended.to_string().contains("fresh-token"),
            "{path}: {ended}"
        );
    }
}

#[test]
fn token_requests_take_the_form_that_their_keys_give_them() {
    // (keys, content type, body, a header and its value)
    for (keys, kind, body, header) in [
        (
            json!({"httpParams": {"a": "b c", "n": 1}}),
            "application/x-www-form-urlencoded",
            "a=b%20c&n=1",
            ("", ""),
        ),
        (
            json!({"httpParams": "{\"a\":\"b c\"}", "httpContentType": "application/json"}),
            "application/json",
            r#"{"a":"b c"}"#,
            ("", ""),
        ),
        (
            json!({"httpParams": "{\"a\":\"b\"}"}),
            "application/x-www-form-urlencoded",
            "a=b",
            ("", ""),
        ),
        (
            json!({"httpParams": {"a": "b c"}, "httpContentType": "application/x-www-form-urlencoded-pws"}),
            "application/x-www-form-urlencoded",
            "a=b+c",
            ("", ""),
        ),
        (
            json!({"httpParams": "{\"q\":1}", "httpHeaders": {"contentType": "application/json", "X-Tenant": "${connection.tenant}"}, "tenant": "acme"}),
            "application/json",
            r#"{"q":1}"#,
            ("x-tenant", "acme"),
        ),
        (
            json!({"httpParams": {"q": 1}, "httpHeaders": {"Content-Type": "application/json; charset=utf-8"}}),
            "application/json; charset=utf-8",
            r#"{"q":1}"#,
            ("", ""),
        ),
        (
            json!({"httpParams": {"who": "${connection.who}"}, "who": "me & you"}),
            "application/x-www-form-urlencoded",
            "who=me%20%26%20you",
            ("", ""),
        ),
    ] {
        let stub = renews(|| reply(401, "{}"));
        let mut auth = stale(&json!({"accessToken": ""}));
        auth["httpParams"] = json!({});
        lay(&mut auth, &keys);
        let ended = imports(&stub, &auth);
        assert_eq!(ended.code, 0, "{keys}: {ended}");
        let asked = stub.asked();
        let asked: &Asked = &asked[0];
        assert_eq!(asked.header("content-type"), kind, "{keys}");
        assert_eq!(asked.body, body, "{keys}");
        if !header.0.is_empty() {
            assert_eq!(asked.header(header.0), header.1, "{keys}");
        }
    }
}

#[test]
fn a_token_that_nothing_can_renew_is_final() {
    for keys in [
        json!({"httpParams": {}}),
        json!({"httpParams": ""}),
        json!({"tokenResponsePath": ""}),
        json!({"url": ""}),
    ] {
        let stub = renews(|| reply(401, "{}"));
        let mut auth = stale(&json!({}));
        for (key, value) in keys.as_object().unwrap() {
            auth[key] = value.clone();
        }
        let ended = imports(&stub, &auth);
        assert_eq!(ended.code, 1, "{keys}: {ended}");
        assert_eq!(stub.lines(), ["GET /people"], "{keys}");
        assert!(ended.to_string().contains("R2001"), "{keys}: {ended}");
    }
}

#[test]
fn a_token_answer_without_a_token_names_the_path_and_the_keys() {
    let stub = Stub::start(|_| reply(200, r#"{"error":"no","hint":"secret-hint-0001"}"#));
    let ended = imports(&stub, &stale(&json!({"accessToken": ""})));
    assert_eq!(ended.code, 1);
    for told in ["R2002", "nothing at t", "error, hint"] {
        assert!(ended.err.contains(told), "{told}: {ended}");
    }
    assert!(!ended.to_string().contains("secret-hint-0001"), "{ended}");
}

#[test]
fn an_assertion_may_be_configured_flat_and_sent_as_a_part() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/token" => {
            assert!(
                asked
                    .header("content-type")
                    .starts_with("multipart/form-data"),
                "{asked:?}"
            );
            assert!(
                asked.body.contains("name=\"jwt_token\"\r\n\r\neyJ"),
                "{asked:?}"
            );
            assert!(
                asked.body.contains("name=\"client_id\"\r\n\r\nc1\r\n"),
                "{asked:?}"
            );
            reply(200, r#"{"t":"fresh-token"}"#)
        }
        _ => for_the_fresh(asked),
    });
    let auth = json!({"authType": "Jwt", "url": "{url}/token", "httpMethod": "POST", "httpParamsName": "jwt_token",
        "httpParams": {"client_id": "c1"}, "httpContentType": "multipart/form-data",
        "jwtConfig": {"jwtPayload": {"iss": "me"}}, "signedAlgorithm": "HS256", "key": "shared-secret-0001",
        "jwtExpiryDuration": 60, "tokenResponsePath": "t", "tokenType": "Bearer", "accessToken": ""});
    let ended = imports(&stub, &auth);
    assert_eq!(ended.code, 0, "{ended}");
    assert!(!ended.to_string().contains("shared-secret"), "{ended}");
}

#[test]
fn a_stale_refresh_token_is_known_under_the_misspelt_key_too() {
    for key in ["refreshTokenAuthError", "refrshTokenAuthError"] {
        let stub = Stub::start(|asked| match asked.path.as_str() {
            "/renew" => reply(200, r#"{"data":{"r":"second-token"}}"#),
            "/token" if asked.body.contains("second-token") => reply(200, r#"{"t":"fresh-token"}"#),
            "/token" => reply(400, r#"{"error":"invalid_grant"}"#),
            _ => for_the_fresh(asked),
        });
        let mut auth = stale(
            &json!({"accessToken": "", "refreshType": "RefreshToken", "refreshToken": "first-token",
            "refreshTokenErrorPath": "error", "refreshTokenCall": {"url": "{url}/renew", "httpMethod": "POST",
                "httpParams": {"a": "b"}, "refreshTokenResponsePath": "data.r"}}),
        );
        auth["httpParams"] = json!({"refresh_token": "${refresh_token}"});
        auth[key] = json!(["invalid_grant"]);
        let ended = imports(&stub, &auth);
        assert_eq!(ended.code, 0, "{key}: {ended}");
        assert_eq!(
            stub.lines()[..3],
            ["POST /token", "POST /renew", "POST /token"],
            "{key}"
        );
    }
}

#[test]
fn a_connection_is_tested_by_its_older_key_where_there_is_no_newer_one() {
    for (status, code) in [(200, 0), (403, 1)] {
        let stub = renews(|| reply(401, "{}"));
        stub.answer(move |asked| match asked.path.as_str() {
            "/token" => reply(200, r#"{"t":"fresh-token"}"#),
            "/ping" if asked.header("authorization") == "Bearer fresh-token" => reply(status, "{}"),
            _ => reply(401, "{}"),
        });
        let auth = stale(&json!({"accessToken": "", "testname": "{url}/ping"}));
        let connector = with(&stub, &auth, &json!({}));
        let ended = run(connector.command(&["connection", "test", "{}"]));
        assert_eq!(ended.code, code, "{ended}");
        assert!(stub.lines().contains(&"GET /ping".to_owned()), "{ended}");
    }
}

#[test]
fn tls_options_may_stand_flat_or_on_the_call() {
    let basic =
        json!({"authType": "Basic", "properties": {"userName": "u", "password": "pw-secret"}});
    let mut flat = basic.clone();
    lay(
        &mut flat,
        &json!({"keyFile": "keys.pem", "keyStoreType": "PEM", "sslAlgorithmName": "TLSv1.2"}),
    );
    let on_call = json!({"http": {"ssl": {"keyFile": "keys.pem"}}});
    for (auth, call, code) in [
        (&flat, &json!({}), 0),
        (&basic, &on_call, 0),
        (&basic, &json!({}), 1),
    ] {
        let stub = Stub::start_tls(|_| reply(200, ADA));
        let connector = with(&stub, auth, call);
        let part = |name: &str| std::fs::read_to_string(key_file("tls").join(name)).unwrap();
        let all = ["client.key", "client.pem", "ca.pem"].map(part).concat();
        connector.put("keys.pem", &all);
        let ended = vectors::import(&connector);
        assert_eq!(ended.code, code, "{auth} {call}: {ended}");
        assert!(!ended.to_string().contains("PRIVATE KEY"), "{ended}");
    }
}
