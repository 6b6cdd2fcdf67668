//! Any template compiles or is refused; a fault of lowering is neither.
#![no_main]

use std::sync::LazyLock;

use bindery_expression::{Engine, Sink};
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::default);

fuzz_target!(|text: &str| {
    let template = format!("${{{text}}}");
    for template in [text, &template] {
        if let Err(errors) = ENGINE.compile_text(template, Sink::Json) {
            for error in errors {
                assert_ne!(error.code, "R9001", "{template}: {error}");
                assert!(template.get(error.span.clone()).is_some(), "{template}");
            }
        }
    }
});
