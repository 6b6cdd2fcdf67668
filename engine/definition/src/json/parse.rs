//! The parser: one pass, recursive with a bounded depth, going on after every problem.
//!
//! Recovery: a missing comma or colon is reported and assumed; an unreadable value is skipped up to
//! the next comma, bracket or line end; a string that runs over its line and does not end where a
//! string may end is cut at the line break; a wrong closing bracket is taken for the right one or for
//! that of a value around it, whichever leaves the rest balanced. Every step consumes input, so
//! parsing is linear.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::brackets::Thought;
use super::{Member, Node, Problem, ProblemKind, SharedText, Value, string};

/// The deepest nesting that is read. Real definitions stay below 20; the bound keeps recursion and
/// dropping within any thread's stack.
pub const MAX_DEPTH: usize = 128;

/// The most values that are read of one text. A definition of 50 MB has about a million; each takes up
/// to 170 bytes here, and a text of many more would exhaust memory.
pub const MAX_VALUES: usize = 1_200_000;

/// The most problems kept of one text: enough to mend a file, short of drowning its reader.
const MAX_PROBLEMS: usize = 50;

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
    let (parsed, thought) = read(whole, None);
    match thought {
        // A text that ends too early is read once more, with the bracket where it seems to be missing.
        Some(thought) => read(whole, Some(thought)).0,
        None => parsed,
    }
}

/// Reads a text, and says where it lacks a bracket if its end shows that it does.
fn read(whole: &SharedText, thought: Option<Thought>) -> (Parsed, Option<Thought>) {
    let text = whole.as_str();
    let mut parser = Parser {
        whole,
        text,
        position: if text.starts_with('\u{feff}') { 3 } else { 0 },
        problems: Vec::new(),
        dropped: 0,
        values: 0,
        line: Cell::new((1, 0)),
        suspect: None,
        surplus: None,
        thought,
    };
    parser.blanks();
    let root = parser.peek().is_some().then(|| {
        let root = parser.value(0);
        parser.blanks();
        root
    });
    let is_left = parser.peek().is_some();
    if is_left {
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
    let is_cut = parser
        .problems
        .iter()
        .any(|p| p.kind == ProblemKind::Syntax && p.is_at_end(text));
    let found = match parser.surplus {
        _ if thought.is_some() => None,
        Some(at) if is_left => Some(Thought::Surplus(at)),
        _ => parser.thought().filter(|_| is_cut),
    };
    let parsed = Parsed {
        root,
        problems: parser.problems,
        dropped: parser.dropped,
    };
    (parsed, found)
}

/// The state of reading.
pub(super) struct Parser<'a> {
    pub(super) whole: &'a SharedText,
    pub(super) text: &'a str,
    pub(super) position: usize,
    pub(super) problems: Vec<Problem>,
    dropped: usize,
    values: usize,
    /// Where the line was last seen to end, and from where on that holds.
    line: Cell<(usize, usize)>,
    /// The first value whose brackets stand on different levels, from one to the other.
    pub(super) suspect: Option<Range<usize>>,
    /// The first closing bracket that stands deeper than the one it closes.
    pub(super) surplus: Option<usize>,
    /// The bracket that a first reading found to be missing.
    pub(super) thought: Option<Thought>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.text
            .get(self.position..)
            .and_then(|t| t.chars().next())
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    pub(super) fn report(&mut self, problem: Problem) {
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

    /// Where the line ends, blanks at its end left out. Kept until the line is left: a text may be one
    /// line.
    pub(super) fn line_end(&self) -> usize {
        let (known, end) = self.line.get();
        if (known..=end).contains(&self.position) {
            return end;
        }
        let rest = self.text.get(self.position..).unwrap_or_default();
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        let end = self.position + line.trim_end().len();
        self.line.set((self.position, end));
        end
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

    fn array(&mut self, depth: usize) -> Value {
        let open = self.position;
        self.position += 1;
        let mut elements: Vec<Node> = Vec::new();
        let mut comma: Option<usize> = None;
        loop {
            self.blanks();
            if self.is_thought(open, ']') {
                break;
            }
            match self.byte() {
                None => {
                    self.unclosed(open, ']');
                    break;
                }
                Some(b']') if self.is_surplus() => comma = self.comma(),
                Some(b']') => {
                    self.note_levels(open);
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
                    let before = comma;
                    elements.push(self.value(depth + 1));
                    comma = self.comma();
                    if comma.is_none() && self.is_key_behind_list(open, &elements) {
                        elements.pop();
                        let end = elements.last().map_or(open + 1, |e| e.span().end);
                        self.missing_bracket(open, end);
                        self.position = before.unwrap_or(end);
                        break;
                    }
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
            if self.is_thought(open, '}') {
                break;
            }
            match self.peek() {
                None => {
                    self.unclosed(open, '}');
                    break;
                }
                Some('}') if self.is_surplus() => comma = self.comma(),
                Some('}') => {
                    self.note_levels(open);
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
        if self.byte() == Some(b';') {
            let span = self.position..self.position + 1;
            self.report(
                Problem::new(
                    ProblemKind::Syntax,
                    span,
                    "a semicolon stands where a comma belongs",
                )
                .label("expected `,`")
                .help("JSON divides by commas")
                .fix(","),
            );
        } else if self.byte() != Some(b',') || self.is_behind_thought() {
            return None;
        }
        self.position += 1;
        Some(self.position - 1)
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
            Some(b':' | b'=') => {
                self.colon();
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

    /// Passes over a colon, or what other languages write in its place.
    fn colon(&mut self) {
        let start = self.position;
        self.position += 1;
        if self.text.get(start..).is_some_and(|t| t.starts_with("=>")) {
            self.position += 1;
        }
        if self.text.get(start..).is_some_and(|t| t.starts_with('=')) {
            self.report(
                Problem::new(
                    ProblemKind::Syntax,
                    start..self.position,
                    "an equals sign stands where a colon belongs",
                )
                .label("expected `:`")
                .help("JSON divides a key from its value by a colon")
                .fix(":"),
            );
        }
    }

    fn no_value(&mut self, key: &Range<usize>) -> Node {
        self.report(
            Problem::new(ProblemKind::Syntax, key.clone(), "this key has no value")
                .label("expected `: value` after it"),
        );
        Node::new(Value::Invalid, self.position..self.position)
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
