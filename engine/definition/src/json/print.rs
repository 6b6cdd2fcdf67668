//! Printing: the same JSON, laid out anew.
//!
//! Strings, numbers and keys are copied as they are written, never decoded and encoded again, so that
//! digits, escapes, half surrogates and repeated keys stay what they were. Only blanks between them
//! change. Brackets that stand on one line stay on one where [`WIDTH`] allows; all others take a line
//! per member. Printing what was printed changes nothing.

use super::{Node, Value};

/// The widest line that brackets may share: what two windows side by side show.
pub const WIDTH: usize = 100;

const INDENT: &str = "  ";

/// Lays a sound text out; `root` was parsed from `text`. Ends with a line break.
#[must_use]
pub fn format(text: &str, root: &Node) -> String {
    let mut printer = Printer {
        text,
        out: String::with_capacity(text.len() + text.len() / 8),
    };
    printer.node(root, 0, 0);
    printer.out.push('\n');
    printer.out
}

/// Writes a value of a text without any blanks.
#[must_use]
pub fn compact(text: &str, node: &Node) -> String {
    let mut out = String::new();
    flat(text, node, &Blanks::NONE, &mut out, usize::MAX);
    out
}

/// Writes a text as a JSON string.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

struct Printer<'t> {
    text: &'t str,
    out: String,
}

impl Printer<'_> {
    /// Writes a node whose line already holds `column` characters.
    fn node(&mut self, node: &Node, depth: usize, column: usize) {
        let (open, close, count) = match &node.value {
            Value::Array(elements) => ('[', ']', elements.len()),
            Value::Object(members) => ('{', '}', members.len()),
            _ => {
                self.out.push_str(token(self.text, node));
                return;
            }
        };
        if count == 0 || self.on_one_line(node, column) {
            flat(self.text, node, &Blanks::SOME, &mut self.out, usize::MAX);
            return;
        }
        self.out.push(open);
        match &node.value {
            Value::Array(elements) => {
                for (i, element) in elements.iter().enumerate() {
                    let column = self.line(i, depth + 1);
                    self.node(element, depth + 1, column);
                }
            }
            Value::Object(members) => {
                for (i, member) in members.iter().enumerate() {
                    let column = self.line(i, depth + 1);
                    let key = self.text.get(member.key_span()).unwrap_or_default();
                    self.out.push_str(key);
                    self.out.push_str(": ");
                    let column = column.saturating_add(key.chars().count() + 2);
                    self.node(&member.node, depth + 1, column);
                }
            }
            _ => {}
        }
        self.line(0, depth);
        self.out.push(close);
    }

    /// Begins a line and returns its indentation.
    fn line(&mut self, index: usize, depth: usize) -> usize {
        if index > 0 {
            self.out.push(',');
        }
        self.out.push('\n');
        for _ in 0..depth {
            self.out.push_str(INDENT);
        }
        depth * INDENT.len()
    }

    fn on_one_line(&self, node: &Node, column: usize) -> bool {
        let mut line = String::new();
        let room = WIDTH.saturating_sub(column);
        // A comma may follow. Four bytes make a character at most; the count below is exact.
        flat(self.text, node, &Blanks::SOME, &mut line, room * 4)
            && line.chars().count() < room
            && !self
                .text
                .get(node.span())
                .unwrap_or_default()
                .contains(['\n', '\r'])
    }
}

/// The blanks between tokens on one line.
struct Blanks {
    after_comma: &'static str,
    after_colon: &'static str,
    in_braces: &'static str,
}

impl Blanks {
    const NONE: Self = Self {
        after_comma: "",
        after_colon: "",
        in_braces: "",
    };
    const SOME: Self = Self {
        after_comma: " ",
        after_colon: " ",
        in_braces: " ",
    };
}

fn token<'t>(text: &'t str, node: &Node) -> &'t str {
    match &node.value {
        Value::Null => "null",
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        _ => text.get(node.span()).unwrap_or_default(),
    }
}

/// Writes a node on one line; gives up, and says so, once the line has more than `limit` bytes.
fn flat(text: &str, node: &Node, blanks: &Blanks, out: &mut String, limit: usize) -> bool {
    match &node.value {
        Value::Array(elements) => {
            out.push('[');
            for (i, element) in elements.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                    out.push_str(blanks.after_comma);
                }
                if !flat(text, element, blanks, out, limit) {
                    return false;
                }
            }
            out.push(']');
        }
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Object(members) => {
            out.push('{');
            out.push_str(blanks.in_braces);
            for (i, member) in members.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                    out.push_str(blanks.after_comma);
                }
                out.push_str(text.get(member.key_span()).unwrap_or_default());
                out.push(':');
                out.push_str(blanks.after_colon);
                if !flat(text, &member.node, blanks, out, limit) {
                    return false;
                }
            }
            out.push_str(blanks.in_braces);
            out.push('}');
        }
        _ => {
            let token = token(text, node);
            if token.len() > limit {
                return false;
            }
            out.push_str(token);
        }
    }
    out.len() <= limit
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::parse;
    use super::*;

    fn formatted(text: &str) -> String {
        format(text, &parse(text).root.unwrap())
    }

    #[test]
    fn tokens_stay_as_they_are_written() {
        let text = r#"{"n":1.50e+3,"s":"\u00e9\/\ud800","s":"twice", "e":{},"l":[ ] }"#;
        assert_eq!(
            formatted(text),
            "{ \"n\": 1.50e+3, \"s\": \"\\u00e9\\/\\ud800\", \"s\": \"twice\", \"e\": {}, \"l\": [] }\n"
        );
    }

    #[test]
    fn brackets_over_several_lines_or_too_wide_take_a_line_per_member() {
        assert_eq!(
            formatted("{\"a\":[1,\r\n2],\"b\":{\"c\":[1,2]}}"),
            "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": { \"c\": [1, 2] }\n}\n"
        );
        let wide = format!("[\"{}\", 1]", "é".repeat(120));
        assert_eq!(formatted(&wide).lines().count(), 4);
    }

    #[test]
    fn a_text_is_quoted_with_the_escapes_that_json_wants() {
        assert_eq!(quote("a\"\\\n\u{1}é/"), r#""a\"\\\n\u0001é/""#);
    }

    #[test]
    fn a_compact_value_has_no_blanks() {
        let text = "{ \"a\" : [ 1 , { } ] }";
        assert_eq!(compact(text, &parse(text).root.unwrap()), r#"{"a":[1,{}]}"#);
    }
}
