//! What a template is evaluated against: named values, a clock, a zone and a random seed.

use std::fmt;
use std::sync::Arc;

use bindery_model::catalogue::FieldType;
use indexmap::IndexMap;

use crate::attribute;
use crate::value::{Text, Value};

/// The names a template can read. Cloning is cheap; [`with`](Self::with) makes an extended copy.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    roots: IndexMap<Text, Value>,
    clock: i64,
    zone: jiff::tz::TimeZone,
    seed: u64,
    secrets: Vec<Text>,
}

impl fmt::Debug for Context {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.names()).finish()
    }
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
            secrets: Vec::new(),
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
        self.with(name, value.into_bound(attribute::type_of_root(name)))
    }

    /// This context, in which every map under a name that the catalogue knows as an object of the
    /// engine is bound as one ([`with_object`](Self::with_object)).
    #[must_use]
    pub fn with_objects(self) -> Self {
        let mut bound = self.clone();
        for (name, value) in self.roots() {
            if attribute::type_of_root(name) != FieldType::Any {
                bound = bound.with_object(name, value.clone());
            }
        }
        bound
    }

    /// This context and one more root whose texts never show in an error (house rule: a secret
    /// reaches no message).
    #[must_use]
    pub fn with_secret(&self, name: &str, value: Value) -> Self {
        let mut copy = self.with(name, value.clone());
        let inner = Arc::make_mut(&mut copy.inner);
        let mut pending = vec![value];
        while let Some(value) = pending.pop() {
            match &value {
                Value::List(list) => pending.extend(list.snapshot()),
                Value::Map(map) => pending.extend(map.snapshot().into_iter().map(|(_, it)| it)),
                other => {
                    if let Some(text) = other.as_str()
                        && text.len() >= 3
                    {
                        inner.secrets.push(Text::from(text));
                    }
                }
            }
        }
        copy
    }

    /// A message without the secrets of this context: from where one begins to the end of the
    /// quotation it stands in.
    #[must_use]
    pub fn mask(&self, message: &str) -> String {
        const RECOGNISED: usize = 6;
        let mut masked = message.to_owned();
        for secret in &self.inner.secrets {
            let start: String = secret.chars().take(RECOGNISED).collect();
            let mut from = 0;
            while let Some(at) = masked.get(from..).and_then(|rest| rest.find(&start)) {
                let begin = from + at;
                let quoted = masked.get(begin..).and_then(|rest| rest.find('`'));
                let end = quoted.map_or(masked.len(), |length| begin + length);
                masked.replace_range(begin..end, "•••");
                from = begin + "•••".len();
            }
        }
        masked
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
            .insert(Text::from(name), value.into_frozen());
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
