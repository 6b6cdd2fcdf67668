//! A text of the definition, compiled for the place it is rendered into.

use std::fmt;

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, Place};
use bindery_expression::ask::{Path, SegmentKey, reads};
use bindery_expression::{Context, Engine, EvalError, Program, Rendered, Sink, Value};

use bindery_mapping::Selection;

use crate::Outcome;

/// Compiles texts and gathers what is wrong with them.
pub(crate) struct Compiler<'e> {
    engine: &'e Engine,
    /// Plain substitution everywhere (`escape = "eic"`, design D4).
    plain: bool,
    /// What did not compile.
    pub problems: Vec<Diagnostic>,
}

impl<'e> Compiler<'e> {
    pub const fn new(engine: &'e Engine, plain: bool) -> Self {
        Self {
            engine,
            plain,
            problems: Vec::new(),
        }
    }

    /// Compiles a text. What fails is kept as a problem, and the template then fails when rendered.
    pub fn compile(&mut self, text: &Text, sink: Sink) -> Template {
        let sink = if self.plain && sink != Sink::Text {
            Sink::Plain
        } else {
            sink
        };
        let program = match text.template() {
            None => Err(vec![finding(
                text,
                &EvalError::new(bindery_expression::Kind::Syntax, "the binding is broken")
                    .at(0..text.raw().len()),
            )]),
            Some(template) => self
                .engine
                .compile(template, sink)
                .map_err(|errors| errors.iter().map(|e| finding(text, e)).collect()),
        };
        if let Err(problems) = &program {
            self.problems.extend(problems.iter().cloned());
        }
        Template {
            text: text.clone(),
            program: program.ok(),
        }
    }

    /// Compiles an optional text; a blank one counts as absent.
    pub fn compile_some(&mut self, text: Option<&Text>, sink: Sink) -> Option<Template> {
        text.filter(|t| !t.is_blank())
            .map(|t| self.compile(t, sink))
    }

    /// The problems, if any, instead of the part that has them.
    pub fn finish<T>(self, part: T) -> Result<T, Vec<Diagnostic>> {
        if self.problems.is_empty() {
            Ok(part)
        } else {
            Err(self.problems)
        }
    }
}

/// A compiled text.
#[derive(Clone)]
pub(crate) struct Template {
    text: Text,
    program: Option<Program>,
}

impl fmt::Debug for Template {
    /// Shows where it stands: a program holds the literal text, which may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl Template {
    /// The text for its sink.
    pub fn render(&self, context: &Context) -> Outcome<Rendered> {
        self.program()?
            .render(context)
            .map_err(|e| Box::new(finding(&self.text, &e)))
    }

    /// The rendered text.
    pub fn text(&self, context: &Context) -> Outcome<String> {
        self.render(context).map(|r| r.text)
    }

    /// The typed value.
    pub fn evaluate(&self, context: &Context) -> Outcome<Value> {
        self.program()?
            .evaluate(context)
            .map_err(|e| Box::new(finding(&self.text, &e)))
    }

    /// Whether it reads a name.
    pub fn reads(&self, name: &str) -> bool {
        self.program
            .as_ref()
            .is_some_and(|p| p.roots().iter().any(|root| root.name == name))
    }

    /// Whether it reads this name and no other.
    pub fn reads_only(&self, name: &str) -> bool {
        self.program.as_ref().is_some_and(|p| {
            !p.roots().is_empty() && p.roots().iter().all(|root| root.name == name)
        })
    }

    /// The paths that it reads, in the order of its text.
    pub fn paths(&self) -> Vec<Path> {
        let template = self.text.template();
        let read = template.map(reads).unwrap_or_default();
        read.into_iter().map(|read| read.path).collect()
    }

    /// Adds what it reads below a name to the selection of that name's value.
    pub fn select(&self, name: &str, selection: &mut Selection) {
        let Some(template) = self.text.template() else {
            return;
        };
        for read in reads(template) {
            if read.path.root == name {
                let keys = read.path.segments.iter().filter_map(|s| match &s.key {
                    SegmentKey::Name(key) => Some(key.as_str()),
                    SegmentKey::Index(_) => None,
                });
                keys.fold(&mut *selection, Selection::below).add_whole();
            }
        }
    }

    fn program(&self) -> Outcome<&Program> {
        self.program.as_ref().ok_or_else(|| {
            let broken = EvalError::new(bindery_expression::Kind::Syntax, "the binding is broken");
            Box::new(finding(&self.text, &broken.at(0..self.text.raw().len())))
        })
    }
}

fn finding(text: &Text, error: &EvalError) -> Diagnostic {
    error.finding(place(text, error.span.clone()))
}

/// Where bytes of a text stand; a text that stands in no file has no place worth showing.
fn place(text: &Text, span: std::ops::Range<usize>) -> Option<Place> {
    let place = if span.is_empty() {
        text.place()
    } else {
        text.place_of(span)
    };
    (place.source.0 != usize::MAX).then_some(place)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_failure_tells_the_values_nearby_but_no_secret() {
        let engine = Engine::default();
        let mut compiler = Compiler::new(&engine, false);
        let text = Text::plain("${user.mail.trim() + user.title + task.password}");
        let template = compiler.compile(&text, Sink::Text);
        let context = Context::from_json(&serde_json::json!({
            "user": {"mail": null, "title": "Engineer"}, "task": {"password": "hunter2"},
        }));
        let found = template.text(&context).unwrap_err();
        assert_eq!(
            found.message,
            "`user.mail` is null, so it has no method `trim`"
        );
        assert_eq!(
            found.notes,
            ["`user.title` is `'Engineer'`", "`task.password` is •••"]
        );
        assert!(found.help.unwrap().contains("`user.mail?.trim()`"));
    }
}
