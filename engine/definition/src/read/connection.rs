//! ConnectionJSON.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Scope;
use indexmap::IndexMap;

use crate::json::{Node, Value};
use crate::model::{
    AuthType, Authentication, ConnectionAttribute, JwtConfig, RateLimit, RefreshTokenCall,
    TestConnection,
};
use crate::pointer::Pointer;
use crate::shape::{AUTHENTICATION, CONNECTION, JWT, RATE_LIMIT, REFRESH_TOKEN_CALL, SSL, TEST};
use crate::text::{Text, Word};

use super::{Fields, Reader, Role, http, rules};

/// Keys that the documentation lists flat and samples put into `httpParams`.
const FLAT_PARAMETERS: &[&str] = &["client_id", "client_secret", "scope"];

/// Siblings of authentications that occur in the field and mean nothing there.
const STRAY: &[&str] = &["successResponses", "unsuccessResponses"];

/// Reads the attribute.
pub(crate) fn connection(reader: &mut Reader<'_>, root: &Node) -> Option<ConnectionAttribute> {
    reader.scope = Scope::Connection;
    let f = reader.open(root, &Pointer::ROOT, &CONNECTION)?;
    let mut authentications = IndexMap::new();
    for (member, at) in f.entries(reader, "authentications") {
        if STRAY.contains(&member.key.text.as_str()) {
            let place = reader.origin.place(member.key_span(), &at);
            reader.report(
                Diagnostic::new(
                    codes::UNKNOWN_KEY,
                    format!("`{}` is no authentication", member.key.text),
                )
                .at(place, "ignored")
                .with_help("move it to the calls it is meant for"),
            );
            continue;
        }
        let name = reader.key_word(member, &at);
        if let Some(a) = reader.open(&member.node, &at, &AUTHENTICATION) {
            let authentication = authentication(reader, name, &a);
            authentications.insert(member.key.text.to_string(), authentication);
        }
    }
    Some(ConnectionAttribute {
        place: reader.place(root, &Pointer::ROOT),
        authentications,
    })
}

fn authentication(reader: &mut Reader<'_>, name: Word, f: &Fields<'_>) -> Authentication {
    let url = f.url(reader, "url");
    if let Some(url) = &url
        && !url.is_blank()
    {
        reader.register_url(url, Some(&name));
    }
    let auth_type = f
        .word(reader, "authType")
        .map(|w| AuthType::read(w.as_str()));
    let test = test(reader, f, &name);
    let test_url = f.url(reader, "testname");
    // The older test is asked only where there is no newer one.
    if let Some(url) = test_url
        .as_ref()
        .filter(|u| test.is_none() && !u.is_blank())
    {
        reader.register_url(url, Some(&name));
    }
    let headers = http::headers(reader, f);
    let content_type = f.template(reader, "httpContentType");
    Authentication {
        place: reader.place(f.node, &f.pointer),
        url,
        method: f.template(reader, "httpMethod"),
        content_type: content_type.or_else(|| http::content_type_of(&headers)),
        headers,
        body: http::token_body(reader, f),
        properties: properties(reader, f, auth_type.as_ref()),
        auth_type,
        flat_parameters: FLAT_PARAMETERS
            .iter()
            .filter_map(|k| Some(((*k).to_owned(), f.template(reader, k)?)))
            .collect(),
        access_token: f.template(reader, "accessToken"),
        token_type: f.template(reader, "tokenType"),
        token_response_path: f.word(reader, "tokenResponsePath"),
        auth_header_name: f.word(reader, "authHeaderName"),
        errors: rules::errors(reader, f),
        refresh_type: f.word(reader, "refreshType"),
        refresh_token: f.template(reader, "refreshToken"),
        refresh_token_response_path: f.word(reader, "refreshTokenResponsePath"),
        refresh_token_auth_error: f.templates(reader, "refreshTokenAuthError"),
        refresh_token_error_path: f.word(reader, "refreshTokenErrorPath"),
        refresh_token_call: f
            .object(reader, "refreshTokenCall", &REFRESH_TOKEN_CALL)
            .and_then(|c| {
                Some(RefreshTokenCall {
                    response_path: c.word(reader, "refreshTokenResponsePath"),
                    http: http::flat(reader, &c, Some(&name))?,
                })
            }),
        refresh_token_flag: f.boolean(reader, "refreshTokenFlag"),
        rate_limit: rate_limit(reader, f),
        mask_in_logs: f.words(reader, "maskInLogs"),
        clean_up_text_content: f.boolean(reader, "cleanUpTextContent"),
        test,
        test_url,
        cookies: f.template(reader, "cookies"),
        http_params_name: f.word(reader, "httpParamsName"),
        jwt: jwt(reader, f),
        ssl: tls(reader, f),
        extra: extra(reader, f),
        name,
    }
}

