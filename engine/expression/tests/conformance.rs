//! What real Groovy answers, theme by theme. Skips where the cases are not at hand.
//!
//! `BINDERY_FAILURES=1` prints each case that is answered otherwise.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use bindery_expression::{Context, Engine, EvalError, Kind, Limits, Sink, Value};
use serde_json::Value as Json;

/// Themes that connectors really contain, with the share that must be right.
const FLOORS: &[(&str, f64)] = &[
    ("corpus", 1.0),
    ("corpus_bodies", 1.0),
    ("forum", 1.0),
    ("realistic", 1.0),
    ("ternary", 1.0),
    ("missing", 1.0),
    ("paths", 1.0),
    ("truth", 1.0),
    ("equality", 1.0),
    ("maps", 1.0),
    ("regex", 1.0),
];
/// The share of all cases that must be right.
const FLOOR: f64 = 0.993;

fn cases() -> Option<String> {
    let shared = std::env::var_os("BINDERY_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    std::fs::read_to_string(shared.join("conformance/groovy.jsonl")).ok()
}

fn evaluate(engine: &Engine, template: &str, context: &Json) -> Result<(Value, bool), EvalError> {
    let program = engine
        .compile_text(template, Sink::Text)
        .map_err(|errors| errors[0].clone())?;
    let now: i64 = "2024-06-15T12:34:56Z"
        .parse::<jiff::Timestamp>()
        .unwrap()
        .as_millisecond();
    let context = Context::from_json(context).with_clock(now);
    Ok((program.evaluate(&context)?, program.is_single_binding()))
}

fn same_json(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => {
            left == right || left.as_f64().unwrap() == right.as_f64().unwrap()
        }
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| same_json(a, b))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(k, a)| right.get(k).is_some_and(|b| same_json(a, b)))
        }
        _ => left == right,
    }
}

fn judge(engine: &Engine, case: &Json) -> Result<bool, String> {
    let expect = &case["expect"];
    let got = evaluate(engine, case["template"].as_str().unwrap(), &case["context"]);
    match got {
        Ok((value, single)) => {
            let text = value.to_text();
            if expect["ok"] != true {
                return Err(format!("gave {text:?}, expected {}", expect["error_kind"]));
            }
            if Some(text.as_str()) != expect["value"].as_str() {
                return Err(format!("gave {text:?}, expected {}", expect["value"]));
            }
            match expect.get("raw") {
                Some(raw) if single && !same_json(&value.to_json(), raw) => {
                    Err(format!("gave raw {}, expected {raw}", value.to_json()))
                }
                _ => Ok(true),
            }
        }
        Err(error) => {
            if expect["ok"] == false && expect["error_kind"] == error.kind.name() {
                return Ok(true);
            }
            if matches!(error.kind, Kind::Unsupported | Kind::Limit) {
                return Ok(false);
            }
            Err(format!(
                "{}: {}, expected {expect}",
                error.kind, error.message
            ))
        }
    }
}

#[test]
fn groovy_answers_the_same() {
    let Some(cases) = cases() else {
        eprintln!("skipped: ../shared/conformance/groovy.jsonl is not there");
        return;
    };
    let engine = Engine::new(Limits::default());
    let verbose = std::env::var_os("BINDERY_FAILURES").is_some();
    let mut score: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let theme = case["theme"].as_str().unwrap();
        let judged = judge(&engine, &case);
        if verbose && judged != Ok(true) {
            let why = judged.clone().err().unwrap_or_else(|| "refused".to_owned());
            println!("{theme} | {} | {} | {why}", case["id"], case["template"]);
        }
        let entry = score.entry(theme.to_owned()).or_default();
        entry.1 += usize::from(judged == Ok(true));
        entry.0 += 1;
        entry.2 += usize::from(judged == Ok(false));
    }
    let total: (usize, usize, usize) = score
        .values()
        .fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
    for (theme, (all, right, refused)) in &score {
        println!("{theme:14} {right:4} of {all:4}, {refused} refused");
    }
    println!(
        "all            {:4} of {:4}, {} refused",
        total.1, total.0, total.2
    );
    let share = |(all, right, _): (usize, usize, usize)| right as f64 / all as f64;
    assert!(share(total) >= FLOOR, "the score fell");
    assert_eq!(total.1 + total.2, total.0, "an answer is wrong");
    for (theme, floor) in FLOORS {
        assert!(share(score[*theme]) >= *floor, "{theme} fell below {floor}");
    }
}

#[test]
fn expressions_of_the_field_compile() {
    let shared = std::env::var_os("BINDERY_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(shared.join("reference/field-expressions.json")) else {
        eprintln!("skipped: ../shared/reference/field-expressions.json is not there");
        return;
    };
    let engine = Engine::default();
    let json: Json = serde_json::from_str(&text).unwrap();
    let list = json
        .as_array()
        .or_else(|| json["expressions"].as_array())
        .unwrap();
    let mut refused = 0;
    for entry in list {
        let template = entry["expr"]
            .as_str()
            .or_else(|| entry["expression"].as_str())
            .unwrap();
        if let Err(errors) = engine.compile_text(template, Sink::Text) {
            refused += 1;
            println!("{template}: {}", errors[0]);
        }
    }
    println!("{refused} of {} do not compile", list.len());
    // Some of the field's expressions are broken Groovy: typographic quotes, missing brackets.
    assert!(
        refused * 10 <= list.len(),
        "{refused} of {} do not compile",
        list.len()
    );
}
