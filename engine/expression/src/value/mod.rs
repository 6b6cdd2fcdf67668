//! Values with Groovy's types (design D3).
//!
//! Lists and maps are shared references as in Java: a clone of a [`Value`] is another reference to
//! the same list. Data that comes from outside is *frozen*: a write during an evaluation makes a
//! copy that only this evaluation sees (`crate::run`).

mod debris;
mod decimal;
pub(crate) mod effort;
mod json;
mod key;
mod list;
mod map;
mod object;
mod string;
pub(crate) mod weight;

use std::sync::Arc;

use bindery_model::catalogue::FieldType;
use num_bigint::BigInt;

pub(crate) use decimal::{Decimal, LONGEST_NUMBER, power_of_ten};
pub(crate) use json::number_from_text;
pub(crate) use key::Key;
pub use list::List;
pub(crate) use list::{ListKind, Part};
pub use map::Map;
pub(crate) use map::MapKind;
pub(crate) use object::{
    Closure, Code, GString, MatcherState, Object, Pattern, Range, RangeKind, Signature,
};
pub use string::Text;

use crate::run::{Run, State};

/// A value of the binding language.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `java.lang.Boolean`
    Boolean(bool),
    /// `java.lang.Byte`, met only in arrays of bytes
    Byte(i8),
    /// `java.lang.Integer`
    Integer(i32),
    /// `java.lang.Long`
    Long(i64),
    /// `java.lang.Float`
    Float(f32),
    /// `java.lang.Double`
    Double(f64),
    /// `java.lang.Character`
    Character(char),
    /// `java.lang.String`
    String(Text),
    /// Milliseconds since the epoch: `java.util.Date`
    Date(i64),
    /// `java.util.List` of any kind, arrays and sets
    List(List),
    /// `java.util.Map` of any kind
    Map(Map),
    /// `java.lang.Class`, by its full name
    Class(Text),
    #[doc(hidden)]
    BigInteger(Arc<BigInt>),
    #[doc(hidden)]
    BigDecimal(Arc<Decimal>),
    #[doc(hidden)]
    GString(Arc<GString>),
    #[doc(hidden)]
    Range(Arc<Range>),
    #[doc(hidden)]
    Pattern(Arc<Pattern>),
    #[doc(hidden)]
    Closure(Arc<Closure>),
    #[doc(hidden)]
    Object(Arc<Object>),
}

impl Value {
    /// A string.
    #[must_use]
    pub fn string(text: impl Into<Text>) -> Self {
        Self::String(text.into())
    }

    /// A list as it comes from outside: frozen.
    #[must_use]
    pub fn list(items: Vec<Self>) -> Self {
        let items = items.into_iter().map(Self::into_frozen).collect();
        Self::List(List::frozen(ListKind::ArrayList, items))
    }

    /// A map as it comes from outside: frozen, in this order.
    #[must_use]
    pub fn map<K: Into<Text>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (Key::String(key.into()), value.into_frozen()));
        Self::Map(Map::frozen(MapKind::Linked, entries.collect()))
    }

    /// The integer type that holds the number, smallest first as a literal would.
    #[must_use]
    pub fn integer(number: i64) -> Self {
        i32::try_from(number).map_or(Self::Long(number), Self::Integer)
    }

    /// Whether it is null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The characters of a string or GString.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::GString(gstring) => Some(&gstring.text),
            _ => None,
        }
    }

    /// The boolean, where it is one; see [`is_true`](Self::is_true) for Groovy's truth.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The whole number, where it is an Integer or a Long.
    #[must_use]
    pub const fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Byte(value) => Some(*value as i64),
            Self::Integer(value) => Some(*value as i64),
            Self::Long(value) => Some(*value),
            _ => None,
        }
    }

    /// The value of a map's string key; `None` when it is no map or lacks the key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        match self {
            Self::Map(map) => map.peek(key),
            _ => None,
        }
    }

    /// The items of a list, in order; `None` for anything else.
    #[must_use]
    pub fn items(&self) -> Option<Vec<Self>> {
        match self {
            Self::List(list) => Some(list.snapshot()),
            _ => None,
        }
    }

    /// The entries of a map in its iteration order, keys as text; `None` for anything else.
    #[must_use]
    pub fn entries(&self) -> Option<Vec<(Text, Self)>> {
        let Self::Map(map) = self else { return None };
        let entries = map.snapshot().into_iter();
        Some(
            entries
                .map(|(key, value)| (Text::from(key.to_value().to_text()), value))
                .collect(),
        )
    }

    /// Groovy's truth: null, false, 0, "" and empty collections are false.
    #[must_use]
    pub fn is_true(&self) -> bool {
        crate::operator::truth(&Run::detached(&Arc::new(State::detached())), self)
    }

    /// The text a GString shows for it: `null`, `[a, b]`, `[k:v]`. Empty if it is too large.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::String(text) => text.to_string(),
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            _ => crate::text::to_text(&Run::detached(&Arc::new(State::detached())), self)
                .map_or_else(|_| String::new(), |text| text.to_string()),
        }
    }

    /// Whether two values are equal as Groovy's `==` sees it; false when they cannot be compared.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        crate::operator::equal(&Run::detached(&Arc::new(State::detached())), self, other)
            .unwrap_or(false)
    }

    /// Whether it may hold other values.
    const fn holds_values(&self) -> bool {
        matches!(
            self,
            Self::List(_) | Self::Map(_) | Self::GString(_) | Self::Closure(_) | Self::Object(_)
        )
    }

    /// The value as data from outside: what an evaluation made becomes a copy that no later
    /// evaluation can change.
    pub(crate) fn into_frozen(self) -> Self {
        freeze(self, 0)
    }

    /// The same map as an object of the engine, which answers getters and prints its
    /// [title](FieldType::title). Anything else stays as it is.
    #[must_use]
    pub fn into_bound(self, ty: FieldType) -> Self {
        match self {
            Self::Map(map) => Self::Map(map.into_bound(ty)),
            other => other,
        }
    }

    /// A map that this evaluation owns.
    pub(crate) fn fresh_map(entries: Vec<(Key, Self)>) -> Self {
        Self::Map(Map::fresh(MapKind::Linked, entries))
    }

    pub(crate) fn big_integer(value: BigInt) -> Self {
        Self::BigInteger(Arc::new(value))
    }

    pub(crate) fn decimal(value: Decimal) -> Self {
        Self::BigDecimal(Arc::new(value))
    }

    pub(crate) fn object(object: Object) -> Self {
        Self::Object(Arc::new(object))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::string(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::string(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::integer(value)
    }
}

/// Structures of an evaluation are no deeper than this; what is, is cut off.
const FROZEN_DEPTH: usize = 200;

fn freeze(value: Value, depth: usize) -> Value {
    match value {
        Value::List(list) if !list.is_frozen() => {
            if depth > FROZEN_DEPTH {
                return Value::Null;
            }
            let items = list.snapshot().into_iter();
            let items = items.map(|item| freeze(item, depth + 1)).collect();
            Value::List(List::frozen(list.kind(), items))
        }
        Value::Map(map) if !map.is_frozen() => {
            if depth > FROZEN_DEPTH {
                return Value::Null;
            }
            let entries = map.snapshot().into_iter();
            let entries = entries
                .map(|(key, item)| (key, freeze(item, depth + 1)))
                .collect();
            Value::Map(Map::frozen(map.kind(), entries))
        }
        other => other,
    }
}
