//! One template evaluated: a value, or everything that is wrong with it.

use std::sync::OnceLock;

use bindery_expression::{Context, Engine, EvalError, Limits, Sink};

/// What a template became.
pub struct Evaluated {
    /// The text.
    pub text: String,
    /// The value as JSON, where the whole template is one binding.
    pub raw: Option<serde_json::Value>,
}

/// Evaluates a template without escaping.
pub fn evaluate(text: &str, context: &Context) -> Result<Evaluated, Vec<EvalError>> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine::new(Limits::default()));
    let program = engine.compile_text(text, Sink::Text)?;
    let value = program.evaluate(context).map_err(|error| vec![error])?;
    Ok(Evaluated {
        text: value.to_text(),
        raw: program.is_single_binding().then(|| value.to_json()),
    })
}
