//! `JsonSlurper` on text that is no strict JSON: Groovy's reader stops where its value ends, and
//! takes commas too many, zeros in front, line breaks in strings, and objects without their end.
//!
//! It keeps the last character that it looked at, and looks at that again where the text has ended.

use crate::convert::NumberType;
use crate::error::{EvalError, Kind, Outcome};
use crate::run::{Run, limit};
use crate::value::{Key, Map, MapKind, Text, Value};

/// Structures deeper than this end with a limit.
const DEPTH: usize = 100;

/// The value at the start of a text.
pub(super) fn read(run: &Run<'_>, text: &str) -> Outcome<Value> {
    let mut reader = Reader {
        run,
        letters: text.encode_utf16().collect(),
        at: 0,
        current: 0,
    };
    run.charge(1 + reader.letters.len() / 8)?;
    reader.value(0)
}

/// A whole number that JSON spells in digits, in the Long that Groovy counts it into.
pub(super) fn wrapped(digits: &str) -> i64 {
    let (negative, digits) = digits
        .strip_prefix('-')
        .map_or((false, digits), |rest| (true, rest));
    let number = digits.bytes().fold(0_i64, |number, digit| {
        number
            .wrapping_mul(10)
            .wrapping_add(i64::from(digit) - i64::from(b'0'))
    });
    if negative {
        number.wrapping_neg()
    } else {
        number
    }
}

struct Reader<'r, 'a> {
    run: &'r Run<'a>,
    letters: Vec<u16>,
    at: usize,
    /// The character last looked at.
    current: u16,
}

impl Reader<'_, '_> {
    fn letter(&self, at: usize) -> Option<u16> {
        self.letters.get(at).copied()
    }

    fn is(&self, letter: char) -> bool {
        u32::from(self.current) == u32::from(letter)
    }

    fn fail<T>(&self) -> Outcome<T> {
        let before = self.letters.get(..self.at).unwrap_or(&self.letters);
        let newline = |letter: &u16| *letter == u16::from(b'\n');
        let line = 1 + before.iter().filter(|letter| newline(letter)).count();
        let column = 1 + before
            .iter()
            .rev()
            .take_while(|letter| !newline(letter))
            .count();
        let message = format!("the text is no JSON at line {line} column {column}");
        Err(Box::new(
            EvalError::new(Kind::Other, message).thrown_as("groovy.json.JsonException"),
        ))
    }

    fn skip_blanks(&mut self) {
        if let Some(letter) = self.letter(self.at) {
            self.current = letter;
        }
        if self.current <= u16::from(b' ') && !self.letters.is_empty() {
            while self
                .letter(self.at)
                .is_some_and(|letter| letter <= u16::from(b' '))
            {
                self.at += 1;
            }
            self.at = self.at.min(self.letters.len() - 1);
            self.current = self.letter(self.at).unwrap_or(0);
        }
    }

