//! Tokens: a fake server whose first token is stale.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{BASIC, answer, import, list, of_accounts};
use crate::bindery::run;
use crate::stub::{Asked, Connector, Reply, Stub, reply};

/// A call that goes well.
fn people() -> Reply {
    answer(&list(&["a"], &json!({})))
}

/// oauth2 with a stale token that looks good, and more keys.
fn oauth(more: &str) -> String {
    format!(
        r#""main":{{"authType":"oauth2","url":"{{url}}/token","httpMethod":"POST",
        "httpParams":{{"grant_type":"client_credentials"}},"tokenResponsePath":"access_token",
        "tokenType":"Bearer","accessToken":"Bearer stale-token-of-old"{more}}}"#
    )
}

fn connector(stub: &Stub, authentication: &str) -> Connector {
    of_accounts(stub, authentication, &json!({}))
}

/// A server that gives the token `new` and takes no other; what a refused call is answered with.
fn renews(refusal: fn() -> Reply) -> Stub {
    Stub::start(move |asked| match asked.path.as_str() {
        "/token" => reply(200, r#"{"access_token":"new"}"#),
        _ if asked.header("authorization") == "Bearer new" => people(),
        _ => refusal(),
    })
}

const RENEWED: [&str; 3] = ["GET /accounts", "POST /token", "GET /accounts"];

#[test]
fn vector_1_a_401_renews_the_token() {
    let stub = renews(|| reply(401, "{}"));
    let connector = connector(&stub, &oauth(r#","retryFailureStatusCode":[401]"#));
    import(&connector).expect(0);
    assert_eq!(stub.lines(), RENEWED);
    assert_eq!(stub.asked()[2].header("authorization"), "Bearer new");
}

#[test]
fn vector_2_a_server_that_always_answers_401_is_given_up() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/token" => reply(200, r#"{"access_token":"new"}"#),
        _ => reply(401, "{}"),
    });
    let more = r#","retryFailureStatusCode":[401],"maxRefreshTryCount":2"#;
    let connector = connector(&stub, &oauth(more));
    let ended = import(&connector).expect(1);
    assert!(ended.to_string().contains("R2001"), "{ended}");
    let [call, token, ..] = RENEWED;
    assert_eq!(stub.lines(), [call, token, call, token, call]);
}

#[test]
fn vector_3_an_expiry_error_in_a_200_renews_the_token() {
    let stub = renews(|| reply(200, r#"{"error":"EXPIRED"}"#));
    let more = r#","errorPath":"error","expiryError":"EXPIRED""#;
    import(&connector(&stub, &oauth(more))).expect(0);
    assert_eq!(stub.lines(), RENEWED);
}

#[test]
fn vector_4_an_error_inside_a_list_in_a_200_renews_the_token() {
    let stub = renews(|| reply(200, r#"{"errors":[{"type":"INVALID_SESSION_ID"}]}"#));
    let more = r#","errorPath":"errors.type","authError":["INVALID_AUTH","INVALID_SESSION_ID"]"#;
    import(&connector(&stub, &oauth(more))).expect(0);
    assert_eq!(stub.lines(), RENEWED);
}

#[test]
fn vector_5_a_static_token_is_final() {
    let stub = Stub::start(|_| reply(401, "{}"));
    let connector = connector(
        &stub,
        r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST","httpParams":{},
            "accessToken":"SSWS permanent-token-0001","maxRefreshTryCount":3}"#,
    );
    import(&connector).expect(1);
    assert_eq!(stub.lines(), ["GET /accounts"]);
}

#[test]
fn vector_6_a_rotated_refresh_token_is_sent_the_next_time() {
    let mut given = 1;
    let stub = Stub::start(move |asked| match asked.path.as_str() {
        "/token" => {
            given += 1;
            let body = json!({"access_token": format!("A{given}-token"), "refresh_token": format!("R{given}-token")});
            answer(&body)
        }
        // The second call finds its token expired.
        "/accounts" if asked.header("authorization") == "Bearer A2-token" => people(),
        "/groups" if asked.header("authorization") == "Bearer A3-token" => {
            answer(&list(&["g"], &json!({})))
        }
        _ => reply(401, "{}"),
    });
    let connector = connector(
        &stub,
        r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
            "httpParams":{"grant_type":"refresh_token","refresh_token":"${refresh_token}"},
            "refreshType":"RefreshToken","refreshToken":"R1-token",
            "refreshTokenResponsePath":"refresh_token","tokenResponsePath":"access_token",
            "tokenType":"Bearer","accessToken":""}"#,
    );
    let url = &stub.url;
    let http = |path: &str| {
        json!({"url": format!("{url}{path}"), "httpMethod": "GET",
        "httpHeaders": {"Authorization": "${access_token}"}})
    };
    let document = json!({
        "accountParams": {"connection": "main", "call": {"call1": super::call(url, &json!({}))}},
        "entitlementParams": {"connection": "main", "entTypes": {"Group": {"call": {"call1": {
            "http": http("/groups"), "listField": "list", "keyField": "entitlementID",
            "colsToPropsMap": {"entitlementID": "id~#~char"}}}}}}});
    connector.put("ImportAccountEntJSON.json", &document.to_string());
    import(&connector).expect(0);
    let sent: Vec<String> = stub
        .asked()
        .into_iter()
        .filter(|asked| asked.path == "/token")
        .map(|asked| asked.body)
        .collect();
    assert_eq!(sent.len(), 2);
    assert!(sent[0].ends_with("refresh_token=R1-token"), "{sent:?}");
    assert!(sent[1].ends_with("refresh_token=R2-token"), "{sent:?}");
}

#[test]
fn vector_7_a_stale_assertion_is_renewed_by_its_own_call() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/assertion" => reply(200, r#"{"saml":"assertion-two"}"#),
        "/token" if asked.body.contains("assertion-two") => reply(200, r#"{"access_token":"new"}"#),
        "/token" => reply(400, r#"{"error":"the assertion is stale"}"#),
        _ => people(),
    });
    let connector = connector(
        &stub,
        r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
            "httpParams":{"assertion":"${refresh_token}"},"tokenResponsePath":"access_token",
            "tokenType":"Bearer","accessToken":"","refreshType":"RefreshToken",
            "refreshToken":"assertion-one","refreshTokenErrorPath":"error",
            "refreshTokenAuthError":["stale"],"refreshTokenCall":{"url":"{url}/assertion",
            "httpMethod":"POST","httpParams":{},"refreshTokenResponsePath":"saml"}}"#,
    );
    import(&connector).expect(0);
    let lines = [
        "POST /token",
        "POST /assertion",
        "POST /token",
        "GET /accounts",
    ];
    assert_eq!(stub.lines(), lines);
}

