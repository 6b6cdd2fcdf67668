//! Every type of authentication, each through the binary against a target that checks what it gets
//! (`rest-dialect §1`). Nothing that is shown holds a secret.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::{digest, hmac, signature};
use serde_json::Value;

use crate::bindery::{Ended, run};
use crate::stub::{Asked, Connector, PEOPLE, Reply, Stub, key_file, reply};

/// Serves people to whoever presents this header, and tokens to whoever asks.
fn serves(header: &'static str, value: &'static str, login: fn(&Asked) -> Reply) -> Stub {
    Stub::start(move |asked| {
        if !asked.path.starts_with("/people") {
            return login(asked);
        }
        if asked.header(header) == value {
            reply(200, PEOPLE)
        } else {
            reply(401, r#"{"error":"who are you"}"#)
        }
    })
}

fn nobody(_: &Asked) -> Reply {
    reply(404, "{}")
}

/// Imports both people, and shows none of the secrets; nor does the recording, which replays.
fn imports(connector: &Connector, secrets: &[&str]) -> Ended {
    let tape = tempfile::tempdir().unwrap();
    let folder = tape.path().to_str().unwrap();
    let words = |how| ["import", "{}", "--verbose", how, folder];
    let ended = run(connector.command(&words("--record"))).expect(0);
    assert_eq!(connector.accounts(), ["ada", "grace"]);
    hides(&ended, secrets);
    for file in std::fs::read_dir(tape.path()).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for secret in secrets {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
    let again = run(connector.command(&words("--replay"))).expect(0);
    assert!(!again.err.contains("R6005"), "{again}");
    ended
}

fn hides(ended: &Ended, secrets: &[&str]) {
    for secret in secrets {
        assert!(!ended.to_string().contains(secret), "{secret}: {ended}");
    }
}

fn key(name: &str) -> String {
    std::fs::read_to_string(key_file(name)).unwrap()
}

fn public_key(name: &str) -> Vec<u8> {
    std::fs::read(key_file(name)).unwrap()
}

#[test]
fn basic() {
    let stub = serves("authorization", "Basic c3ZjOnB3LXNlY3JldA==", nobody);
    let connector = Connector::new(
        r#""main":{"authType":"Basic","url":"{url}",
            "properties":{"userName":"svc","password":"pw-secret"}}"#,
        &stub.url,
    );
    imports(&connector, &["pw-secret", "c3ZjOnB3"]);
}

#[test]
fn basic_for_a_token() {
    let stub = serves("authorization", "Bearer token-one", |asked| {
        assert_eq!(asked.header("authorization"), "Basic c3ZjOnB3LXNlY3JldA==");
        assert_eq!(asked.header("accept"), "application/json");
        reply(200, r#"{"data":{"token":"token-one"}}"#)
    });
    let connector = Connector::new(
        r#""main":{"authType":"BasicWithAccessToken","url":"{url}/login","httpMethod":"POST",
            "httpHeaders":{"Accept":"application/json"},"httpContentType":"application/json",
            "properties":{"userName":"svc","password":"pw-secret"},"retryFailureStatusCode":[401],
            "tokenResponsePath":"data.token","tokenType":"Bearer","accessToken":"Bearer none"}"#,
        &stub.url,
    );
    imports(&connector, &["pw-secret", "token-one"]);
    assert_eq!(stub.lines(), ["POST /login", "GET /people?b=2&a=1"]);
}

#[test]
fn an_hmac_over_each_request() {
    let stub = Stub::start(|asked| {
        let canonical = format!("{}\nGET\n127.0.0.1\n/people\na=1&b=2", asked.header("date"));
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, b"skey-secret");
        let signed = hmac::sign(&key, canonical.as_bytes());
        let hex: String = signed.as_ref().iter().map(|b| format!("{b:02x}")).collect();
        let expected = format!("Basic {}", STANDARD.encode(format!("ikey:{hex}")));
        let good = asked.header("authorization") == expected;
        reply(if good { 200 } else { 401 }, PEOPLE)
    });
    let connector = Connector::new(
        r#""main":{"authType":"BasicWithHmac","url":"{url}","accessToken":"Basic none",
            "properties":{"IKEY":"ikey","SKEY":"skey-secret"}}"#,
        &stub.url,
    );
    imports(&connector, &["skey-secret"]);
}

