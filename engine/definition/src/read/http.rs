//! Requests: the `http` block and the same keys on a flat call.

use bindery_diagnostics::{Diagnostic, codes};

use crate::json::{Member, Node, Value, parse};
use crate::model::{Body, Header, HttpBlock, JsonTemplate, Ssl};
use crate::pointer::Pointer;
use crate::shape::{HTTP, SSL};
use crate::text::{Text, Word};

use super::{Fields, Reader, Role, kept};

/// Reads the `http` object of a call.
pub(super) fn block(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    connection: Option<&Word>,
) -> Option<HttpBlock> {
    let http = fields.object(reader, "http", &HTTP)?;
    flat(reader, &http, connection)
}

/// Reads the request keys of an object that has them itself.
pub(super) fn flat(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    connection: Option<&Word>,
) -> Option<HttpBlock> {
    let url = fields.url(reader, "url");
    let method = fields.template(reader, "httpMethod");
    let headers = headers(reader, fields);
    let mut content_type = fields.template(reader, "httpContentType");
    if content_type.is_none() {
        content_type = misplaced_content_type(reader, fields).or_else(|| content_type_of(&headers));
    }
    let body = body(reader, fields);
    let ssl = if fields.shape.keys.iter().any(|k| k.name == "ssl") {
        fields.object(reader, "ssl", &SSL).map(|f| ssl(reader, &f))
    } else {
        None
    };
    let url = url?;
    reader.register_url(&url, connection);
    Some(HttpBlock {
        place: reader.place(fields.node, &fields.pointer),
        url,
        method,
        headers,
        content_type,
        body,
        ssl,
    })
}

/// The type of a body where no key but a header names it: `Content-Type`, or the pseudo-header
/// `contentType` (rest-dialect §0.3).
pub(super) fn content_type_of(headers: &[Header]) -> Option<Text> {
    let named = |header: &&Header| {
        let name = header.name.as_str();
        ["contentType", "Content-Type"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    };
    headers
        .iter()
        .find(named)
        .map(|header| header.value.clone())
}

fn misplaced_content_type(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Text> {
    if !fields.shape.keys.iter().any(|k| k.name == "contentType") {
        return None;
    }
    let (node, at) = fields.get("contentType")?;
    let place = reader.place(node, &at);
    reader.report(
        Diagnostic::new(
            codes::MISPLACED_KEY,
            "`contentType` is read as `httpContentType`",
        )
        .at(place, "honoured")
        .with_help("write `httpContentType`"),
    );
    reader.template(node, &at, "contentType", Role::Other)
}

/// Headers in order.
pub(super) fn headers(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Header> {
    let entries = fields.entries(reader, "httpHeaders").into_iter();
    kept(entries.filter_map(|(member, at)| {
        blanks(reader, member, &at);
        let name = Word::new(
            member.key.text.trim().into(),
            &reader.origin,
            member.key_span(),
            &at,
        );
        let value = reader.template(&member.node, &at, &member.key.text, Role::Other)?;
        Some(Header { name, value })
    }))
}

/// `httpParams`.
pub(super) fn body(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Body> {
    let (node, at) = fields.get("httpParams")?;
    match &node.value {
        Value::String(string) => Some(Body::Text(reader.text(string, node, &at, Role::Other))),
        Value::Object(_) | Value::Array(_) => Some(Body::Json(json(reader, node, &at))),
        Value::Invalid | Value::Null => None,
        _ => {
            reader.wrong_type(node, &at, "httpParams", "a string or an object");
            None
        }
    }
}

/// JSON whose strings are templates.
pub(super) fn json(reader: &mut Reader<'_>, node: &Node, at: &Pointer) -> JsonTemplate {
    match &node.value {
        Value::Null | Value::Invalid => JsonTemplate::Null,
        Value::Bool(b) => JsonTemplate::Bool(*b),
        Value::Number(n) => JsonTemplate::Number(n.to_string()),
        Value::String(string) => JsonTemplate::Text(reader.text(string, node, at, Role::Other)),
        Value::Array(elements) => JsonTemplate::List(
            elements
                .iter()
                .enumerate()
                .map(|(i, e)| json(reader, e, &at.index(i)))
                .collect(),
        ),
        Value::Object(members) => JsonTemplate::Object(
            members
                .iter()
                .map(|m| {
                    let here = at.key(&m.key.text);
                    blanks(reader, m, &here);
                    let key_node = Node::new(Value::Null, m.key_span());
                    let key = reader.text(&m.key, &key_node, &here, Role::Other);
                    (key, json(reader, &m.node, &here))
                })
                .collect(),
        ),
    }
}

/// Reports a parameter or header whose name has blanks around it.
fn blanks(reader: &mut Reader<'_>, member: &Member, at: &Pointer) {
    let name = &member.key.text;
    if name.trim() != name.as_str() && !name.trim().is_empty() {
        let place = reader.origin.place(member.key_span(), at);
        reader.blank_in_key(member, place, None);
    }
}

/// Parameters of a token request. A string that is a JSON object is read as that object, so that
/// form encoding has its pairs; any other string stays a string.
pub(super) fn token_body(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Body> {
    let (node, at) = fields.get("httpParams")?;
    if let Value::String(string) = &node.value
        && string.text.trim_start().starts_with('{')
    {
        let parsed = parse(&string.text);
        if parsed.is_sound()
            && let Some(root) = parsed.root
        {
            let nested = crate::origin::Origin::nested(&reader.origin, string.map(), &at);
            let outer = std::mem::replace(&mut reader.origin, nested);
            let body = Body::Json(json(reader, &root, &Pointer::ROOT));
            reader.origin = outer;
            return Some(body);
        }
    }
    body(reader, fields)
}

/// TLS options, from any object that has their keys.
pub(super) fn ssl(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Ssl {
    Ssl {
        key_file: fields.word(reader, "keyFile"),
        key_file_password: fields.template(reader, "keyFilePassword"),
        key_manager_algorithm: fields.word(reader, "keyManagerAlgorithm"),
        key_store_type: fields.word(reader, "keyStoreType"),
        ssl_algorithm_name: fields.word(reader, "sslAlgorithmName"),
    }
}