#[test]
fn vector_8_a_cookie_is_sent_without_its_attributes() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/login" => reply(200, "{}").with("Set-Cookie", "SID=1; Path=/; HttpOnly"),
        _ => people(),
    });
    let connector = Connector::with_headers(
        r##""main":{"authType":"oauth2","url":"{url}/login","httpMethod":"POST","httpParams":{"u":"x"},
            "tokenResponsePath":"#HEADERS#Set-Cookie","tokenType":"","authHeaderName":"Cookie",
            "accessToken":""}"##,
        &stub.url,
        r#"{"Cookie":"${access_token}"}"#,
    );
    stub.answer(|asked| match asked.path.as_str() {
        "/login" => reply(200, "{}").with("Set-Cookie", "SID=1; Path=/; HttpOnly"),
        _ => reply(200, crate::stub::PEOPLE),
    });
    import(&connector).expect(0);
    assert_eq!(stub.asked()[1].header("cookie"), "SID=1");
}

#[test]
fn vector_9_basic_asks_for_no_token() {
    let stub = Stub::start(|_| people());
    import(&connector(&stub, BASIC)).expect(0);
    assert_eq!(stub.lines(), ["GET /accounts"]);
    let header = stub.asked()[0].header("authorization").to_owned();
    assert_eq!(header, "Basic c3ZjOnB3LXNlY3JldA==");
}

#[test]
fn vector_10_an_assertion_lives_as_long_as_it_is_told_to() {
    let stub = Stub::start(|asked: &Asked| match asked.path.as_str() {
        "/token" => reply(200, r#"{"access_token":"new"}"#),
        _ => people(),
    });
    let connector = connector(
        &stub,
        r#""main":{"authType":"Jwt","url":"{url}/token","httpMethod":"POST",
            "httpParams":{"grant_type":"urn:ietf:params:oauth:grant-type:jwt-bearer"},
            "httpContentType":"application/x-www-form-urlencoded","httpParamsName":"assertion",
            "jwtConfig":{"jwtHeader":{"alg":"HS256"},"jwtPayload":{"iss":"me"},
            "signedAlgorithm":"HS256","key":"c2hhcmVkLXNlY3JldA==","jwtExpiryDuration":"120"},
            "tokenResponsePath":"access_token","tokenType":"Bearer","accessToken":""}"#,
    );
    import(&connector).expect(0);
    let body = stub.asked()[0].body.clone();
    let assertion = body
        .split('&')
        .find_map(|pair| pair.strip_prefix("assertion="));
    let payload = assertion.unwrap().split('.').nth(1).unwrap();
    let payload: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
    let time = |claim: &str| payload[claim].as_i64().unwrap();
    assert_eq!(time("exp") - time("iat"), 120, "{payload}");
}

#[test]
fn vector_11_a_rate_limit_pauses_twice_in_250_requests() {
    // The vector's pause of 60 seconds is one of a single second here.
    let mut page = 0;
    let stub = Stub::start(move |_| {
        page += 1;
        answer(&list(&[&format!("u{page}")], &json!({"total": 250})))
    });
    let pagination = json!({"page": {"pageSizeParam": "size", "pageSize": "1",
        "pageNumberParam": "page", "totalCountPath": "completeResponseMap.total"}});
    let authentication = BASIC.trim_end_matches('}').to_owned()
        + r#"},"apiRateLimitConfig":{"retryAfterCalls":100,"retryWaitSeconds":1}}"#;
    let connector = of_accounts(&stub, &authentication, &json!({"pagination": pagination}));
    let ended = run(connector.command(&["import", "{}", "--prefetch", "1"])).expect(0);
    assert_eq!(stub.asked().len(), 250);
    assert_eq!(ended.err.matches("waiting 1 s").count(), 2, "{ended}");
    assert!(ended.out.contains("waited 2.0 s"), "{ended}");
}
