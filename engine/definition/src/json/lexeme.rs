//! What stands between brackets and commas: strings, words, bare keys, and the blanks around them.

use super::parse::Parser;
use super::{JsonString, Problem, ProblemKind, Value, string};

impl Parser<'_> {
    /// Skips blanks and reports comments, which JSON has not.
    pub(super) fn blanks(&mut self) {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.position += 1,
                Some(b'/') => {
                    let rest = self.text.get(self.position..).unwrap_or_default();
                    let length = if rest.starts_with("//") {
                        rest.find('\n').unwrap_or(rest.len())
                    } else if rest.starts_with("/*") {
                        rest.find("*/").map_or(rest.len(), |i| i + 2)
                    } else {
                        return;
                    };
                    let span = self.position..self.position + length;
                    self.position = span.end;
                    self.report(
                        Problem::new(ProblemKind::Syntax, span, "JSON has no comments")
                            .label("comment")
                            .help("remove it"),
                    );
                }
                Some(0xC2 | 0xE2 | 0xEF) => match self.peek() {
                    Some(c @ ('\u{a0}' | '\u{feff}' | '\u{200b}')) => {
                        let end = self.position + c.len_utf8();
                        self.report(
                            Problem::new(
                                ProblemKind::Syntax,
                                self.position..end,
                                "an invisible character that is not a blank in JSON",
                            )
                            .label(format!("U+{:04X}", c as u32))
                            .help("replace it by a plain blank")
                            .fix(" "),
                        );
                        self.position = end;
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    pub(super) fn string(&mut self, quote: char) -> JsonString {
        let start = self.position;
        let content = start + quote.len_utf8();
        let mut decoded = string::decode(self.whole, content, '"', None);
        let after = self
            .text
            .get(decoded.end..)
            .map(|t| t.trim_start_matches([' ', '\t', '\r', '\n']))
            .and_then(|t| t.chars().next());
        let ends_well = decoded.closed && matches!(after, Some(',' | ':' | '}' | ']') | None);
        if decoded.closed
            && let Some(end) = self.end_of_nested(start, decoded.end - 1)
        {
            return self.nested_string(start, content..end);
        }
        if !ends_well
            && let Some(limit) = decoded
                .line_break
                .or((!decoded.closed).then_some(decoded.end))
        {
            let limit = if self.text.as_bytes().get(limit.wrapping_sub(1)) == Some(&b'\r') {
                limit - 1
            } else {
                limit
            };
            let limit = self.before_delimiter(content, limit);
            decoded = string::decode(self.whole, content, '"', Some(limit));
            self.position = decoded.end;
            let line_end = decoded.end;
            self.report(
                Problem::new(
                    ProblemKind::Syntax,
                    start..line_end,
                    "this string has no closing quote",
                )
                .label("starts here")
                .help("end it with `\"`; a quote inside a string is written `\\\"`"),
            );
            return decoded.string;
        }
        self.position = decoded.end;
        for problem in decoded.problems {
            self.report(problem);
        }
        decoded.string
    }

    /// Where an unclosed string probably ends: before the comma or bracket that ends its line.
    fn before_delimiter(&self, start: usize, limit: usize) -> usize {
        let line = self.text.get(start..limit).unwrap_or_default().trim_end();
        start + line.trim_end_matches([',', '}', ']', ' ', '\t']).len()
    }

    /// A string in quotes that JSON does not know: read up to the closing one on the same line.
    pub(super) fn foreign_string(&mut self, quote: char) -> JsonString {
        let start = self.position;
        let content = start + quote.len_utf8();
        let closer = match quote {
            '\u{201c}' | '\u{201d}' => '\u{201d}',
            '\u{2018}' | '\u{2019}' => '\u{2019}',
            c => c,
        };
        let line_end = self.line_end();
        let decoded = string::decode(self.whole, content, closer, Some(line_end));
        self.position = decoded.end.max(content);
        let (name, help) = if quote == '\'' {
            ("single quotes do not delimit strings in JSON", "use `\"`")
        } else {
            (
                "typographic quotes do not delimit strings in JSON",
                "use the plain `\"`; word processors replace it",
            )
        };
        let mut problem = Problem::new(ProblemKind::Syntax, start..self.position, name)
            .label("written with the wrong quotes")
            .help(help);
        // The text itself stays out of the edits: it may be a secret.
        let inner = self.text.get(content..decoded.end).unwrap_or_default();
        let end = decoded.end - if decoded.closed { closer.len_utf8() } else { 0 };
        if decoded.closed && decoded.problems.is_empty() && !inner.contains(['"', '\\']) {
            problem = problem
                .edit(start..content, "\"")
                .edit(end..decoded.end, "\"");
        }
        self.report(problem);
        decoded.string
    }

    /// `true`, `false`, `null`, a number, or something unreadable.
    pub(super) fn word(&mut self) -> Value {
        let start = self.position;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_')))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        self.position += length;
        match word {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "null" => return Value::Null,
            w if is_number(w) => {
                return Value::Number(self.whole.piece(start..self.position));
            }
            _ => {}
        }
        // Nothing readable: pass over it up to where a reader would look again.
        let rest = self.text.get(self.position..).unwrap_or_default();
        let skip = rest
            .find([',', ']', '}', '\n', '\r', '"'])
            .unwrap_or(rest.len());
        self.position += skip;
        if self.position == start {
            self.position += self.peek().map_or(0, char::len_utf8);
        }
        let span = start
            ..(start
                + self
                    .text
                    .get(start..self.position)
                    .unwrap_or_default()
                    .trim_end()
                    .len())
            .max(start);
        // The text is not repeated in the message: it may be a secret whose quotes were forgotten.
        let message = if span.is_empty() {
            "a value is missing"
        } else {
            "this is not a JSON value"
        };
        let lower = word.to_ascii_lowercase();
        let problem = Problem::new(ProblemKind::Syntax, span, message).label("expected a value");
        let (problem, value) = match lower.as_str() {
            "true" | "false" => (
                problem.help(format!("write `{lower}`")).fix(lower.clone()),
                Value::Bool(lower == "true"),
            ),
            "null" | "none" | "undefined" => {
                (problem.help("write `null`").fix("null"), Value::Null)
            }
            w if w.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) => (
                problem.help("numbers look like `-12`, `0.5` or `1e3`; anything else needs quotes"),
                Value::Invalid,
            ),
            _ => (problem.help("text needs double quotes"), Value::Invalid),
        };
        self.report(problem);
        value
    }

    pub(super) fn bare_key(&mut self) -> JsonString {
        let start = self.position;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest
            .find([':', ',', '}', ']', '\n', '\r', '"'])
            .unwrap_or(rest.len());
        self.position += length;
        if self.position == start {
            // `:` or `"` cannot be first here but for a colon without key.
            self.position += self.peek().filter(|c| *c != ':').map_or(0, char::len_utf8);
        }
        let raw = self.text.get(start..self.position).unwrap_or_default();
        let key = raw.trim_end();
        self.report(
            Problem::new(
                ProblemKind::Syntax,
                start..start + key.len(),
                "a key in double quotes is expected here",
            )
            .label(if key.is_empty() {
                "no key"
            } else {
                "not in quotes"
            })
            .help("keys are strings: `\"name\": value`"),
        );
        if self.position == start {
            // A colon without key: pass it so that the value is read and parsing goes on.
            return JsonString {
                text: self.whole.piece(start..start),
            };
        }
        JsonString {
            text: self.whole.piece(start..start + key.len()),
        }
    }
}

/// Whether a word is a number by JSON's grammar.
fn is_number(word: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((m, e)) => (m, Some(e.strip_prefix(['+', '-']).unwrap_or(e))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((w, f)) => (w, Some(f)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
