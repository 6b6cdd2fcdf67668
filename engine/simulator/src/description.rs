//! The description of a target: everything a `simulator.json` can say.
//!
//! There is no expression language in it. A description is data plus named settings; a *switch*
//! is a named choice between JSON merge patches (RFC 7396) of the description itself, so that an
//! undecided fact of a target is a row in its file and not a branch in this crate.

mod authentication;
mod generate;
mod reply;
mod resource;
mod route;
mod script;
mod shape;

pub use authentication::{Authentication, BasicUser, Client, Scheme, StaticToken, Subjects};
pub use generate::{FieldPart, Generate, Part, Seed};
pub use reply::{Problems, Refused, Reply};
pub use resource::{EmptyList, Field, FieldType, IdFormat, Identifier, Resource, WriteMode};
pub use route::{
    Body, Encoding, Filter, FilterKind, OnOther, Operation, Paging, PagingStyle, Route, TooLarge,
    Within,
};
pub use script::{Action, Choice, Demo, DemoEntitlement, Drift, Link, Switch, Verb};
pub use shape::{Detailed, Form, Output, Referrers, Shape};

use indexmap::IndexMap;
use serde::Deserialize;

/// A whole target, as its `simulator.json` says after the chosen switches were applied.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Description {
    /// The target's name, for headings.
    pub name: String,
    /// One sentence about the target.
    #[serde(default)]
    pub about: Option<String>,
    /// Behaviour of the server as a whole.
    #[serde(default)]
    pub server: Server,
    /// Who may call, with what.
    #[serde(default)]
    pub authentication: Authentication,
    /// The bodies of refusals.
    #[serde(default)]
    pub errors: Problems,
    /// The tables, in the order in which they are filled.
    pub resources: IndexMap<String, Resource>,
    /// Named forms in which rows are shown.
    #[serde(default)]
    pub shapes: IndexMap<String, Shape>,
    /// What answers to which method and path.
    pub routes: IndexMap<String, Route>,
    /// Undecided facts with their choices.
    #[serde(default)]
    pub switches: IndexMap<String, Switch>,
    /// What a connector's parameters are when it talks to this simulator. The values `@host`,
    /// `@url`, `@token`, `@clientId` and `@clientSecret` stand for those of the running simulator.
    #[serde(default)]
    pub parameters: IndexMap<String, String>,
    /// Things that happen at the target behind the connector's back, by name.
    #[serde(default)]
    pub drift: IndexMap<String, Drift>,
    /// The identity and the steps of a demonstration.
    #[serde(default)]
    pub demo: Option<Demo>,
}

/// Behaviour of the server as a whole.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Server {
    /// How a missing or extra slash at the end of a path is taken.
    pub trailing_slash: Slash,
    /// Whether the case of a path matters.
    pub path_case: PathCase,
    /// The largest request body that is read, in bytes.
    pub max_body_bytes: usize,
    /// How long the fault `slow` holds an answer back, in milliseconds.
    pub slow_ms: u64,
    /// The limit on requests from one address.
    pub rate_limit: Option<RateLimit>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            trailing_slash: Slash::default(),
            path_case: PathCase::default(),
            max_body_bytes: 1024 * 1024,
            slow_ms: 2_000,
            rate_limit: None,
        }
    }
}

/// How a missing or extra slash at the end of a path is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Slash {
    /// With or without, both answer.
    #[default]
    Either,
    /// Only the documented form answers; the other is an unknown path.
    Exact,
    /// The other form is redirected (301) to the documented one, body lost.
    Redirect,
}

/// Whether the case of a path matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PathCase {
    /// `/Users` is not `/users`.
    #[default]
    Sensitive,
    /// `/Users` is `/users`; values of path parameters keep their case.
    Insensitive,
}

/// A limit on requests from one address.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RateLimit {
    /// Requests allowed per window.
    pub requests: u32,
    /// Length of the window in seconds.
    pub seconds: u64,
    /// Seconds without any request after which a block lifts; a request during the block starts
    /// them anew. Absent: the block lifts when the window ends.
    #[serde(default)]
    pub idle_seconds: Option<u64>,
    /// Whether the answer says when to come back (`Retry-After`).
    #[serde(default)]
    pub retry_after: bool,
}
