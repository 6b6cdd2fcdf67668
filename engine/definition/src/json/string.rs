//! Decoding of one JSON string, with the map back to its bytes.

use super::{JsonString, Problem, ProblemKind, SharedText, SpanMap};

/// A decoded string, the position after its closing quote, and what is wrong with it.
pub(super) struct Decoded {
    pub string: JsonString,
    pub end: usize,
    pub closed: bool,
    pub problems: Vec<Problem>,
    /// The first raw line break: where an author who forgot the closing quote meant to stop.
    pub line_break: Option<usize>,
}

/// The most problems that are kept of one string; more than are kept of a text.
const MAX_PROBLEMS: usize = 64;
/// The most control characters that a fix writes as escapes.
const MAX_EDITS: usize = 4_096;

/// A text with escapes resolved, and how its bytes were written.
struct Copied {
    text: String,
    map: SpanMap,
}

impl Copied {
    fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
        self.map.push(text.len(), text.len());
    }

    /// A character that was written as `width` bytes.
    fn put(&mut self, c: char, width: usize) {
        self.text.push(c);
        self.map.push(c.len_utf8(), width);
    }
}

/// Decodes the string whose content starts at `start` and ends before `closer`.
/// `limit` cuts it off at a position, for strings whose closing quote is missing.
pub(super) fn decode(
    whole: &SharedText,
    start: usize,
    closer: char,
    limit: Option<usize>,
) -> Decoded {
    let text = whole.as_str();
    let stop = limit.unwrap_or(text.len()).min(text.len());
    let run = plain(text, start, stop, closer);
    let rest = text.get(start + run..stop).unwrap_or_default();
    let mut out = Decoded {
        string: JsonString {
            text: whole.piece(start..start + run),
        },
        end: start,
        closed: false,
        problems: Vec::new(),
        line_break: None,
    };
    if rest.starts_with(closer) {
        out.closed = true;
        out.end = start + run + closer.len_utf8();
        return out;
    }
    let mut copy = Copied {
        text: String::with_capacity(run),
        map: SpanMap::starting_at(start),
    };
    let mut position = start;
    let mut control: Option<Problem> = None;
    while position < stop {
        let run = plain(text, position, stop, closer);
        if run > 0 {
            let end = position + run;
            copy.verbatim(text.get(position..end).unwrap_or_default());
            position = end;
            continue;
        }
        let Some(c) = text.get(position..).and_then(|t| t.chars().next()) else {
            break;
        };
        let width = c.len_utf8();
        if c == closer {
            out.closed = true;
            position += width;
            break;
        }
        if c == '\\' {
            position = unescape(text, position, stop, &mut copy, &mut out.problems);
            out.problems.truncate(MAX_PROBLEMS);
            continue;
        }
        if (c as u32) < 0x20 {
            if c == '\n' && out.line_break.is_none() {
                out.line_break = Some(position);
            }
            match &mut control {
                Some(problem) if problem.edits.len() > MAX_EDITS => {}
                Some(problem) => problem.edits.push((position..position + width, escaped(c))),
                None => {
                    control = Some(
                        Problem::new(
                            ProblemKind::ControlCharacter,
                            position..position + width,
                            "a raw control character stands in a string",
                        )
                        .label("written as it is")
                        .help(format!("write `{}`", escaped(c)))
                        .fix(escaped(c)),
                    );
                }
            }
        }
        copy.put(c, width);
        position += width;
    }
    out.end = position;
    out.string.text = SharedText::decoded(copy.text.into(), copy.map);
    // A fix that mends a part of them would be none.
    out.problems.extend(control.map(|mut problem| {
        if problem.edits.len() > MAX_EDITS {
            problem.edits.clear();
        }
        problem
    }));
    out
}

/// The length of the text from `position` on that stands for itself.
fn plain(text: &str, position: usize, stop: usize, closer: char) -> usize {
    let rest = text.get(position..stop).unwrap_or_default();
    rest.find(|c: char| c == closer || c == '\\' || (c as u32) < 0x20)
        .unwrap_or(rest.len())
}

/// A text as the content of a JSON string, quotes not included. Only what must be escaped is.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => out.push_str(&escaped(c)),
            c => out.push(c),
        }
    }
    out
}

fn escaped(c: char) -> String {
    match c {
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        '\t' => "\\t".into(),
        c => format!("\\u{:04x}", c as u32),
    }
}

/// Decodes the escape at `position` and returns the position after it.
fn unescape(
    text: &str,
    position: usize,
    stop: usize,
    copy: &mut Copied,
    problems: &mut Vec<Problem>,
) -> usize {
    let bytes = text.as_bytes();
    let mut put = |c: char, end: usize| {
        copy.put(c, end - position);
        end
    };
    let plain = match bytes.get(position + 1).filter(|_| position + 1 < stop) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let Some(high) = hex4(bytes, position + 2, stop) else {
                return wrong(
                    text,
                    position,
                    "`\\u` needs four hexadecimal digits",
                    copy,
                    problems,
                );
            };
            if let Some(c) = char::from_u32(high) {
                return put(c, position + 6);
            }
            if (0xD800..0xDC00).contains(&high)
                && bytes.get(position + 6..position + 8) == Some(b"\\u")
                && let Some(low) = hex4(bytes, position + 8, stop)
                && (0xDC00..0xE000).contains(&low)
                && let Some(c) = char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            {
                return put(c, position + 12);
            }
            let end = put('\u{fffd}', position + 6);
            problems.push(
                Problem::new(
                    ProblemKind::HalfSurrogate,
                    position..end,
                    "half of a surrogate pair stands alone",
                )
                .label("this is not a character")
                .help("write both halves, or the character itself"),
            );
            return end;
        }
        _ => {
            return wrong(
                text,
                position,
                "this escape does not exist in JSON",
                copy,
                problems,
            );
        }
    };
    put(plain, position + 2)
}

/// Keeps an unknown escape as it is written and reports it.
fn wrong(
    text: &str,
    position: usize,
    message: &str,
    copy: &mut Copied,
    problems: &mut Vec<Problem>,
) -> usize {
    let next = text
        .get(position + 1..)
        .and_then(|t| t.chars().next())
        .filter(|c| *c != '"');
    let end = position + 1 + next.map_or(0, char::len_utf8);
    copy.put('\\', 1);
    if let Some(c) = next {
        copy.put(c, c.len_utf8());
    }
    problems.push(
        Problem::new(ProblemKind::Syntax, position..end, message)
            .label("unknown escape")
            .help("a backslash is written `\\\\`"),
    );
    end
}

fn hex4(bytes: &[u8], at: usize, stop: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4).filter(|_| at + 4 <= stop)?;
    digits.iter().try_fold(0, |sum, d| {
        char::from(*d).to_digit(16).map(|v| sum * 16 + v)
    })
}
