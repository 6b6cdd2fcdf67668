//! `Matcher.group`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "group",
    parameters: "index: Integer?",
    result: "String?",
    doc: "A group of the last match.",
    examples: &[("def m = ('ab' =~ /a(b)/); m.find(); m.group(1)", "b")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let index = if args.len() == 1 { args.int(0)? } else { 0 };
    crate::library::matcher_group(this, index)
}
