//! Statements.

use pest::iterators::Pair;

use super::{Converter, Result, inner, next};
use crate::ast::{
    Case, Catch, Expression, Name, Parameter, Span, Statement, StatementKind, TypeName,
};
use crate::error::SyntaxError;
use crate::script::Rule;

impl Converter<'_> {
    /// The rule `statement`.
    pub(super) fn statement(&mut self, pair: Pair<'_, Rule>) -> Result<Statement> {
        let span = self.span(&pair);
        self.descend(1, span)?;
        let pair = next(&mut inner(pair), span, "a statement")?;
        let span = self.span(&pair);
        let kind = self.statement_kind(pair, span)?;
        self.ascend(1);
        Ok(Statement { kind, span })
    }

    fn statement_kind(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let unsupported = match pair.as_rule() {
            Rule::package => "package declaration",
            Rule::annotated => "annotation",
            Rule::definition => self.definition(&pair),
            _ => return self.supported(pair, span),
        };
        Ok(StatementKind::Unsupported {
            what: unsupported.to_owned(),
            text: self.read_at(span),
        })
    }

    fn definition(&self, pair: &Pair<'_, Rule>) -> &'static str {
        let kind = inner(pair.clone()).find(|pair| pair.as_rule() == Rule::definition_kind);
        match kind.map(|pair| pair.as_str().trim()) {
            Some("interface") => "interface definition",
            Some("enum") => "enum definition",
            Some("trait") => "trait definition",
            Some("class") => "class definition",
            _ => "annotation definition",
        }
    }

    fn supported(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let rule = pair.as_rule();
        let mut parts = inner(pair.clone());
        Ok(match rule {
            Rule::expression_statement => {
                StatementKind::Expression(self.value(next(&mut parts, span, "an expression")?)?)
            }
            Rule::import => {
                let path = next(&mut parts, span, "an import")?;
                StatementKind::Import {
                    path: path.as_str().to_owned(),
                    alias: parts.next().map(|alias| alias.as_str().to_owned()),
                }
            }
            Rule::static_import => {
                let mut parts = parts.filter(|part| part.as_rule() != Rule::kw_static);
                let path = next(&mut parts, span, "an import")?;
                StatementKind::StaticImport {
                    path: path.as_str().to_owned(),
                    alias: parts.next().map(|alias| alias.as_str().to_owned()),
                }
            }
            Rule::labelled => return self.labelled(pair, span),
            Rule::jump_label => {
                let jump = next(&mut parts, span, "a jump")?.as_rule();
                StatementKind::Jump {
                    label: self.name(&next(&mut parts, span, "a label")?),
                    resume: jump == Rule::kw_continue,
                }
            }
            Rule::if_else => self.if_else(pair, span)?,
            Rule::for_loop => self.for_loop(pair, span)?,
            Rule::while_loop => StatementKind::While {
                condition: self.condition(next(&mut parts, span, "a condition")?)?,
                body: Box::new(self.body(next(&mut parts, span, "a body")?)?),
            },
            Rule::switch => {
                let subject = self.condition(next(&mut parts, span, "a subject")?)?;
                let cases = parts.map(|case| self.case(case)).collect::<Result<_>>()?;
                StatementKind::Switch { subject, cases }
            }
            Rule::try_catch => self.try_catch(pair, span)?,
            Rule::return_value => StatementKind::Return(
                parts
                    .next()
                    .map(|value| self.expression(value))
                    .transpose()?,
            ),
            Rule::throw => {
                StatementKind::Throw(self.expression(next(&mut parts, span, "a value")?)?)
            }
            Rule::break_loop => StatementKind::Break,
            Rule::continue_loop => StatementKind::Continue,
            Rule::assert => StatementKind::Assert {
                condition: self.expression(next(&mut parts, span, "a condition")?)?,
                message: parts.next().map(|text| self.expression(text)).transpose()?,
            },
            Rule::method => self.method(pair, span)?,
            Rule::declare | Rule::for_declare => self.declare(pair, span)?,
            Rule::declare_tuple => self.declare_tuple(pair, span)?,
            Rule::assign_tuple => StatementKind::Expression(self.assign_tuple(pair, span)?),
            Rule::block => StatementKind::Block(self.block(pair, span)?),
            _ => return Err(SyntaxError::internal(span, "a statement")),
        })
    }

    /// `a: b: statement`, the outer label first.
    fn labelled(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let mut labels = Vec::new();
        for part in inner(pair) {
            if part.as_rule() == Rule::name {
                labels.push(self.name(&part));
                self.descend(1, span)?;
                continue;
            }
            let mut statement = self.statement(part)?;
            self.ascend(labels.len());
            while let Some(label) = labels.pop() {
                let span = Span::new(label.span.start, span.end);
                let body = Box::new(statement);
                statement = Statement {
                    kind: StatementKind::Labelled { label, body },
                    span,
                };
            }
            return Ok(statement.kind);
        }
        Err(SyntaxError::internal(span, "a labelled statement"))
    }

    /// The rules `block` and whatever else holds `statements`.
    pub(super) fn block(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<Vec<Statement>> {
        self.statements(next(&mut inner(pair), span, "a block")?)
    }

    fn condition(&mut self, pair: Pair<'_, Rule>) -> Result<Expression> {
        let span = self.span(&pair);
        self.expression(next(&mut inner(pair), span, "a condition")?)
    }

    /// The rule `body`; an empty one, `;`, is a block without statements.
    fn body(&mut self, pair: Pair<'_, Rule>) -> Result<Statement> {
        let span = self.span(&pair);
        match inner(pair).next() {
            Some(statement) => self.statement(statement),
            None => Ok(Statement {
                kind: StatementKind::Block(Vec::new()),
                span,
            }),
        }
    }

    fn if_else(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let mut branches: Vec<(Expression, Statement, usize)> = Vec::new();
        let mut otherwise = None;
        let links = inner(pair.clone()).count();
        let mut parts = inner(pair);
        self.descend(links, span)?;
        let condition = self.condition(next(&mut parts, span, "a condition")?)?;
        let then = self.body(next(&mut parts, span, "a branch")?)?;
        branches.push((condition, then, span.start));
        for part in parts {
            let place = self.span(&part);
            if part.as_rule() == Rule::else_if {
                let mut parts = inner(part);
                let condition = next(&mut parts, place, "a condition")?;
                let start = self.span(&condition).start;
                let condition = self.condition(condition)?;
                let then = self.body(next(&mut parts, place, "a branch")?)?;
                branches.push((condition, then, start));
            } else {
                otherwise = Some(Box::new(self.body(part)?));
            }
        }
        self.ascend(links);
        let mut chain = otherwise;
        for (condition, then, start) in branches.into_iter().rev() {
            chain = Some(Box::new(Statement {
                kind: StatementKind::If {
                    condition,
                    then: Box::new(then),
                    otherwise: chain,
                },
                span: Span::new(start, span.end),
            }));
        }
        chain
            .map(|statement| statement.kind)
            .ok_or_else(|| SyntaxError::internal(span, "an if"))
    }

    fn for_loop(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let mut parts = inner(pair);
        let head = next(&mut parts, span, "a for")?;
        let body = next(&mut parts, span, "a body")?;
        if head.as_rule() == Rule::for_in_head {
            let mut parts = inner(head).peekable();
            let ty = self.optional_type(&mut parts);
            let name = self.name(&next(&mut parts, span, "a variable")?);
            let iterable = self.expression(next(&mut parts, span, "a list")?)?;
            let body = Box::new(self.body(body)?);
            return Ok(StatementKind::ForIn {
                ty,
                name,
                iterable,
                body,
            });
        }
        let (mut init, mut condition, mut update) = (Vec::new(), None, Vec::new());
        for part in inner(head) {
            let place = self.span(&part);
            let rule = part.as_rule();
            let part = next(&mut inner(part), place, "a for")?;
            match (rule, part.as_rule()) {
                (Rule::for_init, Rule::for_declare) => init.push(Statement {
                    kind: self.declare(part, place)?,
                    span: place,
                }),
                (Rule::for_init, _) => init.push(Statement {
                    kind: StatementKind::Expression(self.expression(part)?),
                    span: place,
                }),
                (Rule::for_condition, _) => condition = Some(self.expression(part)?),
                _ => update.push(self.expression(part)?),
            }
        }
        Ok(StatementKind::For {
            init,
            condition,
            update,
            body: Box::new(self.body(body)?),
        })
    }

    fn case(&mut self, pair: Pair<'_, Rule>) -> Result<Case> {
        let (mut label, mut body) = (None, Vec::new());
        for part in inner(pair) {
            match part.as_rule() {
                Rule::expression => label = Some(self.expression(part)?),
                Rule::statements => body = self.statements(part)?,
                _ => {}
            }
        }
        Ok(Case { label, body })
    }

    fn try_catch(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let (mut body, mut catches, mut finally) = (Vec::new(), Vec::new(), None);
        for part in inner(pair) {
            let place = self.span(&part);
            match part.as_rule() {
                Rule::catch_clause => catches.push(self.catch(part)?),
                Rule::finally_clause => {
                    let block = next(&mut inner(part), place, "a finally")?;
                    finally = Some(self.block(block, place)?);
                }
                _ => body = self.block(part, place)?,
            }
        }
        if catches.is_empty() && finally.is_none() {
            return Err(SyntaxError::new(
                crate::error::SyntaxErrorKind::Unexpected,
                span,
                "a `try` has neither `catch` nor `finally`",
            )
            .help("add `catch (Exception e) { … }`"));
        }
        Ok(StatementKind::Try {
            body,
            catches,
            finally,
        })
    }

    fn catch(&mut self, pair: Pair<'_, Rule>) -> Result<Catch> {
        let span = self.span(&pair);
        let (mut types, mut name, mut body) = (Vec::new(), None, Vec::new());
        for part in inner(pair) {
            match part.as_rule() {
                Rule::catch_types => {
                    types = inner(part).map(|ty| self.type_name(ty)).collect();
                }
                Rule::name => name = Some(self.name(&part)),
                _ => body = self.block(part, span)?,
            }
        }
        let name = name.ok_or_else(|| SyntaxError::internal(span, "a catch"))?;
        Ok(Catch { types, name, body })
    }

    /// Takes a type where one stands next.
    fn optional_type<'p>(
        &self,
        parts: &mut std::iter::Peekable<impl Iterator<Item = Pair<'p, Rule>>>,
    ) -> Option<TypeName> {
        parts
            .next_if(|part| matches!(part.as_rule(), Rule::type_name | Rule::declared_type))
            .map(|part| self.type_name(part))
    }

    fn method(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let (mut ty, mut name, mut parameters, mut body) = (None, None, Vec::new(), Vec::new());
        for part in inner(pair) {
            match part.as_rule() {
                Rule::method_type => ty = self.method_type(part),
                Rule::method_name => name = Some(self.name(&part)),
                Rule::parameters => parameters = self.parameters(part)?,
                Rule::block => body = self.block(part, span)?,
                _ => {}
            }
        }
        let name = name.ok_or_else(|| SyntaxError::internal(span, "a method"))?;
        Ok(StatementKind::Method {
            ty,
            name,
            parameters,
            body,
        })
    }

    fn method_type(&self, pair: Pair<'_, Rule>) -> Option<TypeName> {
        let span = self.span(&pair);
        let declared = inner(pair).find(|part| part.as_rule() == Rule::declared_type);
        Some(match declared {
            Some(declared) => self.type_name(declared),
            None => TypeName {
                name: "void".to_owned(),
                dimensions: 0,
                span,
            },
        })
    }

    pub(super) fn parameters(&mut self, pair: Pair<'_, Rule>) -> Result<Vec<Parameter>> {
        inner(pair)
            .map(|pair| {
                let span = self.span(&pair);
                let mut parts = inner(pair).peekable();
                let mut ty = self.optional_type(&mut parts);
                // `T... rest` is `T[] rest`.
                if parts
                    .next_if(|part| part.as_rule() == Rule::ellipsis)
                    .is_some()
                    && let Some(ty) = &mut ty
                {
                    ty.dimensions += 1;
                }
                let name = self.name(&next(&mut parts, span, "a parameter")?);
                let default = parts
                    .next()
                    .map(|value| self.expression(value))
                    .transpose()?;
                Ok(Parameter { ty, name, default })
            })
            .collect()
    }

    fn declare(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let mut parts = inner(pair).peekable();
        let ty = self.optional_type(&mut parts);
        let names = parts
            .map(|part| {
                let mut parts = inner(part);
                let name = self.name(&next(&mut parts, span, "a declaration")?);
                let value = parts.next().map(|value| self.value(value)).transpose()?;
                Ok((name, value))
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(StatementKind::Declare { ty, names })
    }

    fn declare_tuple(&mut self, pair: Pair<'_, Rule>, span: Span) -> Result<StatementKind> {
        let (mut names, mut value): (Vec<(Option<TypeName>, Name)>, _) = (Vec::new(), None);
        for part in inner(pair) {
            if part.as_rule() == Rule::tuple_name {
                let mut parts = inner(part).peekable();
                let ty = self.optional_type(&mut parts);
                names.push((ty, self.name(&next(&mut parts, span, "a declaration")?)));
            } else {
                value = Some(self.value(part)?);
            }
        }
        let value = value.ok_or_else(|| SyntaxError::internal(span, "a declaration"))?;
        Ok(StatementKind::DeclareTuple { names, value })
    }
}
