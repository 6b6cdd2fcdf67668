//! What differs in meaning between two connections, attribute by attribute.
//!
//! Blanks, the order of keys and the order of lists of values mean nothing to the dialect and are not
//! compared; neither is the form in which it is written: `200` and `"200"`, a body as JSON or as the
//! string of it, calls by name or as a list with names. Calls are matched by name, columns by their
//! key, entitlement types by name; the order of calls counts. Inside a body JSON is compared as JSON.
//! Values that look secret are hidden.

use bindery_diagnostics::Sources;
use bindery_diagnostics::render::secret_parts;
use bindery_model::catalogue::{ATTRIBUTES, AttributeKind};
use serde_json::Value as Json;

use crate::json::{Node, Value, parse, pointer};
use crate::package::{Attribute, AttributeContent, Connection, Loaded};

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The attribute.
    pub attribute: &'static str,
    /// Where in it: a JSON pointer whose calls bear their names; empty for the whole attribute.
    pub path: String,
    /// What it is.
    pub kind: DifferenceKind,
    /// The value on the left, secrets hidden.
    pub before: Option<Json>,
    /// The value on the right, secrets hidden.
    pub after: Option<Json>,
}

/// The kind of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Only on the right.
    Added,
    /// Only on the left.
    Removed,
    /// Another value.
    Changed,
    /// The same calls in another order.
    Reordered,
}

/// Everything that differs between a connection of one package and one of another.
#[must_use]
pub fn differences(left: (&Loaded, &Connection), right: (&Loaded, &Connection)) -> Vec<Difference> {
    let mut found = Vec::new();
    for entry in ATTRIBUTES {
        let of = |(loaded, connection): (&Loaded, &Connection)| {
            let attribute = connection.attributes.get(entry.name)?;
            Side::of(attribute, &loaded.sources)
        };
        let mut comparison = Comparison {
            attribute: entry.name,
            in_connection: entry.kind == AttributeKind::Connection,
            found: &mut found,
        };
        match (of(left), of(right)) {
            (None, None) => {}
            (None, Some(side)) => {
                let after = comparison.whole(&side);
                comparison.put("", DifferenceKind::Added, None, after);
            }
            (Some(side), None) => {
                let before = comparison.whole(&side);
                comparison.put("", DifferenceKind::Removed, before, None);
            }
            (Some(Side::Json(a)), Some(Side::Json(b))) => comparison.nodes(&a, &b, "", ""),
            (Some(a), Some(b)) => {
                if a.text() != b.text() {
                    let (before, after) = (comparison.whole(&a), comparison.whole(&b));
                    comparison.put("", DifferenceKind::Changed, before, after);
                }
            }
        }
    }
    found
}

/// An attribute of one side.
enum Side {
    /// Sound JSON.
    Json(Node),
    /// Text that is encrypted.
    Encrypted(String),
    /// Text that is no sound JSON.
    Text(String),
}

impl Side {
    fn of(attribute: &Attribute, sources: &Sources) -> Option<Self> {
        let text = || {
            let place = attribute.place();
            let file = sources.get(place.source);
            file.and_then(|f| f.text.get(place.span.clone()))
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        match &attribute.content {
            AttributeContent::Empty => None,
            AttributeContent::Encrypted => Some(Self::Encrypted(text())),
            AttributeContent::Json(node) if is_sound(node) => Some(Self::Json(node.clone())),
            AttributeContent::Json(_) => Some(Self::Text(text())),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Json(_) => None,
            Self::Encrypted(text) | Self::Text(text) => Some(text),
        }
    }
}

fn is_sound(node: &Node) -> bool {
    match &node.value {
        Value::Invalid => false,
        Value::Array(elements) => elements.iter().all(is_sound),
        Value::Object(members) => members.iter().all(|m| is_sound(&m.node)),
        _ => true,
    }
}

struct Comparison<'f> {
    attribute: &'static str,
    in_connection: bool,
    found: &'f mut Vec<Difference>,
}

