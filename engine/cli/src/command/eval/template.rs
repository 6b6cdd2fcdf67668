//! One template evaluated: a value, or everything that is wrong with it.

use std::ops::Range;
use std::sync::OnceLock;

use bindery_diagnostics::{Code, Diagnostic, Place, SourceId, codes};
use bindery_expression::{Context, Engine, EvalError, Limits, Sink};
use bindery_grammar::{SyntaxError, SyntaxErrorKind, parse_template};

/// What a template became.
pub struct Evaluated {
    /// The text.
    pub text: String,
    /// The value as JSON, where the whole template is one binding.
    pub raw: Option<serde_json::Value>,
}

/// A problem with a place in the template.
pub struct Problem {
    /// The kind, as the conformance cases name it.
    pub kind: &'static str,
    /// The entry in the code book.
    pub code: Code,
    /// One clause.
    pub message: String,
    /// The bytes of the template.
    pub span: Range<usize>,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// The problem as a finding in a source that is the template.
    pub fn diagnostic(&self, source: SourceId) -> Diagnostic {
        let found = Diagnostic::new(self.code, self.message.clone())
            .at(Place::new(source, self.span.clone()), "");
        match &self.help {
            Some(help) => found.with_help(help.clone()),
            None => found,
        }
    }
}

/// Evaluates a template without escaping.
pub fn evaluate(text: &str, context: &Context) -> Result<Evaluated, Vec<Problem>> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine::new(Limits::default()));
    let template = parse_template(text)
        .map_err(|errors| errors.into_iter().map(from_syntax).collect::<Vec<_>>())?;
    let program = engine
        .compile(&template, Sink::Text)
        .map_err(|errors| errors.into_iter().map(from_evaluation).collect::<Vec<_>>())?;
    let value = program
        .evaluate(context)
        .map_err(|error| vec![from_evaluation(error)])?;
    Ok(Evaluated {
        text: value.to_text(),
        raw: program.is_single_binding().then(|| value.to_json()),
    })
}

fn from_syntax(error: SyntaxError) -> Problem {
    let (kind, code) = match error.kind {
        SyntaxErrorKind::Unterminated => ("syntax", codes::UNTERMINATED),
        SyntaxErrorKind::Limit => ("limit", codes::LIMIT),
        SyntaxErrorKind::Internal => ("other", codes::FAULT),
        _ => ("syntax", codes::SYNTAX),
    };
    Problem {
        kind,
        code,
        message: error.message,
        span: error.span.start..error.span.end,
        help: error.help,
    }
}

fn from_evaluation(error: EvalError) -> Problem {
    Problem {
        kind: error.kind.name(),
        code: Code::find(error.code).unwrap_or(codes::EVALUATION),
        message: error.message,
        span: error.span,
        help: error.help,
    }
}
