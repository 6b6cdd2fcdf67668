//! JSON Schema (draft 7, which editors know best) for every attribute, made from the tables that the
//! reader checks against, so that an editor and `bindery check` never disagree about a key.
//!
//! Like the reader, a schema takes numbers and booleans also as strings, a single scalar for a list,
//! and null for nothing. Keys that the dialect ignores, and other names of keys, are described as such.

use bindery_model::catalogue::{ATTRIBUTES, AttributeEntry, AttributeKind, Operation};
use serde_json::{Map, Value, json};

use crate::shape::{self, Extra, Inside, Key, Kind, SHAPES, Shape};

/// The schema of an attribute.
#[must_use]
pub fn schema(attribute: &AttributeEntry) -> Value {
    let roots: &[&Shape] = match attribute.kind {
        AttributeKind::Connection => &[&shape::CONNECTION],
        AttributeKind::ImportUser => &[&shape::USER_IMPORT],
        AttributeKind::ImportAccountEnt => &[&shape::IMPORT],
        AttributeKind::StatusThreshold => &[&shape::STATUS_ATTRIBUTE, &shape::STATUS_RULES],
        AttributeKind::Operation(Operation::UpdateUser) => {
            &[&shape::USER_ACTIONS, &shape::DOCUMENT]
        }
        AttributeKind::Operation(_) => &[&shape::DOCUMENT],
        AttributeKind::Config => &[&shape::CONFIG],
        AttributeKind::PasswordPolicy => &[&shape::PASSWORD_POLICY],
        AttributeKind::EndpointsFilter | AttributeKind::Opaque => &[],
    };
    let mut document = Map::new();
    document.insert(
        "$schema".into(),
        "http://json-schema.org/draft-07/schema#".into(),
    );
    document.insert("title".into(), attribute.name.into());
    document.insert("description".into(), attribute.about.into());
    match roots {
        [] if attribute.kind == AttributeKind::EndpointsFilter => {
            document.insert("type".into(), json!(["object", "null"]));
        }
        [] => {}
        [one] => {
            document.insert("allOf".into(), json!([reference(one)]));
        }
        several => {
            let all: Vec<Value> = several.iter().map(|s| reference(s)).collect();
            document.insert("anyOf".into(), all.into());
        }
    }
    let mut used: Vec<&Shape> = roots.to_vec();
    let mut next = 0;
    while let Some(shape) = used.get(next).copied() {
        next += 1;
        for key in shape.keys {
            let inside = match key.inside {
                Inside::Free => continue,
                Inside::One(inside) | Inside::Each(inside) | Inside::Many(inside) => inside,
            };
            if !used.iter().any(|s| std::ptr::eq(*s, inside)) {
                used.push(inside);
            }
        }
    }
    if !used.is_empty() {
        // The order of the tables, whatever led to them.
        let definitions: Map<String, Value> = SHAPES
            .iter()
            .filter(|s| used.iter().any(|u| std::ptr::eq(*u, **s)))
            .map(|s| (name_of(s), object(s)))
            .collect();
        document.insert("definitions".into(), definitions.into());
    }
    document.into()
}

/// The schemas of all attributes, by name.
#[must_use]
pub fn schemas() -> Value {
    ATTRIBUTES
        .iter()
        .map(|a| (a.name.to_owned(), schema(a)))
        .collect::<Map<_, _>>()
        .into()
}

/// A table's name inside a schema: `accountCall`.
fn name_of(shape: &Shape) -> String {
    let mut name = String::new();
    for (i, word) in shape.noun.split(' ').enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if i > 0 => name.extend(first.to_uppercase()),
            Some(first) => name.push(first),
            None => {}
        }
        name.extend(letters);
    }
    name
}

fn reference(shape: &Shape) -> Value {
    json!({"$ref": format!("#/definitions/{}", name_of(shape))})
}

fn object(shape: &Shape) -> Value {
    let mut properties = Map::new();
    for key in shape.keys {
        properties.insert(key.name.to_owned(), described(key, key.about));
        for alias in key.aliases {
            let about = format!("another name of `{}`: {}", key.name, key.about);
            properties.insert((*alias).to_owned(), described(key, &about));
        }
    }
    let required: Vec<&str> = shape
        .keys
        .iter()
        .filter(|k| k.required)
        .map(|k| k.name)
        .collect();
    let mut object =
        json!({"type": ["object", "null"], "description": shape.noun, "properties": properties});
    if let Some(members) = object.as_object_mut() {
        if !required.is_empty() {
            members.insert("required".into(), json!(required));
        }
        if shape.extra == Extra::Reported {
            members.insert("additionalProperties".into(), false.into());
        }
    }
    object
}

fn described(key: &Key, about: &str) -> Value {
    let mut value = value(key);
    let about = if key.kind == Kind::Ignored {
        format!("has no effect: {about}")
    } else {
        about.to_owned()
    };
    if let Some(members) = value.as_object_mut() {
        members.insert("description".into(), about.into());
    }
    value
}

fn value(key: &Key) -> Value {
    let scalar = json!(["string", "number", "boolean", "null"]);
    match (key.kind, key.inside) {
        (_, Inside::One(shape)) => json!({"allOf": [reference(shape)]}),
        (_, Inside::Each(shape)) => {
            json!({"type": ["object", "null"], "additionalProperties": reference(shape)})
        }
        (_, Inside::Many(shape)) => json!({"anyOf": [
            {"type": "array", "items": reference(shape)},
            {"type": ["object", "null"], "additionalProperties": reference(shape)},
            reference(shape),
        ]}),
        (Kind::Template | Kind::Word, _) => json!({"type": scalar}),
        (Kind::Bool, _) => json!({"type": ["boolean", "string", "null"]}),
        (Kind::Integer, _) => json!({"type": ["integer", "string", "null"]}),
        (Kind::List, _) => json!({"type": ["array", "string", "number", "boolean", "null"]}),
        (Kind::Object, _) => json!({"type": ["object", "null"]}),
        (Kind::Calls, _) => json!({"type": ["object", "array", "null"]}),
        (Kind::Any | Kind::Ignored, _) => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_names_of_their_own() {
        let mut names: Vec<String> = SHAPES.iter().map(|s| name_of(s)).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all, "{names:?}");
    }

    #[test]
    fn every_reference_leads_to_a_definition() {
        fn references(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(members) => {
                    if let Some(Value::String(to)) = members.get("$ref") {
                        found.push(to.clone());
                    }
                    members.values().for_each(|v| references(v, found));
                }
                Value::Array(elements) => elements.iter().for_each(|v| references(v, found)),
                _ => {}
            }
        }
        for attribute in ATTRIBUTES {
            let schema = schema(attribute);
            let mut found = Vec::new();
            references(&schema, &mut found);
            for to in found {
                assert!(
                    schema.pointer(&to[1..]).is_some(),
                    "{to} of {}",
                    attribute.name
                );
            }
        }
    }
}