/// The keys of `properties` that a type takes its credentials from (rest-dialect §1.1).
const fn credentials(auth_type: Option<&AuthType>) -> &'static [&'static str] {
    match auth_type {
        Some(AuthType::Basic | AuthType::BasicWithAccessToken) => &["userName", "password"],
        Some(AuthType::BasicWithHmac) => &["IKEY", "SKEY"],
        Some(AuthType::Cookies) => &["apiKey"],
        Some(AuthType::SignedHeaders) => &["userId", "keyFilePath"],
        _ => &[],
    }
}

/// Nested credentials, then the flat ones where the nested lack them.
fn properties(
    reader: &mut Reader<'_>,
    f: &Fields<'_>,
    auth_type: Option<&AuthType>,
) -> IndexMap<String, Text> {
    let mut out = IndexMap::new();
    for (member, at) in f.entries(reader, "properties") {
        let written = member.key.text.as_str();
        let mut keys = credentials(auth_type).iter();
        if let Some(key) = keys.find(|k| k.eq_ignore_ascii_case(written) && **k != written) {
            // Bindings may ask for it as it is written, so that nothing is renamed unasked.
            reader.report(
                Diagnostic::new(
                    codes::KEY_CASE,
                    format!("`{written}` is written `{key}` by the dialect"),
                )
                .at(
                    reader.origin.place(member.key_span(), &at),
                    "read all the same",
                )
                .with_help("write it in the dialect's case; the product may ignore it"),
            );
        }
        if let Some(text) = reader.template(&member.node, &at, &member.key.text, Role::Other) {
            out.insert(member.key.text.to_string(), text);
        }
    }
    for (flat, nested) in [("username", "userName"), ("password", "password")] {
        if !out.keys().any(|k: &String| k.eq_ignore_ascii_case(nested))
            && let Some(text) = f.template(reader, flat)
        {
            out.insert(nested.to_owned(), text);
        }
    }
    out
}

fn rate_limit(reader: &mut Reader<'_>, f: &Fields<'_>) -> Option<RateLimit> {
    let nested = f.object(reader, "apiRateLimitConfig", &RATE_LIMIT);
    let f = nested.as_ref().unwrap_or(f);
    Some(RateLimit {
        retry_after_calls: f.count(reader, "retryAfterCalls")?,
        retry_wait_seconds: f.count(reader, "retryWaitSeconds")?,
    })
}

fn test(reader: &mut Reader<'_>, f: &Fields<'_>, name: &Word) -> Option<TestConnection> {
    let t = f.object(reader, "testConnectionParams", &TEST)?;
    Some(TestConnection {
        place: reader.place(t.node, &t.pointer),
        success_response: t.templates(reader, "successResponse"),
        success_response_path: t.word(reader, "successResponsePath"),
        success: rules::success(reader, &t, "successResponses"),
        errors: t.templates(reader, "errors"),
        error_path: t.word(reader, "errorPath"),
        http: http::block(reader, &t, Some(name))?,
    })
}

fn jwt(reader: &mut Reader<'_>, f: &Fields<'_>) -> Option<JwtConfig> {
    let nested = f.object(reader, "jwtConfig", &JWT);
    let mut claims = |key: &str| {
        let (node, at) = nested.as_ref()?.get(key)?;
        Some(http::json(reader, node, &at))
    };
    let (header, payload) = (claims("jwtHeader"), claims("jwtPayload"));
    let flat = ["signedAlgorithm", "key", "jwtExpiryDuration"]
        .iter()
        .any(|k| f.has(k));
    if nested.is_none() && !flat {
        return None;
    }
    let pick = |key: &str| nested.as_ref().filter(|n| n.has(key)).unwrap_or(f);
    Some(JwtConfig {
        header,
        payload,
        signed_algorithm: pick("signedAlgorithm").word(reader, "signedAlgorithm"),
        key: pick("key").template(reader, "key"),
        expiry_seconds: pick("jwtExpiryDuration").count(reader, "jwtExpiryDuration"),
    })
}

fn tls(reader: &mut Reader<'_>, f: &Fields<'_>) -> Option<crate::model::Ssl> {
    if let Some(nested) = f.object(reader, "ssl", &SSL) {
        return Some(http::ssl(reader, &nested));
    }
    f.has("keyFile").then(|| http::ssl(reader, f))
}

/// Scalars under other keys.
fn extra(reader: &mut Reader<'_>, f: &Fields<'_>) -> IndexMap<String, Text> {
    let mut out = IndexMap::new();
    for member in &f.extra {
        if matches!(
            member.node.value,
            Value::Object(_) | Value::Array(_) | Value::Invalid
        ) {
            continue;
        }
        let at = f.pointer.key(&member.key.text);
        if let Some(text) = reader.template(&member.node, &at, &member.key.text, Role::Other) {
            out.insert(member.key.text.to_string(), text);
        }
    }
    out
}
