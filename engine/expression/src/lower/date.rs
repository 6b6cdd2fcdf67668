//! Changing a date in place: `d.clearTime()`, `d.setTime(…)`, `d.time = …`.
//!
//! Dates are values here. Where a variable holds a date that it made itself and gives to nobody, a
//! change is an assignment of the changed date; where others may hold the same date, the change is
//! refused, for they would have to see it.

use std::collections::{BTreeMap, BTreeSet};

use bindery_grammar::ast::{
    Access, Argument, BinaryOperator, Expression, ExpressionKind, Member, Script, Span, Statement,
    StatementKind, StringPart,
};
use bindery_grammar::walk::walk_expressions;

use super::Lowering;
use super::quote::quote;
use crate::error::Kind;

/// Methods that change a date, but for `clearTime`.
const SETTERS: [&str; 7] = [
    "setTime",
    "setYear",
    "setMonth",
    "setDate",
    "setHours",
    "setMinutes",
    "setSeconds",
];

/// Methods that look at a date which is given to them, and keep nothing.
const LOOKING: [&str; 8] = [
    "format",
    "before",
    "after",
    "compareTo",
    "equals",
    "setTime",
    "minus",
    "between",
];

/// Methods that make a new date.
const MAKING: [&str; 7] = [
    "parse", "clone", "plus", "minus", "next", "previous", "updated",
];

/// What a script does with the dates of its variables.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// How often each name is mentioned.
    mentions: BTreeMap<String, usize>,
    /// Variables whose date nobody else holds.
    own: BTreeSet<String>,
    /// Those of them that hold a date for certain.
    certain: BTreeSet<String>,
}

impl Dates {
    /// Looks through a script; nothing is noted where it changes no date.
    pub(super) fn of(script: &Script) -> Self {
        let mut changes = false;
        walk_expressions(script, &mut |expression| changes |= is_change(expression));
        let mut dates = Self::default();
        if !changes {
            return dates;
        }
        let mut harmless: BTreeMap<String, usize> = BTreeMap::new();
        let mut shared = BTreeSet::new();
        let mut note = |expression: &Expression| {
            if let ExpressionKind::Name(name) = &expression.kind {
                *harmless.entry(name.clone()).or_default() += 1;
            }
        };
        walk_expressions(script, &mut |expression| {
            if let ExpressionKind::Name(name) = &expression.kind {
                *dates.mentions.entry(name.clone()).or_default() += 1;
            }
            each_harmless(expression, &mut note);
            if let ExpressionKind::Assign {
                operator: None,
                target,
                value,
            } = &expression.kind
                && let ExpressionKind::Name(name) = &target.kind
            {
                note(target);
                if !is_made(value) {
                    shared.insert(name.clone());
                }
            }
        });
        if let Some(last) = script.statements.last() {
            match &last.kind {
                StatementKind::Expression(value) | StatementKind::Return(Some(value)) => {
                    note(value);
                }
                _ => {}
            }
        }
        for statement in &script.statements {
            dates.declared(statement);
        }
        dates.own.retain(|name| {
            !shared.contains(name) && dates.mentions.get(name) == harmless.get(name)
        });
        dates
    }

    fn declared(&mut self, statement: &Statement) {
        let StatementKind::Declare { names, .. } = &statement.kind else {
            return;
        };
        for (name, value) in names {
            if value.as_ref().is_none_or(is_made) {
                self.own.insert(name.text.clone());
            }
            if value.as_ref().is_some_and(is_date) {
                self.certain.insert(name.text.clone());
            }
        }
    }
}

/// Whether an expression may change a date.
fn is_change(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Call {
            target: Some(_),
            member: Member::Name(name),
            ..
        } => name.text == "clearTime" || SETTERS.contains(&name.text.as_str()),
        ExpressionKind::Assign { target, .. } => property_of(target).is_some(),
        _ => false,
    }
}

/// Whether a call may change the date of a variable.
pub(super) fn changes_variable(expression: &Expression) -> bool {
    matches!(
        &expression.kind,
        ExpressionKind::Call { target: Some(target), .. }
            if is_change(expression) && matches!(target.kind, ExpressionKind::Name(_))
    )
}

/// The variable and the setter of `d.time`, where that is put a value into.
fn property_of(target: &Expression) -> Option<(&str, String)> {
    let ExpressionKind::Property {
        target,
        member: Member::Name(member),
        access: Access::Plain,
    } = &target.kind
    else {
        return None;
    };
    let ExpressionKind::Name(name) = &target.kind else {
        return None;
    };
    let setter = format!("set{}", crate::access::capitalized(&member.text));
    SETTERS
        .contains(&setter.as_str())
        .then_some((name.as_str(), setter))
}

