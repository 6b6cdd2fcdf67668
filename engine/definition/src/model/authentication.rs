//! ConnectionJSON (rest-dialect §1, field-notes §2).

use std::fmt;

use bindery_diagnostics::Place;
use indexmap::IndexMap;

use crate::text::{Text, Word};

use super::{Body, ErrorRules, Header, HttpBlock, JsonTemplate};

/// The attribute: authentications by name.
#[derive(Debug, Clone)]
pub struct ConnectionAttribute {
    /// Where it stands.
    pub place: Place,
    /// The authentications in order; calls name them in `connection`.
    pub authentications: IndexMap<String, Authentication>,
}

/// How a type of authentication obtains its header value (rest-dialect §1.2–1.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthType {
    /// User name and password on every request.
    Basic,
    /// A token fetched with user name and password.
    BasicWithAccessToken,
    /// An HMAC over each request.
    BasicWithHmac,
    /// A session cookie.
    Cookies,
    /// A signature over each request.
    SignedHeaders,
    /// A token fetched with a signed assertion.
    Jwt,
    /// A token, static or fetched.
    Oauth2,
    /// Something else; acted on like `oauth2`.
    Other(String),
}

impl AuthType {
    /// Every known type by EIC's name.
    pub const KNOWN: &'static [(&'static str, Self)] = &[
        ("Basic", Self::Basic),
        ("BasicWithAccessToken", Self::BasicWithAccessToken),
        ("BasicWithHmac", Self::BasicWithHmac),
        ("cookies", Self::Cookies),
        ("SignedHeaders", Self::SignedHeaders),
        ("Jwt", Self::Jwt),
        ("oauth2", Self::Oauth2),
    ];

    /// Reads a type, case-insensitively.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::KNOWN
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text.trim()))
            .map_or_else(|| Self::Other(text.to_owned()), |(_, kind)| kind.clone())
    }
}

/// One authentication.
#[derive(Debug, Clone)]
pub struct Authentication {
    /// Its name.
    pub name: Word,
    /// Where it stands.
    pub place: Place,
    /// Its type; `None` where the definition does not say.
    pub auth_type: Option<AuthType>,
    /// The token endpoint; its origin is also the connection's base URL (design D9).
    pub url: Option<Text>,
    /// The verb of the token request.
    pub method: Option<Text>,
    /// Headers of the token request.
    pub headers: Vec<Header>,
    /// The encoding of the token request's body.
    pub content_type: Option<Text>,
    /// Parameters of the token request.
    pub body: Option<Body>,
    /// Credentials: `userName`, `password`, `IKEY`, `SKEY`, `apiKey`, …; flat ones included.
    pub properties: IndexMap<String, Text>,
    /// `client_id`, `client_secret`, `scope` where they stand outside `httpParams`.
    pub flat_parameters: IndexMap<String, Text>,
    /// The initial header value, used verbatim.
    pub access_token: Option<Text>,
    /// The prefix of a fetched token.
    pub token_type: Option<Text>,
    /// Where the token is in the token response; `#HEADERS#Name` for a header.
    pub token_response_path: Option<Word>,
    /// The header that carries the token; `None` means `Authorization`.
    pub auth_header_name: Option<Word>,
    /// What counts as an authentication failure, and how often to try again.
    pub errors: ErrorRules,
    /// Whether refresh tokens are used at all: any non-empty value.
    pub refresh_type: Option<Word>,
    /// The current refresh token.
    pub refresh_token: Option<Text>,
    /// Where a new refresh token is in the token response.
    pub refresh_token_response_path: Option<Word>,
    /// Error values that mean the refresh token itself is stale.
    pub refresh_token_auth_error: Vec<Text>,
    /// Where those values are.
    pub refresh_token_error_path: Option<Word>,
    /// The request that yields a new refresh token.
    pub refresh_token_call: Option<RefreshTokenCall>,
    /// Whether to renew the refresh token after each new access token.
    pub refresh_token_flag: Option<bool>,
    /// Pauses between calls.
    pub rate_limit: Option<RateLimit>,
    /// Names whose values logs hide.
    pub mask_in_logs: Vec<Word>,
    /// Whether response text is cleaned of odd characters before it is parsed.
    pub clean_up_text_content: Option<bool>,
    /// The connection test.
    pub test: Option<TestConnection>,
    /// An older form of the test: a URL to GET.
    pub test_url: Option<Text>,
    /// The cookies template of type `cookies`.
    pub cookies: Option<Text>,
    /// The parameter that carries the signed assertion.
    pub http_params_name: Option<Word>,
    /// The assertion.
    pub jwt: Option<JwtConfig>,
    /// TLS options.
    pub ssl: Option<Ssl>,
    /// Any other scalar: `${connection.<key>}`.
    pub extra: IndexMap<String, Text>,
}

/// The request that renews a refresh token.
#[derive(Debug, Clone)]
pub struct RefreshTokenCall {
    /// The request.
    pub http: HttpBlock,
    /// Where the new token is; empty means the whole body is the token.
    pub response_path: Option<Word>,
}

/// Pauses between calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// Pause after so many requests.
    pub retry_after_calls: u64,
    /// Seconds of a pause.
    pub retry_wait_seconds: u64,
}

/// The connection test (rest-dialect §1.10).
#[derive(Debug, Clone)]
pub struct TestConnection {
    /// Where it stands.
    pub place: Place,
    /// The request.
    pub http: HttpBlock,
    /// Values that mean success.
    pub success_response: Vec<Text>,
    /// Where those values are.
    pub success_response_path: Option<Word>,
    /// The same as a success rule, as other calls have it.
    pub success: Option<super::SuccessRule>,
    /// Values that mean failure.
    pub errors: Vec<Text>,
    /// Where those values are.
    pub error_path: Option<Word>,
}

/// The assertion of type `Jwt` (rest-dialect §1.7).
#[derive(Clone)]
pub struct JwtConfig {
    /// Header claims.
    pub header: Option<JsonTemplate>,
    /// Payload claims.
    pub payload: Option<JsonTemplate>,
    /// The algorithm; it beats the header's `alg`.
    pub signed_algorithm: Option<Word>,
    /// The key, base64 or PEM.
    pub key: Option<Text>,
    /// How long an assertion is valid, in seconds.
    pub expiry_seconds: Option<u64>,
}

impl fmt::Debug for JwtConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwtConfig")
            .field("signed_algorithm", &self.signed_algorithm)
            .field("expiry_seconds", &self.expiry_seconds)
            .finish_non_exhaustive()
    }
}

/// TLS options (rest-dialect §1.11).
#[derive(Debug, Clone)]
pub struct Ssl {
    /// A file name in the connector's files.
    pub key_file: Option<Word>,
    /// Its password.
    pub key_file_password: Option<Text>,
    /// Kept, without effect.
    pub key_manager_algorithm: Option<Word>,
    /// `PKCS12`, `JKS`, …
    pub key_store_type: Option<Word>,
    /// The least TLS version.
    pub ssl_algorithm_name: Option<Word>,
}
