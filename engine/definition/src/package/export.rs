//! Exported `Connection_*.json`: connections by name, each with `EXTERNAL_ATTR` (field-notes §1).

use std::sync::Arc;

use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_model::catalogue::{ATTRIBUTES, find_attribute};

use crate::json::{Member, Node, Value, parse, parse_shared, pointer};
use crate::origin::Origin;
use crate::suggest::nearest;

use super::envelope::{ATTRIBUTE_LIST, Marker, NAME, VALUE};
use super::{Connection, ConnectionKind, Loaded};

/// Whether a text is an export.
pub(super) fn is_export(text: &str) -> bool {
    parse(text)
        .root
        .as_ref()
        .and_then(Node::members)
        .is_some_and(|m| m.iter().any(|m| m.node.get(ATTRIBUTE_LIST).is_some()))
}

/// Reads the text of a file that should be an export.
pub(super) fn read(loaded: &mut Loaded, name: &str, text: String) {
    let text = Arc::<str>::from(text);
    let source = loaded.sources.add(name, Arc::clone(&text));
    let origin = Origin::file(source);
    let parsed = parse_shared(&text);
    let problems = parsed.problems.into_iter();
    loaded
        .diagnostics
        .extend(problems.map(|p| p.into_diagnostic(&origin)));
    let Some(root) = parsed.root else {
        return;
    };
    let before = loaded.connections.len();
    for member in root.members().unwrap_or_default() {
        if !loaded.is_full() && member.node.get(ATTRIBUTE_LIST).is_some() {
            let connection = connection(loaded, member, &origin);
            loaded.add(connection);
        }
    }
    if loaded.connections.len() == before && !loaded.is_full() {
        loaded.report(
            Diagnostic::new(codes::NO_CONNECTION, "this file holds no connection")
                .at(
                    origin.place(root.head(), ""),
                    format!("expected connections by name, each with `{ATTRIBUTE_LIST}`"),
                )
                .with_help("give the Connection_*.json of an export, or put attributes into a connector folder"),
        );
    }
}

/// Reads a connection of a document.
pub(super) fn connection(loaded: &mut Loaded, member: &Member, origin: &Arc<Origin>) -> Connection {
    let base = pointer("", &member.key.text);
    let text_of = |key: &str| member.node.get(key).and_then(Node::as_str);
    let name = text_of("connectionname")
        .unwrap_or(&member.key.text)
        .to_owned();
    let type_node = member.node.get("externalconnectiontype");
    let kind = ConnectionKind::read(type_node.and_then(Node::as_str));
    let place = origin.place(member.key_span(), &base);
    let mut connection = Connection::new(name.clone(), kind.clone(), place.clone());
    if let ConnectionKind::Other(kind) = &kind {
        let place = type_node.map_or(place, |n| {
            origin.place(n.span(), format!("{base}/externalconnectiontype"))
        });
        loaded.report(
            Diagnostic::new(
                codes::NOT_REST,
                format!("`{name}` is a {kind} connection, which bindery leaves alone"),
            )
            .at(place, "not REST")
            .with_help("bindery reads connections of type REST"),
        );
        return connection;
    }
    let Some(list) = member.node.get(ATTRIBUTE_LIST) else {
        return connection;
    };
    let at = format!("{base}/{ATTRIBUTE_LIST}");
    match list.elements() {
        Some(elements) => {
            for (i, element) in elements.iter().enumerate() {
                attribute(
                    loaded,
                    &mut connection,
                    element,
                    &format!("{at}/{i}"),
                    origin,
                );
            }
        }
        None => loaded.report(
            Diagnostic::new(
                codes::WRONG_TYPE,
                format!("`{ATTRIBUTE_LIST}` takes a list, not {}", list.noun()),
            )
            .at(origin.place(list.span(), &at), "no list")
            .with_help(
                "give a list of attributes with `attributename` and `encryptedattributevalue`",
            ),
        ),
    }
    connection
}

fn attribute(
    loaded: &mut Loaded,
    connection: &mut Connection,
    element: &Node,
    at: &str,
    origin: &Arc<Origin>,
) {
    let Some(name_node) = element.get(NAME) else {
        loaded.report(
            Diagnostic::new(codes::MISSING_KEY, "an attribute has no `attributename`")
                .at(origin.place(element.head(), at), "this attribute")
                .with_help("name it or remove it"),
        );
        return;
    };
    let Some(name) = name_node.as_str() else {
        return;
    };
    let Some(entry) = find_attribute(name.trim()) else {
        let place = origin.place(name_node.span(), at);
        loaded.report(unknown(name, place));
        return;
    };
    let Some(value) = element.get(VALUE) else {
        return;
    };
    let is_given = |a: &super::Attribute| a.content != super::AttributeContent::Empty;
    let is_text = matches!(&value.value, Value::String(s) if !s.text.trim().is_empty());
    let before = connection.attributes.get(entry.name);
    if is_text && before.is_some_and(is_given) {
        loaded.report(
            Diagnostic::new(
                codes::REPEATED_ATTRIBUTE,
                format!("`{}` is given twice", entry.name),
            )
            .at(origin.place(name_node.span(), at), "the last one counts")
            .with_help("keep one of them"),
        );
    }
    match &value.value {
        Value::String(string) => connection.set_string(entry.name, string, value.span(), origin),
        Value::Null | Value::Invalid => {}
        // Its text lies in a file of the folder.
        _ if Marker::read(value).is_some() => {}
        // An attribute written as JSON, not as a string of JSON, means the same.
        _ => connection.set_node(entry.name, value.clone(), origin),
    }
}

/// The finding for an attribute that no REST connection has.
pub(super) fn unknown(name: &str, place: Place) -> Diagnostic {
    let help = nearest(name, ATTRIBUTES.iter().map(|a| a.name)).map_or_else(
        || "remove it, or check that the connection is of type REST".to_owned(),
        |n| format!("did you mean `{n}`?"),
    );
    Diagnostic::new(
        codes::UNKNOWN_ATTRIBUTE,
        format!("`{name}` is no attribute of a REST connection"),
    )
    .at(place, "ignored")
    .with_help(help)
}
