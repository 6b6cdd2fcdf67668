//! Null where an object was needed: which part it is, and why where that can be said.

use bindery_grammar::ast::{Expression, ExpressionKind, Member};

use super::cut;
use crate::ask::{Path, SegmentKey};
use crate::context::Context;
use crate::error::EvalError;
use crate::suggest::closest;
use crate::value::Value;

/// What a call leaves under its name (design D11).
const LEFT_BY_CALLS: [&str; 3] = ["message", "headers", "statusCode"];

pub(super) fn explain(site: Option<&Expression>, context: &Context, error: &mut EvalError) {
    let Some((subject, asked)) = site.and_then(|site| asked_of(site, &error.message)) else {
        return;
    };
    let shown =
        Path::of(subject).map_or_else(|| cut(&subject.to_string()), |path| path.to_string());
    if error.message.starts_with("null has no ") {
        if matches!(subject.kind, ExpressionKind::Null) {
            return;
        }
        error.message = match &asked {
            Asked::Attribute(name) => format!("`{shown}` is null, so it has no property `{name}`"),
            Asked::Method(name, _) => format!("`{shown}` is null, so it has no method `{name}`"),
            Asked::Element => format!("`{shown}` is null, so it has no elements"),
            Asked::Operand => format!("`{shown}` is null, so it cannot be calculated with"),
        };
    }
    error.help = Some(match &asked {
        Asked::Attribute(name) => format!("guard with `?.`, as in `{shown}?.{name}`"),
        Asked::Method(name, true) => format!("guard with `?.`, as in `{shown}?.{name}()`"),
        Asked::Method(name, false) => format!("guard with `?.`, as in `{shown}?.{name}(…)`"),
        Asked::Element | Asked::Operand => {
            format!("give a default with `?:`, or test `{shown} != null` first")
        }
    });
    if let (Some(path), Asked::Attribute(name)) = (Path::of(subject), &asked)
        && let Some((call, meant)) = call_not_run(&path, name, context)
    {
        error.message = format!("`{path}` is null here because `{call}` has not run");
        if let Some(meant) = meant {
            error.help = Some(format!("did you mean `response.{meant}`?"));
        }
    }
}

/// What was asked of null.
enum Asked<'s> {
    Attribute(&'s str),
    /// The method, and whether it was called without arguments.
    Method(&'s str, bool),
    Element,
    Operand,
}

/// The part that was null, as far as the message confirms it.
fn asked_of<'s>(site: &'s Expression, message: &str) -> Option<(&'s Expression, Asked<'s>)> {
    let says = |what: &str, name: &str| message.contains(&format!("{what} `{name}`"));
    match &site.kind {
        ExpressionKind::Property {
            target,
            member: Member::Name(name),
            ..
        } if says("property", &name.text) => Some((target, Asked::Attribute(&name.text))),
        ExpressionKind::Call {
            target: Some(target),
            member: Member::Name(name),
            arguments,
            ..
        } if says("method", &name.text) => {
            Some((target, Asked::Method(&name.text, arguments.is_empty())))
        }
        ExpressionKind::Index { target, .. } if message == "null has no elements" => {
            Some((target, Asked::Element))
        }
        ExpressionKind::Binary { left, .. } if message.starts_with("null has no operator") => {
            Some((left, Asked::Operand))
        }
        _ => None,
    }
}

/// `response.<call>` that no call has left yet: the call, and one of a similar name that has run.
fn call_not_run(path: &Path, asked: &str, context: &Context) -> Option<(String, Option<String>)> {
    let [segment] = path.segments.as_slice() else {
        return None;
    };
    let SegmentKey::Name(call) = &segment.key else {
        return None;
    };
    if path.root != "response" || !LEFT_BY_CALLS.contains(&asked) {
        return None;
    }
    let Some(Value::Map(calls)) = context.get("response") else {
        return None;
    };
    let ran: Vec<String> = calls
        .snapshot()
        .into_iter()
        .filter_map(|(name, _)| name.to_value().as_str().map(str::to_owned))
        .collect();
    let meant = closest(call, ran.iter().map(String::as_str)).map(str::to_owned);
    let numberless = |name: &str| {
        name.trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    // `call1` beside `call2` is another call, not a slip.
    let meant = meant.filter(|meant| numberless(meant) != numberless(call));
    (!ran.contains(call)).then(|| (call.clone(), meant))
}
