//! The places of keys. The model keeps the place of an object; a finding about one of its keys
//! belongs on that key's line.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use bindery_definition::json::{Member, Node, Value};
use bindery_definition::{Attribute, AttributeContent, Text};
use bindery_diagnostics::{Fix, Place, codes};

use crate::rules::Subject;

/// How many members an object has at least to be worth an order of its own.
const LARGE: usize = 32;

/// The members of large objects in the order of their keys, made when one is first looked up: a
/// hostile text has a hundred thousand calls in one section, and each is asked for.
#[derive(Debug, Default)]
pub(crate) struct KeyOrders(RefCell<HashMap<*const Member, Rc<[u32]>>>);

impl KeyOrders {
    /// The member of a key, in any case where none has it exactly; the last of several.
    fn find<'n>(&self, members: &'n [Member], key: &str) -> Option<&'n Member> {
        if members.len() < LARGE {
            let mut all = members.iter();
            let exact = members.iter().rfind(|m| m.key.text == key);
            return exact.or_else(|| all.rfind(|m| m.key.text.eq_ignore_ascii_case(key)));
        }
        let order = self.order(members);
        let member = |index: &u32| members.get(*index as usize);
        let compared =
            |index: &u32| folded(member(index).map_or("", |m| &m.key.text)).cmp(folded(key));
        let start = order.partition_point(|i| compared(i).is_lt());
        let end = order.partition_point(|i| compared(i).is_le());
        let same = order.get(start..end)?;
        let exact = same
            .iter()
            .rev()
            .filter_map(member)
            .find(|m| m.key.text == key);
        exact.or_else(|| same.last().and_then(member))
    }

    fn order(&self, members: &[Member]) -> Rc<[u32]> {
        let mut orders = self.0.borrow_mut();
        let order = orders.entry(members.as_ptr()).or_insert_with(|| {
            let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
            let mut order: Vec<u32> = (0..count).collect();
            let key = |index: u32| members.get(index as usize).map_or("", |m| &m.key.text);
            order.sort_by(|a, b| folded(key(*a)).cmp(folded(key(*b))));
            order.into()
        });
        Rc::clone(order)
    }
}

fn folded(key: &str) -> impl Iterator<Item = u8> {
    key.bytes().map(|b| b.to_ascii_lowercase())
}

/// The place of a key of the object that stands at a place, through further objects on the way;
/// the object's own place where the key is not found, as under an alias.
pub(crate) fn key_place(subject: &Subject<'_>, object: &Place, path: &[&str]) -> Place {
    found(subject, object, path).unwrap_or_else(|| object.clone())
}

fn found(subject: &Subject<'_>, object: &Place, path: &[&str]) -> Option<Place> {
    let (attribute, pointer, node) = node_at(subject, object)?;
    let (last, before) = path.split_last()?;
    let node = before
        .iter()
        .try_fold(node, |node, step| inside(subject, node, step))?;
    let member = subject.orders.find(node.members()?, last)?;
    let span = member.key_span().start..member.node.span().end;
    Some(attribute.origin().place(span, extended(pointer, path)))
}

fn extended(pointer: &str, path: &[&str]) -> String {
    path.iter().fold(pointer.to_owned(), |at, step| {
        bindery_definition::json::pointer(&at, step)
    })
}

/// The attribute and the node that stand at a place.
fn node_at<'s, 'p>(
    subject: &'s Subject<'_>,
    place: &'p Place,
) -> Option<(&'s Attribute, &'p str, &'s Node)> {
    let attribute = subject
        .connection
        .attributes
        .get(place.attribute.as_ref()?)?;
    let AttributeContent::Json(root) = &attribute.content else {
        return None;
    };
    let pointer = place.path.as_ref()?;
    let node = pointer.split('/').skip(1).try_fold(root, |node, step| {
        let step = step.replace("~1", "/").replace("~0", "~");
        inside(subject, node, &step)
    })?;
    Some((attribute, pointer, node))
}

/// The place of the value of a key of the object that stands at a place; the object's own place where
/// the key is not found.
pub(crate) fn value_place(subject: &Subject<'_>, object: &Place, path: &[&str]) -> Place {
    let found = node_at(subject, object).and_then(|(attribute, pointer, node)| {
        let node = path
            .iter()
            .try_fold(node, |node, step| inside(subject, node, step))?;
        let at = extended(pointer, path);
        Some(attribute.origin().place(node.span(), &at))
    });
    found.unwrap_or_else(|| object.clone())
}

