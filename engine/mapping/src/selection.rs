//! Selections: which parts of a body anybody will look at, and reading only those.
//!
//! A page of an import is read for a handful of paths, and most of its bytes are none of them. A
//! selection is the union of those paths; a body parsed through it holds what they lead to and
//! nothing else, so that every path of it finds in the part what it would find in the whole. Lists
//! are kept in full length, since indexes count their elements. Text that is not selected is still
//! checked to be JSON.
//!
//! Keys with dots in them are matched by runs of segments (`path`), so a key that begins with a
//! selected one and a dot is kept whole.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::path::Path;

mod refill;

use refill::Refill;

/// The parts of a body that are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    whole: bool,
    keys: Vec<(String, Selection)>,
}

/// The key under which the JSON reader hands over a number with all its digits.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

impl Selection {
    /// Everything: a body read through it is the body.
    #[must_use]
    pub const fn whole() -> Self {
        Self {
            whole: true,
            keys: Vec::new(),
        }
    }

    /// The selection of what lies at a path, to add further paths to. A path that may lead anywhere
    /// selects the whole.
    pub fn at(&mut self, path: &Path) -> &mut Self {
        match path.keys() {
            Some(keys) => keys.fold(self, Self::below),
            None => {
                self.whole = true;
                self
            }
        }
    }

    /// The selection below a key.
    pub fn below(&mut self, key: &str) -> &mut Self {
        let at = match self.keys.iter().position(|(name, _)| name == key) {
            Some(at) => at,
            None => {
                self.keys.push((key.to_owned(), Self::default()));
                self.keys.len() - 1
            }
        };
        &mut self.keys[at].1
    }

    /// Adds what a path leads to, with all that is in it.
    pub fn add(&mut self, path: &Path) {
        self.at(path).add_whole();
    }

    /// Adds everything below here.
    pub fn add_whole(&mut self) {
        self.whole = true;
        self.keys.clear();
    }

    /// Adds everything that another selection has.
    pub fn merge(&mut self, other: &Self) {
        if other.whole {
            self.add_whole();
        }
        for (key, below) in &other.keys {
            self.below(key).merge(below);
        }
    }

    /// What is selected below a key; `None` where nothing is.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self.of(key) {
            Kept::Selected(below) => Some(below),
            Kept::Skipped if self.whole => Some(&WHOLE),
            Kept::Skipped => None,
        }
    }

    /// The selected part of a value that was parsed.
    #[must_use]
    pub fn pick(&self, value: &Value) -> Value {
        match value {
            Value::Object(fields) if !self.whole => {
                let kept = fields.iter().filter_map(|(key, value)| {
                    self.get(key).map(|below| (key.clone(), below.pick(value)))
                });
                Value::Object(kept.collect())
            }
            Value::Array(elements) if !self.whole => {
                Value::Array(elements.iter().map(|element| self.pick(element)).collect())
            }
            _ => value.clone(),
        }
    }

    /// Whether it is everything.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Parses a text, keeping what is selected.
    ///
    /// # Errors
    /// Where the text is not JSON, as the JSON reader says it.
    pub fn parse(&self, text: &str) -> serde_json::Result<Value> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = self.deserialize(&mut reader)?;
        reader.end()?;
        Ok(value)
    }

    /// The same into a value that was parsed before, so that its texts, lists and objects are used
    /// again: the pages of a feed are alike. What the value was makes no difference.
    ///
    /// # Errors
    /// As [`Selection::parse`]; the value is then of no use.
    pub fn parse_into(&self, text: &str, value: &mut Value) -> serde_json::Result<()> {
        let mut reader = serde_json::Deserializer::from_str(text);
        Refill(self, value).deserialize(&mut reader)?;
        reader.end()
    }

    /// What becomes of a key. A run of segments may name the same key as a single one does
    /// (`a.b` and `a~dot#b`), so the run is asked for first: it keeps the more.
    fn of(&self, key: &str) -> Kept<'_> {
        let begins = |(name, _): &(String, Self)| {
            key.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
        };
        if key.contains('.') && self.keys.iter().any(begins) {
            return Kept::Selected(&WHOLE);
        }
        match self.keys.iter().find(|(name, _)| name == key) {
            Some((_, below)) => Kept::Selected(below),
            None => Kept::Skipped,
        }
    }
}

static WHOLE: Selection = Selection::whole();

impl<'de> DeserializeSeed<'de> for &Selection {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        if self.whole {
            return Value::deserialize(reader);
        }
        reader.deserialize_any(Part(self))
    }
}

/// Builds the selected part of a value.
struct Part<'s>(&'s Selection);

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(self.0)? {
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut kept = Map::with_capacity(self.0.keys.len());
        while let Some(key) = fields.next_key_seed(KeyOf(self.0))? {
            match key {
                Field::Skipped => {
                    fields.next_value::<IgnoredAny>()?;
                }
                Field::Number => {
                    let digits: String = fields.next_value()?;
                    return digits
                        .parse::<Number>()
                        .map(Value::Number)
                        .map_err(A::Error::custom);
                }
                Field::Kept(name, below) => {
                    kept.insert(name, fields.next_value_seed(below)?);
                }
            }
        }
        Ok(Value::Object(kept))
    }
}

/// What becomes of a key's value.
enum Kept<'s> {
    Selected(&'s Selection),
    Skipped,
}

