//! Bindings that are well written and yet do not compile: `B0003`, `B4009` and their like.
//!
//! Syntax is checked when a definition is read; this rule asks the expression compiler for the rest.

use bindery_diagnostics::Diagnostic;
use bindery_expression::{Engine, Limits, Sink};

use super::{Rule, Subject};

pub(super) const RULE: Rule = Rule {
    name: "binding-compiles",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let engine = Engine::new(Limits::default());
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        let Err(errors) = engine.compile(parsed, Sink::Plain) else {
            continue;
        };
        for error in errors {
            let place = template.text.place_of(error.span.clone());
            found.push(error.finding(Some(place)));
        }
    }
}
