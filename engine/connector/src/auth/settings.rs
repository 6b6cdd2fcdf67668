//! One authentication of ConnectionJSON, compiled.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bindery_definition::{
    AuthType, Authentication, Body, JsonTemplate, RefreshTokenCall, Text, Word,
};
use bindery_diagnostics::Diagnostic;
use bindery_expression::{Context, Sink, Value};
use indexmap::IndexMap;

use super::assertion::Assertion;
use super::rejection::Rejection;
use super::token::TokenPath;
use crate::Outcome;
use crate::request::template::{Compiler, Template};
use crate::request::{CallTemplate, DefaultMethod, Parts};
use crate::tls::TlsSettings;

/// How often a call may renew its token where the definition does not say (`rest-dialect §1.9`).
const RENEWALS: u32 = 3;

/// The name that the signed assertion has in the texts of a token request.
pub(super) const ASSERTION: &str = "jwt_assertion";

/// The protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A header value made of user name and password.
    Basic,
    /// A token, static or fetched.
    Token,
    /// A token that is fetched with a basic header.
    BasicToken,
    /// The cookies that a login sets.
    Cookies,
    /// A token that is fetched with a signed assertion, or the assertion itself.
    Jwt,
    /// An HMAC over each request.
    Hmac,
    /// A signature over each request.
    SignedHeaders,
}

/// The compiled settings.
#[derive(Debug)]
pub(crate) struct Settings {
    pub name: String,
    pub kind: Kind,
    pub rejection: Rejection,
    /// Which answers say that the target's own time ran out (`timeOutError`).
    pub timeout: Rejection,
    pub renewals: u32,
    pub token: Option<TokenRequest>,
    pub initial: Option<Template>,
    pub token_type: Option<Template>,
    /// `authHeaderName`, where the definition gives one.
    pub header: Option<String>,
    pub refresh_token: Option<Template>,
    pub refresh: Option<RefreshRequest>,
    /// Whether the refresh token is renewed after each access token.
    pub refresh_always: bool,
    pub rate: Option<(u64, Duration)>,
    pub clean: bool,
    /// TLS options, also of the calls.
    pub tls: Option<Arc<TlsSettings>>,
    /// What type `Jwt` signs.
    pub assertion: Option<Assertion>,
    properties: IndexMap<String, Template>,
    extra: IndexMap<String, Template>,
}

/// The token request.
#[derive(Debug)]
pub(crate) struct TokenRequest {
    pub call: CallTemplate,
    /// Where the token stands; `None` where cookies alone are wanted.
    pub path: Option<TokenPath>,
    /// Where a rotated refresh token stands.
    pub refresh_path: Option<TokenPath>,
}

/// The request for a new refresh token.
#[derive(Debug)]
pub(crate) struct RefreshRequest {
    pub call: CallTemplate,
    pub path: TokenPath,
    /// What a token response says when the refresh token is stale.
    pub stale: Rejection,
}

impl Settings {
    /// Compiles an authentication.
    pub fn compile(
        mut compiler: Compiler<'_>,
        auth: &Authentication,
    ) -> Result<Self, Vec<Diagnostic>> {
        let kind = kind_of(auth.auth_type.as_ref());
        let settings = Self {
            name: auth.name.as_str().to_owned(),
            rejection: Rejection::compile(&auth.errors),
            timeout: Rejection::of_timeouts(&auth.errors),
            renewals: auth.errors.max_refresh_try_count.unwrap_or(RENEWALS),
            token: token_request(&mut compiler, auth, &kind),
            initial: compiler.compile_some(auth.access_token.as_ref(), Sink::Text),
            token_type: compiler.compile_some(auth.token_type.as_ref(), Sink::Text),
            header: auth
                .auth_header_name
                .as_ref()
                .map(|w| w.as_str().trim().to_owned())
                .filter(|n| !n.is_empty()),
            refresh_token: compiler.compile_some(auth.refresh_token.as_ref(), Sink::Text),
            refresh: auth
                .refresh_token_call
                .as_ref()
                .map(|call| refresh_request(&mut compiler, auth, call)),
            refresh_always: auth.refresh_token_flag == Some(true),
            rate: auth
                .rate_limit
                .filter(|r| r.retry_after_calls > 0)
                .map(|r| {
                    (
                        r.retry_after_calls,
                        Duration::from_secs(r.retry_wait_seconds),
                    )
                }),
            clean: auth.clean_up_text_content == Some(true),
            tls: TlsSettings::compile(&mut compiler, auth.ssl.as_ref()),
            assertion: auth
                .jwt
                .as_ref()
                .filter(|_| kind == Kind::Jwt)
                .map(|jwt| Assertion::compile(&mut compiler, jwt)),
            properties: compile_map(&mut compiler, &auth.properties),
            extra: compile_map(&mut compiler, &auth.extra),
            kind,
        };
        compiler.finish(settings)
    }

    /// `${connection}`: every extra key and property by its name.
    pub fn connection(&self, context: &Context) -> Outcome<Value> {
        let mut entries = Vec::new();
        for (name, template) in self.properties.iter().chain(&self.extra) {
            entries.push((name.as_str(), Value::from(template.text(context)?)));
        }
        Ok(Value::map(entries))
    }