#[test]
fn cookies_of_a_login() {
    let stub = serves("cookie", "SID=session-cookie; lang=en", |asked| {
        let body: Value = serde_json::from_str(&asked.body).unwrap();
        assert_eq!(body["apiKey"], "api-secret");
        let stamp = body["timestamp"].as_str().unwrap().parse::<u64>();
        assert!(stamp.is_ok_and(|t| t > 1_600_000_000), "{body}");
        reply(200, "{}")
            .with("Set-Cookie", "SID=session-cookie; Path=/; HttpOnly")
            .with("Set-Cookie", "lang=en")
    });
    let connector = Connector::with_headers(
        r#""main":{"authType":"cookies","url":"{url}/session","httpMethod":"POST",
            "httpContentType":"application/json",
            "httpParams":{"apiKey":"${apiKey}","timestamp":"${timestamp}"},
            "properties":{"apiKey":"api-secret"},"cookies":"${cookies}"}"#,
        &stub.url,
        r#"{"Accept":"application/json"}"#,
    );
    imports(&connector, &["api-secret", "session-cookie"]);
}

#[test]
fn headers_that_sign_each_request() {
    let stub = Stub::start(|asked| {
        let hash = STANDARD.encode(digest::digest(&digest::SHA256, b""));
        let canonical = format!(
            "Method:GET\nPath:/people\nX-Ops-Content-Hash:{hash}\nX-Ops-Sign:version=1.3\n\
             X-Ops-Timestamp:{}\nX-Ops-UserId:svc\nX-Ops-Server-API-Version:1",
            asked.header("x-ops-timestamp")
        );
        let pieces: String = (1..=6)
            .map(|n| asked.header(&format!("x-ops-authorization-{n}")).to_owned())
            .collect();
        let signed = STANDARD.decode(pieces).unwrap();
        let public = signature::UnparsedPublicKey::new(
            &signature::RSA_PKCS1_2048_8192_SHA256,
            public_key("rsa.pub.der"),
        );
        let good = public.verify(canonical.as_bytes(), &signed).is_ok()
            && asked.header("x-ops-userid") == "svc"
            && asked.header("authorization").is_empty();
        reply(if good { 200 } else { 401 }, PEOPLE)
    });
    let connector = Connector::new(
        r#""main":{"authType":"SignedHeaders","accessToken":"none",
            "properties":{"userId":"svc","keyFilePath":"/opt/keys/svc.pem"}}"#,
        &stub.url,
    );
    let missing = connector.import().expect(1);
    assert!(missing.err.contains("svc.pem"), "{missing}");
    assert!(missing.err.contains("--key-files"), "{missing}");
    connector.put("svc.pem", &key("rsa-pkcs1.pem"));
    imports(&connector, &["PRIVATE KEY"]);
}

/// The claims of an assertion whose signature holds.
fn verified(assertion: &str, check: impl Fn(&[u8], &[u8]) -> bool) -> (Value, Value) {
    let parts: Vec<&str> = assertion.split('.').collect();
    let [header, payload, signed] = parts.as_slice() else {
        panic!("no assertion: {assertion}");
    };
    let signed = URL_SAFE_NO_PAD.decode(signed).unwrap();
    assert!(check(format!("{header}.{payload}").as_bytes(), &signed));
    let json = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    (json(header), json(payload))
}

