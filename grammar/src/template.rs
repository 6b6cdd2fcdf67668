//! A template: literal text in which `${…}` and `$<…>` hold scripts.
//!
//! A binding ends where Groovy's lexer sees its closing brace. `$name` without braces and `\${` are
//! literal text, backslash included. `$<` opens a binding only directly before something that can
//! start an expression, and closes at the first `>` outside strings and brackets that is not part of
//! `->`, `>=` or `>>` (design D1). An empty body is an empty script.

use crate::ast::{Binding, Part, Span, Spelling, Template};
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::limits::{MAX_ERRORS, MAX_SCRIPT};
use crate::scan::{Terminator, scan};
use crate::script::{check_size, parse_prepared, too_long};

/// What could be read of a template, and what could not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recovered {
    /// The template, in which a broken binding stands as the literal text it was written as.
    pub template: Template,
    /// The mistakes, at most one for each binding, in the order of the text.
    pub errors: Vec<SyntaxError>,
}

/// Parses a template.
///
/// # Errors
/// The first mistake of every broken binding, in the order of the text.
pub fn parse_template(text: &str) -> Result<Template, Vec<SyntaxError>> {
    let recovered = parse_template_recovering(text);
    if recovered.errors.is_empty() {
        Ok(recovered.template)
    } else {
        Err(recovered.errors)
    }
}

/// Parses a template and keeps the bindings that are sound beside the errors of those that are not.
#[must_use]
pub fn parse_template_recovering(text: &str) -> Recovered {
    let mut recovered = Recovered::default();
    if let Err(error) = check_size(text) {
        recovered.errors.push(error);
        return recovered;
    }
    let mut broken = 0;
    let mut literal = 0;
    let mut at = 0;
    let mut room = MAX_SCRIPT;
    while let Some((open, spelling)) = next_opener(text, at) {
        match read_binding(text, open, spelling, room) {
            Ok(binding) => {
                room = room.saturating_sub(binding.span.end - open);
                push_literal(&mut recovered.template, text, literal, open);
                at = binding.span.end;
                literal = at;
                recovered.template.parts.push(Part::Binding(binding));
            }
            Err((error, resume)) => {
                // An outer binding that is never closed meets the same mistake as an inner one.
                if !recovered
                    .errors
                    .iter()
                    .any(|known| known.span.range() == error.span.range() && *known == error)
                {
                    recovered.errors.push(error);
                }
                at = resume;
                broken += 1;
                if broken >= MAX_ERRORS {
                    break;
                }
            }
        }
    }
    push_literal(&mut recovered.template, text, literal, text.len());
    recovered.template.parts.shrink_to_fit();
    recovered
}

fn push_literal(template: &mut Template, text: &str, from: usize, to: usize) {
    if let Some(literal) = text.get(from..to).filter(|literal| !literal.is_empty()) {
        template.parts.push(Part::Literal {
            text: literal.to_owned(),
            span: Span::new(from, to),
        });
    }
}

/// The next `${` or `$<` at or after `at` that opens a binding.
fn next_opener(text: &str, mut at: usize) -> Option<(usize, Spelling)> {
    let bytes = text.as_bytes();
    loop {
        let open = at + text.get(at..)?.find('$')?;
        let escaped = open > 0 && bytes.get(open - 1) == Some(&b'\\');
        match bytes.get(open + 1) {
            Some(b'{') if !escaped => return Some((open, Spelling::Braces)),
            Some(b'<') if !escaped && starts_value(bytes.get(open + 2).copied()) => {
                return Some((open, Spelling::Angles));
            }
            _ => at = open + 1,
        }
    }
}

/// Whether a byte can start an expression. `/` can, but `$</` is the end tag of markup.
fn starts_value(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'_' | b'\'' | b'"' | b'(' | b'[' | b'{' | b'!' | b'-' | b'+' | b'~' | 0x80..
            )
    })
}

/// Reads the binding that opens at `open`; on failure tells where to go on reading.
fn read_binding(
    text: &str,
    open: usize,
    spelling: Spelling,
    room: usize,
) -> Result<Binding, (SyntaxError, usize)> {
    let start = open + 2;
    let reachable = text.floor_char_boundary(start.saturating_add(room));
    let (terminator, opener, closer) = match spelling {
        Spelling::Braces => (Terminator::Brace, "${", '}'),
        Spelling::Angles => (Terminator::Angle, "$<", '>'),
    };
    let scanned = scan(text.get(..reachable).unwrap_or(text), start, terminator);
    let Some(end) = scanned.end else {
        if reachable < text.len() {
            return Err((too_long(Span::new(open, start)), text.len()));
        }
        let resume = text
            .get(start..)
            .and_then(|rest| rest.find(closer))
            .map_or(text.len(), |length| start + length + 1);
        let error = scanned.error.unwrap_or_else(|| {
            SyntaxError::new(
                SyntaxErrorKind::Unterminated,
                Span::new(open, start),
                format!("the binding is never closed: `{opener}` without its `{closer}`"),
            )
            .help(format!(
                "add `{closer}`, and check that every bracket and quote inside is closed"
            ))
        });
        return Err((error, resume));
    };
    if let Some(error) = scanned.error {
        return Err((error, end + 1));
    }
    match parse_prepared(text, start, &scanned.prepared) {
        Ok(script) => Ok(Binding {
            spelling,
            script,
            span: Span::new(open, end + 1),
        }),
        Err(error) => Err((error, end + 1)),
    }
}
