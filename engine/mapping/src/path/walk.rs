//! The walk of a compiled path.
//!
//! One loop, no recursion: a position is a value, the segment that comes next, and the index within
//! it. As long as the path meets no list it has to visit, nothing is allocated; elements of a list
//! wait on a stack.

use serde_json::Value;

use super::{Found, Index, Steps};

/// Where the walk stands.
#[derive(Clone, Copy)]
struct Position<'v> {
    value: &'v Value,
    /// The segment that comes next.
    segment: usize,
    /// The next index to apply, and the end of those of the segment just taken.
    index: usize,
    last_index: usize,
}

/// What a step from a position leads to.
enum Step<'v> {
    /// To one other position.
    To(Position<'v>),
    /// Through a list: every element continues from the same place.
    Through(&'v [Value], Position<'v>),
    /// The path ends here.
    End,
    /// The path leads nowhere.
    Lost,
}

impl Steps {
    pub(super) fn walk<'v>(&self, value: &'v Value) -> Found<'v> {
        let mut at = Position {
            value,
            segment: 0,
            index: 0,
            last_index: 0,
        };
        loop {
            match self.step(at) {
                Step::To(next) => at = next,
                Step::End => return Found::One(at.value),
                Step::Lost => return Found::Nothing,
                Step::Through(elements, from) => {
                    return Found::Many(self.walk_all(elements, from));
                }
            }
        }
    }

    fn walk_all<'v>(&self, elements: &'v [Value], from: Position<'v>) -> Vec<&'v Value> {
        let mut found = Vec::new();
        let mut waiting = Vec::new();
        push(&mut waiting, elements, from);
        while let Some(at) = waiting.pop() {
            match self.step(at) {
                Step::To(next) => waiting.push(next),
                Step::End => found.push(at.value),
                Step::Lost => {}
                Step::Through(elements, from) => push(&mut waiting, elements, from),
            }
        }
        found
    }

    fn step<'v>(&self, at: Position<'v>) -> Step<'v> {
        if at.index < at.last_index {
            let next = Position {
                index: at.index + 1,
                ..at
            };
            return match (self.indexes.get(at.index), at.value) {
                (Some(Index::Every), Value::Array(elements)) => Step::Through(elements, next),
                (Some(Index::At(n)), Value::Array(elements)) => match elements.get(*n) {
                    Some(value) => Step::To(Position { value, ..next }),
                    None => Step::Lost,
                },
                (_, Value::Null) => Step::Lost,
                // Authors number attributes that are no lists.
                _ => Step::To(next),
            };
        }
        let Some(segment) = self.segments.get(at.segment) else {
            return Step::End;
        };
        if segment.key.is_empty() {
            return Step::To(Position {
                segment: at.segment + 1,
                index: segment.indexes.start,
                last_index: segment.indexes.end,
                ..at
            });
        }
        match at.value {
            Value::Array(elements) => Step::Through(elements, at),
            Value::Object(fields) => self.key(at, fields),
            _ => Step::Lost,
        }
    }

    /// The longest run of remaining segments that is a key of the object.
    fn key<'v>(&self, at: Position<'v>, fields: &'v serde_json::Map<String, Value>) -> Step<'v> {
        let Some(start) = self.segments.get(at.segment).map(|s| s.key.start) else {
            return Step::Lost;
        };
        for (ahead, segment) in self.segments.iter().enumerate().skip(at.segment).rev() {
            let key = self.text.get(start..segment.key.end).unwrap_or_default();
            if let Some(value) = look_up(fields, key) {
                return Step::To(Position {
                    value,
                    segment: ahead + 1,
                    index: segment.indexes.start,
                    last_index: segment.indexes.end,
                });
            }
        }
        Step::Lost
    }
}

/// The most fields that are compared one by one: hashing a key takes as long.
const FEW: usize = 12;

fn look_up<'v>(fields: &'v serde_json::Map<String, Value>, key: &str) -> Option<&'v Value> {
    if fields.len() > FEW {
        return fields.get(key);
    }
    let mut fields = fields.iter();
    fields
        .find(|(name, _)| *name == key)
        .map(|(_, value)| value)
}

fn push<'v>(waiting: &mut Vec<Position<'v>>, elements: &'v [Value], from: Position<'v>) {
    waiting.extend(
        elements
            .iter()
            .rev()
            .map(|value| Position { value, ..from }),
    );
}
