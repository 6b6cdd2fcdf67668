//! String literals: escapes resolved, interpolations as scripts of their own.

use pest::iterators::Pair;

use super::expression::expression_statement;
use super::{Converter, Result, inner, next};
use crate::ast::{Access, Expression, ExpressionKind, Member, Name, Script, Span, StringPart};
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::script::Rule;

/// The parts of a string as they are collected; text runs together.
#[derive(Default)]
struct Parts {
    parts: Vec<StringPart>,
    /// The first half of a surrogate pair written as `\uD83D`.
    half: Option<(u32, Span)>,
}

impl Parts {
    fn push_str(&mut self, text: &str) -> Result<()> {
        self.no_half()?;
        if let Some(StringPart::Text(last)) = self.parts.last_mut() {
            last.push_str(text);
        } else {
            self.parts.push(StringPart::Text(text.to_owned()));
        }
        Ok(())
    }

    fn push_unit(&mut self, unit: u32, span: Span) -> Result<()> {
        let code = match (self.half.take(), unit) {
            (None, 0xD800..=0xDBFF) => {
                self.half = Some((unit, span));
                return Ok(());
            }
            (Some((high, _)), 0xDC00..=0xDFFF) => {
                0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00)
            }
            (Some((_, place)), _) => return Err(lone(place)),
            (None, _) => unit,
        };
        match char::from_u32(code) {
            Some(character) => self.push_str(character.encode_utf8(&mut [0; 4])),
            None => Err(lone(span)),
        }
    }

    fn no_half(&self) -> Result<()> {
        self.half.map_or(Ok(()), |(_, span)| Err(lone(span)))
    }
}

fn lone(span: Span) -> SyntaxError {
    SyntaxError::new(
        SyntaxErrorKind::Literal,
        span,
        "the escape is half of a surrogate pair",
    )
    .help("write both halves, or the character itself")
}

impl Converter<'_> {
    /// One of the rules of `string_literal`.
    pub(super) fn string(&mut self, pair: Pair<'_, Rule>) -> Result<Expression> {
        let span = self.span(&pair);
        let mut parts = Parts::default();
        for part in inner(pair) {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::single_text
                | Rule::double_text
                | Rule::triple_single_text
                | Rule::triple_double_text
                | Rule::slashy_text
                | Rule::dollar_slashy_text => {
                    // Groovy's lexer reads every line break as `\n`.
                    let text = part.as_str();
                    if text.contains('\r') {
                        parts.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"))?;
                    } else {
                        parts.push_str(text)?;
                    }
                }
                Rule::slashy_escape => parts.push_str("/")?,
                Rule::dollar_escape => {
                    parts.push_str(part.as_str().get(1..).unwrap_or_default())?
                }
                Rule::escape => {
                    let escape = next(&mut inner(part), place, "an escape")?;
                    escaped(&escape, place, &mut parts)?;
                }
                Rule::unicode_escape => escaped(&part, place, &mut parts)?,
                Rule::dollar_path => {
                    parts.no_half()?;
                    let path = self.dollar_path(&part);
                    parts.parts.push(StringPart::Path(path?));
                }
                Rule::interpolation => {
                    parts.no_half()?;
                    let script = self.interpolation(part, place)?;
                    parts.parts.push(StringPart::Script(script));
                }
                _ => return Err(SyntaxError::internal(place, "a string")),
            }
        }
        parts.no_half()?;
        let mut parts = parts.parts;
        let kind = match parts.as_mut_slice() {
            [] => ExpressionKind::String(String::new()),
            [StringPart::Text(text)] => ExpressionKind::String(std::mem::take(text)),
            _ => ExpressionKind::Interpolated(parts),
        };
        Ok(Expression { kind, span })
    }

    /// `$a.b.c`
    fn dollar_path(&mut self, pair: &Pair<'_, Rule>) -> Result<Expression> {
        let span = self.span(pair);
        let links = inner(pair.clone()).count();
        self.descend(links, span)?;
        let mut segments = inner(pair.clone());
        let root = next(&mut segments, span, "a path")?;
        let mut path = Expression {
            kind: ExpressionKind::Name(root.as_str().to_owned()),
            span: self.span(&root),
        };
        for segment in segments {
            let place = self.span(&segment);
            path = Expression {
                span: Span::new(path.span.start, place.end),
                kind: ExpressionKind::Property {
                    target: Box::new(path),
                    member: Member::Name(Name {
                        text: segment.as_str().to_owned(),
                        span: place,
                    }),
                    access: Access::Plain,
                },
            };
        }
        self.ascend(links);
        Ok(path)
    }

    /// `${…}`; with an arrow it is a closure, which the string calls when it becomes text.
    fn interpolation(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<Script> {
        self.descend(1, span)?;
        let closure = inner(pair.clone()).any(|part| part.as_rule() == Rule::closure_head);
        let statements = if closure {
            let kind = self.closure(pair, span)?;
            vec![expression_statement(Expression { kind, span })]
        } else {
            self.block(pair, span)?
        };
        self.ascend(1);
        let span = Span::new(span.start + 2, span.end.saturating_sub(1));
        Ok(Script { statements, span })
    }
}

fn escaped(pair: &Pair<'_, Rule>, span: Span, parts: &mut Parts) -> Result<()> {
    let text = pair.as_str();
    match pair.as_rule() {
        Rule::unicode_escape => {
            let digits = text.trim_start_matches(['\\', 'u']);
            let unit = u32::from_str_radix(digits, 16)
                .map_err(|_| SyntaxError::internal(span, "an escape"))?;
            parts.push_unit(unit, span)
        }
        Rule::octal_escape => {
            let unit = u32::from_str_radix(text.get(1..).unwrap_or_default(), 8)
                .map_err(|_| SyntaxError::internal(span, "an escape"))?;
            parts.push_unit(unit, span)
        }
        Rule::line_escape => Ok(()),
        _ => parts.push_str(match text.get(1..).unwrap_or_default() {
            "b" => "\u{8}",
            "t" => "\t",
            "n" => "\n",
            "f" => "\u{c}",
            "r" => "\r",
            other => other,
        }),
    }
}
