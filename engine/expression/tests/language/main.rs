//! The binding language where it is easily taken for granted: constructs, and bounds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bounds;
mod constructs;
mod semantics;

use bindery_expression::{Context, Engine, Kind, Sink};
use serde_json::json;

/// The text that a script gives, or the kind of its error and the code.
fn answer(script: &str) -> Result<String, (Kind, String)> {
    let user = bindery_expression::Value::from_json(&json!({"email": "ann@example.org"}));
    let context = Context::from_json(&json!({"a": [1, 2], "m": {"k": "v"}, "s": "text"}))
        .with_object("user", user)
        .with_clock(1_718_454_896_000);
    let failed = |error: &bindery_expression::EvalError| (error.kind, error.code.to_string());
    let program = Engine::default()
        .compile_text(&format!("${{{script}}}"), Sink::Text)
        .map_err(|errors| failed(&errors[0]))?;
    let value = program.evaluate(&context).map_err(|error| failed(&error))?;
    Ok(value.to_text())
}

/// Demands that every script gives its text, or its kind of error.
fn all_answer(answers: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (script, expected) in answers {
        let got = answer(script).unwrap_or_else(|(kind, _)| kind.to_string());
        if got != *expected {
            wrong.push(format!("{script} gave {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
