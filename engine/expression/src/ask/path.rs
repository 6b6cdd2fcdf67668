//! Paths: `user.email`, `response.create.message['id']`, `list[0].name`, as written.

use std::fmt;
use std::ops::Range;

use bindery_grammar::ast::{Access, Element, Expression, ExpressionKind, Member, Number};

/// A path from a root of the context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The root name: `user`.
    pub root: String,
    /// What follows, in order.
    pub segments: Vec<Segment>,
    /// The bytes of the template.
    pub span: Range<usize>,
}

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What is looked up.
    pub key: SegmentKey,
    /// How it is reached.
    pub access: Access,
    /// The bytes of the name or of the index.
    pub span: Range<usize>,
}

/// What a step looks up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SegmentKey {
    /// `.name` or `['name']`
    Name(String),
    /// `[0]`
    Index(i32),
}

impl Path {
    /// The path that an expression spells, if it is one; its root may be a variable or a class.
    #[must_use]
    pub fn of(expression: &Expression) -> Option<Self> {
        let mut segments = Vec::new();
        let mut current = expression;
        loop {
            match &current.kind {
                ExpressionKind::Name(root) => {
                    segments.reverse();
                    return Some(Self {
                        root: root.clone(),
                        segments,
                        span: expression.span.range(),
                    });
                }
                ExpressionKind::Property {
                    target,
                    member: Member::Name(name),
                    access,
                } => {
                    segments.push(Segment {
                        key: SegmentKey::Name(name.text.clone()),
                        access: *access,
                        span: name.span.range(),
                    });
                    current = target;
                }
                ExpressionKind::Index { target, indexes } => {
                    let [Element::Value(index)] = indexes.as_slice() else {
                        return None;
                    };
                    segments.push(Segment {
                        key: match &index.kind {
                            ExpressionKind::String(name) => SegmentKey::Name(name.clone()),
                            ExpressionKind::Number(Number::Integer(at)) => SegmentKey::Index(*at),
                            _ => return None,
                        },
                        access: Access::Plain,
                        span: index.span.range(),
                    });
                    current = target;
                }
                _ => return None,
            }
        }
    }

    /// The path up to a step: `prefix(0)` is the root alone.
    #[must_use]
    pub fn prefix(&self, steps: usize) -> Self {
        let segments: Vec<Segment> = self.segments.iter().take(steps).cloned().collect();
        let end = segments
            .last()
            .map_or(self.span.start + self.root.len(), |last| last.span.end);
        Self {
            root: self.root.clone(),
            segments,
            span: self.span.start..end.max(self.span.start),
        }
    }
}

impl fmt::Display for Path {
    /// The path with plain dots, however it was guarded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.root)?;
        for segment in &self.segments {
            match &segment.key {
                SegmentKey::Name(name) if is_plain(name) => write!(f, ".{name}")?,
                SegmentKey::Name(name) => write!(f, "['{name}']")?,
                SegmentKey::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
}
