//! Errors as an author sees them: kind, code, place, message and next step.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_expression::{Context, Engine, Sink};

#[test]
fn errors_name_their_place_and_next_step() {
    let engine = Engine::default();
    let context = Context::from_json(&serde_json::json!({
        "user": {"email": null, "name": "Ann"}, "list": [1, 2],
    }));
    let mut out = String::new();
    for template in [
        "Hello ${user.email.domain}",
        "${usr.email}",
        "${user.email.trim()}",
        "${user.name.nosuch(1)}",
        "${user.name.foo}",
        "${list.get(7)}",
        "${1 / 0}",
        "${'x'.toInteger()}",
        "${new Foo()}",
        "${Runtime.getRuntime()}",
        "${list.collect{ it.nope }}",
        "${def l = list; l.each{ x -> x.trim() }}",
        "${(List) user.name}",
        "${user.name.replaceAll('(', '')}",
        "${null + 1}",
        "${while (true) { }}",
        "${throw new Exception('no')}",
        "${user.name",
        "${1 +}",
    ] {
        let error = match engine.compile_text(template, Sink::Text) {
            Ok(program) => program.evaluate(&context).unwrap_err(),
            Err(errors) => errors[0].clone(),
        };
        let at = template.get(error.span.clone()).unwrap_or("?");
        out.push_str(&format!(
            "{template}\n  {} {}: {error} at `{at}`\n",
            error.code, error.kind
        ));
        if let Some(help) = &error.help {
            out.push_str(&format!("  help: {help}\n"));
        }
    }
    insta::assert_snapshot!(out);
}
