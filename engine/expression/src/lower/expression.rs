//! Expressions.

use bindery_grammar::ast::{
    Access, Element, Expression, ExpressionKind, MapEntry, MapKey, Member, Number, Span,
    StatementKind, StringPart,
};

use super::chain::Wanted;
use super::names::{refused, segment};
use super::operator::{SPINE, spine_length};
use super::quote::quote;
use super::{Lowering, Path, Tail};
use crate::class::ClassName;
use crate::error::Kind;
use crate::value::{Decimal, Text, Value};

impl Lowering<'_> {
    /// Writes an expression.
    pub(super) fn expression(&mut self, expression: &Expression) {
        let span = expression.span;
        if self.chain(expression, Wanted::Value) {
            return;
        }
        if spine_length(expression) > SPINE {
            return self.spine(expression);
        }
        self.deeper(span, |this| this.expression_kind(expression));
    }

    pub(super) fn expression_kind(&mut self, expression: &Expression) {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Null => self.push("()"),
            ExpressionKind::Boolean(value) => self.push(if *value { "true" } else { "false" }),
            ExpressionKind::Number(number) => self.number(number, span),
            ExpressionKind::String(text) => self.push(&quote(text)),
            ExpressionKind::Interpolated(parts) => self.interpolated(parts, span),
            ExpressionKind::List(elements) => {
                self.helper("list", span);

                self.elements(elements);
                self.push(")");
            }
            ExpressionKind::Map(entries) => self.map(entries, span),
            ExpressionKind::Range {
                from,
                to,
                inclusive,
            } => {
                self.helper("range", span);

                self.expression(from);
                self.push(",");
                self.expression(to);
                self.push(if *inclusive { ",true)" } else { ",false)" });
            }
            ExpressionKind::Name(name) => self.name(expression, name),
            ExpressionKind::Property {
                target,
                member,
                access,
            } => {
                if !self.known_name(expression) {
                    self.property(target, member, *access, span);
                }
            }
            ExpressionKind::Index { target, indexes } => {
                self.helper("at", span);

                self.expression(target);
                self.push(",");
                self.indexes(indexes, span);
                self.push(")");
            }
            ExpressionKind::Call {
                target,
                member,
                access,
                arguments,
            } => {
                self.call(target.as_deref(), member, *access, arguments, span);
            }
            ExpressionKind::CallValue { callee, arguments } => {
                self.helper("invoke", span);

                self.expression(callee);
                self.push(",");
                self.arguments(arguments);
                self.push(")");
            }
            ExpressionKind::MethodReference { target, name } => {
                let index = self.tables.add_call(&name.text);
                self.helper("method_of", span);

                self.expression(target);
                self.push(&format!(",{index})"));
            }
            ExpressionKind::New { class, arguments } => {
                let Some(ty) = self.class_of(&class.name, class.span) else {
                    return self.push("()");
                };
                let index = self.tables.add_name(&ty);
                self.helper("create", span);
                self.push(&format!("{index},"));
                self.arguments(arguments);
                self.push(")");
            }
            ExpressionKind::NewArray { class, sizes } => {
                let ty = self.type_of(class);
                let Some(ty) = ty else { return self.push("()") };
                self.helper("array", span);
                self.push(&format!("{ty},["));
                self.separated(sizes.iter());
                self.push("])");
            }
            ExpressionKind::Closure { parameters, body } => {
                self.closure(parameters.as_deref(), body, span);
            }
            ExpressionKind::Unary { operator, operand } => self.unary(*operator, operand, span),
            ExpressionKind::Step {
                target,
                delta,
                postfix,
            } => {
                self.step(target, *delta, *postfix, span);
            }
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } => {
                self.binary(*operator, left, right, span);
            }
            ExpressionKind::InstanceOf { value, ty } => self.typed("instance", value, ty, span),
            ExpressionKind::As { value, ty } => self.typed("as_type", value, ty, span),
            ExpressionKind::Cast { value, ty } => self.typed("cast", value, ty, span),
            ExpressionKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                self.push("if ");
                self.condition(condition);
                self.push(" { ");
                self.expression(then);
                self.push(" } else { ");
                self.expression(otherwise);
                self.push(" }");
            }
            ExpressionKind::Elvis { value, otherwise } => {
                let temporary = self.temporary();
                self.push(&format!("{{ let {temporary} = "));
                self.expression(value);
                self.push("; if h truthy_0(");
                self.push(&temporary);
                self.push(&format!(") {{ {temporary} }} else {{ "));
                self.expression(otherwise);
                self.push(" } }");
            }
            ExpressionKind::Assign {
                operator,
                target,
                value,
            } => {
                self.assign(*operator, target, value, span);
            }
            ExpressionKind::AssignTuple { targets, value } => {
                self.assign_tuple(targets, value, span);
            }
            ExpressionKind::Unsupported { what, .. } => {
                self.refuse(Kind::Unsupported, span, format!("{what} is not supported"));
            }
        }
    }

    fn number(&mut self, number: &Number, span: Span) {
        let value = match number {
            Number::Integer(value) => return self.push(&value.to_string()),
            Number::Long(value) => Some(Value::Long(*value)),
            Number::BigInteger(digits) => digits.parse().ok().map(Value::big_integer),
            Number::BigDecimal(digits) => Decimal::parse(digits).map(Value::decimal),
            Number::Double(digits) => digits.parse().ok().map(Value::Double),
            Number::Float(digits) => digits.parse().ok().map(Value::Float),
        };
        match value {
            Some(value) => self.constant(value),
            None => self.refuse(Kind::Limit, span, "a number literal is too large"),
        }
    }

    pub(super) fn constant(&mut self, value: Value) {
        let index = self.tables.add_constant(value);
        self.push(&format!("h constant_0({index})"));
    }

    fn interpolated(&mut self, parts: &[StringPart], span: Span) {
        let mut strings = vec![String::new()];
        for part in parts {
            match part {
                StringPart::Text(text) => {
                    if let Some(last) = strings.last_mut() {
                        last.push_str(text);
                    }
                }
                _ => strings.push(String::new()),
            }
        }
        let index = self
            .tables
            .add_strings(strings.into_iter().map(Text::from).collect());
        self.lazy |= parts.iter().any(|part| match part {
            StringPart::Script(script) => script.statements.iter().any(|statement| {
                matches!(
                    &statement.kind,
                    StatementKind::Expression(Expression {
                        kind: ExpressionKind::Closure { .. },
                        ..
                    })
                )
            }),
            _ => false,
        });
        self.helper("interpolate", span);
        self.push(&format!("{index},["));
        for part in parts {
            match part {
                StringPart::Text(_) => continue,
                StringPart::Path(path) => self.expression(path),
                StringPart::Script(script) => match &*script.statements {
                    [] => self.push("()"),
                    statements => self.scoped(|this| {
                        this.push("{ ");
                        this.statements(statements, Tail::Value);
                        this.push(" }");
                    }),
                },
            }
            self.push(",");
        }
        self.push("])");
    }

    pub(super) fn separated<'e>(&mut self, expressions: impl Iterator<Item = &'e Expression>) {
        for expression in expressions {
            self.expression(expression);
            self.push(",");
        }
    }

    /// `[a, spread(xs), …]`
    pub(super) fn elements(&mut self, elements: &[Element]) {
        self.push("[");
        for element in elements {
            match element {
                Element::Value(value) => self.expression(value),
                Element::Spread(value) => {
                    self.helper("spread", value.span);

                    self.expression(value);
                    self.push(")");
                }
            }
            self.push(",");
        }
        self.push("]");
    }

    pub(super) fn indexes(&mut self, indexes: &[Element], span: Span) {
        match indexes {
            [Element::Value(index)] => self.expression(index),
            several => {
                self.helper("list", span);

                self.elements(several);
                self.push(")");
            }
        }
    }

    fn map(&mut self, entries: &[MapEntry], span: Span) {
        self.helper("map", span);
        self.push("[");
        for entry in entries {
            match entry {
                MapEntry::Pair(key, value) => {
                    self.map_key(key);
                    self.push(",");
                    self.expression(value);
                }
                MapEntry::Spread(value) => {
                    self.helper("spread", value.span);

                    self.expression(value);
                    self.push("),()");
                }
            }
            self.push(",");
        }
        self.push("])");
    }

    pub(super) fn map_key(&mut self, key: &MapKey) {
        match key {
            MapKey::Literal(Expression {
                kind: ExpressionKind::Name(name),
                ..
            }) => {
                self.push(&quote(name));
            }
            MapKey::Literal(key) | MapKey::Computed(key) => self.expression(key),
        }
    }

    fn name(&mut self, expression: &Expression, name: &str) {
        if let Some(local) = self.local(name) {
            let local = local.name.clone();
            return self.push(&local);
        }
        if let Some((class, member)) = self.imported(name, false)
            && let Some(value) = crate::library::constant(&class, &member)
        {
            return self.constant(value);
        }
        if name == "binding" {
            return self.push("h binding_0()");
        }
        if !self.known_name(expression) {
            let message = format!("`{name}` is not available in a binding");
            self.refuse(Kind::Unsupported, expression.span, message);
        }
    }

    /// Writes a class or a path from a root; false when the expression is neither.
    fn known_name(&mut self, expression: &Expression) -> bool {
        match self.class_expression(expression) {
            Some(ClassName::Known(full)) => {
                self.constant(Value::Class(Text::from(full)));
                return true;
            }
            Some(ClassName::Refused) => {
                let name = self.dotted(expression).unwrap_or_default();
                self.refuse_with(refused(&name), expression.span);
                return true;
            }
            Some(_) => {
                let name = self.dotted(expression).unwrap_or_default();
                let message = format!("class {name} is not available");
                self.refuse(Kind::Unsupported, expression.span, message);
                return true;
            }
            None => {}
        }
        match self.path_of(expression) {
            Some(path) => {
                let index = self.tables.add_path(path);
                self.helper("path", expression.span);
                self.push(&format!("{index})"));
                true
            }
            None => false,
        }
    }

    fn property(&mut self, target: &Expression, member: &Member, access: Access, span: Span) {
        match member {
            Member::Name(name) => {
                let path = Path {
                    root: Text::default(),
                    root_span: target.span,
                    segments: vec![segment(&name.text, access, name.span)],
                };
                let index = self.tables.add_path(path);
                self.helper("walk", span);

                self.expression(target);
                self.push(&format!(",{index})"));
            }
            Member::Dynamic(name) => {
                self.helper("member", span);

                self.expression(target);
                self.push(",");
                self.expression(name);
                self.push(match access {
                    Access::Plain => ",0)",
                    Access::Safe => ",1)",
                    Access::Spread => ",2)",
                });
            }
        }
    }

    fn typed(
        &mut self,
        helper: &str,
        value: &Expression,
        ty: &bindery_grammar::ast::TypeName,
        span: Span,
    ) {
        let Some(index) = self.type_of(ty) else {
            // `as Object` and casts to it change nothing.
            return match helper {
                "instance" => {
                    self.push("!h is_null_0(");
                    self.expression(value);
                    self.push(")");
                }
                _ => self.expression(value),
            };
        };
        self.helper(helper, span);

        self.expression(value);
        self.push(&format!(",{index})"));
    }
}
