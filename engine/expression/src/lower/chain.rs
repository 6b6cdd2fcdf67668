//! Chains: `headers?.Link?.split(',')?.size()` as one helper call.
//!
//! A run of properties, calls and elements whose arguments are constants or paths needs nothing of
//! rhai, and each helper call that it saves costs rhai more than most functions of the library. The
//! links stand in a table; `access.rs` walks them in the order and with the places of the calls
//! they replace.

use bindery_grammar::ast::{
    Access, Argument, Element, Expression, ExpressionKind, Member, Number, Span, UnaryOperator,
};

use super::names::segment;
use super::{Lowering, Path, Segment};
use crate::program::Simple;
use crate::value::Value;

/// A chain: where it starts, and its links.
#[derive(Debug)]
pub(crate) struct Chain {
    /// The path it starts at; without one it starts at a value of the script.
    pub(crate) head: Option<Path>,
    pub(crate) links: Vec<Link>,
}

/// A link and its place in the template.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) kind: LinkKind,
    pub(crate) span: Span,
}

/// What a link does with the value before it.
#[derive(Debug)]
pub(crate) enum LinkKind {
    /// `.name`
    Property(Segment),
    /// `[index]`
    Element(Simple),
    /// `.name(arguments)`, or `?.name(arguments)`
    Call {
        site: i64,
        safe: bool,
        arguments: Vec<Simple>,
    },
}

/// What a chain is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Value,
    /// Groovy's truth of the value, as a rhai boolean.
    Truth,
}

impl Lowering<'_> {
    /// Writes an expression as a chain; false when it is none, or too short to gain anything.
    pub(super) fn chain(&mut self, expression: &Expression, wanted: Wanted) -> bool {
        let Some((index, value)) = self.links(expression) else {
            return false;
        };
        let (on_path, on_value) = match wanted {
            Wanted::Value => ("chain", "chain_on"),
            Wanted::Truth => ("holds", "holds_on"),
        };
        match value {
            Some(value) => {
                self.helper(on_value, expression.span);
                self.push(&format!("{index},"));
                self.deeper(value.span, |this| this.expression(value));
                self.push(")");
            }
            None => {
                self.helper(on_path, expression.span);
                self.push(&format!("{index})"));
            }
        }
        true
    }

    /// The index of a chain that starts at a path.
    pub(crate) fn chain_from_path(&mut self, expression: &Expression) -> Option<usize> {
        match self.links(expression)? {
            (index, None) => Some(index),
            (_, Some(_)) => None,
        }
    }

    /// Puts an expression as a chain into the table: its index, and the value of the script that it
    /// starts at.
    fn links<'e>(&mut self, expression: &'e Expression) -> Option<(usize, Option<&'e Expression>)> {
        let mut nodes = Vec::new();
        let mut head = expression;
        while let Some(inner) = self.link_target(head) {
            nodes.push(head);
            head = inner;
        }
        nodes.reverse();
        if nodes.iter().all(|node| is_property(node)) {
            // A path from a root is one helper already, and so is a single step.
            let from_root =
                matches!(&head.kind, ExpressionKind::Name(name) if self.local(name).is_none());
            if from_root || nodes.len() < 2 {
                return None;
            }
        }
        let mut path = None;
        let mut links = nodes.as_slice();
        match &head.kind {
            ExpressionKind::Name(name) if self.local(name).is_none() => {
                let steps = nodes.iter().take_while(|node| is_property(node)).count();
                let root = match steps.checked_sub(1) {
                    Some(last) => nodes.get(last).copied().unwrap_or(head),
                    None => head,
                };
                path = Some(self.path_of(root)?);
                links = nodes.get(steps..).unwrap_or_default();
            }
            ExpressionKind::Name(_) => {}
            _ if nodes.len() < 2 => return None,
            _ => {}
        }
        let mut kinds = Vec::with_capacity(links.len());
        for node in links {
            let kind = self.link(node)?;
            let span = node.span;
            kinds.push(Link { kind, span });
        }
        let value = path.is_none().then_some(head);
        let index = self.tables.add_chain(Chain {
            head: path,
            links: kinds,
        });
        Some((index, value))
    }

    /// What a link is applied to; `None` when the expression is no link.
    fn link_target<'e>(&mut self, expression: &'e Expression) -> Option<&'e Expression> {
        match &expression.kind {
            ExpressionKind::Property {
                target,
                member: Member::Name(_),
                ..
            } => Some(target),
            ExpressionKind::Index { target, indexes } => match indexes.as_slice() {
                [Element::Value(index)] if self.is_simple(index) => Some(target),
                _ => None,
            },
            ExpressionKind::Call {
                target: Some(target),
                member: Member::Name(_),
                access: Access::Plain | Access::Safe,
                arguments,
            } if !super::date::changes_variable(expression) => {
                let this = matches!(&target.kind, ExpressionKind::Name(own) if own == "this");
                let simple = arguments.iter().all(
                    |argument| matches!(argument, Argument::Value(value) if self.is_simple(value)),
                );
                (simple && !this).then_some(target)
            }
            _ => None,
        }
    }

    fn link(&mut self, expression: &Expression) -> Option<LinkKind> {
        Some(match &expression.kind {
            ExpressionKind::Property {
                member: Member::Name(name),
                access,
                ..
            } => LinkKind::Property(segment(&name.text, *access, name.span)),
            ExpressionKind::Index { indexes, .. } => match indexes.as_slice() {
                [Element::Value(index)] => LinkKind::Element(self.simple(index)?),
                _ => return None,
            },
            ExpressionKind::Call {
                member: Member::Name(name),
                access,
                arguments,
                ..
            } => {
                let mut simple = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    let Argument::Value(value) = argument else {
                        return None;
                    };
                    simple.push(self.simple(value)?);
                }
                LinkKind::Call {
                    site: self.tables.add_call(&name.text) as i64,
                    safe: *access == Access::Safe,
                    arguments: simple,
                }
            }
            _ => return None,
        })
    }

    /// Whether [`simple`](Self::simple) would take it, without noting a root.
    fn is_simple(&mut self, expression: &Expression) -> bool {
        let noted = self.roots.len();
        let simple = self.simple(expression).is_some();
        self.roots.truncate(noted);
        simple
    }

    /// A constant or a path from a root.
    pub(crate) fn simple(&mut self, expression: &Expression) -> Option<Simple> {
        Some(Simple::Constant(match &expression.kind {
            ExpressionKind::Null => Value::Null,
            ExpressionKind::Boolean(value) => Value::Boolean(*value),
            ExpressionKind::Number(Number::Integer(value)) => Value::Integer(*value),
            ExpressionKind::Unary {
                operator: UnaryOperator::Minus,
                operand,
            } => match &operand.kind {
                ExpressionKind::Number(Number::Integer(value)) => {
                    Value::integer(-i64::from(*value))
                }
                _ => return None,
            },
            ExpressionKind::String(text) => Value::string(text.as_str()),
            ExpressionKind::Name(_) | ExpressionKind::Property { .. } => {
                return self.path_of(expression).map(Simple::Path);
            }
            _ => return None,
        }))
    }
}

fn is_property(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::Property { .. })
}
