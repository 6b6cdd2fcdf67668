//! `each` and `eachWithIndex` of a closure written in place, as a loop of the script.
//!
//! Calling a closure costs rhai more than most closures do. Where nothing can tell the difference,
//! the body runs in place: the closure takes exactly the members (and the index), by plain names,
//! and its body neither returns nor holds what a loop would treat in another way. `call::rounds`
//! decides what is walked, so that every receiver keeps its own rules.

use bindery_grammar::ast::{
    Access, Argument, Expression, ExpressionKind, Parameter, Span, Statement, StatementKind,
};

use super::{Lowering, Tail};

impl Lowering<'_> {
    /// Writes a call as a loop; false when it has to stay a call.
    pub(super) fn inline_loop(
        &mut self,
        target: &Expression,
        name: &str,
        access: Access,
        arguments: &[Argument],
        span: Span,
    ) -> bool {
        let [Argument::Value(argument)] = arguments else {
            return false;
        };
        let ExpressionKind::Closure { parameters, body } = &argument.kind else {
            return false;
        };
        let names: Option<Vec<&str>> = match parameters {
            None => Some(vec!["it"]),
            Some(parameters) => parameters.iter().map(plain_name).collect(),
        };
        let (item, index) = match (name, names.as_deref()) {
            ("each", Some([item])) => (*item, None),
            ("eachWithIndex", Some([item, index])) => (*item, Some(*index)),
            _ => return false,
        };
        if access == Access::Spread || !body.iter().all(runs_in_place) {
            return false;
        }
        let site = self.tables.add_call(name);
        let safe = access == Access::Safe;
        let (walked, member, count) = (self.temporary(), self.temporary(), self.temporary());
        self.push(&format!("{{ let {walked} = "));
        self.expression(target);
        self.push("; for ");
        match index {
            Some(_) => self.push(&format!("({member},{count})")),
            None => self.push(&member),
        }
        self.push(" in ");
        self.helper("rounds", span);
        self.push(&format!("{walked},{site},{safe}) {{ "));
        let switches = std::mem::take(&mut self.switches);
        let labels = std::mem::take(&mut self.labels);
        self.closures += 1;
        self.scoped(|this| {
            let item = if parameters.is_some() {
                this.declare_new(item, argument.span, None)
            } else {
                this.declare(item, None)
            };
            this.push(&format!("let {item} = {member}; "));
            if let Some(index) = index {
                let index = this.declare_new(index, argument.span, None);
                this.push(&format!("let {index} = {count}; "));
            }
            this.statements(body, Tail::Discard);
        });
        self.closures -= 1;
        self.switches = switches;
        self.labels = labels;
        self.push(&format!(" }} {walked} }}"));
        true
    }
}

/// The name of a parameter that takes whatever comes.
fn plain_name(parameter: &Parameter) -> Option<&str> {
    let plain = parameter.ty.is_none() && parameter.default.is_none();
    plain.then_some(parameter.name.text.as_str())
}

/// Whether a statement of a closure does the same as one of a loop's body.
fn runs_in_place(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Expression(_)
        | StatementKind::Declare { .. }
        | StatementKind::DeclareTuple { .. }
        | StatementKind::Throw(_)
        | StatementKind::Assert { .. } => true,
        StatementKind::If {
            then, otherwise, ..
        } => runs_in_place(then) && otherwise.as_deref().is_none_or(runs_in_place),
        StatementKind::Block(inner) => inner.iter().all(runs_in_place),
        _ => false,
    }
}
