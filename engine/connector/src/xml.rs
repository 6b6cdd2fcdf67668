//! XML answers as the tree that paths walk (`rest-dialect §2.5`).
//!
//! | XML | tree |
//! |---|---|
//! | an element with text alone | the text |
//! | an empty element | null |
//! | any other element | an object; the text beside attributes or elements is `#text` |
//! | elements of one name beside each other | an array |
//! | an attribute | `@name`, and `name` where no element has it |
//! | a prefix | nothing: `a:user` is `user` |
//!
//! The root element is a step of a path. A path may leave it out: what is below the root is at the
//! top as well, where the root's own name does not stand in the way. Entities of a document's own
//! are refused, as is a document that is nested too deeply.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::{Map, Value};

/// Elements inside each other, at most; the same as of JSON.
const DEPTH: usize = 128;

/// What is wrong with a document, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    pub what: &'static str,
    pub at: u64,
}

#[derive(Default)]
struct Element {
    name: String,
    attributes: Map<String, Value>,
    children: Map<String, Value>,
    text: String,
}

/// Reads a document.
pub(crate) fn parse(text: &str) -> Result<Value, Broken> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<(String, Value)> = None;
    loop {
        let event = reader.read_event();
        let at = reader.buffer_position();
        let broken = |what: &'static str| Broken { what, at };
        let event = event.map_err(|_| broken("the answer is not XML"))?;
        match event {
            Event::Start(start) | Event::Empty(start)
                if root.is_some() && open.is_empty() && !start.is_empty() =>
            {
                return Err(broken("the answer's XML has two roots"));
            }
            Event::Start(start) => {
                if open.len() >= DEPTH {
                    return Err(broken("the answer's XML is nested too deeply"));
                }
                open.push(element(&start).ok_or_else(|| broken("the answer is not XML"))?);
            }
            Event::Empty(start) => {
                let element = element(&start).ok_or_else(|| broken("the answer is not XML"))?;
                close(element, &mut open, &mut root);
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    close(element, &mut open, &mut root);
                }
            }
            Event::Text(part) => add(&mut open, &part.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(part) => add(&mut open, &part.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().ok().flatten();
                let known = letter.map(String::from).or_else(|| {
                    let name = reference.xml_content(XmlVersion::Implicit1_0);
                    predefined(&name).map(ToOwned::to_owned)
                });
                let known =
                    known.ok_or_else(|| broken("the answer's XML has an unknown entity"))?;
                add(&mut open, &known);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => {
                let cut = "the answer's XML is cut short";
                return match root {
                    Some(root) if open.is_empty() => Ok(with_root(root)),
                    _ => Err(broken(cut)),
                };
            }
        }
    }
}

fn element(start: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element {
        name: start.local_name().into_inner().to_owned(),
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let name = attribute.key.into_inner();
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        let name = attribute.key.local_name().into_inner().to_owned();
        element
            .attributes
            .insert(name, Value::from(value.into_owned()));
    }
    Some(element)
}

/// The entities that every document has.
fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        _ => return None,
    })
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// Gives an element to its parent, beside others of its name.
fn close(element: Element, open: &mut [Element], root: &mut Option<(String, Value)>) {
    let (name, value) = tree(element);
    let Some(parent) = open.last_mut() else {
        *root = Some((name, value));
        return;
    };
    match parent.children.get_mut(&name) {
        None => {
            parent.children.insert(name, value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(first) => {
            let both = vec![first.take(), value];
            *first = Value::Array(both);
        }
    }
}

fn tree(element: Element) -> (String, Value) {
    let Element {
        name,
        attributes,
        mut children,
        text,
    } = element;
    let is_nil = attributes.get("nil").is_some_and(|v| v == "true");
    if children.is_empty() && (attributes.is_empty() || is_nil) {
        let value = if text.is_empty() || is_nil {
            Value::Null
        } else {
            Value::from(text)
        };
        return (name, value);
    }
    for (attribute, value) in attributes {
        if !children.contains_key(&attribute) {
            children.insert(attribute.clone(), value.clone());
        }
        children.insert(format!("@{attribute}"), value);
    }
    if !text.trim().is_empty() {
        children.insert("#text".to_owned(), Value::from(text.trim()));
    }
    (name, Value::Object(children))
}

fn with_root((name, value): (String, Value)) -> Value {
    let mut top = Map::new();
    if let Value::Object(below) = &value {
        for (key, value) in below {
            if *key != name {
                top.insert(key.clone(), value.clone());
            }
        }
    }
    top.insert(name, value);
    Value::Object(top)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_are_objects_lists_and_texts() {
        let text = "<?xml version='1.0'?><!-- c --><n:r xmlns:n='u'><n:user id='7' name='x'>\
                    <name>A &amp; B</name><role>r1</role><role>r2</role><mail/></n:user></n:r>";
        let user = json!({"name": "A & B", "role": ["r1", "r2"], "mail": null,
            "id": "7", "@id": "7", "@name": "x"});
        assert_eq!(
            parse(text).unwrap(),
            json!({"user": user, "r": {"user": user}})
        );
        assert_eq!(
            parse("<a><b k='1'> t </b><c><![CDATA[<&>]]>&#65;</c></a>").unwrap()["a"],
            json!({"b": {"k": "1", "@k": "1", "#text": "t"}, "c": "<&>A"})
        );
        assert_eq!(parse("<r><r>1</r></r>").unwrap(), json!({"r": {"r": "1"}}));
    }

    #[test]
    fn what_is_broken_is_told() {
        let deep = "<a>".repeat(200);
        for (text, what) in [
            ("<a><b></a>", "the answer is not XML"),
            ("<a>", "the answer's XML is cut short"),
            ("<a/><b/>", "the answer's XML has two roots"),
            ("<a>&own;</a>", "the answer's XML has an unknown entity"),
            ("<a b=1/>", "the answer is not XML"),
            (deep.as_str(), "the answer's XML is nested too deeply"),
        ] {
            assert_eq!(parse(text).unwrap_err().what, what, "{text}");
        }
    }
}
