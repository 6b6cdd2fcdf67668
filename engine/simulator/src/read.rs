//! Reads a `simulator.json`: text, then switches and patches, then the typed description.
//!
//! Every block is read on its own, so that all wrong blocks are reported and not the first. The
//! words of the JSON library are turned into ours here and nowhere else.

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::description::{
    Demo, Description, Drift, Problems, Resource, Route, Server, Shape, Switch,
};
use crate::problem::Problem;

/// The text of a description as a JSON object.
pub(crate) fn parse(text: &str) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Problem::new("", "the description is not a JSON object")),
        Err(error) => Err(Problem::new(
            format!("line {}, column {}", error.line(), error.column()),
            if error.is_eof() {
                "the JSON ends too early"
            } else {
                "this is not valid JSON"
            },
        )
        .help("look for a missing or extra comma, quote or bracket near this place")),
    }
}

/// Applies the chosen switches, every other switch's default, then the operator's own patch.
pub(crate) fn choose(
    document: &Map<String, Value>,
    chosen: &IndexMap<String, String>,
    patch: Option<&Value>,
) -> Result<Value, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut switches: IndexMap<String, Switch> = IndexMap::new();
    if let Some(Value::Object(map)) = document.get("switches") {
        for (name, value) in map {
            if let Some(switch) = block(value, &format!("/switches/{name}"), &mut problems) {
                switches.insert(name.clone(), switch);
            }
        }
    }
    for name in chosen.keys() {
        if !switches.contains_key(name) {
            problems.push(
                Problem::new(format!("switch {name}"), "there is no such switch").help(format!(
                    "the switches are {}",
                    list(switches.keys().map(String::as_str))
                )),
            );
        }
    }
    let mut result = Value::Object(document.clone());
    for (name, switch) in &switches {
        let choice = chosen.get(name).unwrap_or(&switch.default);
        match switch.choices.get(choice) {
            Some(choice) => {
                if let Some(patch) = &choice.patch {
                    merge(&mut result, patch, 0);
                }
            }
            None => problems.push(
                Problem::new(
                    format!("switch {name}"),
                    format!("{choice} is not one of its choices"),
                )
                .help(format!(
                    "the choices are {}",
                    list(switch.choices.keys().map(String::as_str))
                )),
            ),
        }
    }
    if let Some(patch) = patch {
        merge(&mut result, patch, 0);
    }
    if problems.is_empty() {
        Ok(result)
    } else {
        Err(problems)
    }
}

/// The typed description, or every block that can't be read.
pub(crate) fn read(document: &Value) -> Result<Description, Vec<Problem>> {
    let mut problems = Vec::new();
    each::<Resource>(document, "resources", &mut problems);
    each::<Shape>(document, "shapes", &mut problems);
    each::<Route>(document, "routes", &mut problems);
    each::<Switch>(document, "switches", &mut problems);
    each::<Drift>(document, "drift", &mut problems);
    one::<Server>(document, "server", &mut problems);
    one::<crate::description::Authentication>(document, "authentication", &mut problems);
    one::<Problems>(document, "errors", &mut problems);
    one::<Demo>(document, "demo", &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    block(document, "", &mut problems).ok_or(problems)
}

fn each<T: DeserializeOwned>(document: &Value, key: &str, problems: &mut Vec<Problem>) {
    if let Some(Value::Object(map)) = document.get(key) {
        for (name, value) in map {
            block::<T>(value, &format!("/{key}/{name}"), problems);
        }
    }
}

fn one<T: DeserializeOwned>(document: &Value, key: &str, problems: &mut Vec<Problem>) {
    if let Some(value) = document.get(key) {
        block::<T>(value, &format!("/{key}"), problems);
    }
}

fn block<T: DeserializeOwned>(
    value: &Value,
    place: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    match T::deserialize(value) {
        Ok(read) => Some(read),
        Err(error) => {
            problems.push(Problem::new(place, reword(&error.to_string())));
            None
        }
    }
}

/// The JSON library's message in our words; what isn't recognised becomes a general one.
fn reword(message: &str) -> String {
    let quoted = || message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("unknown field") {
        format!("the key {} is not known here", quoted())
    } else if message.starts_with("missing field") {
        format!("the key {} is missing", quoted())
    } else if message.starts_with("unknown variant") {
        let choices: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        format!("{} is not one of {}", quoted(), choices.join(", "))
    } else if message.starts_with("duplicate field") {
        format!("the key {} is given twice", quoted())
    } else if message.starts_with("invalid type") {
        "a value here has the wrong type".to_owned()
    } else {
        "this block can't be understood".to_owned()
    }
}

/// A merge patch (RFC 7396): objects are merged, null removes, anything else replaces.
pub(crate) fn merge(target: &mut Value, patch: &Value, depth: usize) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if depth > 32 {
        return;
    }
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Value::Object(map) = target {
        for (key, value) in patch {
            if value.is_null() {
                map.shift_remove(key);
            } else {
                merge(map.entry(key).or_insert(Value::Null), value, depth + 1);
            }
        }
    }
}

/// Names in a row, for help.
pub(crate) fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_merge_patch_merges_replaces_and_removes() {
        let mut target = json!({"a": {"b": 1, "c": 2}, "d": [1]});
        merge(
            &mut target,
            &json!({"a": {"b": null, "e": {"f": 3}}, "d": [2, 3]}),
            0,
        );
        assert_eq!(target, json!({"a": {"c": 2, "e": {"f": 3}}, "d": [2, 3]}));
    }

    #[test]
    fn every_wrong_block_is_reported_in_our_words() {
        let problems = read(&json!({
            "name": "x",
            "resources": {"users": {"noun": "user", "id": {"format": "roman"}}},
            "routes": {"list": {"method": "GET", "operation": "list"}, "other": {"methd": "GET"}},
        }))
        .unwrap_err();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "/resources/users: roman is not one of coldfusion, uuid, integer, hex",
                "/routes/list: the key path is missing",
                "/routes/other: the key methd is not known here",
            ]
        );
    }

    #[test]
    fn broken_json_is_named_by_line_and_column() {
        let problem = parse("{\n  \"name\": \"x\",,\n}").unwrap_err();
        assert_eq!(problem.place, "line 2, column 15");
    }
}
