//! Statements. The last one gives a block its value.

use bindery_grammar::ast::{Expression, Statement, StatementKind};

use super::{Lowering, Tail};
use crate::error::Kind;

impl Lowering<'_> {
    pub(super) fn statements(&mut self, statements: &[Statement], tail: Tail) {
        let last = statements.iter().rposition(|statement| {
            !matches!(
                statement.kind,
                StatementKind::Import { .. }
                    | StatementKind::StaticImport { .. }
                    | StatementKind::Method { .. }
            )
        });
        for (index, statement) in statements.iter().enumerate() {
            let tail = if Some(index) == last {
                tail
            } else {
                Tail::Discard
            };
            self.statement(statement, tail);
        }
        if last.is_none() && tail != Tail::Discard {
            self.push("()");
        }
    }

    pub(super) fn statement(&mut self, statement: &Statement, tail: Tail) {
        let span = statement.span;
        self.deeper(span, |this| this.statement_kind(statement, tail));
    }

    fn statement_kind(&mut self, statement: &Statement, tail: Tail) {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Expression(expression) => self.valued(expression, tail),
            StatementKind::Declare { ty, names } => {
                let ty = ty.as_ref().and_then(|ty| self.type_of(ty));
                let mut last = String::new();
                for (name, value) in names {
                    // The value does not see the new name.
                    let mut code = std::mem::take(&mut self.out);
                    match value {
                        Some(value) => {
                            self.coerced(ty, value.span, |this| this.initial_value(ty, value))
                        }
                        None => self.initial(ty),
                    }
                    std::mem::swap(&mut code, &mut self.out);
                    last = self.declare_new(&name.text, name.span, ty);
                    self.push(&format!("let {last} = {code}; "));
                }
                self.finish(&last, tail);
            }
            StatementKind::DeclareTuple { names, value } => {
                self.declare_tuple(names, value);
                self.finish("()", tail);
            }
            StatementKind::If {
                condition,
                then,
                otherwise,
            } => {
                self.push("if ");
                self.condition(condition);
                self.push(" { ");
                self.scoped(|this| this.statement(then, tail));
                self.push(" } else { ");
                match otherwise {
                    Some(otherwise) => self.scoped(|this| this.statement(otherwise, tail)),
                    None => self.finish("()", tail),
                }
                self.push(" } ");
            }
            StatementKind::ForIn {
                ty,
                name,
                iterable,
                body,
            } => {
                self.for_in(ty.as_ref(), name, iterable, body, tail);
            }
            StatementKind::For {
                init,
                condition,
                update,
                body,
            } => {
                self.for_loop(init, condition.as_ref(), update, body, tail);
            }
            StatementKind::While { condition, body } => {
                self.push("while ");
                self.condition(condition);
                self.push(" { ");
                self.loop_body(body);
                self.push(" } ");
                self.after_loop();
                self.finish("()", tail);
            }
            StatementKind::Return(value) => {
                self.push("return ");
                match value {
                    Some(value) => self.result(value),
                    None => self.push("()"),
                }
                self.push("; ");
            }
            StatementKind::Labelled { label, body } => self.labelled(label, body, tail),
            StatementKind::Jump { label, resume } => self.jump(label, *resume),
            StatementKind::Break | StatementKind::Continue if self.switches.is_empty() => {
                self.refuse(Kind::Syntax, span, "there is no loop to leave here");
            }
            StatementKind::Break => self.push("break; "),
            StatementKind::Continue => self.continue_loop(),
            StatementKind::Block(statements) => {
                self.push("{ ");
                self.scoped(|this| this.statements(statements, tail));
                self.push(" } ");
            }
            StatementKind::Try {
                body,
                catches,
                finally,
            } => {
                self.guarded(body, catches, finally.as_deref(), tail, span);
            }
            StatementKind::Throw(value) => {
                self.helper("raise", span);

                self.expression(value);
                self.push("); ");
            }
            StatementKind::Switch { subject, cases } => self.switch(subject, cases, tail, span),
            StatementKind::Assert { condition, message } => {
                self.push("if !");
                self.condition(condition);
                self.push(" { ");
                self.helper("assertion", span);

                match message {
                    Some(message) => self.expression(message),
                    None => self.push("()"),
                }
                self.push("); } ");
                self.finish("()", tail);
            }
            StatementKind::Import { path, alias } => self.import(path, alias.as_deref(), span),
            StatementKind::StaticImport { path, alias } => {
                self.static_import(path, alias.as_deref(), span);
            }
            StatementKind::Method { .. } => {}
            StatementKind::Unsupported { what, .. } => {
                self.refuse(Kind::Unsupported, span, format!("{what} is not supported"));
            }
        }
    }

    /// A value that leaves its block: a string with closures takes its text while they can be called.
    fn result(&mut self, expression: &Expression) {
        if !self.lazy {
            return self.expression(expression);
        }
        self.helper("settled", expression.span);
        self.expression(expression);
        self.push(")");
    }

    fn valued(&mut self, expression: &Expression, tail: Tail) {
        match tail {
            Tail::Discard if self.is_lost_change(expression) => {
                self.refuse_change(expression.span);
                self.push("; ");
            }
            Tail::Discard => {
                self.expression(expression);
                self.push("; ");
            }
            Tail::Value => self.result(expression),
            Tail::Return => {
                self.push("return ");
                self.result(expression);
                self.push("; ");
            }
        }
    }

    /// Ends a statement whose value is known.
    pub(super) fn finish(&mut self, value: &str, tail: Tail) {
        match tail {
            Tail::Discard => {}
            Tail::Value => self.push(value),
            Tail::Return => self.push(&format!("return {value}; ")),
        }
    }

    fn initial(&mut self, ty: Option<usize>) {
        let name = ty
            .and_then(|ty| self.tables.types.get(ty))
            .map(|ty| (ty.name.clone(), ty.dimensions));
        let value = match name
            .as_ref()
            .map(|(name, dimensions)| (name.as_str(), dimensions))
        {
            Some(("int" | "short" | "byte", 0)) => "0",
            Some(("boolean", 0)) => "false",
            Some(("long", 0)) => return self.constant(crate::value::Value::Long(0)),
            Some(("double", 0)) => return self.constant(crate::value::Value::Double(0.0)),
            Some(("float", 0)) => return self.constant(crate::value::Value::Float(0.0)),
            _ => "()",
        };
        self.push(value);
    }

    /// `double d = 5/2` divides whole numbers: Groovy's shortcut for primitive types.
    fn initial_value(&mut self, ty: Option<usize>, value: &Expression) {
        use bindery_grammar::ast::{BinaryOperator, ExpressionKind, Number};
        let primitive = ty
            .and_then(|ty| self.tables.types.get(ty))
            .is_some_and(|ty| ty.dimensions == 0 && matches!(ty.name.as_str(), "double" | "float"));
        if primitive
            && let ExpressionKind::Binary {
                operator: BinaryOperator::Divide,
                left,
                right,
            } = &value.kind
            && let (
                ExpressionKind::Number(Number::Integer(left)),
                ExpressionKind::Number(Number::Integer(right)),
            ) = (&left.kind, &right.kind)
            && let Some(quotient) = left.checked_div(*right)
        {
            return self.push(&quotient.to_string());
        }
        self.expression(value);
    }
}
