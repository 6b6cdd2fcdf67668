//! A script: prepared text to the grammar's pairs to the tree.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use crate::ast::{Script, Span};
use crate::convert::Converter;
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::limits::{MAX_SCRIPT, MAX_SOURCE};
use crate::scan::{Terminator, scan};

pub(crate) mod rules {
    //! The parser that pest derives.
    #![allow(missing_docs)]

    /// The generated parser.
    #[derive(pest_derive::Parser)]
    #[grammar = "src/groovy.pest"]
    pub struct Groovy;
}

mod explain;

pub(crate) use rules::Rule;

/// Parses a script that fills the whole text, as what stands between `${` and `}` does.
///
/// # Errors
/// The first mistake in the text, with its place counted in `text`.
pub fn parse_script(text: &str) -> Result<Script, SyntaxError> {
    check_size(text)?;
    if text.len() > MAX_SCRIPT {
        return Err(too_long(Span::new(0, text.len())));
    }
    let scanned = scan(text, 0, Terminator::End);
    if let Some(error) = scanned.error {
        return Err(error);
    }
    parse_prepared(text, 0, &scanned.prepared)
}

/// Refuses a text too long to be a template.
pub(crate) fn check_size(text: &str) -> Result<(), SyntaxError> {
    if text.len() <= MAX_SOURCE {
        return Ok(());
    }
    Err(SyntaxError::new(
        SyntaxErrorKind::Limit,
        Span::new(0, text.len()),
        format!("the text is longer than {MAX_SOURCE} bytes"),
    )
    .help("templates describe requests; keep documents elsewhere"))
}

/// The refusal of a template whose scripts are too long.
pub(crate) fn too_long(span: Span) -> SyntaxError {
    SyntaxError::new(
        SyntaxErrorKind::Limit,
        span,
        format!("the scripts of one template are longer than {MAX_SCRIPT} bytes"),
    )
    .help("a binding picks values; keep documents and programs elsewhere")
}

/// Parses the script that starts at `base` in `text`, given as the scanner prepared it.
pub(crate) fn parse_prepared(
    text: &str,
    base: usize,
    prepared: &str,
) -> Result<Script, SyntaxError> {
    let source = text.get(base..base + prepared.len()).unwrap_or(prepared);
    match rules::Groovy::parse(Rule::script, prepared) {
        Ok(mut pairs) => Converter::new(source, prepared, base).script(pairs.next()),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            match error.variant {
                ErrorVariant::ParsingError { positives, .. } => {
                    Err(explain::explain(source, base, at, &positives))
                }
                ErrorVariant::CustomError { .. } => Err(SyntaxError::new(
                    SyntaxErrorKind::Limit,
                    Span::new(base + at, base + at),
                    "the script is too complex to parse",
                )
                .help("move inner parts into variables of their own")),
            }
        }
    }
}