#[test]
fn a_signed_assertion_for_a_token() {
    let rsa = |bytes: &[u8], signed: &[u8]| {
        let known = &signature::RSA_PKCS1_2048_8192_SHA256;
        let public = signature::UnparsedPublicKey::new(known, public_key("rsa.pub.der"));
        public.verify(bytes, signed).is_ok()
    };
    let ecdsa = |bytes: &[u8], signed: &[u8]| {
        let known = &signature::ECDSA_P256_SHA256_FIXED;
        let public = signature::UnparsedPublicKey::new(known, public_key("p256.pub.bin"));
        public.verify(bytes, signed).is_ok()
    };
    let shared = |bytes: &[u8], signed: &[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"shared-secret");
        hmac::verify(&key, bytes, signed).is_ok()
    };
    let pem = |name| serde_json::to_string(&key(name)).unwrap();
    // A key whose line breaks were lost on the way.
    let flat = serde_json::to_string(&key("rsa.pem").replace('\n', " ")).unwrap();
    type Check = Box<dyn Fn(&[u8], &[u8]) -> bool>;
    let cases: [(&str, String, Check); 6] = [
        ("RS256", pem("rsa.pem"), Box::new(rsa)),
        ("RS256", pem("rsa-pkcs1.pem"), Box::new(rsa)),
        ("RS256", flat, Box::new(rsa)),
        ("ES256", pem("p256.pem"), Box::new(ecdsa)),
        ("ES256", pem("p256-sec1.pem"), Box::new(ecdsa)),
        ("HS256", "\"shared-secret\"".to_owned(), Box::new(shared)),
    ];
    for (algorithm, key, check) in cases {
        let stub = serves("authorization", "Bearer token-one", |_| {
            reply(200, r#"{"access_token":"token-one"}"#)
        });
        let connector = Connector::new(
            &format!(
                r#""main":{{"authType":"Jwt","httpParamsName":"assertion","url":"{{url}}/token",
                "jwtConfig":{{"jwtHeader":{{"alg":"none","kid":"k1"}},
                "jwtPayload":{{"iss":"me","exp":5,"aud":"{{url}}"}},
                "signedAlgorithm":"{algorithm}","key":{key},"jwtExpiryDuration":"120"}},
                "httpMethod":"POST","httpParams":{{"grant_type":"jwt-bearer"}},
                "httpContentType":"application/x-www-form-urlencoded",
                "tokenResponsePath":"access_token","tokenType":"Bearer","accessToken":""}}"#
            ),
            &stub.url,
        );
        let ended = imports(&connector, &["shared-secret", "PRIVATE", "token-one"]);
        let body = stub.asked()[0].body.clone();
        let assertion = body
            .strip_prefix("grant_type=jwt-bearer&assertion=")
            .unwrap();
        hides(&ended, &[assertion]);
        let (header, payload) = verified(assertion, check);
        assert_eq!(header["alg"], algorithm);
        assert_eq!(header["kid"], "k1");
        let life = payload["exp"].as_i64().unwrap() - payload["iat"].as_i64().unwrap();
        assert_eq!(
            (life, &payload["aud"]),
            (120, &Value::from(stub.url.as_str()))
        );
    }
}

#[test]
fn an_assertion_is_the_token_where_there_is_no_endpoint() {
    let stub = Stub::start(|asked| {
        let good = asked.header("authorization").starts_with("Bearer eyJ");
        reply(if good { 200 } else { 401 }, PEOPLE)
    });
    let connector = Connector::new(
        r#""main":{"authType":"JWT","url":"","tokenType":"Bearer","jwtConfig":{
            "jwtPayload":{"iss":"me"},"signedAlgorithm":"HS512","key":"shared-secret"}}"#,
        &stub.url,
    );
    imports(&connector, &["eyJ"]);
}

#[test]
fn a_key_of_the_wrong_kind_is_told_with_a_way_out() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let key = serde_json::to_string(&key("p256.pem")).unwrap();
    let connector = Connector::new(
        &format!(
            r#""main":{{"authType":"Jwt","url":"","jwtConfig":{{"signedAlgorithm":"RS256","key":{key}}}}}"#
        ),
        &stub.url,
    );
    let ended = connector.import().expect(1);
    assert!(ended.err.contains("R2004"), "{ended}");
    assert!(ended.err.contains("another kind"), "{ended}");
    assert!(stub.asked().is_empty());
}

