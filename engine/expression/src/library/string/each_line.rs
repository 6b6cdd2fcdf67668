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
    parameters: "first: Integer?, closure: Closure",
    result: "Object?",
    doc: "Calls the closure with each line, and its number if it takes two.",
    examples: &[("def s = ''; 'a\\nb'.eachLine{ s += it }; s", "ab")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    let at = args.len() - 1;
    let first = if at == 0 { 0 } else { args.int(0)? };
    let numbered = args.closure(at)?.signature.types.len() == 2;
    let mut last = Value::Null;
    for (number, line) in (first..).zip(text.lines()) {
        let line = Value::string(line);
        last = if numbered {
            invoke(run, args.value(at), &[line, Value::Integer(number)])?
        } else {
            invoke(run, args.value(at), &[line])?
        };
    }
    Ok(last)
}
