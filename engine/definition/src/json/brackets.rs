//! Brackets and commas that are missing, doubled or of the wrong kind: what is said of them, and where
//! reading goes on.
//!
//! A bracket that is never closed is noticed at the end of the text, far from the mistake. Definitions
//! are indented, and the first closing bracket that stands on another level than its opening one tells
//! which value lacks its own; the first line inside it that is no deeper than its own tells where. The
//! text is then read once more with the bracket thought there, so that what follows is read as what it
//! is. A bracket too many is found the same way: it stands deeper than the one it closes.

use std::ops::Range;

use super::parse::Parser;
use super::{Node, Problem, ProblemKind};

/// How many problems a text may have before wrong brackets are no longer looked into.
const MAX_LOOKS: usize = 8;

/// What the levels of the lines say of the brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thought {
    /// A bracket is missing.
    Missing {
        /// The bracket that it closes.
        open: usize,
        /// Where it belongs: behind the last thing that stands inside.
        at: usize,
    },
    /// The bracket here is one too many.
    Surplus(usize),
}

impl Parser<'_> {
    /// Notes the first value whose brackets stand on different levels: one inside it, or itself, lacks
    /// one, or has one too many. Called at every closing bracket.
    pub(super) fn note_levels(&mut self, open: usize) {
        if self.suspect.is_some() && self.surplus.is_some() {
            return;
        }
        let close = self.position;
        let inside = self.text.get(open..close).unwrap_or_default();
        if !inside.contains('\n') {
            return;
        }
        let (Some(from), Some(to)) = (self.level(open), self.level(close)) else {
            return;
        };
        if from > to && self.suspect.is_none() && self.is_first_of_line(close) {
            self.suspect = Some(open..close);
        }
        if from < to && self.surplus.is_none() {
            self.surplus = Some(close);
        }
    }

    /// Passes over a closing bracket that is one too many, and says so.
    pub(super) fn is_surplus(&mut self) -> bool {
        let here = Some(Thought::Surplus(self.position));
        if self.thought.is_none() || self.thought != here {
            return false;
        }
        self.thought = None;
        self.report(
            Problem::new(
                ProblemKind::Syntax,
                self.position..self.position + 1,
                "a closing bracket too many",
            )
            .label("what it closes is less indented")
            .help("remove it, or indent what follows as what is outside")
            .fix(""),
        );
        self.position += 1;
        true
    }

    /// The indentation of the line that a position stands in.
    fn level(&self, at: usize) -> Option<usize> {
        let before = self.text.get(..at)?;
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(line..)?;
        Some(rest.len() - rest.trim_start_matches([' ', '\t']).len())
    }

    /// Whether nothing but blanks stands before a position in its line.
    fn is_first_of_line(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        before.trim_end_matches([' ', '\t']).ends_with('\n')
    }

    /// Where a value that lacks its bracket ends, by the indentation of its lines.
    pub(super) fn thought(&self) -> Option<Thought> {
        let Range { start: open, end } = self.suspect.clone()?;
        let level = self.level(open)?;
        let inside = self.text.get(open + 1..end)?;
        let mut at = open + 1;
        let mut last = None;
        for line in inside.split_inclusive('\n') {
            let bare = line.trim();
            let depth = line.len() - line.trim_start_matches([' ', '\t']).len();
            if at > open + 1 && !bare.is_empty() && depth <= level {
                // The comma that divides the two belongs behind the bracket.
                let own = bare.starts_with(',').then_some(at + depth);
                return Some(Thought::Missing {
                    open,
                    at: own.or(last)?,
                });
            }
            if !bare.is_empty() {
                let ends = line.trim_end().trim_end_matches([',', ' ', '\t']);
                last = Some(at + ends.len());
            }
            at += line.len();
        }
        None
    }

    /// Whether the bracket that was thought of closes a value here; that it is missing is then told.
    pub(super) fn is_thought(&mut self, open: usize, closer: char) -> bool {
        let at = match self.thought {
            Some(Thought::Missing { open: o, at }) if o == open && self.position >= at => at,
            _ => return false,
        };
        self.thought = None;
        self.position = at;
        let mut problem = Problem::new(
            ProblemKind::Syntax,
            at..at,
            format!("`{closer}` is missing here"),
        )
        .label(format!("expected `{closer}`"))
        .help("close the bracket where its value ends; the lines that follow are less indented");
        problem.related = Some((open..open + 1, "opened here"));
        self.report(problem);
        true
    }

    /// Whether what comes stands behind the bracket that is thought of, and belongs to the value around.
    pub(super) fn is_behind_thought(&self) -> bool {
        matches!(self.thought, Some(Thought::Missing { at, .. }) if self.position >= at)
    }

    /// Whether what was read as the last element of a list is the next key of the object around it: a
    /// text with a colon behind it, after an element that is no object.
    pub(super) fn is_key_behind_list(&self, open: usize, elements: &[Node]) -> bool {
        let [.., before, last] = elements else {
            return false;
        };
        let is_scalar = before.members().is_none() && before.elements().is_none();
        self.byte() == Some(b':') && is_scalar && last.as_str().is_some() && self.is_member(open)
    }

    /// Whether the value at a position belongs to a key.
    pub(super) fn is_member(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        before
            .trim_end_matches([' ', '\t', '\r', '\n'])
            .ends_with(':')
    }

    /// A list whose end is missing, told where it belongs.
    pub(super) fn missing_bracket(&mut self, open: usize, at: usize) {
        let mut problem = Problem::new(ProblemKind::Syntax, at..at, "`]` is missing here")
            .label("expected `]`")
            .help("close the list; a key of the object around it follows")
            .fix("]");
        problem.related = Some((open..open + 1, "opened here"));
        self.report(problem);
    }

    pub(super) fn missing_comma(&mut self, at: usize) {
        // It went with the bracket that is missing, which has just been told.
        if self
            .problems
            .last()
            .is_some_and(|p| p.span == (at..at) && p.related.is_some())
        {
            return;
        }
        self.report(
            Problem::new(ProblemKind::Syntax, at..at, "a comma is missing here")
                .label("expected `,` or the closing bracket")
                .help("put a comma after this value")
                .fix(","),
        );
    }

    pub(super) fn stray_comma(&mut self, after_comma: bool) {
        let span = self.position..self.position + 1;
        self.position += 1;
        self.report(
            Problem::new(
                ProblemKind::Syntax,
                span,
                "a comma without a value before it",
            )
            .label(if after_comma {
                "second comma"
            } else {
                "expected a value"
            })
            .help("remove it")
            .fix(""),
        );
    }

    pub(super) fn trailing(&mut self, comma: Option<usize>) {
        if let Some(at) = comma {
            self.report(
                Problem::new(
                    ProblemKind::TrailingComma,
                    at..at + 1,
                    "a comma stands before a closing bracket",
                )
                .label("nothing follows it")
                .help("remove it; the product's parser may refuse the whole text")
                .fix(""),
            );
        }
    }

    pub(super) fn unclosed(&mut self, open: usize, closer: char) {
        let mut problem = Problem::new(
            ProblemKind::Syntax,
            self.position..self.position,
            format!("the text ends before `{closer}`"),
        )
        .label(format!("expected `{closer}`"))
        .help("close the bracket where its value ends");
        problem.related = Some((open..open + 1, "opened here"));
        self.report(problem);
    }

    pub(super) fn mismatched(&mut self, open: usize, closer: char, depth: usize) {
        let mut problem = Problem::new(
            ProblemKind::Syntax,
            self.position..self.position + 1,
            format!("the wrong closing bracket; `{closer}` is expected"),
        )
        .label(format!("expected `{closer}`"));
        problem.related = Some((open..open + 1, "opened here"));
        // Either it was to be the other bracket, or that one is missing and this closes a value around
        // it. What follows tells: it closes as many values as are open.
        let is_slip = depth == 0 || self.closes_from(self.position + 1) >= depth;
        self.report(problem);
        if is_slip {
            self.position += 1;
        }
    }

    /// How many more brackets the text closes than it opens from a position on, strings aside. Looked
    /// at for the first mistakes of a text only, so that reading stays linear.
    fn closes_from(&self, from: usize) -> usize {
        if self.problems.len() > MAX_LOOKS {
            return 0;
        }
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let (mut opened, mut closed, mut in_string) = (0usize, 0usize, false);
        let mut bytes = rest.iter();
        while let Some(byte) = bytes.next() {
            match byte {
                b'\\' if in_string => {
                    bytes.next();
                }
                b'"' => in_string = !in_string,
                b'{' | b'[' if !in_string => opened += 1,
                b'}' | b']' if !in_string => match opened {
                    0 => closed += 1,
                    _ => opened -= 1,
                },
                _ => {}
            }
        }
        closed
    }
}
