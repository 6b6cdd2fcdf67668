//! The schemas against everything that is known to be right, by a checker of the keywords they use.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use bindery_definition::{AttributeContent, load, schema};
use bindery_model::catalogue::find_attribute;
use serde_json::{Value, json};

/// What a value breaks, or nothing.
fn broken(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let known = [
        "$schema",
        "title",
        "description",
        "definitions",
        "$ref",
        "allOf",
        "anyOf",
        "type",
        "items",
        "properties",
        "required",
        "additionalProperties",
    ];
    if let Value::Bool(fits) = schema {
        return (!fits).then(|| format!("{at}: nothing may stand here"));
    }
    let rules = schema.as_object().unwrap();
    for keyword in rules.keys() {
        assert!(
            known.contains(&keyword.as_str()),
            "unchecked keyword {keyword}"
        );
    }
    if let Some(Value::String(to)) = rules.get("$ref") {
        return broken(root, root.pointer(&to[1..]).unwrap(), value, at);
    }
    if let Some(Value::Array(all)) = rules.get("allOf")
        && let Some(found) = all.iter().find_map(|s| broken(root, s, value, at))
    {
        return Some(found);
    }
    if let Some(Value::Array(any)) = rules.get("anyOf") {
        let found: Vec<_> = any.iter().map(|s| broken(root, s, value, at)).collect();
        if found.iter().all(Option::is_some) {
            return Some(
                found
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" and "),
            );
        }
    }
    if let Some(types) = rules.get("type") {
        let types: Vec<&str> = match types {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect(),
        };
        let of = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(n) if n.as_f64().is_some_and(|f| f.fract() == 0.0) => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if !(types.contains(&of) || of == "integer" && types.contains(&"number")) {
            return Some(format!("{at}: {of} is none of {types:?}"));
        }
    }
    if let (Some(items), Value::Array(elements)) = (rules.get("items"), value) {
        let mut elements = elements.iter().enumerate();
        if let Some(found) =
            elements.find_map(|(i, e)| broken(root, items, e, &format!("{at}/{i}")))
        {
            return Some(found);
        }
    }
    let Value::Object(members) = value else {
        return None;
    };
    for key in rules
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if !members.contains_key(key.as_str().unwrap()) {
            return Some(format!("{at}: {key} is missing"));
        }
    }
    members.iter().find_map(|(key, member)| {
        let property = rules.get("properties").and_then(|p| p.get(key));
        let schema = property.or_else(|| rules.get("additionalProperties"))?;
        broken(root, schema, member, &format!("{at}/{key}"))
    })
}

/// Every attribute of a path that reads without a finding about its shape.
fn check(path: &Path) -> usize {
    let loaded = load(path);
    let found = loaded.all_diagnostics();
    let mut count = 0;
    for connection in &loaded.connections {
        for attribute in connection.attributes.values() {
            let AttributeContent::Json(node) = &attribute.content else {
                continue;
            };
            let is_odd = found.iter().any(|d| {
                let place = d.primary.as_ref().map(|l| &l.place);
                d.code.as_str().starts_with("B1")
                    && place.and_then(|p| p.attribute.as_ref()) == Some(&attribute.name)
            });
            if !is_odd {
                let schema = schema(find_attribute(&attribute.name).unwrap());
                let found = broken(&schema, &schema, &node.to_serde(), "");
                assert_eq!(found, None, "{} of {}", attribute.name, path.display());
                count += 1;
            }
        }
    }
    count
}

#[test]
fn what_reads_without_a_finding_is_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    assert!(check(&root.join("connectors/bynder")) > 8);
    let shared =
        std::env::var_os("BINDERY_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let Ok(packages) = std::fs::read_dir(shared.join("corpus")) else {
        println!("skipped: there is no corpus");
        return;
    };
    let count: usize = packages.map(|p| check(&p.unwrap().path())).sum();
    println!("{count} attributes of the corpus are valid");
    assert!(count > 50, "only {count}");
}

#[test]
fn what_is_wrong_is_invalid() {
    let schema = schema(find_attribute("CreateAccountJSON").unwrap());
    let of = |value: Value| broken(&schema, &schema, &value, "");
    assert_eq!(
        of(json!({"call": [{"name": "c", "url": "u", "successResponses": {"statusCode": [200]}}]})),
        None
    );
    assert_eq!(of(json!({"call": {"name": "c", "url": "u"}})), None);
    for value in [
        json!({}),
        json!({"call": [{"name": "c"}]}),
        json!({"call": [{"name": "c", "url": "u", "colour": 1}]}),
        json!({"call": [{"name": "c", "url": ["u"]}]}),
        json!([]),
    ] {
        assert!(of(value.clone()).is_some(), "{value}");
    }
}
