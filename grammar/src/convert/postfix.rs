//! What follows a primary: members, indexes, calls, trailing closures; and calls without
//! parentheses.

use pest::iterators::Pair;

use super::expression::Entry;
use super::operator::check_target;
use super::{Converter, Result, inner, next};
use crate::ast::{Access, Argument, Expression, ExpressionKind, MapEntry, Member, Name, Span};
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::script::Rule;

impl Converter<'_> {
    /// The rule `postfixed`.
    pub(super) fn postfixed(&mut self, pair: Pair<'_, Rule>) -> Result<Expression> {
        let span = self.span(&pair);
        let links = inner(pair.clone()).count();
        self.descend(links, span)?;
        let mut parts = inner(pair);
        let primary = next(&mut parts, span, "a value")?;
        // `(f)(x)` calls the value of `f`, `f(x)` the method.
        let mut callable = matches!(primary.as_rule(), Rule::variable | Rule::constant);
        let mut called = false;
        let mut target = self.primary(primary)?;
        for part in parts {
            let end = self.span(&part).end;
            let place = Span::new(span.start, end);
            let rule = part.as_rule();
            let kind = match rule {
                Rule::property => self.property(target, part, place)?,
                Rule::index => {
                    let indexes = inner(part)
                        .map(|part| self.index(part))
                        .collect::<Result<_>>()?;
                    ExpressionKind::Index {
                        target: Box::new(target),
                        indexes,
                    }
                }
                Rule::postfix_step => {
                    let delta = if part.as_str().starts_with('+') {
                        1
                    } else {
                        -1
                    };
                    check_target(&target, if delta > 0 { "`++`" } else { "`--`" })?;
                    ExpressionKind::Step {
                        target: Box::new(target),
                        delta,
                        postfix: true,
                    }
                }
                Rule::trailing_closure => {
                    let closure = next(&mut inner(part), place, "a closure")?;
                    let closure = self.primary(closure)?;
                    if called {
                        append(target.kind, closure)
                    } else {
                        call(target, vec![Argument::Value(closure)], callable)
                    }
                }
                _ => {
                    let arguments = next(&mut inner(part), place, "arguments")?;
                    call(target, self.arguments(arguments)?, callable)
                }
            };
            callable = matches!(kind, ExpressionKind::Property { .. });
            called = matches!(rule, Rule::call | Rule::trailing_closure);
            target = Expression { kind, span: place };
        }
        self.ascend(links);
        Ok(target)
    }

    fn index(&mut self, pair: Pair<'_, Rule>) -> Result<crate::ast::Element> {
        let span = self.span(&pair);
        self.entry(pair)?.element().ok_or_else(|| {
            SyntaxError::new(
                SyntaxErrorKind::Unexpected,
                span,
                "an index is not a `key: value` pair",
            )
        })
    }

    fn property(
        &mut self,
        target: Expression,
        pair: Pair<'_, Rule>,
        place: Span,
    ) -> Result<ExpressionKind> {
        let mut parts = inner(pair);
        let access = next(&mut parts, place, "a member")?;
        let member = next(&mut parts, place, "a member")?;
        let span = self.span(&member);
        let text = self.text(&member).to_owned();
        let member = next(&mut inner(member), span, "a member")?;
        let member = match member.as_rule() {
            Rule::member_word => Member::Name(Name { text, span }),
            Rule::expression => Member::Dynamic(Box::new(self.expression(member)?)),
            _ => {
                let value = self.string(member)?;
                match value.kind {
                    ExpressionKind::String(text) => Member::Name(Name { text, span }),
                    _ => Member::Dynamic(Box::new(value)),
                }
            }
        };
        let target = Box::new(target);
        let access = match access.as_str() {
            "?." => Access::Safe,
            "*." => Access::Spread,
            ".&" => {
                return Ok(match member {
                    Member::Name(name) => ExpressionKind::MethodReference { target, name },
                    Member::Dynamic(_) => self.unsupported("computed method reference", place),
                });
            }
            ".@" => return Ok(self.unsupported("direct field access", place)),
            _ => Access::Plain,
        };
        Ok(ExpressionKind::Property {
            target,
            member,
            access,
        })
    }

    fn unsupported(&self, what: &str, place: Span) -> ExpressionKind {
        ExpressionKind::Unsupported {
            what: what.to_owned(),
            text: self.read_at(place),
        }
    }

    /// The rules `arguments` and `command_arguments`.
    pub(super) fn arguments(&mut self, pair: Pair<'_, Rule>) -> Result<Vec<Argument>> {
        inner(pair)
            .map(|part| {
                let span = self.span(&part);
                Ok(match self.entry(part)? {
                    Entry::Value(value) => Argument::Value(value),
                    Entry::Spread(value) => Argument::Spread(value),
                    Entry::Pair(key, value) => Argument::Named(key, value),
                    Entry::SpreadMap(value) => Argument::Value(Expression {
                        kind: ExpressionKind::Map(vec![MapEntry::Spread(value)]),
                        span,
                    }),
                })
            })
            .collect()
    }

    /// `a.b c, d` is `a.b(c, d)`.
    pub(super) fn command(&mut self, pair: Pair<'_, Rule>) -> Result<Expression> {
        let span = self.span(&pair);
        let mut parts = inner(pair);
        let path = next(&mut parts, span, "a command")?;
        let place = self.span(&path);
        let links = inner(path.clone()).count() + 1;
        self.descend(links, span)?;
        let arguments = self.arguments(next(&mut parts, span, "arguments")?)?;
        let mut steps = inner(path);
        let first = self.name(&next(&mut steps, place, "a command")?);
        let mut target = Expression {
            kind: ExpressionKind::Name(first.text),
            span: first.span,
        };
        while let (Some(access), Some(member)) = (steps.next(), steps.next()) {
            let end = self.span(&member).end;
            target = Expression {
                kind: ExpressionKind::Property {
                    target: Box::new(target),
                    member: Member::Name(self.name(&member)),
                    access: if access.as_str() == "?." {
                        Access::Safe
                    } else {
                        Access::Plain
                    },
                },
                span: Span::new(place.start, end),
            };
        }
        self.ascend(links);
        Ok(Expression {
            kind: call(target, arguments, true),
            span,
        })
    }
}

/// Calls what `target` names, or its value where it is not `callable` by name.
fn call(target: Expression, arguments: Vec<Argument>, callable: bool) -> ExpressionKind {
    match target.kind {
        ExpressionKind::Name(text) if callable => ExpressionKind::Call {
            target: None,
            member: Member::Name(Name {
                text,
                span: target.span,
            }),
            access: Access::Plain,
            arguments,
        },
        ExpressionKind::Property {
            target,
            member,
            access,
        } if callable => ExpressionKind::Call {
            target: Some(target),
            member,
            access,
            arguments,
        },
        kind => ExpressionKind::CallValue {
            callee: Box::new(Expression {
                kind,
                span: target.span,
            }),
            arguments,
        },
    }
}

/// Gives a call one more argument.
fn append(mut kind: ExpressionKind, closure: Expression) -> ExpressionKind {
    if let ExpressionKind::Call { arguments, .. } | ExpressionKind::CallValue { arguments, .. } =
        &mut kind
    {
        arguments.push(Argument::Value(closure));
    }
    kind
}
