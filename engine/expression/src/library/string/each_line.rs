//! `String.eachLine`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "eachLine",
    parameters: "closure: Closure",
    result: "Object?",
    doc: "Calls the closure with each line.",
    examples: &[("def s = ''; 'a\\nb'.eachLine{ s += it }; s", "ab")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let mut last = Value::Null;
    for line in text.lines() {
        last = invoke(run, args.value(0), &[Value::string(line)])?;
    }
    Ok(last)
}
