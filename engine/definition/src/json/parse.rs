//! The parser: one pass, recursive with a bounded depth, going on after every problem.
//!
//! Recovery: a missing comma or colon is reported and assumed; an unreadable value is skipped up to
//! the next comma, bracket or line end; a string that runs over its line and does not end where a
//! string may end is cut at the line break; a wrong closing bracket is taken for the right one or for
//! that of a value around it, whichever leaves the rest balanced. Every step consumes input, so
//! parsing is linear.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{JsonString, Member, Node, Problem, ProblemKind, SharedText, Value, string};

/// The deepest nesting that is read. Real definitions stay below 20; the bound keeps recursion and
/// dropping within any thread's stack.
pub const MAX_DEPTH: usize = 128;

/// The most values that are read of one text. A definition of 50 MB has about a million; each takes up
/// to 170 bytes here, and a text of many more would exhaust memory.
pub const MAX_VALUES: usize = 1_200_000;

/// The most problems kept of one text: enough to mend a file, short of drowning its reader.
const MAX_PROBLEMS: usize = 50;

/// How many problems a text may have before wrong brackets are no longer looked into.
const MAX_LOOKS: usize = 8;

/// What was read and what is wrong.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The value; `None` for a text of blanks only.
    pub root: Option<Node>,
    /// Everything that is wrong, in the order of the text.
    pub problems: Vec<Problem>,
    /// How many problems there were beyond those kept.
    dropped: usize,
}

impl Parsed {
    /// Whether the text was JSON, leniencies aside.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.is_structured()
            && self
                .problems
                .iter()
                .all(|p| p.kind != ProblemKind::HalfSurrogate)
    }

    /// Whether every token was read as it stands: as [`Parsed::is_sound`], but a string may hold half
    /// a surrogate pair.
    #[must_use]
    pub fn is_structured(&self) -> bool {
        self.dropped == 0 && self.problems.iter().all(|p| p.kind != ProblemKind::Syntax)
    }
}

/// Parses a JSON text.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    parse_shared(&text.into())
}

/// Parses a JSON text that its strings may be pieces of.
#[must_use]
pub fn parse_shared(text: &Arc<str>) -> Parsed {
    let whole = &SharedText::from(Arc::clone(text));
    let mut parser = Parser {
        whole,
        text,
        position: if text.starts_with('\u{feff}') { 3 } else { 0 },
        problems: Vec::new(),
        dropped: 0,
        values: 0,
    };
    parser.blanks();
    if parser.peek().is_none() {
        return Parsed {
            root: None,
            problems: parser.problems,
            dropped: parser.dropped,
        };
    }
    let root = parser.value(0);
    parser.blanks();
    if parser.peek().is_some() {
        let span = parser.position..parser.line_end();
        parser.report(
            Problem::new(
                ProblemKind::Syntax,
                span,
                "there is text after the end of the JSON value",
            )
            .label("not part of it")
            .help("a closing bracket too many above, or a second value; keep one value"),
        );
    }
    Parsed {
        root: Some(root),
        problems: parser.problems,
        dropped: parser.dropped,
    }
}

