//! The few Java and Groovy objects that are neither data nor collections.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use super::debris::{Debris, clear, clear_values};
use super::{Key, Map, Text, Value};

/// A string with interpolated values, and its text when it was made.
#[derive(Debug)]
pub struct GString {
    /// Whether it holds what may change, a list or a closure, and is printed anew each time.
    pub(crate) lazy: bool,
    pub(crate) strings: Vec<Text>,
    pub(crate) values: Vec<Value>,
    pub(crate) text: Text,
}

/// `from..to`, over numbers, characters or single-letter strings.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Range {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) reverse: bool,
    pub(crate) kind: RangeKind,
    /// `a..<a` has no members.
    pub(crate) empty: bool,
    /// Whether it was written with `..<` and says so.
    pub(crate) exclusive: bool,
}

/// What a range walks over.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum RangeKind {
    Integers,
    Longs,
    Letters,
    Characters,
}

impl Range {
    pub(crate) fn len(&self) -> usize {
        if self.empty {
            0
        } else {
            let last = self.to.saturating_sub(self.from);
            usize::try_from(last.saturating_add(1)).unwrap_or(0)
        }
    }

    /// What `toString` says: the ends, as they were written.
    pub(crate) fn ends(&self) -> String {
        let text = |at: usize| {
            self.get(at)
                .map_or_else(String::new, |end| end.to_text().to_string())
        };
        let (first, last) = (text(0), text(self.len().saturating_sub(1)));
        match (self.empty, self.exclusive) {
            (true, _) => format!("{0}..<{0}", self.from),
            (false, true) if self.reverse => format!("{first}..<{}", self.from.wrapping_sub(1)),
            (false, true) => format!("{first}..<{}", self.to.wrapping_add(1)),
            (false, false) => format!("{first}..{last}"),
        }
    }

    /// The member at a position counted from its first.
    pub(crate) fn get(&self, index: usize) -> Option<Value> {
        if index >= self.len() {
            return None;
        }
        let offset = i64::try_from(index).ok()?;
        let number = if self.reverse {
            self.to.wrapping_sub(offset)
        } else {
            self.from.wrapping_add(offset)
        };
        let letter = || u32::try_from(number).ok().and_then(char::from_u32);
        Some(match self.kind {
            RangeKind::Integers => Value::Integer(number as i32),
            RangeKind::Longs => Value::Long(number),
            RangeKind::Letters => Value::string(letter()?.to_string()),
            RangeKind::Characters => Value::Character(letter()?),
        })
    }
}

impl Drop for GString {
    fn drop(&mut self) {
        clear_values(mem::take(&mut self.values));
    }
}

/// A compiled regular expression with its Java source.
#[derive(Debug)]
pub struct Pattern {
    pub(crate) source: Text,
    pub(crate) regex: fancy_regex::Regex,
}

/// What a closure takes, known where it is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Signature {
    /// Parameters with their declared types as indexes of the type table; one without a type for the implicit `it`.
    pub(crate) types: Vec<Option<usize>>,
    /// The declared type of the result, as an index of the type table.
    pub(crate) result: Option<usize>,
    /// How many of them have a default value.
    pub(crate) defaults: usize,
    /// How much of the call depth a call takes: deep bodies take more.
    pub(crate) weight: usize,
    /// Whether the one parameter is the implicit `it`.
    pub(crate) implicit: bool,
    /// Whether the body calls the closure itself, by `call(…)`.
    pub(crate) recursive: bool,
}

/// A closure: a function of the script with what was bound to it.
#[derive(Debug)]
pub struct Closure {
    pub(crate) code: Code,
    pub(crate) signature: Signature,
    /// Arguments of `curry`, given first.
    pub(crate) curried: Vec<Value>,
    /// Arguments of `rcurry`, given last.
    pub(crate) curried_right: Vec<Value>,
}

/// What runs when a closure is called.
#[derive(Debug)]
pub(crate) enum Code {
    /// A closure of the script; taken away when the evaluation ends, which breaks its cycles.
    Script(Mutex<Option<Arc<rhai::FnPtr>>>),
    /// `f >> g`: the second on the result of the first.
    Composed(Value, Value),
    /// `target.&name`
    Method(Value, Text),
}

impl Drop for Closure {
    fn drop(&mut self) {
        let mut held = mem::take(&mut self.curried);
        held.append(&mut self.curried_right);
        match &mut self.code {
            Code::Script(function) => {
                let function = function.get_mut().unwrap_or_else(PoisonError::into_inner);
                if let Some(_function) = function.take() {
                    clear(Debris::Code { _function });
                }
            }
            Code::Composed(first, second) => held.extend([mem::take(first), mem::take(second)]),
            Code::Method(target, _) => held.push(mem::take(target)),
        }
        clear_values(held);
    }
}

