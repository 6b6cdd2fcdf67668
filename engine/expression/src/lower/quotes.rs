//! Whether an author builds JSON or a URL by hand: a literal of the expression holds a `"`, or one
//! of `/ ? & =`. Such a binding is not escaped for that syntax (design D4).

use bindery_grammar::ast::{
    Argument, Element, Expression, ExpressionKind, MapEntry, MapKey, Member, Script, Statement,
    StatementKind, StringPart,
};

/// Whether any string literal of the script, decoded, contains one of the letters.
pub(crate) fn holds_any(script: &Script, letters: &[char]) -> bool {
    Probe(letters).statements(&script.statements)
}

struct Probe<'a>(&'a [char]);

impl Probe<'_> {
    fn statements(&self, list: &[Statement]) -> bool {
        list.iter().any(|it| self.statement(it))
    }

    fn maybe(&self, value: Option<&Expression>) -> bool {
        value.is_some_and(|it| self.expression(it))
    }

    fn statement(&self, it: &Statement) -> bool {
        match &it.kind {
            StatementKind::Expression(value) | StatementKind::Throw(value) => {
                self.expression(value)
            }
            StatementKind::Declare { names, .. } => {
                names.iter().any(|(_, value)| self.maybe(value.as_ref()))
            }
            StatementKind::DeclareTuple { value, .. } => self.expression(value),
            StatementKind::If {
                condition,
                then,
                otherwise,
            } => {
                self.expression(condition)
                    || self.statement(then)
                    || otherwise.as_ref().is_some_and(|it| self.statement(it))
            }
            StatementKind::ForIn { iterable, body, .. } => {
                self.expression(iterable) || self.statement(body)
            }
            StatementKind::For {
                init,
                condition,
                update,
                body,
            } => {
                self.statements(init)
                    || self.maybe(condition.as_ref())
                    || update.iter().any(|it| self.expression(it))
                    || self.statement(body)
            }
            StatementKind::Labelled { body, .. } => self.statements(std::slice::from_ref(body)),
            StatementKind::While { condition, body } => {
                self.expression(condition) || self.statement(body)
            }
            StatementKind::Return(value) => self.maybe(value.as_ref()),
            StatementKind::Block(body) => self.statements(body),
            StatementKind::Try {
                body,
                catches,
                finally,
            } => {
                self.statements(body)
                    || catches.iter().any(|it| self.statements(&it.body))
                    || finally.as_ref().is_some_and(|it| self.statements(it))
            }
            StatementKind::Switch { subject, cases } => {
                self.expression(subject)
                    || cases
                        .iter()
                        .any(|it| self.maybe(it.label.as_ref()) || self.statements(&it.body))
            }
            StatementKind::Assert { condition, message } => {
                self.expression(condition) || self.maybe(message.as_ref())
            }
            StatementKind::Method { body, .. } => self.statements(body),
            StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Jump { .. }
            | StatementKind::StaticImport { .. }
            | StatementKind::Import { .. }
            | StatementKind::Unsupported { .. } => false,
        }
    }

    fn element(&self, it: &Element) -> bool {
        match it {
            Element::Value(value) | Element::Spread(value) => self.expression(value),
        }
    }

    fn key(&self, it: &MapKey) -> bool {
        match it {
            MapKey::Literal(value) | MapKey::Computed(value) => self.expression(value),
        }
    }

    fn argument(&self, it: &Argument) -> bool {
        match it {
            Argument::Value(value) | Argument::Spread(value) => self.expression(value),
            Argument::Named(name, value) => self.key(name) || self.expression(value),
        }
    }

    fn member(&self, it: &Member) -> bool {
        match it {
            Member::Name(_) => false,
            Member::Dynamic(value) => self.expression(value),
        }
    }

    fn expression(&self, it: &Expression) -> bool {
        match &it.kind {
            ExpressionKind::String(text) => text.contains(self.0),
            ExpressionKind::Interpolated(parts) => parts.iter().any(|part| match part {
                StringPart::Text(text) => text.contains(self.0),
                StringPart::Script(script) => self.statements(&script.statements),
                StringPart::Path(path) => self.expression(path),
            }),
            ExpressionKind::List(elements) => elements.iter().any(|it| self.element(it)),
            ExpressionKind::Map(entries) => entries.iter().any(|entry| match entry {
                MapEntry::Pair(name, value) => self.key(name) || self.expression(value),
                MapEntry::Spread(value) => self.expression(value),
            }),
            ExpressionKind::Range { from, to, .. } => self.expression(from) || self.expression(to),
            ExpressionKind::Property {
                target,
                member: name,
                ..
            } => self.expression(target) || self.member(name),
            ExpressionKind::Index { target, indexes } => {
                self.expression(target) || indexes.iter().any(|it| self.element(it))
            }
            ExpressionKind::Call {
                target,
                member: name,
                arguments,
                ..
            } => {
                target.as_deref().is_some_and(|it| self.expression(it))
                    || self.member(name)
                    || arguments.iter().any(|it| self.argument(it))
            }
            ExpressionKind::CallValue { callee, arguments } => {
                self.expression(callee) || arguments.iter().any(|it| self.argument(it))
            }
            ExpressionKind::MethodReference { target, .. } => self.expression(target),
            ExpressionKind::New { arguments, .. } => arguments.iter().any(|it| self.argument(it)),
            ExpressionKind::NewArray { sizes, .. } => sizes.iter().any(|it| self.expression(it)),
            ExpressionKind::Closure { body, .. } => self.statements(body),
            ExpressionKind::Unary { operand, .. } => self.expression(operand),
            ExpressionKind::Step { target, .. } => self.expression(target),
            ExpressionKind::Binary { left, right, .. } => {
                self.expression(left) || self.expression(right)
            }
            ExpressionKind::InstanceOf { value, .. }
            | ExpressionKind::As { value, .. }
            | ExpressionKind::Cast { value, .. } => self.expression(value),
            ExpressionKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.expression(condition) || self.expression(then) || self.expression(otherwise),
            ExpressionKind::Elvis { value, otherwise } => {
                self.expression(value) || self.expression(otherwise)
            }
            ExpressionKind::Assign { target, value, .. } => {
                self.expression(target) || self.expression(value)
            }
            ExpressionKind::AssignTuple { targets, value } => {
                targets.iter().any(|it| self.expression(it)) || self.expression(value)
            }
            ExpressionKind::Null
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Name(_)
            | ExpressionKind::Unsupported { .. } => false,
        }
    }
}
