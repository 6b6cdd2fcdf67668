//! Each line of `COMPATIBILITY.md` is true: what stands in its brackets is evaluated here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_expression::{Context, Engine, Sink};

/// The differences, one a line.
const BOOK: &str = include_str!("../COMPATIBILITY.md");

/// The expressions of a line, each with what it should answer: ``(`expression` → answer)``.
fn claims(line: &str) -> Vec<(&str, &str)> {
    line.split("(`")
        .skip(1)
        .filter_map(|claim| claim.split_once("` → "))
        .filter_map(|(expression, rest)| Some((expression, rest.split_once(')')?.0)))
        .collect()
}

/// The text of an expression's value, or the kind of its error.
fn answer(engine: &Engine, expression: &str) -> String {
    let context = Context::from_json(&serde_json::json!({
        "user": { "username": "ada", "email": "ada@example.com" },
    }))
    .with_objects()
    .with_clock(1_718_454_896_000);
    match engine.compile_text(&format!("${{{expression}}}"), Sink::Text) {
        Ok(program) => match program.evaluate(&context) {
            Ok(value) => value.to_text(),
            Err(error) => error.kind.to_string(),
        },
        Err(errors) => errors[0].kind.to_string(),
    }
}

#[test]
fn every_difference_is_shown_and_true() {
    let engine = Engine::default();
    let mut wrong = Vec::new();
    for line in BOOK.lines().filter(|line| line.starts_with("- ")) {
        let claims = claims(line);
        if claims.is_empty() {
            wrong.push(format!("no example: {line}"));
        }
        for (expression, expected) in claims {
            let got = answer(&engine, expression);
            if got != expected {
                wrong.push(format!("{expression} gave {got}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