#[test]
fn a_fetched_token_a_permanent_one_and_a_permanent_refresh_token() {
    for (members, value) in [
        (
            r#""httpParams":{"grant_type":"client_credentials","client_secret":"s-secret"},
               "tokenType":"Bearer","tokenResponsePath":"access_token","accessToken":"Bearer abcd""#,
            "Bearer token-one",
        ),
        (
            r#""httpParams":{},"tokenResponsePath":"","accessToken":"SSWS permanent-key""#,
            "SSWS permanent-key",
        ),
        (
            r#""httpParams":{"grant_type":"refresh_token","refresh_token":"r-permanent"},
               "tokenType":"Bearer","tokenResponsePath":"access_token","accessToken":"""#,
            "Bearer token-one",
        ),
    ] {
        let stub = serves("authorization", value, |asked| {
            assert!(asked.body.starts_with("grant_type="), "{asked:?}");
            reply(200, r#"{"access_token":"token-one"}"#)
        });
        let authentication = format!(
            r#""main":{{"authType":"oauth2","url":"{{url}}/token","httpMethod":"POST",{members}}}"#
        );
        let connector = Connector::new(&authentication, &stub.url);
        imports(
            &connector,
            &["token-one", "s-secret", "r-permanent", "permanent-key"],
        );
    }
}

#[test]
fn a_token_in_a_header_goes_where_the_target_wants_it() {
    let stub = serves("x-session", "s-token", |_| {
        reply(200, "").with("X-Auth-Token", "s-token")
    });
    let connector = Connector::with_headers(
        r##""main":{"authType":"oauth2","url":"{url}/login","httpMethod":"POST",
            "httpParams":{"user":"u"},"tokenResponsePath":"#HEADERS#x-auth-token",
            "tokenType":"","authHeaderName":"X-Session","accessToken":""}"##,
        &stub.url,
        r#"{"Accept":"application/json"}"#,
    );
    imports(&connector, &["s-token"]);
}

#[test]
fn several_authentications_each_serve_their_own_calls() {
    let stub = Stub::start(|asked| match asked.path.split('?').next() {
        Some("/people") if asked.header("authorization") == "Bearer people-token" => {
            reply(200, PEOPLE)
        }
        Some("/teams") if asked.header("x-key") == "teams-key-0001" => {
            reply(200, r#"[{"id":"t1"}]"#)
        }
        Some("/token") => reply(200, r#"{"t":"people-token"}"#),
        _ => reply(401, "{}"),
    });
    let connector = Connector::new(
        r#""main":{"authType":"oauth2","url":"{url}/token","httpParams":{"a":"b"},
            "tokenResponsePath":"t","tokenType":"Bearer","accessToken":""},
          "teams":{"authType":"oauth2","accessToken":"teams-key-0001","authHeaderName":"X-Key"}"#,
        &stub.url,
    );
    let url = &stub.url;
    connector.put(
        "ImportAccountEntJSON.json",
        &format!(
            r#"{{"accountParams":{{"connection":"main","call":{{"people":{{
            "http":{{"url":"{url}/people","httpMethod":"GET","httpHeaders":{{"Authorization":"${{access_token}}"}}}},
            "listField":"","keyField":"accountID","colsToPropsMap":{{"accountID":"id~#~char","name":"login~#~char"}}}}}}}},
            "entitlementParams":{{"connection":"teams","entTypes":{{"Team":{{"call":{{"teams":{{
            "http":{{"url":"{url}/teams","httpMethod":"GET"}},
            "listField":"","keyField":"entitlementID","colsToPropsMap":{{"entitlementID":"id~#~char"}}}}}}}}}}}}}}"#
        ),
    );
    imports(&connector, &["people-token", "teams-key"]);
    let teams = stub.asked().into_iter().filter(|a| a.path == "/teams");
    for team in teams {
        assert_eq!(team.header("authorization"), "");
        assert_eq!(team.header("x-key"), "teams-key-0001");
    }
}

/// A target that takes each refresh token once and gives the next.
fn rotating() -> Stub {
    let mut next = 1;
    let mut current = String::new();
    Stub::start(move |asked| {
        if asked.path == "/token" {
            if asked.body != format!("refresh_token=refresh-{next}") {
                return reply(400, r#"{"error":"invalid_grant"}"#);
            }
            next += 1;
            current = format!("Bearer access-{next}");
            let body = format!(r#"{{"a":"access-{next}","r":"refresh-{next}"}}"#);
            return reply(200, &body);
        }
        let good = asked.header("authorization") == current;
        reply(if good { 200 } else { 401 }, PEOPLE)
    })
}

const ROTATING: &str = r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
    "httpParams":{"refresh_token":"${refresh_token}"},"refreshType":"RefreshToken",
    "refreshToken":"refresh-1","refreshTokenResponsePath":"r","tokenResponsePath":"a",
    "tokenType":"Bearer","accessToken":"Bearer none"}"#;

#[test]
fn a_rotated_refresh_token_is_kept_sealed_for_the_next_run() {
    let stub = rotating();
    let connector = Connector::new(ROTATING, &stub.url);
    let import = |key: &str| {
        let mut command = connector.command(&["import", "{}", "--verbose"]);
        command.env("BINDERY_KEY", key);
        run(command)
    };
    let key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    for _ in 0..3 {
        let ended = import(key).expect(0);
        hides(&ended, &["refresh-1", "refresh-2", "refresh-3", "access-"]);
        assert!(!ended.err.contains("R2006"), "{ended}");
    }
    for file in std::fs::read_dir(connector.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(path).unwrap();
            assert!(
                !bytes
                    .windows(8)
                    .any(|w| w == b"refresh-" || w == b"access-4")
            );
        }
    }
    let another = import(&"7a".repeat(32)).expect(1);
    assert!(another.err.contains("R2005"), "{another}");
    let none = connector.import().expect(1);
    assert!(none.err.contains("BINDERY_KEY"), "{none}");
    let malformed = import("passphrase").expect(2);
    assert!(malformed.err.contains("openssl rand"), "{malformed}");
    hides(&malformed, &["passphrase"]);
    import(key).expect(0);
}

#[test]
fn a_key_can_be_replaced_for_everything_that_it_sealed() {
    let stub = rotating();
    let connector = Connector::new(ROTATING, &stub.url);
    let (old, new) = ("7a".repeat(32), "7b".repeat(32));
    let with = |words: &[&str], key: &str| {
        let mut command = connector.command(words);
        command.env("BINDERY_KEY", key).env("BINDERY_NEW_KEY", &new);
        run(command)
    };
    with(&["import", "{}"], &old).expect(0);
    let wrong = with(&["secrets", "rotate"], &"7c".repeat(32)).expect(1);
    assert!(wrong.err.contains("R2005"), "{wrong}");
    let rotated = with(&["secrets", "rotate"], &old).expect(0);
    assert!(rotated.out.contains("sealed anew  1 secret"), "{rotated}");
    let stale = with(&["import", "{}"], &old).expect(1);
    assert!(stale.err.contains("R2005"), "{stale}");
    with(&["import", "{}"], &new).expect(0);
    let none = run(connector.command(&["secrets", "rotate"])).expect(2);
    assert!(none.err.contains("BINDERY_NEW_KEY"), "{none}");
}

#[test]
fn without_a_key_a_rotated_refresh_token_is_lost_and_that_is_said() {
    let stub = rotating();
    let connector = Connector::new(ROTATING, &stub.url);
    let ended = imports(&connector, &["refresh-1", "refresh-2"]);
    assert!(ended.err.contains("R2006"), "{ended}");
    assert!(ended.err.contains("BINDERY_KEY"), "{ended}");
    let again = connector.import().expect(1);
    assert!(again.err.contains("R2002"), "{again}");
    assert_eq!(connector.accounts(), ["ada", "grace"]);
}

#[test]
fn a_new_refresh_token_of_the_operator_wins_over_the_kept_one() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/token" => reply(
            200,
            &format!(r#"{{"a":"{}","r":"kept-token"}}"#, &asked.body),
        ),
        _ => reply(200, PEOPLE),
    });
    let key = "7a".repeat(32);
    let import = |connector: &Connector| {
        let mut command = connector.command(&["import", "{}"]);
        command.env("BINDERY_KEY", &key);
        run(command).expect(0)
    };
    let connector = Connector::new(ROTATING, &stub.url);
    import(&connector);
    import(&connector);
    let bodies = || {
        let asked = stub.asked().into_iter().filter(|a| a.path == "/token");
        asked.map(|a| a.body).collect::<Vec<_>>()
    };
    assert_eq!(
        bodies(),
        ["refresh_token=refresh-1", "refresh_token=kept-token"]
    );
    let text = std::fs::read_to_string(connector.path().join("ConnectionJSON.json")).unwrap();
    connector.put(
        "ConnectionJSON.json",
        &text.replace("refresh-1", "authorised-anew"),
    );
    import(&connector);
    assert_eq!(bodies()[2], "refresh_token=authorised-anew");
}

#[test]
fn a_stale_refresh_token_is_renewed_by_its_own_call() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/saml" => reply(200, "assertion-two"),
        "/token" if asked.body == "assertion=assertion-two" => reply(200, r#"{"a":"token-one"}"#),
        "/token" => reply(400, r#"{"error":{"type":"assertion is stale"}}"#),
        _ if asked.header("authorization") == "Bearer token-one" => reply(200, PEOPLE),
        _ => reply(401, "{}"),
    });
    let connector = Connector::new(
        r#""main":{"authType":"oauth2","url":"{url}/token","httpMethod":"POST",
            "httpParams":{"assertion":"${refresh_token}"},"refreshType":"RefreshToken",
            "refreshToken":"assertion-one","refreshTokenAuthError":["stale"],
            "refreshTokenErrorPath":"error.type","refreshTokenCall":{"url":"{url}/saml",
            "httpMethod":"POST","httpParams":{"a":"b"},"refreshTokenResponsePath":""},
            "tokenResponsePath":"a","tokenType":"Bearer","accessToken":"Bearer none"}"#,
        &stub.url,
    );
    imports(&connector, &["assertion-one", "assertion-two", "token-one"]);
    let lines = stub.lines();
    assert_eq!(lines[..3], ["POST /token", "POST /saml", "POST /token"]);
}

#[test]
fn a_pause_after_so_many_calls_is_seen_and_counted() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    let connector = Connector::new(
        r#""main":{"authType":"oauth2","url":"{url}/token","httpParams":{"a":"b"},
            "tokenResponsePath":"[0].login","accessToken":"",
            "apiRateLimitConfig":{"retryAfterCalls":1,"retryWaitSeconds":1}}"#,
        &stub.url,
    );
    let ended = connector.import().expect(0);
    assert!(ended.err.contains("waiting 1 s"), "{ended}");
    assert!(ended.out.contains("waited 1.0 s"), "{ended}");
}

#[test]
fn names_to_mask_and_odd_characters() {
    let stub = Stub::start(|_| {
        reply(
            400,
            "{\"error\":{\"message\":\"bad\u{1}\"},\"ssn\":\"123-45-6789\"}",
        )
    });
    let connector = Connector::new(
        r#""main":{"authType":"Basic","properties":{"userName":"u","password":"p-secret"},
            "maskInLogs":["ssn"],"cleanUpTextContent":true}"#,
        &stub.url,
    );
    let ended = connector.import();
    assert!(ended.err.contains("the target says: bad\n"), "{ended}");
    hides(&ended, &["123-45-6789", "p-secret"]);
}

#[test]
fn a_client_certificate_and_an_authority_of_ones_own() {
    let stub = Stub::start_tls(|_| reply(200, PEOPLE));
    let connector = Connector::new(
        r#""main":{"authType":"Basic","properties":{"userName":"u","password":"p-secret"},
            "ssl":{"keyFile":"keys.pem","keyStoreType":"PEM","sslAlgorithmName":"TLSv1.3"}}"#,
        &stub.url,
    );
    let (authority, certificate) = (key("tls/ca.pem"), key("tls/client.pem"));
    let private = key("tls/client.key");
    // Whom to trust is not all: the target wants to know who is calling.
    connector.put("keys.pem", &authority);
    let ended = connector.import().expect(1);
    assert!(ended.err.contains("help:"), "{ended}");
    assert!(stub.asked().is_empty());
    connector.put("keys.pem", &format!("{private}{certificate}{authority}"));
    imports(&connector, &["p-secret", "PRIVATE KEY"]);
}

#[test]
fn a_client_identity_in_a_store_with_a_password() {
    let stub = Stub::start_tls(|_| reply(200, PEOPLE));
    let connector = Connector::new(
        r#""main":{"authType":"Basic","properties":{"userName":"u","password":"p-secret"},
            "ssl":{"keyFile":"keys.p12","keyFilePassword":"store-secret","keyStoreType":"PKCS12",
            "keyManagerAlgorithm":"SunX509"}}"#,
        &stub.url,
    );
    // As OpenSSL 3 writes it, with other ciphers, and as OpenSSL 1 and older Javas wrote it.
    for name in ["client.p12", "client-aes.p12", "client-legacy.p12"] {
        let store = std::fs::read(key_file("tls").join(name)).unwrap();
        std::fs::write(connector.path().join("keys.p12"), store).unwrap();
        imports(&connector, &["store-secret", "p-secret"]);
    }
    let json = connector.path().join("ConnectionJSON.json");
    let text = std::fs::read_to_string(json).unwrap();
    let text = text.replace("store-secret", "stone-secret");
    connector.put("ConnectionJSON.json", &text);
    let ended = connector.import().expect(1);
    assert!(ended.err.contains("its password is another one"), "{ended}");
    hides(&ended, &["stone-secret"]);
}

#[test]
fn a_key_store_of_another_form_is_refused_with_a_way_out() {
    let stub = Stub::start(|_| reply(200, PEOPLE));
    for (bytes, help) in [
        (&[0x30, 0x82, 1, 1][..], "openssl pkcs12"),
        (&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2], "keytool"),
    ] {
        let connector = Connector::new(
            r#""main":{"authType":"Basic","properties":{"userName":"u","password":"p-secret"},
                "ssl":{"keyFile":"keys.jks","keyFilePassword":"store-secret","keyStoreType":"JKS"}}"#,
            &stub.url,
        );
        std::fs::write(connector.path().join("keys.jks"), bytes).unwrap();
        let ended = connector.import().expect(1);
        assert!(ended.err.contains("R1007"), "{ended}");
        assert!(ended.err.contains(help), "{ended}");
        hides(&ended, &["store-secret", "p-secret"]);
    }
    assert!(stub.asked().is_empty());
}

#[test]
fn the_test_of_a_connection_goes_by_its_own_rules() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/token" => reply(200, r#"{"t":"token-one"}"#),
        "/good" if asked.header("authorization") == "Bearer token-one" => {
            reply(200, r#"{"state":"up"}"#)
        }
        _ => reply(200, r#"{"state":"down","error":{"code":"E7"}}"#),
    });
    for (path, code, shown) in [
        ("good", 0, "passed  main"),
        ("bad", 1, "error.code is `E7`"),
    ] {
        let connector = Connector::new(
            &format!(
                r#""main":{{"authType":"oauth2","url":"{{url}}/token","httpParams":{{"a":"b"}},
                "tokenResponsePath":"t","tokenType":"Bearer","accessToken":"",
                "testConnectionParams":{{"http":{{"url":"{{url}}/{path}","httpMethod":"GET",
                "httpHeaders":{{"Authorization":"${{access_token}}"}}}},"errors":["E7"],
                "errorPath":"error.code","successResponse":["up"],"successResponsePath":"state"}}}}"#
            ),
            &stub.url,
        );
        let ended = run(connector.command(&["connection", "test", "{}"])).expect(code);
        assert!(ended.to_string().contains(shown), "{ended}");
        hides(&ended, &["token-one"]);
        assert!(!connector.store().exists(), "testing made a store");
    }
}