struct Parser<'a> {
    whole: &'a SharedText,
    text: &'a str,
    position: usize,
    problems: Vec<Problem>,
    dropped: usize,
    values: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text
            .get(self.position..)
            .and_then(|t| t.chars().next())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn report(&mut self, problem: Problem) {
        if self.values > MAX_VALUES {
            // Reading has stopped: nothing is known of what would follow.
            self.dropped += 1;
        } else if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        } else if !matches!(
            problem.kind,
            ProblemKind::TrailingComma | ProblemKind::ControlCharacter | ProblemKind::DuplicateKey
        ) {
            self.dropped += 1;
        }
    }

    fn line_end(&self) -> usize {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        self.position + line.trim_end().len()
    }

    /// Skips blanks and reports comments, which JSON has not.
    fn blanks(&mut self) {
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

    fn value(&mut self, depth: usize) -> Node {
        let start = self.position;
        if self.values == MAX_VALUES {
            // Said in any case, however much was wrong before.
            self.problems.push(
                Problem::new(
                    ProblemKind::Syntax,
                    start..start,
                    format!("the text holds more than {MAX_VALUES} values"),
                )
                .label("not read from here on")
                .help("no definition has as many; give the package itself"),
            );
            // The end of the text ends every list and object that is open.
            self.position = self.text.len();
        }
        self.values += 1;
        if self.values > MAX_VALUES {
            return Node::new(Value::Invalid, start..start);
        }
        let value = match self.peek() {
            Some('{' | '[') if depth >= MAX_DEPTH => {
                self.skip_nested();
                self.report(
                    Problem::new(
                        ProblemKind::Syntax,
                        start..start + 1,
                        format!("nested deeper than {MAX_DEPTH} levels"),
                    )
                    .label("not read from here on"),
                );
                Value::Invalid
            }
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('"') => Value::String(self.string('"')),
            Some(c @ ('\'' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}')) => {
                Value::String(self.foreign_string(c))
            }
            _ => self.word(),
        };
        Node::new(value, start..self.position)
    }

    /// Passes over a bracketed value without reading it, minding strings.
    fn skip_nested(&mut self) {
        let mut open = 0usize;
        while let Some(b) = self.byte() {
            match b {
                b'{' | b'[' => open += 1,
                b'}' | b']' => open = open.saturating_sub(1),
                b'"' => {
                    self.position = string::decode(self.whole, self.position + 1, '"', None).end;
                    continue;
                }
                _ => {}
            }
            self.position += 1;
            if open == 0 {
                return;
            }
        }
    }

    fn string(&mut self, quote: char) -> JsonString {
        let start = self.position;
        let content = start + quote.len_utf8();
        let mut decoded = string::decode(self.whole, content, '"', None);
        let after = self
            .text
            .get(decoded.end..)
            .map(|t| t.trim_start_matches([' ', '\t', '\r', '\n']))
            .and_then(|t| t.chars().next());
        let ends_well = decoded.closed && matches!(after, Some(',' | ':' | '}' | ']') | None);
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
    fn foreign_string(&mut self, quote: char) -> JsonString {
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
    fn word(&mut self) -> Value {
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

    fn array(&mut self, depth: usize) -> Value {
        let open = self.position;
        self.position += 1;
        let mut elements: Vec<Node> = Vec::new();
        let mut comma: Option<usize> = None;
        loop {
            self.blanks();
            match self.byte() {
                None => {
                    self.unclosed(open, ']');
                    break;
                }
                Some(b']') => {
                    self.trailing(comma);
                    self.position += 1;
                    break;
                }
                Some(b'}') => {
                    self.mismatched(open, ']', depth);
                    break;
                }
                Some(b',') => {
                    self.stray_comma(comma.is_some());
                    comma = Some(self.position - 1);
                }
                Some(_) => {
                    if let (Some(last), None) = (elements.last(), comma) {
                        let at = last.span().end;
                        self.missing_comma(at);
                    }
                    elements.push(self.value(depth + 1));
                    comma = self.comma();
                }
            }
        }
        Value::Array(elements.into())
    }

    fn object(&mut self, depth: usize) -> Value {
        let open = self.position;
        self.position += 1;
        let mut members: Vec<Member> = Vec::new();
        let mut comma: Option<usize> = None;
        loop {
            self.blanks();
            match self.peek() {
                None => {
                    self.unclosed(open, '}');
                    break;
                }
                Some('}') => {
                    self.trailing(comma);
                    self.position += 1;
                    break;
                }
                Some(']') => {
                    self.mismatched(open, '}', depth);
                    break;
                }
                Some(',') => {
                    self.stray_comma(comma.is_some());
                    comma = Some(self.position - 1);
                }
                Some(_) => {
                    if let (Some(last), None) = (members.last(), comma) {
                        let at = last.node.span().end;
                        self.missing_comma(at);
                    }
                    members.push(self.member(depth));
                    comma = self.comma();
                }
            }
        }
        self.duplicates(&members);
        Value::Object(members.into())
    }

    fn comma(&mut self) -> Option<usize> {
        self.blanks();
        (self.byte() == Some(b',')).then(|| {
            self.position += 1;
            self.position - 1
        })
    }

    fn member(&mut self, depth: usize) -> Member {
        let start = self.position;
        let key = match self.peek() {
            Some('"') => self.string('"'),
            Some(c @ ('\'' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}')) => {
                self.foreign_string(c)
            }
            _ => self.bare_key(),
        };
        let key_span = start..self.position;
        self.blanks();
        let node = match self.byte() {
            Some(b':') => {
                self.position += 1;
                self.blanks();
                match self.byte() {
                    None | Some(b',' | b'}' | b']') => self.no_value(&key_span),
                    Some(_) => self.value(depth + 1),
                }
            }
            None | Some(b',' | b'}' | b']') => self.no_value(&key_span),
            Some(_) => {
                self.report(
                    Problem::new(
                        ProblemKind::Syntax,
                        key_span.end..key_span.end,
                        "a colon is missing after this key",
                    )
                    .label("expected `:`")
                    .fix(":"),
                );
                self.value(depth + 1)
            }
        };
        Member::new(key, key_span, node)
    }

    fn bare_key(&mut self) -> JsonString {
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

    fn no_value(&mut self, key: &Range<usize>) -> Node {
        self.report(
            Problem::new(ProblemKind::Syntax, key.clone(), "this key has no value")
                .label("expected `: value` after it"),
        );
        Node::new(Value::Invalid, self.position..self.position)
    }

    fn missing_comma(&mut self, at: usize) {
        self.report(
            Problem::new(ProblemKind::Syntax, at..at, "a comma is missing here")
                .label("expected `,` or the closing bracket")
                .help("put a comma after this value")
                .fix(","),
        );
    }

    fn stray_comma(&mut self, after_comma: bool) {
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

    fn trailing(&mut self, comma: Option<usize>) {
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

    fn unclosed(&mut self, open: usize, closer: char) {
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

    fn mismatched(&mut self, open: usize, closer: char, depth: usize) {
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

    fn duplicates(&mut self, members: &[Member]) {
        let mut seen: HashMap<&str, &Member> = HashMap::with_capacity(members.len());
        for member in members {
            if let Some(first) = seen.insert(&member.key.text, member)
                && !member.key.text.is_empty()
            {
                let mut problem = Problem::new(
                    ProblemKind::DuplicateKey,
                    member.key_span(),
                    format!("the key `{}` occurs twice", member.key.text),
                )
                .label("this one wins")
                .help("keep one of them");
                problem.related = Some((first.key_span(), "first here"));
                self.report(problem);
            }
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
