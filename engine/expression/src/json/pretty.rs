//! `JsonOutput.prettyPrint`: the tokens of a text on lines of their own.
//!
//! Groovy looks at tokens only, not at their order; a token that the text ends in, or that is not
//! quite one, ends the text.

use serde_json::Value as Json;

use super::{Writer, quote};
use crate::error::{EvalError, Kind, Outcome};
use crate::run::{Run, limit};

/// The blanks of one level.
const INDENT: &str = "    ";
/// Levels beyond this are indented like it.
const DEEPEST: usize = 200;

/// `JsonOutput.prettyPrint`
pub(crate) fn pretty(run: &Run<'_>, json: &str) -> Outcome<String> {
    let mut out = String::new();
    let mut depth = 0_usize;
    let newline = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&INDENT.repeat(depth.min(DEEPEST)));
    };
    let mut rest = json.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '{' | '[' => {
                depth += 1;
                out.push(first);
                newline(&mut out, depth);
                1
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                newline(&mut out, depth);
                out.push(first);
                1
            }
            ',' => {
                out.push(',');
                newline(&mut out, depth);
                1
            }
            ':' => {
                out.push_str(": ");
                1
            }
            '"' => match string(rest) {
                Some((text, length)) => {
                    quote(&mut out, &text, Writer::Groovy);
                    length
                }
                None => break,
            },
            '0'..='9' | '-' => match number(rest) {
                Some(number) => {
                    out.push_str(number);
                    number.len()
                }
                None => break,
            },
            _ => {
                let word = ["true", "false", "null"]
                    .into_iter()
                    .find(|word| rest.starts_with(word));
                let Some(word) = word else {
                    return not_a_token(json, json.len() - rest.len());
                };
                out.push_str(word);
                word.len()
            }
        };
        rest = rest.get(length..).unwrap_or_default().trim_start();
        if out.len() > run.limits().string_bytes {
            return limit("a string grows too long");
        }
    }
    run.room_for_text(out.len())?;
    Ok(out)
}

/// The string that a text starts with, and its bytes there; its control characters may be bare.
fn string(text: &str) -> Option<(String, usize)> {
    let mut escaped = false;
    let inside = text.get(1..)?;
    let end = inside.find(|letter| match letter {
        '"' => !std::mem::take(&mut escaped),
        '\\' => {
            escaped = !escaped;
            false
        }
        _ => {
            escaped = false;
            false
        }
    })?;
    let inside = inside.get(..end)?;
    let mut strict = String::with_capacity(inside.len() + 2);
    strict.push('"');
    for letter in inside.chars() {
        match letter {
            '\n' => strict.push_str("\\n"),
            '\r' => strict.push_str("\\r"),
            '\t' => strict.push_str("\\t"),
            _ => strict.push(letter),
        }
    }
    strict.push('"');
    let read: Option<String> = serde_json::from_str(&strict).ok();
    read.map(|read| (read, end + 2))
}

/// The number that a text starts with, where more follows.
fn number(text: &str) -> Option<&str> {
    let length = text.find(|letter: char| {
        !letter.is_ascii_digit() && !matches!(letter, '-' | '+' | '.' | 'e' | 'E')
    })?;
    let number = text.get(..length)?;
    let read: Option<Json> = serde_json::from_str(number).ok();
    read.map(|_| number)
}

fn not_a_token<T>(json: &str, at: usize) -> Outcome<T> {
    let before = json.get(..at).unwrap_or_default();
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.chars().rev().take_while(|it| *it != '\n').count();
    let message = format!("the text is no JSON at line {line} column {column}");
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("groovy.json.JsonException"),
    ))
}