/// A key that was read.
enum Field<'s> {
    Kept(String, &'s Selection),
    Skipped,
    Number,
}

/// Reads a key without making a text of it where it is not selected.
struct KeyOf<'s>(&'s Selection);

impl<'de, 's> DeserializeSeed<'de> for KeyOf<'s> {
    type Value = Field<'s>;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Field<'s>, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<'s> Visitor<'_> for KeyOf<'s> {
    type Value = Field<'s>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Field<'s>, E> {
        Ok(match self.0.of(key) {
            Kept::Selected(below) => Field::Kept(key.to_owned(), below),
            Kept::Skipped if key == NUMBER_TOKEN => Field::Number,
            Kept::Skipped => Field::Skipped,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn select(paths: &[&str]) -> Selection {
        let mut selection = Selection::default();
        for path in paths {
            selection.add(&Path::parse(path).unwrap());
        }
        selection
    }

    #[test]
    fn only_what_paths_lead_to_is_kept() {
        let text = r#"{"a": {"b": 1.50, "c": [2]}, "d": [{"e": 1, "f": 2}, null, 3], "g": 4}"#;
        for (paths, kept) in [
            (&["a.b"][..], json!({"a": {"b": 1}})),
            (&["d.e"], json!({"d": [{"e": 1}, null, 3]})),
            (&["d[1].e", "g"], json!({"d": [{"e": 1}, null, 3], "g": 4})),
            (&["a", "a.b"], json!({"a": {"b": 1, "c": [2]}})),
            (&["zz"], json!({})),
            (&["g.h"], json!({"g": 4})),
        ] {
            let expected = kept.to_string().replace("\"b\":1", "\"b\":1.50");
            assert_eq!(
                select(paths).parse(text).unwrap().to_string(),
                expected,
                "{paths:?}"
            );
        }
        for paths in [&[""][..], &["$.a[*]"], &["a", ""]] {
            assert_eq!(
                select(paths).parse(text).unwrap(),
                serde_json::from_str::<Value>(text).unwrap()
            );
        }
    }

    #[test]
    fn keys_with_dots_are_found_as_paths_find_them() {
        let text = r#"{"urn:x:2.0:U": {"dep": "D", "z": 1}, "o.d": "v", "n": 1}"#;
        let kept = select(&["urn:x:2.0:U.dep", "o~dot#d"]).parse(text).unwrap();
        assert_eq!(
            kept,
            json!({"urn:x:2.0:U": {"dep": "D", "z": 1}, "o.d": "v"})
        );
    }

    #[test]
    fn a_key_named_by_a_run_and_by_a_segment_is_kept_for_both() {
        let text = r#"{"a.b": {"a.b": null, "c": 1}, "z": 1}"#;
        let kept = select(&["a~dot#b.c", "a.b"]).parse(text).unwrap();
        assert_eq!(kept, json!({"a.b": {"a.b": null, "c": 1}}));
    }

    #[test]
    fn a_value_is_used_again_whatever_it_was() {
        let selection = select(&["id", "tags", "n", "o.p"]);
        let mut value = Value::Null;
        for text in [
            r#"[{"id": "one", "tags": ["a", "b"], "n": 1.50, "x": 0}, {"id": "two"}]"#,
            r#"[{"id": "three", "tags": [], "n": 2}, {"n": null, "id": "four"}, {"o": {"p": "q"}}]"#,
            r#"[{"id": "five", "id": "six"}]"#,
            r#"{"id": 12345678901234567890123, "tags": {"a": 1}}"#,
            r#"{"tags": "t", "id": true, "o": {"p": [1, {"z": 2}], "y": 3}}"#,
            r#""text""#,
            "[]",
            "7",
        ] {
            selection.parse_into(text, &mut value).unwrap();
            assert_eq!(
                value.to_string(),
                selection.parse(text).unwrap().to_string()
            );
        }
        assert!(selection.parse_into("[1", &mut value).is_err());
    }

    #[test]
    fn what_is_skipped_still_has_to_be_json() {
        let selection = select(&["a"]);
        for text in [r#"{"b": [1,}"#, r#"{"b": 1} x"#, "", r#"{"b": tru}"#] {
            assert!(selection.parse(text).is_err(), "{text}");
        }
    }

    fn json_text() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i32>().prop_map(Value::from),
            "[ab.]{0,3}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                prop::collection::vec(("(a|b|c|a\\.b|b\\.c)", inner), 0..4)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_path_finds_in_the_part_what_it_finds_in_the_whole(
            body in json_text(),
            before in json_text(),
            paths in prop::collection::vec("(a|b|c|a~dot#b)(\\[[01*]\\])?(\\.(a|b|c)(\\[[01]\\])?){0,3}", 1..4),
        ) {
            let texts: Vec<&str> = paths.iter().map(String::as_str).collect();
            let selection = select(&texts);
            let part = selection.parse(&body.to_string()).unwrap();
            prop_assert_eq!(&part, &selection.pick(&body));
            let mut again = before;
            selection.parse_into(&body.to_string(), &mut again).unwrap();
            prop_assert_eq!(again.to_string(), part.to_string());
            for text in texts {
                let path = Path::parse(text).unwrap();
                prop_assert_eq!(path.get(&part), path.get(&body), "{} in {}", text, body);
            }
        }
    }
}
