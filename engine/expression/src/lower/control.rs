//! Loops, `switch`, `try`.

use bindery_grammar::ast::{
    Case, Catch, Expression, Name, Span, Statement, StatementKind, TypeName,
};

use super::{Lowering, Tail};
use crate::error::Kind;

impl Lowering<'_> {
    pub(super) fn for_in(
        &mut self,
        ty: Option<&TypeName>,
        name: &Name,
        iterable: &Expression,
        body: &Statement,
        tail: Tail,
    ) {
        let item = self.temporary();
        self.push(&format!("for {item} in "));
        self.helper("walk_items", iterable.span);

        self.expression(iterable);
        self.push(") { ");
        let ty = ty.and_then(|ty| self.type_of(ty));
        self.scoped(|this| {
            let local = this.declare_new(&name.text, name.span, ty);
            this.push(&format!("let {local} = "));
            this.coerced(ty, name.span, |this| this.push(&item));
            this.push("; ");
            this.loop_body(body);
        });
        self.push(" } ");
        self.after_loop();
        self.finish("()", tail);
    }

    pub(super) fn for_loop(
        &mut self,
        init: &[Statement],
        condition: Option<&Expression>,
        update: &[Expression],
        body: &Statement,
        tail: Tail,
    ) {
        let first = self.temporary();
        self.scopes.push(std::collections::HashMap::new());
        self.push("{ ");
        self.statements(init, Tail::Discard);
        self.push(&format!(
            "let {first} = true; loop {{ if {first} {{ {first} = false; }} else {{ "
        ));
        for expression in update {
            self.expression(expression);
            self.push("; ");
        }
        self.push("} ");
        if let Some(condition) = condition {
            self.push("if !");
            self.condition(condition);
            self.push(" { break; } ");
        }
        self.loop_body(body);
        self.push(" } } ");
        self.scopes.pop();
        self.after_loop();
        self.finish("()", tail);
    }

    pub(super) fn loop_body(&mut self, body: &Statement) {
        self.switches.push(None);
        self.scoped(|this| this.statement(body, Tail::Discard));
        self.switches.pop();
    }

    pub(super) fn continue_loop(&mut self) {
        match self.switches.last() {
            Some(Some(flag)) => {
                let leave = format!("{flag} = true; break; ");
                self.push(&leave);
            }
            _ => self.push("continue; "),
        }
    }

    /// A loop that is left at its end; each case runs when it or one before it matched.
    pub(super) fn switch(&mut self, subject: &Expression, cases: &[Case], tail: Tail, span: Span) {
        let (value, hit, skip) = (self.temporary(), self.temporary(), self.temporary());
        let inner = if tail == Tail::Discard {
            Tail::Discard
        } else {
            Tail::Return
        };
        self.push(&format!("{{ let {value} = "));
        self.expression(subject);
        self.push(&format!(
            "; let {hit} = false; let {skip} = false; loop {{ "
        ));
        self.switches.push(Some(skip.clone()));
        let count = cases.len();
        for (index, case) in cases.iter().enumerate() {
            self.push(&format!("if {hit}"));
            match &case.label {
                Some(label) => {
                    self.push(" || ");
                    self.helper("matches_case", label.span);
                    self.push(&format!("{value},"));
                    self.expression(label);
                    self.push(")");
                }
                None if index + 1 == count => self.push(" || true"),
                None => {
                    self.switches.pop();
                    return self.refuse(Kind::Unsupported, span, "`default` must be the last case");
                }
            }
            self.push(&format!(" {{ {hit} = true; "));
            self.scoped(|this| this.case_body(&case.body, inner, index + 1 == count));
            self.push(" } ");
        }
        self.switches.pop();
        self.push("break; } ");
        if self.switches.iter().any(|around| around.is_none()) {
            self.push(&format!("if {skip} {{ "));
            self.continue_loop();
            self.push("} ");
        }
        self.after_loop();
        self.finish("()", inner);
        self.push("} ");
    }

    fn case_body(&mut self, body: &[Statement], tail: Tail, last: bool) {
        match body.split_last() {
            Some((end, before)) if matches!(end.kind, StatementKind::Break) => {
                self.statements(
                    before,
                    if before.is_empty() {
                        Tail::Discard
                    } else {
                        tail
                    },
                );
                self.push("break; ");
            }
            _ if last => self.statements(body, if body.is_empty() { Tail::Discard } else { tail }),
            _ => self.statements(body, Tail::Discard),
        }
    }

    pub(super) fn guarded(
        &mut self,
        body: &[Statement],
        catches: &[Catch],
        finally: Option<&[Statement]>,
        tail: Tail,
        span: Span,
    ) {
        let inner = if tail == Tail::Discard {
            Tail::Discard
        } else {
            Tail::Return
        };
        if let Some(finally) = finally {
            if inner == Tail::Discard && (leaves(body) || catches.iter().any(|c| leaves(&c.body))) {
                return self.refuse(
                    Kind::Unsupported,
                    span,
                    "leaving a `try` that has a `finally` is not supported",
                );
            }
            // The guarded part is a closure, so that its `return` runs through here.
            let result = self.temporary();
            let error = self.temporary();
            self.push(&format!("let {result} = (); try {{ {result} = h invoke_0("));
            let guarded = Statement {
                kind: StatementKind::Try {
                    body: body.to_vec(),
                    catches: catches.to_vec(),
                    finally: None,
                },
                span,
            };
            self.closure(Some(&[]), std::slice::from_ref(&guarded), span);
            self.push(&format!(",[]); }} catch ({error}) {{ "));
            self.scoped(|this| this.statements(finally, Tail::Discard));
            self.push(&format!("throw {error}; }} "));
            self.scoped(|this| this.statements(finally, Tail::Discard));
            return self.finish(&result, tail);
        }
        if catches.is_empty() {
            self.push("{ ");
            self.scoped(|this| this.statements(body, tail));
            return self.push(" } ");
        }
        let error = self.temporary();
        self.push("try { ");
        self.scoped(|this| this.statements(body, inner));
        self.push(&format!(" }} catch ({error}) {{ "));
        for catch in catches {
            let mut indexes = Vec::new();
            for ty in &catch.types {
                if let Some(class) = self.class_of(&ty.name, ty.span) {
                    indexes.push(self.tables.add_name(&class).to_string());
                }
            }
            self.push(&format!(
                "if h caught_0({error},[{}]) {{ ",
                indexes.join(",")
            ));
            self.scoped(|this| {
                let local = this.declare_new(&catch.name.text, catch.name.span, None);
                this.push(&format!("let {local} = h exception_0({error}); "));
                let tail = if catch.body.is_empty() {
                    Tail::Discard
                } else {
                    inner
                };
                this.statements(&catch.body, tail);
            });
            if inner == Tail::Return {
                self.push("return (); ");
            }
            self.push("} else ");
        }
        self.push(&format!("{{ throw {error}; }} }} "));
        if tail == Tail::Value {
            self.push("()");
        }
    }
}

/// Whether statements contain a `return`, `break` or `continue` that leaves them.
fn leaves(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| match &statement.kind {
        StatementKind::Return(_)
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Jump { .. } => true,
        StatementKind::If {
            then, otherwise, ..
        } => {
            leaves(std::slice::from_ref(&**then))
                || otherwise
                    .as_ref()
                    .is_some_and(|other| leaves(std::slice::from_ref(&**other)))
        }
        StatementKind::ForIn { body, .. }
        | StatementKind::For { body, .. }
        | StatementKind::While { body, .. }
        | StatementKind::Labelled { body, .. } => leaves(std::slice::from_ref(&**body)),
        StatementKind::Block(inner) => leaves(inner),
        StatementKind::Try { body, catches, .. } => {
            leaves(body) || catches.iter().any(|catch| leaves(&catch.body))
        }
        StatementKind::Switch { cases, .. } => cases.iter().any(|case| leaves(&case.body)),
        _ => false,
    })
}
