//! Shows rows in the shapes of the description, and fills the words of an envelope.

use serde_json::{Map, Value};

use crate::check::DEEPEST_SHAPE;
use crate::description::{Detailed, FieldType, Form, Output, Part, Shape};
use crate::identifier::as_uuid;
use crate::world::{Row, World};

/// A row in a named shape; null where there is no such shape.
pub(crate) fn show(world: &World, resource: &str, row: &Row, shape: &str, depth: usize) -> Value {
    match world.description.shapes.get(shape) {
        Some(shape) => object(world, resource, row, shape, depth),
        None => Value::Null,
    }
}

fn object(world: &World, resource: &str, row: &Row, shape: &Shape, depth: usize) -> Value {
    if depth > DEEPEST_SHAPE {
        return Value::Null;
    }
    let mut shown = Map::new();
    for (name, output) in shape {
        let (value, drop_empty) = match output {
            Output::Field(field) => (stored(world, resource, row, field), false),
            Output::Detailed(output) => (
                detailed(world, resource, row, output, depth),
                output.drop_empty,
            ),
        };
        if drop_empty && (value.is_null() || value.as_str() == Some("")) {
            continue;
        }
        shown.insert(name.clone(), value);
    }
    Value::Object(shown)
}

fn detailed(world: &World, resource: &str, row: &Row, output: &Detailed, depth: usize) -> Value {
    if let Some(constant) = &output.constant {
        return constant.clone();
    }
    if let Some(shape) = &output.object {
        return object(world, resource, row, shape, depth + 1);
    }
    if let Some(parts) = &output.concat {
        return Value::String(concat(row, parts));
    }
    if let Some(referrers) = &output.referrers {
        let own = world
            .description
            .resources
            .get(resource)
            .and_then(|about| row.get(&about.id.field));
        let Some(own) = own.and_then(Value::as_str) else {
            return Value::Null;
        };
        return world
            .rows(&referrers.resource)
            .filter(|(_, other)| refers(other, &referrers.field, own))
            .map(|(id, other)| match &output.each {
                Some(each) => show(world, &referrers.resource, other, each, depth + 1),
                None => Value::String(id.clone()),
            })
            .collect();
    }
    let Some(field) = &output.field else {
        return Value::Null;
    };
    let value = stored(world, resource, row, field);
    if let Some(each) = &output.each {
        let to = world
            .description
            .resources
            .get(resource)
            .and_then(|about| about.fields.get(field))
            .and_then(|field| field.to.as_deref())
            .unwrap_or_default();
        let expand = |id: &Value| {
            let other = id.as_str().and_then(|id| world.row(to, id))?;
            Some(show(world, to, other, each, depth + 1))
        };
        return match &value {
            Value::Array(ids) => ids.iter().filter_map(expand).collect(),
            id => expand(id).unwrap_or(Value::Null),
        };
    }
    match output.form {
        Some(form) => formed(value, form),
        None => value,
    }
}

/// Whether a row's reference field holds this id.
pub(crate) fn refers(row: &Row, field: &str, id: &str) -> bool {
    match row.get(field) {
        Some(Value::Array(ids)) => ids.iter().any(|value| value.as_str() == Some(id)),
        Some(value) => value.as_str() == Some(id),
        None => false,
    }
}

/// A field as it is stored; an unset text is empty, a secret is never shown.
fn stored(world: &World, resource: &str, row: &Row, field: &str) -> Value {
    let about = world.description.resources.get(resource);
    let kind = about
        .and_then(|about| about.fields.get(field))
        .map(|f| f.kind);
    match (kind, row.get(field)) {
        (Some(FieldType::Secret), _) => Value::Null,
        (_, Some(value)) => value.clone(),
        (Some(FieldType::String), None) => Value::String(String::new()),
        (Some(FieldType::References), None) => Value::Array(Vec::new()),
        (_, None) => Value::Null,
    }
}

fn formed(value: Value, form: Form) -> Value {
    match (form, &value) {
        (Form::Integer, Value::Bool(flag)) => Value::from(u8::from(*flag)),
        (Form::Integer, Value::String(text)) => text.parse::<i64>().map_or(value, Value::from),
        (Form::Boolean, Value::Number(number)) => Value::Bool(number.as_i64() != Some(0)),
        (Form::String, Value::Bool(_) | Value::Number(_)) => Value::String(value.to_string()),
        (Form::Uuid, Value::String(id)) => Value::String(as_uuid(id)),
        (Form::Uuid, Value::Array(ids)) => ids
            .iter()
            .map(|id| formed(id.clone(), Form::Uuid))
            .collect(),
        _ => value,
    }
}

fn concat(row: &Row, parts: &[Part]) -> String {
    let text: String = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Field(part) => row.get(&part.field).map(text_of).unwrap_or_default(),
        })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A scalar as text; nothing for null, lists and objects.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// Words such as `@total` and what they stand for.
pub(crate) type Words = Vec<(&'static str, Value)>;

/// A template with every whole value that is a word replaced.
pub(crate) fn fill(template: &Value, words: &Words, depth: usize) -> Value {
    match template {
        Value::String(text) => words
            .iter()
            .find(|(word, _)| word == text)
            .map_or_else(|| template.clone(), |(_, value)| value.clone()),
        Value::Array(items) if depth < 32 => items
            .iter()
            .map(|item| fill(item, words, depth + 1))
            .collect(),
        Value::Object(map) if depth < 32 => map
            .iter()
            .map(|(key, value)| (key.clone(), fill(value, words, depth + 1)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
