//! Bounds of templates.

use bindery_expression::{Engine, Sink};

#[test]
fn scripts_of_a_template_are_bounded_together() {
    let engine = Engine::default();
    let bodies = |count: usize| format!("${{'{}'}}", "x".repeat(1_000)).repeat(count);
    assert!(engine.compile_text(&bodies(30), Sink::Text).is_ok());
    let errors = engine.compile_text(&bodies(40), Sink::Text).unwrap_err();
    assert_eq!(errors[0].code, "B4008");
    let nested = |depth: usize| format!("${{{}1{}}}", "(".repeat(depth), ")".repeat(depth));
    assert!(engine.compile_text(&nested(30), Sink::Text).is_ok());
    assert!(engine.compile_text(&nested(33), Sink::Text).is_err());
}