    fn value(&mut self, depth: usize) -> Outcome<Value> {
        if depth > DEPTH {
            return limit("a value is nested too deeply for JSON");
        }
        self.skip_blanks();
        match char::from_u32(u32::from(self.current)) {
            Some('"') => {
                let text = self.string()?;
                self.run.text(text)
            }
            Some('t') => self.word("true", Value::Boolean(true)),
            Some('f') => self.word("false", Value::Boolean(false)),
            Some('n') => self.word("null", Value::Null),
            Some('[') => self.array(depth),
            Some('{') => self.object(depth),
            Some('0'..='9' | '-') => self.number(),
            _ => self.fail(),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Outcome<Value> {
        let end = self.at + word.len();
        let found = self.letters.get(self.at..end);
        if found.is_some_and(|found| word.encode_utf16().eq(found.iter().copied())) {
            self.at = end;
            return Ok(value);
        }
        self.fail()
    }

    fn number(&mut self) -> Outcome<Value> {
        let start = self.at;
        let mut digits = String::new();
        let (mut dot, mut simple) = (false, true);
        while let Some(letter) = self.letter(self.at) {
            match char::from_u32(u32::from(letter)) {
                Some('\0'..=' ' | ',' | ']' | '}') => break,
                Some('.') if dot => return self.fail(),
                Some('.') => {
                    dot = true;
                    digits.push('.');
                }
                Some(digit @ '0'..='9') => digits.push(digit),
                Some('-') if self.at == start => digits.push('-'),
                Some(sign @ ('e' | 'E' | '+' | '-')) => {
                    simple = false;
                    digits.push(sign);
                }
                _ => return self.fail(),
            }
            self.at += 1;
        }
        if digits == "-" {
            return self.fail();
        }
        if simple && !dot {
            let number = wrapped(&digits);
            // Java looks at the length first: zeros in front make a Long.
            return Ok(match i32::try_from(number) {
                Ok(small) if digits.len() <= 10 + usize::from(number < 0) => Value::Integer(small),
                _ => Value::Long(number),
            });
        }
        let digits = digits.replace(".e", "e").replace(".E", "E");
        let digits = digits.strip_suffix('.').unwrap_or(&digits);
        NumberType::BigDecimal
            .parse(digits)
            .or_else(|_| self.fail())
    }

    fn string(&mut self) -> Outcome<String> {
        let quote = u16::from(b'"');
        let escape = u16::from(b'\\');
        let start = self.at + 1;
        let mut end = start;
        while let Some(letter) = self.letter(end) {
            if letter == quote {
                break;
            }
            end += 1 + usize::from(letter == escape);
        }
        let end = end.min(self.letters.len());
        let inside = self.letters.get(start..end).unwrap_or_default();
        let mut out = Vec::with_capacity(inside.len());
        let mut letters = inside.iter().copied().enumerate();
        while let Some((_, letter)) = letters.next() {
            if letter != escape {
                out.push(letter);
                continue;
            }
            let Some((at, letter)) = letters.next() else {
                return self.fail();
            };
            let meant = match char::from_u32(u32::from(letter)) {
                Some('"' | '\\' | '/') => letter,
                Some('b') => 8,
                Some('f') => 12,
                Some('n') => 10,
                Some('r') => 13,
                Some('t') => 9,
                Some('u') => {
                    // Too short before the end of the string, it says nothing.
                    let Some(hex) = inside.get(at + 1..at + 5) else {
                        continue;
                    };
                    let Some(unit) = hex_unit(hex) else {
                        return self.fail();
                    };
                    letters.nth(3);
                    unit
                }
                _ => return self.fail(),
            };
            out.push(meant);
        }
        self.at = (end + 1).min(self.letters.len());
        Ok(String::from_utf16_lossy(&out))
    }

    fn object(&mut self, depth: usize) -> Outcome<Value> {
        self.at += 1;
        let mut entries = Vec::new();
        while self.at < self.letters.len() {
            self.skip_blanks();
            if self.is('"') {
                let key = self.string()?;
                self.skip_blanks();
                if !self.is(':') {
                    return self.fail();
                }
                self.at += 1;
                let value = self.value(depth + 1)?;
                self.skip_blanks();
                entries.push((Key::String(Text::from(key)), value));
            }
            if self.is('}') {
                self.at += 1;
                break;
            }
            if !self.is(',') {
                return self.fail();
            }
            self.at += 1;
        }
        self.run.room_for_items(entries.len().saturating_mul(3))?;
        Ok(Value::Map(Map::fresh(MapKind::Lazy, entries)))
    }

    fn array(&mut self, depth: usize) -> Outcome<Value> {
        self.at += 1;
        self.skip_blanks();
        if self.is(']') {
            self.at += 1;
            return self.run.list(Vec::new());
        }
        let mut items = Vec::new();
        while self.at + 1 < self.letters.len() {
            items.push(self.value(depth + 1)?);
            let before = self.at;
            let mut next = self.letter(self.at);
            let ends = |letter: Option<u16>| letter == Some(u16::from(b']'));
            if next != Some(u16::from(b',')) && !ends(next) {
                self.skip_blanks();
                next = self.letter(self.at);
                if ends(next) && self.at == before {
                    return self.fail();
                }
            }
            if ends(next) {
                self.at += 1;
                return self.run.list(items);
            }
            if next != Some(u16::from(b',')) {
                return self.fail();
            }
            self.at += 1;
        }
        self.fail()
    }
}

fn hex_unit(hex: &[u16]) -> Option<u16> {
    hex.iter().try_fold(0, |unit, digit| {
        let digit = char::from_u32(u32::from(*digit))?.to_digit(16)?;
        Some(unit * 16 + u16::try_from(digit).ok()?)
    })
}
