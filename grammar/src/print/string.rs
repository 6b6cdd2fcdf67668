//! Strings, quoted anew.

use std::fmt::{Result, Write};

use super::expression::expression;
use super::statement::statements;
use crate::ast::{Expression, ExpressionKind, Member, StringPart};

/// A string without interpolation.
pub(super) fn plain(f: &mut dyn Write, text: &str) -> Result {
    f.write_char('\'')?;
    escaped(f, text, '\'')?;
    f.write_char('\'')
}

/// A string with interpolation. Where the text behind a path would extend it, its first character is
/// written as an escape.
pub(super) fn interpolated(f: &mut dyn Write, parts: &[StringPart]) -> Result {
    f.write_char('"')?;
    let mut after_path = false;
    for part in parts {
        match part {
            StringPart::Text(text) => {
                let mut rest = text.as_str();
                let first = text.chars().next();
                if after_path
                    && let Some(first) = first
                    && (first.is_alphanumeric() || matches!(first, '_' | '.') || !first.is_ascii())
                {
                    for unit in first.encode_utf16(&mut [0; 2]) {
                        write!(f, "\\u{unit:04x}")?;
                    }
                    rest = text.get(first.len_utf8()..).unwrap_or_default();
                }
                escaped(f, rest, '"')?;
                after_path = false;
            }
            StringPart::Script(script) => {
                f.write_str("${")?;
                statements(f, &script.statements)?;
                f.write_char('}')?;
                after_path = false;
            }
            StringPart::Path(path) => {
                f.write_char('$')?;
                dotted(f, path)?;
                after_path = true;
            }
        }
    }
    f.write_char('"')
}

/// `a.b.c` after a dollar, where reserved words need no quotes and quotes would end the path.
fn dotted(f: &mut dyn Write, path: &Expression) -> Result {
    match &path.kind {
        ExpressionKind::Name(name) => f.write_str(name),
        ExpressionKind::Property {
            target,
            member: Member::Name(name),
            ..
        } => {
            dotted(f, target)?;
            write!(f, ".{}", name.text)
        }
        _ => expression(f, path),
    }
}

fn escaped(f: &mut dyn Write, text: &str, quote: char) -> Result {
    for character in text.chars() {
        match character {
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\\' => f.write_str("\\\\")?,
            '$' if quote == '"' => f.write_str("\\$")?,
            c if c == quote => write!(f, "\\{c}")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}
