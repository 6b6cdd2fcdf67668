//! Who is calling and what they may do.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::answer::{Answer, Refusal};
use crate::description::{Authentication, Client, Refused, Scheme};
use crate::identifier::token;
use crate::request::{Request, pairs};
use crate::shape::fill;

/// A caller whose credentials are good.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caller {
    /// What it may do; none: everything.
    pub(crate) scopes: Option<Vec<String>>,
    /// The key of its own row.
    pub(crate) subject: Option<String>,
}

impl Caller {
    pub(crate) fn may(&self, scope: &str) -> bool {
        match &self.scopes {
            Some(scopes) => scopes.iter().any(|own| own == scope),
            None => true,
        }
    }
}

/// The tokens that were handed out.
#[derive(Debug)]
pub(crate) struct Access {
    seed: u64,
    issued: u64,
    tokens: IndexMap<String, Issued>,
    /// Static tokens that a fault or a test has expired.
    revoked: Vec<String>,
}

#[derive(Debug)]
struct Issued {
    until_ms: u64,
    caller: Caller,
}

impl Access {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            issued: 0,
            tokens: IndexMap::new(),
            revoked: Vec::new(),
        }
    }

    /// The credentials of a request without their prefix.
    pub(crate) fn presented<'a>(about: &Authentication, request: &'a Request) -> Option<&'a str> {
        let text = request.header(about.header.as_deref().unwrap_or("Authorization"))?;
        let prefix = match about.scheme {
            Scheme::Basic => "Basic",
            _ => about.prefix.as_deref().unwrap_or("Bearer"),
        };
        if prefix.is_empty() {
            return Some(text.trim());
        }
        let (word, rest) = text.trim().split_once(' ')?;
        word.eq_ignore_ascii_case(prefix).then(|| rest.trim())
    }

    /// The caller behind a request.
    pub(crate) fn caller(
        &self,
        about: &Authentication,
        request: &Request,
        now_ms: u64,
    ) -> Result<Caller, Refusal> {
        let refused = || {
            Refusal::new(
                Refused::Unauthorized,
                "the credentials are missing or not valid",
            )
        };
        if about.scheme == Scheme::None {
            return Ok(Caller::default());
        }
        let presented = Self::presented(about, request).ok_or_else(refused)?;
        if about.scheme == Scheme::Basic {
            let (name, password) = basic(presented).ok_or_else(refused)?;
            return about
                .users
                .iter()
                .find(|user| user.username == name && user.password == password)
                .map(|user| Caller {
                    scopes: user.scopes.clone(),
                    subject: user.subject.clone(),
                })
                .ok_or_else(refused);
        }
        if let Some(issued) = self.tokens.get(presented) {
            return (now_ms < issued.until_ms)
                .then(|| issued.caller.clone())
                .ok_or_else(refused);
        }
        about
            .tokens
            .iter()
            .filter(|known| !self.revoked.contains(&known.token))
            .find(|known| known.token == presented)
            .map(|known| Caller {
                scopes: known.scopes.clone(),
                subject: known.subject.clone(),
            })
            .ok_or_else(refused)
    }

    /// Makes a token worthless from now on.
    pub(crate) fn expire(&mut self, presented: &str) {
        if self.tokens.shift_remove(presented).is_none() {
            self.revoked.push(presented.to_owned());
        }
    }

    /// Makes every fetched token worthless.
    pub(crate) fn expire_all(&mut self) {
        self.tokens.clear();
    }

    /// Answers a token request (RFC 6749 §4.4).
    pub(crate) fn grant(
        &mut self,
        about: &Authentication,
        request: &Request,
        now_ms: u64,
    ) -> Result<Answer, Refusal> {
        let form = match std::str::from_utf8(&request.body) {
            Ok(text) if request.content_type() == "application/x-www-form-urlencoded" => {
                pairs(text)
            }
            _ => Vec::new(),
        };
        let value = |name: &str| {
            form.iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
        };
        if value("grant_type").as_deref() != Some("client_credentials") {
            return Err(Refusal::new(
                Refused::UnsupportedGrant,
                "only client_credentials in a form body is offered",
            ));
        }
        let header = request
            .header("authorization")
            .and_then(|text| text.strip_prefix("Basic "))
            .and_then(basic);
        let (id, secret) = header
            .or_else(|| Some((value("client_id")?, value("client_secret")?)))
            .unwrap_or_default();
        let client = about
            .clients
            .iter()
            .find(|client| client.id == id && client.secret == secret)
            .ok_or_else(|| {
                Refusal::new(
                    Refused::InvalidClient,
                    "the client or its secret is not known",
                )
            })?;
        let asked = value("scope");
        let scopes = granted(client, asked.as_deref());
        let text = scopes.as_ref().map(|scopes| scopes.join(" "));
        let mut held = scopes;
        if let Some(held) = &mut held {
            held.extend(client.rights.iter().cloned());
        }
        let expires_in = about.expires_in.unwrap_or(3600);
        let fresh = token(self.seed, self.issued);
        self.issued += 1;
        self.tokens.retain(|_, issued| issued.until_ms > now_ms);
        self.tokens.insert(
            fresh.clone(),
            Issued {
                until_ms: now_ms.saturating_add(expires_in.saturating_mul(1000)),
                caller: Caller {
                    scopes: held,
                    subject: client.subject.clone(),
                },
            },
        );
        let usual = json!({
            "access_token": "@token",
            "token_type": "bearer",
            "expires_in": "@expiresIn",
            "scope": "@scope",
        });
        let words = vec![
            ("@token", Value::String(fresh)),
            ("@expiresIn", Value::from(expires_in)),
            ("@scope", Value::String(text.or(asked).unwrap_or_default())),
        ];
        let template = about.token_reply.as_ref().unwrap_or(&usual);
        Ok(Answer::json(200, &fill(template, &words, 0)).with_header("Cache-Control", "no-store"))
    }
}

/// What was asked for and the client has; everything it has when nothing was asked for.
fn granted(client: &Client, asked: Option<&str>) -> Option<Vec<String>> {
    let own = client.scopes.as_ref()?;
    Some(match asked {
        Some(asked) if !asked.trim().is_empty() => own
            .iter()
            .filter(|scope| asked.split_whitespace().any(|word| word == *scope))
            .cloned()
            .collect(),
        _ => own.clone(),
    })
}

fn basic(encoded: &str) -> Option<(String, String)> {
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}
