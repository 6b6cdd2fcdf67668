//! Errors as an author sees them: kind, code, place, message, values nearby and next step.
//!
//! Each file of `inputs` is a template, a line of three dashes, and a context; beside it stands what
//! is printed. `INSTA_UPDATE=always cargo test -p bindery-expression --test errors` writes anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use bindery_diagnostics::render::{Style, human};
use bindery_diagnostics::{Place, Sources};
use bindery_expression::{Context, Engine, EvalError, Kind, Sink};

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/inputs");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    files.sort();
    files
}

/// The template and what is wrong with it.
fn errors(engine: &Engine, input: &Path) -> (String, Vec<EvalError>) {
    let text = fs::read_to_string(input).unwrap();
    let (template, context) = text.split_once("\n---\n").expect("a line of three dashes");
    let context = Context::from_json(&serde_json::from_str(context).unwrap()).with_objects();
    let found = match engine.compile_text(template, Sink::Text) {
        Ok(program) => match program.evaluate(&context) {
            Ok(value) => panic!("{} gives {}", input.display(), value.to_text()),
            Err(error) => vec![error],
        },
        Err(errors) => errors,
    };
    (template.to_owned(), found)
}

#[test]
fn errors_are_printed_as_their_snapshots_say() {
    let engine = Engine::default();
    let inputs = inputs();
    assert!(inputs.len() >= 40, "{} errors are too few", inputs.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("inputs");
    settings.set_omit_expression(true);
    for input in inputs {
        let (template, errors) = errors(&engine, &input);
        let mut sources = Sources::default();
        let source = sources.add("template", template);
        let found: Vec<_> = errors
            .iter()
            .map(|error| error.finding(Some(Place::new(source, error.span.clone()))))
            .collect();
        let printed = human(&found, &sources, Style::default());
        let name = input.file_stem().unwrap().to_string_lossy().into_owned();
        settings.bind(|| insta::assert_snapshot!(name, printed.trim_end()));
    }
}

#[test]
fn every_error_has_a_next_step_and_a_clause_in_our_words() {
    let engine = Engine::default();
    for input in inputs() {
        for error in errors(&engine, &input).1 {
            let name = input.display();
            assert!(error.help.is_some(), "{name} says no next step");
            let placed = !error.span.is_empty() || error.kind == Kind::Syntax;
            assert!(placed, "{name} points nowhere");
            for word in ["rhai", "Dynamic", "pest", "Rule", "EOI", "serde", "unwrap"] {
                assert!(!error.message.contains(word), "{name}: {}", error.message);
            }
            assert!(!error.message.ends_with('.'), "{name} ends in a full stop");
            let secret = format!("{error:?}");
            assert!(
                !secret.contains("hunter2") && !secret.contains("eyJ"),
                "{name}"
            );
        }
    }
}
