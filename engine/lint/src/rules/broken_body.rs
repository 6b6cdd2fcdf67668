//! `B4010 broken-body`: a JSON body that is broken whatever its bindings yield.
//!
//! Each binding is replaced by text that fits where it stands: a letter inside quotes, a value
//! outside. Outside quotes a binding may yield any piece of JSON, so a body with such a binding is
//! reported only where none of several usual pieces mends it, and then as a warning.

use bindery_definition::Text;
use bindery_definition::json::{ProblemKind, parse};
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_grammar::ast::{Binding, Expression, ExpressionKind, Part, Script, StatementKind};

use crate::bodies::{ends_in_string, json_bodies};

use super::Subject;

rule!(BROKEN_BODY, "broken-body");

/// What a binding outside quotes may yield: a value, nothing, or members and elements of which some
/// are nothing else than a value with a comma on one side.
const PIECES: [&str; 6] = ["0", "", "\"k\":0", ",\"k\":0", "\"k\":0,", ",0"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for (text, _) in json_bodies(subject.definition) {
        let whole = look(text);
        if whole.is_none() {
            branches(text, found);
        }
        found.extend(whole);
    }
}

/// The most branches of one binding that are tried.
const BRANCHES: usize = 16;

/// Bindings of which one branch is a text that breaks a body which the others leave whole.
fn branches(text: &Text, found: &mut super::Findings) {
    let Some(template) = text.template() else {
        return;
    };
    let breaks = |binding: &Binding, yielded: &str| {
        let with = |piece: &&str| {
            Filled::with(text, piece, Some((binding.span.start, yielded)))
                .is_none_or(|f| f.first_problem().is_none())
        };
        !PIECES.iter().any(with)
    };
    for binding in template.bindings() {
        let leaves = leaves(&binding.script);
        let texts: Vec<_> = leaves
            .iter()
            .filter_map(|e| Some((*e, written(e)?)))
            .collect();
        if leaves.len() < 2 || leaves.len() > BRANCHES {
            continue;
        }
        for (leaf, yielded) in texts {
            if !breaks(binding, &yielded) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::BROKEN_BODY,
                    "with this branch of the binding the body is not JSON",
                )
                .at(text.place_of(leaf.span.range()), "breaks the body")
                .with_help(
                    "a text needs quotes of its own where none are around the binding: `'\"…\"'`",
                ),
            );
        }
    }
}

/// The values that a script may end with, where it is one expression with `?:`.
fn leaves(script: &Script) -> Vec<&Expression> {
    fn collect<'e>(e: &'e Expression, all: &mut Vec<&'e Expression>) {
        match &e.kind {
            ExpressionKind::Ternary {
                then, otherwise, ..
            } => {
                collect(then, all);
                collect(otherwise, all);
            }
            _ => all.push(e),
        }
    }
    let mut all = Vec::new();
    if let [only] = script.statements.as_slice()
        && let StatementKind::Expression(e) | StatementKind::Return(Some(e)) = &only.kind
    {
        collect(e, &mut all);
    }
    all
}

/// What a literal prints.
fn written(e: &Expression) -> Option<String> {
    match &e.kind {
        ExpressionKind::String(text) => Some(text.clone()),
        ExpressionKind::Boolean(b) => Some(b.to_string()),
        ExpressionKind::Null => Some("null".to_owned()),
        _ => None,
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
        Self::with(text, piece, None)
    }

    /// As [`Filled::of`], but the binding that begins at a place yields a text of its own.
    fn with(text: &Text, piece: &str, own: Option<(usize, &str)>) -> Option<Self> {
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
                    let yielded = match own {
                        Some((at, own)) if at == binding.span.start => {
                            // Inside quotes it is escaped, unless the author writes quotes by hand.
                            if in_string && !own.contains('"') {
                                "x"
                            } else {
                                own
                            }
                        }
                        _ if in_string => "x",
                        _ => piece,
                    };
                    filled.text.push_str(yielded);
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
