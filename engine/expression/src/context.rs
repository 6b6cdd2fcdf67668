//! What a template is evaluated against: named values, a clock, a zone and a random seed.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::value::{Text, Value};

/// The names a template can read. Cloning is cheap; [`with`](Self::with) makes an extended copy.
#[derive(Debug, Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

#[derive(Debug, Clone)]
struct Inner {
    roots: IndexMap<Text, Value>,
    clock: i64,
    zone: jiff::tz::TimeZone,
    seed: u64,
}

impl Default for Context {
    fn default() -> Self {
        Self::new()
    }
}

impl Context {
    /// An empty context: clock at the epoch, UTC, seed 0.
    #[must_use]
    pub fn new() -> Self {
        let inner = Inner {
            roots: IndexMap::new(),
            clock: 0,
            zone: jiff::tz::TimeZone::UTC,
            seed: 0,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// A context whose roots are the members of a JSON object; anything else gives no roots.
    #[must_use]
    pub fn from_json(json: &serde_json::Value) -> Self {
        let mut context = Self::new();
        if let Some(object) = json.as_object() {
            for (name, value) in object {
                context.set(name, Value::from_json(value));
            }
        }
        context
    }

    /// This context and one more root, which hides an earlier one of that name.
    #[must_use]
    pub fn with(&self, name: &str, value: Value) -> Self {
        let mut copy = self.clone();
        copy.set(name, value);
        copy
    }

    /// This context and one more object of the engine (`user`, `account`, …), which answers
    /// getters such as `user.getEmail()`. `value` must be a map, else it is bound as it is.
    #[must_use]
    pub fn with_object(&self, name: &str, value: Value) -> Self {
        self.with(name, value.into_bound())
    }

    /// This context with `now` in milliseconds since the epoch.
    #[must_use]
    pub fn with_clock(mut self, now: i64) -> Self {
        Arc::make_mut(&mut self.inner).clock = now;
        self
    }

    /// This context with the seed of `UUID.randomUUID()` and `Random`.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        Arc::make_mut(&mut self.inner).seed = seed;
        self
    }

    /// This context in the named IANA zone; `None` when no such zone is known.
    #[must_use]
    pub fn with_zone(mut self, name: &str) -> Option<Self> {
        Arc::make_mut(&mut self.inner).zone = jiff::tz::TimeZone::get(name).ok()?;
        Some(self)
    }

    /// Adds or replaces a root in place.
    pub fn set(&mut self, name: &str, value: Value) {
        Arc::make_mut(&mut self.inner)
            .roots
            .insert(Text::from(name), value);
    }

    /// The value of a root.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.inner.roots.get(name)
    }

    /// The names of the roots in the order they were added.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.inner.roots.keys().map(Text::as_str)
    }

    pub(crate) fn roots(&self) -> &IndexMap<Text, Value> {
        &self.inner.roots
    }

    pub(crate) fn clock(&self) -> i64 {
        self.inner.clock
    }

    pub(crate) fn zone(&self) -> &jiff::tz::TimeZone {
        &self.inner.zone
    }

    pub(crate) fn seed(&self) -> u64 {
        self.inner.seed
    }
}
