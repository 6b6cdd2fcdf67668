//! The mistakes: every one of some kinds that a text of JSON can have.

use std::collections::BTreeSet;
use std::ops::Range;

use bindery_definition::json::{Member, Node, Value, parse, pointer};

/// A text with one mistake.
pub struct Mutation {
    /// What tells it from the others: its kind, its place, what changed.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Every mistake of a text. Slips of a string that was seen before are not made again.
pub fn of(text: &str, seen: &mut BTreeSet<String>) -> Vec<Mutation> {
    let parsed = parse(text);
    let root = parsed.root.expect("the text is JSON");
    let mut making = Making {
        text,
        seen,
        made: Vec::new(),
    };
    making.node(&root, "");
    making.made
}

struct Making<'t> {
    text: &'t str,
    seen: &'t mut BTreeSet<String>,
    made: Vec<Mutation>,
}

impl Making<'_> {
    fn put(&mut self, name: String, range: Range<usize>, replacement: &str) {
        let (head, tail) = (&self.text[..range.start], &self.text[range.end..]);
        let text = format!("{head}{replacement}{tail}");
        if text != self.text {
            self.made.push(Mutation { name, text });
        }
    }

    fn node(&mut self, node: &Node, at: &str) {
        if let Some(members) = node.members() {
            for (index, member) in members.iter().enumerate() {
                let inner = pointer(at, &member.key.text);
                self.member(members, index, member, &inner);
                self.node(&member.node, &inner);
            }
        } else if let Some(elements) = node.elements() {
            for (index, element) in elements.iter().enumerate() {
                let inner = format!("{at}/{index}");
                self.element(elements, index, &inner);
                self.node(element, &inner);
            }
        }
        self.value(node, at);
    }

    /// A key left out, misspelt, in another case, with a blank, twice.
    fn member(&mut self, members: &[Member], index: usize, member: &Member, at: &str) {
        let whole = member.key_span().start..member.node.span().end;
        let without = match (
            index.checked_sub(1).map(|i| &members[i]),
            members.get(index + 1),
        ) {
            (_, Some(next)) => whole.start..next.key_span().start,
            (Some(before), None) => before.node.span().end..whole.end,
            (None, None) => whole.clone(),
        };
        self.put(format!("without {at}"), without, "");
        let key = member.key.text.to_string();
        let inside = member.key_span().start + 1..member.key_span().end - 1;
        if key.len() > 2 && key.is_ascii() {
            let middle = key.len() / 2;
            let dropped = format!("{}{}", &key[..middle], &key[middle + 1..]);
            self.put(format!("misspelt {at}"), inside, &dropped);
        }
        let copy = format!("{}, ", &self.text[whole.clone()]);
        self.put(format!("twice {at}"), whole.start..whole.start, &copy);
    }

    fn element(&mut self, elements: &[Node], index: usize, at: &str) {
        let span = elements[index].span();
        let without = match (
            index.checked_sub(1).map(|i| &elements[i]),
            elements.get(index + 1),
        ) {
            (_, Some(next)) => span.start..next.span().start,
            (Some(before), None) => before.span().end..span.end,
            (None, None) => span.clone(),
        };
        self.put(format!("without {at}"), without, "");
    }

    /// A value of another type; a word with a slip; a binding without one of its characters.
    fn value(&mut self, node: &Node, at: &str) {
        let span = node.span();
        let others: &[&str] = match &node.value {
            Value::String(_) => &[
                "7",
                "true",
                "null",
                "{}",
                "[]",
                "\"\"",
                "{\"x\": \"y\"}",
                "[\"x\"]",
            ],
            Value::Number(_) => &[
                "\"x\"", "true", "{}", "[]", "-1", "1.5", "99999", "\"\"", "null",
            ],
            Value::Bool(_) => &["\"x\"", "7", "{}", "\"\"", "null"],
            Value::Object(_) => &["\"x\"", "7", "[\"x\"]", "{}", "null"],
            Value::Array(_) => &["\"x\"", "7", "{\"x\": 1}", "[]", "null", "[null]"],
            _ => &[],
        };
        for other in others {
            self.put(format!("{other} for {at}"), span.clone(), other);
        }
        if let Value::String(string) = &node.value
            && self.seen.insert(string.text.to_string())
        {
            let raw = &self.text[span.start + 1..span.end - 1];
            self.slips(at, &span, raw);
        }
    }

    /// Each character of a binding left out, the dollar and the braces included; of a short word each.
    fn slips(&mut self, at: &str, span: &Range<usize>, raw: &str) {
        let start = span.start + 1;
        let chars: Vec<(usize, char)> = raw.char_indices().collect();
        let is_word = raw.len() <= 40 && !raw.contains(' ');
        let mut depth = 0usize;
        for (index, (offset, letter)) in chars.iter().enumerate() {
            let opens = *letter == '$' && raw[offset + 1..].starts_with('{');
            match letter {
                '{' if depth > 0 || raw[..*offset].ends_with('$') => depth += 1,
                '}' if depth > 1 => depth -= 1,
                _ => {}
            }
            let is_inside = depth > 0 || opens;
            if *letter == '}' && depth == 1 {
                depth = 0;
            }
            if *letter == ' ' || !is_inside && !is_word {
                continue;
            }
            // Of a doubled letter it does not matter which is left out.
            if index > 0 && chars[index - 1].1 == *letter {
                continue;
            }
            if *letter == '\\' || (index > 0 && chars[index - 1].1 == '\\') {
                continue;
            }
            let from = raw[..*offset]
                .char_indices()
                .rev()
                .nth(11)
                .map_or(0, |(i, _)| i);
            let to = raw[*offset..]
                .char_indices()
                .nth(8)
                .map_or(raw.len(), |(i, _)| offset + i);
            let shown = format!(
                "{}[{letter}]{}",
                &raw[from..*offset],
                &raw[offset + letter.len_utf8()..to]
            );
            let range = start + offset..start + offset + letter.len_utf8();
            self.put(format!("drop {at} {shown}"), range, "");
        }
    }
}
