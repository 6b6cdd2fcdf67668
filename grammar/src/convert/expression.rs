//! Expressions: runs of operands, primaries, lists, maps, closures, `new`.

use pest::iterators::Pair;

use super::operator::{Pending, Shaper, check_target};
use super::{Converter, Result, inner, next};
use crate::ast::{
    Element, Expression, ExpressionKind, MapEntry, MapKey, Span, StatementKind, UnaryOperator,
};
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::script::Rule;

impl Converter<'_> {
    /// An `expression` or a `command`.
    pub(super) fn value(&mut self, pair: Pair<'_, Rule>) -> Result<Expression> {
        if pair.as_rule() == Rule::command {
            self.command(pair)
        } else {
            self.expression(pair)
        }
    }

    /// The rule `expression`.
    pub(super) fn expression(&mut self, pair: Pair<'_, Rule>) -> Result<Expression> {
        let span = self.span(&pair);
        let links = inner(pair.clone()).count();
        self.descend(links, span)?;
        let mut shaper = Shaper::default();
        for part in inner(pair) {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::prefix => shaper.prefix(self.prefix(part, place)?, place.start),
                Rule::infix => shaper.infix(
                    Pending::infix(part.as_str())
                        .ok_or_else(|| SyntaxError::internal(place, "an operator"))?,
                )?,
                Rule::ternary => shaper.infix(match inner(part).next() {
                    Some(then) => Pending::Ternary(self.expression(then)?),
                    None => Pending::Elvis,
                })?,
                Rule::type_test => {
                    let cast = part.as_str().starts_with("as");
                    let ty = self.type_name(next(&mut inner(part), place, "a type")?);
                    let end = ty.span.end;
                    shaper.type_test(ty, cast, end)?;
                }
                _ => shaper.operand(self.postfixed(part)?, place),
            }
        }
        self.ascend(links);
        shaper.finish()
    }

    fn prefix(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<Pending> {
        let part = next(&mut inner(pair), span, "a prefix")?;
        Ok(match (part.as_rule(), part.as_str().trim_end()) {
            (Rule::cast, _) => {
                Pending::Cast(self.type_name(next(&mut inner(part), span, "a cast")?))
            }
            (_, "++") => Pending::Step(1),
            (_, "--") => Pending::Step(-1),
            (_, "!") => Pending::Unary(UnaryOperator::Not),
            (_, "-") => Pending::Unary(UnaryOperator::Minus),
            (_, "+") => Pending::Unary(UnaryOperator::Plus),
            (_, "~") => Pending::Unary(UnaryOperator::BitNot),
            _ => return Err(SyntaxError::internal(span, "a prefix")),
        })
    }

    /// What stands before the first `.`, `[` or `(`.
    pub(super) fn primary(&mut self, pair: Pair<'_, Rule>) -> Result<Expression> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::number => ExpressionKind::Number(self.number(&pair)?),
            Rule::empty_map => ExpressionKind::Map(Vec::new()),
            Rule::list => self.list_or_map(pair, span)?,
            Rule::closure => self.closure(pair, span)?,
            Rule::create => self.create(pair, span)?,
            Rule::paren => {
                return self.expression(next(&mut inner(pair), span, "parentheses")?);
            }
            Rule::constant => match pair.as_str() {
                "null" => ExpressionKind::Null,
                "true" => ExpressionKind::Boolean(true),
                "false" => ExpressionKind::Boolean(false),
                other => ExpressionKind::Name(other.to_owned()),
            },
            Rule::variable | Rule::type_reference => {
                ExpressionKind::Name(self.text(&pair).to_owned())
            }
            _ => return self.string(pair),
        };
        Ok(Expression { kind, span })
    }

    fn list_or_map(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<ExpressionKind> {
        let parts: Vec<Entry> = inner(pair)
            .map(|part| self.entry(part))
            .collect::<Result<_>>()?;
        let is_map = |part: &Entry| matches!(part, Entry::Pair(..) | Entry::SpreadMap(_));
        if !parts.iter().any(is_map) {
            return Ok(ExpressionKind::List(
                parts.into_iter().filter_map(Entry::element).collect(),
            ));
        }
        if parts.iter().all(is_map) {
            return Ok(ExpressionKind::Map(
                parts.into_iter().filter_map(Entry::map_entry).collect(),
            ));
        }
        Err(SyntaxError::new(
            SyntaxErrorKind::Unexpected,
            span,
            "brackets hold values and `key: value` pairs at once",
        )
        .help("a list is `[a, b]`, a map is `[k: a, l: b]`"))
    }

    /// The rule `element`: of a list, a map, an index or a call.
    pub(super) fn entry(&mut self, pair: Pair<'_, Rule>) -> Result<Entry> {
        let span = self.span(&pair);
        let mut parts = inner(pair);
        let first = next(&mut parts, span, "an element")?;
        let place = self.span(&first);
        match first.as_rule() {
            Rule::spread_map => {
                let value = next(&mut inner(first), span, "a map")?;
                Ok(Entry::SpreadMap(self.expression(value)?))
            }
            Rule::spread => {
                let value = next(&mut inner(first), span, "a list")?;
                Ok(Entry::Spread(self.expression(value)?))
            }
            Rule::entry => {
                let mut parts = inner(first);
                let key = next(&mut parts, place, "a key")?;
                let kind = ExpressionKind::String(self.text(&key).to_owned());
                let key = Expression {
                    kind,
                    span: self.span(&key),
                };
                let value = self.expression(next(&mut parts, place, "a value")?)?;
                Ok(Entry::Pair(MapKey::Literal(key), value))
            }
            _ => match parts.next() {
                None => Ok(Entry::Value(self.expression(first)?)),
                Some(value) => {
                    let key = self.key(first, place)?;
                    Ok(Entry::Pair(key, self.expression(value)?))
                }
            },
        }
    }

    fn key(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<MapKey> {
        let parenthesised = sole_primary(pair.clone()) == Some(Rule::paren);
        let key = self.expression(pair)?;
        if parenthesised {
            return Ok(MapKey::Computed(key));
        }
        match &key.kind {
            ExpressionKind::String(_) | ExpressionKind::Number(_) => Ok(MapKey::Literal(key)),
            ExpressionKind::Interpolated(_)
            | ExpressionKind::List(_)
            | ExpressionKind::Map(_)
            | ExpressionKind::Closure { .. } => Ok(MapKey::Computed(key)),
            _ => Err(SyntaxError::new(
                SyntaxErrorKind::Unexpected,
                span,
                "the key of a map is neither a name, a string nor a number",
            )
            .help("put a computed key in parentheses: `[(key): value]`")),
        }
    }

    pub(super) fn closure(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<ExpressionKind> {
        let (mut parameters, mut body) = (None, Vec::new());
        self.descend(1, span)?;
        for part in inner(pair) {
            match part.as_rule() {
                Rule::closure_head => {
                    parameters = Some(match inner(part).next() {
                        Some(list) => self.parameters(list)?,
                        None => Vec::new(),
                    });
                }
                Rule::statements => body = self.statements(part)?,
                _ => return Err(SyntaxError::internal(span, "a closure")),
            }
        }
        self.ascend(1);
        Ok(ExpressionKind::Closure { parameters, body })
    }

    fn create(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<ExpressionKind> {
        let text = self.read_at(self.span(&pair));
        let mut parts = inner(pair);
        let mut class = self.type_name(next(&mut parts, span, "a class")?);
        let rest = next(&mut parts, span, "arguments")?;
        if parts.next().is_some() {
            return Ok(ExpressionKind::Unsupported {
                what: "anonymous class".to_owned(),
                text,
            });
        }
        let open = rest
            .clone()
            .into_inner()
            .filter(|part| part.as_rule() == Rule::dimension)
            .count();
        Ok(match rest.as_rule() {
            Rule::arguments => ExpressionKind::New {
                class,
                arguments: self.arguments(rest)?,
            },
            Rule::array_sizes => {
                let sizes = inner(rest)
                    .map(|size| self.expression(size))
                    .collect::<Result<Vec<_>>>()?;
                class.dimensions = sizes.len() + open;
                ExpressionKind::NewArray { class, sizes }
            }
            // Groovy has none before version 3.
            _ => {
                return Err(SyntaxError::new(
                    SyntaxErrorKind::Unexpected,
                    span,
                    "an array has a size in brackets, not its members in braces",
                )
                .help("write `[…] as T[]`"));
            }
        })
    }

    pub(super) fn assign_tuple(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<Expression> {
        let mut targets = Vec::new();
        let mut value = None;
        for part in inner(pair) {
            if part.as_rule() == Rule::name {
                let name = self.name(&part);
                let target = Expression {
                    kind: ExpressionKind::Name(name.text),
                    span: name.span,
                };
                check_target(&target, "an assignment")?;
                targets.push(target);
            } else {
                value = Some(Box::new(self.value(part)?));
            }
        }
        let value = value.ok_or_else(|| SyntaxError::internal(span, "an assignment"))?;
        Ok(Expression {
            kind: ExpressionKind::AssignTuple { targets, value },
            span,
        })
    }
}

/// The rule of an expression's only operand, where it has no operators.
fn sole_primary(pair: Pair<'_, Rule>) -> Option<Rule> {
    let mut parts = inner(pair);
    let postfixed = parts.next()?;
    if parts.next().is_some() || postfixed.as_rule() != Rule::postfixed {
        return None;
    }
    let mut parts = inner(postfixed);
    let primary = parts.next()?;
    parts.next().is_none().then_some(primary.as_rule())
}

/// One element before it is known what it is an element of.
pub(super) enum Entry {
    Value(Expression),
    Spread(Expression),
    Pair(MapKey, Expression),
    SpreadMap(Expression),
}

impl Entry {
    pub(super) fn element(self) -> Option<Element> {
        match self {
            Self::Value(value) => Some(Element::Value(value)),
            Self::Spread(value) => Some(Element::Spread(value)),
            Self::Pair(..) | Self::SpreadMap(_) => None,
        }
    }

    fn map_entry(self) -> Option<MapEntry> {
        match self {
            Self::Pair(key, value) => Some(MapEntry::Pair(key, value)),
            Self::SpreadMap(value) => Some(MapEntry::Spread(value)),
            Self::Value(_) | Self::Spread(_) => None,
        }
    }
}

/// A statement that is nothing but an expression.
pub(super) const fn expression_statement(expression: Expression) -> crate::ast::Statement {
    let span = expression.span;
    crate::ast::Statement {
        kind: StatementKind::Expression(expression),
        span,
    }
}