    /// A property by its name, in any case.
    pub fn property(&self, name: &str, context: &Context) -> Outcome<Option<String>> {
        self.properties
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, t)| t.text(context))
            .transpose()
    }

    /// The header value of `Basic`; `None` without a user name.
    pub fn basic(&self, context: &Context) -> Outcome<Option<String>> {
        let Some(user) = self.property("userName", context)? else {
            return Ok(None);
        };
        let password = self.property("password", context)?.unwrap_or_default();
        let pair = BASE64.encode(format!("{user}:{password}"));
        Ok(Some(format!("Basic {pair}")))
    }

    /// Whether a rejected token can be replaced.
    pub const fn can_renew(&self) -> bool {
        self.token.is_some() || self.assertion.is_some()
    }

    /// The `tokenType` that a literal initial token lacks (`rest-dialect §5.1`).
    pub fn missing_prefix(&self) -> Option<String> {
        let context = Context::new();
        let word = self.token_type.as_ref()?.text(&context).ok()?;
        let initial = self.initial.as_ref()?.text(&context).ok()?;
        let word = word.trim();
        let lacks = !word.is_empty() && !initial.trim_start().starts_with(word);
        lacks.then(|| word.to_owned())
    }

    /// Whether each request is signed on its own.
    pub const fn signs(&self) -> bool {
        matches!(self.kind, Kind::Hmac | Kind::SignedHeaders)
    }

    /// The header that carries the token.
    pub fn header_name(&self) -> &str {
        self.header.as_deref().unwrap_or("Authorization")
    }
}

const fn kind_of(auth_type: Option<&AuthType>) -> Kind {
    match auth_type {
        Some(AuthType::Basic) => Kind::Basic,
        Some(AuthType::BasicWithAccessToken) => Kind::BasicToken,
        Some(AuthType::BasicWithHmac) => Kind::Hmac,
        Some(AuthType::Cookies) => Kind::Cookies,
        Some(AuthType::SignedHeaders) => Kind::SignedHeaders,
        Some(AuthType::Jwt) => Kind::Jwt,
        Some(AuthType::Oauth2 | AuthType::Other(_)) | None => Kind::Token,
    }
}

/// The token request; `None` where a token is static: no URL, no path to a token, or nothing to
/// send for one (`rest-dialect §1.8`).
fn token_request(
    compiler: &mut Compiler<'_>,
    auth: &Authentication,
    kind: &Kind,
) -> Option<TokenRequest> {
    if matches!(kind, Kind::Basic | Kind::Hmac | Kind::SignedHeaders) {
        return None;
    }
    let url = auth.url.as_ref().filter(|u| !u.is_blank())?;
    let path = TokenPath::read(auth.token_response_path.as_ref().map(Word::as_str));
    if path.is_none() && *kind != Kind::Cookies {
        return None;
    }
    let mut body = with_flat_parameters(auth);
    let has_parameters = body.as_ref().is_some_and(|b| !b.is_empty());
    if !has_parameters && *kind == Kind::Token {
        return None;
    }
    if *kind == Kind::Jwt
        && let Some(Body::Json(JsonTemplate::Object(pairs))) = &mut body
    {
        let name = auth.http_params_name.as_ref().map_or("", Word::as_str);
        let name = if name.trim().is_empty() {
            "assertion"
        } else {
            name.trim()
        };
        pairs.retain(|(there, _)| there.raw() != name);
        let assertion = Text::plain(format!("${{{ASSERTION}}}"));
        pairs.push((Text::plain(name), JsonTemplate::Text(assertion)));
    }
    // A token endpoint takes a form unless told otherwise (`rest-dialect §1.1`).
    let form = Text::plain("application/x-www-form-urlencoded");
    let parts = Parts {
        url,
        method: auth.method.as_ref(),
        headers: &auth.headers,
        content_type: Some(auth.content_type.as_ref().unwrap_or(&form)),
        body: body.as_ref(),
        ssl: None,
        default_method: DefaultMethod::Post,
    };
    Some(TokenRequest {
        call: CallTemplate::compile(compiler, &parts),
        path,
        refresh_path: TokenPath::read(auth.refresh_token_response_path.as_ref().map(Word::as_str)),
    })
}

/// `client_id` and its like where they stand beside `httpParams` instead of in it.
fn with_flat_parameters(auth: &Authentication) -> Option<Body> {
    let mut pairs = match &auth.body {
        Some(Body::Json(JsonTemplate::Object(pairs))) => pairs.clone(),
        Some(body) if !body.is_empty() => return Some(body.clone()),
        _ => Vec::new(),
    };
    for (name, value) in &auth.flat_parameters {
        if !pairs.iter().any(|(n, _)| n.raw() == name) {
            pairs.push((
                Text::plain(name.as_str()),
                JsonTemplate::Text(value.clone()),
            ));
        }
    }
    Some(Body::Json(JsonTemplate::Object(pairs)))
}

fn refresh_request(
    compiler: &mut Compiler<'_>,
    auth: &Authentication,
    call: &RefreshTokenCall,
) -> RefreshRequest {
    let markers = auth
        .refresh_token_auth_error
        .iter()
        .map(|t| t.literal().unwrap_or_else(|| t.raw().to_owned()))
        .filter(|t| !t.trim().is_empty())
        .collect();
    let path = auth.refresh_token_error_path.as_ref().map(Word::as_str);
    RefreshRequest {
        call: CallTemplate::compile(compiler, &Parts::of(&call.http, DefaultMethod::Post)),
        path: TokenPath::read(call.response_path.as_ref().map(Word::as_str))
            .unwrap_or(TokenPath::Whole),
        stale: Rejection::at(markers, path),
    }
}

fn compile_map(
    compiler: &mut Compiler<'_>,
    texts: &IndexMap<String, Text>,
) -> IndexMap<String, Template> {
    texts
        .iter()
        .map(|(name, text)| (name.clone(), compiler.compile(text, Sink::Text)))
        .collect()
}