/// A fix that writes another text for a key's value, which is a string.
pub(crate) fn fix_value(
    subject: &Subject<'_>,
    object: &Place,
    key: &str,
    replacement: &str,
) -> Option<Fix> {
    let (attribute, pointer, node) = node_at(subject, object)?;
    let node = inside(subject, node, key)?;
    node.as_str()?;
    let origin = attribute.origin();
    let place = origin.place(node.span(), extended(pointer, &[key]));
    let written = origin.written(&bindery_definition::json::quote(replacement));
    Some(Fix::new(format!("write `{replacement}`"), place, written))
}

/// The places of a status in a rule of success, in the order of the rule.
pub(crate) fn status_places(subject: &Subject<'_>, rule: &Place, status: u16) -> Vec<Place> {
    let mut places = Vec::new();
    let Some((attribute, pointer, node)) = node_at(subject, rule) else {
        return places;
    };
    let alone = std::slice::from_ref(node);
    let alternatives = node.elements().unwrap_or(alone);
    for (index, alternative) in alternatives.iter().enumerate() {
        let at = match node.elements() {
            Some(_) => format!("{pointer}/{index}"),
            None => pointer.to_owned(),
        };
        let lists = alternative.members().unwrap_or_default().iter();
        let mut lists: Vec<(&Node, String)> = lists
            .filter(|m| m.key.text.trim().eq_ignore_ascii_case("statusCode"))
            .map(|m| (&m.node, extended(&at, &[&m.key.text])))
            .collect();
        if alternative.members().is_none() {
            lists.push((alternative, at));
        }
        for (list, at) in lists {
            let alone = std::slice::from_ref(list);
            let elements = list.elements().unwrap_or(alone);
            for (index, element) in elements.iter().enumerate() {
                if number(element) == Some(status) {
                    let at = match list.elements() {
                        Some(_) => format!("{at}/{index}"),
                        None => at.clone(),
                    };
                    places.push(attribute.origin().place(element.span(), &at));
                }
            }
        }
    }
    places
}

/// The place of an element of a list from the end of the element before it.
pub(crate) fn with_comma_before(subject: &Subject<'_>, element: &Place) -> Option<Place> {
    let (list, index) = element.path.as_ref()?.rsplit_once('/')?;
    let list = Place {
        path: Some(list.to_owned()),
        ..element.clone()
    };
    let (attribute, _, node) = node_at(subject, &list)?;
    let index: usize = index.parse().ok()?;
    let elements = node.elements()?;
    let before = elements.get(index.checked_sub(1)?)?;
    let span = before.span().end..elements.get(index)?.span().end;
    Some(
        attribute
            .origin()
            .place(span, element.path.as_deref().unwrap_or_default()),
    )
}

fn number(node: &Node) -> Option<u16> {
    match &node.value {
        Value::Number(number) => number.trim_end_matches(".0").parse().ok(),
        Value::String(text) => text.text.trim().parse().ok(),
        _ => None,
    }
}

fn inside<'n>(subject: &Subject<'_>, node: &'n Node, step: &str) -> Option<&'n Node> {
    if let Some(elements) = node.elements() {
        return elements.get(step.parse::<usize>().ok()?);
    }
    let member = subject.orders.find(node.members()?, step);
    member.map(|m| &m.node)
}

/// Whether the object of a call has a key, whatever its value.
pub(crate) fn has_key(subject: &Subject<'_>, object: &Place, key: &str) -> bool {
    found(subject, object, &[key]).is_some()
}

/// Whether the object that a text stands in has a key that could not be read: it may be the one that
/// seems to be missing.
pub(crate) fn has_unread_key(subject: &Subject<'_>, text: &Text) -> bool {
    fn parent(place: &Place) -> (Option<&str>, &str) {
        let path = place.path.as_deref().unwrap_or_default();
        let end = path.rfind('/').unwrap_or_default();
        (
            place.attribute.as_deref(),
            path.get(..end).unwrap_or_default(),
        )
    }
    let own = text.place();
    let unread = [
        codes::UNKNOWN_KEY,
        codes::BLANK_IN_KEY,
        codes::KEY_OF_ANOTHER_OBJECT,
        codes::JSON_SYNTAX,
    ];
    let unknown = subject
        .connection
        .diagnostics()
        .filter(|d| unread.contains(&d.code));
    let mut places = unknown.filter_map(|d| d.primary.as_ref());
    places.any(|label| parent(&label.place) == parent(&own))
}
