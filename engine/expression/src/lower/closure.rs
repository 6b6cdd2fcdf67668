//! Closures and methods of the script.

use bindery_grammar::ast::{Parameter, Span, Statement, StatementKind};

use super::{Lowering, Tail};
use crate::value::Signature;

/// Levels of nesting that cost as much stack as a call.
const LEVELS_PER_CALL: usize = 3;

impl Lowering<'_> {
    pub(super) fn closure(
        &mut self,
        parameters: Option<&[Parameter]>,
        body: &[Statement],
        span: Span,
    ) {
        let implicit = parameters.is_none();
        let mut signature = Signature {
            implicit,
            result: self.result.take(),
            ..Signature::default()
        };
        let mut names = Vec::new();
        self.scopes.push(std::collections::HashMap::new());
        match parameters {
            None => {
                signature.types.push(None);
                names.push(self.declare("it", None));
            }
            Some(parameters) => {
                for parameter in parameters {
                    let ty = parameter.ty.as_ref().and_then(|ty| self.type_of(ty));
                    signature.types.push(ty);
                    signature.defaults += usize::from(parameter.default.is_some());
                    let name = &parameter.name;
                    names.push(self.declare_new(&name.text, name.span, ty));
                }
            }
        }
        self.recursive.push(false);
        self.closures += 1;
        let outer = std::mem::replace(&mut self.deepest, self.depth);
        self.helper("closure", span);
        self.push("|");
        self.push(&names.join(","));
        self.push("| { ");
        for (parameter, name) in parameters.unwrap_or_default().iter().zip(&names) {
            if let Some(default) = &parameter.default {
                self.push(&format!("if h is_missing_0({name}) {{ {name} = "));
                self.expression(default);
                self.push("; } ");
            }
        }
        let switches = std::mem::take(&mut self.switches);
        let labels = std::mem::take(&mut self.labels);
        self.statements(body, Tail::Value);
        self.switches = switches;
        self.labels = labels;
        self.scopes.pop();
        self.closures -= 1;
        signature.recursive = self.recursive.pop() == Some(true);
        signature.weight = 1 + (self.deepest - self.depth) / LEVELS_PER_CALL;
        self.deepest = self.deepest.max(outer);
        let index = self.tables.add_signature(signature);
        self.push(&format!(" }},{index})"));
    }

    /// Methods exist before the first statement runs.
    pub(super) fn hoist_methods(&mut self, statements: &[Statement]) {
        for statement in statements {
            if let StatementKind::Method { name, .. } = &statement.kind {
                self.methods.push(name.text.clone());
            }
        }
        for statement in statements {
            if let StatementKind::Method {
                name,
                ty,
                parameters,
                body,
            } = &statement.kind
            {
                // A method does not see the variables of the script.
                let scopes = std::mem::take(&mut self.scopes);
                self.result = ty.as_ref().and_then(|ty| self.type_of(ty));
                let index = self.tables.add_name(&name.text);
                self.helper("define", statement.span);
                self.push(&format!("{index},"));
                self.closure(Some(parameters), body, statement.span);
                self.push("); ");
                self.scopes = scopes;
            }
        }
    }
}
