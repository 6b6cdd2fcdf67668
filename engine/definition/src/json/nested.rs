//! JSON in a string whose quotes were not escaped, or not all: `"{\"a\":"b"}"` ends at a quote in its
//! middle. Where the rest of the line shows the quote that was meant, the whole is read as one string.

use std::ops::Range;

use super::parse::Parser;
use super::{JsonString, Problem, ProblemKind, string};

/// How many problems a text may have before quotes are no longer looked into, so that reading stays
/// linear.
const MAX_LOOKS: usize = 8;
/// The most quotes that a fix escapes.
const MAX_EDITS: usize = 200;
/// A sign that no text holds: the string ends where it is told to.
const NO_QUOTE: char = '\u{ffff}';

impl Parser<'_> {
    /// Where a value that begins as JSON in a string was meant to end, if the quote found does not end
    /// it: brackets are open there, and what follows cannot.
    pub(super) fn end_of_nested(&self, start: usize, quote: usize) -> Option<usize> {
        let text = self.text;
        let inside = text.get(start + 1..quote)?;
        let is_nested = inside
            .trim_start_matches([' ', '\t'])
            .starts_with(['{', '[']);
        if !is_nested
            || self.problems.len() > MAX_LOOKS
            || self.can_follow(quote + 1)
            || !self.is_member(start)
        {
            return None;
        }
        let bytes = text.as_bytes();
        let (mut open, mut at) = (0usize, start + 1);
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'{' | b'[' => open += 1,
                b'}' | b']' => open = open.checked_sub(1)?,
                b'\n' => return None,
                b'"' if at == quote && open == 0 => return None,
                b'"' if open == 0 && self.can_follow(at + 1) => return Some(at),
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Whether what stands at a position can follow a member's value: the end of its object, or a comma
    /// with another key.
    fn can_follow(&self, at: usize) -> bool {
        let blanks = [' ', '\t', '\r', '\n'];
        let rest = self.text.get(at..).unwrap_or_default();
        let rest = rest.trim_start_matches(blanks);
        match rest.chars().next() {
            None | Some(']') => true,
            Some('}') => {
                let rest = rest.trim_start_matches(['}', ']', ' ', '\t', '\r', '\n']);
                rest.is_empty() || rest.starts_with(',')
            }
            Some(',') => {
                let rest = rest.get(1..).unwrap_or_default().trim_start_matches(blanks);
                rest.is_empty() || rest.starts_with(['"', '}', ',', '/'])
            }
            Some(_) => false,
        }
    }

    /// Reads such a string, and says which quotes end it too early.
    pub(super) fn nested_string(&mut self, start: usize, content: Range<usize>) -> JsonString {
        let decoded = string::decode(self.whole, content.start, NO_QUOTE, Some(content.end));
        let inside = self.text.get(content.clone()).unwrap_or_default();
        let mut quotes = Vec::new();
        let mut signs = inside.bytes().enumerate();
        while let Some((at, sign)) = signs.next() {
            match sign {
                b'\\' => drop(signs.next()),
                b'"' => quotes.push(content.start + at),
                _ => {}
            }
        }
        let first = quotes.first().copied().unwrap_or(start);
        let mut problem = Problem::new(
            ProblemKind::Syntax,
            first..first + 1,
            "a quote inside a string is not escaped",
        )
        .label("ends the string here")
        .help("write `\\\"` inside a string");
        if quotes.len() <= MAX_EDITS {
            for quote in quotes {
                problem = problem.edit(quote..quote + 1, "\\\"");
            }
        }
        self.report(problem);
        self.position = content.end + 1;
        for problem in decoded.problems {
            self.report(problem);
        }
        decoded.string
    }
}
