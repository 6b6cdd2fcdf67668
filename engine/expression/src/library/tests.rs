//! Every function of the library is documented, and its examples are true.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::{Context, Engine, Sink, functions};

#[test]
fn examples_hold() {
    let engine = Engine::default();
    let context = Context::new().with_clock(1_718_454_896_000);
    let mut wrong = Vec::new();
    for function in functions() {
        for (example, expected) in function.examples {
            let answer = match engine.compile_text(&format!("${{{example}}}"), Sink::Text) {
                Ok(program) => match program.evaluate(&context) {
                    Ok(value) => value.to_text(),
                    Err(error) => format!("{}: {error}", error.kind),
                },
                Err(errors) => format!("{}: {}", errors[0].kind, errors[0]),
            };
            if answer != *expected {
                wrong.push(format!("{example} gave {answer}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn functions_are_documented_and_unique() {
    let mut seen = std::collections::HashSet::new();
    for function in functions() {
        assert!(
            function.doc.ends_with('.'),
            "{} {}",
            function.receiver,
            function.name
        );
        assert!(
            seen.insert((function.receiver, function.name)),
            "{} twice",
            function.name
        );
    }
}

#[test]
fn a_getter_that_takes_arguments_is_no_property() {
    let engine = Engine::default();
    let context = Context::new().with_clock(1_718_454_896_000);
    let mut names = std::collections::BTreeSet::from([String::new()]);
    for function in functions() {
        let name = function.name;
        let property = name.strip_prefix("get").or(name.strip_prefix("is"));
        names.extend(
            property
                .filter(|it| !it.is_empty())
                .map(|it| format!("{}{}", it[..1].to_lowercase(), &it[1..])),
        );
    }
    for value in [
        "'a'",
        "1",
        "[1]",
        "[1] as Set",
        "(1..2)",
        "new Date(0)",
        "{ it }",
        "'a'.iterator()",
    ] {
        for name in &names {
            let template = format!("${{({value}).'{name}'}}");
            let program = engine.compile_text(&template, Sink::Text).expect(&template);
            if let Err(error) = program.evaluate(&context) {
                assert!(!error.message.is_empty(), "{template}");
            }
        }
    }
}
