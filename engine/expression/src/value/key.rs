//! Keys of maps and members of sets, equal and hashed as Java does it: `1` is not `1L`, and a
//! GString is not the String of the same text.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use indexmap::{Equivalent, IndexMap};

use super::effort::{read, same_text, spend, text_order};
use super::{Object, Text, Value};

/// A key; strings apart, because nearly all are.
#[derive(Debug, Clone)]
pub enum Key {
    String(Text),
    Other(Value),
}

impl Key {
    pub(crate) fn new(value: Value) -> Self {
        match value {
            Value::String(text) => Self::String(text),
            other => Self::Other(other),
        }
    }

    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::String(text) => Value::String(text.clone()),
            Self::Other(value) => value.clone(),
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Other(_) => None,
        }
    }

    /// `String.hashCode` and its relatives.
    pub(crate) fn hash_code(&self) -> i32 {
        self.hash_at(0)
    }

    fn hash_at(&self, depth: usize) -> i32 {
        match self {
            Self::String(text) => hash_text(text),
            Self::Other(value) => hash_value(value, depth),
        }
    }

    /// The hash that `HashMap` uses to choose a bucket.
    pub(crate) fn spread_hash(&self) -> u32 {
        let hash = self.hash_code() as u32;
        hash ^ (hash >> 16)
    }

    /// The natural order of keys in a `TreeMap`.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::String(left), Self::String(right)) => text_order(left, right),
            (left, right) => crate::operator::order_loosely(&left.to_value(), &right.to_value()),
        }
    }
}

/// Java's hash of a string: over UTF-16 units, wrapping.
pub(crate) fn hash_text(text: &str) -> i32 {
    if !read(text.len()) {
        return 0;
    }
    text.encode_utf16().fold(0, |hash: i32, unit| {
        hash.wrapping_mul(31).wrapping_add(i32::from(unit))
    })
}

/// How deep structured keys are hashed and compared; deeper parts are taken as equal.
const DEPTH: usize = 64;

pub(crate) fn hash_value(value: &Value, depth: usize) -> i32 {
    let fold = |bits: u64| (bits ^ (bits >> 32)) as u32 as i32;
    match value {
        Value::Null => 0,
        Value::Boolean(value) => {
            if *value {
                1231
            } else {
                1237
            }
        }
        Value::Byte(value) => i32::from(*value),
        Value::Integer(value) => *value,
        Value::Long(value) => fold(*value as u64),
        Value::Date(value) => fold(*value as u64),
        Value::Float(value) => value.to_bits() as i32,
        Value::Double(value) => fold(value.to_bits()),
        Value::Character(value) => *value as i32,
        Value::String(text) => hash_text(text),
        Value::GString(gstring) => hash_text(&gstring.text).wrapping_add(37),
        Value::BigInteger(value) => {
            let (sign, words) = value.to_u32_digits_signed();
            let hash = words.iter().rev().fold(0_i32, |hash, word| {
                hash.wrapping_mul(31).wrapping_add(*word as i32)
            });
            hash.wrapping_mul(sign)
        }
        Value::BigDecimal(value) => hash_value(&Value::big_integer(value.digits.clone()), depth)
            .wrapping_mul(31)
            .wrapping_add(value.scale as i32),
        Value::Class(name) => hash_text(name),
        Value::List(list) if depth < DEPTH && spend(1 + list.peek_with(<[Value]>::len)) => {
            let set = list.kind().is_set();
            list.peek_with(|items| {
                items.iter().fold(i32::from(!set), |hash, item| {
                    let hash = if set { hash } else { hash.wrapping_mul(31) };
                    hash.wrapping_add(hash_value(item, depth + 1))
                })
            })
        }
        Value::Map(map) if depth < DEPTH && spend(1 + map.peek_with(IndexMap::len)) => map
            .peek_with(|entries| {
                entries.iter().fold(0, |hash: i32, (key, value)| {
                    hash.wrapping_add(key.hash_at(depth + 1) ^ hash_value(value, depth + 1))
                })
            }),
        _ => 17,
    }
}

trait SignedDigits {
    fn to_u32_digits_signed(&self) -> (i32, Vec<u32>);
}

impl SignedDigits for num_bigint::BigInt {
    fn to_u32_digits_signed(&self) -> (i32, Vec<u32>) {
        let (sign, digits) = self.to_u32_digits();
        (
            if sign == num_bigint::Sign::Minus {
                -1
            } else {
                1
            },
            digits,
        )
    }
}

