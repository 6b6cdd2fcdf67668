//! One pass over a script's characters, before the grammar sees it.
//!
//! The scanner knows strings, interpolation, comments and brackets as Groovy's lexer does, and so
//! finds where a binding ends. On the way it bounds the nesting ([`MAX_DEPTH`]) and prepares the
//! text for the grammar, byte for byte of the same length: comments become blanks, a newline inside
//! `(…)` or `[…]` becomes a blank, and the `{` of a closure with an arrow becomes [`ARROW_BRACE`].

use crate::ast::Span;
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::limits::MAX_DEPTH;

/// Stands for the `{` of a closure whose parameters end with `->`.
pub(crate) const ARROW_BRACE: u8 = 1;

/// What ends the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terminator {
    /// The `}` of `${…}`.
    Brace,
    /// The `>` of `$<…>`.
    Angle,
    /// The end of the text.
    End,
}

/// What the scanner found.
#[derive(Debug)]
pub(crate) struct Scan {
    /// The position of the terminator; absent when the text ends first.
    pub end: Option<usize>,
    /// The script prepared for the grammar, up to `end`.
    pub prepared: String,
    /// The first mistake that the scanner itself saw.
    pub error: Option<SyntaxError>,
}

/// How a string that may hold `${…}` is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    Single,
    TripleSingle,
    Double,
    TripleDouble,
    Slashy,
    DollarSlashy,
}

impl Quote {
    const fn closer(self) -> &'static [u8] {
        match self {
            Self::Single => b"'",
            Self::TripleSingle => b"'''",
            Self::Double => b"\"",
            Self::TripleDouble => b"\"\"\"",
            Self::Slashy => b"/",
            Self::DollarSlashy => b"/$",
        }
    }

    const fn opener_len(self) -> usize {
        match self {
            Self::DollarSlashy => 2,
            other => other.closer().len(),
        }
    }

    const fn interpolates(self) -> bool {
        !matches!(self, Self::Single | Self::TripleSingle)
    }

    const fn one_line(self) -> bool {
        matches!(self, Self::Single | Self::Double)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Root,
    Paren,
    Bracket,
    Brace,
    Interpolation(Quote),
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    at: usize,
    /// Then-branches of `?` that are open.
    ternaries: usize,
    /// Brace-less `if`, `for`, `while` in a row.
    controls: usize,
    /// Whether this is the `(…)` after `if`, `for`, `while`.
    head: bool,
}

/// What kind of token came last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Operator,
    Operand,
    Control,
    Head,
    Else,
    Dot,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Ranges of the text that the grammar is to see as one byte, repeated.
    edits: Vec<(usize, usize, u8)>,
    frames: Vec<Frame>,
    depth: usize,
    last: Last,
    error: Option<SyntaxError>,
}

/// Scans `text` from `start` to the terminator.
pub(crate) fn scan(text: &str, start: usize, terminator: Terminator) -> Scan {
    let bytes = text.as_bytes();
    let mut scanner = Scanner {
        bytes,
        at: start,
        edits: Vec::new(),
        frames: vec![Frame {
            kind: Kind::Root,
            at: start,
            ternaries: 0,
            controls: 0,
            head: false,
        }],
        depth: 0,
        last: Last::Operator,
        error: None,
    };
    let end = scanner.run(terminator);
    let mut prepared = bytes
        .get(start..end.unwrap_or(start))
        .unwrap_or_default()
        .to_vec();
    for (from, to, byte) in scanner.edits {
        if let Some(bytes) = prepared.get_mut(from - start..to - start) {
            bytes.fill(byte);
        }
    }
    Scan {
        end,
        // Only whole characters were blanked, so this never loses anything.
        prepared: String::from_utf8_lossy(&prepared).into_owned(),
        error: scanner.error,
    }
}

