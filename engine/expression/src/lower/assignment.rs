//! Assignments, steps, and taking lists apart.

use bindery_grammar::ast::{
    BinaryOperator, Expression, ExpressionKind, Member, Name, Span, TypeName,
};

use super::Lowering;
use super::operator::operator_helper;
use super::quote::quote;
use crate::error::Kind;

impl Lowering<'_> {
    /// `target = value` and `target op= value`, as an expression.
    pub(super) fn assign(
        &mut self,
        operator: Option<BinaryOperator>,
        target: &Expression,
        value: &Expression,
        span: Span,
    ) {
        if operator.is_none() && self.date_property(target, value, span) {
            return;
        }
        let combine = |this: &mut Self, old: &str| match operator {
            None => this.expression(value),
            Some(operator) => {
                this.helper(operator_helper(operator), span);
                this.push(&format!("{old},"));
                this.expression(value);
                this.push(")");
            }
        };
        self.update(target, span, operator.is_some(), combine);
    }

    /// `++target` and `target++`.
    pub(super) fn step(&mut self, target: &Expression, delta: i32, postfix: bool, span: Span) {
        if postfix {
            let before = self.temporary();
            self.push(&format!("{{ let {before} = "));
            self.expression(target);
            self.push("; ");
            self.update(target, span, true, |this, _| {
                this.helper("step", span);
                this.push(&format!("{before},{delta})"));
            });
            return self.push(&format!("; {before} }}"));
        }
        self.update(target, span, true, |this, old| {
            this.helper("step", span);
            this.push(&format!("{old},{delta})"));
        });
    }

    /// Puts what `combine` writes into a target; the old value is read only when it is needed.
    fn update(
        &mut self,
        target: &Expression,
        span: Span,
        reads: bool,
        combine: impl FnOnce(&mut Self, &str),
    ) {
        match &target.kind {
            ExpressionKind::Name(name) => {
                if let Some(local) = self.local(name).cloned() {
                    self.push(&format!("{{ {} = ", local.name));
                    self.coerced(local.ty, span, |this| combine(this, &local.name));
                    return self.push(&format!("; {} }}", local.name));
                }
                let old = self.temporary();
                self.push("{ ");
                if reads {
                    self.push(&format!("let {old} = "));
                    self.expression(target);
                    self.push("; ");
                }
                self.helper("assign", span);
                self.push(&format!("{},", quote(name)));
                combine(self, &old);
                self.push(") }");
                self.note_assigned(name);
            }
            ExpressionKind::Property {
                target: object,
                member,
                access,
            } => {
                let (holder, old) = (self.temporary(), self.temporary());
                self.push(&format!("{{ let {holder} = "));
                self.expression(object);
                self.push("; ");
                let mut key = String::new();
                match member {
                    Member::Name(name) => key.push_str(&quote(&name.text)),
                    Member::Dynamic(name) => {
                        key = self.temporary();
                        self.push(&format!("let {key} = "));
                        self.expression(name);
                        self.push("; ");
                    }
                }
                if reads {
                    self.push(&format!("let {old} = "));
                    self.helper("member", span);
                    self.push(&format!("{holder},{key},0); "));
                }
                let safe = *access == bindery_grammar::ast::Access::Safe;
                self.helper(
                    if safe {
                        "set_member_safe"
                    } else {
                        "set_member"
                    },
                    span,
                );
                self.push(&format!("{holder},{key},"));
                combine(self, &old);
                self.push(") }");
            }
            ExpressionKind::Index {
                target: object,
                indexes,
            } => {
                let (holder, old, index) = (self.temporary(), self.temporary(), self.temporary());
                self.push(&format!("{{ let {holder} = "));
                self.expression(object);
                self.push(&format!("; let {index} = "));
                self.indexes(indexes, span);
                self.push("; ");
                if reads {
                    self.push(&format!("let {old} = "));
                    self.helper("at", span);
                    self.push(&format!("{holder},{index}); "));
                }
                self.helper("set_at", span);
                self.push(&format!("{holder},{index},"));
                combine(self, &old);
                self.push(") }");
            }
            _ => self.refuse(Kind::Syntax, span, "this is no place to put a value"),
        }
    }

    fn note_assigned(&mut self, name: &str) {
        if !self.tables.assigned.iter().any(|known| known == name) {
            self.tables.assigned.push(name.to_owned());
        }
    }

    /// Writes a value, coerced to a declared type.
    pub(super) fn coerced(&mut self, ty: Option<usize>, span: Span, value: impl FnOnce(&mut Self)) {
        match ty {
            None => value(self),
            Some(ty) => {
                self.helper("coerce", span);

                value(self);
                self.push(&format!(",{ty})"));
            }
        }
    }

    /// `def (a, b) = list`
    pub(super) fn declare_tuple(&mut self, names: &[(Option<TypeName>, Name)], value: &Expression) {
        let list = self.temporary();
        self.push(&format!("let {list} = "));
        self.expression(value);
        self.push("; ");
        for (position, (ty, name)) in names.iter().enumerate() {
            let ty = ty.as_ref().and_then(|ty| self.type_of(ty));
            let local = self.declare_new(&name.text, name.span, ty);
            self.push(&format!("let {local} = "));
            self.coerced(ty, name.span, |this| {
                this.helper("at", name.span);
                this.push(&format!("{list},{position})"));
            });
            self.push("; ");
        }
    }

    /// `(a, b) = list`
    pub(super) fn assign_tuple(&mut self, targets: &[Expression], value: &Expression, span: Span) {
        let list = self.temporary();
        self.push(&format!("{{ let {list} = "));
        self.expression(value);
        self.push("; ");
        for (position, target) in targets.iter().enumerate() {
            self.update(target, span, false, |this, _| {
                this.helper("at", target.span);
                this.push(&format!("{list},{position})"));
            });
            self.push("; ");
        }
        self.push(&format!("{list} }}"));
    }
}