/// `Object.equals`: same class, same content.
pub(crate) fn same(left: &Value, right: &Value, depth: usize) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Boolean(left), Value::Boolean(right)) => left == right,
        (Value::Byte(left), Value::Byte(right)) => left == right,
        (Value::Integer(left), Value::Integer(right)) => left == right,
        (Value::Long(left), Value::Long(right)) | (Value::Date(left), Value::Date(right)) => {
            left == right
        }
        (Value::Float(left), Value::Float(right)) => left.to_bits() == right.to_bits(),
        (Value::Double(left), Value::Double(right)) => left.to_bits() == right.to_bits(),
        (Value::Character(left), Value::Character(right)) => left == right,
        (Value::String(left), Value::String(right)) => same_text(left, right),
        (Value::GString(left), Value::GString(right)) => same_text(&left.text, &right.text),
        (Value::BigInteger(left), Value::BigInteger(right)) => left == right,
        (Value::BigDecimal(left), Value::BigDecimal(right)) => left == right,
        (Value::Class(left), Value::Class(right)) => left == right,
        (Value::Range(left), Value::Range(right)) => left == right,
        (Value::List(left), Value::List(right)) => {
            if left.identity() == right.identity() {
                return true;
            }
            let arrays = left.kind().is_array() || right.kind().is_array();
            let sets = left.kind().is_set() != right.kind().is_set();
            if arrays || sets || depth >= DEPTH {
                return false;
            }
            left.peek_with(|left| {
                right.peek_with(|right| {
                    left.len() == right.len()
                        && spend(4 + 2 * left.len())
                        && left
                            .iter()
                            .zip(right)
                            .all(|(left, right)| same(left, right, depth + 1))
                })
            })
        }
        (Value::Map(left), Value::Map(right)) => {
            if left.identity() == right.identity() {
                return true;
            }
            if depth >= DEPTH {
                return false;
            }
            left.peek_with(|left| {
                right.peek_with(|right| {
                    left.len() == right.len()
                        && spend(4 + 4 * left.len())
                        && left.iter().all(|(key, value)| {
                            let other = right.get(key);
                            other.is_some_and(|other| same(value, other, depth + 1))
                        })
                })
            })
        }
        (Value::Closure(left), Value::Closure(right)) => std::sync::Arc::ptr_eq(left, right),
        (Value::Object(left), Value::Object(right)) => {
            std::sync::Arc::ptr_eq(left, right)
                || depth < DEPTH && spend(1) && left.same(right, depth)
        }
        _ => false,
    }
}

impl Value {
    /// Whether both are the same member of one view: equal, or entries of the same key.
    pub(crate) fn is_same_member(&self, other: &Self) -> bool {
        if let (Self::Object(left), Self::Object(right)) = (self, other)
            && let (Object::Entry { key: left, .. }, Object::Entry { key: right, .. }) =
                (&**left, &**right)
        {
            return left == right;
        }
        same(self, other, 0)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::String(left), Self::String(right)) => same_text(left, right),
            (Self::Other(left), Self::Other(right)) => same(left, right, 0),
            _ => false,
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::String(text) if read(text.len()) => text.as_str().hash(state),
            Self::String(_) => 0.hash(state),
            // Java's hash of these is their identity: here it would be one for all.
            Self::Other(Value::Closure(closure)) => std::sync::Arc::as_ptr(closure).hash(state),
            Self::Other(Value::Object(object)) if !object.is_value() => {
                std::sync::Arc::as_ptr(object).hash(state);
            }
            Self::Other(Value::Object(object)) => object.hash_content(state),
            Self::Other(Value::Range(range)) => (range.from, range.to).hash(state),
            Self::Other(value) => feed(value, state, 0),
        }
    }
}

/// Hashes a value by its content, as fits [`same`]. Java's hash of long numbers and of texts in lists
/// is easily the same for many.
fn feed<H: Hasher>(value: &Value, state: &mut H, depth: usize) {
    match value {
        Value::Long(value) | Value::Date(value) => value.hash(state),
        Value::Double(value) => value.to_bits().hash(state),
        Value::String(text) if read(text.len()) => text.as_str().hash(state),
        Value::GString(gstring) if read(gstring.text.len()) => gstring.text.hash(state),
        Value::String(_) | Value::GString(_) => 0.hash(state),
        Value::BigInteger(value) => value.hash(state),
        Value::BigDecimal(value) => (&value.digits, value.scale).hash(state),
        Value::List(list) if depth < DEPTH && spend(1 + list.peek_with(<[Value]>::len)) => {
            list.peek_with(|items| {
                items.len().hash(state);
                items.iter().for_each(|item| feed(item, state, depth + 1));
            });
        }
        Value::Map(map) if depth < DEPTH && spend(1 + 2 * map.peek_with(IndexMap::len)) => {
            // Equal maps may hold their entries in another order.
            let sum = map.peek_with(|entries| {
                entries.iter().fold(0_u64, |sum, (key, value)| {
                    let mut entry = DefaultHasher::new();
                    feed(&key.to_value(), &mut entry, depth + 1);
                    feed(value, &mut entry, depth + 1);
                    sum.wrapping_add(entry.finish())
                })
            });
            sum.hash(state);
        }
        other => hash_value(other, depth).hash(state),
    }
}

impl Equivalent<Key> for str {
    fn equivalent(&self, key: &Key) -> bool {
        key.as_str() == Some(self)
    }
}