/// A Java object with an identity of its own.
pub enum Object {
    #[doc(hidden)]
    StringBuilder {
        text: Mutex<String>,
        /// Whether it is a `StringBuffer`.
        shared: bool,
    },
    #[doc(hidden)]
    DateFormat {
        pattern: Mutex<Text>,
        /// The language of its names: `en`.
        language: Text,
        zone: Mutex<Option<Text>>,
        lenient: Mutex<bool>,
    },
    #[doc(hidden)]
    JsonBuilder(Mutex<Value>),
    #[doc(hidden)]
    JsonSlurper,
    #[doc(hidden)]
    Mapper { pretty: bool },
    #[doc(hidden)]
    Calendar {
        millis: Mutex<i64>,
        zone: Mutex<Text>,
    },
    #[doc(hidden)]
    TimeZone(Text),
    #[doc(hidden)]
    Locale(Text),
    #[doc(hidden)]
    Uuid(Text),
    /// What `encodeBase64` and `encodeHex` give: it is written as text, and answers little else.
    #[doc(hidden)]
    Encoded { text: Text, hex: bool },
    #[doc(hidden)]
    Encoder { kind: &'static str },
    #[doc(hidden)]
    Iterator {
        items: Vec<Value>,
        next: Mutex<usize>,
    },
    #[doc(hidden)]
    Entry {
        map: Option<Map>,
        key: Key,
        value: Mutex<Value>,
    },
    #[doc(hidden)]
    Throwable {
        class: Text,
        /// `None` where Java has words of its own that bindery does not know.
        message: Option<Value>,
        cause: Value,
    },
    #[doc(hidden)]
    Matcher {
        pattern: Value,
        text: Text,
        state: Mutex<MatcherState>,
    },
    #[doc(hidden)]
    LocalDate(jiff::civil::Date),
    #[doc(hidden)]
    LocalDateTime(jiff::civil::DateTime),
    #[doc(hidden)]
    Instant(jiff::Timestamp),
    #[doc(hidden)]
    Zoned(jiff::ZonedDateTime),
    #[doc(hidden)]
    Formatter(Text),
    #[doc(hidden)]
    DecimalFormat(Mutex<crate::number_format::NumberPattern>),
    #[doc(hidden)]
    MessageFormat(Text),
    #[doc(hidden)]
    Random {
        seed: Mutex<u64>,
        /// The second of two Gaussian numbers, made together.
        spare: Mutex<Option<f64>>,
    },
    #[doc(hidden)]
    Scanner {
        text: Text,
        at: Mutex<usize>,
        delimiter: Mutex<Option<Text>>,
    },
    /// `StringJoiner`
    #[doc(hidden)]
    Joiner {
        separator: Text,
        prefix: Text,
        suffix: Text,
        pieces: Mutex<Vec<Text>>,
    },
    #[doc(hidden)]
    Plain { class: Text },
    /// A constant of an enumeration.
    #[doc(hidden)]
    Constant {
        class: &'static str,
        name: &'static str,
        ordinal: i32,
    },
    #[doc(hidden)]
    LocalTime(jiff::civil::Time),
    #[doc(hidden)]
    OffsetDateTime(jiff::ZonedDateTime),
    #[doc(hidden)]
    ZoneId(Text),
    #[doc(hidden)]
    Duration(jiff::SignedDuration),
    #[doc(hidden)]
    Period { years: i32, months: i32, days: i32 },
    /// `MessageDigest`, with what it was given so far.
    #[doc(hidden)]
    Digest {
        algorithm: crate::digest::Algorithm,
        data: Mutex<Vec<u8>>,
    },
    #[doc(hidden)]
    Mac {
        algorithm: crate::digest::Algorithm,
        name: Text,
        key: Mutex<Option<Vec<u8>>>,
        data: Mutex<Vec<u8>>,
    },
    #[doc(hidden)]
    SecretKey { algorithm: Text, key: Vec<u8> },
    #[doc(hidden)]
    Uri(crate::uri::Uri),
    /// A node of Jackson's tree; none where there is nothing.
    #[doc(hidden)]
    Node(Option<Value>),
    #[doc(hidden)]
    Optional(Option<Value>),
    #[doc(hidden)]
    Stream(Vec<Value>),
    #[doc(hidden)]
    Collector {
        name: &'static str,
        arguments: Vec<Value>,
    },
    #[doc(hidden)]
    Atomic { long: bool, value: Mutex<i64> },
    /// `binding`, whose `variables` are the roots.
    #[doc(hidden)]
    Binding,
}

impl Drop for Object {
    fn drop(&mut self) {
        let inside = |slot: &mut Mutex<Value>| {
            mem::take(slot.get_mut().unwrap_or_else(PoisonError::into_inner))
        };
        clear_values(match self {
            Self::Iterator { items, .. } | Self::Stream(items) => mem::take(items),
            Self::Collector { arguments, .. } => mem::take(arguments),
            Self::JsonBuilder(value) | Self::Entry { value, .. } => vec![inside(value)],
            Self::Throwable { message, cause, .. } => {
                vec![message.take().unwrap_or_default(), mem::take(cause)]
            }
            Self::Matcher { pattern: value, .. } => vec![mem::take(value)],
            Self::Node(value) | Self::Optional(value) => value.take().into_iter().collect(),
            _ => return,
        });
    }
}

impl fmt::Debug for Object {
    /// Says only that there is one: keys, digests and texts inside may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Object(…)")
    }
}