/// Calls `note` for the parts of an expression that it only looks at.
fn each_harmless(expression: &Expression, note: &mut impl FnMut(&Expression)) {
    match &expression.kind {
        ExpressionKind::Property { target, .. } | ExpressionKind::Index { target, .. } => {
            note(target);
        }
        ExpressionKind::Call {
            target,
            member,
            arguments,
            ..
        } => {
            target.iter().for_each(|target| note(target));
            let looking =
                matches!(member, Member::Name(name) if LOOKING.contains(&name.text.as_str()));
            for argument in arguments {
                if let (true, Argument::Value(value)) = (looking, argument) {
                    note(value);
                }
            }
        }
        ExpressionKind::Binary {
            operator,
            left,
            right,
        } if *operator != BinaryOperator::ShiftLeft => {
            note(left);
            note(right);
        }
        ExpressionKind::Interpolated(parts) => {
            for part in parts {
                match part {
                    StringPart::Path(path) => note(path),
                    StringPart::Script(script) => {
                        if let [
                            Statement {
                                kind: StatementKind::Expression(value),
                                ..
                            },
                        ] = script.statements.as_slice()
                        {
                            note(value);
                        }
                    }
                    StringPart::Text(_) => {}
                }
            }
        }
        _ => {}
    }
}

/// Whether an expression makes a date that nobody holds yet.
fn is_made(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::Call {
            member: Member::Name(name),
            target: Some(target),
            ..
        } => {
            MAKING.contains(&name.text.as_str())
                || name.text == "clearTime" && is_made(target)
                || is_date(value)
        }
        ExpressionKind::Binary {
            operator: BinaryOperator::Add | BinaryOperator::Subtract,
            ..
        } => true,
        _ => is_date(value),
    }
}

/// Whether an expression is a new date for certain.
fn is_date(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::New { class, .. } => {
            matches!(class.name.as_str(), "Date" | "java.util.Date")
        }
        ExpressionKind::Call {
            target: Some(target),
            member: Member::Name(name),
            ..
        } => match (&target.kind, name.text.as_str()) {
            (ExpressionKind::Name(class), "parse" | "from") => class == "Date",
            (_, "clearTime" | "clone") => is_date(target),
            _ => false,
        },
        _ => false,
    }
}

impl Lowering<'_> {
    /// Writes a call that may change a date; false where it is to be written as any call.
    pub(super) fn date_change(
        &mut self,
        target: &Expression,
        name: &str,
        arguments: &[Argument],
        span: Span,
    ) -> bool {
        let value = match (name, arguments) {
            ("clearTime", []) => None,
            (_, [Argument::Value(value)]) if SETTERS.contains(&name) => Some(value),
            _ => return false,
        };
        let ExpressionKind::Name(variable) = &target.kind else {
            return false;
        };
        if self.dates.own.contains(variable)
            && let Some(local) = self.local(variable)
        {
            let local = local.name.clone();
            self.redate(&local, name, value, span);
            self.push(if value.is_none() { &local } else { "()" });
            self.push(" }");
            return true;
        }
        if name == "clearTime" && self.dates.mentions.get(variable).is_some_and(|it| *it > 1) {
            self.refuse_change(span);
            return true;
        }
        false
    }

    /// Whether a statement throws away what `clearTime` gives, so that it can only mean the change.
    pub(super) fn is_lost_change(&self, expression: &Expression) -> bool {
        let ExpressionKind::Call {
            target: Some(target),
            member: Member::Name(name),
            arguments,
            ..
        } = &expression.kind
        else {
            return false;
        };
        name.text == "clearTime"
            && arguments.is_empty()
            && match &target.kind {
                ExpressionKind::Name(variable) => !self.dates.own.contains(variable),
                ExpressionKind::Property { .. } | ExpressionKind::Index { .. } => true,
                _ => false,
            }
    }

    pub(super) fn refuse_change(&mut self, span: Span) {
        let message = "changing a date that others may hold is not supported";
        self.refuse(Kind::Unsupported, span, message);
    }

    /// Writes `d.time = value` of a date that a variable holds; false where it is none.
    pub(super) fn date_property(
        &mut self,
        target: &Expression,
        value: &Expression,
        span: Span,
    ) -> bool {
        let Some((variable, setter)) = property_of(target) else {
            return false;
        };
        if !self.dates.own.contains(variable) || !self.dates.certain.contains(variable) {
            return false;
        }
        let Some(local) = self.local(variable).map(|local| local.name.clone()) else {
            return false;
        };
        self.redate(&local, &setter, Some(value), span);
        self.push("() }");
        true
    }

    fn redate(&mut self, local: &str, name: &str, value: Option<&Expression>, span: Span) {
        self.push(&format!("{{ {local} = "));
        self.helper("redate", span);
        self.push(&format!("{local},{},", quote(name)));
        match value {
            Some(value) => self.expression(value),
            None => self.push("()"),
        }
        self.push("); ");
    }
}
