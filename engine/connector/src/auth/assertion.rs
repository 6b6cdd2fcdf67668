//! The signed assertion of type `Jwt` (`rest-dialect §1.7`).
//!
//! Each one is fresh: `iat` is now, and `exp` is now and the duration, in place of a literal one;
//! without a duration the literal stands. `signedAlgorithm` beats the `alg` of the header.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bindery_definition::JwtConfig;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Sink};
use serde_json::{Map, Value};

use super::key::{self, Algorithm};
use crate::Outcome;
use crate::ports::Timestamp;
use crate::request::body::JsonBody;
use crate::request::template::{Compiler, Template};

/// A compiled assertion.
#[derive(Debug)]
pub(crate) struct Assertion {
    header: Option<JsonBody>,
    payload: Option<JsonBody>,
    algorithm: Option<String>,
    key: Option<Template>,
    seconds: Option<u64>,
}

impl Assertion {
    pub fn compile(compiler: &mut Compiler<'_>, jwt: &JwtConfig) -> Self {
        let algorithm = jwt.signed_algorithm.as_ref();
        Self {
            header: jwt.header.as_ref().map(|h| JsonBody::compile(compiler, h)),
            payload: jwt.payload.as_ref().map(|p| JsonBody::compile(compiler, p)),
            algorithm: algorithm
                .map(|a| a.as_str().trim().to_owned())
                .filter(|a| !a.is_empty()),
            key: compiler.compile_some(jwt.key.as_ref(), Sink::Text),
            seconds: jwt.expiry_seconds,
        }
    }

    /// A fresh assertion for an authentication of this name.
    ///
    /// # Errors
    /// `R2004` when the key or the algorithm cannot be used.
    pub fn sign(&self, name: &str, context: &Context, now: Timestamp) -> Outcome<String> {
        let problem = |what: String, help: String| {
            let message = format!("the assertion of {name} cannot be signed: {what}");
            Box::new(Diagnostic::new(codes::SIGNING_KEY, message).with_help(help))
        };
        let mut header = claims(self.header.as_ref(), context)?;
        let written = header.get("alg").and_then(Value::as_str);
        let written = self.algorithm.as_deref().or(written).unwrap_or_default();
        let algorithm = Algorithm::read(written).ok_or_else(|| {
            let known = Algorithm::names();
            problem(
                format!("`{written}` is no algorithm that is known"),
                format!("set signedAlgorithm to one of {known}"),
            )
        })?;
        header.insert("alg".to_owned(), Value::from(algorithm.name()));
        header
            .entry("typ".to_owned())
            .or_insert_with(|| Value::from("JWT"));
        let mut payload = claims(self.payload.as_ref(), context)?;
        let now = now / 1000;
        payload.insert("iat".to_owned(), Value::from(now));
        if let Some(seconds) = self.seconds {
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            payload.insert("exp".to_owned(), Value::from(now.saturating_add(seconds)));
        }
        let key = match &self.key {
            Some(key) => key.text(context)?,
            None => String::new(),
        };
        let part =
            |claims: Map<String, Value>| URL_SAFE_NO_PAD.encode(Value::Object(claims).to_string());
        let signed = format!("{}.{}", part(header), part(payload));
        let signature = key::sign(algorithm, &key, signed.as_bytes())
            .map_err(|(what, help)| problem(format!("of the key, {what}"), help.to_owned()))?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn claims(written: Option<&JsonBody>, context: &Context) -> Outcome<Map<String, Value>> {
    match written.map(|json| json.render(context)).transpose()? {
        Some(Value::Object(claims)) => Ok(claims),
        _ => Ok(Map::new()),
    }
}
