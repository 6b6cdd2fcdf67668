//! Who may call: static tokens, clients that fetch expiring tokens, users with passwords.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

/// Who may call, with what.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Authentication {
    /// How credentials are presented.
    pub scheme: Scheme,
    /// The header that carries them; `Authorization` unless named.
    pub header: Option<String>,
    /// The word before a token; `Bearer` unless named, `""` for none.
    pub prefix: Option<String>,
    /// Tokens that never expire.
    pub tokens: Vec<StaticToken>,
    /// Clients that may fetch tokens at a `token` route (RFC 6749 §4.4).
    pub clients: Vec<Client>,
    /// Names and passwords for the scheme `basic`.
    pub users: Vec<BasicUser>,
    /// Lifetime of a fetched token in seconds; 3600 unless given.
    pub expires_in: Option<u64>,
    /// The answer of a `token` route; `@token`, `@expiresIn` and `@scope` are filled in.
    pub token_reply: Option<Value>,
    /// Where the row of a token's owner is found, for `self` routes. A token whose owner is gone
    /// is forbidden everything.
    pub subjects: Option<Subjects>,
}

/// How credentials are presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scheme {
    /// A token in a header.
    #[default]
    Token,
    /// `Authorization: Basic`, RFC 7617.
    Basic,
    /// Nobody is asked.
    None,
}

/// A token that never expires.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StaticToken {
    /// The token itself, without its prefix.
    pub token: String,
    /// What it may do; absent: everything.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
    /// The key of its owner's row.
    #[serde(default)]
    pub subject: Option<String>,
}

impl std::fmt::Debug for StaticToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StaticToken({:?}, {:?})", self.scopes, self.subject)
    }
}

/// A client that may fetch tokens.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Client {
    /// Its public name.
    pub id: String,
    /// Its secret.
    pub secret: String,
    /// What its tokens may do at most; absent: everything.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
    /// Rights of its owner that every token has, whatever scopes were asked for.
    #[serde(default)]
    pub rights: Vec<String>,
    /// The key of its owner's row.
    #[serde(default)]
    pub subject: Option<String>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Client({}, {:?})", self.id, self.scopes)
    }
}

/// A name and a password.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BasicUser {
    /// The name.
    pub username: String,
    /// The password.
    pub password: String,
    /// What the user may do; absent: everything.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
    /// The key of the user's own row.
    #[serde(default)]
    pub subject: Option<String>,
}

impl std::fmt::Debug for BasicUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BasicUser({})", self.username)
    }
}

/// Where the owners of tokens have their rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subjects {
    /// The table.
    pub resource: String,
    /// The field that holds the key.
    pub field: String,
    /// Values an owner's row must have, or the token is forbidden everything.
    #[serde(default)]
    pub require: IndexMap<String, Value>,
}
