//! `B4009 unsupported`: bindings that are well written and yet do not compile. The compiler's
//! own code is kept where it has one, such as `B5001`.
//!
//! Syntax is checked when a definition is read; this rule asks the expression compiler for the rest.

use bindery_expression::{Engine, Limits, Sink};

use crate::classes::foreign_classes;

use super::Subject;

rule!(UNSUPPORTED, "unsupported");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let engine = Engine::new(Limits::default());
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        let Err(errors) = engine.compile(parsed, Sink::Plain) else {
            continue;
        };
        let foreign = foreign_classes(&template.text);
        for error in errors {
            // Told by a rule of its own.
            if foreign
                .iter()
                .any(|f| f.span.start <= error.span.start && error.span.end <= f.span.end)
            {
                continue;
            }
            let place = template.text.place_of(error.span.clone());
            let mut finding = error.finding(Some(place));
            if finding.help.is_none() {
                finding = finding.with_help("write it with properties, methods and operators");
            }
            found.push(finding);
        }
    }
}
