//! `B4010 broken-body`: a JSON body that is broken whatever its bindings yield.
//!
//! Each binding is replaced by text that fits where it stands: a letter inside quotes, a value
//! outside. Outside quotes a binding may yield any piece of JSON, so a body with such a binding is
//! reported only where none of several usual pieces mends it, and then as a warning.

use bindery_definition::Text;
use bindery_definition::json::{ProblemKind, parse};
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_grammar::ast::Part;

use crate::bodies::{ends_in_string, json_bodies};

use super::Subject;

rule!(BROKEN_BODY, "broken-body");

/// What a binding outside quotes may yield: a value, nothing, or members and elements of which some
/// are nothing else than a value with a comma on one side.
const PIECES: [&str; 6] = ["0", "", "\"k\":0", ",\"k\":0", "\"k\":0,", ",0"];

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (text, _) in json_bodies(subject.definition) {
        found.extend(look(text));
    }
}

fn look(text: &Text) -> Option<Diagnostic> {
    let whole = Filled::of(text, PIECES[0])?;
    let mended =
        |piece: &&str| Filled::of(text, piece).is_some_and(|f| f.first_problem().is_none());
    if PIECES.iter().any(mended) {
        return None;
    }
    let (at, message) = whole.first_problem()?;
    let place = text.place_of(at..(at + 1).min(text.raw().len()));
    let diagnostic = Diagnostic::new(
        codes::BROKEN_BODY,
        format!("the body is not JSON, whatever its bindings yield: {message}"),
    )
    .at(place, "here")
    .with_help("mend the text, and check it with `bindery plan`");
    Some(if whole.has_pieces {
        diagnostic.with_severity(Severity::Warning)
    } else {
        diagnostic
    })
}

/// A body with its bindings replaced, and where each part came from.
struct Filled {
    text: String,
    /// Starts of parts: in the filled text, in the raw text, and whether it is a binding.
    parts: Vec<(usize, usize, bool)>,
    has_pieces: bool,
}

impl Filled {
    fn of(text: &Text, piece: &str) -> Option<Self> {
        let mut filled = Self {
            text: String::new(),
            parts: Vec::new(),
            has_pieces: false,
        };
        let mut in_string = false;
        for part in &text.template()?.parts {
            let at = filled.text.len();
            match part {
                Part::Literal { text, span } => {
                    filled.parts.push((at, span.start, false));
                    in_string = ends_in_string(text, in_string);
                    filled.text.push_str(text);
                }
                Part::Binding(binding) => {
                    filled.parts.push((at, binding.span.start, true));
                    filled.has_pieces |= !in_string;
                    filled.text.push_str(if in_string { "x" } else { piece });
                }
            }
        }
        Some(filled)
    }

    /// The first thing that no reader of JSON forgives, at its place in the raw text.
    fn first_problem(&self) -> Option<(usize, String)> {
        let problem = parse(&self.text).problems.into_iter().find(|p| {
            matches!(
                p.kind,
                ProblemKind::Syntax | ProblemKind::HalfSurrogate | ProblemKind::TrailingComma
            )
        })?;
        let at = problem.span.start;
        let (start, raw, is_binding) = *self.parts.iter().rev().find(|(s, _, _)| *s <= at)?;
        let offset = if is_binding { 0 } else { at - start };
        Some((raw + offset, problem.message))
    }
}
