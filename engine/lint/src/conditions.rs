//! The conditions of a script: what is asked by `if`, `while`, `?:` and the logical operators.

use bindery_grammar::ast::{
    BinaryOperator, Expression, ExpressionKind, Script, Statement, StatementKind, StringPart,
};
use bindery_grammar::walk_expressions;

/// Every condition of a script, without the parts of a logical one.
pub(crate) fn conditions(script: &Script) -> Vec<&Expression> {
    let mut found = Vec::new();
    script
        .statements
        .iter()
        .for_each(|s| of_statement(s, &mut found));
    walk_expressions(script, &mut |it| match &it.kind {
        ExpressionKind::Ternary { condition, .. } => found.push(condition),
        ExpressionKind::Closure { body, .. } => {
            body.iter().for_each(|s| of_statement(s, &mut found));
        }
        ExpressionKind::Interpolated(parts) => {
            for part in parts {
                if let StringPart::Script(script) = part {
                    script
                        .statements
                        .iter()
                        .for_each(|s| of_statement(s, &mut found));
                }
            }
        }
        _ => {}
    });
    found
}

/// The operands of a chain of `&&`, or of one of `||`; the expression itself where it is none.
pub(crate) fn operands(condition: &Expression, of: BinaryOperator) -> Vec<&Expression> {
    match &condition.kind {
        ExpressionKind::Binary {
            operator,
            left,
            right,
        } if *operator == of => {
            let mut all = operands(left, of);
            all.extend(operands(right, of));
            all
        }
        _ => vec![condition],
    }
}

fn of_statement<'a>(statement: &'a Statement, found: &mut Vec<&'a Expression>) {
    match &statement.kind {
        StatementKind::If {
            condition,
            then,
            otherwise,
        } => {
            found.push(condition);
            of_statement(then, found);
            if let Some(otherwise) = otherwise {
                of_statement(otherwise, found);
            }
        }
        StatementKind::While { condition, body } => {
            found.push(condition);
            of_statement(body, found);
        }
        StatementKind::ForIn { body, .. } | StatementKind::For { body, .. } => {
            of_statement(body, found);
        }
        StatementKind::Block(body) => body.iter().for_each(|s| of_statement(s, found)),
        StatementKind::Try {
            body,
            catches,
            finally,
        } => {
            let handlers = catches.iter().flat_map(|c| &c.body);
            let last = finally.iter().flatten();
            body.iter()
                .chain(handlers)
                .chain(last)
                .for_each(|s| of_statement(s, found));
        }
        StatementKind::Method { body, .. } => body.iter().for_each(|s| of_statement(s, found)),
        _ => {}
    }
}
