//! Reading a body into the value of the one before.
//!
//! The pages of a feed have the same keys in the same order, record by record. As long as they do, the
//! objects, keys, lists and texts of the page before are filled anew: nothing is hashed, allocated or
//! freed. From where a record differs, its object is built as any other.

use std::mem;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Field, Kept, KeyOf, NUMBER_TOKEN, Part, Selection};

/// Room that a text or a list may have beyond what it holds, in bytes or elements: one that was large once
/// must not stay so for the rest of a feed.
const SPARE: usize = 64;

/// Reads what is selected into a value.
pub(super) struct Refill<'s, 'v>(pub &'s Selection, pub &'v mut Value);

impl<'de> DeserializeSeed<'de> for Refill<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Refill<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        *self.1 = Value::Bool(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        *self.1 = Value::from(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        *self.1 = Value::from(value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        *self.1 = Value::from(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        match self.1 {
            Value::String(text) if text.capacity() <= 2 * value.len() + SPARE => {
                text.clear();
                text.reserve_exact(value.len());
                text.push_str(value);
            }
            slot => *slot = Value::from(value),
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        *self.1 = Value::Null;
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self(selection, slot) = self;
        if selection.is_whole() {
            *slot = Value::deserialize(SeqAccessDeserializer::new(elements))?;
            return Ok(());
        }
        let mut list = match mem::take(slot) {
            Value::Array(list) => list,
            _ => Vec::new(),
        };
        let mut held = 0;
        loop {
            if held == list.len() {
                list.push(Value::Null);
            }
            let Some(element) = list.get_mut(held) else {
                break;
            };
            if elements
                .next_element_seed(Refill(selection, element))?
                .is_none()
            {
                break;
            }
            held += 1;
        }
        list.truncate(held);
        if list.capacity() > 2 * held + SPARE {
            list.shrink_to_fit();
        }
        *slot = Value::Array(list);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let Self(selection, slot) = self;
        if selection.is_whole() {
            *slot = Value::deserialize(MapAccessDeserializer::new(fields))?;
            return Ok(());
        }
        let Value::Object(there) = slot else {
            *slot = Part(selection).visit_map(fields)?;
            return Ok(());
        };
        let (held, end) = fill(selection, there, &mut fields)?;
        let other = match end {
            End::Number(number) => {
                *slot = Value::Number(number);
                return Ok(());
            }
            End::Here => None,
            End::Other(name, below) => Some((name, below)),
        };
        if held < there.len() {
            let mut at = 0;
            there.retain(|_, _| {
                at += 1;
                at <= held
            });
        }
        if let Some((name, below)) = other {
            there.insert(name, fields.next_value_seed(below)?);
            while let Some(key) = fields.next_key_seed(KeyOf(selection))? {
                match key {
                    Field::Kept(name, below) => {
                        there.insert(name, fields.next_value_seed(below)?);
                    }
                    Field::Skipped | Field::Number => {
                        fields.next_value::<IgnoredAny>()?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Why filling an object ended.
enum End<'s> {
    /// The object has.
    Here,
    /// A key came that is not the next one.
    Other(String, &'s Selection),
    /// It is none, but a number.
    Number(Number),
}

/// Fills the values of an object, as long as its keys come in their order; how many did.
fn fill<'de, 's, A: MapAccess<'de>>(
    selection: &'s Selection,
    there: &mut Map<String, Value>,
    fields: &mut A,
) -> Result<(usize, End<'s>), A::Error> {
    let mut held = 0;
    let mut slots = there.iter_mut();
    let mut next = slots.next();
    loop {
        let wanted = next.as_ref().map(|(name, _)| name.as_str());
        match fields.next_key_seed(KeyLike(selection, wanted))? {
            None => return Ok((held, End::Here)),
            Some(Like::Other(Field::Skipped)) => {
                fields.next_value::<IgnoredAny>()?;
            }
            Some(Like::Other(Field::Kept(name, below))) => {
                return Ok((held, End::Other(name, below)));
            }
            Some(Like::Other(Field::Number)) => {
                let digits: String = fields.next_value()?;
                let number = digits.parse().map_err(A::Error::custom)?;
                return Ok((held, End::Number(number)));
            }
            Some(Like::Wanted(below)) => {
                if let Some((_, value)) = next.take() {
                    fields.next_value_seed(Refill(below, value))?;
                }
                held += 1;
                next = slots.next();
            }
        }
    }
}

/// A key that was read where one is expected.
enum Like<'s> {
    Wanted(&'s Selection),
    Other(Field<'s>),
}

/// Reads a key without making a text of it where it is the expected one.
struct KeyLike<'s, 'n>(&'s Selection, Option<&'n str>);

impl<'de, 's> DeserializeSeed<'de> for KeyLike<'s, '_> {
    type Value = Like<'s>;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Like<'s>, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<'s> Visitor<'_> for KeyLike<'s, '_> {
    type Value = Like<'s>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Like<'s>, E> {
        Ok(match self.0.of(key) {
            Kept::Selected(below) if self.1 == Some(key) => Like::Wanted(below),
            Kept::Selected(below) => Like::Other(Field::Kept(key.to_owned(), below)),
            Kept::Skipped if key == NUMBER_TOKEN => Like::Other(Field::Number),
            Kept::Skipped => Like::Other(Field::Skipped),
        })
    }
}