impl Scanner<'_> {
    fn run(&mut self, terminator: Terminator) -> Option<usize> {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | 0x0c => self.at += 1,
                b'\n' | b'\r' => {
                    if matches!(self.top(), Kind::Paren | Kind::Bracket) {
                        self.blank(self.at, self.at + 1);
                    }
                    self.at += 1;
                }
                b'\\' if matches!(self.peek(1), Some(b'\n' | b'\r')) => self.at += 2,
                b'/' if self.peek(1) == Some(b'/') => self.line_comment(),
                b'/' if self.peek(1) == Some(b'*') => self.block_comment(),
                b'\'' | b'"' => self.quoted(byte),
                b'/' if self.last != Last::Operand => self.string(Quote::Slashy),
                b'$' if self.peek(1) == Some(b'/') && self.last != Last::Operand => {
                    self.string(Quote::DollarSlashy);
                }
                b'(' | b'[' | b'{' => self.open(byte),
                b')' | b']' => self.close(byte),
                b'}' => {
                    if let Some(end) = self.close_brace(terminator) {
                        return Some(end);
                    }
                }
                b'>' if terminator == Terminator::Angle && self.frames.len() == 1 => {
                    match self.peek(1) {
                        Some(b'>') if self.peek(2) == Some(b'>') => self.operator(3),
                        Some(b'=' | b'>') => self.operator(2),
                        _ => return Some(self.at),
                    }
                }
                b'-' if self.peek(1) == Some(b'>') => self.arrow(),
                b'+' | b'-' if self.peek(1) == Some(byte) => self.at += 2,
                b'?' => self.question(),
                b':' => {
                    self.end_ternaries(1);
                    self.operator(1);
                }
                b';' | b',' => {
                    self.end_ternaries(usize::MAX);
                    self.operator(1);
                }
                b'.' => {
                    self.last = Last::Dot;
                    self.at += 1;
                }
                0..=0x1f | 0x7f => {
                    self.fail(SyntaxError::new(
                        SyntaxErrorKind::Unexpected,
                        Span::new(self.at, self.at + 1),
                        "a control character stands outside a string",
                    ));
                    self.operator(1);
                }
                b'_' | b'$' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => self.word(),
                _ => self.operator(1),
            }
        }
        if terminator == Terminator::End {
            Some(self.bytes.len())
        } else {
            None
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn top(&self) -> Kind {
        self.frames.last().map_or(Kind::Root, |frame| frame.kind)
    }

    fn fail(&mut self, error: SyntaxError) {
        self.error.get_or_insert(error);
    }

    fn operator(&mut self, length: usize) {
        self.last = Last::Operator;
        self.at += length;
    }

    fn blank(&mut self, from: usize, to: usize) {
        self.edits.push((from, to, b' '));
    }

    fn deepen(&mut self, at: usize) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.fail(
                SyntaxError::new(
                    SyntaxErrorKind::Limit,
                    Span::new(at, at + 1),
                    format!("nesting is deeper than {MAX_DEPTH} levels"),
                )
                .help("move inner parts into variables of their own"),
            );
        }
    }

    fn push(&mut self, kind: Kind, at: usize, head: bool) {
        self.frames.push(Frame {
            kind,
            at,
            ternaries: 0,
            controls: 0,
            head,
        });
        self.deepen(at);
        if matches!(kind, Kind::Interpolation(_)) {
            self.deepen(at);
        }
    }

    fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        let own = if matches!(frame.kind, Kind::Interpolation(_)) {
            2
        } else {
            1
        };
        self.depth = self
            .depth
            .saturating_sub(own + frame.ternaries + frame.controls);
        Some(frame)
    }

    fn open(&mut self, byte: u8) {
        let head = byte == b'(' && self.last == Last::Control;
        let kind = match byte {
            b'(' => Kind::Paren,
            b'[' => Kind::Bracket,
            _ => Kind::Brace,
        };
        self.push(kind, self.at, head);
        self.operator(1);
    }

    /// A `)` or `]` closes its own opener only; the grammar reports the others.
    fn close(&mut self, byte: u8) {
        let kind = if byte == b')' {
            Kind::Paren
        } else {
            Kind::Bracket
        };
        self.last = Last::Operand;
        if self.top() == kind
            && let Some(frame) = self.pop()
            && frame.head
        {
            self.last = Last::Head;
        }
        self.at += 1;
    }

    /// A `}` closes the nearest brace, whatever round and square brackets are still open.
    fn close_brace(&mut self, terminator: Terminator) -> Option<usize> {
        while matches!(self.top(), Kind::Paren | Kind::Bracket) {
            self.pop();
        }
        match self.top() {
            Kind::Interpolation(quote) => {
                self.pop();
                self.at += 1;
                self.string_rest(quote, self.at - 1);
            }
            Kind::Root if terminator == Terminator::Brace => return Some(self.at),
            Kind::Root => self.operator(1),
            _ => {
                self.pop();
                self.last = Last::Operand;
                self.at += 1;
            }
        }
        None
    }

    fn arrow(&mut self) {
        if let Some(frame) = self.frames.last()
            && matches!(frame.kind, Kind::Brace | Kind::Interpolation(_))
        {
            self.edits.push((frame.at, frame.at + 1, ARROW_BRACE));
        }
        self.operator(2);
    }

    fn question(&mut self) {
        let length = if matches!(self.peek(1), Some(b'.' | b':')) {
            2
        } else {
            1
        };
        // After an operator it is the wildcard of a type.
        if length == 1 && self.last == Last::Operand {
            if let Some(frame) = self.frames.last_mut() {
                frame.ternaries += 1;
            }
            self.deepen(self.at);
        }
        let dot = self.peek(1) == Some(b'.');
        self.operator(length);
        if dot {
            self.last = Last::Dot;
        }
    }

    fn end_ternaries(&mut self, most: usize) {
        if let Some(frame) = self.frames.last_mut() {
            let ended = frame.ternaries.min(most);
            frame.ternaries -= ended;
            self.depth = self.depth.saturating_sub(ended);
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let number = self.bytes.get(start).is_some_and(u8::is_ascii_digit);
        while let Some(&byte) = self.bytes.get(self.at) {
            let decimal_point =
                number && byte == b'.' && self.peek(1).is_some_and(|next| next.is_ascii_digit());
            let part = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..);
            if !part && !decimal_point {
                break;
            }
            self.at += 1;
        }
        let before = std::mem::replace(&mut self.last, Last::Operand);
        if before == Last::Dot {
            return;
        }
        match self.bytes.get(start..self.at).unwrap_or_default() {
            b"if" | b"for" | b"while" => self.control(before, start),
            b"switch" | b"catch" => self.last = Last::Control,
            b"else" => self.last = Last::Else,
            b"return" | b"in" | b"case" | b"throw" | b"assert" | b"instanceof" | b"as" => {
                self.last = Last::Operator;
            }
            _ => {}
        }
    }

    fn control(&mut self, before: Last, at: usize) {
        self.last = Last::Control;
        if before == Last::Else {
            return;
        }
        if before != Last::Head
            && let Some(frame) = self.frames.last_mut()
        {
            self.depth = self.depth.saturating_sub(frame.controls);
            frame.controls = 0;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.controls += 1;
        }
        self.deepen(at);
    }

    fn line_comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        self.blank(self.at, self.at + length);
        self.at += length;
    }

    fn block_comment(&mut self) {
        let rest = self.bytes.get(self.at + 2..).unwrap_or_default();
        let length = match rest.windows(2).position(|pair| pair == b"*/") {
            Some(position) => position + 4,
            None => {
                self.fail(
                    SyntaxError::new(
                        SyntaxErrorKind::Unterminated,
                        Span::new(self.at, self.at + 2),
                        "the comment is never closed",
                    )
                    .help("close it with `*/`"),
                );
                rest.len() + 2
            }
        };
        self.blank(self.at, self.at + length);
        self.at += length;
    }

    fn quoted(&mut self, byte: u8) {
        let triple = self.peek(1) == Some(byte) && self.peek(2) == Some(byte);
        self.string(match (byte, triple) {
            (b'\'', false) => Quote::Single,
            (b'\'', true) => Quote::TripleSingle,
            (_, false) => Quote::Double,
            (_, true) => Quote::TripleDouble,
        });
    }

    fn string(&mut self, quote: Quote) {
        let start = self.at;
        self.at += quote.opener_len();
        self.string_rest(quote, start);
    }

    /// Runs to the string's end, or into its next `${`.
    fn string_rest(&mut self, quote: Quote, start: usize) {
        self.last = Last::Operand;
        let closer = quote.closer();
        while let Some(&byte) = self.bytes.get(self.at) {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            if quote == Quote::DollarSlashy && (rest.starts_with(b"$$") || rest.starts_with(b"$/"))
            {
                self.at += 2;
            } else if rest.starts_with(closer) {
                self.at += closer.len();
                return;
            } else if quote.interpolates() && rest.starts_with(b"${") {
                self.push(Kind::Interpolation(quote), self.at + 1, false);
                self.operator(2);
                return;
            } else if byte == b'\\' {
                let whole = !matches!(quote, Quote::Slashy | Quote::DollarSlashy);
                let escapes = whole || quote == Quote::Slashy && self.peek(1) == Some(b'/');
                self.at += if escapes { 2 } else { 1 };
            } else if quote.one_line() && matches!(byte, b'\n' | b'\r') {
                break;
            } else {
                self.at += 1;
            }
        }
        self.at = self.at.min(self.bytes.len());
        let closer = String::from_utf8_lossy(closer).into_owned();
        let one_line = quote.one_line() && self.at < self.bytes.len();
        self.fail(
            SyntaxError::new(
                SyntaxErrorKind::Unterminated,
                Span::new(start, self.at),
                if one_line {
                    "the string is not closed on its line"
                } else {
                    "the string is never closed"
                },
            )
            .help(if one_line {
                format!("close it with `{closer}`, write `\\n` for a line break, or use {closer}{closer}{closer}")
            } else {
                format!("close it with `{closer}`")
            }),
        );
    }
}
