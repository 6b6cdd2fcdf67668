//! Paths into a response: compiled once, walked per record (`rest-dialect §2.7`).
//!
//! | form | meaning |
//! |---|---|
//! | `a.b` | a key, then a key inside it; keys are case-sensitive |
//! | `a[1].b` | an index, 0-based; out of range is nothing |
//! | `a[].b`, `a[*].b` | every element |
//! | `odata~dot#error` | a key with a dot in it |
//! | (empty) | the record itself |
//! | `$`, `$.…`, `$[…` | JSONPath (RFC 9535); a key such as `$ref` is still a key |
//!
//! Real definitions need more (each is a row of [`crate::leniency`]): a dot through a list without an
//! index visits every element; an index on something that is no list is ignored; where keys hold
//! unescaped dots, at each object the longest run of the remaining segments that is a key wins; a
//! trailing `~` and blanks around the path are dropped, as are empty segments. Brackets that hold
//! neither a number nor `*` nor nothing are part of the key.

mod found;
mod jsonpath;
mod walk;

use std::ops::Range;

use serde_json::Value;

pub use found::Found;
use jsonpath::Query;

/// The most segments and indexes a path may have. Responses nest no deeper than 128 (the JSON
/// reader's limit), so a longer path can only be an attack or an accident.
pub const MAX_STEPS: usize = 256;

/// A compiled path.
#[derive(Debug, Clone)]
pub struct Path {
    text: String,
    form: Form,
}

#[derive(Debug, Clone)]
enum Form {
    Record,
    Steps(Steps),
    Query(Query),
}

/// A path as segments over one text, in which a run of segments is a slice.
#[derive(Debug, Clone)]
struct Steps {
    /// The path with `~dot#` decoded.
    text: String,
    segments: Vec<Segment>,
    indexes: Vec<Index>,
}

#[derive(Debug, Clone)]
struct Segment {
    /// The key's place in the text; empty for a bare index such as `[0]`.
    key: Range<usize>,
    /// The indexes behind the key.
    indexes: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Index {
    At(usize),
    Every,
}

/// Why a path cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathError {
    /// More than [`MAX_STEPS`] steps.
    TooLong,
    /// The text begins like JSONPath and is none, or nests too deeply.
    Query,
}

impl std::fmt::Display for PathError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => write!(f, "the path has more than {MAX_STEPS} steps"),
            Self::Query => f.write_str("the path begins like JSONPath but is not valid JSONPath"),
        }
    }
}

impl std::error::Error for PathError {}

impl Path {
    /// Compiles a path.
    ///
    /// # Errors
    /// Only for JSONPath that is not valid and for paths beyond [`MAX_STEPS`]; any other text is a
    /// path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let clean = text.trim().trim_end_matches('~').trim_end();
        let form = if clean.is_empty() || clean == "$" {
            Form::Record
        } else if clean.starts_with("$.") || clean.starts_with("$[") {
            Form::Query(Query::parse(clean)?)
        } else {
            Form::Steps(Steps::parse(clean)?)
        };
        Ok(Self {
            text: text.to_owned(),
            form,
        })
    }

    /// The path that is the record itself.
    #[must_use]
    pub fn record() -> Self {
        Self {
            text: String::new(),
            form: Form::Record,
        }
    }

    /// The path as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the path is the record itself.
    #[must_use]
    pub fn is_record(&self) -> bool {
        matches!(self.form, Form::Record)
    }

    /// Whether the path is JSONPath.
    #[must_use]
    pub fn is_query(&self) -> bool {
        matches!(self.form, Form::Query(_))
    }

    /// The keys on the way, in order; `None` where the path may lead anywhere (JSONPath).
    pub(crate) fn keys(&self) -> Option<impl Iterator<Item = &str>> {
        let (text, segments): (&str, &[Segment]) = match &self.form {
            Form::Record => ("", &[]),
            Form::Steps(steps) => (&steps.text, &steps.segments),
            Form::Query(_) => return None,
        };
        let keys = segments
            .iter()
            .map(|segment| text.get(segment.key.clone()).unwrap_or_default());
        Some(keys.filter(|key| !key.is_empty()))
    }

    /// What the path leads to in a value.
    #[must_use]
    pub fn get<'v>(&self, value: &'v Value) -> Found<'v> {
        match &self.form {
            Form::Record => Found::One(value),
            Form::Steps(steps) => steps.walk(value),
            Form::Query(query) => query.run(value),
        }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl Steps {
    fn parse(clean: &str) -> Result<Self, PathError> {
        let mut steps = Self {
            text: String::with_capacity(clean.len()),
            segments: Vec::new(),
            indexes: Vec::new(),
        };
        for part in clean.split('.').filter(|part| !part.is_empty()) {
            if !steps.text.is_empty() {
                steps.text.push('.');
            }
            let (key, found) = split_indexes(part);
            let key_start = steps.text.len();
            steps.text.push_str(&key.replace("~dot#", "."));
            let key_end = steps.text.len();
            let first = steps.indexes.len();
            steps.indexes.extend(found);
            steps.segments.push(Segment {
                key: key_start..key_end,
                indexes: first..steps.indexes.len(),
            });
            if steps.segments.len() + steps.indexes.len() > MAX_STEPS {
                return Err(PathError::TooLong);
            }
        }
        Ok(steps)
    }
}

/// Takes the indexes off the end of a segment: `roles[0][*]` is `roles` and two of them.
fn split_indexes(part: &str) -> (&str, Vec<Index>) {
    let mut key = part;
    let mut found = Vec::new();
    while let Some((head, inner)) = key.strip_suffix(']').and_then(|open| open.rsplit_once('[')) {
        let index = match inner.trim() {
            "" | "*" => Index::Every,
            digits if digits.bytes().all(|b| b.is_ascii_digit()) => {
                // An index beyond usize is beyond every list.
                Index::At(digits.parse().unwrap_or(usize::MAX))
            }
            _ => break,
        };
        found.push(index);
        key = head;
    }
    found.reverse();
    (key, found)
}

#[cfg(test)]
mod tests;
