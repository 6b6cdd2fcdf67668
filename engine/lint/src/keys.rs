//! The places of keys. The model keeps the place of an object; a finding about one of its keys
//! belongs on that key's line.

use bindery_definition::AttributeContent;
use bindery_definition::json::Node;
use bindery_diagnostics::Place;

use crate::rules::Subject;

/// The place of a key of the object that stands at a place, through further objects on the way;
/// the object's own place where the key is not found, as under an alias.
pub(crate) fn key_place(subject: &Subject<'_>, object: &Place, path: &[&str]) -> Place {
    found(subject, object, path).unwrap_or_else(|| object.clone())
}

fn found(subject: &Subject<'_>, object: &Place, path: &[&str]) -> Option<Place> {
    let attribute = subject
        .connection
        .attributes
        .get(object.attribute.as_ref()?)?;
    let AttributeContent::Json(root) = &attribute.content else {
        return None;
    };
    let pointer = object.path.as_ref()?;
    let mut node = pointer.split('/').skip(1).try_fold(root, |node, step| {
        let step = step.replace("~1", "/").replace("~0", "~");
        inside(node, &step)
    })?;
    let (last, before) = path.split_last()?;
    for step in before {
        node = inside(node, step)?;
    }
    let members = node.members()?;
    let member = members
        .iter()
        .rfind(|m| m.key.text.eq_ignore_ascii_case(last))?;
    let pointer = path.iter().fold(pointer.clone(), |at, step| {
        bindery_definition::json::pointer(&at, step)
    });
    let span = member.key_span.start..member.node.span.end;
    Some(attribute.origin().place(span, &pointer))
}

fn inside<'n>(node: &'n Node, step: &str) -> Option<&'n Node> {
    if let Some(elements) = node.elements() {
        return elements.get(step.parse::<usize>().ok()?);
    }
    let members = node.members()?;
    let exact = members.iter().rfind(|m| m.key.text == step);
    exact
        .or_else(|| {
            members
                .iter()
                .rfind(|m| m.key.text.eq_ignore_ascii_case(step))
        })
        .map(|m| &m.node)
}
