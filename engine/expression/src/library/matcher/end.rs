//! `Matcher.end`

use crate::error::Outcome;
use crate::library::{Arguments, Function, matcher_place};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "end",
    parameters: "group: Integer?",
    result: "Integer",
    doc: "Where a group of the last match ends.",
    examples: &[("def m = ('abc' =~ /b/); m.find(); m.end()", "2")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let group = if args.len() == 1 { args.int(0)? } else { 0 };
    let place = matcher_place(this, group)?;
    Ok(Value::Integer(place.map_or(-1, |place| place.1)))
}