/// Where a matcher stands.
#[derive(Debug, Default)]
pub struct MatcherState {
    pub(crate) position: usize,
    pub(crate) groups: Vec<Option<(usize, usize)>>,
}

impl Object {
    /// A `Random` with a seed.
    pub(crate) fn random(seed: u64) -> Self {
        Self::Random {
            seed: Mutex::new((seed ^ 0x5_DEEC_E66D) & ((1 << 48) - 1)),
            spare: Mutex::new(None),
        }
    }

    /// A `StringBuilder`, or a `StringBuffer`, with a text.
    pub(crate) fn builder(text: impl Into<String>, shared: bool) -> Self {
        Self::StringBuilder {
            text: Mutex::new(text.into()),
            shared,
        }
    }

    /// Whether it is equal to others of the same content, as [`same`](Self::same) tells.
    pub(crate) const fn is_value(&self) -> bool {
        matches!(
            self,
            Self::Uuid(_)
                | Self::TimeZone(_)
                | Self::Locale(_)
                | Self::LocalDate(_)
                | Self::LocalDateTime(_)
                | Self::Instant(_)
                | Self::LocalTime(_)
                | Self::Zoned(_)
                | Self::OffsetDateTime(_)
                | Self::ZoneId(_)
                | Self::Duration(_)
                | Self::Period { .. }
                | Self::Constant { .. }
                | Self::Plain { .. }
                | Self::Uri(_)
                | Self::Node(_)
                | Self::Optional(_)
        )
    }

    /// A hash that is the same for equal objects.
    pub(crate) fn hash_content<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Uuid(text) | Self::TimeZone(text) | Self::Locale(text) | Self::ZoneId(text) => {
                text.hash(state);
            }
            Self::LocalDate(date) => date.hash(state),
            Self::LocalDateTime(time) => time.hash(state),
            Self::Instant(instant) => instant.hash(state),
            Self::LocalTime(time) => time.hash(state),
            Self::Zoned(time) | Self::OffsetDateTime(time) => time.timestamp().hash(state),
            Self::Duration(duration) => duration.hash(state),
            Self::Constant { ordinal, .. } => ordinal.hash(state),
            _ => 17.hash(state),
        }
    }

    /// `equals` of the objects that are values.
    pub(crate) fn same(&self, other: &Self, depth: usize) -> bool {
        match (self, other) {
            (Self::Uuid(left), Self::Uuid(right))
            | (Self::TimeZone(left), Self::TimeZone(right))
            | (Self::Locale(left), Self::Locale(right)) => left == right,
            (Self::LocalDate(left), Self::LocalDate(right)) => left == right,
            (Self::LocalDateTime(left), Self::LocalDateTime(right)) => left == right,
            (Self::Instant(left), Self::Instant(right)) => left == right,
            (Self::LocalTime(left), Self::LocalTime(right)) => left == right,
            (Self::Zoned(left), Self::Zoned(right))
            | (Self::OffsetDateTime(left), Self::OffsetDateTime(right)) => {
                left == right && left.time_zone() == right.time_zone()
            }
            (Self::ZoneId(left), Self::ZoneId(right)) => left == right,
            (Self::Duration(left), Self::Duration(right)) => left == right,
            (
                Self::Period {
                    years,
                    months,
                    days,
                },
                Self::Period {
                    years: other_years,
                    months: other_months,
                    days: other_days,
                },
            ) => (years, months, days) == (other_years, other_months, other_days),
            (
                Self::Constant { class, name, .. },
                Self::Constant {
                    class: other_class,
                    name: other_name,
                    ..
                },
            ) => class == other_class && name == other_name,
            (Self::Plain { class }, Self::Plain { class: other }) => {
                crate::library::is_rounding(class) && class == other
            }
            (Self::Uri(left), Self::Uri(right)) => left == right,
            (Self::Node(left), Self::Node(right))
            | (Self::Optional(left), Self::Optional(right)) => match (left, right) {
                (Some(left), Some(right)) => super::key::same(left, right, depth + 1),
                (None, None) => true,
                _ => false,
            },
            _ => false,
        }
    }
}