impl Comparison<'_> {
    fn put(&mut self, path: &str, kind: DifferenceKind, before: Option<Json>, after: Option<Json>) {
        self.found.push(Difference {
            attribute: self.attribute,
            path: path.to_owned(),
            kind,
            before,
            after,
        });
    }

    /// What is shown of a whole attribute.
    fn whole(&self, side: &Side) -> Option<Json> {
        Some(match side {
            Side::Json(node) => self.shown(node, ""),
            Side::Encrypted(_) => "encrypted".into(),
            Side::Text(_) => "text that is not JSON".into(),
        })
    }

    /// A value with its secrets hidden.
    fn shown(&self, node: &Node, key: &str) -> Json {
        match &node.value {
            Value::Array(elements) => elements.iter().map(|e| self.shown(e, key)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|m| (m.key.text.to_string(), self.shown(&m.node, &m.key.text)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Value::String(string) => {
                if let Some(body) = body(key, node) {
                    return self.shown(&body, "").to_string().into();
                }
                let mut text = string.text.to_string();
                let mut parts = secret_parts(key, &text, self.in_connection);
                parts.sort_by_key(|p| std::cmp::Reverse(p.start));
                for part in parts {
                    if text.is_char_boundary(part.start) && text.is_char_boundary(part.end) {
                        text.replace_range(part, "***");
                    }
                }
                text.into()
            }
            _ => node.to_serde(),
        }
    }

    fn changed(&mut self, a: &Node, b: &Node, key: &str, path: &str) {
        let (before, after) = (self.shown(a, key), self.shown(b, key));
        self.put(path, DifferenceKind::Changed, Some(before), Some(after));
    }

    fn nodes(&mut self, a: &Node, b: &Node, key: &str, path: &str) {
        if key == BODY {
            let (left, right) = (body(key, a), body(key, b));
            if let (Some(a), Some(b)) = (
                left.as_ref().or(bracketed(a)),
                right.as_ref().or(bracketed(b)),
            ) {
                self.body(a, b, path);
                return;
            }
        }
        if key == CALLS
            && let (Some(a), Some(b)) = (calls(a), calls(b))
        {
            self.calls(&a, &b, path);
            return;
        }
        match (&a.value, &b.value) {
            (Value::Object(_), Value::Object(_)) => self.objects(a, b, path, false),
            (Value::Array(x), Value::Array(y)) if x.iter().chain(y).all(is_scalar) => {
                let sorted = |nodes: &[Node]| {
                    let mut texts: Vec<String> = nodes.iter().map(scalar).collect();
                    texts.sort();
                    texts
                };
                if sorted(x) != sorted(y) {
                    self.changed(a, b, key, path);
                }
            }
            (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
                for (i, (a, b)) in x.iter().zip(y).enumerate() {
                    self.nodes(a, b, key, &format!("{path}/{i}"));
                }
            }
            (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => {
                // One value and a list of it are the same.
                let alone = |node: &Node| match node.elements() {
                    Some([one]) => Some(scalar(one)),
                    Some(_) => None,
                    None => is_scalar(node).then(|| scalar(node)),
                };
                if alone(a).is_none() || alone(a) != alone(b) {
                    self.changed(a, b, key, path);
                }
            }
            _ => {
                if scalar(a) != scalar(b) {
                    self.changed(a, b, key, path);
                }
            }
        }
    }

    /// Objects by key; null is absent outside bodies.
    fn objects(&mut self, a: &Node, b: &Node, path: &str, in_body: bool) {
        let there = |node: &Node, key: &str| {
            let found = node.get(key).cloned();
            found.filter(|n| in_body || n.value != Value::Null)
        };
        let mut keys: Vec<&str> = Vec::new();
        for member in a.members().into_iter().chain(b.members()).flatten() {
            if !keys.contains(&member.key.text.as_str()) {
                keys.push(&member.key.text);
            }
        }
        for key in keys {
            let at = pointer(path, key);
            match (there(a, key), there(b, key)) {
                (Some(a), Some(b)) if in_body => self.body(&a, &b, &at),
                (Some(a), Some(b)) => self.nodes(&a, &b, key, &at),
                (Some(a), None) => {
                    let before = self.shown(&a, key);
                    self.put(&at, DifferenceKind::Removed, Some(before), None);
                }
                (None, Some(b)) => {
                    let after = self.shown(&b, key);
                    self.put(&at, DifferenceKind::Added, None, Some(after));
                }
                (None, None) => {}
            }
        }
    }

    /// JSON of a body, where lists have an order and types matter.
    fn body(&mut self, a: &Node, b: &Node, path: &str) {
        match (&a.value, &b.value) {
            (Value::Object(_), Value::Object(_)) => self.objects(a, b, path, true),
            (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
                for (i, (a, b)) in x.iter().zip(y).enumerate() {
                    self.body(a, b, &format!("{path}/{i}"));
                }
            }
            _ => {
                if !a.is_same(b) {
                    let key = path.rsplit('/').next().unwrap_or_default().to_owned();
                    self.changed(a, b, &key, path);
                }
            }
        }
    }

    fn calls(&mut self, a: &[(String, &Node)], b: &[(String, &Node)], path: &str) {
        let named = |calls: &[(String, &Node)]| -> Vec<String> {
            calls.iter().map(|(name, _)| name.clone()).collect()
        };
        let (left, right) = (named(a), named(b));
        for (name, call) in a {
            let at = pointer(path, name);
            match b.iter().find(|(n, _)| n == name) {
                Some((_, other)) => self.objects(call, other, &at, false),
                None => {
                    let before = self.shown(call, "");
                    self.put(&at, DifferenceKind::Removed, Some(before), None);
                }
            }
        }
        for (name, call) in b {
            if !left.contains(name) {
                let after = self.shown(call, "");
                self.put(
                    &pointer(path, name),
                    DifferenceKind::Added,
                    None,
                    Some(after),
                );
            }
        }
        let common = |names: &[String], other: &[String]| -> Vec<String> {
            names
                .iter()
                .filter(|n| other.contains(n))
                .cloned()
                .collect()
        };
        let (before, after) = (common(&left, &right), common(&right, &left));
        if before != after {
            let kind = DifferenceKind::Reordered;
            self.put(path, kind, Some(before.into()), Some(after.into()));
        }
    }
}

const BODY: &str = "httpParams";
const CALLS: &str = "call";

/// A body that is a string of JSON, as JSON.
fn body(key: &str, node: &Node) -> Option<Node> {
    let text = node.as_str().filter(|_| key == BODY)?;
    let parsed = parse(text);
    let root = parsed.root.filter(|_| parsed.problems.is_empty())?;
    bracketed(&root).is_some().then_some(root)
}

fn bracketed(node: &Node) -> Option<&Node> {
    matches!(node.value, Value::Object(_) | Value::Array(_)).then_some(node)
}

/// Calls with their names, in the order they are written in.
fn calls(node: &Node) -> Option<Vec<(String, &Node)>> {
    let mut calls: Vec<(String, &Node)> = match &node.value {
        Value::Array(elements) if elements.iter().all(|e| e.members().is_some()) => elements
            .iter()
            .enumerate()
            .map(|(i, call)| {
                let name = call
                    .get("name")
                    .and_then(Node::as_str)
                    .map(ToOwned::to_owned);
                (name.unwrap_or_else(|| format!("call{}", i + 1)), call)
            })
            .collect(),
        Value::Object(members) if node.get("url").or(node.get("http")).is_some() => {
            let name = node.get("name").and_then(Node::as_str).unwrap_or("call1");
            (!members.is_empty()).then(|| vec![(name.to_owned(), node)])?
        }
        Value::Object(members) if members.iter().all(|m| m.node.members().is_some()) => members
            .iter()
            .map(|m| (m.key.text.to_string(), &m.node))
            .collect(),
        _ => return None,
    };
    for i in 0..calls.len() {
        let twins = calls.get(..i).unwrap_or_default();
        let twins = twins
            .iter()
            .filter(|(name, _)| calls.get(i).is_some_and(|(n, _)| n == name))
            .count();
        if twins > 0
            && let Some((name, _)) = calls.get_mut(i)
        {
            *name = format!("{name} ({})", twins + 1);
        }
    }
    Some(calls)
}

const fn is_scalar(node: &Node) -> bool {
    !matches!(node.value, Value::Array(_) | Value::Object(_))
}

/// A scalar as the dialect reads it: `200` and `"200"` are one.
fn scalar(node: &Node) -> String {
    match &node.value {
        Value::String(string) => string.text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Bool(b) => b.to_string(),
        _ => String::new(),
    }
}
